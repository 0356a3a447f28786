//! What a question may not say because no query can: a constraint turned round ("not in Aleppo"), a day that no calendar
//! has, a place off the globe. Reading it as if the word were not there would answer the opposite. It must not know what
//! the words are read as.

use super::reader::Reader;
use super::tables::NEGATING;
use super::{QuestionError, period};
use crate::annotate::date::calendar::{month_of, month_period};
use crate::annotate::date::written::{number, year_number};
use crate::lexicon::Entry;

impl Reader<'_> {
    /// Refuses the first thing in the question that no query can say.
    pub fn refuse_unsayable(&self) -> Result<(), QuestionError> {
        let mut at = 0;
        while at < self.len() {
            if let Some(end) = self.behind_quotation(at) {
                at = end;
                continue;
            }
            if let Some(end) = self.affirming(at) {
                at = end;
                continue;
            }
            if let Some(end) = self.negating(at) {
                let words = self.typed.slice(at..end);
                let message = format!(
                    "{words:?} cannot be asked: constraints cannot be turned round. Ask for what is wanted; NOT in \
                     capitals before a word or quotation leaves out articles with it"
                );
                return Err(self.refusal(at, message));
            }
            if let Some(message) = self.impossible_date(at).or_else(|| self.off_the_globe(at)) {
                return Err(self.refusal(at, message));
            }
            at += 1;
        }
        Ok(())
    }

    pub fn refusal(&self, token: usize, message: impl Into<String>) -> QuestionError {
        QuestionError { column: self.column(token), message: message.into(), suggestions: Vec::new() }
    }

    /// The token behind a quotation that opens here; words in it are searched for as they stand.
    fn behind_quotation(&self, at: usize) -> Option<usize> {
        let mark = |token: usize| matches!(self.typed.word(token), "\"" | "\u{201c}" | "\u{201d}");
        mark(at).then(|| (at + 1..self.len()).find(|token| mark(*token)).map(|closing| closing + 1)).flatten()
    }

    /// The token behind a negating word that belongs to something sayable: "no fewer than", "Doctors Without Borders".
    fn affirming(&self, at: usize) -> Option<usize> {
        let phrase = NEGATING.affirmed.iter().filter_map(|phrase| self.skip(at, phrase)).max();
        let name = self.longest(at, |entry| match entry {
            Entry::Actor(_) | Entry::Source(_) | Entry::Victim(_) => Some(()),
            _ => None,
        });
        let name = name.map(|(_, end)| end).filter(|end| *end > at + 1);
        phrase.into_iter().chain(name).max()
    }

    /// The token behind a word or phrase that turns round what follows it.
    fn negating(&self, at: usize) -> Option<usize> {
        // "No. 5", "title:no"
        let numbered = self.lower(at) == "no" && (self.typed.word(at + 1) == "." || self.is_number(at + 1));
        let valued = at > 0 && self.typed.word(at - 1) == ":" && self.typed.tokens.get(at).is_some_and(|t| t.glued);
        if numbered || valued {
            return None;
        }
        if self.typed.word(at) == "NOT" {
            // The operator of the full text takes a word to search for, not a preposition.
            let next = self.lower(at + 1);
            let leads = super::tables::WORDS.is_frame(next) && next != "not" && self.typed.word(at + 1) != "US";
            return leads.then_some(at + 1);
        }
        let lower = self.lower(at);
        if lower.ends_with("n't") || lower.ends_with("n\u{2019}t") {
            return Some(at + 1);
        }
        if lower == "non" {
            let next = if self.typed.word(at + 1) == "-" { at + 2 } else { at + 1 };
            return self.found.iter().any(|found| found.tokens.start == next).then_some(next + 1);
        }
        // "no one killed" asks for nothing that there is; "claimed by no one" constrains nothing.
        if let Some(end) = self.skip_any(at, &["no one", "no - one", "nobody"]) {
            let harm = (end..end + 4).any(|token| self.harm_at(token).is_some());
            return harm.then_some(end);
        }
        NEGATING.negating.iter().filter_map(|phrase| self.skip(at, phrase)).max()
    }

    fn is_number(&self, at: usize) -> bool {
        self.typed.tokens.get(at).is_some_and(|token| token.kind == crate::text::token::TokenKind::Number)
    }

    /// "2016-13-01", "31 February 2017", "2016-13": written as a date, and none.
    fn impossible_date(&self, at: usize) -> Option<String> {
        let document = &self.capitals;
        let said = |end: usize| format!("{:?} is no date", self.typed.slice(at..end));
        let glued = |token: usize| document.tokens.get(token).is_some_and(|token| token.glued);
        let starts = !glued(at) || at == 0 || self.typed.word(at - 1) == "(";
        if let Some(year) = year_number(document, at).filter(|_| starts)
            && matches!(document.word(at + 1), "-" | "/")
            && glued(at + 1)
            && glued(at + 2)
            && let Some(month) = number(document, at + 2, 2)
        {
            if matches!(document.word(at + 3), "-" | "/") && glued(at + 3) && glued(at + 4) {
                let day = number(document, at + 4, 2)?;
                return (!is_day(Some(year), month, day)).then(|| said(at + 5));
            }
            // "2014-15" is two years.
            let years = document.word(at + 2).len() == 2 && month as i32 > year % 100;
            return (!(1..=12).contains(&month) && !years).then(|| said(at + 3));
        }
        let month_behind = |token: usize| self.skip(token, "of").unwrap_or(token);
        if let Some(day) = number(document, at, 2).filter(|day| *day > 28 && starts)
            && let Some(month) = month_of(self.lower(month_behind(at + 1))).filter(|_| !glued(at + 1))
        {
            let month_at = month_behind(at + 1);
            let year = year_number(document, month_at + 1);
            // "45 march on": a verb unless a year follows; "32 May" without one is still no date.
            let dated = year.is_some() || self.is_capitalised(month_at) || day <= 31;
            return (dated && !is_day(year, month, day)).then(|| said(month_at + 1));
        }
        if let Some(month) = month_of(self.lower(at))
            && let Some(day) =
                number(document, at + 1, 2).filter(|day| *day > 28 && !glued(at + 1) && !self.counts_people(at + 2))
        {
            let next = self.skip(at + 2, ",").unwrap_or(at + 2);
            let year = year_number(document, next);
            return ((day <= 31 || year.is_some()) && !is_day(year, month, day)).then(|| said(at + 2));
        }
        None
    }

    /// "91.5, 200.25": degrees that are none.
    fn off_the_globe(&self, at: usize) -> Option<String> {
        let (lat, end) = self.degrees_at(at)?;
        let (lon, _) = self.degrees_at(self.skip(end, ",")?)?;
        super::place_choice::out_of_range(lat, lon)
    }

    /// "between X and 2017" where X is no date: the year alone would be another question.
    pub fn refuse_half_a_span(&self, at: usize) -> Result<(), QuestionError> {
        if self.lower(at) != "between" || period::period_at(&self.clock(), at).is_some() {
            return Ok(());
        }
        let Some(joint) = (at + 2..at + 7).find(|token| self.lower(*token) == "and") else { return Ok(()) };
        let dated = |token: usize| super::period_atom::atom(&self.clock(), token, true).is_some();
        if dated(joint + 1) && !self.people_or_place(at + 1) {
            let message = format!("{:?} is no date or period", self.typed.slice(at + 1..joint));
            return Err(self.refusal(at + 1, message));
        }
        Ok(())
    }

    fn people_or_place(&self, at: usize) -> bool {
        self.found.iter().any(|found| found.tokens.start == at) || self.place_name_at(at, true).is_some()
    }
}

/// Whether the month has the day; 29 February is one of years that are not told.
fn is_day(year: Option<i32>, month: u32, day: u32) -> bool {
    use chrono::Datelike;
    let last = month_period(year.unwrap_or(2000), month).map(|(_, last)| last.day());
    last.is_some_and(|last| (1..=last).contains(&day))
}
