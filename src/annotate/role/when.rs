//! Dates every statement: from the time phrase of its clause, else of its sentence, else from the statement that it is
//! part of or the event that it goes on with, else from the report's lead, else the day of the report.
//! A total over a period gets the period and is cumulative. It must not know places, actors or sources.

use std::ops::Range;

use chrono::NaiveDate;

use super::thread::Thread;
use super::{nearest, total};
use crate::annotate::passage::{DateMention, DateRole, Passage, Setting};
use crate::annotate::statement::Statement;
use crate::article::{Anchor, DatePrecision, Effect, Field, Scope, When};
use crate::text::document::Document;
use crate::text::sentence::Sentence;

/// Dates the statements of all passages; a title's statements follow the text's lead.
pub fn assign(passages: &mut [Passage<'_>], setting: &Setting) {
    let mut lead = None;
    for (position, passage) in passages.iter_mut().enumerate() {
        if passage.field == Field::Text {
            lead = assign_passage(passage, position, setting, None);
        }
    }
    for (position, passage) in passages.iter_mut().enumerate() {
        if passage.field == Field::Title {
            assign_passage(passage, position, setting, lead.clone());
        }
    }
}

/// One sentence as the dating of its statements sees it.
pub struct Page<'p, 'a> {
    pub document: &'p Document<'a>,
    /// All dates and statements of the passage.
    pub dates: &'p [DateMention],
    pub statements: &'p [Statement],
    pub setting: &'p Setting,
    /// The days that the text counts a war from, with the tokens that tell them.
    pub wars: &'p [(usize, NaiveDate)],
    pub here: Here,
}

/// Where the sentence stands, and which dates and statements are its own.
pub struct Here {
    pub number: usize,
    pub sentence: Sentence,
    /// The passage among the passages.
    pub position: usize,
    pub dates: Range<usize>,
    pub told: Range<usize>,
}

impl Page<'_, '_> {
    pub fn mentions(&self) -> &[DateMention] {
        self.dates.get(self.here.dates.clone()).unwrap_or_default()
    }

    pub fn told(&self) -> &[Statement] {
        self.statements.get(self.here.told.clone()).unwrap_or_default()
    }

    /// A total without a period of its own: of the war that it or the text elsewhere tells the start of.
    fn war_total(&self, index: usize) -> Dated {
        let today = self.setting.today;
        let Some(statement) = self.statements.get(index) else { return Dated::default() };
        let mut when = total::until_today(self.document, statement, today);
        if let Some(when) = when.as_mut().filter(|when| when.from.is_none()) {
            when.from = total::nearest_start(self.wars, self.here.sentence.first as usize);
        }
        Dated { when, total: Some(true), own: true }
    }
}

fn assign_passage(passage: &mut Passage<'_>, position: usize, setting: &Setting, lead: Option<When>) -> Option<When> {
    let Passage { document, dates, statements, body_start, .. } = passage;
    let mut thread = Thread::starting_with(lead).of_chronicle(dates, setting);
    let wars = total::starts_of_wars(document, dates, setting.today);
    let mut own = vec![false; statements.len()];
    let (mut next_date, mut next_statement) = (0, 0);
    for (number, sentence) in document.sentences.iter().enumerate() {
        let tokens = sentence.tokens();
        if tokens.end <= *body_start {
            continue;
        }
        let first_date = next_date + count_before(&dates[next_date..], tokens.start);
        next_date = first_date + count_before(&dates[first_date..], tokens.end);
        let first = next_statement;
        while statements.get(next_statement).is_some_and(|statement| statement.sentence <= number) {
            next_statement += 1;
        }
        let (dates_here, told_here) = (first_date..next_date, first..next_statement);
        for index in told_here.clone() {
            let place =
                Here { number, sentence: *sentence, position, dates: dates_here.clone(), told: told_here.clone() };
            let dated =
                date_of(&Page { document, dates, statements, setting, wars: &wars, here: place }, index, &thread);
            let Some(statement) = statements.get_mut(index) else { continue };
            own[index] = dated.own;
            if let Some(total) = dated.total.filter(|_| statement.scope != Scope::Subset) {
                statement.scope = if total { Scope::Cumulative } else { Scope::Event };
            }
            statement.when = dated.when;
        }
        let place = Here { number, sentence: *sentence, position, dates: dates_here, told: told_here };
        thread.go_on(&Page { document, dates, statements, setting, wars: &wars, here: place });
    }
    follow_fuller_mention(statements, &own);
    take_day_told_elsewhere(statements, dates, setting.today);
    thread.lead().cloned()
}

/// A figure told again without a date has the date of its other mention: the same harm to the same number of people.
fn follow_fuller_mention(statements: &mut [Statement], own: &[bool]) {
    let is_own = |index: usize| own.get(index).copied().unwrap_or(false);
    for index in 0..statements.len() {
        let statement = &statements[index];
        let number = statement.count.low.or(statement.count.high).unwrap_or(0);
        if is_own(index) || number < FEWEST_TOLD_AGAIN || statement.scope != Scope::Event {
            continue;
        }
        let same = |other: &Statement| {
            other.effect == statement.effect
                && other.scope == Scope::Event
                && other.when.is_some()
                && (other.count.low, other.count.high) == (statement.count.low, statement.count.high)
        };
        let near = index.saturating_sub(TOLD_AGAIN_WITHIN)..(index + TOLD_AGAIN_WITHIN).min(statements.len());
        let fuller = near.into_iter().find(|&other| is_own(other) && same(&statements[other]));
        if let Some(when) = fuller.and_then(|other| statements[other].when.clone()) {
            statements[index].when = Some(when);
        }
    }
}

/// "the November attacks that killed 130 … the Nov. 13 attackers": the one day of that month that the text tells.
fn take_day_told_elsewhere(statements: &mut [Statement], dates: &[DateMention], today: Option<NaiveDate>) {
    // A week or month that still runs is no one event's time.
    let coarse = |when: &When| matches!(when.precision, DatePrecision::Week | DatePrecision::Month) && when.to != today;
    for statement in statements.iter_mut().filter(|statement| statement.scope != Scope::Cumulative) {
        let Some((from, to)) =
            statement.when.as_ref().filter(|when| coarse(when)).and_then(|when| when.from.zip(when.to))
        else {
            continue;
        };
        let inside = |date: &DateMention| {
            let day = date.when.from.filter(|_| date.when.from == date.when.to)?;
            let written = date.when.anchor == Anchor::Explicit && date.role != DateRole::Reported;
            let told = written && (from..=to).contains(&day);
            told.then_some(day)
        };
        let mut days = dates.iter().take(MOST_DATES).filter_map(inside);
        let Some(day) = days.next().filter(|day| days.all(|other| other == *day)) else { continue };
        if let Some(when) = &mut statement.when {
            *when = When { from: Some(day), to: Some(day), precision: DatePrecision::Day, anchor: when.anchor };
        }
    }
}

/// Dates of a report that are searched for a day.
const MOST_DATES: usize = 60;

/// Smaller numbers are too common to tell one event by.
const FEWEST_TOLD_AGAIN: u64 = 10;
/// How many statements off the other mention may stand.
const TOLD_AGAIN_WITHIN: usize = 30;

fn count_before(dates: &[DateMention], token: usize) -> usize {
    dates.iter().take_while(|date| date.tokens.start < token).count()
}

#[derive(Default)]
struct Dated {
    when: Option<When>,
    /// Whether the phrase makes a total or an event of it; `None` leaves that to the words of the statement.
    total: Option<bool>,
    /// Whether a time phrase of the sentence itself says so.
    own: bool,
}

fn date_of(page: &Page<'_, '_>, index: usize, thread: &Thread) -> Dated {
    let statement = &page.statements[index];
    let today = page.setting.today;
    let own = nearest::mention(page.document, page.mentions(), page.statements, index, today);
    if let Some(mention) = own {
        if let Some(day) = nearest::day_inside(page.document, mention, statement)
            .or_else(|| held_since(page.document, mention, statement))
        {
            return Dated { when: Some(day), own: true, total: Some(false) };
        }
        let loose = matches!(mention.role, DateRole::During | DateRole::Background)
            && (mention.when.precision <= DatePrecision::Days || !nearest::is_in_clause(mention, statement));
        if loose && total::is_of_a_war(page.document, statement) {
            return page.war_total(index);
        }
        if total::is_total(page.document, mention, statement, today) {
            return Dated {
                when: total::period(page.document, mention, statement, today),
                total: Some(true),
                own: true,
            };
        }
        let total = total::is_event_period(mention).then_some(false);
        return Dated { when: told(&mention.when), own: true, total };
    }
    if let Some(mention) = pointed_at(page, statement) {
        return Dated { when: told(&mention.when), own: true, total: Some(false) };
    }
    let whole = statement.part_of.filter(|whole| whole.passage == page.here.position);
    if let Some(whole) = whole.and_then(|whole| page.statements.get(whole.statement)) {
        return Dated { when: whole.when.clone(), own: true, ..Dated::default() };
    }
    if statement.scope == Scope::Cumulative || total::is_of_a_war(page.document, statement) {
        // "had killed 131 in the past week, while shelling had killed 71": one period for both totals.
        let beside = page.mentions().iter().take(SIDE_BY_SIDE).find(|mention| mention.role == DateRole::Over);
        if let Some(when) =
            beside.filter(|_| statement.scope == Scope::Cumulative).and_then(|mention| told(&mention.when))
        {
            return Dated { when: Some(when), own: true, total: Some(true) };
        }
        return page.war_total(index);
    }
    if let Some(when) = running_total(page, index) {
        return Dated { when: Some(when), own: true, total: Some(true) };
    }
    // Statements of one sentence mostly tell of one event.
    let event = page.statements[page.here.told.start..index]
        .iter()
        .rev()
        .take(SIDE_BY_SIDE)
        .find(|other| other.scope != Scope::Cumulative);
    if let Some(when) = event.and_then(|other| other.when.clone()) {
        return Dated { when: Some(when), ..Dated::default() };
    }
    let reported = page.mentions().iter().take(SIDE_BY_SIDE).find(|mention| mention.role == DateRole::Reported);
    let reported = reported.and_then(|mention| told(&mention.when));
    if thread.lead().is_none()
        && let Some(when) = event_told_later(page, reported.as_ref())
    {
        return Dated { when: Some(when), ..Dated::default() };
    }
    Dated { when: reported.or_else(|| thread.continued(page, statement)), ..Dated::default() }
}

/// "a blast in May … In that attack, nine died": the date that the sentence before gives to what is pointed at.
fn pointed_at<'p>(page: &Page<'p, '_>, statement: &Statement) -> Option<&'p DateMention> {
    let document = page.document;
    let start = page.here.sentence.tokens().start;
    let demonstrative = matches!(document.lower(start), "in" | "during" | "on")
        && document.lower(start + 1) == "that"
        && (total::is_event_noun(document.lower(start + 2))
            || matches!(document.lower(start + 2), "occasion" | "case"));
    if !demonstrative || statement.tokens.start > start + FAR_FROM_POINTER {
        return None;
    }
    let before = page.here.number.checked_sub(1)? as u32;
    let earlier = page.dates.get(..page.here.dates.start)?.iter().rev().take(SIDE_BY_SIDE);
    earlier
        .take_while(|date| document.sentence_of.get(date.tokens.start) == Some(&before))
        .find(|date| date.role == DateRole::During && date.when.from.is_some())
}

/// Tokens from "in that attack" to the harm.
const FAR_FROM_POINTER: usize = 40;

/// "Since October, settlers have killed nine. Troops have shot 40": the total goes on with the period of the one before.
fn running_total(page: &Page<'_, '_>, index: usize) -> Option<When> {
    let statement = page.statements.get(index)?;
    let trigger = statement.trigger.start;
    let perfect = (trigger.saturating_sub(3).max(statement.clause.start)..trigger)
        .any(|token| matches!(page.document.lower(token), "have" | "has"));
    let before = page.statements.get(index.checked_sub(1)?)?;
    let paragraph = page.document.sentences.get(before.sentence).map(|sentence| sentence.paragraph);
    let near = before.sentence + 1 >= statement.sentence && paragraph == Some(page.here.sentence.paragraph);
    let started = before.when.as_ref().is_some_and(|when| when.from.is_some());
    (perfect && near && started && before.scope == Scope::Cumulative).then(|| before.when.clone())?
}

/// "missing since Tuesday", "held since 2014": what befell them came then.
fn held_since(document: &Document<'_>, mention: &DateMention, statement: &Statement) -> Option<When> {
    let before = mention.tokens.start.checked_sub(1)?;
    let held = matches!(
        document.lower(before),
        "missing" | "held" | "captive" | "detained" | "imprisoned" | "hostage" | "jailed" | "custody"
    ) || statement.effect == Effect::Missing && statement.tokens.end >= before;
    let from = mention.when.from.filter(|_| mention.role == DateRole::Since && held)?;
    Some(When { from: Some(from), to: Some(from), precision: DatePrecision::Day, anchor: mention.when.anchor })
}

/// How many statements or dates of one sentence are looked at: longer lists tell nothing more.
const SIDE_BY_SIDE: usize = 24;
/// How many sentences behind the lead may tell the day that the lead left out.
const LOOK_AHEAD: u32 = 8;
/// How many days before the report an event is still its news.
const FRESH_DAYS: i64 = 3;

/// The day that later sentences give to the event of a lead that tells no day, or only that of the words.
fn event_told_later(page: &Page<'_, '_>, reported: Option<&When>) -> Option<When> {
    let last = reported.and_then(|when| when.to).or(page.setting.today)?;
    let sentence = page.here.number as u32;
    page.dates
        .get(page.here.dates.end..)?
        .iter()
        .take(SIDE_BY_SIDE)
        .take_while(|date| {
            page.document.sentence_of.get(date.tokens.start).is_some_and(|&at| at <= sentence + LOOK_AHEAD)
        })
        .filter(|date| {
            matches!(date.role, DateRole::During | DateRole::Background) && date.when.precision <= DatePrecision::Days
        })
        .filter(|date| {
            let from = date.when.from.is_some_and(|from| (0..=FRESH_DAYS).contains(&(last - from).num_days()));
            from && tells_of_attack(page, date)
        })
        .map(|date| date.when.clone())
        .next()
}

/// Whether the sentence of a date tells of harm or has a word for an attack before the date or right behind it ("the
/// blast, which tore through a market on Thursday", "Friday's raid").
fn tells_of_attack(page: &Page<'_, '_>, date: &DateMention) -> bool {
    let Some(&number) = page.document.sentence_of.get(date.tokens.start) else { return false };
    let Some(sentence) = page.document.sentences.get(number as usize) else { return false };
    let end = (date.tokens.end + 4).min(sentence.tokens().end);
    let start = sentence.tokens().start.max(date.tokens.start.saturating_sub(40));
    let first = page.statements.partition_point(|statement| statement.sentence < number as usize);
    let harm = page.statements[first..]
        .iter()
        .take(SIDE_BY_SIDE)
        .any(|statement| statement.sentence == number as usize && statement.clause.contains(&date.tokens.start));
    harm || (start..end).any(|token| {
        let word = page.document.lower(token);
        total::is_event_noun(word) || is_assault(word)
    })
}

/// Verbs of those who attack: "gunmen had entered the guesthouse on Wednesday".
fn is_assault(word: &str) -> bool {
    matches!(
        word,
        "attacked"
            | "stormed"
            | "entered"
            | "opened"
            | "exploded"
            | "detonated"
            | "hit"
            | "struck"
            | "fired"
            | "ambushed"
            | "raided"
            | "bombed"
            | "shelled"
            | "dropped"
            | "targeted"
            | "erupted"
            | "occurred"
            | "happened"
            | "landed"
            | "seized"
            | "killed"
    )
}

/// A date that says something.
pub fn told(when: &When) -> Option<When> {
    (when.from.is_some() || when.to.is_some()).then(|| when.clone())
}

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
