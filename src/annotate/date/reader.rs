//! The pass over the tokens: a table of first words says which reader to try at each, so that all other tokens cost one
//! look-up. Afterwards neighbours are joined: "between 1 March and 5 April", "from Monday to Thursday".

use std::sync::OnceLock;

use chrono::{NaiveDate, Weekday};
use rustc_hash::FxHashMap;

use super::written::year_number;
use super::{months, periods, relative, speech, weekdays};
use crate::annotate::passage::{DateMention, DateRole, Passage, Setting, precision_of_days};
use crate::article::{Anchor, DatePrecision, Field, When};
use crate::text::document::Document;
use crate::text::filter::Filter;
use crate::text::token::TokenKind;

/// What a word may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    Weekday(Weekday),
    Month,
    /// yesterday, today, tonight, overnight
    Day,
    /// last, past, this, next, previous, recent, following, same, that
    Pointer,
    /// ago, earlier, later, before, after behind an amount of time
    Distance,
    Since,
    /// anniversary behind an ordinal
    Anniversary,
    /// weekend, spring, Christmas, decade words
    Season,
    /// in, within, over, during, for before an amount of time
    Span,
    /// days, weeks, hours before "of fighting"
    Length,
}

/// What each word may open.
pub struct Triggers {
    filter: Filter,
    words: FxHashMap<&'static str, Trigger>,
}

impl Triggers {
    fn get(&self, word: &str) -> Option<Trigger> {
        if self.filter.passes(word) { self.words.get(word).copied() } else { None }
    }
}

fn triggers() -> &'static Triggers {
    static TABLE: OnceLock<Triggers> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for name in ["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"] {
            if let Some(weekday) = super::calendar::weekday_of(&name[..name.len() - 1]) {
                table.insert(name, Trigger::Weekday(weekday));
            }
        }
        for name in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            .into_iter()
            .chain(["mon", "tue", "tues", "wed", "thu", "thurs", "thur", "fri", "sat", "sun"])
        {
            if let Some(weekday) = super::calendar::weekday_of(name) {
                table.insert(name, Trigger::Weekday(weekday));
            }
        }
        let months = ["january", "february", "march", "april", "may", "june", "july", "august", "september"]
            .into_iter()
            .chain(["october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept"])
            .chain(["oct", "nov", "dec"]);
        let groups: [(Trigger, &[&'static str]); 8] = [
            (Trigger::Length, &["hours", "day", "days", "week", "weeks"]),
            (Trigger::Day, &["yesterday", "today", "tonight", "overnight"]),
            (
                Trigger::Pointer,
                &[
                    "last",
                    "past",
                    "this",
                    "next",
                    "previous",
                    "recent",
                    "following",
                    "same",
                    "that",
                    "preceding",
                    "coming",
                ],
            ),
            (Trigger::Distance, &["ago", "earlier", "later", "before", "after", "prior"]),
            (Trigger::Since, &["since"]),
            (Trigger::Anniversary, &["anniversary"]),
            (
                Trigger::Season,
                &["weekend", "spring", "summer", "autumn", "fall", "winter", "christmas", "boxing", "new"],
            ),
            (Trigger::Span, &["in", "within", "over", "during", "for", "at"]),
        ];
        table.extend(months.map(|name| (name, Trigger::Month)));
        for (trigger, words) in groups {
            table.extend(words.iter().map(|&word| (word, trigger)));
        }
        Triggers { filter: Filter::new(table.keys().copied()), words: table }
    })
}

/// A phrase as a reader found it: its tokens, the days, how it bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub first: usize,
    pub end: usize,
    pub days: Option<(Option<NaiveDate>, Option<NaiveDate>)>,
    pub precision: Option<DatePrecision>,
    pub anchor: Anchor,
    pub role: DateRole,
}

impl Found {
    pub fn new(first: usize, end: usize, days: Option<(NaiveDate, NaiveDate)>) -> Self {
        Found {
            first,
            end,
            days: days.map(|(from, to)| (Some(from), Some(to))),
            precision: None,
            anchor: Anchor::Relative,
            role: DateRole::During,
        }
    }

    pub fn day(first: usize, end: usize, day: Option<NaiveDate>) -> Self {
        Found::new(first, end, day.map(|day| (day, day)))
    }

    pub fn explicit(self) -> Self {
        Found { anchor: Anchor::Explicit, ..self }
    }

    pub fn bounding(self, role: DateRole) -> Self {
        Found { role, ..self }
    }

    pub fn with_precision(self, precision: DatePrecision) -> Self {
        Found { precision: Some(precision), ..self }
    }

    fn mention(self) -> DateMention {
        let (from, to) = self.days.unwrap_or((None, None));
        let length = match (from, to) {
            (Some(from), Some(to)) => precision_of_days((to - from).num_days() + 1),
            // A day that nothing resolves ("on Friday" in a report without a date) is a day all the same.
            _ if matches!(self.role, DateRole::During | DateRole::Reported | DateRole::Background) => {
                DatePrecision::Day
            }
            _ => DatePrecision::Longer,
        };
        let precision = self.precision.unwrap_or(length);
        DateMention {
            tokens: self.first..self.end,
            when: When { from, to, precision, anchor: self.anchor },
            role: self.role,
        }
    }
}

