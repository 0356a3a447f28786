//! Whether two statements tell of different events, by the places and days that their own sentences name.
//! It must not know their numbers or people.

use rustc_hash::FxHashSet;

use super::same::Told;
use crate::article::{Anchor, Place, PlaceFrom, Precision, When};
use crate::gazetteer::distance_km;
use crate::text::grammar_word::{Class, class_of};

/// Whether the statements name places or days that have nothing in common.
pub fn differs(one: Told<'_, '_>, other: Told<'_, '_>) -> bool {
    if conflicts(one, other) {
        return true;
    }
    if agrees(one, other) {
        return false;
    }
    let (one, other) = (names(one, SENTENCE), names(other, SENTENCE));
    !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
}

/// Whether the resolved places or days exclude each other.
pub fn conflicts(one: Told<'_, '_>, other: Told<'_, '_>) -> bool {
    let (one, other) = (one.statement, other.statement);
    places(one.place.as_ref(), other.place.as_ref()) == Some(false)
        || days(one.when.as_ref(), other.when.as_ref()) == Some(false)
}

/// Whether both statements' own sentences name one place, and no days that exclude each other.
pub fn agrees(one: Told<'_, '_>, other: Told<'_, '_>) -> bool {
    places(one.statement.place.as_ref(), other.statement.place.as_ref()) == Some(true) && !conflicts(one, other)
}

/// Whether one name stands near both statements of a sentence: a headline that runs into its report.
pub fn share_name(one: Told<'_, '_>, other: Told<'_, '_>) -> bool {
    !names(one, PHRASE).is_disjoint(&names(other, PHRASE))
}

/// Tokens around a statement that are looked through for names: of its sentence, and of its own phrases.
const SENTENCE: usize = 60;
const PHRASE: usize = 10;

/// How far apart the points of one town may lie, in kilometres.
const ONE_TOWN: f64 = 60.0;

/// Whether two places that the sentences themselves name are one; `None` where that cannot be told.
fn places(one: Option<&Place>, other: Option<&Place>) -> Option<bool> {
    let own = |place: &Place| place.from <= PlaceFrom::Sentence;
    let (one, other) = (one.filter(|place| own(place))?, other.filter(|place| own(place))?);
    if one.country != other.country && one.country.is_some() && other.country.is_some() {
        return Some(false);
    }
    // A province or a country may hold the other.
    if one.precision >= Precision::Admin2 || other.precision >= Precision::Admin2 {
        return None;
    }
    let far = distance_km((one.lat?, one.lon?), (other.lat?, other.lon?)) > ONE_TOWN;
    Some(!far)
}

/// Whether two times have a day in common; `None` where one of them is only the day of publication.
fn days(one: Option<&When>, other: Option<&When>) -> Option<bool> {
    let told = |when: &When| when.anchor != Anchor::Published;
    let (one, other) = (one.filter(|when| told(when))?, other.filter(|when| told(when))?);
    let slack = chrono::Duration::days(1);
    let before = |first: &When, second: &When| match (first.to.or(first.from), second.from.or(second.to)) {
        (Some(end), Some(start)) => end + slack < start,
        _ => false,
    };
    Some(!before(one, other) && !before(other, one))
}

/// Names behind "in", "at", "near", "on", "the village of" within so many tokens of a statement, in its sentence.
fn names(told: Told<'_, '_>, reach: usize) -> FxHashSet<String> {
    let (document, found) = (told.document(), told.statement);
    let Some(tokens) = document.sentences.get(found.sentence).map(|sentence| sentence.tokens()) else {
        return FxHashSet::default();
    };
    let near = tokens.start.max(found.tokens.start.saturating_sub(reach))..tokens.end.min(found.tokens.end + reach);
    let names = near.skip(1).filter(|&token| {
        document.tokens.get(token).is_some_and(|found| found.is_capitalised())
            && match class_of(document.lower(token - 1)) {
                Class::Preposition => true,
                Class::Of => token > 1 && OF_PLACES.contains(&document.lower(token - 2)),
                _ => false,
            }
    });
    names.map(|token| document.lower(token).to_string()).collect()
}

/// "the village of Karmah" is a place, "the house of Malik Khan" is a person's.
const OF_PLACES: &[&str] = &[
    "village",
    "town",
    "city",
    "district",
    "province",
    "area",
    "region",
    "camp",
    "neighbourhood",
    "neighborhood",
    "suburb",
    "port",
    "capital",
    "north",
    "south",
    "east",
    "west",
    "outskirts",
    "governorate",
    "state",
];
