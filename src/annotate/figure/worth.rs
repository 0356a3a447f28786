//! Decides whether people and harm that were linked are a figure at all: weak words need people that nothing else can be,
//! bodies need somebody who found them, only captives are released. It must not know how the link was found.

use super::grammar::{Bond, Link};
use super::marks::Page;
use super::people::{Head, Part, People, Quantity};
use super::trigger::{Form, Trigger};
use super::unreal;
use crate::article::{Effect, Group, VictimClass};
use crate::lexicon::{EffectKind, Entry, Harmed, PersonKind, Strength};
use crate::text::grammar_word::is_adverb;

/// Whether a link tells of a number of people who came to harm.
pub(super) fn is_figure(page: Page<'_>, link: &Link, people: &People, trigger: Option<&Trigger>) -> bool {
    // "kills photojournalist", "sub-sergeant was killed": headlines and telegrams leave the article out.
    let bare_one = people.quantity == Quantity::Bare
        && people.singular
        && people.kind == Some(PersonKind::Person)
        && match link.bond {
            Bond::Object | Bond::Nominal => true,
            Bond::Subject => trigger.is_some_and(|trigger| trigger.singular),
            Bond::Adjacent => trigger.is_some_and(|trigger| trigger.finite && trigger.form == Form::Subject),
            _ => false,
        };
    if people.negative || is_any(page, people) || (people.quantity == Quantity::Bare && !bare_one) {
        return false;
    }
    if link.bond == Bond::Attributive && (points_back(people) || is_weak_attribute(page, people)) {
        return false;
    }
    let Some(trigger) = trigger else {
        let told = matches!(people.head, Head::Known | Head::Missing)
            || (people.head == Head::Name && people.class != VictimClass::Unspecified);
        return link.bond == Bond::Attributive || (link.member && told);
    };
    if link.bond == Bond::Member && matches!(people.head, Head::Unknown | Head::Pronoun) {
        return false;
    }
    if is_identity(page, people) || is_sentence_of_court(page, trigger) || is_of_age(page, trigger) {
        return false;
    }
    if is_flight_of_fighters(people, link) || is_fall(page, trigger) {
        return false;
    }
    if people.kind == Some(PersonKind::Remains) && trigger.effect != Effect::Killed {
        return false;
    }
    if !trigger.real || unreal::is_unreal(page, trigger, &people.tokens) {
        return false;
    }
    let one = people.quantity == Quantity::One;
    // "an independent official body" is no corpse; "a soldier's body" is.
    if one && people.tokens.end == trigger.verb.start && is_remains(page, trigger) {
        return false;
    }
    match people.head {
        Head::Known => {
            // "20 families" may flee or die; a crowd without a number is no figure.
            if link.effect == Effect::Released && !is_captive(page, people) {
                return false;
            }
            !((one || bare_one) && people.kind == Some(PersonKind::Collective))
        }
        Head::Unknown => {
            !trigger.weak && matches!(trigger.effect, Effect::Killed | Effect::Wounded | Effect::Casualties)
        }
        Head::Missing if is_remains(page, trigger) => is_recovered(page, trigger),
        // "the siege claimed 49 lives".
        Head::Missing if is_life(page, trigger) => people.number.is_some(),
        // "killed 33 militants and arrested six", "hundreds killed and thousands jailed".
        Head::Missing => {
            let bare = trigger.form == Form::Bare && people.part == Part::Whole && !is_one(people);
            !trigger.weak
                || (bare || matches!(trigger.form, Form::Passive | Form::Active)) && !is_ambiguous(page, trigger)
        }
        Head::Pronoun => trigger.form != Form::Nominal && (!trigger.weak || is_personal(page, trigger)),
        Head::Name => !trigger.weak || is_personal(page, trigger),
    }
}

/// "Haddad was one of the five men killed": he is told of already.
fn is_identity(page: Page<'_>, people: &People) -> bool {
    let start = people.tokens.start;
    let before = (start.saturating_sub(2)..start).rev().find(|&token| !is_adverb(page.lower(token)));
    people.part == Part::OfNext
        && is_one(people)
        && before.is_some_and(|token| matches!(page.lower(token), "was" | "is" | "be" | "been"))
}

/// "jailed for ten years", "imprisoned for burning draft papers": what a court did is no capture.
fn is_sentence_of_court(page: Page<'_>, trigger: &Trigger) -> bool {
    let Some(word) = page.lexicon.effects.get(trigger.word as usize) else { return false };
    let behind = trigger.verb.end;
    matches!(word.lemma.as_str(), "jail" | "imprison")
        && page.lower(behind) == "for"
        && (page.lower(behind + 1).ends_with("ing")
            || (behind + 1..behind + 5).any(|token| matches!(page.lower(token), "year" | "years" | "life" | "months")))
}

/// "died at 94", "he was 101 and died": of age.
fn is_of_age(page: Page<'_>, trigger: &Trigger) -> bool {
    const OLD: std::ops::RangeInclusive<u64> = 70..=115;
    let old = |token: usize| page.lower(token).parse().is_ok_and(|age: u64| OLD.contains(&age));
    let (first, end) = (trigger.verb.start, trigger.verb.end);
    let word = page.lexicon.effects.get(trigger.word as usize);
    word.is_some_and(|word| matches!(word.lemma.as_str(), "die" | "pass away"))
        && ((end..end + 6).any(|token| page.lower(token) == "at" && old(token + 1))
            || page.lower(first.wrapping_sub(1)) == "and" && old(first.wrapping_sub(2)))
}

