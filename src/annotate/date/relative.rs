//! Phrases that count from the day of the report or from a day told before: "yesterday", "overnight", "last week",
//! "this month", "two days ago", "the previous day", "a month earlier", "in the past 24 hours".

use chrono::{Datelike, NaiveDate};

use super::amount::{Amount, Unit, amount_after, amount_before};
use super::calendar::{add_days, months_before, week_before, week_of, year_period};
use super::months::month_back;
use super::reader::{Context, Found};
use crate::annotate::passage::DateRole;
use crate::article::DatePrecision;

/// "yesterday", "today", "tonight", "overnight".
pub fn day_word(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let today = context.today;
    let before = |days: i64| today.map(|today| add_days(today, -days));
    Some(match context.lower(at) {
        "yesterday" => Found::day(at, with_part_of_day(context, at + 1), before(1)),
        "today" | "tonight" => Found::day(at, at + 1, today),
        "overnight" => {
            let morning = context.sentence_day.or(today);
            let days = morning.map(|morning| (add_days(morning, -1), morning));
            Found::new(at, at + 1, days).with_precision(DatePrecision::Days)
        }
        _ => return None,
    })
}

fn with_part_of_day(context: &Context<'_, '_>, at: usize) -> usize {
    at + usize::from(matches!(context.lower(at), "morning" | "afternoon" | "evening" | "night" | "noon"))
}

/// Phrases around "last", "past", "this", "next", "previous", "recent", "same", "that".
pub fn pointer(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let today = context.today;
    match context.lower(at) {
        "last" => last(context, at),
        "past" | "recent" => stretch(context, at),
        "this" => this(context, at),
        "next" | "coming" | "following" => ahead(context, at),
        "previous" | "preceding" => previous(context, at),
        "same" | "that" => {
            let anchor = context.anchor;
            let unit = context.lower(at + 1);
            // "that day", "the same month"; "that year the army" too, but never "that days of fighting".
            let days = match unit {
                "day" | "night" | "evening" | "morning" | "afternoon" => anchor,
                "month" => anchor.and_then(|(from, _)| month_back(from, 0)),
                "year" => anchor.and_then(|(from, _)| year_period(from.year())),
                "week" => anchor.map(|(from, _)| week_of(from)),
                _ => return None,
            };
            Some(Found::new(at, at + 2, days.or(if unit == "day" { today.map(|day| (day, day)) } else { None })))
        }
        _ => None,
    }
}

/// "last week", "last month", "last year", "last night", "last three days", "last weekend".
fn last(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let today = context.today;
    // "400 were captured in the last month": with the article, a stretch that ends today.
    let article = context.lower_before(at, 1) == "the";
    if article && matches!(context.lower(at + 1), "week" | "month" | "year") && context.lower(at + 2) != "of" {
        let days =
            amount_after(context.document, at + 1).zip(today).map(|((amount, _), today)| (amount.before(today), today));
        return Some(Found::new(at, at + 2, days).bounding(DateRole::Over));
    }
    Some(match context.lower(at + 1) {
        "night" | "evening" => {
            Found::new(at, at + 2, today.map(|today| (add_days(today, -1), today))).with_precision(DatePrecision::Days)
        }
        "week" => Found::new(at, at + 2, today.map(week_before)),
        "month" => {
            Found::new(at, at + 2, today.and_then(|today| month_back(today, 1))).with_precision(DatePrecision::Month)
        }
        "year" => Found::new(at, at + 2, today.and_then(|today| year_period(today.year() - 1)))
            .with_precision(DatePrecision::Year),
        "weekend" => Found::new(at, at + 2, today.map(weekend)),
        _ => return stretch(context, at),
    })
}

/// Saturday and Sunday of the weekend that a report of this day calls "the weekend".
pub fn weekend(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let saturday = super::calendar::last_weekday(chrono::Weekday::Sat, today);
    (saturday, add_days(saturday, 1).min(today.max(saturday)))
}

/// "the past week", "the last 24 hours", "recent days": a stretch that ends today.
fn stretch(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    // "the army's last two years": still a stretch; "last two soldiers" is none.
    let (amount, end) = amount_after(context.document, at + 1)?;
    let recent = context.lower(at) == "recent";
    if recent && amount.count.is_some() && !amount.plural {
        return None;
    }
    let and_recent = context.lower(at) == "last" && amount.plural || context.lower(at) != "last";
    if !and_recent {
        return None;
    }
    let days = context.today.map(|today| (amount.before(today), today));
    Some(Found::new(at, end, days).bounding(DateRole::Over))
}

