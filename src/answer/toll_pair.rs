//! Whether two figures may speak of one event, and how much speaks for it. The rule is told in `docs/toll.md`.

use super::toll_row::{Row, Spot};
use crate::query::plan::distance_km;
use crate::vocabulary::*;

/// What speaks against joining a figure without a place: dates and numbers alone are too often the same.
const UNPLACED: f32 = -1.5;
/// Numbers up to this are so common that sharing one says less.
const COMMON: u64 = 3;

/// Figures with this much in favour are joined.
pub(super) const ENOUGH: f32 = 3.0;
/// A part has no number to speak for it.
const ENOUGH_FOR_PART: f32 = 2.0;
/// Periods up to this long are those of an event; longer ones are compared only with their like.
pub(super) const SHORT_DAYS: i64 = 7;

/// How much speaks for one event; `None` when something rules it out.
pub(super) fn likeness(one: &Row, other: &Row) -> Option<f32> {
    if one.effect != other.effect || one.unit != other.unit || !classes_agree(one.class, other.class) {
        return None;
    }
    if one.affiliation != 0 && other.affiliation != 0 && one.affiliation != other.affiliation {
        return None;
    }
    if !methods_agree(one.method, other.method) || speaks_of_two(one, other) {
        return None;
    }
    let sum = dates(one, other)? + places_told(one, other)? + counts(one, other) - odd_groups(one, other)?
        + details(one, other);
    Some(sum)
}

/// How much speaks for a part ("two children were among the dead") belonging to what another figure counts; `None` when
/// something rules it out. Its number and groups say nothing, as long as it is no larger than the whole.
pub(super) fn likeness_of_part(part: &Row, whole: &Row) -> Option<f32> {
    let kind = part.effect == whole.effect && part.unit == whole.unit && classes_agree(part.class, whole.class);
    if !kind || !methods_agree(part.method, whole.method) || (part.number() > whole.most() && !whole.is_open()) {
        return None;
    }
    let sum = dates(part, whole)? + places_told(part, whole)? + details(part, whole);
    Some(sum).filter(|sum| *sum >= ENOUGH_FOR_PART)
}

/// From this number on, a second one of the same day, place and voice is a correction rather than a second attack.
pub(super) const MANY: u64 = 12;
/// ... as long as one is no more than this many times the other.
const CORRECTED: f32 = 2.5;

/// Within one article, one voice that names two numbers speaks of two events, and two towns are two events.
pub(super) fn speaks_of_two(one: &Row, other: &Row) -> bool {
    let numbers = one.speaker == other.speaker && (one.low, one.high) != (other.low, other.high);
    let numbers = numbers && !may_be_restated(one, other);
    one.article == other.article && (numbers || places(one.spot.as_ref(), other.spot.as_ref()).is_none())
}

/// A number within a closed range ("17 to 24 ... the 20") is no second number, nor is a headline's "dozens" beside the
/// 39 of the text, or the 50 that a toll of 39 had risen to: two attacks with many dead in one place on one day are
/// rarer than one that is counted again.
fn may_be_restated(one: &Row, other: &Row) -> bool {
    let meet = one.least() <= other.most() && other.least() <= one.most();
    if meet && !one.is_open() && !other.is_open() {
        return true;
    }
    let (less, more) = if one.number() <= other.number() { (one, other) } else { (other, one) };
    let near = more.number() as f32 <= CORRECTED * less.number() as f32 || less.is_open();
    let same_days = one.from.is_some() && (one.from, one.to) == (other.from, other.to);
    less.number() >= MANY && near && same_days && is_same_spot(one, other)
}

/// Civilians are no soldiers; people may be either.
pub(super) fn classes_agree(one: VictimClass, other: VictimClass) -> bool {
    one == other || one == VictimClass::Unspecified || other == VictimClass::Unspecified
}

