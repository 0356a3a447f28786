//! A statement is a figure in the making: who was harmed and how many, found in the tokens of one sentence, with the
//! slots that later steps fill. It must not know how any slot is found.

use std::ops::Range;

use super::figure::confidence::Clues;
use super::figure::kind_clue::KindClues;
use crate::article::{Actor, Count, Effect, Method, Perpetrator, Place, Scope, Stance, VictimClass, Victims, When};
use crate::lexicon::PersonKind;

/// Where a statement stands: in which of the article's passages, and at which position there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    pub passage: usize,
    pub statement: usize,
}

/// How a text speaks of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mention {
    /// "a soldier", "20 soldiers".
    #[default]
    Indefinite,
    /// "the soldier".
    Definite,
    /// "he".
    Pronoun,
    /// "Sergeant Haddad".
    Name,
}

/// One statement of harm, in tokens of its passage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    /// Number of the sentence in the document.
    pub sentence: usize,
    /// The shortest run that holds the number and the effect or the people: the quote.
    pub tokens: Range<usize>,
    /// The words of the number; empty for one person without a number.
    pub number: Range<usize>,
    /// The noun phrase of the people; empty where the number stands alone ("killing 20").
    pub people: Range<usize>,
    /// The word or phrase that says the harm.
    pub trigger: Range<usize>,
    /// The clause around it: roles in here are the statement's own before the sentence's.
    pub clause: Range<usize>,
    /// Who did it by grammar: the subject of an active verb, the noun behind "by".
    pub agent: Option<Range<usize>>,
    pub count: Count,
    pub effect: Effect,
    pub victims: Victims,
    /// What the noun alone says of the victims.
    pub noun_class: VictimClass,
    pub noun_kind: Option<PersonKind>,
    /// What speaks for one class of victims or another.
    pub kind: KindClues,
    pub scope: Scope,
    /// For a subset: the statement of the whole.
    pub part_of: Option<Whole>,
    /// How the text speaks of a single person.
    pub mention: Mention,
    pub method: Option<Method>,
    pub when: Option<When>,
    pub place: Option<Place>,
    pub by: Vec<Perpetrator>,
    pub attribution: Option<Actor>,
    /// The words that name the source, for a reader who checks.
    pub attribution_tokens: Option<Range<usize>>,
    pub stance: Stance,
    pub denied_by: Vec<Actor>,
    /// How it was read, for the confidence.
    pub clues: Clues,
    pub confidence: f32,
}