/// What the readers of single phrases see.
pub struct Context<'d, 'a> {
    pub document: &'d Document<'a>,
    /// The day of the report.
    pub today: Option<NaiveDate>,
    /// The last day or period that the text told, from which "the day before" and "a month earlier" count.
    pub anchor: Option<(NaiveDate, NaiveDate)>,
    /// In a chronicle, which tells its dates with years and never from today: the day that it told last.
    pub era: Option<NaiveDate>,
    /// Whether a phrase has counted from the day of the report, so that the text is news and no chronicle.
    pub news: bool,
    /// The weekday phrase of the same sentence, from which "overnight" counts.
    pub sentence_day: Option<NaiveDate>,
}

impl Context<'_, '_> {
    pub fn lower(&self, at: usize) -> &str {
        self.document.lower(at)
    }

    /// The word so many tokens before `at`, or "".
    pub fn lower_before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |token| self.document.lower(token))
    }
}

/// Fills the passage's dates, in the order of the text.
pub fn read(passage: &mut Passage<'_>, setting: &Setting) {
    let document = &passage.document;
    let mut context = Context {
        document,
        today: setting.today,
        anchor: None,
        sentence_day: None,
        era: None,
        news: setting.dateline.is_some(),
    };
    let table = triggers();
    let mut found: Vec<Found> = Vec::new();
    let mut sentence = u32::MAX;
    let mut at = if passage.field == Field::Text { passage.body_start } else { 0 };
    while at < document.tokens.len() {
        if document.sentence_of.get(at).copied() != Some(sentence) {
            sentence = document.sentence_of.get(at).copied().unwrap_or(u32::MAX);
            context.sentence_day = None;
        }
        let floor = found.last().map_or(0, |last| last.end);
        match phrase_at(&context, table, at).filter(|phrase| phrase.first >= floor) {
            Some(phrase) => {
                remember(&mut context, &phrase);
                at = phrase.end.max(at + 1);
                found.push(phrase);
            }
            None => at += 1,
        }
    }
    let mut joined = periods::join(document, found, setting.today);
    speech::mark(document, &mut joined);
    speech::count_from_words(document, &mut joined, setting.today);
    passage.dates = joined.into_iter().map(Found::mention).collect();
}

/// The time phrase that this token opens or closes.
pub fn phrase_at(context: &Context<'_, '_>, table: &Triggers, at: usize) -> Option<Found> {
    let token = context.document.tokens.get(at)?;
    match token.kind {
        TokenKind::Number => return months::from_number(context, at),
        TokenKind::Word => {}
        _ => return None,
    }
    match table.get(context.lower(at))? {
        Trigger::Weekday(weekday) => weekdays::phrase(context, at, weekday),
        Trigger::Month => months::phrase(context, at),
        Trigger::Day => relative::day_word(context, at),
        Trigger::Pointer => relative::pointer(context, at),
        Trigger::Distance => relative::distance(context, at),
        Trigger::Since => periods::since(context, table, at),
        Trigger::Anniversary => relative::anniversary(context, at),
        Trigger::Season => periods::season(context, at),
        Trigger::Span => periods::span(context, at),
        Trigger::Length => periods::length(context, at),
    }
}

/// "the following day", "three weeks later": counted from the day told before, not from the report's.
fn counts_from_text(context: &Context<'_, '_>, phrase: &Found) -> bool {
    let first = context.lower(phrase.first);
    matches!(first, "following" | "previous" | "preceding" | "same" | "that" | "at")
        || matches!(context.lower_before(phrase.end, 1), "later" | "earlier" | "before" | "after" | "prior")
        || matches!(phrase.role, DateRole::Over | DateRole::Since)
}

/// Days before the report from which a date with its year makes a chronicle of the text.
const CHRONICLE_DAYS: i64 = 60;

fn remember(context: &mut Context<'_, '_>, phrase: &Found) {
    if phrase.anchor == Anchor::Relative && !counts_from_text(context, phrase) {
        context.news = true;
        context.era = None;
    } else if let Some((Some(from), Some(to))) = phrase.days
        && !context.news
        && phrase.anchor == Anchor::Explicit
        && phrase.precision.is_some_and(|precision| precision <= DatePrecision::Month)
        && (context.era.is_some() || year_number(context.document, phrase.end - 1).is_some())
        && context.today.is_none_or(|today| (today - to).num_days() > CHRONICLE_DAYS)
    {
        context.era = Some(from);
    }
    if let Some((Some(from), Some(to))) = phrase.days
        && phrase.role == DateRole::During
    {
        context.anchor = Some((from, to));
        if from == to {
            context.sentence_day = Some(from);
        }
    }
}
