//! Which lexicon entries begin at which token. Turns the byte ranges of one scan of the text into token ranges, so that
//! the grammar can ask what a token is without searching. It must not know what the entries are good for.

use std::ops::Range;

use crate::annotate::passage::PlaceReading;
use crate::lexicon::{Demonym, EffectWord, Entry, Hit, Lexicon, PersonKind, VictimWord};
use crate::text::document::Document;
use crate::text::token::Token;

/// A lexicon entry in tokens, half-open.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    pub first: u32,
    pub end: u32,
    pub entry: Entry,
}

/// All entries of a document, by first token.
#[derive(Debug, Default)]
pub struct Marks {
    marks: Vec<Mark>,
    /// For each token the position of the first mark that begins there or later; one more at the end.
    from: Vec<u32>,
}

impl Marks {
    /// `hits` must be sorted by start, as a scan gives them.
    pub fn new(tokens: &[Token], hits: &[Hit]) -> Self {
        let mut marks: Vec<Mark> = Vec::with_capacity(hits.len());
        let mut first = 0;
        for hit in hits {
            while tokens.get(first).is_some_and(|token| (token.start as usize) < hit.start) {
                first += 1;
            }
            let mut end = first;
            while tokens.get(end).is_some_and(|token| (token.start as usize) < hit.end) {
                end += 1;
            }
            if end > first {
                marks.push(Mark { first: first as u32, end: end as u32, entry: hit.entry });
            }
        }
        let mut from = Vec::with_capacity(tokens.len() + 1);
        let mut next = 0;
        for token in 0..=tokens.len() {
            while marks.get(next).is_some_and(|mark| (mark.first as usize) < token) {
                next += 1;
            }
            from.push(next as u32);
        }
        Marks { marks, from }
    }

    /// The entries that begin at a token.
    pub fn at(&self, token: usize) -> &[Mark] {
        self.within(token..token.saturating_add(1))
    }

    /// The entries that begin within a run of tokens.
    pub fn within(&self, tokens: Range<usize>) -> &[Mark] {
        let last = self.from.len().saturating_sub(1);
        let bound = |token: usize| self.from.get(token.min(last)).map_or(0, |&at| at as usize);
        self.marks.get(bound(tokens.start)..bound(tokens.end)).unwrap_or(&[])
    }
}

/// A document with its lexicon entries: what every part of the grammar reads.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub document: &'a Document<'a>,
    pub marks: &'a Marks,
    pub lexicon: &'a Lexicon,
    /// Names of places, by token, so that a town is not taken for a person.
    pub places: &'a [PlaceReading],
}

impl<'a> Page<'a> {
    /// The longest noun for people that begins at a token, with the token behind it.
    pub fn victim(&self, token: usize) -> Option<(&'a VictimWord, usize)> {
        self.person(token, |word| word.kind != PersonKind::Modifier)
    }

    /// The longest adjective that tells what people are, with the token behind it.
    pub fn modifier(&self, token: usize) -> Option<(&'a VictimWord, usize)> {
        self.person(token, |word| word.kind == PersonKind::Modifier)
    }

    fn person(&self, token: usize, fits: impl Fn(&VictimWord) -> bool) -> Option<(&'a VictimWord, usize)> {
        let marks = self.marks.at(token).iter();
        let found = marks.filter_map(|mark| match mark.entry {
            Entry::Victim(index) => Some((self.lexicon.victims.get(index as usize)?, mark.end as usize)),
            _ => None,
        });
        found.filter(|(word, _)| fits(word)).max_by_key(|(_, end)| *end)
    }

    /// The demonym that begins at a token: its index, its entry and the token behind it.
    pub fn demonym(&self, token: usize) -> Option<(u32, &'a Demonym, usize)> {
        let marks = self.marks.at(token).iter();
        let found = marks.filter_map(|mark| match mark.entry {
            Entry::Demonym(index) => Some((index, self.lexicon.demonyms.get(index as usize)?, mark.end as usize)),
            _ => None,
        });
        found.max_by_key(|(_, _, end)| *end)
    }

    /// The actor whose name begins at a token: its index and the token behind it.
    pub fn actor(&self, token: usize) -> Option<(u32, usize)> {
        let marks = self.marks.at(token).iter();
        let found = marks.filter_map(|mark| match mark.entry {
            Entry::Actor(index) => Some((index, mark.end as usize)),
            _ => None,
        });
        found.max_by_key(|(_, end)| *end)
    }

    /// Every reading as a word of harm of the longest such phrase at a token.
    pub fn effects(&self, token: usize) -> impl Iterator<Item = (u32, &'a EffectWord, usize)> + use<'a> {
        let lexicon = self.lexicon;
        self.marks.at(token).iter().filter_map(move |mark| match mark.entry {
            Entry::Effect(index) => Some((index, lexicon.effects.get(index as usize)?, mark.end as usize)),
            _ => None,
        })
    }

    /// Whether a token lies in the name of a place.
    pub fn is_place(&self, token: usize) -> bool {
        let next = self.places.partition_point(|place| place.tokens.end <= token);
        self.places.get(next).is_some_and(|place| place.tokens.start <= token)
    }

    pub fn has_effect(&self, token: usize) -> bool {
        self.effects(token).next().is_some()
    }

    pub fn lower(&self, token: usize) -> &'a str {
        self.document.lower(token)
    }
}
