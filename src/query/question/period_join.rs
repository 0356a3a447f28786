//! Periods joined in a question: "2016 or 2017", "March, April and May 2017". Neighbours make one span; a query has one
//! span, so others are refused rather than one of them dropped. It must not know places or people.

use super::QuestionError;
use super::period::{Clock, DURING, Period, period_at};
use super::period_atom::{Atom, atom};
use super::reader::Reader;
use crate::annotate::date::calendar::add_days;
use chrono::Datelike;

const JOINTS: &[&str] = &[", and", ", or", "and", "or", ",", "&", "/"];

/// A list of stretches of days that starts at a token: each with the token that it starts at, and the token behind all.
fn listed(clock: &Clock<'_, '_>, at: usize, is_count: impl Fn(usize) -> bool) -> Option<(Vec<(Atom, usize)>, usize)> {
    let one = |at: usize, led: bool| {
        let start = clock.skip_any(at, DURING).unwrap_or(at);
        let start = clock.skip(start, "the").unwrap_or(start);
        // "in April and may have died"
        let verb = matches!(clock.lower(start + 1), "have" | "be" | "not");
        let (found, end) = atom(clock, start, (led || start > at) && !verb)?;
        (!is_count(end)).then_some((found, end))
    };
    let (first, mut end) = one(at, false)?;
    let mut atoms = vec![(first, at)];
    while let Some(joint) = clock.skip_any(end, JOINTS) {
        let comma = clock.lower(joint - 1) == ",";
        let Some((next, behind)) = one(joint, true) else { break };
        // "on Monday, 3 May", "in May 2016, 2016": narrower, no further one.
        let overlap = atoms.iter().any(|(other, _)| other.from <= next.to && next.from <= other.to);
        if overlap && comma && !next.yearless && !first.yearless {
            break;
        }
        atoms.push((next, joint));
        end = behind;
    }
    (atoms.len() > 1).then_some((atoms, end))
}

/// Takes the year of those without one from the one behind or before that has it.
fn share_years(atoms: &mut [(Atom, usize)]) {
    for index in (0..atoms.len().saturating_sub(1)).rev() {
        if let [(first, _), (second, _)] = &mut atoms[index..index + 2]
            && first.yearless
            && !second.yearless
        {
            *first = Atom { yearless: false, ..first.moved_to(second.from.year()) };
            if first.from > second.from {
                *first = first.moved_to(first.from.year() - 1);
            }
        }
    }
    for index in 1..atoms.len() {
        if let [(first, _), (second, _)] = &mut atoms[index - 1..index + 1]
            && second.yearless
        {
            let behind = |atom: Atom| Atom { yearless: false, ..atom };
            if !first.yearless {
                *second = behind(second.moved_to(first.from.year()));
            }
            if second.from < first.from && !first.yearless {
                *second = second.moved_to(second.from.year() + 1);
            } else if second.from < first.from {
                *first = first.moved_to(first.from.year() - 1);
            }
        }
    }
}

impl Reader<'_> {
    /// A period with its prepositions, or several that make one span; an error where they make none.
    fn span_at(&self, at: usize) -> Result<Option<(Period, usize)>, QuestionError> {
        let clock = self.clock();
        let single = period_at(&clock, at);
        let is_count = |end: usize| self.is_count(end);
        let list = listed(&clock, at, is_count).filter(|(_, end)| single.is_none_or(|(_, other)| other <= *end));
        let Some((mut atoms, end)) = list else { return self.single_span(single) };
        share_years(&mut atoms);
        let (mut from, mut to) = (atoms[0].0.from, atoms[0].0.to);
        for (next, token) in atoms.iter().skip(1) {
            if next.from > add_days(to, 1) || next.to < add_days(from, -1) {
                let message = "these are not one stretch of time, and a query has one: ask for each alone";
                return Err(self.refusal(*token, message));
            }
            (from, to) = (from.min(next.from), to.max(next.to));
        }
        Ok(Some((Period { from: Some(from), to: Some(to) }, end)))
    }

    fn single_span(&self, single: Option<(Period, usize)>) -> Result<Option<(Period, usize)>, QuestionError> {
        let Some((_, end)) = single else { return Ok(None) };
        // "since 2014 or 2015"
        if let Some(other) = self.skip_any(end, &["or", ", or"])
            && !self.is_count(end)
            && let Some((_, behind)) = period_at(&self.clock(), other)
            && !self.is_count(behind)
        {
            let message = "either of two periods cannot be asked: ask for each alone";
            return Err(self.refusal(other, message));
        }
        Ok(single)
    }

    /// "2000 people" is a count.
    fn is_count(&self, end: usize) -> bool {
        let last = end.checked_sub(1).and_then(|last| self.typed.tokens.get(last));
        let joint = matches!(self.lower(end), "or" | "others")
            && period_at(&self.clock(), end + 1).is_some_and(|(_, end)| !self.is_count_of_people(end));
        last.is_some_and(|last| last.range().len() == 4) && !joint && self.is_count_of_people(end)
    }

    fn is_count_of_people(&self, end: usize) -> bool {
        self.counts_people(end)
    }

    /// "in November 2016", "2016 or 2017", and "published in March 2017": when the report appeared, not when the harm
    /// was done.
    pub fn read_dates(&mut self, at: usize) -> Result<Option<usize>, QuestionError> {
        let published = self.skip_any(at, &["published", "posted", "printed", "filed"]);
        let start = published.unwrap_or(at);
        // "within 2000 km of Homs"
        if self.kilometres_at(self.skip_any(start, DURING).unwrap_or(start)).is_some() {
            return Ok(None);
        }
        self.refuse_half_a_span(start)?;
        let Some((period, end)) = self.span_at(start)? else { return Ok(None) };
        if self.is_count(end) {
            return Ok(None);
        }
        if let (Some(from), Some(to)) = (period.from, period.to)
            && from > to
        {
            return Err(self.refusal(at, format!("from {from} is after to {to}")));
        }
        let before = if published.is_some() { self.published } else { self.period };
        let both = before.and(period);
        if let (Some(from), Some(to)) = (both.from, both.to)
            && from > to
        {
            let (here, there) = (super::say_period(period), super::say_period(before));
            return Err(self.refusal(at, format!("{here} and {there} have no day in common: ask for each alone")));
        }
        let field = if published.is_some() { "published" } else { "from" };
        *(if published.is_some() { &mut self.published } else { &mut self.period }) = both;
        self.note(at..end, field, super::say_period(period));
        Ok(Some(end))
    }
}
