//! What the readers of roles share of one article: its passages with the lexicon's marks, and which party or speech
//! stands near a statement. It must not decide anything.

use std::ops::Range;

use chrono::NaiveDate;

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
#[derive(Clone)]
pub struct Spot<'p, 'a> {
    pub view: View<'p, 'a>,
    pub statement: &'p Statement,
    /// It stands in a relative clause: "the blast that killed 20".
    pub relative: bool,
    /// The words of its sentence that lie between the statements before and behind that have other words of harm.
    pub part: Range<usize>,
}

/// Nothing farther from a statement than so many tokens is looked at within its sentence.
pub const REACH: usize = 150;

impl<'p, 'a> View<'p, 'a> {
    /// The statement of this number with its surroundings.
    pub fn spot(self, index: usize) -> Option<Spot<'p, 'a>> {
        let statements = &self.passage.statements;
        let statement = statements.get(index)?;
        let span = span(statement);
        let from = span.start.saturating_sub(4).max(statement.clause.start.saturating_sub(1));
        let end = if statement.trigger.is_empty() { span.start } else { span.start.max(statement.trigger.start) };
        let relative = (from..end).any(|at| self.opens_relative(at));
        let other = |rival: &&Statement| rival.sentence == statement.sentence && rival.trigger != statement.trigger;
        const NEIGHBOURS: usize = 6;
        let before = statements[..index].iter().rev().take(NEIGHBOURS).find(other);
        let behind = statements.iter().skip(index + 1).take(NEIGHBOURS).find(other);
        let tokens = self.sentences(statement.sentence..statement.sentence + 1);
        let start = before.map_or(tokens.start, |before| self::span(before).end).min(span.start);
        let end = behind.map_or(tokens.end, |behind| self::span(behind).start).max(span.end);
        Some(Spot { view: self, statement, relative, part: start..end })
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

/// What makes two statements tell of one event: the same days at the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Event<'s> {
    from: NaiveDate,
    to: Option<NaiveDate>,
    place: &'s str,
}

/// The event of a statement, where its days are known.
pub fn event(statement: &Statement) -> Option<Event<'_>> {
    let when = statement.when.as_ref()?;
    Some(Event {
        from: when.from?,
        to: when.to,
        place: statement.place.as_ref().map_or("", |place| place.country.as_deref().unwrap_or(&place.name)),
    })
}
