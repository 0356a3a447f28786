//! Words that make a name a party: whose forces, which noun behind it, where it only tells whereabouts, and the names of
//! persons. It must not know statements.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::annotate::figure::marks::{Mark, Page};
use crate::article::ActorKind;
use crate::lexicon::Entry;
use crate::text::grammar_word::{Class, class_of};
use crate::text::number::number_at;
use crate::text::token::TokenKind;

use super::attribution_speech::is_day;
use super::by_touch::names_attack;

/// The id that a party is named by where it does harm, by its own: `data/party-names.tsv`.
static NAMED: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/party-names.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
});

/// The party that is named for another: "Israeli troops" are Israel, an air force is its government or state.
pub(super) fn named_for<'p>(page: Page<'p>, known: &crate::lexicon::Actor) -> Option<(&'p crate::lexicon::Actor, u32)> {
    if let Some(named) = NAMED.get(known.id.as_str()) {
        let index = page.lexicon.actor_by_id(named)?;
        return Some((page.lexicon.actor(index)?, index));
    }
    known.id.strip_suffix("-air-force")?;
    let parent = page.lexicon.actor_by_id(known.parent.as_deref()?)?;
    let government = page.lexicon.actor(parent).filter(|actor| actor.kind == ActorKind::Government);
    if let Some(government) = government {
        return Some((government, parent));
    }
    let state = page.lexicon.state(known.country.as_deref()?)?;
    Some((page.lexicon.actor(state)?, state))
}

/// The token behind a noun for fighters that follows a name at once.
pub(super) fn noun_behind(page: Page<'_>, end: usize) -> usize {
    let source = page.marks.at(end).iter().find_map(|mark| match mark.entry {
        Entry::Source(index) => page.lexicon.sources.get(index as usize).map(|word| (word, mark.end as usize)),
        _ => None,
    });
    match source {
        Some((word, behind))
            if matches!(word.kind, ActorKind::ArmedGroup | ActorKind::ArmedForce) && word.name != "commander" =>
        {
            behind
        }
        _ => end,
    }
}

/// "US and Iraqi forces", "Afghan and US-led troops": two nationalities before one noun.
pub(super) fn joint_forces(page: Page<'_>, at: usize) -> Option<usize> {
    let (_, _, end) = page.demonym(at)?;
    if page.lower(end) != "and" || page.document.upper_case {
        return None;
    }
    let second = end + 1;
    if !page.document.tokens.get(second).is_some_and(|token| token.is_capitalised()) {
        return None;
    }
    if page.actor(at).is_some_and(|(_, behind)| behind > end) {
        return None;
    }
    (second..second + 5)
        .find(|&token| matches!(page.lower(token), "forces" | "troops" | "soldiers" | "force" | "warplanes"))
        .filter(|&noun| (second..noun).all(|token| matches!(class_of(page.lower(token)), Class::Open | Class::Hyphen)))
        .map(|noun| noun + 1)
}

/// "in Syria", "from Iraq": where, not who.
pub(super) fn is_whereabouts(page: Page<'_>, at: usize, end: usize) -> bool {
    let mut before = page.lower(at.wrapping_sub(1));
    if matches!(before, "the" | "northern" | "southern" | "eastern" | "western" | "neighbouring" | "neighboring") {
        before = page.lower(at.wrapping_sub(2));
    }
    matches!(before, "in" | "of" | "to" | "from" | "across" | "inside" | "into" | "near" | "throughout" | "around")
        && !names_attack(page, end)
}

pub(super) fn may_harm_as(known: &crate::lexicon::Actor) -> bool {
    const OFFICES: [&str; 6] = ["-embassy", "-minister", "-ministry", "-presidency", "-president", "-prosecutors"];
    may_harm(known.kind) && !OFFICES.iter().any(|office| known.id.ends_with(office))
}

pub(super) fn may_harm(kind: ActorKind) -> bool {
    matches!(
        kind,
        ActorKind::State
            | ActorKind::ArmedForce
            | ActorKind::Police
            | ActorKind::ArmedGroup
            | ActorKind::Coalition
            | ActorKind::Government
            | ActorKind::Other
    )
}

pub(super) fn is_party_mark(mark: &Mark) -> bool {
    matches!(mark.entry, Entry::Actor(_))
}

/// A run of two or more capitalised words, or one behind a title, at the end of a noun phrase.
pub(super) fn person_name(page: Page<'_>, words: Range<usize>) -> Option<Range<usize>> {
    let is_name = |at: usize| {
        page.document.tokens.get(at).is_some_and(|token| {
            (token.kind == TokenKind::Word && token.is_capitalised() && page.lower(at).len() > 1
                || page.lower(at) == "-")
                && class_of(page.lower(at)) != Class::Definite
                && (class_of(page.lower(at)) == Class::Open || page.lower(at) == "-")
        }) && page.demonym(at).is_none()
            && page.victim(at).is_none()
            && !page.is_place(at)
            && !page.has_effect(at)
            && !is_day(page.lower(at))
            && number_at(page.document, at).is_none()
            && !page.marks.at(at).iter().any(|mark| matches!(mark.entry, Entry::Method(_)))
            && super::attribution_name::mark_of(page, at).is_none()
    };
    let end = words.clone().rev().find(|&at| is_name(at))? + 1;
    let start = words.clone().rev().filter(|&at| at < end).take_while(|&at| is_name(at)).last()?;
    let governed = class_of(page.lower(start.wrapping_sub(1))) == Class::Preposition || page.lower(start) == "-";
    (words.end - end <= 2 && !governed).then_some(start..end)
}

/// "Haddad" with the given name that some earlier mention has before it.
pub(super) fn full_name(page: Page<'_>, name: Range<usize>) -> Range<usize> {
    const EARLIER: usize = 4000;
    if name.len() > 1 {
        return name;
    }
    let surname = page.lower(name.start);
    let earlier = (name.start.saturating_sub(EARLIER)..name.start).find(|&at| {
        page.lower(at) == surname && at > 0 && {
            let before = page.document.tokens.get(at - 1);
            before.is_some_and(|token| token.kind == TokenKind::Word && token.is_capitalised())
                && class_of(page.lower(at - 1)) == Class::Open
                && page.victim(at - 1).is_none()
                && page.demonym(at - 1).is_none()
        }
    });
    earlier.map_or(name, |at| at - 1..at + 1)
}
