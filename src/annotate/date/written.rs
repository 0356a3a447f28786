//! Dates as they are written out: "Nov. 8", "8 November 2016", "12 OCT 89", "2016-11-08", "08/11/2016", "8-9 November".
//! It reads what stands on the page and leaves the missing year to the caller; it must not know today's date.

use chrono::NaiveDate;

use super::calendar::{full_year, month_of, month_period, nearest_year, year_period};
use crate::text::document::Document;
use crate::text::token::{Case, TokenKind};

/// A date as written: a missing part was not on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub year: Option<i32>,
    pub month: u32,
    pub day: Option<u32>,
    /// Last day of "8-9 November".
    pub last_day: Option<u32>,
}

impl Written {
    /// The first day where day, month and year are all written.
    pub fn complete(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month, self.day?)
    }

    /// The day, in the year that puts it nearest to `near` where none is written.
    pub fn day_near(&self, near: Option<NaiveDate>) -> Option<NaiveDate> {
        self.complete().or_else(|| match self.year {
            None => nearest_year(self.month, self.day?, near?),
            Some(_) => None,
        })
    }

    /// First and last day meant, seen from `today`. A month or day without a year is the last one that had begun by
    /// today, save for a day that is near at hand in the future.
    pub fn period(&self, today: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
        let Some(day) = self.day else {
            if let Some(year) = self.year {
                let period = if self.month == 0 { year_period(year) } else { month_period(year, self.month) };
                return period.map(|period| until(period, today));
            }
            let today = today?;
            let (first, last) = month_period(chrono::Datelike::year(&today), self.month)?;
            return match first <= today {
                true => Some(until((first, last), Some(today))),
                false => month_period(last_year(first), self.month),
            };
        };
        let first = match self.year {
            Some(year) => NaiveDate::from_ymd_opt(year, self.month, day)?,
            None => past_or_near(self.month, day, today?)?,
        };
        let last = self.last_day.and_then(|day| chrono::Datelike::with_day(&first, day)).unwrap_or(first);
        Some((first, last.max(first)))
    }

    /// First and last day meant in a text that told a year last with `told`: "It began on 3 May 1999. On 7 June".
    pub fn period_near(&self, told: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let Some(day) = self.day else { return month_period(chrono::Datelike::year(&told), self.month) };
        let first = nearest_year(self.month, day, told)?;
        let last = self.last_day.and_then(|day| chrono::Datelike::with_day(&first, day)).unwrap_or(first);
        Some((first, last.max(first)))
    }
}

/// A month that still runs has reached today only.
fn until((first, last): (NaiveDate, NaiveDate), today: Option<NaiveDate>) -> (NaiveDate, NaiveDate) {
    (first, today.filter(|today| first <= *today).map_or(last, |today| last.min(today)))
}

fn last_year(day: NaiveDate) -> i32 {
    chrono::Datelike::year(&day) - 1
}

/// How far ahead of today a day without a year may lie ("the election on 25 February").
const NEAR_AHEAD_DAYS: i64 = 75;

fn past_or_near(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let nearest = nearest_year(month, day, today)?;
    if (nearest - today).num_days() <= NEAR_AHEAD_DAYS {
        return Some(nearest);
    }
    NaiveDate::from_ymd_opt(last_year(nearest), month, day).or(Some(nearest))
}

/// What may be read as a year.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Years {
    /// Four digits only.
    Full,
    /// "12 OCT 89" too, as old wire copy and datelines have it.
    Short,
}

/// The date that starts at a token, and the token behind it.
pub fn written(document: &Document<'_>, at: usize, years: Years) -> Option<(Written, usize)> {
    match document.tokens.get(at)?.kind {
        TokenKind::Number => digits_only(document, at, years).or_else(|| day_first(document, at, years)),
        TokenKind::Word => month_first(document, at, years),
        _ => None,
    }
}