/// Methods that reporters confuse or that one attack combines.
pub(super) fn methods_agree(one: Option<Method>, other: Option<Method>) -> bool {
    use Method::*;
    let (Some(one), Some(other)) = (one, other) else { return true };
    if one == other || one == Other || other == Other || one == Siege || other == Siege {
        return true;
    }
    let alike: &[&[Method]] = &[
        &[Airstrike, Drone, Rocket],
        &[Shelling, Rocket, Airstrike],
        // "The raid on the village" was one from the air as often as not.
        &[Airstrike, Raid],
        &[Bombing, SuicideBombing],
        &[Shooting, Raid, Execution, Kidnapping],
        &[Chemical, Airstrike, Shelling, Rocket],
        &[Bombing, Shooting],
    ];
    alike.iter().any(|methods| methods.contains(&one) && methods.contains(&other))
}

/// Days that two periods are apart, 0 when they meet; `None` when one is unknown.
fn gap(one: &Row, other: &Row) -> Option<i64> {
    let (from_one, to_one) = (one.from.or(one.to)?, one.to.or(one.from)?);
    let (from_other, to_other) = (other.from.or(other.to)?, other.to.or(other.from)?);
    Some((from_one - to_other).max(from_other - to_one).max(0))
}

fn dates(one: &Row, other: &Row) -> Option<f32> {
    let Some(gap) = gap(one, other) else {
        // Without a date only the same number at the same place is one event.
        let undated = one.from.or(one.to).is_none() && other.from.or(other.to).is_none();
        return (undated && is_same_spot(one, other) && one.number() == other.number()).then_some(0.5);
    };
    if (one.from, one.to) == (other.from, other.to) {
        return Some(2.0);
    }
    let (days, other_days) = (one.days().unwrap_or(i64::MAX), other.days().unwrap_or(i64::MAX));
    // "This week" may be the day that another report tells; a month is a total.
    let unlike = match days.abs_diff(other_days) {
        0..=3 => 0.0,
        _ if days.max(other_days) <= SHORT_DAYS => 1.0,
        _ => 2.0,
    };
    match gap {
        0 => Some(1.5 - unlike),
        // Reports date an attack of the night by either day.
        1 if days <= 2 && other_days <= 2 => Some(0.3),
        2..=TOLD_LATER_DAYS if days <= 2 && other_days <= 2 && is_told_later(one, other) => Some(0.0),
        _ => None,
    }
}

/// How many days after an event a report may still give its toll without a word of when it was.
pub(super) const TOLD_LATER_DAYS: i64 = 6;

/// Whether the later of two figures is dated by its report alone and may well repeat the earlier: the same place and
/// nearly the same number of many dead.
fn is_told_later(one: &Row, other: &Row) -> bool {
    let (earlier, later) = if one.from <= other.from { (one, other) } else { (other, one) };
    let (a, b) = (earlier.number() as f32, later.number() as f32);
    later.is_dated_by_report() && a.min(b) * 1.25 >= a.max(b) && is_same_spot(one, other)
}

fn is_same_spot(one: &Row, other: &Row) -> bool {
    let named = |row: &Row| row.spot.as_ref().filter(|spot| spot.name != 0).map(|spot| (spot.name, spot.country));
    named(one).is_some() && named(one) == named(other)
}

/// How far from a known town the village may lie that another report names instead.
const TOWN_FOR_VILLAGE_KM: f64 = 80.0;
/// What speaks for one event when reports name different places, but one also names the other's.
const OTHER_PLACE_NAMED: f32 = 0.8;

/// Places of two reports: one often gives the known town where the other has the village, and names the village on the
/// way ("near Raqa ... the raid on al-Heisha").
fn places_told(one: &Row, other: &Row) -> Option<f32> {
    let agreed = places(one.spot.as_ref(), other.spot.as_ref());
    if agreed.is_some() || one.article == other.article {
        return agreed;
    }
    let (here, there) = (one.spot.as_ref()?, other.spot.as_ref()?);
    let near = is_fine(here, there) && distance_km(here.point?, there.point?) <= TOWN_FOR_VILLAGE_KM;
    let names = |row: &Row, spot: &Spot| spot.name != 0 && row.mentions.contains(&spot.name);
    (near && (names(one, there) || names(other, here))).then_some(OTHER_PLACE_NAMED)
}

