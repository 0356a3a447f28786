//! Phrases that tell a period: "since September 2014", "between 1 and 15 March", "from Monday to Thursday", "in three
//! days", "the weekend", "summer of 2014", and feast days.

use chrono::{Datelike, NaiveDate};

use super::amount::{Unit, amount_after, amount_before, amount_joined};
use super::calendar::{add_days, month_period, nearest_year};
use super::reader::{Context, Found, Triggers, phrase_at};
use super::relative::weekend;
use super::written::year_number;
use crate::annotate::passage::DateRole;
use crate::article::{Anchor, DatePrecision};
use crate::text::document::Document;
use crate::text::token::TokenKind;

/// How far behind "since" its date may stand ("since US-led airstrikes in Syria began in September 2014").
const SINCE_REACH: usize = 24;

/// "since" with the date that its clause gives, or with none ("since the war began").
pub fn since(context: &Context<'_, '_>, table: &Triggers, at: usize) -> Option<Found> {
    let document = context.document;
    let today = context.today;
    let reasons = matches!(
        context.lower(at + 1),
        "it" | "he" | "she" | "they" | "we" | "i" | "you" | "there" | "this" | "that" | "many"
    );
    if reasons && context.lower_before(at, 1) == "," {
        return None;
    }
    // "the deadliest attack since 2003" ranks one event and sums up none.
    if is_ranked(context, at) {
        return None;
    }
    if context.lower(at + 1) == "then" {
        let from = context.anchor.map(|anchor| anchor.0);
        return Some(period(at, at + 2, from, today, Anchor::Relative));
    }
    let mut token = at + 1;
    while token < at + SINCE_REACH && token < document.tokens.len() {
        let stops = document.tokens[token].kind == TokenKind::Punctuation
            && matches!(document.word(token), "." | ";" | ":" | "," | ")");
        if stops || document.sentence_of.get(token) != document.sentence_of.get(at) || context.lower(token) == "since" {
            break;
        }
        if let Some(inner) = phrase_at(context, table, token).filter(|inner| inner.end > token && inner.first > at) {
            let from = inner.days.and_then(|days| days.0);
            return Some(period(at, inner.end, from, today, inner.anchor));
        }
        token += 1;
    }
    let named = document.tokens.get(at + 1).is_some_and(|token| token.is_word()) && !reasons;
    named.then(|| period(at, at + 1, None, today, Anchor::Relative))
}

fn is_ranked(context: &Context<'_, '_>, at: usize) -> bool {
    (1..=9).map(|back| context.lower_before(at, back)).take_while(|word| !matches!(*word, "." | ";" | "," | "")).any(
        |word| {
            matches!(
                word,
                "worst"
                    | "first"
                    | "biggest"
                    | "largest"
                    | "highest"
                    | "longest"
                    | "fiercest"
                    | "greatest"
                    | "strongest"
            ) || word.ends_with("iest")
        },
    )
}

fn period(first: usize, end: usize, from: Option<NaiveDate>, to: Option<NaiveDate>, anchor: Anchor) -> Found {
    let days = Some((from, to.filter(|to| from.is_none_or(|from| from <= *to))));
    Found { first, end, days, precision: None, anchor, role: DateRole::Since }
}

/// "in three days", "within 24 hours", "over the course of two weeks", "at the time".
pub fn span(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let word = context.lower(at);
    if word == "at" {
        let time = matches!(context.lower(at + 1), "the" | "that") && context.lower(at + 2) == "time";
        return time.then(|| Found::new(at, at + 3, context.anchor));
    }
    let mut next = at + 1;
    let mut course = false;
    if context.lower(next) == "the" && context.lower(next + 1) == "course" && context.lower(next + 2) == "of" {
        next += 3;
        course = true;
    } else if context.lower(next) == "less" && context.lower(next + 1) == "than" {
        next += 2;
    } else if matches!(context.lower(next), "just" | "about" | "nearly" | "only" | "under") {
        next += 1;
    }
    let (amount, end) = amount_after(context.document, next)?;
    // "in the night", "in a year", "for 20 years": only a counted stretch of hours or days is a toll's period.
    let counted = amount.count.is_some_and(|count| count > 1) && amount.plural;
    let short = matches!(amount.unit, Unit::Hour | Unit::Day | Unit::Week | Unit::Night);
    // "in two days' time" lies ahead.
    let ahead = matches!(context.lower(end), "'" | "’") || context.lower(end) == "time";
    if !counted || ahead || word == "for" && !course || !(short || word == "over" || course) {
        return None;
    }
    let of_that = matches!(context.lower(end), "ago" | "earlier" | "later" | "before" | "after");
    if of_that {
        return None;
    }
    let days = context.today.map(|today| (amount.before(today), today));
    Some(Found::new(at, end, days).bounding(DateRole::Over))
}

/// "six days of bombing", "three-day battle": the length of the violence told of, up to the day of the report.
pub fn length(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let joined = context.lower_before(at, 1) == "-";
    let (amount, first) = match joined {
        true => amount_joined(context.document, at)?,
        false => amount_before(context.document, at + 1)?,
    };
    let noun = match joined {
        true => context.lower(at + 1),
        _ if context.lower(at + 1) == "of" => {
            (at + 2..at + 5).map(|token| context.lower(token)).find(|word| is_violence(word))?
        }
        _ => return None,
    };
    let days = matches!(amount.unit, Unit::Day | Unit::Hour | Unit::Week);
    if !days || amount.count.is_none() || !is_violence(noun) {
        return None;
    }
    let period = context.today.map(|today| (amount.before(today), today));
    Some(Found::new(first, at + 1, period).bounding(DateRole::Over))
}