/// "denied that any civilian was killed", "every soldier killed": nobody certain.
pub(super) fn is_any(page: Page<'_>, people: &People) -> bool {
    let before = people.tokens.start.checked_sub(1);
    people.number.is_none()
        && before.is_some_and(|token| matches!(page.lower(token), "any" | "every" | "each" | "whichever"))
}

/// Weak words that nothing but a person can suffer when they are passive.
pub(super) fn is_personal(page: Page<'_>, trigger: &Trigger) -> bool {
    let Some(word) = page.lexicon.effects.get(trigger.word as usize) else { return false };
    match word.lemma.as_str() {
        // The nouns "capture" and "detention" befall towns and goods too.
        "arrest" => trigger.form != Form::Nominal || page.lower(trigger.verb.start).starts_with("arrest"),
        "execute" => true,
        "surrender" => trigger.form != Form::Nominal,
        "capture" | "hang" | "free" | "release" | "rescue" | "shoot" => trigger.form == Form::Passive,
        _ => false,
    }
}

/// "a jailed cleric" was jailed long ago; "two wounded soldiers" were wounded now.
pub(super) fn is_weak_attribute(page: Page<'_>, people: &People) -> bool {
    let word = people.attributive.as_ref().and_then(|(word, _)| page.lexicon.effects.get(*word as usize));
    people.quantity == Quantity::One && word.is_some_and(|word| word.strength == Strength::Weak)
}

/// "escaped": out of captivity, where the text tells of any.
pub(super) fn is_escape(page: Page<'_>, trigger: &Trigger) -> bool {
    page.lexicon.effects.get(trigger.word as usize).is_some_and(|word| word.lemma == "escape")
}

/// People who fall mostly get up again.
pub(super) fn is_fall(page: Page<'_>, trigger: &Trigger) -> bool {
    page.lexicon.effects.get(trigger.word as usize).is_some_and(|word| word.lemma == "fall")
}

/// Fighters and single persons who run are not displaced.
pub(super) fn is_flight_of_fighters(people: &People, link: &Link) -> bool {
    let fighters = !matches!(people.class, VictimClass::Civilian | VictimClass::Unspecified);
    link.effect == Effect::Displaced && (fighters || people.number.is_none())
}

fn is_one(people: &People) -> bool {
    people.number.as_ref().is_none_or(|number| number.low == Some(1) && number.high == Some(1))
}

fn is_life(page: Page<'_>, trigger: &Trigger) -> bool {
    page.lexicon.effects.get(trigger.word as usize).is_some_and(|word| word.lemma == "life")
}

/// "20 bodies".
pub(super) fn is_remains(page: Page<'_>, trigger: &Trigger) -> bool {
    page.lexicon.effects.get(trigger.word as usize).is_some_and(|word| {
        word.kind == EffectKind::Noun && word.harmed == Harmed::Itself && word.strength == Strength::Weak
    })
}

/// Bodies count when somebody found or saw them.
pub(super) fn is_recovered(page: Page<'_>, trigger: &Trigger) -> bool {
    const STEMS: &[&str] = &[
        "found", "find", "recover", "pulled", "discover", "retriev", "exhum", "unearth", "saw", "seen", "witness",
        "brought", "count", "buri", "receiv", "dump", "lay", "lying", "strewn", "morgue", "hospital", "dug",
        "returned", "hung", "litter", "collect",
    ];
    let near = trigger.verb.start.saturating_sub(10)..trigger.verb.end + 12;
    near.into_iter().any(|token| STEMS.iter().any(|stem| page.lower(token).starts_with(stem)))
}

/// Only who was held is released: the noun says so, or the article tells of captives.
pub(super) fn is_captive(page: Page<'_>, people: &People) -> bool {
    let near = people.tokens.start.saturating_sub(CAPTIVE_REACH)..people.tokens.end + CAPTIVE_REACH;
    people.has_group(Group::Prisoners)
        || page.marks.within(near).iter().any(|mark| match mark.entry {
            Entry::Effect(index) => {
                page.lexicon.effects.get(index as usize).is_some_and(|word| word.effect == Effect::Captured)
            }
            Entry::Victim(index) => page
                .lexicon
                .victims
                .get(index as usize)
                .is_some_and(|word| word.groups.contains(&Group::Prisoners) || word.word.starts_with("hostage")),
            _ => false,
        })
}

/// Whether the noun says that the people were held.
pub(super) fn are_captives(page: Page<'_>, people: &People) -> bool {
    people.has_group(Group::Prisoners)
        || people
            .quote
            .clone()
            .any(|token| matches!(page.lower(token), "hostage" | "hostages" | "captive" | "captives"))
}

/// How far around the people a word for captivity may stand, in tokens.
const CAPTIVE_REACH: usize = 60;

/// Verbs that take things as well as people need a noun for people.
pub(super) fn is_ambiguous(page: Page<'_>, trigger: &Trigger) -> bool {
    let Some(word) = page.lexicon.effects.get(trigger.word as usize) else { return true };
    word.strength == Strength::Weak
        && !matches!(
            word.lemma.as_str(),
            "arrest"
                | "capture"
                | "jail"
                | "imprison"
                | "displace"
                | "round up"
                | "evacuate"
                | "rescue"
                | "free"
                | "release"
                | "shoot"
                | "hurt"
                | "execute"
        )
}

/// Definite people with a word of harm before the noun were told of before: "the dead serviceman".
pub(super) fn points_back(people: &People) -> bool {
    people.definite && people.quantity == Quantity::One && people.attributive.is_some()
}
