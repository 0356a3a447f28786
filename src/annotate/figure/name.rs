//! Personal names as the people of a statement: "General Karim Haddad", "Mr Osei". Capitals make a name, a title makes
//! it certain. It must not know places or actors beyond what the lexicon's marks say.

use super::marks::Page;
use super::people::{Head, People, Quantity};
use crate::article::{Group, VictimClass};
use crate::lexicon::{Entry, Strength};
use crate::text::grammar_word::{Class, class_of};
use crate::text::number::number_at;
use crate::text::token::TokenKind;

/// Longest name that is read, in tokens.
const LONGEST: usize = 9;

/// Reads a personal name, with the titles before it, at token `at`.
pub fn person_at(page: Page<'_>, at: usize) -> Option<People> {
    let document = page.document;
    let token = document.tokens.get(at)?;
    if document.upper_case {
        return in_capitals(page, at);
    }
    if !token.is_capitalised() {
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
        let joins = particle && (words + titles > 0 || page.lower(next + 1) == "-");
        if !token.is_capitalised() && !joins {
            break;
        }
        if class_of(lower) != Class::Open || page.has_effect(next) || number_at(document, next).is_some() {
            break;
        }
        // "injured Saturday".
        if words + titles == 0 && crate::annotate::date::calendar::weekday_of(lower).is_some() {
            return None;
        }
        if let Some((word, end)) = page.victim(next) {
            // "Tactical Aviation Brigade", "Human Rights Group" are no persons.
            if words > 0 {
                return None;
            }
            titles += 1;
            // "Sheikh" and "Mullah" honour fighters as well as clerics.
            let honour = matches!(word.word.as_str(), "sheikh" | "mullah" | "imam");
            people.class = word.class.filter(|_| !honour).unwrap_or(people.class);
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
    // "the Arabian Peninsula", "World Kitchen employees".
    let kunya = matches!(document.lower(at), "abu" | "umm" | "bin" | "ibn" | "abd" | "abdul");
    if words > 1 && titles == 0 && !kunya && (at..next).all(|token| page.is_place(token)) || page.victim(next).is_some()
    {
        return None;
    }
    // "Haddad, who was killed".
    let verb = if document.lower(next) == "," && document.lower(next + 1) == "who" { next + 2 } else { next };
    let finite = matches!(document.lower(verb), "was" | "died" | "blew" | "succumbed" | "perished" | "surrendered")
        || (matches!(document.lower(verb), "has" | "had") && document.lower(verb + 1) == "been");
    let object = at.checked_sub(1).is_some_and(|before| {
        page.effects(before).any(|(_, word, _)| {
            (word.strength == Strength::Strong || matches!(word.lemma.as_str(), "execute" | "arrest"))
                && word.form.is_some()
        })
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

/// The token behind a run of words that can be a name and starts at `at`.
pub fn words_at(page: Page<'_>, at: usize) -> Option<usize> {
    let part = |token: usize| is_name_word(page, token) || (token > at && page.lower(token) == "-");
    let end = (at..at + LONGEST).take_while(|&token| part(token)).count() + at;
    (end > at && is_name_word(page, end - 1)).then_some(end)
}

/// A capitalised word of an open class that no lexicon knows; where all is in capitals, one that looks like no verb.
fn is_name_word(page: Page<'_>, token: usize) -> bool {
    let Some(found) = page.document.tokens.get(token) else { return false };
    if !found.is_capitalised() || class_of(page.lower(token)) != Class::Open || page.has_effect(token) {
        return false;
    }
    let lower = page.lower(token);
    !page.document.upper_case
        || !(page.marks.at(token).iter().any(|mark| !matches!(mark.entry, Entry::Actor(_)))
            || lower.len() < 2
            || lower.ends_with("ing")
            || lower.ends_with("ed")
            || lower.ends_with("ly")
            || number_at(page.document, token).is_some())
}

/// A name in copy that is all in capitals: two words or more that no lexicon knows, where only a person can stand: behind
/// "the murder of", behind a verb of killing, before "was killed".
fn in_capitals(page: Page<'_>, at: usize) -> Option<People> {
    let before = at.checked_sub(1)?;
    if is_name_word(page, before) || !is_name_word(page, at) {
        return None;
    }
    let end = words_at(page, at)?;
    let strong = |token: usize| page.effects(token).any(|(_, word, _)| word.strength == Strength::Strong);
    let object = strong(before) || (page.lower(before) == "of" && before > 0 && strong(before - 1));
    let next = page.lower(end);
    let verb = match next {
        "was" | "is" => end + 1,
        "has" | "had" if page.lower(end + 1) == "been" => end + 2,
        _ => end,
    };
    let subject = strong(verb) && (verb > end || page.lower(end) == "died");
    if end - at < 2 || !(object || subject) {
        return None;
    }
    Some(People {
        quantity: Quantity::One,
        head: Head::Name,
        definite: true,
        tokens: at..end,
        quote: at..end,
        ..People::default()
    })
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