fn is_violence(word: &str) -> bool {
    matches!(
        word,
        "bombing"
            | "bombings"
            | "fighting"
            | "clashes"
            | "shelling"
            | "violence"
            | "bombardment"
            | "battle"
            | "battles"
            | "offensive"
            | "assault"
            | "operation"
            | "operations"
            | "siege"
            | "raids"
            | "strikes"
            | "airstrikes"
            | "attacks"
            | "unrest"
            | "riots"
            | "combat"
            | "campaign"
            | "standoff"
            | "onslaught"
    )
}

/// "the weekend", "last summer", "the spring of 2014", "Christmas Day", "New Year's Eve".
pub fn season(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    match context.lower(at) {
        "weekend" => {
            let first = at - usize::from(matches!(context.lower_before(at, 1), "the" | "over"));
            Some(Found::new(first, at + 1, context.today.map(weekend)).with_precision(DatePrecision::Days))
        }
        "christmas" | "boxing" | "new" => feast(context, at),
        _ => quarter(context, at),
    }
}

fn feast(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let possessive = usize::from(matches!(context.lower(at + 2), "'s" | "’s"));
    let (month, day, mut end) = match (context.lower(at), context.lower(at + 1)) {
        ("christmas", "day") => (12, 25, at + 2),
        ("christmas", "eve") => (12, 24, at + 2),
        ("boxing", "day") => (12, 26, at + 2),
        ("new", "year") if possessive == 1 && context.lower(at + 3) == "day" => (1, 1, at + 4),
        ("new", "year") if possessive == 1 && context.lower(at + 3) == "eve" => (12, 31, at + 4),
        _ => return None,
    };
    let comma = usize::from(context.lower(end) == ",");
    let day = if let Some(year) = year_number(context.document, end + comma) {
        end += comma + 1;
        NaiveDate::from_ymd_opt(year, month, day)
    } else {
        context.today.and_then(|today| {
            let near = nearest_year(month, day, today)?;
            if near > today { near.with_year(near.year() - 1) } else { Some(near) }
        })
    };
    Some(Found::day(at, end, day).explicit())
}

/// A season counts only with "last", "this" or a year: "spring" and "fall" are words.
fn quarter(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let first_month = match context.lower(at) {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    };
    let of = usize::from(context.lower(at + 1) == "of");
    let three_months = |year: i32| {
        let from = month_period(year, first_month)?.0;
        let last = from.checked_add_months(chrono::Months::new(2))?;
        Some((from, month_period(last.year(), last.month())?.1))
    };
    if let Some(year) = year_number(context.document, at + 1 + of) {
        return Some(Found::new(at, at + 2 + of, three_months(year)).explicit());
    }
    let pointer = context.lower_before(at, 1);
    if !matches!(pointer, "last" | "this" | "past") {
        return None;
    }
    let today = context.today;
    let days = today.and_then(|today| {
        let this = three_months(today.year())?;
        let begun = if pointer == "this" { this.0 <= today } else { this.1 < today };
        if begun { Some(this) } else { three_months(today.year() - 1) }
    });
    Some(Found::new(at - 1, at + 1, days))
}

/// Joins neighbours: "between X and Y", "from X to Y", "X-Y", and "since" phrases that were bounded ("since X until Y").
pub fn join(document: &Document<'_>, found: Vec<Found>, today: Option<NaiveDate>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for phrase in found {
        if let Some(last) = joined.last_mut()
            && let Some(first) = range_start(document, last, &phrase)
        {
            let from = last.days.and_then(|days| days.0);
            let to = phrase.days.and_then(|days| days.1);
            // "from Thursday to Friday" read on a Thursday: the first lies before the second.
            let from = match (from, to) {
                (Some(from), Some(to)) if from > to && (from - to).num_days() <= 7 => Some(add_days(from, -7)),
                _ => from,
            };
            if from.zip(to).is_none_or(|(from, to)| from <= to) {
                last.first = first;
                last.end = phrase.end;
                last.days = Some((from, to));
                last.precision = None;
                last.role = DateRole::Over;
                continue;
            }
        }
        joined.push(phrase);
    }
    for phrase in &mut joined {
        reach_to_today(document, phrase, today);
    }
    joined
}

/// Where "between X and Y" or "from X to Y" starts, if the two phrases make one.
fn range_start(document: &Document<'_>, first: &Found, second: &Found) -> Option<usize> {
    let opener = first.first.checked_sub(1).map_or("", |before| document.lower(before));
    let link = if second.first == first.end + 1 { document.lower(first.end) } else { "" };
    let two_links =
        second.first == first.end + 2 && document.lower(first.end) == "and" && document.lower(first.end + 1) == "early";
    match (opener, link) {
        ("between", "and") | ("from", "to" | "until" | "till" | "through" | "-" | "–") => Some(first.first - 1),
        (_, "to" | "until" | "through" | "-" | "–") if first.role != DateRole::Background => Some(first.first),
        ("between", _) if two_links => Some(first.first - 1),
        _ => None,
    }
}

/// "from September 2014 on", "from March onwards".
fn reach_to_today(document: &Document<'_>, phrase: &mut Found, today: Option<NaiveDate>) {
    let from = phrase.first.checked_sub(1).is_some_and(|before| document.lower(before) == "from");
    if from && matches!(document.lower(phrase.end), "on" | "onward" | "onwards") {
        phrase.days = phrase.days.map(|days| (days.0, today));
        phrase.role = DateRole::Since;
        phrase.precision = None;
    }
}
