//! One pass over a text that finds the words of all lexicons: for each table, the leftmost longest phrases.
//! This module must not know what a hit is good for.

use super::actors::ContextRule;
use super::words::{Case, POSSESSIVE, Word, cut};
use super::{CueKind, Entry, Lexicon};

/// A phrase of a lexicon in a text; byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub start: usize,
    pub end: usize,
    pub entry: Entry,
}

/// A name of an actor in a text; byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActorHit {
    pub start: usize,
    pub end: usize,
    /// For `Lexicon::actor`.
    pub actor: u32,
}

/// The words and hits of one text. Reuse it from text to text to keep its memory.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    pub words: Vec<Word>,
    /// By start; hits of one table never overlap, except several readings of the same words.
    pub hits: Vec<Hit>,
}

impl Scan {
    /// The actors among the hits.
    pub fn actors(&self) -> impl Iterator<Item = ActorHit> {
        self.hits.iter().filter_map(|hit| match hit.entry {
            Entry::Actor(actor) => Some(ActorHit { start: hit.start, end: hit.end, actor }),
            _ => None,
        })
    }

    /// The hits that lie within a range of bytes.
    pub fn within(&self, start: usize, end: usize) -> impl Iterator<Item = &Hit> {
        let from = self.hits.partition_point(|hit| hit.start < start);
        self.hits.iter().skip(from).take_while(move |hit| hit.start < end).filter(move |hit| hit.end <= end)
    }
}

/// How far around an alias its context may stand, in words.
const CONTEXT_REACH: usize = 8;

/// Tables whose hits exclude each other when they overlap.
const TABLES: usize = 8;

fn table(entry: Entry) -> Option<usize> {
    Some(match entry {
        Entry::Actor(_) => 0,
        Entry::Victim(_) => 1,
        Entry::Demonym(_) => 2,
        Entry::Effect(_) => 3,
        Entry::Method(_) => 4,
        Entry::Cue(_) => 5,
        Entry::Source(_) => 6,
        Entry::Reporting(_) => 7,
        Entry::Form(_) => return None,
    })
}

impl Lexicon {
    /// Finds the words of all lexicons in `text`; what `scan` held before is gone.
    pub fn scan(&self, text: &str, scan: &mut Scan) {
        scan.words.clear();
        scan.hits.clear();
        cut(text, &mut scan.words);
        let mut free_from = [0usize; TABLES];
        let mut found: Vec<(usize, Entry)> = Vec::new();
        for at in 0..scan.words.len() {
            found.clear();
            self.candidates(&scan.words, at, &mut found);
            if found.is_empty() {
                continue;
            }
            let mut longest = [0usize; TABLES];
            for &(length, entry) in &found {
                if let Some(slot) = table(entry).and_then(|table| longest.get_mut(table)) {
                    *slot = length.max(*slot);
                }
            }
            let Some(start) = scan.words.get(at).map(|word| word.start) else { continue };
            for &(length, entry) in &found {
                let Some(table) = table(entry) else { continue };
                let Some(end) = scan.words.get(at + length - 1).map(|word| word.end) else { continue };
                if longest.get(table) == Some(&length) && free_from.get(table).is_some_and(|&free| free <= at) {
                    scan.hits.push(Hit { start, end, entry });
                }
            }
            for (free, length) in free_from.iter_mut().zip(longest) {
                if length > 0 && *free <= at {
                    *free = at + length;
                }
            }
        }
    }

    /// The actors in `text`, appended to `hits`. Callers that need other tables too should `scan` once.
    pub fn actors_in(&self, text: &str, hits: &mut Vec<ActorHit>) {
        let mut scan = Scan::default();
        self.scan(text, &mut scan);
        hits.extend(scan.actors());
    }

