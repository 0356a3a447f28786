//! Which time phrase of a sentence is a statement's own: the nearest, clauses and other statements' claims weighed in.
//! It must not know what happens where a statement has none.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::annotate::date::{calendar, written};
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
/// Tokens from a "since" phrase to the relative clause of what it names.
const RELATIVE_REACH: usize = 12;
/// Tokens from "a day after" to the harm that it dates.
const AFTER_REACH: usize = 14;
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
    // "on alert since two people were killed": what "since" names is no period of its own harm.
    if mention.role == DateRole::Since && mention.tokens.end == own.start && mention.when.from.is_none() {
        return None;
    }
    if mention.role == DateRole::Background
        && mention.tokens.end.checked_sub(1).is_some_and(|last| document.lower(last) == "after")
    {
        // "a day after shelling killed nine": only what the clause behind it tells.
        let follows = mention.tokens.end <= own.start && between.len() <= AFTER_REACH;
        // "a week after the November 13 attack" has a date of its own.
        let other = |token: usize| {
            matches!(document.word(token), "," | ";") || calendar::month_of(document.lower(token)).is_some()
        };
        let same_clause = follows && !between.clone().any(other);
        return (same_clause && mention.when.from.is_some()).then_some(between.len() + BACKGROUND);
    }
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
    // "the worst since the 1998 bombing of a bank, which killed 200": the relative clause tells of that bombing.
    let behind = behind
        || mention.tokens.end <= start
            && start <= mention.tokens.end + RELATIVE_REACH
            && start > 1
            && matches!(document.lower(start - 1), "which" | "that")
            && (mention.tokens.end..start).any(|token| super::total::is_event_noun(document.lower(token)));
    // "since two people were killed in the capital in May".
    let within = mention.tokens.start < start && start < mention.tokens.end || start == mention.tokens.start + 1;
    let inside = mention.role == DateRole::Since && (behind || within);
    let from = mention.when.from.filter(|_| inside)?;
    let (to, precision) = end_of_start(document, mention, from);
    Some(When { from: Some(from), to: Some(to), precision, anchor: mention.when.anchor })
}

/// The last day of what "since" names: "since the 1998 bombing" names a year, "since an attack in May" a month.
fn end_of_start(document: &Document<'_>, mention: &DateMention, from: NaiveDate) -> (NaiveDate, DatePrecision) {
    let end = mention.tokens.end;
    let month = (end.saturating_sub(4)..end).find(|&token| calendar::month_of(document.lower(token)).is_some());
    let numbered = |token: usize| written::number(document, token, 2).is_some();
    let period = match month {
        Some(month)
            if numbered(month + 1)
                || document.word(month + 1) == "." && numbered(month + 2)
                || month.checked_sub(1).is_some_and(numbered) =>
        {
            None
        }
        Some(_) => calendar::month_period(from.year(), from.month()).map(|period| (period.1, DatePrecision::Month)),
        None if end.checked_sub(1).is_some_and(|last| written::year_number(document, last).is_some()) => {
            calendar::year_period(from.year()).map(|period| (period.1, DatePrecision::Year))
        }
        None => None,
    };
    period.unwrap_or((from, DatePrecision::Day))
}