/// "this week", "this month", "this year", "this morning", "this weekend"; "earlier" and "so far" before or behind it.
fn this(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let today = context.today;
    let mut first = at;
    let mut role = DateRole::During;
    match context.lower_before(at, 1) {
        "earlier" | "later" | "late" | "early" => first -= 1,
        "far" if context.lower_before(at, 2) == "so" => {
            first -= 2;
            role = DateRole::Over;
        }
        "already" => role = DateRole::Over,
        _ => {}
    }
    let until_today = |from: Option<NaiveDate>| from.zip(today);
    let mut end = at + 2;
    let (days, precision) = match context.lower(at + 1) {
        "morning" | "afternoon" | "evening" | "noon" => (today.map(|day| (day, day)), DatePrecision::Day),
        "week" => (until_today(today.map(|today| week_of(today).0)), DatePrecision::Week),
        "weekend" => (today.map(weekend), DatePrecision::Days),
        "month" => (until_today(today.and_then(|today| today.with_day(1))), DatePrecision::Month),
        "year" => {
            (until_today(today.and_then(|today| year_period(today.year()).map(|year| year.0))), DatePrecision::Year)
        }
        "past" | "last" => return stretch(context, at + 1).or_else(|| last(context, at + 1)),
        _ => return None,
    };
    if context.lower(end) == "so" && context.lower(end + 1) == "far" || context.lower(end) == "alone" {
        role = DateRole::Over;
        end += usize::from(context.lower(end) == "so") + 1;
    }
    Some(Found::new(first, end, days).with_precision(precision).bounding(role))
}

/// "next week", "the coming days", "the following day".
fn ahead(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let day = matches!(context.lower(at + 1), "day" | "morning" | "night");
    if day && context.lower(at) != "coming" {
        let days = context.anchor.map(|(_, to)| add_days(to, 1)).map(|day| (day, day));
        return Some(Found::new(at, at + 2, days));
    }
    if context.lower(at) == "following" && matches!(context.lower(at + 1), "month" | "week" | "year") {
        let days = context.anchor.and_then(|(from, to)| match context.lower(at + 1) {
            "month" => month_back(from.checked_add_months(chrono::Months::new(1))?, 0),
            "year" => year_period(from.year() + 1),
            _ => Some(week_of(add_days(to, 7))),
        });
        return Some(Found::new(at, at + 2, days));
    }
    let (_, end) = amount_after(context.document, at + 1)?;
    Some(Found::new(at, end, None).bounding(DateRole::Background))
}

/// "the previous day", "the previous month".
fn previous(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let anchor = context.anchor.or(context.today.map(|day| (day, day)));
    let days = match context.lower(at + 1) {
        "day" => anchor.map(|(from, _)| add_days(from, -1)).map(|day| (day, day)),
        "night" | "evening" => anchor.map(|(from, _)| (add_days(from, -1), from)),
        "week" => anchor.map(|(from, _)| week_of(add_days(from, -7))),
        "month" => anchor.and_then(|(from, _)| month_back(from, 1)),
        "year" => anchor.and_then(|(from, _)| year_period(from.year() - 1)),
        _ => {
            let (amount, end) = amount_after(context.document, at + 1)?;
            let days = anchor.map(|(from, _)| (amount.before(from), from));
            return Some(Found::new(at, end, days).bounding(DateRole::Over));
        }
    };
    Some(Found::new(at, at + 2, days))
}

