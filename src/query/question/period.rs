//! Periods as questions name them: "in November 2016", "since 2014", "early March 2017", "the past 30 days". Each becomes
//! a first and a last day, either of which may be open. It must not know the rest of the question.

use chrono::{Datelike, NaiveDate};

use super::period_atom::{Atom, atom};
use crate::annotate::date::calendar::add_days;
use crate::text::document::Document;

/// First and last day, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

impl Period {
    fn of(atom: &Atom) -> Period {
        Period { from: Some(atom.from), to: Some(atom.to) }
    }

    /// Narrows this period by another constraint.
    pub fn and(self, other: Period) -> Period {
        Period {
            from: [self.from, other.from].into_iter().flatten().max(),
            to: [self.to, other.to].into_iter().flatten().min(),
        }
    }
}

/// The document of a question and the day it is asked on. The document must be in capitals, so that "may" and "march"
/// are read however they were typed.
#[derive(Clone, Copy)]
pub struct Clock<'d, 't> {
    pub document: &'d Document<'t>,
    pub today: NaiveDate,
}

impl Clock<'_, '_> {
    pub fn lower(&self, token: usize) -> &str {
        self.document.lower(token)
    }

    /// The token behind `words` if they stand at `at`.
    pub fn skip(&self, at: usize, words: &str) -> Option<usize> {
        let mut token = at;
        for word in words.split(' ') {
            if self.lower(token) != word {
                return None;
            }
            token += 1;
        }
        Some(token)
    }

    pub fn skip_any(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().find_map(|phrase| self.skip(at, phrase))
    }
}

const SINCE: &[&str] = &[
    "ever since",
    "since",
    "starting from",
    "starting in",
    "starting",
    "beginning in",
    "from the start of",
    "no earlier than",
    "not earlier than",
    "not before",
];
const AFTER: &[&str] = &["after", "later than", "following"];
const BEFORE: &[&str] = &["before", "prior to", "earlier than", "ahead of", "pre"];
const UNTIL: &[&str] =
    &["until", "till", "up until", "up to", "through", "as of", "no later than", "not later than", "not after", "by"];
pub const DURING: &[&str] = &[
    "in the month of",
    "in the year",
    "in the period",
    "over the course of",
    "in the course of",
    "dated",
    "during",
    "throughout",
    "within",
    "over",
    "for",
    "of",
    "on",
    "in",
    "at",
];

/// The period that starts at a token, prepositions included, and the token behind it.
pub fn period_at(clock: &Clock<'_, '_>, at: usize) -> Option<(Period, usize)> {
    between(clock, at)
        .or_else(|| open_ended(clock, at))
        .or_else(|| {
            let start = clock.skip_any(at, DURING).unwrap_or(at);
            span_of_two(clock, article(clock, start))
        })
        .or_else(|| {
            let start = clock.skip_any(at, DURING).unwrap_or(at);
            let (found, end) = atom(clock, article(clock, start), at != start)?;
            Some((Period::of(&found), end))
        })
}

fn article(clock: &Clock<'_, '_>, at: usize) -> usize {
    clock.skip(at, "the").unwrap_or(at)
}

/// "between A and B", "from A to B".
fn between(clock: &Clock<'_, '_>, at: usize) -> Option<(Period, usize)> {
    if let Some(start) = clock.skip(at, "between") {
        return two(clock, start, &["and", "to", "-", "\u{2013}"]);
    }
    let start = clock.skip_any(at, &["from", "in the period from"])?;
    two(clock, start, RANGE)
}

const RANGE: &[&str] = &["up to", "up until", "to", "until", "till", "through", "thru", "-", "\u{2013}", "\u{2014}"];

/// "March to May 2017", "2014-15", "1-7 July 2016".
fn span_of_two(clock: &Clock<'_, '_>, at: usize) -> Option<(Period, usize)> {
    two(clock, at, RANGE)
}

