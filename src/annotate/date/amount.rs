//! Amounts of time: "two days", "a month", "24 hours", "the last few weeks". It must not know what they count from.

use super::written::number;
use crate::text::document::Document;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Hour,
    Day,
    Night,
    Week,
    Fortnight,
    Month,
    Year,
    Decade,
}

/// So many of a unit; `None` for "days", "several weeks".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub count: Option<u32>,
    pub unit: Unit,
    pub plural: bool,
}

fn unit(word: &str) -> Option<(Unit, bool)> {
    Some(match word {
        "hour" => (Unit::Hour, false),
        "hours" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" => (Unit::Day, true),
        "night" => (Unit::Night, false),
        "nights" => (Unit::Night, true),
        "week" => (Unit::Week, false),
        "fortnight" => (Unit::Fortnight, false),
        "weeks" => (Unit::Week, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "year" => (Unit::Year, false),
        "years" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        _ => return None,
    })
}

/// The number that a word or digits say: `Some(None)` for "several" and "few".
fn count(document: &Document<'_>, at: usize) -> Option<Option<u32>> {
    if let Some(count) = number(document, at, 3) {
        return Some(Some(count));
    }
    let small = match document.lower(at) {
        "a" | "an" | "one" | "the" => 1,
        "two" | "couple" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" | "dozen" => 12,
        "fifteen" => 15,
        "eighteen" => 18,
        "twenty" => 20,
        "thirty" => 30,
        "several" | "few" | "many" | "some" | "recent" => return Some(None),
        _ => return None,
    };
    Some(Some(small))
}

/// The amount that starts at a token ("two days", "few weeks", "week"), and the token behind it.
pub fn amount_after(document: &Document<'_>, at: usize) -> Option<(Amount, usize)> {
    let mut said = None;
    for next in at..at + 3 {
        if let Some((unit, plural)) = unit(document.lower(next)) {
            let count = match said {
                Some(count) => count,
                None if plural => None,
                None => Some(1),
            };
            return Some((Amount { count, unit, plural }, next + 1));
        }
        match document.lower(next) {
            "of" | "or" | "consecutive" | "full" => {}
            // "two and a half years" counts two.
            _ => said = Some(count(document, next)?),
        }
    }
    None
}

/// The amount of "three-day" at its unit, and its first token.
pub fn amount_joined(document: &Document<'_>, at: usize) -> Option<(Amount, usize)> {
    let (unit, plural) = unit(document.lower(at))?;
    let first = at.checked_sub(2)?;
    let count = count(document, first)??;
    Some((Amount { count: Some(count), unit, plural }, first))
}

/// The amount that ends right before a token ("two days" ago, "a month" earlier, "days" later), and its first token.
pub fn amount_before(document: &Document<'_>, at: usize) -> Option<(Amount, usize)> {
    let unit_at = at.checked_sub(1)?;
    let (unit, plural) = unit(document.lower(unit_at))?;
    let Some(number_at) = unit_at.checked_sub(1) else {
        return plural.then_some((Amount { count: None, unit, plural }, unit_at));
    };
    // "45-year-old" and "five-day" are joined by hyphens and count nothing here.
    if document.lower(number_at) == "-" {
        return None;
    }
    match count(document, number_at) {
        Some(count) => Some((Amount { count, unit, plural }, number_at)),
        None if plural => Some((Amount { count: None, unit, plural }, unit_at)),
        None => None,
    }
}
