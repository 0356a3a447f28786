//! Phrases for people without a noun that the lexicon knows: a number alone, "another", "a 27-year-old", a noun that only
//! the word of harm shows to be a person's, a number that the word of harm itself takes. It must not know what happened.

use super::marks::Page;
use super::no_people;
use super::noun;
use super::people::{Head, People, Quantity};
use crate::article::{Effect, VictimClass};
use crate::lexicon::{EffectKind, Harmed, PersonKind, Strength};
use crate::text::grammar_word::{Class, class_of, is_adverb};

/// A number with no noun that the lexicon knows.
pub(super) fn without_noun(page: Page<'_>, at: usize, next: usize, mut people: People) -> Option<People> {
    if people.number.is_none() {
        return alone(page, at, next, people);
    }
    let more = usize::from(page.lower(next) == "more");
    people.others |= more == 1;
    let next = next + more;
    let lower = page.lower(next);
    let class = class_of(lower);
    people.quote.end = next;
    people.tokens = at..next;
    people.head = Head::Missing;
    let verbal = lower.ends_with("ing") || lower.ends_with("ed");
    // "480,000 Confederate casualties": the number is of the harm.
    if class == Class::Open
        && let Some(end) = counted_harm(page, next).filter(|end| *end > next)
    {
        people.tokens.end = end;
        people.quote.end = end;
        return Some(people);
    }
    let noun_follows = class == Class::Open
        && !verbal
        // "killed 12 last year".
        && !matches!(lower, "last" | "early" | "late" | "earlier" | "next" | "nationwide" | "apiece" | "abroad")
        && !page.has_effect(next)
        && !is_adverb(lower)
        && page.document.tokens.get(next).is_some_and(|token| token.is_word());
    if !noun_follows {
        let glued = page.document.tokens.get(next).is_some_and(|token| token.glued);
        // "executed one by one".
        let in_turn = class == Class::By && page.lower(next + 1) == page.lower(next.wrapping_sub(1));
        let compound = in_turn || matches!(class, Class::Hyphen | Class::Sign) && glued;
        let is_none = compound || no_people::is_bare_reference(page, &people) || no_people::is_age(page, &people);
        return (!is_none).then_some(people);
    }
    // An unknown noun: it may take two words before it ("20 railway porters").
    let mut end = next;
    while end < next + 3 && is_open_word(page, end) {
        end += 1;
    }
    if no_people::is_thing(page.lower(next)) || (next..end).any(|word| no_people::is_thing(page.lower(word))) {
        return None;
    }
    // "20 were", "killing 20 Wednesday", "20 Baghdad" in stripped copy: a capital names no kind of people.
    if page.document.tokens.get(next).is_some_and(|token| token.is_capitalised()) && !page.document.upper_case {
        return Some(people);
    }
    // Whoever is killed and is no soldier, policeman or fighter that the lexicon knows: shoppers, porters, staff.
    people.class = VictimClass::Civilian;
    people.head = Head::Unknown;
    people.tokens.end = end;
    people.quote.end = end;
    Some(people)
}

/// "another was hurt", "a second in hospital".
fn alone(page: Page<'_>, at: usize, next: usize, mut people: People) -> Option<People> {
    if people.quantity != Quantity::One {
        return None;
    }
    // "a 27-year-old was arrested".
    if let Some(end) = noun::age(page, next) {
        people.head = Head::Known;
        people.kind = Some(PersonKind::Person);
        people.singular = true;
        people.tokens = at..end;
        people.quote = at..end;
        return Some(people);
    }
    if let Some(end) = unknown_victim(page, at, next) {
        people.head = Head::Unknown;
        people.class = VictimClass::Civilian;
        people.tokens = at..end;
        people.quote = at..end;
        return Some(people);
    }
    let ordinal =
        matches!(page.lower(next), "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth");
    let end = next + usize::from(ordinal);
    let stands = ordinal || page.lower(at) == "another";
    let class = class_of(page.lower(end));
    // "capturing a seventh".
    let object = at.checked_sub(1).is_some_and(|before| page.has_effect(before))
        && matches!(class, Class::Comma | Class::Stop | Class::And);
    if !stands || !(class.is_finite() || class == Class::Preposition || object || page.has_effect(end)) {
        return None;
    }
    people.head = Head::Missing;
    people.others = true;
    people.tokens = at..end;
    people.quote = at..end;
    Some(people)
}

/// The token behind a noun that no lexicon knows, where only a person can stand: "the murder of a crane operator",
/// "killed a sarpanch".
fn unknown_victim(page: Page<'_>, at: usize, next: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let verb = if page.lower(before) == "of" { before.checked_sub(1)? } else { before };
    let personal = page.effects(verb).any(|(_, word, _)| {
        word.strength == Strength::Strong
            && matches!(word.effect, Effect::Killed | Effect::Captured)
            && matches!(
                word.lemma.as_str(),
                "kill"
                    | "murder"
                    | "assassinate"
                    | "kidnap"
                    | "abduct"
                    | "behead"
                    | "killing"
                    | "assassination"
                    | "kidnapping"
                    | "abduction"
                    | "slay"
                    | "lynch"
                    | "shoot dead"
                    | "gun down"
            )
    });
    let mut end = next;
    while end < next + 3 && is_open_word(page, end) && !is_verbal(page.lower(end)) {
        end += 1;
    }
    let thing = (next..end).any(|word| {
        no_people::is_thing(page.lower(word))
            || matches!(page.lower(word), "number" | "series" | "string" | "total" | "range" | "majority" | "score")
    });
    let capital = page.document.tokens.get(next).is_some_and(|token| token.is_capitalised());
    (personal && end > next && !thing && (page.document.upper_case || !capital)).then_some(end)
}

fn is_verbal(word: &str) -> bool {
    word.ends_with("ing") || word.ends_with("ed")
}

/// The token before a plural word of harm that a number can count, at most two words on: "lives", "civilian deaths".
pub(super) fn counted_harm(page: Page<'_>, at: usize) -> Option<usize> {
    let is_one = at.checked_sub(1).is_some_and(|before| page.lower(before) == "one");
    (at..at + 3).find(|&token| {
        let counted = (page.lower(token).ends_with('s') || is_one)
            && page.effects(token).any(|(_, word, _)| {
                word.kind == EffectKind::Noun && word.harmed == Harmed::Complement && !word.word.contains("toll")
            });
        let before = (at..token).all(|word| is_open_word(page, word) || page.victim(word).is_some());
        counted && before
    })
}

fn is_open_word(page: Page<'_>, at: usize) -> bool {
    let lower = page.lower(at);
    page.document.tokens.get(at).is_some_and(|token| token.is_word())
        && class_of(lower) == Class::Open
        && !page.has_effect(at)
        && !is_adverb(lower)
}
