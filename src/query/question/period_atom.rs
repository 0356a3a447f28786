//! One day, week, month, season, quarter, year or decade as a question names it, seen from today where it must be.
//! It must not know how two of them make a span.

use chrono::{Datelike, Months, NaiveDate, Weekday};

use super::period::Clock;
use crate::annotate::date::calendar::{
    add_days, last_weekday, month_of, month_period, months_before, week_of, weekday_of, year_period,
};
use crate::annotate::date::written::{Years, number, written, year_number};
use crate::text::number::number_at;

/// One stretch of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Atom {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Named without its year, which was taken to be the latest that had begun.
    pub yearless: bool,
    /// A bare year.
    pub year_only: bool,
    /// A written date with two days ("3 and 9 July").
    pub days: bool,
}

impl Atom {
    fn new((from, to): (NaiveDate, NaiveDate)) -> Atom {
        Atom { from, to, ..Atom::default() }
    }

    /// The same days of another year.
    pub fn moved_to(self, year: i32) -> Atom {
        let move_day = |day: NaiveDate| {
            let years = year - self.from.year();
            let months = Months::new(years.unsigned_abs() * 12);
            if years < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }.unwrap_or(day)
        };
        let mut to = move_day(self.to);
        // The last of February in a leap year.
        if add_days(self.to, 1).day() == 1 && add_days(to, 1).day() != 1 {
            to = month_period(to.year(), to.month()).map_or(to, |(_, last)| last);
        }
        Atom { from: move_day(self.from), to, ..self }
    }
}

/// The stretch of days named at a token. `led` tells that a preposition stands before it, without which "may" and "sun"
/// are no dates.
pub fn atom(clock: &Clock<'_, '_>, at: usize, led: bool) -> Option<(Atom, usize)> {
    part(clock, at, led)
        .or_else(|| quarter_or_half(clock, at))
        .or_else(|| week(clock, at))
        .or_else(|| first_units(clock, at))
        .or_else(|| relative(clock, at, led))
        .or_else(|| season(clock, at))
        .or_else(|| decade(clock, at))
        .or_else(|| year_month(clock, at))
        .or_else(|| date(clock, at, led))
        .or_else(|| year(clock, at, led))
}

/// "early March 2017", "the end of 2017", "mid-2016".
fn part(clock: &Clock<'_, '_>, at: usize, led: bool) -> Option<(Atom, usize)> {
    let third = match clock.lower(at) {
        "early" | "beginning" | "start" => 0,
        "mid" | "middle" => 1,
        "late" | "end" => 2,
        _ => return None,
    };
    let whole_noun = matches!(clock.lower(at), "beginning" | "start" | "end" | "middle");
    let mut next = at + 1;
    while matches!(clock.lower(next), "-" | "of" | "in" | "the") {
        next += 1;
    }
    let (whole, end) = atom(clock, next, true)?;
    let days = (whole.to - whole.from).num_days() + 1;
    let (from, to) = if days > 300 {
        let year = whole.from.year();
        // The end of a year as the end of a span is its last day; the start likewise its first.
        let months = if whole_noun { [(1, 2), (6, 7), (11, 12)] } else { [(1, 4), (5, 8), (9, 12)] }[third];
        if days > 3000 {
            let starts = [0, 3, 6].map(|years| year + years)[third];
            (year_period(starts)?.0, year_period(if third == 2 { year + 9 } else { starts + 3 })?.1)
        } else {
            (month_period(year, months.0)?.0, month_period(year, months.1)?.1)
        }
    } else {
        let long = days > 60;
        let cut = |third: i64| add_days(whole.from, if long { days * third / 3 } else { third * 10 });
        match third {
            0 => (whole.from, add_days(cut(1), -1)),
            1 => (cut(1), add_days(cut(2), -1)),
            _ => (cut(2), whole.to),
        }
    };
    let _ = led;
    (from <= to).then_some((Atom { from, to, year_only: false, ..whole }, end))
}