fn places(one: Option<&Spot>, other: Option<&Spot>) -> Option<f32> {
    let (Some(one), Some(other)) = (one, other) else { return Some(UNPLACED) };
    if one.country != 0 && other.country != 0 && one.country != other.country && !is_fine(one, other) {
        return None;
    }
    if one.name != 0 && one.name == other.name && one.country == other.country {
        return Some(if is_fine(one, other) { 2.0 } else { 1.0 });
    }
    if let (true, Some(from), Some(to)) = (is_fine(one, other), one.point, other.point) {
        let distance = distance_km(from, to);
        let reach = reach_km(one).max(reach_km(other));
        return match distance {
            near if near <= 3.0 => Some(2.0),
            near if near <= reach / 2.0 => Some(1.2),
            near if near <= reach => Some(0.5),
            _ => None,
        };
    }
    coarse(one, other)
}

/// Both are places and not the middles of regions.
fn is_fine(one: &Spot, other: &Spot) -> bool {
    one.precision < Precision::Admin1 && other.precision < Precision::Admin1
}

/// How far apart two reports may put one event.
fn reach_km(spot: &Spot) -> f64 {
    match spot.precision {
        Precision::Exact | Precision::City => 12.0,
        Precision::Near => 25.0,
        _ => 45.0,
    }
}

/// One of two is a region or a country: does the other lie in it, as far as names tell?
fn coarse(one: &Spot, other: &Spot) -> Option<f32> {
    let regions_differ = one.admin1 != 0 && other.admin1 != 0 && one.admin1 != other.admin1;
    let country = one.precision == Precision::Country || other.precision == Precision::Country;
    match (country, regions_differ) {
        (true, _) => Some(0.2),
        (false, true) => None,
        (false, false) => Some(0.8),
    }
}

/// How alike two numbers are: other sources count otherwise, but seldom by several times.
fn counts(one: &Row, other: &Row) -> f32 {
    let meet = one.least() <= other.most() && other.least() <= one.most();
    let (a, b) = (one.number().max(1) as f32, other.number().max(1) as f32);
    let ratio = (a / b).max(b / a);
    let apart = one.number().abs_diff(other.number());
    let alike: f32 = match ratio {
        r if r <= 1.0 && one.number() <= COMMON => 1.2,
        r if r <= 1.0 => 2.0,
        r if r <= 1.25 => 1.5,
        r if r <= 1.7 => 0.9,
        r if r <= 2.5 => 0.0,
        r if r <= 4.0 => -0.8,
        r if r <= 8.0 => -2.0,
        _ => -4.0,
    };
    let open = (one.is_open() && one.number() < other.number()) || (other.is_open() && other.number() < one.number());
    if meet || apart <= 1 {
        alike.max(if one.number() <= COMMON { 1.2 } else { 1.5 })
    } else if open {
        // "At least five" does not speak against nine.
        alike.max(0.3)
    } else {
        alike
    }
}

/// A part that one report names and the other does not; `None` when two reports name different parts.
fn odd_groups(one: &Row, other: &Row) -> Option<f32> {
    if one.groups == other.groups {
        return Some(0.0);
    }
    if one.groups != 0 && other.groups != 0 && one.groups & other.groups == 0 {
        return None;
    }
    let same_number = one.number() == other.number();
    Some(if same_number { 0.0 } else { 1.0 })
}

