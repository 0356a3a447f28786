//! Repeats of one figure: a headline's number that the body gives again, a number that a later paragraph repeats, "the
//! man" after "a soldier". Keeps the first mention and adds to it what the later one tells. It must not know the record.

use super::same::{self, Relation, Told};
use crate::annotate::passage::Passage;
use crate::annotate::statement::Whole;
use crate::article::{Anchor, Field, Place, PlaceFrom, Precision, Scope, Stance, VictimClass, When};
use crate::gazetteer::distance_km;

/// Joins repeats and mends the positions of wholes.
pub fn remove(passages: &mut [Passage<'_>]) {
    let order: Vec<(usize, usize)> = passages
        .iter()
        .enumerate()
        .flat_map(|(passage, found)| (0..found.statements.len()).map(move |statement| (passage, statement)))
        .collect();
    // For each statement the one that it repeats, by position in `order`.
    let mut repeats: Vec<Option<usize>> = vec![None; order.len()];
    for later in 1..order.len() {
        let from = later.saturating_sub(REACH);
        let found = (from..later).rev().filter(|&earlier| repeats[earlier].is_none()).find_map(|earlier| {
            let told = |at: usize| Told::at(passages, Whole { passage: order[at].0, statement: order[at].1 });
            Some((earlier, same::relation(told(earlier)?, told(later)?)?))
        });
        match found {
            Some((earlier, Relation::Repeat)) => {
                repeats[later] = Some(earlier);
                join(passages, order[earlier], order[later]);
            }
            // The body's bound is the figure, the headline's round number is not.
            Some((earlier, Relation::Refined)) => repeats[earlier] = Some(later),
            None => {}
        }
    }
    retain(passages, &order, &repeats);
    complete_parts(passages);
}

/// How many statements back a repeat is looked for.
const REACH: usize = 40;

/// Adds to the first mention what the later one tells, or tells better. A headline tells nothing of where and when.
fn join(passages: &mut [Passage<'_>], earlier: (usize, usize), later: (usize, usize)) {
    let headline = passages[earlier.0].field == Field::Title;
    let other = passages[later.0].statements[later.1].clone();
    let one = &mut passages[earlier.0].statements[earlier.1];
    if one.victims.class == VictimClass::Unspecified {
        one.victims = other.victims;
    }
    if headline {
        (one.place, one.when, one.attribution) = (
            other.place.or(one.place.take()),
            other.when.or(one.when.take()),
            other.attribution.or(one.attribution.take()),
        );
        one.stance = other.stance;
        one.scope = other.scope;
    } else {
        if is_better_place(one.place.as_ref(), other.place.as_ref()) {
            one.place = other.place;
        }
        if is_better_time(one.when.as_ref(), other.when.as_ref()) {
            one.when = other.when;
        }
        if one.attribution.is_none() {
            (one.attribution, one.attribution_tokens) = (other.attribution, other.attribution_tokens);
        }
        if one.stance == Stance::Reported {
            one.stance = other.stance;
        }
    }
    one.method = one.method.or(other.method);
    if one.by.is_empty() {
        one.by = other.by;
    }
    if one.part_of.is_none() && other.scope == Scope::Subset && one.scope == Scope::Subset {
        one.part_of = other.part_of;
    }
    if one.denied_by.is_empty() {
        one.denied_by = other.denied_by;
    }
}

/// How far from a town the village lies that a later mention names, in kilometres.
const VICINITY: f64 = 60.0;

/// Whether a repeat tells the place more precisely: the village after the town that it is near, the town after the
/// country. Another place is not more precise.
fn is_better_place(one: Option<&Place>, other: Option<&Place>) -> bool {
    let Some(other) = other else { return false };
    let Some(one) = one else { return true };
    if other.from > PlaceFrom::Article || other.precision >= one.precision {
        return false;
    }
    let abroad = one.country.is_some() && other.country.is_some() && one.country != other.country;
    let (Some(from), Some(to)) = (one.lat.zip(one.lon), other.lat.zip(other.lon)) else { return false };
    let inside =
        one.precision >= Precision::Admin2 && (one.admin1 == other.admin1 || one.precision == Precision::Country);
    !abroad && (inside || distance_km(from, to) <= VICINITY)
}

/// Whether a repeat tells the time more precisely, and of the same time.
fn is_better_time(one: Option<&When>, other: Option<&When>) -> bool {
    let Some(other) = other else { return false };
    let Some(one) = one else { return true };
    if other.anchor == Anchor::Published {
        return false;
    }
    let within = one.from.is_none_or(|from| other.from.is_some_and(|start| start >= from))
        && one.to.is_none_or(|to| other.to.is_some_and(|end| end <= to));
    one.anchor == Anchor::Published || other.precision < one.precision && within
}

/// Drops the statements of `order` (all of them, in order) that stand for another; wholes that were dropped are replaced
/// by what they stand for.
pub(super) fn retain(passages: &mut [Passage<'_>], order: &[(usize, usize)], repeats: &[Option<usize>]) {
    let mut next = vec![0; passages.len()];
    let positions: Vec<Option<Whole>> = order
        .iter()
        .zip(repeats)
        .map(|(&(passage, _), repeat)| {
            repeat.is_none().then(|| {
                next[passage] += 1;
                Whole { passage, statement: next[passage] - 1 }
            })
        })
        .collect();
    let place = |whole: Whole| {
        let mut at = order.binary_search(&(whole.passage, whole.statement)).ok()?;
        // A repeat may repeat a repeat; each step leads to another statement, and there are no more steps than those.
        for _ in 0..order.len() {
            match repeats[at] {
                Some(other) => at = other,
                None => return positions[at],
            }
        }
        None
    };
    let mut index = 0;
    for passage in passages.iter_mut() {
        passage.statements.retain_mut(|statement| {
            statement.part_of = statement.part_of.and_then(place);
            index += 1;
            repeats[index - 1].is_none()
        });
    }
}

/// Gives parts the place, day and doer of their whole where they tell none or a coarser one: a part named before its
/// whole was read without it, and the whole may have learnt from its repeats.
fn complete_parts(passages: &mut [Passage<'_>]) {
    for passage in 0..passages.len() {
        for index in 0..passages[passage].statements.len() {
            let Some(whole) = passages[passage].statements[index].part_of else { continue };
            let found = passages.get(whole.passage).and_then(|other| other.statements.get(whole.statement));
            let Some(whole) = found.filter(|whole| whole.effect == passages[passage].statements[index].effect) else {
                continue;
            };
            let (place, when) = (whole.place.clone(), whole.when.clone());
            let (method, by, attribution) = (whole.method, whole.by.clone(), whole.attribution.clone());
            let part = &mut passages[passage].statements[index];
            if is_better_place(part.place.as_ref(), place.as_ref()) {
                part.place = place;
            }
            if is_better_time(part.when.as_ref(), when.as_ref()) {
                part.when = when;
            }
            part.method = part.method.or(method);
            part.attribution = part.attribution.take().or(attribution);
            // One strike killed both, unless the part has a doer of its own.
            if part.by.is_empty() || part.agent.is_none() && !by.is_empty() {
                part.by = by;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::DatePrecision;

    fn place(lat: f64, precision: Precision, from: PlaceFrom) -> Place {
        let (lat, lon) = (Some(lat), Some(39.0));
        Place { country: Some("SY".into()), lat, lon, precision, from, ..Place::default() }
    }

    #[test]
    fn the_village_near_the_town_is_the_better_place() {
        let town = place(35.95, Precision::City, PlaceFrom::Phrase);
        let village = place(36.3, Precision::Exact, PlaceFrom::Article);
        assert!(is_better_place(Some(&town), Some(&village)));
        assert!(is_better_place(None, Some(&village)));
        assert!(!is_better_place(Some(&village), Some(&town)));
        // 160 km on, it is another place; and a dateline tells nothing of the event.
        assert!(!is_better_place(Some(&town), Some(&place(37.4, Precision::Exact, PlaceFrom::Phrase))));
        assert!(!is_better_place(Some(&town), Some(&place(36.3, Precision::Exact, PlaceFrom::Dateline))));
    }

    #[test]
    fn the_day_within_the_week_is_the_better_time() {
        let when = |from: &str, to: &str, precision| When {
            from: from.parse().ok(),
            to: to.parse().ok(),
            precision,
            anchor: Anchor::Relative,
        };
        let week = when("2016-11-04", "2016-11-10", DatePrecision::Week);
        let day = when("2016-11-09", "2016-11-09", DatePrecision::Day);
        assert!(is_better_time(Some(&week), Some(&day)));
        assert!(!is_better_time(Some(&day), Some(&week)));
        assert!(!is_better_time(Some(&week), Some(&when("2016-10-01", "2016-10-01", DatePrecision::Day))));
    }
}
