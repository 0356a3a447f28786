//! A figure in words for a person: how many, who, what, where, when, how, by whom, who says so and who denies it.
//! Everything that comes from an article is made safe for a terminal here. It must not know the order of a page.

use chrono::{Datelike, NaiveDate};

use super::escape::line;
use crate::article::*;
use crate::gazetteer::Gazetteer;

/// A figure as one line: `20 civilians killed · al-Heisha, Syria · 8–9 Nov 2016 · airstrike, by …`.
pub fn figure(figure: &Figure) -> String {
    let mut parts = vec![harm(figure)];
    parts.extend(figure.place.as_ref().map(place));
    parts.extend(figure.when.as_ref().map(when));
    parts.extend(means(figure.method, &figure.by));
    parts.extend(said_by(figure.stance, figure.attribution.as_ref()));
    parts.extend(denial(&figure.denied_by));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// `20 civilians killed`.
pub fn harm(figure: &Figure) -> String {
    // "Dozens of people", but "several people".
    let of = match figure.count.qualifier {
        Qualifier::Vague if figure.count.text.trim_end().ends_with(['s', 'S']) => " of",
        _ => "",
    };
    format!("{}{of} {} {}", count(&figure.count), people(figure), effect(figure.effect))
}

/// `at least 20`.
pub fn count(count: &Count) -> String {
    let (low, high) = (count.low, count.high);
    match (count.qualifier, low, high) {
        (Qualifier::Vague, ..) if !count.text.trim().is_empty() => line(&count.text).to_lowercase(),
        (Qualifier::MoreThan, Some(low), _) => format!("more than {}", number(low.saturating_sub(1))),
        (Qualifier::FewerThan, _, Some(high)) => format!("fewer than {}", number(high.saturating_add(1))),
        (Qualifier::About, None, Some(high)) => format!("nearly {}", number(high)),
        (Qualifier::About, Some(low), Some(high)) if low == high => format!("about {}", number(low)),
        (_, low, high) => bounds(low, high, false),
    }
}

/// `20`, `20–24`, `at least 20`, `up to 20`; `open` says that more is possible beyond the high bound.
pub fn bounds(low: Option<u64>, high: Option<u64>, open: bool) -> String {
    let range = match (low, high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => format!("{}–{}", number(low), number(high)),
        (Some(low), None) => return format!("at least {}", number(low)),
        (None, Some(high)) => format!("up to {}", number(high)),
        (None, None) => "an unknown number of".to_string(),
    };
    if open { format!("{range} or more") } else { range }
}

/// A number with its thousands set off.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

fn people(figure: &Figure) -> String {
    let one = figure.count.low == Some(1) && figure.count.high == Some(1);
    let victims = &figure.victims;
    let noun = match (figure.count.unit, victims.class) {
        (Unit::Families, _) => if one { "family" } else { "families" }.to_string(),
        _ if !victims.groups.is_empty() => {
            let groups: Vec<_> = victims.groups.iter().map(|group| group_noun(*group, one)).collect();
            groups.join(" and ")
        }
        (_, class) => class_noun(class, one).to_string(),
    };
    match victims.affiliation.as_deref() {
        None => noun,
        Some(code) if is_country_code(code) => format!("{noun} ({})", country(code)),
        Some(name) => format!("{} {noun}", line(name)),
    }
}

/// What people of a class are called.
pub fn class_noun(class: VictimClass, one: bool) -> &'static str {
    match (class, one) {
        (VictimClass::Civilian, true) => "civilian",
        (VictimClass::Civilian, false) => "civilians",
        (VictimClass::Military, true) => "soldier",
        (VictimClass::Military, false) => "soldiers",
        (VictimClass::Police, true) => "police officer",
        (VictimClass::Police, false) => "police",
        (VictimClass::Militant, true) => "militant",
        (VictimClass::Militant, false) => "militants",
        (VictimClass::Unspecified, true) => "person",
        (VictimClass::Unspecified, false) => "people",
    }
}