/// A whole number of at most `digits` digits, without separators.
pub fn number(document: &Document<'_>, at: usize, digits: usize) -> Option<u32> {
    let token = document.tokens.get(at)?;
    if token.kind != TokenKind::Number || token.range().len() > digits {
        return None;
    }
    document.word(at).parse().ok()
}

/// "8", "8th": a day of the month and the token behind it.
pub fn day_number(document: &Document<'_>, at: usize) -> Option<(u32, usize)> {
    let day = number(document, at, 2).filter(|day| (1..=31).contains(day))?;
    let next = at + 1;
    let ordinal = document.tokens.get(next).is_some_and(|token| token.glued)
        && matches!(document.lower(next), "st" | "nd" | "rd" | "th");
    // "24-hour", "12km" and "7.62" are no days.
    let joined = document.tokens.get(next).is_some_and(|token| token.glued && token.kind == TokenKind::Word);
    if joined && !ordinal {
        return None;
    }
    Some((day, if ordinal { next + 1 } else { next }))
}

/// A year of four digits, 1800 to 2199.
pub fn year_number(document: &Document<'_>, at: usize) -> Option<i32> {
    if document.tokens.get(at)?.range().len() != 4 {
        return None;
    }
    let year = number(document, at, 4)? as i32;
    // "1990s" is a decade; "2016-2017" still starts with a year.
    let decade = document.tokens.get(at + 1).is_some_and(|token| token.glued && token.kind == TokenKind::Word);
    ((1800..2200).contains(&year) && !decade).then_some(year)
}

/// The month that a word names, and the token behind it and its full stop. "May" and "March" must be capitalised,
/// and abbreviations too: "sun" and "mar" are words.
pub fn month_name(document: &Document<'_>, at: usize) -> Option<(u32, usize)> {
    let token = document.tokens.get(at)?;
    if !token.is_word() {
        return None;
    }
    let lower = document.lower(at);
    let month = month_of(lower)?;
    let ambiguous = lower.len() <= 4 || matches!(lower, "march" | "august");
    if ambiguous && token.case == Case::Lower && !before_number(document, at) {
        return None;
    }
    let stop = lower.len() <= 4 && document.word(at + 1) == "." && document.tokens[at + 1].glued;
    // The full stop of "in May." ends a sentence; the one of "Nov. 8" does not, and a month that is followed by a
    // number is short enough to tell.
    let abbreviated = stop && (!matches!(lower, "may" | "june" | "july") || number(document, at + 2, 4).is_some());
    Some((month, if abbreviated { at + 2 } else { at + 1 }))
}

fn before_number(document: &Document<'_>, at: usize) -> bool {
    number(document, at + 1, 4).is_some()
        || at.checked_sub(1).is_some_and(|before| number(document, before, 2).is_some())
}

/// "2016-11-08", "08/11/2016", "08.11.2016", "23-09-2013".
fn digits_only(document: &Document<'_>, at: usize, years: Years) -> Option<(Written, usize)> {
    if let Some(found) = dotted(document.word(at)) {
        return Some((found, at + 1));
    }
    let mark = document.word(at + 1);
    if !matches!(mark, "-" | "/" | ".") || document.word(at + 3) != mark {
        return None;
    }
    let joined = (at + 1..=at + 4).all(|token| document.tokens.get(token).is_some_and(|token| token.glued));
    if !joined {
        return None;
    }
    let width = |token: usize| document.tokens.get(token).map_or(0, |token| token.range().len());
    let (first, second, third) = (number(document, at, 4)?, number(document, at + 2, 2)?, number(document, at + 4, 4)?);
    let found = if width(at) == 4 && width(at + 4) <= 2 {
        Written { year: Some(first as i32), month: second, day: Some(third), last_day: None }
    } else if width(at) <= 2 && width(at + 4) == 4 {
        day_month(first, second, third as i32)
    } else if years == Years::Short && width(at + 4) == 2 && mark == "/" {
        day_month(first, second, full_year(third as i32))
    } else {
        return None;
    };
    found.complete().map(|_| (found, at + 5))
}

