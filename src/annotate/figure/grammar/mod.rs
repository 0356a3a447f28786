//! Links people to words of harm within one sentence: objects behind active verbs, subjects before passives, what "and"
//! carries on, numbers that a toll leads to. Left to right over the pieces, each pass linear. It must not know of scope,
//! of earlier sentences or of the record.

mod list;
mod object;
mod part;
mod subject;

use super::chunk::{Chunks, Piece};
use super::marks::Page;
use super::people::{Head, Part, People, Quantity};
use super::trigger::{Form, Trigger, is_evidential};
use crate::article::Effect;
use crate::lexicon::PersonKind;
use crate::text::grammar_word::Class;

/// How a link was found, for what may follow from it and how far it is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    Object,
    Subject,
    /// Right before a participle, an adjective or a noun.
    Adjacent,
    Nominal,
    Toll,
    /// Carried on by "and" or a comma.
    Carried,
    /// "including", "nine of them": has the effect of its whole.
    Member,
    /// "two wounded soldiers".
    Attributive,
    /// "two of the victims were women".
    Predicate,
}

/// One statement of a sentence: these people, this harm.
#[derive(Clone, Debug)]
pub struct Link {
    /// Number among the sentence's people.
    pub people: usize,
    /// Number among its triggers; a member may take its harm from another sentence.
    pub trigger: Option<usize>,
    pub effect: Effect,
    pub bond: Bond,
    /// Pieces between the people and the word of harm.
    pub distance: usize,
    /// For a member: the link of its whole, once known.
    pub whole: Option<usize>,
    /// A member whose whole stands in this or an earlier sentence.
    pub member: bool,
    /// For the number of a toll: the people whom it counts.
    pub kin: Option<usize>,
    /// The noun before "included" names the harm.
    pub effect_named: bool,
}

impl Link {
    /// A link that is no member's, with its word of harm beside its people.
    pub fn new(people: usize, trigger: Option<usize>, effect: Effect, bond: Bond) -> Link {
        let (distance, whole, member, kin, effect_named) = (0, None, false, None, false);
        Link { people, trigger, effect, bond, distance, whole, member, kin, effect_named }
    }
}

/// The links of one sentence.
#[derive(Debug, Default)]
pub struct Links {
    pub links: Vec<Link>,
    /// For each people the number of links that it has.
    claimed: Vec<u8>,
    /// For each people its chunk.
    chunk_of: Vec<usize>,
    /// For each trigger its chunk.
    trigger_chunk: Vec<usize>,
    /// For each people whether it stands in a list behind "including".
    member: Vec<bool>,
}

/// Pieces that a search for a subject or a next member of a list looks through.
const REACH: usize = 40;
const TAIL: usize = 18;

impl Links {
    /// Links the pieces of a sentence; what was here before is gone.
    pub fn read(&mut self, page: Page<'_>, chunks: &Chunks) {
        self.prepare(chunks);
        self.mark_members(chunks);
        for number in 0..chunks.triggers.len() {
            self.forward(page, chunks, number);
        }
        for number in 0..chunks.triggers.len() {
            self.backward(page, chunks, number);
        }
        for number in 0..chunks.triggers.len() {
            self.carry(chunks, number);
        }
        self.attributes(chunks);
        self.members(page, chunks);
        self.among(page, chunks);
    }

    fn prepare(&mut self, chunks: &Chunks) {
        self.links.clear();
        self.claimed.clear();
        self.claimed.resize(chunks.people.len(), 0);
        self.member.clear();
        self.member.resize(chunks.people.len(), false);
        self.chunk_of.clear();
        self.chunk_of.resize(chunks.people.len(), 0);
        self.trigger_chunk.clear();
        self.trigger_chunk.resize(chunks.triggers.len(), 0);
        for (index, chunk) in chunks.chunks.iter().enumerate() {
            match chunk.piece {
                Piece::People(people) => self.chunk_of[people] = index,
                Piece::Trigger(trigger) => self.trigger_chunk[trigger] = index,
                _ => {}
            }
        }
    }

    fn link(&mut self, chunks: &Chunks, people: usize, trigger: usize, bond: Bond, distance: usize) {
        let effect = chunks.triggers[trigger].effect;
        if self.links.iter().rev().take(8).any(|link| link.people == people && link.effect == effect) {
            return;
        }
        let member = self.member[people];
        self.links.push(Link { distance, member, ..Link::new(people, Some(trigger), effect, bond) });
        self.claimed[people] = self.claimed[people].saturating_add(1);
    }

    /// The people right before chunk `at`, adverbs and relative pronouns aside.
    fn left_neighbour(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        for chunk in chunks.chunks[..at].iter().rev().take(3) {
            match chunk.piece {
                Piece::People(people) => return Some(people),
                Piece::Word(Class::Adverb | Class::Relative) => {}
                _ => return None,
            }
        }
        None
    }

    /// The next piece behind a chunk that is no adverb.
    fn after(&self, chunks: &Chunks, at: usize) -> Option<Piece> {
        let next = chunks.chunks.iter().skip(at + 1).take(4);
        next.map(|chunk| chunk.piece).find(|piece| !matches!(piece, Piece::Word(Class::Adverb)))
    }

    fn in_prepositional(&self, chunks: &Chunks, at: usize) -> bool {
        let piece = |back: usize| at.checked_sub(back).map(|before| chunks.chunks[before].piece);
        let article = matches!(piece(1), Some(Piece::Word(Class::Definite | Class::Indefinite | Class::Owner)));
        let before = if article { piece(2) } else { piece(1) };
        matches!(before, Some(Piece::Word(Class::Preposition | Class::Of | Class::By | Class::To)))
    }

    fn people_of(&self, chunks: &Chunks, at: usize) -> Option<usize> {
        match chunks.chunks.get(at)?.piece {
            Piece::People(people) => Some(people),
            _ => None,
        }
    }

    /// "two wounded soldiers", "the 20 dead": the phrase has its own word of harm.
    fn attributes(&mut self, chunks: &Chunks) {
        for people in 0..chunks.people.len() {
            let told = &chunks.people[people];
            if told.attributive.is_some() && told.quantity != Quantity::Bare && told.part == Part::Whole {
                let link = Link::new(people, None, Effect::Killed, Bond::Attributive);
                self.links.push(Link { member: self.member[people], ..link });
            }
        }
    }
}

fn looks_back(trigger: &Trigger) -> bool {
    matches!(trigger.form, Form::Passive | Form::Subject | Form::Bare)
}
