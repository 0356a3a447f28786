//! Phrases that name a date, a month or a year: "on Nov. 8", "8 November", "in early March", "mid-2014", "in 2014",
//! "the 1990s", "9/11". Month names that are words ("may", "march") are told apart by what stands around them.

use chrono::{Datelike, NaiveDate};

use super::calendar::{add_days, month_period, year_period};
use super::reader::{Context, Found};
use super::written::{Written, Years, number, written, year_number};
use crate::annotate::passage::DateRole;
use crate::article::DatePrecision;
use crate::text::token::TokenKind;

/// A phrase that starts with digits.
pub fn from_number(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    if context.document.word(at) == "9" && context.document.word(at + 1) == "/" && context.document.word(at + 2) == "11"
    {
        return Some(september_11(at, at + 3));
    }
    if let Some((found, end)) = written(context.document, at, short_years(context)) {
        return Some(dated(context, at, end, &found));
    }
    bare_year(context, at).or_else(|| decade(context, at))
}

fn september_11(first: usize, end: usize) -> Found {
    Found::day(first, end, NaiveDate::from_ymd_opt(2001, 9, 11)).explicit().bounding(DateRole::Background)
}

fn short_years(context: &Context<'_, '_>) -> Years {
    if context.document.upper_case { Years::Short } else { Years::Full }
}

/// A phrase that starts with a month's name.
pub fn phrase(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let (found, end) = written(context.document, at, short_years(context))?;
    if found.day.is_none() && found.year.is_none() && !is_month_here(context, at, end) {
        return None;
    }
    Some(dated(context, at, end, &found))
}

/// Whether a bare month name is one: "May", "March", "April", "June" and "August" are also verbs and names.
fn is_month_here(context: &Context<'_, '_>, at: usize, end: usize) -> bool {
    let name = context.lower(at);
    let before = context.lower_before(at, 1);
    let introduced = matches!(
        before,
        "in" | "of"
            | "since"
            | "early"
            | "late"
            | "mid"
            | "last"
            | "by"
            | "until"
            | "during"
            | "this"
            | "through"
            | "from"
            | "to"
            | "next"
            | "between"
            | "till"
            | "past"
            | "previous"
            | "following"
            | "and"
            | "-"
            | "after"
            | "before"
    );
    if matches!(name, "march" | "may") {
        return introduced
            && !matches!(before, "and" | "to" | "of" if name == "may")
            && !matches!(before, "to" | "this");
    }
    let followed_by_name =
        context.document.tokens.get(end).is_some_and(|token| token.is_capitalised() && !context.document.upper_case);
    introduced
        || !matches!(name, "april" | "june" | "august" | "jan" | "dec" | "sep" | "mar") && !followed_by_name
        || context.lower(end) == "'s"
        || context.lower(end) == "’s"
}

/// The mention of a written date, widened over "early", "mid-", "the night of" and judged by what stands before it.
fn dated(context: &Context<'_, '_>, at: usize, end: usize, date: &Written) -> Found {
    if let Some((date, end)) = with_year_behind(context, end, date) {
        return dated(context, at, end, &date);
    }
    if date.month == 9 && date.day == Some(11) && is_new_york_attack(context, end, date) {
        return september_11(at, end);
    }
    let mut days = date.period(context.today);
    if let Some(told) = context.era.filter(|_| date.year.is_none()) {
        days = date.period_near(told);
    }
    let mut first = at;
    if date.day.is_none()
        && let Some((part, start)) = part_before(context, at)
    {
        days = days.map(|days| part_of(days, part));
        first = start;
    }
    // "last November", "next March"
    match context.lower_before(first, 1) {
        "last" if date.year.is_none() => {
            first -= 1;
            days = days.map(|days| not_this_year(days, context.today));
        }
        "next" => {
            return Found::new(first - 1, end, None).bounding(DateRole::Background);
        }
        _ => {}
    }
    let precision = match (date.day, date.last_day) {
        (Some(_), None) => DatePrecision::Day,
        (Some(_), Some(_)) => DatePrecision::Days,
        (None, _) => DatePrecision::Month,
    };
    Found::new(first, end, days).explicit().with_precision(precision).bounding(role_before(context, first))
}

/// "in August last year", "on 3 May of last year", "in March this year": the date with the year that follows it.
fn with_year_behind(context: &Context<'_, '_>, end: usize, date: &Written) -> Option<(Written, usize)> {
    let of = usize::from(context.lower(end) == "of");
    let back = match context.lower(end + of) {
        "last" => 1,
        "this" => 0,
        _ => return None,
    };
    let today = context.today.filter(|_| date.year.is_none() && context.lower(end + of + 1) == "year")?;
    Some((Written { year: Some(today.year() - back), ..*date }, end + of + 2))
}

/// Said in November, "last November" is a year ago.
fn not_this_year(days: (NaiveDate, NaiveDate), today: Option<NaiveDate>) -> (NaiveDate, NaiveDate) {
    match today {
        Some(today) if days.0 <= today && today <= days.1 => month_back(today, 12).unwrap_or(days),
        _ => days,
    }
}

fn is_new_york_attack(context: &Context<'_, '_>, end: usize, date: &Written) -> bool {
    date.year == Some(2001)
        || date.year.is_none()
            && matches!(context.lower(end), "attack" | "attacks" | "terror" | "terrorist" | "hijackings")
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Early,
    Middle,
    Late,
}