/// "yesterday", "last week", "the past 30 days", "two weeks ago", "last Friday", "last summer".
fn relative(clock: &Clock<'_, '_>, at: usize, led: bool) -> Option<(Atom, usize)> {
    let today = clock.today;
    match clock.lower(at) {
        "today" => return Some((Atom::new((today, today)), at + 1)),
        "yesterday" => return Some((Atom::new((add_days(today, -1), add_days(today, -1))), at + 1)),
        _ => {}
    }
    if let Some(found) = ago(clock, at) {
        return Some(found);
    }
    let which = clock.lower(at);
    if let Some(weekday) = weekday_of(clock.lower(at)).filter(|_| led || clock.lower(at).len() > 3) {
        let day = last_weekday(weekday, today);
        return Some((Atom::new((day, day)), at + 1));
    }
    if !matches!(which, "last" | "past" | "previous" | "this" | "current" | "preceding" | "coming" | "next") {
        return None;
    }
    let this = matches!(which, "this" | "current");
    if let Some(found) = named(clock, at + 1, this) {
        return Some(found);
    }
    if this || matches!(which, "coming" | "next") {
        return None;
    }
    // "the past 30 days", "the last couple of weeks", "the past week".
    let (count, unit) = match number_at(clock.document, at + 1) {
        Some(phrase) => (phrase.low.or(phrase.high)?, phrase.tokens.end),
        None => (clock.skip_any(at + 1, &["couple of", "few"]).map(|_| 3).unwrap_or(1), {
            clock.skip_any(at + 1, &["couple of", "few"]).unwrap_or(at + 1)
        }),
    };
    let from = back(today, count, clock.lower(unit))?;
    Some((Atom::new((from, today)), unit + 1))
}

/// The named week, month, year, weekday, season behind "last" or "this".
fn named(clock: &Clock<'_, '_>, at: usize, this: bool) -> Option<(Atom, usize)> {
    let today = clock.today;
    let word = clock.lower(at);
    let period = match word {
        "week" if this => (week_of(today).0, today),
        "week" => week_of(add_days(today, -7)),
        "weekend" => {
            let sunday = last_weekday(Weekday::Sun, today);
            (add_days(sunday, -1), sunday)
        }
        "month" if this => (today.with_day(1)?, today),
        "month" => {
            let day = months_before(today.with_day(1)?, 1);
            month_period(day.year(), day.month())?
        }
        "quarter" => {
            let first = month_period(today.year(), (today.month0() / 3) * 3 + 1)?.0;
            if this { (first, today) } else { (months_before(first, 3), add_days(first, -1)) }
        }
        "year" if this => (year_period(today.year())?.0, today),
        "year" => year_period(today.year() - 1)?,
        "night" if !this => (add_days(today, -1), today),
        "decade" if !this => {
            let first = today.year() / 10 * 10 - 10;
            (year_period(first)?.0, year_period(first + 9)?.1)
        }
        _ => return named_part_of_year(clock, at, this),
    };
    // "the past week" ends today, "last week" is the calendar's.
    if !this && clock.lower(at.saturating_sub(1)) == "past" && back(today, 1, word).is_some() {
        return Some((Atom::new((back(today, 1, word)?, today)), at + 1));
    }
    Some((Atom::new(period), at + 1))
}

fn named_part_of_year(clock: &Clock<'_, '_>, at: usize, this: bool) -> Option<(Atom, usize)> {
    let today = clock.today;
    let word = clock.lower(at);
    if let Some(weekday) = weekday_of(word) {
        let day = last_weekday(weekday, if this { today } else { add_days(today, -1) });
        return Some((Atom::new((day, day)), at + 1));
    }
    if let Some(month) = month_of(word).filter(|_| year_number(clock.document, at + 1).is_none()) {
        let year =
            if month < today.month() || (this && month == today.month()) { today.year() } else { today.year() - 1 };
        return Some((Atom::new(month_period(year, month)?), at + 1));
    }
    let (first, length) = season_months(word)?;
    let in_year = |year| season_period(year, first, length);
    let latest = (today.year() - 1..=today.year()).rev().filter_map(in_year).find(|(from, _)| *from <= today)?;
    Some((Atom::new(latest), at + 1))
}

/// "three days ago", "a year ago": the day, the week, the month or the year that lies so far back.
fn ago(clock: &Clock<'_, '_>, at: usize) -> Option<(Atom, usize)> {
    let (count, unit) = match number_at(clock.document, at) {
        Some(phrase) => (phrase.low?, phrase.tokens.end),
        None => (1, clock.skip_any(at, &["a", "an"])?),
    };
    let end = clock.skip(unit + 1, "ago")?;
    let day = back(clock.today, count, clock.lower(unit))?;
    let period = match clock.lower(unit).trim_end_matches('s') {
        "week" => week_of(day),
        "month" => month_period(day.year(), day.month())?,
        "year" | "decade" => year_period(day.year())?,
        _ => (day, day),
    };
    Some((Atom::new(period), end))
}

/// The day so many units before another.
fn back(day: NaiveDate, count: u64, unit: &str) -> Option<NaiveDate> {
    let count = u32::try_from(count).ok().filter(|count| *count < 100_000)?;
    Some(match unit {
        "hour" | "hours" | "hrs" => add_days(day, -i64::from(count.div_ceil(24))),
        "day" | "days" => add_days(day, -i64::from(count)),
        "week" | "weeks" => add_days(day, -7 * i64::from(count)),
        "fortnight" => add_days(day, -14),
        "month" | "months" => months_before(day, count),
        "year" | "years" => months_before(day, count.checked_mul(12)?),
        "decade" | "decades" => months_before(day, count.checked_mul(120)?),
        _ => return None,
    })
}

