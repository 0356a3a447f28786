//! Reads "40 km north of X": the distance and bearing that stand before a place's name, and the point that they give.
//! It must not know what happened there.

use std::ops::Range;

use crate::annotate::passage::PlaceReading;
use crate::gazetteer::destination;
use crate::text::document::Document;
use crate::text::token::TokenKind;

/// A distance and a bearing before a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// From the first word of the phrase up to the name.
    pub tokens: Range<usize>,
    pub km: f64,
    /// Degrees clockwise from north; `None` for "40 km from X".
    pub bearing: Option<f64>,
}

const KM_PER_MILE: f64 = 1.609_344;

/// The distance phrase that ends right before token `name`.
pub fn before(document: &Document<'_>, name: usize) -> Option<Distance> {
    let mut at = name.checked_sub(1)?;
    if document.lower(at) == "the" {
        at = at.checked_sub(1)?;
    }
    // "north of the town of X", "from the city of X".
    if document.lower(at) == "of"
        && matches!(document.lower(at.checked_sub(1)?), "city" | "town" | "village" | "capital")
    {
        at = at.checked_sub(2)?;
        if document.lower(at) == "the" {
            at = at.checked_sub(1)?;
        }
    }
    if !matches!(document.lower(at), "of" | "from" | "off") {
        return None;
    }
    at = at.checked_sub(1)?;
    let (bearing, length) = bearing_at(document, at);
    if bearing.is_some() {
        at = at.checked_sub(length)?;
        if matches!(document.lower(at), "the" | "to") {
            at = at.checked_sub(1)?;
        }
        if document.lower(at) == "to" {
            at = at.checked_sub(1)?;
        }
    }
    // "16 km (10 miles) north of X": the first measure counts.
    if document.word(at) == ")" {
        at = (at.saturating_sub(6)..at).rev().find(|&open| document.word(open) == "(")?.checked_sub(1)?;
    }
    let per_unit = match document.lower(at) {
        "km" | "kms" | "kilometers" | "kilometres" | "kilometer" | "kilometre" => 1.0,
        "miles" | "mile" | "mi" => KM_PER_MILE,
        _ => return None,
    };
    at = at.checked_sub(1)?;
    if document.word(at) == "-" {
        at = at.checked_sub(1)?;
    }
    let amount = amount(document, at)?;
    Some(Distance { tokens: at..name, km: amount * per_unit, bearing })
}

/// The point that the words before a resolved place give; `None` where they give no distance.
pub fn point_of(document: &Document<'_>, place: &PlaceReading) -> Option<(f64, f64)> {
    let distance = before(document, place.tokens.start)?;
    let point = place.point?;
    Some(distance.bearing.map_or(point, |bearing| destination(point, bearing, distance.km)))
}

fn amount(document: &Document<'_>, at: usize) -> Option<f64> {
    if document.tokens.get(at)?.kind == TokenKind::Number {
        let written = document.word(at);
        // "1,200 km": a comma parts thousands; "3.5 km": a point parts tenths.
        return written.replace(',', "").parse().ok().filter(|km: &f64| *km < 5000.0);
    }
    Some(match document.lower(at) {
        "a" | "an" | "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" => 10.0,
        "twelve" | "dozen" => 12.0,
        "fifteen" => 15.0,
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "hundred" => 100.0,
        _ => return None,
    })
}

/// The bearing whose last word is at `at`, and how many tokens it has: "north", "northeast", "north-east".
fn bearing_at(document: &Document<'_>, at: usize) -> (Option<f64>, usize) {
    let simple = |word: &str| {
        Some(match word {
            "north" | "northwards" => 0.0,
            "northeast" => 45.0,
            "east" => 90.0,
            "southeast" => 135.0,
            "south" => 180.0,
            "southwest" => 225.0,
            "west" => 270.0,
            "northwest" => 315.0,
            _ => return None,
        })
    };
    let last = document.lower(at);
    let joined = at
        .checked_sub(2)
        .filter(|&first| document.word(first + 1) == "-" && matches!(document.lower(first), "north" | "south"));
    match (joined.map(|first| document.lower(first)), last) {
        (Some("north"), "east") => (Some(45.0), 3),
        (Some("north"), "west") => (Some(315.0), 3),
        (Some("south"), "east") => (Some(135.0), 3),
        (Some("south"), "west") => (Some(225.0), 3),
        _ => (simple(last), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, Option<f64>)> {
        let document = Document::new(text);
        let name = document.tokens.iter().rposition(|token| token.is_capitalised())?;
        before(&document, name).map(|distance| (distance.km, distance.bearing))
    }

    #[test]
    fn distances_and_bearings_before_a_name_are_read() {
        assert_eq!(read("a hamlet 40 km north of Tellville"), Some((40.0, Some(0.0))));
        assert_eq!(read("about 15 kilometers south-east of the town of Tellville"), Some((15.0, Some(135.0))));
        assert_eq!(read("16 km (10 miles) west of Tellville"), Some((16.0, Some(270.0))));
        assert_eq!(read("some 25 km from Tellville"), Some((25.0, None)));
        assert_eq!(read("ten miles to the east of Tellville").map(|(km, _)| km.round()), Some(16.0));
        assert_eq!(read("north of Tellville"), None);
        assert_eq!(read("the mayor of Tellville"), None);
    }
}
