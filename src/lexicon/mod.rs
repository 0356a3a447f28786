//! The words that `annotate` and `query` read with: actors, people, harm, weapons, cues, sources and reporting verbs,
//! all of them rows of `data/*.tsv`, embedded in the program and replaceable from a directory.
//! This module knows what each word means by itself; it must not know sentences, figures or places.

mod actors;
mod build;
mod entries;
mod phrases;
mod scan;
mod table;
pub mod words;

use std::path::Path;
use std::sync::LazyLock;

pub use actors::{Actor, ActorForm, Actors};
pub use entries::*;
pub use phrases::Phrases;
pub use scan::{ActorHit, Hit, Scan};
pub use table::LexiconError;

/// To what a phrase belongs; the number is an index into the table of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// For `Lexicon::actor`.
    Actor(u32),
    /// Ordinal of an actor form; never given as a hit.
    Form(u32),
    Victim(u32),
    Demonym(u32),
    Effect(u32),
    Method(u32),
    Cue(u32),
    Source(u32),
    Reporting(u32),
}

/// All lexicons, compiled.
#[derive(Debug)]
pub struct Lexicon {
    pub actors: Actors,
    pub victims: Vec<VictimWord>,
    pub demonyms: Vec<Demonym>,
    pub effects: Vec<EffectWord>,
    pub methods: Vec<MethodWord>,
    pub cues: Vec<Cue>,
    pub sources: Vec<SourceWord>,
    pub reporting: Vec<ReportingVerb>,
    phrases: Phrases<Entry>,
}

static EMBEDDED: LazyLock<Lexicon> = LazyLock::new(|| {
    // A test builds the embedded tables, so an error here cannot reach a released program; less is found if it does.
    build::build(&build::EMBEDDED_FILES.map(|(name, text)| (name, text.into()))).unwrap_or_else(|error| {
        debug_assert!(false, "{error}");
        build::empty()
    })
});

impl Lexicon {
    /// The lexicons that the program was built with. Compiled on first use, in a few milliseconds at most.
    pub fn embedded() -> &'static Lexicon {
        &EMBEDDED
    }

    /// The embedded lexicons with those replaced whose files (`actors.tsv`, …) stand in `directory`.
    pub fn load(directory: &Path) -> Result<Lexicon, LexiconError> {
        build::load(directory)
    }

    /// The actor of an index that a hit gave.
    pub fn actor(&self, index: u32) -> Option<&Actor> {
        self.actors.get(index)
    }

    /// The index of the actor with this id.
    pub fn actor_by_id(&self, id: &str) -> Option<u32> {
        self.actors.by_id(id)
    }

    /// The name of an actor's id; an id that no actor has is its own name.
    pub fn actor_name(&self, id: &str) -> String {
        let actor = self.actor_by_id(id).and_then(|index| self.actor(index));
        actor.map_or_else(|| id.to_string(), |actor| actor.name.clone())
    }

    /// The index of the actor that one of its names stands for ("IDF", "Iraqi interior ministry"), the whole of `name`
    /// being that name.
    pub fn actor_named(&self, name: &str) -> Option<u32> {
        let mut scan = Scan::default();
        self.scan(name, &mut scan);
        let (first, last) = (scan.words.first()?, scan.words.last()?);
        scan.actors().find(|hit| hit.start == first.start && hit.end == last.end).map(|hit| hit.actor)
    }

    /// The index of an institution of a country, by the country's code and the id of the form (`army`, `police`).
    pub fn institution(&self, country: &str, form: &str) -> Option<u32> {
        let state = self.actors.state_ordinal(country)?;
        let form = self.actors.forms.iter().position(|known| known.id == form)?;
        Some(self.actors.institution(state, form as u32))
    }

    /// The index of the state with this country code.
    pub fn state(&self, country: &str) -> Option<u32> {
        self.actors.states.get(self.actors.state_ordinal(country)? as usize).copied()
    }

    /// What a noun for people says; `word` in any case, one word or several.
    pub fn victim(&self, word: &str) -> Option<&VictimWord> {
        self.exactly(word).find_map(|entry| match entry {
            Entry::Victim(index) => self.victims.get(index as usize).filter(|found| found.kind != PersonKind::Modifier),
            _ => None,
        })
    }

    /// What an adjective says of the people named after it.
    pub fn modifier(&self, word: &str) -> Option<&VictimWord> {
        self.exactly(word).find_map(|entry| match entry {
            Entry::Victim(index) => self.victims.get(index as usize).filter(|found| found.kind == PersonKind::Modifier),
            _ => None,
        })
    }

    /// The state or people of a demonym, which must be capitalised.
    pub fn demonym(&self, word: &str) -> Option<&Demonym> {
        self.exactly(word).find_map(|entry| match entry {
            Entry::Demonym(index) => self.demonyms.get(index as usize),
            _ => None,
        })
    }

    /// Every reading of a word of harm ("wounded" is a verb, an adjective and a noun).
    pub fn effects(&self, word: &str) -> impl Iterator<Item = &EffectWord> {
        self.exactly(word).filter_map(|entry| match entry {
            Entry::Effect(index) => self.effects.get(index as usize),
            _ => None,
        })
    }

    /// The first reading of a word of harm.
    pub fn effect(&self, word: &str) -> Option<&EffectWord> {
        self.effects(word).next()
    }

    /// The method that a word for a weapon or tactic stands for.
    pub fn method(&self, word: &str) -> Option<&MethodWord> {
        self.exactly(word).find_map(|entry| match entry {
            Entry::Method(index) => self.methods.get(index as usize),
            _ => None,
        })
    }

    /// What a reporting verb makes of its subject.
    pub fn reporting(&self, word: &str) -> Option<&ReportingVerb> {
        self.exactly(word).find_map(|entry| match entry {
            Entry::Reporting(index) => self.reporting.get(index as usize),
            _ => None,
        })
    }

    /// A speaker without a name: "police", "medics".
    pub fn source(&self, word: &str) -> Option<&SourceWord> {
        self.exactly(word).find_map(|entry| match entry {
            Entry::Source(index) => self.sources.get(index as usize),
            _ => None,
        })
    }

    /// The entries of exactly this phrase.
    fn exactly(&self, phrase: &str) -> impl Iterator<Item = Entry> + use<> {
        let mut words = Vec::new();
        words::cut(phrase, &mut words);
        let mut found = Vec::new();
        self.phrases.starting_at(&words, |length, entry| {
            if length == words.len() {
                found.push(entry);
            }
        });
        found.into_iter()
    }
}

#[cfg(test)]
mod tests;
