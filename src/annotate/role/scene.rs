//! What the readers of roles share of one article: its passages with the lexicon's marks, and which party or speech
//! stands near a statement. It must not decide anything.

use std::ops::Range;

use crate::annotate::figure::marks::Page;
use crate::annotate::passage::Passage;
use crate::annotate::statement::Statement;
use crate::lexicon::Entry;
use crate::text::grammar_word::{Class, class_of};
use crate::text::token::TokenKind;

/// One passage as the readers of roles see it.
#[derive(Clone, Copy)]
pub struct View<'p, 'a> {
    pub passage: &'p Passage<'a>,
    pub page: Page<'p>,
}

/// A statement with its surroundings.
#[derive(Clone, Copy)]
pub struct Spot<'p, 'a> {
    pub view: View<'p, 'a>,
    pub statement: &'p Statement,
    /// It stands in a relative clause: "the blast that killed 20".
    pub relative: bool,
}

/// Nothing farther from a statement than so many tokens is looked at within its sentence.
pub const REACH: usize = 150;

impl<'p, 'a> View<'p, 'a> {
    pub fn spot(self, statement: &'p Statement) -> Spot<'p, 'a> {
        let span = span(statement);
        let from = span.start.saturating_sub(4).max(statement.clause.start.saturating_sub(1));
        let end = if statement.trigger.is_empty() { span.start } else { span.start.max(statement.trigger.start) };
        let relative = (from..end).any(|at| self.opens_relative(at));
        Spot { view: self, statement, relative }
    }

    /// Whether a token opens a relative clause: "who", "which", or "that" behind a noun, not behind a verb of saying.
    fn opens_relative(&self, at: usize) -> bool {
        if class_of(self.page.lower(at)) != Class::Relative {
            return false;
        }
        let before = at.wrapping_sub(1);
        let says = self
            .page
            .marks
            .within(before.saturating_sub(1)..at)
            .iter()
            .any(|mark| matches!(mark.entry, Entry::Reporting(_)) && mark.end as usize == at);
        let told = matches!(class_of(self.page.lower(before)), Class::Verb | Class::Quote | Class::Comma | Class::And)
            || TokenKind::Word
                != self.page.document.tokens.get(before).map_or(TokenKind::Punctuation, |token| token.kind);
        self.page.lower(at) != "that" || !(says || told)
    }

    /// The tokens of some sentences.
    pub fn sentences(&self, sentences: Range<usize>) -> Range<usize> {
        let all = &self.page.document.sentences;
        let last = sentences.end.min(all.len());
        match (all.get(sentences.start), last.checked_sub(1).and_then(|last| all.get(last))) {
            (Some(first), Some(last)) => first.tokens().start..last.tokens().end,
            _ => 0..0,
        }
    }
}

impl Spot<'_, '_> {
    /// The sentence, cut to the reach around the statement.
    pub fn sentence(&self) -> Range<usize> {
        let tokens = self.view.sentences(self.statement.sentence..self.statement.sentence + 1);
        let span = span(self.statement);
        tokens.start.max(span.start.saturating_sub(REACH))..tokens.end.min(span.end + REACH)
    }
}

/// The words of the harm and the people together.
pub fn span(statement: &Statement) -> Range<usize> {
    let mut span = statement.tokens.clone();
    for part in [&statement.trigger, &statement.people] {
        if !part.is_empty() {
            span.start = span.start.min(part.start);
            span.end = span.end.max(part.end);
        }
    }
    span
}
