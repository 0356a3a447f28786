//! What the victims of a statement were: their noun, the predicate of "two of the dead were policemen", the side that
//! "suffered eight casualties", the people told of before "others". It must not know how the statement was found.

use super::chunk::{Chunk, Chunks, Piece};
use super::grammar::{Link, Links};
use super::marks::Page;
use super::people::{Head, Part, People, Quantity};
use super::trigger::{Form, Trigger};
use crate::annotate::statement::Statement;
use crate::article::{Effect, Group, Scope, VictimClass};
use crate::lexicon::PersonKind;
use crate::text::grammar_word::Class;

/// What the victims were: their noun, the predicate of "two of the dead were policemen", a bomber's own end, the side
/// that "suffered eight casualties".
pub(super) fn class(
    page: Page<'_>,
    link: &Link,
    people: &People,
    trigger: Option<&Trigger>,
    chunks: &Chunks,
) -> VictimClass {
    if people.class != VictimClass::Unspecified {
        return people.class;
    }
    if let Some(kin) = link.kin.and_then(|kin| chunks.people.get(kin)) {
        return kin.class;
    }
    if let Some(predicate) = predicate(people, chunks).filter(|predicate| predicate.class != VictimClass::Unspecified) {
        return predicate.class;
    }
    if trigger.is_some_and(|trigger| is_own_bomb(page, trigger)) {
        return VictimClass::Militant;
    }
    // A wife, a father, a son: whoever is named by a tie to another person carries no arms that the text tells of.
    if people.kind == Some(PersonKind::Relative) {
        return VictimClass::Civilian;
    }
    let suspects = matches!(page.lower(people.quote.end.wrapping_sub(1)), "suspect" | "suspects");
    if suspects && !people.others && matches!(link.effect, Effect::Killed | Effect::Captured) {
        return VictimClass::Militant;
    }
    match trigger.filter(|trigger| trigger.form == Form::Nominal && people.head == Head::Missing) {
        Some(trigger) => side(trigger, people, chunks),
        None => VictimClass::Unspecified,
    }
}

pub(super) fn groups(page: Page<'_>, people: &People, trigger: Option<&Trigger>, chunks: &Chunks) -> Vec<Group> {
    let mut groups = people.groups | predicate(people, chunks).map_or(0, |predicate| predicate.groups);
    if trigger.is_some_and(|trigger| is_own_bomb(page, trigger)) && people.groups & OF_CIVILIANS == 0 {
        groups |= 1 << Group::SuicideBombers as u32;
    }
    Group::ALL.iter().copied().filter(|group| groups & (1 << *group as u32) != 0).collect()
}

const OF_CIVILIANS: u32 = 1 << Group::Journalists as u32 | 1 << Group::Officials as u32;

/// "blew himself up".
pub(super) fn is_own_bomb(page: Page<'_>, trigger: &Trigger) -> bool {
    page.lexicon
        .effects
        .get(trigger.word as usize)
        .is_some_and(|word| word.lemma.starts_with("blow ") && word.lemma.contains("sel"))
}

/// The people behind "nine of them" and "two of the dead were".
pub(super) fn predicate<'c>(people: &People, chunks: &'c Chunks) -> Option<&'c People> {
    if people.part != Part::OfPronoun && people.part != Part::OfHarmed {
        return None;
    }
    let behind = chunks.chunks.iter().filter(|chunk| chunk.tokens.start >= people.tokens.end).take(3);
    for chunk in behind {
        match chunk.piece {
            Piece::People(next) => return chunks.people.get(next).filter(|next| next.quantity == Quantity::Bare),
            Piece::Word(Class::Be | Class::Adverb) => {}
            _ => return None,
        }
    }
    None
}

/// "rebels suffered eight casualties", "eight casualties among the rebels".
pub(super) fn side(trigger: &Trigger, people: &People, chunks: &Chunks) -> VictimClass {
    let told = |chunk: &Chunk| match chunk.piece {
        Piece::People(next) => {
            chunks.people.get(next).filter(|next| next.tokens != people.tokens).map(|next| next.class)
        }
        _ => None,
    };
    let behind = chunks.chunks.iter().filter(|chunk| chunk.tokens.start >= trigger.verb.end).take(5);
    let behind: Vec<&Chunk> = behind.collect();
    if behind.first().is_some_and(|chunk| chunk.piece == Piece::Word(Class::Preposition))
        && let Some(class) = behind.iter().find_map(|chunk| told(chunk))
    {
        return class;
    }
    let before = chunks.chunks.iter().rev().filter(|chunk| chunk.tokens.end <= people.tokens.start).take(3);
    before.filter_map(told).next().unwrap_or_default()
}

/// "others" and bare numbers are of the class of the people told of just before, when the sentence has only one.
pub(super) fn inherit(chunks: &Chunks, links: &Links, made: &[Option<usize>], out: &mut [Statement], first: usize) {
    let open = |people: &People| {
        people.class == VictimClass::Unspecified
            && (people.head == Head::Missing || (people.others && people.kind == Some(PersonKind::Vague)))
            && people.part == Part::Whole
    };
    for (index, link) in links.links.iter().enumerate() {
        let Some(own) = made[index] else { continue };
        if !open(&chunks.people[link.people]) || out[own].victims.class != VictimClass::Unspecified {
            continue;
        }
        let own_start = chunks.people[link.people].tokens.start;
        let earlier = out[first.min(out.len())..]
            .iter()
            .filter(|other| other.people.start < own_start && other.scope != Scope::Subset)
            .map(|other| (other.victims.class, other.victims.affiliation.clone(), !other.victims.groups.is_empty()))
            .collect::<Vec<_>>();
        let Some((class, affiliation, grouped)) = earlier.last() else {
            if chunks.people[link.people].others {
                inherit_from_before(out, own, first);
            }
            continue;
        };
        // "two children and 27 others" were not all children, nor all civilians.
        if !grouped && earlier.iter().all(|(other, _, _)| other == class) {
            let (class, affiliation) = (*class, affiliation.clone());
            out[own].victims.class = class;
            if out[own].victims.affiliation.is_none() {
                out[own].victims.affiliation = affiliation;
            }
        }
    }
}

/// "Three civilians were killed. Seven others were hurt": from the statement before, one sentence back.
pub(super) fn inherit_from_before(out: &mut [Statement], own: usize, first: usize) {
    let Some(before) = first.checked_sub(1).and_then(|before| out.get(before)) else { return };
    if before.sentence + 2 < out[own].sentence || !before.victims.groups.is_empty() || before.scope == Scope::Subset {
        return;
    }
    let (class, affiliation) = (before.victims.class, before.victims.affiliation.clone());
    out[own].victims.class = class;
    out[own].victims.affiliation = out[own].victims.affiliation.take().or(affiliation);
}
