//! Finds the statements of harm in a passage: who, how many, what befell them. A shallow grammar in four steps, each
//! linear in the text: `chunk` cuts a sentence into people, words of harm and what is between; `grammar` links them;
//! `build` turns links into statements; `part` finds the wholes of parts that other sentences told of.
//! It must not know of places, dates, perpetrators or sources.

mod among;
pub mod build;
pub mod chunk;
mod class;
mod complement;
pub mod confidence;
pub mod duplicate;
pub mod grammar;
pub mod kind;
pub mod kind_clue;
pub mod marks;
mod name;
mod no_people;
mod noun;
mod nounless;
pub mod part;
pub mod people;
mod peril;
mod person;
mod real;
pub mod record;
mod same;
pub mod scope;
mod setting;
pub mod sound;
mod taking;
#[cfg(test)]
mod tests;
pub mod trigger;
mod unreal;
mod worth;

use chunk::Chunks;
use grammar::Links;
use marks::{Marks, Page};
use peril::Subject;
use person::Persons;

use super::passage::Passage;
use crate::lexicon::{CueKind, Entry, Lexicon, PersonKind};

/// Longer sentences are read in pieces of so many tokens, so that lists without end cost no more than their length.
const LONGEST_SENTENCE: usize = 300;

/// Adds the statements of a passage, in the order of the text. `position` is the passage's among the article's.
pub fn read(passage: &mut Passage<'_>, position: usize, lexicon: &Lexicon) {
    let marks = Marks::new(&passage.document.tokens, &passage.scan.hits);
    let page = Page { document: &passage.document, marks: &marks, lexicon, places: &passage.places };
    let mut chunks = Chunks::default();
    let mut links = Links::default();
    let mut persons = Persons::default();
    let subject = Subject::of(page);
    let mut statements = Vec::new();
    if subject.is_peril() {
        return;
    }
    for (number, sentence) in passage.document.sentences.iter().enumerate() {
        let tokens = sentence.tokens();
        if tokens.end <= passage.body_start
            || !may_tell_harm(page, tokens.clone())
            || subject.is_accident(page, tokens.clone())
        {
            continue;
        }
        let mut first = tokens.start.max(passage.body_start);
        while first < tokens.end {
            let end = tokens.end.min(first + LONGEST_SENTENCE);
            chunks.read(page, first..end);
            links.read(page, &chunks);
            build::statements(page, (position, number), first..end, &chunks, &links, &mut persons, &mut statements);
            first = end;
        }
    }
    kind::collect(page, &mut statements);
    passage.statements = statements;
}

/// A look at the lexicon's marks alone: no word of harm and no opening of a list of parts, no statement.
fn may_tell_harm(page: Page<'_>, tokens: std::ops::Range<usize>) -> bool {
    page.marks.within(tokens).iter().any(|mark| match mark.entry {
        Entry::Effect(_) => true,
        Entry::Cue(cue) => page.lexicon.cues.get(cue as usize).is_some_and(|cue| cue.kind == CueKind::Subset),
        Entry::Victim(word) => {
            let word = page.lexicon.victims.get(word as usize);
            word.is_some_and(|word| {
                word.kind == PersonKind::Remains || word.word == "victims" || taking::is_captive_word(&word.word)
            })
        }
        _ => false,
    })
}
