//! Personal names as the people of a statement: "General Karim Haddad", "Mr Osei". Capitals make a name, a title makes
//! it certain. It must not know places or actors beyond what the lexicon's marks say.

use super::marks::Page;
use super::people::{Head, People, Quantity};
use crate::article::{Group, VictimClass};
use crate::lexicon::Strength;
use crate::text::grammar_word::{Class, class_of};
use crate::text::number::number_at;
use crate::text::token::TokenKind;

/// Longest name that is read, in tokens.
const LONGEST: usize = 9;

/// Reads a personal name, with the titles before it, at token `at`.
pub fn person_at(page: Page<'_>, at: usize) -> Option<People> {
    let document = page.document;
    let token = document.tokens.get(at)?;
    if !token.is_capitalised() || document.upper_case {
        return None;
    }
    let mut people = People { quantity: Quantity::One, head: Head::Name, definite: true, ..People::default() };
    let (mut next, mut titles, mut words) = (at, 0, 0);
    while next < at + LONGEST {
        let Some(token) = document.tokens.get(next) else { break };
        let lower = document.lower(next);
        if lower == "."
            && is_initial(page, next.wrapping_sub(1))
            && next > at
            && token.glued
            && document.tokens.get(next + 1).is_some_and(|after| after.is_capitalised())
        {
            next += 1;
            continue;
        }
        if words > 0 && lower == "-" && token.glued {
            next += 1;
            continue;
        }
        let particle = matches!(
            lower,
            "al" | "ar"
                | "as"
                | "ad"
                | "an"
                | "ash"
                | "ul"
                | "bint"
                | "bin"
                | "ibn"
                | "da"
                | "de"
                | "del"
                | "von"
                | "van"
                | "el"
                | "abu"
                | "la"
        );
        if !token.is_capitalised() && !(words + titles > 0 && particle) && !(particle && page.lower(next + 1) == "-") {
            break;
        }
        if class_of(lower) != Class::Open || page.has_effect(next) || number_at(document, next).is_some() {
            break;
        }
        if let Some((word, end)) = page.victim(next) {
            // "Tactical Aviation Brigade", "Human Rights Group" are no persons.
            if words > 0 {
                return None;
            }
            titles += 1;
            people.class = word.class.unwrap_or(people.class);
            people.groups |= word.groups.iter().fold(0, |bits, group: &Group| bits | 1 << *group as u32);
            next = end;
            continue;
        }
        if page.demonym(next).is_some() || page.actor(next).is_some() {
            return None;
        }
        words += 1;
        next += 1;
    }
    // "Haddad was killed", "killing Haddad": a verb that only persons have makes a name of one word.
    let after_hyphen = at.checked_sub(1).is_some_and(|before| page.lower(before) == "-" && token.glued);
    let place = words + titles == 1 && page.is_place(at);
    if after_hyphen || place {
        return None;
    }
    let finite = matches!(document.lower(next), "was" | "died" | "blew")
        || (document.lower(next) == "has" && document.lower(next + 1) == "been");
    let object = at.checked_sub(1).is_some_and(|before| {
        page.effects(before).any(|(_, word, _)| word.strength == Strength::Strong && word.form.is_some())
    });
    let enough = if titles > 0 || finite || object { words >= 1 } else { words >= 2 };
    if document.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Possessive) {
        return None;
    }
    let last_is_word = document.tokens.get(next.wrapping_sub(1)).is_some_and(|token| token.is_word());
    if !enough || !last_is_word || next > at + LONGEST {
        return None;
    }
    if people.class == VictimClass::Unspecified && people.groups & (1 << Group::Officials as u32) != 0 {
        people.class = VictimClass::Civilian;
    }
    people.tokens = at..next;
    people.quote = at..next;
    Some(people)
}

/// The token behind a run of capitalised words that starts at `at`.
pub fn words_at(page: Page<'_>, at: usize) -> Option<usize> {
    let capital = |token: usize| {
        page.document.tokens.get(token).is_some_and(|found| found.is_capitalised())
            && class_of(page.lower(token)) == Class::Open
            && !page.has_effect(token)
    };
    let end =
        (at..at + LONGEST).take_while(|&token| capital(token) || (token > at && page.lower(token) == "-")).count() + at;
    (end > at && capital(end - 1)).then_some(end)
}

/// "J." or "Gen.": the full stop ends no sentence.
fn is_initial(page: Page<'_>, at: usize) -> bool {
    let word = page.lower(at);
    word.len() == 1
        || matches!(
            word,
            "gen"
                | "col"
                | "lt"
                | "maj"
                | "capt"
                | "cpl"
                | "sgt"
                | "pvt"
                | "brig"
                | "adm"
                | "dr"
                | "mr"
                | "mrs"
                | "ms"
                | "prof"
                | "sen"
                | "rep"
                | "gov"
                | "rev"
                | "st"
        )
}
