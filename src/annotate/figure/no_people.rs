//! Numbers that count no people: years, days, ages, hours, sums, measures, weapons, houses, beasts.
//! It must not know how a phrase for people is built.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::marks::Page;
use super::noun::noun_at;
use super::people::People;
use crate::text::grammar_word::{Class, class_of};
use crate::text::number::NumberPhrase;
use crate::text::number_word::{follows_month, is_month};
use crate::text::token::TokenKind;

/// Whether a number is a year, a day, an age, an hour, part of a name, a sum: no count of people, whatever follows.
pub fn counts_no_people(page: Page<'_>, number: &NumberPhrase) -> bool {
    let document = page.document;
    let (first, end) = (number.core.start, number.core.end);
    let token = |at: usize| document.tokens.get(at);
    let in_digits = token(first).is_some_and(|token| token.kind == TokenKind::Number);
    let before = first.checked_sub(1);
    let glued_before = token(first).is_some_and(|token| token.glued);
    let glued_after = token(end).is_some_and(|token| token.glued);
    let lower_after = document.lower(end);
    if number.low == Some(0) || number.high == Some(0) {
        return true;
    }
    if in_digits {
        // "M-16", "10:30", "$20", "No.5"; a bracket, a quote or a slash may touch a count.
        if glued_before
            && before.is_some_and(|before| {
                !matches!(class_of(document.lower(before)), Class::Bracket | Class::Quote | Class::Dash | Class::Comma)
            })
        {
            return true;
        }
        // "101st", "122mm", "40km", "20%", "10:30".
        if glued_after
            && (token(end).is_some_and(|token| token.is_word()) || matches!(lower_after, "%" | ":" | "/" | "\u{b0}"))
        {
            return true;
        }
        if is_day_or_year(page, number) {
            return true;
        }
    }
    if before.is_some_and(|before| {
        matches!(document.word(before), "$" | "€" | "£" | "Rs" | "aged" | "age" | "No" | "no" | "number" | "#")
    }) {
        return true;
    }
    // "20-year-old": an age before a noun; the noun phrase reads it.
    matches!(lower_after, "-" | "year")
        && matches!(
            document.lower(end + usize::from(lower_after == "-")),
            "year" | "month" | "day" | "hour" | "minute" | "week"
        )
        || lower_after == "%"
        || (is_thing(lower_after) && noun_at(page, end).is_none())
}

pub(super) fn is_day_or_year(page: Page<'_>, number: &NumberPhrase) -> bool {
    let document = page.document;
    let (first, end) = (number.core.start, number.core.end);
    let value = number.low.or(number.high).unwrap_or(0);
    let after = document.lower(end);
    let year = (1800..=2099).contains(&value) && document.word(first).len() == 4;
    if year && number.tokens.start == first {
        let before = first.checked_sub(1).map_or("", |before| document.lower(before));
        return follows_month(document, first)
            || matches!(
                before,
                "in" | "since"
                    | "until"
                    | "till"
                    | "from"
                    | "during"
                    | "by"
                    | "early"
                    | "late"
                    | "mid"
                    | "of"
                    | ","
                    | "before"
                    | "after"
                    | "year"
            )
            || page.victim(end).is_none();
    }
    // "convicted over 1985 massacre", "anger about 2017 raid": no more than 1985 of anything.
    if year && names_an_event(after) {
        return true;
    }
    let named_month =
        |at: usize| is_month(document.lower(at)) && document.tokens.get(at).is_some_and(|token| token.is_capitalised());
    let day = value <= 31;
    day && (named_month(end)
        || (follows_month(document, first)
            && first.checked_sub(1).is_some_and(named_month)
            && page.victim(end).is_none()
            && !matches!(after, "civilians")))
}

/// What a year stands before as a name: one happening, never several that could be counted.
fn names_an_event(lower: &str) -> bool {
    matches!(
        lower,
        "massacre"
            | "attack"
            | "bombing"
            | "killing"
            | "murder"
            | "raid"
            | "ambush"
            | "shooting"
            | "siege"
            | "war"
            | "coup"
            | "genocide"
            | "crackdown"
            | "uprising"
            | "invasion"
            | "strike"
            | "airstrike"
            | "battle"
    )
}

/// "one" and "two" that stand for things told before: "the two", "one in the head".
pub fn is_bare_reference(page: Page<'_>, people: &People) -> bool {
    let after = page.lower(people.tokens.end);
    people.definite && people.number.as_ref().is_some_and(|number| number.low == Some(1)) && after != "killed"
}

/// "Haddad, 58, who": an age between commas behind a name or a noun.
pub fn is_age(page: Page<'_>, people: &People) -> bool {
    let at = people.tokens.start;
    let Some(before) = at.checked_sub(1) else { return false };
    let enclosed = class_of(page.lower(before)) == Class::Comma
        && class_of(page.lower(people.tokens.end)) == Class::Comma
        || class_of(page.lower(before)) == Class::Bracket && class_of(page.lower(people.tokens.end)) == Class::Close;
    let value = people.number.as_ref().and_then(|number| number.low).unwrap_or(0);
    let owner = before.checked_sub(1).is_some_and(|owner| {
        page.document.tokens.get(owner).is_some_and(|token| token.is_capitalised()) || page.victim(owner).is_some()
    });
    enclosed && owner && value < 110
}

/// Words that a number counts and that are no people: measures, days, money, vehicles, weapons, buildings, beasts.
pub fn is_thing(lower: &str) -> bool {
    THINGS.contains(lower)
}

static THINGS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/things.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(|line| line.split('|').map(str::trim)).collect()
});
