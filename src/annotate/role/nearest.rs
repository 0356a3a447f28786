//! Which time phrase of a sentence is a statement's own: the nearest, clauses and other statements' claims weighed in.
//! It must not know what happens where a statement has none.

use std::ops::Range;

use chrono::NaiveDate;

use crate::annotate::passage::{DateMention, DateRole};
use crate::annotate::statement::Statement;
use crate::article::{Anchor, DatePrecision, When};
use crate::text::document::Document;

/// What crossing a border costs, in tokens of distance.
const OTHER_CLAUSE: usize = 12;
const RIVAL: usize = 4;
const BRACKET: usize = 20;
const SEMICOLON: usize = 20;
const BACKGROUND: usize = 15;
const LEFT: usize = 4;
/// How many statements before and behind may have the better claim to a phrase.
const RIVALS: usize = 8;
/// A phrase that costs this much is not the statement's.
const FAR: usize = 70;

/// The time phrase that says when this statement happened.
pub fn mention<'m>(
    document: &Document<'_>,
    mentions: &'m [DateMention],
    statements: &[Statement],
    index: usize,
    today: Option<NaiveDate>,
) -> Option<&'m DateMention> {
    let own = span(statements.get(index)?);
    let first = mentions.partition_point(|mention| mention.tokens.end + FAR < own.start);
    mentions[first..]
        .iter()
        .take_while(|mention| mention.tokens.start < own.end + FAR)
        .filter(|mention| mention.role != DateRole::Reported && !lies_ahead(mention, today))
        .filter_map(|mention| Some((mention, cost(document, mention, statements, index)?)))
        .filter(|(_, cost)| *cost < FAR)
        .min_by_key(|(_, cost)| *cost)
        .map(|(mention, _)| mention)
}

/// Whether a date lies behind the day of the report. One that the text writes out is believed all the same: the day of
/// publication may be wrong.
fn lies_ahead(mention: &DateMention, today: Option<NaiveDate>) -> bool {
    is_ahead(&mention.when, today) && mention.when.anchor != Anchor::Explicit
}

/// Whether a period starts only after the day of the report.
pub fn is_ahead(when: &When, today: Option<NaiveDate>) -> bool {
    matches!((when.from, today), (Some(from), Some(today)) if from > today)
}

/// How ill a time phrase fits a statement; `None` where it cannot be its.
fn cost(document: &Document<'_>, mention: &DateMention, statements: &[Statement], index: usize) -> Option<usize> {
    let statement = statements.get(index)?;
    let own = span(statement);
    let between = between(&own, &mention.tokens);
    let in_clause = is_in_clause(mention, statement);
    let mut cost = between.len() + if in_clause { 0 } else { OTHER_CLAUSE };
    let near = index.saturating_sub(RIVALS)..(index + RIVALS + 1).min(statements.len());
    for rival in near.filter(|&other| other != index).map(|other| &statements[other]) {
        if rival.sentence != statement.sentence {
            continue;
        }
        let theirs = span(rival);
        if between.contains(&rival.tokens.start) {
            cost += RIVAL;
        }
        // "the blasts that killed 31 and the attacks last November that killed 130": the phrase leads the later clause.
        // A period in another clause is the total's that stands nearer to it.
        let period = matches!(mention.role, DateRole::Since | DateRole::Over);
        if period && !in_clause && self::between(&theirs, &mention.tokens).len() < between.len() {
            return None;
        }
        let gap = mention.tokens.end..theirs.start;
        let leads = own.end <= mention.tokens.start && mention.tokens.end <= theirs.start && gap.len() <= 4;
        if leads
            && between.len() > gap.len()
            && gap.clone().any(|token| matches!(document.lower(token), "that" | "which" | "when"))
        {
            return None;
        }
    }
    for token in between {
        match document.word(token) {
            ";" => cost += SEMICOLON,
            "(" | ")" => cost += BRACKET,
            _ => {}
        }
    }
    // "dedicated a garden Saturday in memory of 16 killed two years ago": what stands before mostly goes with the verb
    // before, unless it opens the clause.
    let opens = mention.tokens.start <= statement.clause.start + 2;
    if mention.tokens.end <= own.start && !opens {
        cost += LEFT;
    }
    if mention.role == DateRole::Background {
        mention.when.from?;
        cost += BACKGROUND;
    }
    Some(cost)
}

/// Whether a phrase stands in the statement's clause. "since" opens a clause of its own but bounds the one before.
pub fn is_in_clause(mention: &DateMention, statement: &Statement) -> bool {
    let bounds = mention.role == DateRole::Since && mention.tokens.start == statement.clause.end;
    bounds || statement.clause.start <= mention.tokens.start && mention.tokens.end <= statement.clause.end
}

fn between(own: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    if other.start >= own.end {
        own.end..other.start
    } else if other.end <= own.start {
        other.end..own.start
    } else {
        own.start..own.start
    }
}

/// The words of the harm and the people together.
fn span(statement: &Statement) -> Range<usize> {
    let mut span = statement.tokens.clone();
    for part in [&statement.trigger, &statement.people] {
        if !part.is_empty() {
            span.start = span.start.min(part.start);
            span.end = span.end.max(part.end);
        }
    }
    span
}

/// "on alert since a gunman killed 49 people on June 12", "since attacks on Nov. 13 in which 130 were killed": the
/// statement tells what the period starts with.
pub fn day_inside(document: &Document<'_>, mention: &DateMention, statement: &Statement) -> Option<When> {
    let start = span(statement).start;
    let behind = mention.tokens.end <= start
        && start <= mention.tokens.end + 3
        && (mention.tokens.end..start)
            .any(|token| matches!(document.lower(token), "which" | "that" | "when" | "where"));
    let within = mention.tokens.start < start && start < mention.tokens.end;
    let inside = mention.role == DateRole::Since && (behind || within);
    let from = mention.when.from.filter(|_| inside)?;
    Some(When { from: Some(from), to: Some(from), precision: DatePrecision::Day, anchor: mention.when.anchor })
}