fn details(one: &Row, other: &Row) -> f32 {
    let mut sum = 0.0;
    if one.method.is_some() && one.method == other.method {
        sum += 0.7;
    }
    // Another author speaks against nothing: accounts of one attack differ in just that.
    if one.by.iter().any(|actor| other.by.contains(actor)) {
        sum += 0.4;
    }
    if one.class == other.class {
        sum += 0.3;
    }
    if let (Some(day), Some(other_day)) = (one.published, other.published)
        && day.abs_diff(other_day) <= 4
    {
        sum += 0.3;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(article: u64, count: u64) -> Row {
        let spot = Spot { point: Some((36.2, 37.16)), precision: Precision::City, country: 1, admin1: 2, name: 3 };
        Row {
            article,
            speaker: article,
            low: Some(count),
            high: Some(count),
            from: Some(100),
            to: Some(100),
            spot: Some(spot),
            published: Some(101),
            ..Row::default()
        }
    }

    fn are_one(one: &Row, other: &Row) -> bool {
        likeness(one, other).is_some_and(|likeness| likeness >= ENOUGH)
    }

    #[test]
    fn other_sources_count_otherwise() {
        assert!(are_one(&row(1, 17), &row(2, 24)));
        assert!(are_one(&row(1, 4), &row(2, 5)));
    }

    #[test]
    fn soldiers_are_no_civilians() {
        let soldiers = Row { class: VictimClass::Military, ..row(1, 8) };
        let civilians = Row { class: VictimClass::Civilian, ..row(2, 8) };
        assert!(!are_one(&soldiers, &civilians));
        assert!(are_one(&soldiers, &row(2, 8)));
    }

    #[test]
    fn another_day_or_another_town_is_another_event() {
        let later = Row { from: Some(104), to: Some(104), ..row(2, 8) };
        assert!(!are_one(&row(1, 8), &later));
        let mut elsewhere = row(2, 8);
        elsewhere.spot =
            Some(Spot { point: Some((36.9, 37.16)), name: 4, country: 1, admin1: 2, precision: Precision::City });
        assert!(!are_one(&row(1, 8), &elsewhere));
    }

    #[test]
    fn a_report_that_also_names_the_village_may_mean_it() {
        let town = row(1, 16);
        let spot = Spot { point: Some((36.55, 37.16)), name: 8, ..town.spot.unwrap() };
        let village = Row { spot: Some(spot), ..row(2, 20) };
        assert!(!are_one(&town, &village));
        let both = Row { mentions: [8].into(), ..town.clone() };
        assert!(are_one(&both, &village));
        assert!(!are_one(&both, &Row { article: 1, ..village }));
        let far = Row { spot: Some(Spot { point: Some((38.0, 37.16)), ..spot }), ..row(2, 20) };
        assert!(!are_one(&both, &far));
    }

    #[test]
    fn a_report_some_days_later_may_repeat_a_toll_without_its_day() {
        let event = row(1, 60);
        let later = Row { from: Some(104), to: Some(104), published: Some(104), ..row(2, 57) };
        assert!(are_one(&event, &later));
        assert!(!are_one(&event, &Row { published: Some(105), ..later.clone() }), "it tells the day itself");
        assert!(!are_one(&event, &Row { low: Some(20), high: Some(20), ..later.clone() }));
        assert!(!are_one(&row(1, 8), &Row { low: Some(8), high: Some(8), ..later }), "few dead are too common");
    }

    #[test]
    fn one_voice_with_two_numbers_speaks_of_two_events() {
        assert!(!are_one(&row(1, 8), &row(1, 6)));
        assert!(are_one(&row(1, 8), &Row { speaker: 9, ..row(1, 6) }));
        assert!(are_one(&row(1, 20), &Row { high: Some(24), ..row(1, 17) }), "a range holds the number");
        assert!(are_one(&row(1, 39), &Row { high: None, ..row(1, 50) }), "a toll that has risen");
        assert!(!are_one(&row(1, 39), &row(1, 120)));
    }

    #[test]
    fn a_common_number_without_a_place_is_no_sign() {
        let unplaced = |article, count| Row { spot: None, ..row(article, count) };
        assert!(!are_one(&unplaced(1, 1), &unplaced(2, 1)));
        assert!(are_one(&unplaced(1, 37), &unplaced(2, 37)));
        let undated = |article| Row { from: None, to: None, ..unplaced(article, 37) };
        assert!(!are_one(&undated(1), &undated(2)));
        assert!(are_one(&row(1, 1), &row(2, 1)));
    }

    #[test]
    fn women_are_not_the_children() {
        let women = Row { groups: 1, ..row(1, 8) };
        let children = Row { groups: 2, ..row(2, 8) };
        assert!(!are_one(&women, &children));
    }
}