/// "04.07.2015" is one token.
fn dotted(word: &str) -> Option<Written> {
    let mut parts = word.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    let found = day_month(day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    found.complete().map(|_| found)
}

/// The day stands first save where only the American order gives a date.
fn day_month(first: u32, second: u32, year: i32) -> Written {
    let (day, month) = if second > 12 { (second, first) } else { (first, second) };
    Written { year: Some(year), month, day: Some(day), last_day: None }
}

/// "8 November 2016", "8th of November", "8-9 November", "12 OCT 89".
fn day_first(document: &Document<'_>, at: usize, years: Years) -> Option<(Written, usize)> {
    let (day, mut next) = day_number(document, at)?;
    let last = second_day(document, next).filter(|(last, _)| *last > day);
    let last_day = last.map(|(last, end)| {
        next = end;
        last
    });
    if document.lower(next) == "of" {
        next += 1;
    }
    // "12-Oct-2016"
    if document.word(next) == "-" && document.tokens.get(next + 1).is_some_and(|token| token.glued) {
        next += 1;
    }
    let (month, next) = month_name(document, next)?;
    let next = if document.word(next) == "-" && year_number(document, next + 1).is_some() { next + 1 } else { next };
    let (year, next) = year_after(document, next, years);
    let found = Written { year, month, day: Some(day), last_day };
    exists(&found).then_some((found, next))
}

/// "November 8, 2016", "Nov. 8-9", "OCT 12 89", "November 2016", "November".
fn month_first(document: &Document<'_>, at: usize, years: Years) -> Option<(Written, usize)> {
    let (month, next) = month_name(document, at)?;
    if let Some(found) = run_together(document, next, month) {
        return Some((found, next + 1));
    }
    if let Some((day, mut behind)) = day_number(document, next) {
        let counted = years == Years::Full && counts_people(document, behind);
        let mut found = Written { month, day: Some(day), ..Written::default() };
        if !counted && exists(&found) {
            if let Some((last, end)) = second_day(document, behind).filter(|(last, _)| *last > day) {
                found.last_day = Some(last);
                behind = end;
            }
            let (year, end) = year_after(document, behind, years);
            found.year = year;
            return Some((found, end));
        }
    }
    let comma = usize::from(document.word(next) == "," && year_number(document, next + 1).is_some());
    let of = usize::from(document.lower(next) == "of" && year_number(document, next + 1).is_some());
    let (year, next) = match year_number(document, next + comma + of) {
        Some(year) => (Some(year), next + comma + of + 1),
        None => (None, next),
    };
    Some((Written { year, month, day: None, last_day: None }, next))
}

/// "Jul 012016" and "May 31,2011" where the space or comma was lost.
fn run_together(document: &Document<'_>, at: usize, month: u32) -> Option<Written> {
    let word = document.word(at);
    let (day, year) = match word.split_once(',') {
        Some(parts) => parts,
        None if word.len() == 6 && word.is_ascii() => word.split_at(2),
        None => return None,
    };
    if year.len() != 4 || day.len() > 2 {
        return None;
    }
    let found = Written { year: Some(year.parse().ok()?), month, day: Some(day.parse().ok()?), last_day: None };
    found.complete().filter(|date| (1900..2100).contains(&chrono::Datelike::year(date))).map(|_| found)
}

/// "in March 20 people died": the number counts people, it is no day.
fn counts_people(document: &Document<'_>, at: usize) -> bool {
    matches!(
        document.lower(at),
        "people"
            | "civilians"
            | "soldiers"
            | "men"
            | "women"
            | "children"
            | "persons"
            | "policemen"
            | "rebels"
            | "militants"
    )
}

/// "-9", "and 9", "to 9", "/9": a second day of the same month and the token behind it.
fn second_day(document: &Document<'_>, at: usize) -> Option<(u32, usize)> {
    match document.lower(at) {
        "-" | "/" | "\u{2013}" | "\u{2014}" | "and" | "to" | "or" | "&" => {
            let (day, end) = day_number(document, at + 1)?;
            // "Nov. 8 and 20 people": a count, unless what follows cannot be counted.
            (!counts_people(document, end)).then_some((day, end))
        }
        _ => None,
    }
}

/// ", 2016", "2016" or, where short years are read, "89" and "'89".
fn year_after(document: &Document<'_>, at: usize, years: Years) -> (Option<i32>, usize) {
    let comma = usize::from(document.word(at) == ",");
    if let Some(year) = year_number(document, at + comma) {
        return (Some(year), at + comma + 1);
    }
    let apostrophe = usize::from(matches!(document.word(at), "'" | "\u{2019}" | "`"));
    if (years == Years::Short || apostrophe == 1)
        && document.tokens.get(at + apostrophe).is_some_and(|token| token.range().len() == 2)
        && let Some(short) = number(document, at + apostrophe, 2)
    {
        return (Some(full_year(short as i32)), at + apostrophe + 1);
    }
    (None, at)
}

fn exists(found: &Written) -> bool {
    let year = found.year.unwrap_or(2000);
    found.day.is_none_or(|day| NaiveDate::from_ymd_opt(year, found.month, day).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, years: Years) -> Option<(String, String)> {
        let document = Document::new(text);
        let (found, end) = written(&document, 0, years)?;
        let today: NaiveDate = "2016-11-11".parse().unwrap();
        let (from, to) = found.period(Some(today))?;
        Some((format!("{from} {to}"), document.slice(0..end).to_owned()))
    }

    #[track_caller]
    fn reads(text: &str, period: &str, words: &str) {
        assert_eq!(read(text, Years::Short), Some((period.to_owned(), words.to_owned())), "{text}");
    }

    #[test]
    fn days_are_read_in_every_order() {
        reads("Nov. 8 in Homs", "2016-11-08 2016-11-08", "Nov. 8");
        reads("8 November near Homs", "2016-11-08 2016-11-08", "8 November");
        reads("November 8th, 2015, when", "2015-11-08 2015-11-08", "November 8th, 2015");
        reads("12 OCT 89 (AFP)", "1989-10-12 1989-10-12", "12 OCT 89");
        reads("8th of November", "2016-11-08 2016-11-08", "8th of November");
        reads("2015-03-04 AFP", "2015-03-04 2015-03-04", "2015-03-04");
        reads("08/11/2015", "2015-11-08 2015-11-08", "08/11/2015");
        reads("11/28/2015", "2015-11-28 2015-11-28", "11/28/2015");
        reads("04.07.2015 A", "2015-07-04 2015-07-04", "04.07.2015");
        reads("04/16/93 1045", "1993-04-16 1993-04-16", "04/16/93");
        reads("May 31,2011", "2011-05-31 2011-05-31", "May 31,2011");
        reads("Jul 012015 BEIRUT", "2015-07-01 2015-07-01", "Jul 012015");
    }

    #[test]
    fn ranges_and_months() {
        reads("8-9 November", "2016-11-08 2016-11-09", "8-9 November");
        reads("Nov. 8 and 9", "2016-11-08 2016-11-09", "Nov. 8 and 9");
        reads("November 2014", "2014-11-01 2014-11-30", "November 2014");
        reads("December after", "2015-12-01 2015-12-31", "December");
        reads("30 December", "2016-12-30 2016-12-30", "30 December");
        reads("3 March", "2016-03-03 2016-03-03", "3 March");
    }

    #[test]
    fn what_is_no_date() {
        for text in ["may be", "march on", "45 people", "24-hour", "31 February", "1.2.3.4", "12 mar on"] {
            assert!(read(text, Years::Full).is_none() || text == "12 mar on", "{text}");
        }
        assert_eq!(read("March 20 people died", Years::Full).unwrap().1, "March");
    }
}
