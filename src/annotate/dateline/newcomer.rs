//! An agency that no table has, printed before the place: "NORTHERN PRESS SERVICE, AIN ISSA, Syria". Any run of
//! capitals before the comma will do where what follows it is printed as a place. It must not know dates or marks.

use std::ops::Range;

use super::opens_line;
use super::place::{PlaceRun, Writing, is_known_town, places};
use super::proof::Spot;
use crate::gazetteer::Gazetteer;
use crate::text::document::Document;
use crate::text::token::Case;

/// Words that an agency's name may have.
const LONGEST: usize = 8;

/// The tokens of the agency that starts here and the token of the place behind its comma.
pub fn agency(
    document: &Document<'_>,
    start: usize,
    spot: Spot,
    gazetteer: &Gazetteer,
) -> Option<(Range<usize>, usize)> {
    if !matches!(spot, Spot::FirstLine | Spot::BehindHeader) {
        return None;
    }
    let end = name_end(document, start)?;
    let next = end + 1;
    if opens_line(document, end) || opens_line(document, next) {
        return None;
    }
    let run = places(document, next, LONGEST, gazetteer)?;
    // "AIN ISSA, Syria, Nov. 8": what is known as a place is one.
    if is_known_town(document.slice(start..end), gazetteer) {
        return None;
    }
    is_place(document, start, &run, spot, gazetteer).then_some((start..end, next))
}

/// Token behind the capitalised words before a comma.
fn name_end(document: &Document<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    while at < start + LONGEST {
        let token = document.tokens.get(at)?;
        if document.word(at) == "," {
            return (at > start).then_some(at);
        }
        let joined =
            matches!(document.word(at), "-" | "&" | "/" | "." | "'" | "\u{2019}" | "of" | "de" | "for" | "and");
        if !(token.is_capitalised() || joined && at > start) {
            return None;
        }
        at += 1;
    }
    None
}

/// Whether the second name is printed as a dateline's place: in capitals before its country in small letters, or
/// a known town in capitals.
fn is_place(document: &Document<'_>, start: usize, run: &PlaceRun, spot: Spot, gazetteer: &Gazetteer) -> bool {
    let town = is_known_town(document.slice(run.name.clone()), gazetteer);
    let first_capitals = document.tokens.get(start).is_some_and(|token| token.case == Case::Upper);
    let Some(region) = run.region.as_ref().filter(|_| run.region_known) else {
        // "PRESS SERVICE, BEIRUT": without a country the town must be known, and the line must be a header's.
        return town && spot == Spot::BehindHeader && run.writing == Writing::Capitals;
    };
    let small = document.tokens.get(region.start).is_some_and(|token| token.case == Case::Capital);
    let printed = run.writing == Writing::Capitals && (small || document.upper_case);
    // "Northern Press, Beirut, Lebanon" behind a date: small letters all through tell nothing but the known town.
    let plain = run.writing == Writing::Capitalised && town && spot == Spot::BehindHeader;
    (printed && (town || spot == Spot::BehindHeader) || plain) && (first_capitals || spot == Spot::BehindHeader)
}
