//! Cuts a sentence into the pieces that the grammar links: people, words of harm, and the little words between.
//! It must not know how they are linked.

use std::ops::Range;

use super::marks::Page;
use super::name;
use super::people::{Head, People, Quantity, people_at};
use super::taking;
use super::trigger::{Trigger, trigger_at};
use crate::article::VictimClass;
use crate::lexicon::{CueKind, Entry};
use crate::text::grammar_word::{Class, class_of, is_adverb};
use crate::text::number::number_at;
use crate::text::token::TokenKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Number among the sentence's people.
    People(usize),
    /// Number among its triggers.
    Trigger(usize),
    /// "including", "among them": parts of a whole follow.
    Subset,
    Word(Class),
}

#[derive(Clone, Debug)]
pub struct Chunk {
    pub piece: Piece,
    pub tokens: Range<usize>,
}

/// The pieces of one sentence. Reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct Chunks {
    pub chunks: Vec<Chunk>,
    pub people: Vec<People>,
    pub triggers: Vec<Trigger>,
}

impl Chunks {
    /// Cuts the sentence of these tokens; what was here before is gone.
    pub fn read(&mut self, page: Page<'_>, tokens: Range<usize>) {
        self.chunks.clear();
        self.people.clear();
        self.triggers.clear();
        let mut at = tokens.start;
        while at < tokens.end {
            let next = self.piece(page, at).max(at + 1);
            // A phrase that runs over the end of its sentence stays: the cut between sentences is the weaker evidence.
            at = next;
        }
    }

    /// Adds the piece at a token and gives the token behind it.
    fn piece(&mut self, page: Page<'_>, at: usize) -> usize {
        let lower = page.lower(at);
        let class = class_of(lower);
        if let Some(end) = subset_cue(page, at) {
            return self.push(Piece::Subset, at..end);
        }
        if lower == "as" && page.lower(at + 1) == "well" && page.lower(at + 2) == "as" {
            return self.push(Piece::Word(Class::And), at..at + 3);
        }
        if matches!(lower, "along" | "together") && page.lower(at + 1) == "with" {
            return self.push(Piece::Word(Class::And), at..at + 2);
        }
        if lower == "in" && page.lower(at + 1) == "addition" && page.lower(at + 2) == "to" {
            return self.push(Piece::Word(Class::And), at..at + 3);
        }
        if (page.has_effect(at) || taking::parted(page, at).is_some())
            && let Some(trigger) = trigger_at(page, at, &self.chunks, &self.triggers)
        {
            let tokens = trigger.verb.clone();
            self.triggers.push(trigger);
            return self.push(Piece::Trigger(self.triggers.len() - 1), tokens);
        }
        if let Some(people) = people_at(page, at).or_else(|| pronoun(page, at)).or_else(|| name::person_at(page, at)) {
            let tokens = people.tokens.clone();
            self.people.push(people);
            return self.push(Piece::People(self.people.len() - 1), tokens);
        }
        let token = page.document.tokens.get(at);
        let class = match class {
            Class::Open if is_adverb(lower) => Class::Adverb,
            // The month, not the auxiliary.
            Class::Modal
                if lower == "may" && !page.document.upper_case && token.is_some_and(|token| token.is_capitalised()) =>
            {
                Class::Open
            }
            // The country, not the pronoun.
            Class::Pronoun if page.document.word(at) == "US" && !page.document.upper_case => Class::Open,
            // "a US air strike", "the missile strikes": a noun, not the verb.
            Class::Verb if is_noun_strike(page, at) => Class::Open,
            _ => class,
        };
        if lower == "so" && page.lower(at + 1) == "far" {
            return self.push(Piece::Word(Class::Adverb), at..at + 2);
        }
        self.push(Piece::Word(class), at..at + 1)
    }

    fn push(&mut self, piece: Piece, tokens: Range<usize>) -> usize {
        let end = tokens.end;
        self.chunks.push(Chunk { piece, tokens });
        end
    }
}

/// Whether "strike", "hit" or "fire" is a noun: behind an article, an adjective or the weapon.
fn is_noun_strike(page: Page<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let weapon = matches!(
        page.lower(before),
        "air"
            | "drone"
            | "missile"
            | "rocket"
            | "artillery"
            | "us"
            | "israeli"
            | "russian"
            | "american"
            | "military"
            | "coalition"
            | "-"
    );
    matches!(page.lower(at), "strike" | "strikes" | "stand" | "show")
        && (weapon
            || matches!(class_of(page.lower(before)), Class::Indefinite | Class::Definite | Class::Owner | Class::Of))
}

/// Words after which parts of the people just told of are named.
fn subset_cue(page: Page<'_>, at: usize) -> Option<usize> {
    // "among those killed" is a word of harm itself.
    if page.lower(at).starts_with("among") && page.has_effect(at) {
        return None;
    }
    // "of whom 17 were wounded", "Of those, 15 died".
    if page.lower(at) == "of" && matches!(page.lower(at + 1), "whom" | "which" | "them" | "those" | "these") {
        let next = at + 2 + usize::from(page.lower(at + 2) == ",");
        if number_at(page.document, next).is_some() {
            return Some(next);
        }
    }
    page.marks.at(at).iter().find_map(|mark| match mark.entry {
        Entry::Cue(index) => {
            let cue = page.lexicon.cues.get(index as usize)?;
            // "of them" and the like are part of the number's phrase, "as well as" adds what is no part.
            let opens = cue.kind == CueKind::Subset
                && !matches!(
                    page.lower(at),
                    "as" | "of" | "one" | "both" | "some" | "half" | "most" | "all" | "the" | "with"
                )
                && !page.lower(mark.end as usize - 1).starts_with(['d', 'v', 'w', 'i'])
                || page.lower(at).starts_with("inclu");
            opens.then_some(mark.end as usize)
        }
        _ => None,
    })
}

fn pronoun(page: Page<'_>, at: usize) -> Option<People> {
    let lower = page.lower(at);
    let one = match lower {
        "he" | "she" | "him" | "himself" | "herself" => true,
        "they" | "them" | "themselves" => false,
        _ => return None,
    };
    let token = page.document.tokens.get(at)?;
    (token.kind == TokenKind::Word).then(|| People {
        tokens: at..at + 1,
        quote: at..at + 1,
        quantity: if one { Quantity::One } else { Quantity::Bare },
        head: Head::Pronoun,
        // "killing himself": who does harm to himself is who did the harm.
        class: if lower.ends_with("self") { VictimClass::Militant } else { VictimClass::Unspecified },
        definite: !lower.ends_with("self"),
        ..People::default()
    })
}