/// "Q3 2016", "2016 Q3", "third quarter of 2016", "first half of 2004", "H1 2016".
fn quarter_or_half(clock: &Clock<'_, '_>, at: usize) -> Option<(Atom, usize)> {
    let short = |token: usize| -> Option<(u32, u32)> {
        // "Q3" may be one token or two.
        let (letter, digit) = (clock.lower(token).chars().next()?, clock.lower(token).chars().nth(1));
        let width = match letter {
            'q' => 3,
            'h' => 6,
            _ => return None,
        };
        let digit = match digit {
            Some(digit) if clock.lower(token).len() == 2 => digit,
            None if clock.document.tokens.get(token + 1)?.glued => clock.lower(token + 1).chars().next()?,
            _ => return None,
        };
        let which = digit.to_digit(10).filter(|which| (1..=12 / width).contains(which))?;
        Some((width, which))
    };
    let behind = |token: usize| if clock.lower(token).len() == 2 { token + 1 } else { token + 2 };
    let months = |year, width: u32, which: u32| {
        let first = (which - 1) * width + 1;
        Some(Atom::new((month_period(year, first)?.0, month_period(year, first + width - 1)?.1)))
    };
    if let Some((width, which)) = short(at) {
        let next = clock.skip(behind(at), "of").unwrap_or(behind(at));
        let year = year_number(clock.document, next)?;
        return Some((months(year, width, which)?, next + 1));
    }
    if let (Some(year), Some((width, which))) = (year_number(clock.document, at), short(at + 1)) {
        return Some((months(year, width, which)?, behind(at + 1)));
    }
    let which = ordinal(clock.lower(at))?;
    let (width, last) = match clock.lower(at + 1) {
        "quarter" => (3, 4),
        "half" => (6, 2),
        _ => return None,
    };
    let which = if which == 9 { last } else { which };
    let next = clock.skip_any(at + 2, &["of the year", "of", "in"]).unwrap_or(at + 2);
    let year = year_number(clock.document, next)?;
    (which <= last).then(|| months(year, width, which)).flatten().map(|found| (found, next + 1))
}

/// "first" … "fourth"; 9 for "last".
fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "first" | "1st" => 1,
        "second" | "2nd" => 2,
        "third" | "3rd" => 3,
        "fourth" | "4th" => 4,
        "last" | "final" => 9,
        _ => return None,
    })
}

/// "the week of 13 March 2017", "week ending 19 March 2017", "the first week of May 2016", "first days of May 2016".
fn week(clock: &Clock<'_, '_>, at: usize) -> Option<(Atom, usize)> {
    if let Some(start) = clock.skip_any(at, &["week of the", "week of", "week starting", "week beginning"]) {
        let (day, end) = date(clock, start, true).filter(|(day, _)| day.from == day.to)?;
        let (from, to) =
            if clock.lower(at + 1) == "of" { week_of(day.from) } else { (day.from, add_days(day.from, 6)) };
        return Some((Atom { yearless: day.yearless, ..Atom::new((from, to)) }, end));
    }
    if let Some(start) = clock.skip_any(at, &["week ending on", "week ending", "week to"]) {
        let (day, end) = date(clock, start, true).filter(|(day, _)| day.from == day.to)?;
        return Some((Atom { yearless: day.yearless, ..Atom::new((add_days(day.from, -6), day.to)) }, end));
    }
    let which = ordinal(clock.lower(at))?;
    let start = clock.skip_any(at + 1, &["week of", "week in"])?;
    let (month, end) = atom(clock, clock.skip(start, "the").unwrap_or(start), true)?;
    let from = if which == 9 { add_days(month.to, -6) } else { add_days(month.from, i64::from(which - 1) * 7) };
    Some((Atom { from, to: add_days(from, 6), ..month }, end))
}