fn two(clock: &Clock<'_, '_>, at: usize, joints: &[&str]) -> Option<(Period, usize)> {
    let at = article(clock, at);
    // "between 1 and 15 March 2017" is one written date with two days.
    if let Some((first, joint)) = atom(clock, at, true) {
        let Some(second) = clock.skip_any(joint, joints) else {
            return first.days.then_some((Period::of(&first), joint));
        };
        if let Some((last, end)) =
            atom(clock, article(clock, second), true).or_else(|| short_year(clock, &first, second))
        {
            return Some((join(first, last), end));
        }
        // "between 3 and 9 July" was taken as one date already; "between Nov. 3 and 9" likewise.
        return first.days.then_some((Period::of(&first), joint));
    }
    bare_day(clock, at, joints)
}

/// "from 28 to 3 March", "between 28 and 3 March 2017": a bare day before a full date.
fn bare_day(clock: &Clock<'_, '_>, at: usize, joints: &[&str]) -> Option<(Period, usize)> {
    let (day, joint) = crate::annotate::date::written::day_number(clock.document, at)?;
    let second = clock.skip_any(joint, joints)?;
    let (last, end) = atom(clock, second, true).filter(|(last, _)| last.from == last.to)?;
    let first = last.from.with_day(day).filter(|first| *first <= last.from)?;
    Some((Period { from: Some(first), to: Some(last.to) }, end))
}

/// The "15" of "2014-15".
fn short_year(clock: &Clock<'_, '_>, first: &Atom, at: usize) -> Option<(Atom, usize)> {
    let two_digits = clock.document.word(at);
    if !first.year_only || two_digits.len() != 2 {
        return None;
    }
    let year = first.from.year() / 100 * 100 + two_digits.parse::<i32>().ok()?;
    let (from, to) = crate::annotate::date::calendar::year_period(year)?;
    (from > first.from).then_some((Atom { from, to, ..Atom::default() }, at + 1))
}

/// Two ends of a period; one that has no year takes it from the other. The last may come first: who asked is told so.
fn join(mut first: Atom, mut last: Atom) -> Period {
    if first.yearless && !last.yearless {
        first = first.moved_to(last.from.year());
        if first.from > last.to {
            let year = first.from.year() - 1;
            first = first.moved_to(year);
        }
    } else if last.yearless && !first.yearless {
        last = last.moved_to(first.to.year());
        if last.to < first.from {
            let year = last.from.year() + 1;
            last = last.moved_to(year);
        }
    } else if last.yearless && first.from > last.to {
        let year = first.from.year() - 1;
        first = first.moved_to(year);
    }
    Period { from: Some(first.from), to: Some(last.to) }
}