    /// Every entry that begins at word `at`, with its length in words; an actor at most once for each length.
    fn candidates(&self, words: &[Word], at: usize, found: &mut Vec<(usize, Entry)>) {
        let tail = words.get(at..).unwrap_or(&[]);
        let mut institution = None;
        let mut refused = 0;
        self.phrases.starting_at(tail, |length, entry| match entry {
            Entry::Form(_) => {}
            Entry::Actor(actor) => {
                let state = self.actors.states.binary_search(&actor).ok();
                if state.is_none() || !self.attached(tail, length) {
                    if self.context_holds(actor, words, at, length) {
                        found.push((length, entry));
                    } else {
                        refused = length;
                    }
                    if let Some(ordinal) = state {
                        institution = self.institution_after(tail, length, ordinal as u32).or(institution);
                    }
                }
            }
            Entry::Demonym(index) => {
                found.push((length, entry));
                let country = self.demonyms.get(index as usize).filter(|demonym| demonym.adjective);
                let state = country.and_then(|demonym| self.actors.state_ordinal(demonym.country.as_deref()?));
                if let Some(ordinal) = state {
                    institution = self.institution_after(tail, length, ordinal).or(institution);
                }
            }
            _ => found.push((length, entry)),
        });
        // What is not the name of a state is not its demonym either: "US" in capitals.
        found.retain(|(length, entry)| *length != refused || !matches!(entry, Entry::Demonym(_)));
        let Some((length, actor)) = institution else { return };
        let named = found.iter().filter(|(_, entry)| matches!(entry, Entry::Actor(_))).map(|(length, _)| *length).max();
        if named.is_none_or(|named| named < length) {
            found.push((length, Entry::Actor(actor)));
        }
    }

    /// The longest institution named after the state or demonym that the first `length` words are: its length, with
    /// the state's, and its index.
    fn institution_after(&self, tail: &[Word], length: usize, state: u32) -> Option<(usize, u32)> {
        let possessive = tail.get(length).is_some_and(|word| word.hash == POSSESSIVE);
        let before = length + usize::from(possessive);
        let rest = tail.get(before..)?;
        if !rest.first()?.joined {
            return None;
        }
        let mut longest = None;
        self.phrases.starting_at(rest, |words, entry| {
            if let Entry::Form(form) = entry {
                longest = Some((before + words, self.actors.institution(state, form)));
            }
        });
        longest
    }

    /// Whether the name is only part of an adjective: "US-led", "Iran-backed".
    fn attached(&self, tail: &[Word], length: usize) -> bool {
        let Some(rest) = tail.get(length..).filter(|rest| rest.first().is_some_and(|word| word.joined)) else {
            return false;
        };
        let mut attached = false;
        self.phrases.starting_at(rest, |words, entry| {
            if let Entry::Cue(index) = entry {
                attached |=
                    words == 1 && self.cues.get(index as usize).is_some_and(|cue| cue.kind == CueKind::Attached);
            }
        });
        attached
    }

    /// Whether the words that an ambiguous name needs near it are there.
    fn context_holds(&self, actor: u32, words: &[Word], at: usize, length: usize) -> bool {
        let Some(context) = self.actors.contexts.get(&actor) else { return true };
        // Aliases of several words are not ambiguous.
        if length > 1 {
            return true;
        }
        let before = words.get(at.saturating_sub(CONTEXT_REACH)..at).unwrap_or(&[]);
        let after = words.get(at + length..words.len().min(at + length + CONTEXT_REACH)).unwrap_or(&[]);
        let mut around = before.iter().chain(after);
        let in_capitals = around
            .clone()
            .all(|word| word.case == Case::Upper || word.end - word.start == 1 || word.hash == POSSESSIVE);
        let initials = words.get(at).is_some_and(|word| word.initials);
        match context.rule {
            ContextRule::InCapitals if initials || !in_capitals => return true,
            ContextRule::NeverInCapitals if in_capitals && !initials && around.clone().next().is_some() => {
                return false;
            }
            ContextRule::NeverInCapitals if initials || context.words.is_empty() => return true,
            _ => {}
        }
        around.any(|word| context.words.contains(&word.hash))
    }
}