/// "early", "late", "mid-", "the middle of", "the end of" before a month or year, and the first token of it.
pub fn part_before(context: &Context<'_, '_>, at: usize) -> Option<(Part, usize)> {
    let before = context.lower_before(at, 1);
    let single = |word: &str| match word {
        "early" => Some(Part::Early),
        "late" => Some(Part::Late),
        "mid" | "middle" => Some(Part::Middle),
        "beginning" | "start" => Some(Part::Early),
        "end" => Some(Part::Late),
        _ => None,
    };
    match before {
        "early" | "late" | "mid" => single(before).map(|part| (part, at - 1)),
        "-" if context.lower_before(at, 2) == "mid" => Some((Part::Middle, at - 2)),
        "of" => single(context.lower_before(at, 2)).map(|part| (part, at - 2)),
        _ => None,
    }
}

/// The first, middle or last third of a period.
pub fn part_of((from, to): (NaiveDate, NaiveDate), part: Part) -> (NaiveDate, NaiveDate) {
    let third = (to - from).num_days() / 3;
    match part {
        Part::Early => (from, add_days(from, third)),
        Part::Middle => (add_days(from, third), add_days(to, -third)),
        Part::Late => (add_days(to, -third), to),
    }
}

/// What the words before a phrase make of it: "before", "until" and "after" tell of a bound, not of the time itself.
pub fn role_before(context: &Context<'_, '_>, first: usize) -> DateRole {
    let article = usize::from(matches!(context.lower_before(first, 1), "the" | "a" | "last" | "late" | "early"));
    match context.lower_before(first, 1 + article) {
        "before" | "until" | "till" | "after" | "following" | "ahead" | "by" => DateRole::Background,
        "of" if context.lower_before(first, 2 + article) == "ahead" => DateRole::Background,
        _ => DateRole::During,
    }
}

/// "in 2014", "a 2004 attack", "mid-2014".
fn bare_year(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let year = year_number(context.document, at)?;
    let next = context.document.tokens.get(at + 1);
    // "the battle in 1916 killed thousands": behind "in" a verb follows the year.
    let verb =
        matches!(context.lower_before(at, 1), "in" | "during") && matches!(context.lower(at + 1), "killed" | "wounded");
    let counts = next.is_some_and(|token| token.glued && token.kind == TokenKind::Word)
        || matches!(
            context.lower(at + 1),
            "people"
                | "civilians"
                | "soldiers"
                | "men"
                | "families"
                | "others"
                | "dead"
                | "killed"
                | "wounded"
                | "km"
                | "kilometers"
                | "kilometres"
                | "miles"
                | "meters"
                | "metres"
                | "tons"
                | "tonnes"
                | "gmt"
                | "hours"
                | "local"
        );
    if counts && !verb || !(1900..2100).contains(&year) {
        return None;
    }
    let part = part_before(context, at);
    let before = context.lower_before(at, 1);
    let introduced = matches!(
        before,
        "in" | "since"
            | "of"
            | "during"
            | "from"
            | "to"
            | "until"
            | "till"
            | "by"
            | "the"
            | "a"
            | "through"
            | "and"
            | "between"
            | "after"
            | "before"
            | "("
            | "year"
            | "its"
            | "their"
            | "his"
            | "summer"
            | "winter"
            | "spring"
            | "autumn"
            | "fall"
            | "throughout"
            | "–"
            | "for"
    );
    if part.is_none() && !introduced
        || before == "for" && !context.lower_before(at, 2).is_empty() && is_lower_noun(context, at + 1)
    {
        return None;
    }
    // "2012-2013", "2012–13"
    let mut end = at + 1;
    let mut last = year;
    if matches!(context.lower(end), "-" | "–" | "/") && context.document.tokens[end].glued {
        if let Some(second) = year_number(context.document, end + 1).filter(|second| *second > year) {
            last = second;
            end += 2;
        } else if let Some(second) = number(context.document, end + 1, 2).map(|second| year / 100 * 100 + second as i32)
            && second == year + 1
        {
            last = second;
            end += 2;
        }
    }
    let (from, to) = (year_period(year)?.0, year_period(last)?.1);
    let (days, first) = match part {
        Some((part, first)) => (part_of((from, to), part), first),
        None => ((from, to), at),
    };
    // A year that still runs reaches to today only.
    let days = context
        .today
        .filter(|today| today.year() == last && days.0 <= *today)
        .map_or(days, |today| (days.0, days.1.min(today)));
    let precision = if last == year { DatePrecision::Year } else { DatePrecision::Longer };
    Some(Found::new(first, end, Some(days)).explicit().with_precision(precision).bounding(role_before(context, first)))
}

fn is_lower_noun(context: &Context<'_, '_>, at: usize) -> bool {
    context.document.tokens.get(at).is_some_and(|token| token.is_word() && !token.is_capitalised())
}

/// "the 1990s".
fn decade(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let year = number(context.document, at, 4).filter(|year| (1900..2100).contains(year) && year % 10 == 0)? as i32;
    let plural = context.document.tokens.get(at + 1).is_some_and(|token| token.glued)
        && matches!(context.lower(at + 1), "s" | "'s" | "’s");
    if !plural {
        return None;
    }
    let days = (year_period(year)?.0, year_period(year + 9)?.1);
    Some(Found::new(at, at + 2, Some(days)).explicit().with_precision(DatePrecision::Longer))
}

/// First and last day of the month so many months before a day's.
pub fn month_back(day: NaiveDate, months: u32) -> Option<(NaiveDate, NaiveDate)> {
    let earlier = super::calendar::months_before(day.with_day(1)?, months);
    month_period(earlier.year(), earlier.month())
}