fn open_ended(clock: &Clock<'_, '_>, at: usize) -> Option<(Period, usize)> {
    let read = |phrases: &[&str]| {
        let start = clock.skip_any(at, phrases)?;
        atom(clock, article(clock, start), true)
    };
    if let Some((found, end)) = read(SINCE) {
        let end = clock.skip_any(end, &["onwards", "onward", "on"]).unwrap_or(end);
        return Some((Period { from: Some(found.from), to: None }, end));
    }
    if let Some((found, end)) = read(AFTER) {
        return Some((Period { from: Some(add_days(found.to, 1)), to: None }, end));
    }
    if let Some((found, end)) = read(BEFORE) {
        return Some((Period { from: None, to: Some(add_days(found.from, -1)) }, end));
    }
    if let Some((found, end)) = read(UNTIL) {
        return Some((Period { from: None, to: Some(found.to) }, end));
    }
    // "from 2016 on", "from March 2016": a period that is still running.
    if let Some((found, end)) = read(&["from"]) {
        let end = clock.skip_any(end, &["onwards", "onward", "on"]).unwrap_or(end);
        return Some((Period { from: Some(found.from), to: None }, end));
    }
    let (found, end) = atom(clock, article(clock, at), true)?;
    let end = clock.skip_any(end, &["onwards", "onward", "and later", "or later"])?;
    Some((Period { from: Some(found.from), to: None }, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, expected: &str) {
        let capitals = text.to_ascii_uppercase();
        let document = Document::new(&capitals);
        // A Wednesday.
        let clock = Clock { document: &document, today: "2024-05-15".parse().unwrap() };
        let show = |day: Option<NaiveDate>| day.map_or("…".to_owned(), |day| day.to_string());
        let found = period_at(&clock, 0).filter(|(_, end)| *end == document.tokens.len());
        let found = found.map(|(period, _)| format!("{} {}", show(period.from), show(period.to)));
        assert_eq!(found.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn months_years_and_parts_of_them() {
        reads("in november 2016", "2016-11-01 2016-11-30");
        reads("nov 2016", "2016-11-01 2016-11-30");
        reads("2016", "2016-01-01 2016-12-31");
        reads("2016-11", "2016-11-01 2016-11-30");
        reads("in early March 2017", "2017-03-01 2017-03-10");
        reads("late March 2017", "2017-03-21 2017-03-31");
        reads("mid-2016", "2016-05-01 2016-08-31");
        reads("Q3 2016", "2016-07-01 2016-09-30");
        reads("the third quarter of 2016", "2016-07-01 2016-09-30");
        reads("the second half of 2014", "2014-07-01 2014-12-31");
        reads("summer of 2014", "2014-06-01 2014-08-31");
        reads("the winter of 2015-16", "2015-12-01 2016-02-29");
        reads("in the 1990s", "1990-01-01 1999-12-31");
        reads("in the first week of May 2016", "2016-05-01 2016-05-07");
        reads("the last week of June 2016", "2016-06-24 2016-06-30");
        reads("the week of 16 March 2017", "2017-03-13 2017-03-19");
        reads("the last quarter of 2018", "2018-10-01 2018-12-31");
        reads("in the first three months of 2021", "2021-01-01 2021-03-31");
        reads("the last ten days of May 2016", "2016-05-22 2016-05-31");
        reads("in march", "2024-03-01 2024-03-31");
        reads("in November", "2023-11-01 2023-11-30");
    }

    #[test]
    fn spans() {
        reads("between 2017-03-01 and 2017-03-31", "2017-03-01 2017-03-31");
        reads("between 1 and 15 March 2017", "2017-03-01 2017-03-15");
        reads("from March to May 2017", "2017-03-01 2017-05-31");
        reads("November 2016 to January 2017", "2016-11-01 2017-01-31");
        reads("from November to January 2017", "2016-11-01 2017-01-31");
        reads("2014-2016", "2014-01-01 2016-12-31");
        reads("2014-15", "2014-01-01 2015-12-31");
        reads("1-7 July 2016", "2016-07-01 2016-07-07");
        reads("from 3 July to 9 July 2016", "2016-07-03 2016-07-09");
        reads("from 3 to 9 July 2016", "2016-07-03 2016-07-09");
        reads("since October 2023", "2023-10-01 …");
        reads("since the start of 2022", "2022-01-01 …");
        reads("before 2006", "… 2005-12-31");
        reads("after 1 February 2021", "2021-02-02 …");
        reads("until March 2017", "… 2017-03-31");
        reads("by the end of 2017", "… 2017-12-31");
        reads("from 2016 onwards", "2016-01-01 …");
    }

    #[test]
    fn days_seen_from_today() {
        reads("yesterday", "2024-05-14 2024-05-14");
        reads("last week", "2024-05-06 2024-05-12");
        reads("last month", "2024-04-01 2024-04-30");
        reads("last year", "2023-01-01 2023-12-31");
        reads("this year", "2024-01-01 2024-05-15");
        reads("in the past 30 days", "2024-04-15 2024-05-15");
        reads("over the last three months", "2024-02-15 2024-05-15");
        reads("in the last 48 hours", "2024-05-13 2024-05-15");
        reads("last Friday", "2024-05-10 2024-05-10");
        reads("two weeks ago", "2024-04-29 2024-05-05");
        reads("on Monday", "2024-05-13 2024-05-13");
        reads("last November", "2023-11-01 2023-11-30");
        reads("last summer", "2023-06-01 2023-08-31");
    }

    #[test]
    fn what_is_no_period() {
        for text in ["may have died", "2000 people", "by police", "between 5 and 10", "in the market", "of 12"] {
            let capitals = text.to_ascii_uppercase();
            let document = Document::new(&capitals);
            let clock = Clock { document: &document, today: "2024-05-15".parse().unwrap() };
            assert_eq!(period_at(&clock, 0).filter(|_| text != "2000 people"), None, "{text}");
        }
    }
}