/// What a group is called; the plural is the vocabulary's own word.
pub fn group_noun(group: Group, one: bool) -> String {
    let plural = plain(group.as_str());
    if !one {
        return plural;
    }
    match group {
        Group::Women => "woman".to_string(),
        Group::Men => "man".to_string(),
        Group::Children => "child".to_string(),
        Group::Elderly => "elderly person".to_string(),
        Group::Clergy => "cleric".to_string(),
        _ => plural.strip_suffix('s').unwrap_or(&plural).to_string(),
    }
}

/// A word of a vocabulary as English writes it.
pub fn plain(word: &str) -> String {
    word.replace('_', " ")
}

/// What happened.
pub fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Casualties => "killed or wounded",
        other => other.as_str(),
    }
}

fn is_country_code(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The name of a country, or its code where the gazetteer has none.
pub fn country(code: &str) -> String {
    let record = Gazetteer::embedded().country(code);
    record.map(|record| line(record.name)).filter(|name| !name.is_empty()).unwrap_or_else(|| line(code))
}

/// `al-Heisha, Ar-Raqqah, Syria`.
pub fn place(place: &Place) -> String {
    let name = where_it_is(&place.name, place.admin1.as_deref(), place.country.as_deref());
    let near = if place.precision == Precision::Near { "near " } else { "" };
    match place.from {
        PlaceFrom::Dateline => format!("{near}{name} (by the dateline)"),
        _ => format!("{near}{name}"),
    }
}

/// A name with its region and country, none of them twice.
pub fn where_it_is(name: &str, admin1: Option<&str>, country_code: Option<&str>) -> String {
    let mut parts = vec![line(name)];
    for part in [admin1.map(line), country_code.map(country)].into_iter().flatten() {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

/// `8–9 Nov 2016`.
pub fn when(when: &When) -> String {
    period(when.from, when.to)
}

/// A period of days, as short as it can be said.
pub fn period(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => return format!("since {}", day(from)),
        (None, Some(to)) => return format!("until {}", day(to)),
        (None, None) => return String::new(),
    };
    let same_year = from.year() == to.year();
    let same_month = same_year && from.month() == to.month();
    let whole_months = from.day() == 1 && to.succ_opt().is_some_and(|next| next.day() == 1);
    match () {
        _ if from == to => day(from),
        _ if whole_months && same_month => from.format("%b %Y").to_string(),
        _ if whole_months && same_year && from.month() == 1 && to.month() == 12 => from.format("%Y").to_string(),
        _ if whole_months && from.month() == 1 && to.month() == 12 => format!("{} – {}", from.year(), to.year()),
        _ if whole_months => format!("{} – {}", from.format("%b %Y"), to.format("%b %Y")),
        _ if same_month => format!("{}–{}", from.day(), day(to)),
        _ if same_year => format!("{} – {}", from.format("%-d %b"), day(to)),
        _ => format!("{} – {}", day(from), day(to)),
    }
}

/// `8 Nov 2016`.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// `airstrike, by US-led coalition (blamed)`.
pub fn means(method: Option<Method>, by: &[Perpetrator]) -> Option<String> {
    let method = method.filter(|method| *method != Method::Other).map(|method| plain(method.as_str()));
    let actors: Vec<String> = by.iter().map(perpetrator).collect();
    let by = (!actors.is_empty()).then(|| format!("by {}", actors.join(" and ")));
    let parts: Vec<String> = method.into_iter().chain(by).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn perpetrator(actor: &Perpetrator) -> String {
    match actor.relation {
        Relation::Stated => line(&actor.name),
        relation => format!("{} ({relation})", line(&actor.name)),
    }
}

/// `says X`, `X claims`; nothing for what the reporter says without reserve.
pub fn said_by(stance: Stance, attribution: Option<&Actor>) -> Option<String> {
    let name = attribution.map(|actor| line(&actor.name));
    match (stance, name) {
        (Stance::Reported, name) => name.map(|name| format!("says {name}")),
        (Stance::Claimed, Some(name)) => Some(format!("claims {name}")),
        (stance, Some(name)) => Some(format!("says {name}, {stance}")),
        (stance, None) => Some(stance.to_string()),
    }
}

/// `denied by X and Y`.
pub fn denial(denied_by: &[Actor]) -> Option<String> {
    let names: Vec<String> = denied_by.iter().map(|actor| line(&actor.name)).collect();
    (!names.is_empty()).then(|| format!("denied by {}", names.join(" and ")))
}

/// `2 articles`, `1 figure`.
pub fn many(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn periods_are_said_as_briefly_as_they_can_be() {
        assert_eq!(period(date(2016, 11, 8), date(2016, 11, 9)), "8–9 Nov 2016");
        assert_eq!(period(date(2016, 11, 8), date(2016, 11, 8)), "8 Nov 2016");
        assert_eq!(period(date(2016, 11, 1), date(2016, 11, 30)), "Nov 2016");
        assert_eq!(period(date(2016, 1, 1), date(2016, 12, 31)), "2016");
        assert_eq!(period(date(2014, 1, 1), date(2016, 12, 31)), "2014 – 2016");
        assert_eq!(period(date(2014, 9, 1), date(2016, 11, 30)), "Sep 2014 – Nov 2016");
        assert_eq!(period(date(2016, 10, 30), date(2016, 11, 2)), "30 Oct – 2 Nov 2016");
        assert_eq!(period(date(2016, 12, 30), date(2017, 1, 2)), "30 Dec 2016 – 2 Jan 2017");
        assert_eq!(period(date(2014, 9, 23), None), "since 23 Sep 2014");
    }

    #[test]
    fn counts_say_their_bounds() {
        let say = |qualifier, low, high, text: &str| {
            count(&Count { low, high, qualifier, unit: Unit::People, text: text.to_string() })
        };
        assert_eq!(say(Qualifier::Exact, Some(1680), Some(1680), ""), "1,680");
        assert_eq!(say(Qualifier::AtLeast, Some(20), None, "20"), "at least 20");
        assert_eq!(say(Qualifier::MoreThan, Some(21), None, "20"), "more than 20");
        assert_eq!(say(Qualifier::AtMost, None, Some(20), "20"), "up to 20");
        assert_eq!(say(Qualifier::FewerThan, None, Some(19), "20"), "fewer than 20");
        assert_eq!(say(Qualifier::Range, Some(20), Some(30), "20 to 30"), "20–30");
        assert_eq!(say(Qualifier::About, Some(20), Some(20), "20"), "about 20");
        assert_eq!(say(Qualifier::Vague, Some(24), None, "Dozens"), "dozens");
    }

    #[test]
    fn vague_numbers_stand_before_people_as_english_has_it() {
        let say = |text: &str| {
            let count =
                Count { qualifier: Qualifier::Vague, low: Some(24), high: None, text: text.into(), ..Count::default() };
            harm(&Figure { count, ..Figure::default() })
        };
        assert_eq!(say("Dozens"), "dozens of people killed");
        assert_eq!(say("tens of thousands"), "tens of thousands of people killed");
        assert_eq!(say("several"), "several people killed");
        assert_eq!(say("a few"), "a few people killed");
    }

    #[test]
    fn a_figure_is_one_safe_line() {
        let shown = figure(&Figure {
            count: Count { low: Some(1), high: Some(1), ..Count::default() },
            victims: Victims { class: VictimClass::Military, groups: vec![], affiliation: Some("Kurdish".into()) },
            by: vec![Perpetrator { id: "x".into(), name: "X\u{1b}".into(), relation: Relation::Blamed }],
            method: Some(Method::SuicideBombing),
            stance: Stance::Claimed,
            attribution: Some(Actor { id: "y".into(), name: "Y".into(), kind: None }),
            denied_by: vec![Actor { id: "z".into(), name: "Z".into(), kind: None }],
            ..Figure::default()
        });
        assert_eq!(shown, "1 Kurdish soldier killed · suicide bombing, by X\\u{1b} (blamed) · claims Y · denied by Z");
    }
}
