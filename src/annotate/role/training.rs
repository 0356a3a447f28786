//! What the trainer of the role models sees: for each statement its evidence and, for each choice, the candidates with
//! their clues. Nothing else in the program uses this.

use super::attribution::{self, Speeches};
use super::by::{self, Ties};
use super::by_party::Parties;
use super::method::{self, Tally};
use super::scene::Spot;
use super::who::{Models, Witness, look_on};
use crate::annotate::passage::{Passage, Setting};
use crate::annotate::{Knowledge, statements};
use crate::article::{Article, Count, Effect, Method};

/// One choice that a reader of roles makes.
pub struct Choice {
    /// What each candidate would put into the record; `None` for none.
    pub names: Vec<Option<String>>,
    /// Numbers and values of the clues of each candidate.
    pub clues: Vec<Vec<(usize, f32)>>,
}

/// A statement with its three choices.
pub struct Sample {
    /// Bytes of the quote in the title (first) or text.
    pub title: bool,
    pub bytes: std::ops::Range<usize>,
    pub effect: Effect,
    pub count: Count,
    pub attribution: Choice,
    pub method: Choice,
    pub by: Choice,
}

#[derive(Default)]
struct Watch {
    attribution: Vec<Choice>,
    method: Vec<Choice>,
    by: Vec<Choice>,
}

impl Choice {
    fn new(names: Vec<Option<String>>) -> Self {
        Choice { clues: vec![Vec::new(); names.len()], names }
    }

    fn add(&mut self, candidate: usize, clue: usize, value: f32) {
        if self.clues.len() <= candidate {
            self.clues.resize(candidate + 1, Vec::new());
        }
        self.clues[candidate].push((clue, value));
    }
}

impl Witness for Watch {
    fn attribution(&mut self, spot: &Spot<'_, '_>, speeches: &Speeches<'_>, ties: attribution::Ties) {
        let mut choice = Choice::new(vec![None]);
        let found = attribution::candidates(spot, speeches, ties, |candidate, clue, value| {
            choice.add(candidate, clue as usize, value);
        });
        choice.names.extend(
            found.iter().map(|found| speeches.speakers.get(found.speaker).map(|speaker| speaker.actor.name.clone())),
        );
        choice.clues.resize(choice.names.len(), Vec::new());
        self.attribution.push(choice);
    }

    fn by(&mut self, spot: &Spot<'_, '_>, parties: &Parties, ties: Ties<'_>) {
        let names = parties.all.iter().map(|party| (party.count > 0).then(|| party.actor.name.clone()));
        let mut choice = Choice::new(std::iter::once(None).chain(names).collect());
        by::candidates(spot, parties, ties, |candidate, clue, value| choice.add(candidate, clue as usize, value));
        // Parties that another took over are no candidates.
        let keep = |number: &usize| *number == 0 || choice.names[*number].is_some();
        let kept: Vec<usize> = (0..choice.names.len()).filter(keep).collect();
        self.by.push(Choice {
            names: kept.iter().map(|&number| choice.names[number].clone()).collect(),
            clues: kept.iter().map(|&number| choice.clues[number].clone()).collect(),
        });
    }

    fn method(&mut self, spot: &Spot<'_, '_>, tally: &Tally, ties: method::Ties) {
        let names = Method::ALL.iter().map(|method| Some(method.as_str().to_string()));
        let mut choice = Choice::new(std::iter::once(None).chain(names).collect());
        method::candidates(spot, tally, ties, |candidate, clue, value| choice.add(candidate, clue as usize, value));
        self.method.push(choice);
    }
}

/// An article read up to its statements, whose roles are still to be chosen.
pub struct Prepared<'a> {
    passages: Vec<Passage<'a>>,
    setting: Setting,
}

/// Reads an article once; its roles may then be chosen many times with other weights.
pub fn prepare<'a>(article: &'a Article, knowledge: &Knowledge<'_>) -> Prepared<'a> {
    let (passages, setting) = statements(article, knowledge);
    Prepared { passages, setting }
}

/// The statements of an article with their choices, as they come up while roles are chosen with the given weights.
pub fn samples(prepared: &Prepared<'_>, knowledge: &Knowledge<'_>, models: &Models) -> Vec<Sample> {
    let passages = &prepared.passages;
    let mut watch = Watch::default();
    look_on(passages, &prepared.setting, knowledge.lexicon, models, &mut watch);
    let all = passages.iter().flat_map(|passage| passage.statements.iter().map(move |statement| (passage, statement)));
    all.zip(watch.attribution)
        .zip(watch.method.into_iter().zip(watch.by))
        .map(|(((passage, statement), attribution), (method, by))| Sample {
            title: passage.field == crate::article::Field::Title,
            bytes: passage.document.bytes(statement.tokens.clone()),
            effect: statement.effect,
            count: statement.count.clone(),
            attribution,
            method,
            by,
        })
        .collect()
}