/// "two days ago", "a month earlier", "six days later", "three weeks after", "the day before".
pub fn distance(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    let word = context.lower(at);
    let (amount, first) = amount_before(context.document, at)?;
    match word {
        "ago" => Some(Found::new(first, at + 1, context.today.and_then(|today| amount.around(amount.before(today))))),
        "earlier" | "before" | "prior" => {
            if word == "before" && context.lower(at + 1) == "yesterday" {
                let day = context.today.map(|today| add_days(today, -2));
                return Some(Found::day(first, at + 2, day));
            }
            if word != "earlier" && tells_of_another(context, at + 1) {
                return Some(Found::new(first, at + 1, None).bounding(DateRole::Background));
            }
            let from = context.anchor.map(|anchor| anchor.0).or(context.today)?;
            Some(Found::new(first, at + 1, amount.around(amount.before(from))))
        }
        "later" | "after" => {
            if word == "after" && tells_of_another(context, at + 1) {
                // "The raid came a day after shelling killed nine": the shelling, a day before the day told last.
                let fresh = |day: &NaiveDate| context.today.is_none_or(|today| (today - *day).num_days() <= FRESH_DAYS);
                let from = context.anchor.map(|anchor| anchor.0).filter(fresh).or(context.today);
                let days = from.and_then(|from| amount.around(amount.before(from)));
                return Some(Found::new(first, at + 1, days).bounding(DateRole::Background));
            }
            let (from, to) = context.anchor?;
            let later = amount.after(to);
            let capped = context.today.map_or(later, |today| later.min(today));
            // "six days later", counted from a month, lies somewhere in the month that starts so much later.
            let start = amount.after(from).min(capped);
            let days = if from == to { amount.around(capped) } else { Some((start, capped)) };
            Some(Found::new(first, at + 1, days))
        }
        _ => None,
    }
}

/// "the fifth anniversary of an attack": the day so many years before, within some days of today's date.
pub fn anniversary(context: &Context<'_, '_>, at: usize) -> Option<Found> {
    const ABOUT: i64 = 2;
    let glued = matches!(context.lower_before(at, 1), "st" | "nd" | "rd" | "th");
    let years = match context.lower_before(at, 1) {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        _ => super::written::number(context.document, at.checked_sub(if glued { 2 } else { 1 })?, 3)?,
    };
    if context.lower(at + 1) != "of" {
        return None;
    }
    let first = at - if glued { 2 } else { 1 };
    let day = months_before(context.today?, years.checked_mul(12)?);
    let days = Some((add_days(day, -ABOUT), add_days(day, ABOUT)));
    Some(Found::new(first, at + 1, days).with_precision(DatePrecision::Days))
}

/// Days before the report within which the day told last is that of its news.
const FRESH_DAYS: i64 = 4;

/// "three weeks after Iraqi forces began": the words behind name the event that it counts from.
fn tells_of_another(context: &Context<'_, '_>, at: usize) -> bool {
    context
        .document
        .tokens
        .get(at)
        .is_some_and(|token| token.is_word() || token.kind == crate::text::token::TokenKind::Number)
}

impl Amount {
    /// The day this amount before another.
    pub fn before(&self, day: NaiveDate) -> NaiveDate {
        let count = self.count.unwrap_or(FEW);
        match self.unit {
            Unit::Hour => add_days(day, -i64::from(count.div_ceil(24))),
            Unit::Day | Unit::Night => add_days(day, -i64::from(count)),
            Unit::Week => add_days(day, -7 * i64::from(count)),
            Unit::Fortnight => add_days(day, -14 * i64::from(count)),
            Unit::Month => months_before(day, count),
            Unit::Year => months_before(day, count.saturating_mul(12)),
            Unit::Decade => months_before(day, count.saturating_mul(120)),
        }
    }

    /// The day this amount after another.
    pub fn after(&self, day: NaiveDate) -> NaiveDate {
        let count = self.count.unwrap_or(FEW);
        let months = |months: u32| day.checked_add_months(chrono::Months::new(months)).unwrap_or(day);
        match self.unit {
            Unit::Hour => add_days(day, i64::from(count / 24)),
            Unit::Day | Unit::Night => add_days(day, i64::from(count)),
            Unit::Week => add_days(day, 7 * i64::from(count)),
            Unit::Fortnight => add_days(day, 14 * i64::from(count)),
            Unit::Month => months(count),
            Unit::Year => months(count.saturating_mul(12)),
            Unit::Decade => months(count.saturating_mul(120)),
        }
    }

    /// The period of the unit's size around a day: "two months ago" is a month, "two days ago" a day.
    fn around(&self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        if self.count.is_none() {
            // "days ago", "years later": nothing nearer than the stretch between.
            return Some((self.before(day), day));
        }
        match self.unit {
            Unit::Hour | Unit::Day | Unit::Night => Some((day, day)),
            Unit::Week | Unit::Fortnight => Some((add_days(day, -3), add_days(day, 3))),
            Unit::Month => month_back(day, 0),
            Unit::Year => year_period(day.year()),
            Unit::Decade => None,
        }
    }
}

/// What "a few", "several" and a bare plural count.
const FEW: u32 = 3;