/// "first three months of 2021", "last ten days of May 2016".
fn first_units(clock: &Clock<'_, '_>, at: usize) -> Option<(Atom, usize)> {
    let last = ordinal(clock.lower(at)).filter(|which| matches!(which, 1 | 9))? == 9;
    let phrase = number_at(clock.document, at + 1)?;
    let (count, unit) = (u32::try_from(phrase.low?).ok().filter(|count| *count < 1000)?, phrase.tokens.end);
    let start = clock.skip_any(unit + 1, &["of the", "of", "in"])?;
    let (whole, end) = atom(clock, start, true)?;
    let days = match clock.lower(unit).trim_end_matches('s') {
        "day" => Some(i64::from(count)),
        "week" => Some(7 * i64::from(count)),
        "month" => None,
        _ => return None,
    };
    let (from, to) = match (days, last) {
        (Some(days), false) => (whole.from, add_days(whole.from, days - 1)),
        (Some(days), true) => (add_days(whole.to, 1 - days), whole.to),
        (None, false) => (whole.from, add_days(whole.from.checked_add_months(Months::new(count))?, -1)),
        (None, true) => (months_before(add_days(whole.to, 1), count), whole.to),
    };
    Some((Atom { from, to, year_only: false, ..whole }, end))
}

fn season_months(word: &str) -> Option<(u32, u32)> {
    Some(match word {
        "spring" => (3, 3),
        "summer" => (6, 3),
        "autumn" | "fall" => (9, 3),
        "winter" => (12, 3),
        _ => return None,
    })
}

fn season_period(year: i32, first: u32, length: u32) -> Option<(NaiveDate, NaiveDate)> {
    let from = month_period(year, first)?.0;
    Some((from, add_days(from.checked_add_months(Months::new(length))?, -1)))
}

/// "summer of 2014", "winter 2015-16": the seasons of the northern half of the world.
fn season(clock: &Clock<'_, '_>, at: usize) -> Option<(Atom, usize)> {
    let (first, length) = season_months(clock.lower(at))?;
    let next = clock.skip(at + 1, "of").unwrap_or(at + 1);
    let year = year_number(clock.document, next)?;
    let mut end = next + 1;
    if first == 12 && matches!(clock.document.word(end), "-" | "/" | "\u{2013}") {
        let second = clock.document.word(end + 1);
        if second == format!("{:02}", (year + 1) % 100) || second == (year + 1).to_string() {
            end += 2;
        }
    }
    Some((Atom::new(season_period(year, first, length)?), end))
}

/// "1990s".
fn decade(clock: &Clock<'_, '_>, at: usize) -> Option<(Atom, usize)> {
    let first = number(clock.document, at, 4).filter(|year| (1800..2200).contains(year) && year % 10 == 0)? as i32;
    let glued = clock.document.tokens.get(at + 1)?.glued;
    let mut next = at + 1;
    if matches!(clock.document.word(next), "'S" | "\u{2019}S") {
        return Some((Atom::new((year_period(first)?.0, year_period(first + 9)?.1)), next + 1));
    }
    if !glued || clock.lower(next) != "s" {
        return None;
    }
    next += 1;
    Some((Atom::new((year_period(first)?.0, year_period(first + 9)?.1)), next))
}

/// "2016-11", "2016/11", "11/2016".
fn year_month(clock: &Clock<'_, '_>, at: usize) -> Option<(Atom, usize)> {
    let document = clock.document;
    if !matches!(document.word(at + 1), "-" | "/" | ".") || !document.tokens.get(at + 2)?.glued {
        return None;
    }
    let (left, right) = (document.word(at), document.word(at + 2));
    // A full date goes on.
    if matches!(document.word(at + 3), "-" | "/") && document.tokens.get(at + 3)?.glued {
        return None;
    }
    let (year, month) = match (left.len(), right.len()) {
        (4, 2) => (left, right),
        (1..=2, 4) => (right, left),
        _ => return None,
    };
    let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
    ((1..=12).contains(&month) && (1800..2200).contains(&year))
        .then(|| month_period(year, month))
        .flatten()
        .map(|period| (Atom::new(period), at + 3))
}

/// A date with a month in it.
fn date(clock: &Clock<'_, '_>, at: usize, led: bool) -> Option<(Atom, usize)> {
    let (found, end) = written(clock.document, at, Years::Full)?;
    // "may have died", "march on": a month that nothing leads to and no number follows is a verb.
    let bare = found.day.is_none() && found.year.is_none();
    if bare && !led && matches!(clock.lower(at), "may" | "march" | "mar" | "sun" | "dec" | "sat") {
        return None;
    }
    let (from, to) = found.period(Some(clock.today))?;
    let days = found.last_day.is_some();
    Some((Atom { from, to, yearless: found.year.is_none(), year_only: found.month == 0, days }, end))
}

/// A bare year of our time, or of any to come where a preposition leads to it.
fn year(clock: &Clock<'_, '_>, at: usize, led: bool) -> Option<(Atom, usize)> {
    let last = if led { 2199 } else { clock.today.year() + 1 };
    let year = year_number(clock.document, at).filter(|year| (1900..=last).contains(year))?;
    Some((Atom { year_only: true, ..Atom::new(year_period(year)?) }, at + 1))
}
