//! Names of places in a question: where one starts and ends, and whether a word is meant as one at all. It must not know
//! what is asked of the place.

use std::ops::Range;

use super::places::{Asked, KINDS, LONGEST, PlacePhrase, Wanted};
use super::reader::Reader;
use super::tables::{USUAL_PLACES, WORDS};
use crate::gazetteer::{PlaceId, importance};
use crate::text::fold::{fold, fold_into};
use crate::text::token::TokenKind;

/// A place that a bare name in small letters may mean: a town of 60,000, a province, a country.
const WELL_KNOWN: f32 = 14.9;

impl Reader<'_> {
    /// Whether it is written as a name, or no English word.
    pub fn is_name(&self, tokens: &Range<usize>) -> bool {
        if tokens.clone().any(|token| self.is_capitalised(token)) {
            return true;
        }
        let mut ids = Vec::new();
        self.context.gazetteer.exact(&fold(self.typed.slice(tokens.clone())), &mut ids);
        !self.is_plain_word(tokens.start) && self.well_known(&ids)
    }

    /// The longest name at a token that the gazetteer has as it is written. `led` tells that a preposition or the like
    /// leads to it, so that a name in small letters may be of any place.
    pub fn place_name_at(&self, at: usize, led: bool) -> Option<(usize, String)> {
        let at = if led { self.skip(at, "the").unwrap_or(at) } else { at };
        let first = self.typed.tokens.get(at)?;
        if !first.is_word() || super::period::period_at(&self.clock(), at).is_some() {
            return None;
        }
        let mut folded = String::new();
        let mut ids: Vec<PlaceId> = Vec::new();
        let longest = (at + 1..=(at + LONGEST).min(self.len())).rev();
        for end in longest {
            let last = self.typed.tokens.get(end - 1)?;
            if !matches!(last.kind, TokenKind::Word) || !self.is_run(at, end) {
                continue;
            }
            let slice = self.typed.slice(at..end);
            fold_into(slice, &mut folded);
            self.context.gazetteer.exact(&folded, &mut ids);
            let usual = USUAL_PLACES.contains_key(&folded);
            if ids.is_empty() && !usual {
                continue;
            }
            if end == at + 1 && !self.may_be_place(at, led, &ids, usual) {
                continue;
            }
            // "in Aleppo in": a name does not end in a word of the question.
            if end > at + 1 && !led && !(at..end).any(|token| self.is_capitalised(token)) && !self.well_known(&ids) {
                continue;
            }
            return Some((end, slice.to_owned()));
        }
        None
    }

    /// Words, hyphens, apostrophes and full stops; no commas or brackets.
    fn is_run(&self, at: usize, end: usize) -> bool {
        (at..end).all(|token| {
            let here = self.typed.tokens.get(token);
            here.is_some_and(|here| {
                here.kind == TokenKind::Word || matches!(self.typed.word(token), "-" | "'" | "\u{2019}" | "." | "`")
            })
        })
    }

    pub fn well_known(&self, ids: &[PlaceId]) -> bool {
        ids.iter().any(|id| {
            let record = self.context.gazetteer.record(*id);
            importance(record.kind, record.population, record.country) >= WELL_KNOWN
        })
    }

    /// Whether a single word that some place is called by is meant as a place.
    fn may_be_place(&self, at: usize, led: bool, ids: &[PlaceId], usual: bool) -> bool {
        let capital = self.is_capitalised(at);
        let upper = self.typed.tokens.get(at).is_some_and(|token| token.case == crate::text::token::Case::Upper);
        if self.is_plain_word(at) && !(capital && led && at > 0) {
            return usual && upper;
        }
        if usual {
            return capital || self.lower(at).len() > 3;
        }
        // Acronyms are parties and agencies before they are hamlets.
        if upper && self.actor_at(at).is_some() {
            return false;
        }
        if led {
            return capital || !self.is_plain_word(at);
        }
        let named_otherwise = self.found.iter().any(|found| {
            found.tokens.start == at
                && matches!(found.entry, crate::lexicon::Entry::Actor(_) | crate::lexicon::Entry::Demonym(_))
        });
        let state = self.actor_at(at).is_some_and(|(index, _)| {
            self.context.lexicon.actor(index).is_some_and(|actor| actor.kind == crate::article::ActorKind::State)
        });
        (!named_otherwise || state) && (self.well_known(ids) || capital && at > 0)
    }

    /// A word of the question, of harm, of people or of weapons.
    pub fn is_plain_word(&self, at: usize) -> bool {
        WORDS.is_common(self.lower(at))
            || self.harm_at(at).is_some()
            || self.people_at(at).is_some()
            || self.method_at(at).is_some()
    }

    /// A name that leads nowhere in the gazetteer: kept until it can be compared with names written nearly alike.
    pub fn take_unknown(&mut self, at: usize, start: usize, asked: Asked) -> Option<usize> {
        let start = self.skip(start, "the").unwrap_or(start);
        let near = matches!(asked, Asked::Near(_));
        let mut end = start;
        let mut named = false;
        while end < self.len() && end < start + LONGEST {
            let capital = self.is_capitalised(end);
            let token = self.typed.tokens.get(end)?;
            let joins = matches!(self.typed.word(end), "-" | "'" | "\u{2019}")
                && self.typed.tokens.get(end + 1).is_some_and(|next| next.glued);
            let particle = matches!(
                self.lower(end),
                "al" | "el" | "as" | "ash" | "de" | "la" | "abu" | "umm" | "ad" | "ar" | "an" | "at" | "az"
            ) && self.is_capitalised(end + 1) | (self.typed.word(end + 1) == "-");
            let word = token.is_word()
                && (capital || particle || !self.is_plain_word(end) && (named && self.joined(end) || end == start))
                && super::period::period_at(&self.clock(), end).is_none();
            if !(word || joins && end > start) {
                break;
            }
            named |= word && self.joined(end);
            // A name in small letters is one word.
            end += 1;
            if word && !capital && !particle && !self.joined(end) && self.typed.word(end) != "-" {
                break;
            }
        }
        let known_word = self.found.iter().any(|found| found.tokens.start == start);
        if end == start || known_word || self.lower(start).chars().count() < 3 && end == start + 1 {
            return None;
        }
        let capital = (start..end).any(|token| self.is_capitalised(token));
        if !capital && !near {
            // "in custody", "in hospital": words, unless they are nearly a place.
            return None;
        }
        let name = self.typed.slice(start..end).to_owned();
        let mut wanted = Wanted::Any;
        for (word, kind) in KINDS {
            if let Some(behind) = self.skip(end, word) {
                (end, wanted) = (behind, *kind);
                break;
            }
        }
        self.places.push(PlacePhrase {
            tokens: at..end,
            name,
            asked,
            wanted,
            side: None,
            exact: false,
            holds_previous: false,
        });
        Some(self.take_holder(end))
    }

    fn joined(&self, at: usize) -> bool {
        self.typed.tokens.get(at).is_some_and(|token| token.glued)
    }
}
