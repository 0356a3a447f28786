//! One dateline at one spot: place, date, agency and the mark that parts them from the report, in the orders in which
//! agencies print them. It decides whether what stands there is a dateline at all.

use std::ops::Range;

use chrono::NaiveDate;

use super::mark::{Mark, mark};
use super::place::{LONGEST_NAME, PlaceRun, is_known_town, places};
use super::proof::{Proof, Spot, weigh};
use super::{header, names, newcomer, opens_line};
use crate::annotate::date::calendar::{last_weekday, weekday_of};
use crate::annotate::date::written::{Written, Years, written};
use crate::gazetteer::Gazetteer;
use crate::text::document::Document;
use crate::text::token::Case;

/// What stands at one spot, before it is known to be a dateline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    pub place: Option<PlaceRun>,
    pub agency: Option<String>,
    /// Whether the agency is one of `data/agencies.tsv`.
    pub agency_known: bool,
    /// Whether it is one that no table has, printed before the place.
    pub newcomer: bool,
    pub date: Option<DatelineDate>,
    /// "NO DATE", as old wire copy says where it has none.
    pub date_denied: bool,
    /// The first token, and the token behind the mark.
    pub tokens: Range<usize>,
    pub mark: Mark,
}

/// A dateline's date: a written one, or a weekday.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DatelineDate {
    Written(Written),
    Weekday(chrono::Weekday),
}

impl DatelineDate {
    /// The day meant, its year taken from the day of publication where none is written.
    pub fn day(self, published: Option<NaiveDate>) -> Option<NaiveDate> {
        match self {
            DatelineDate::Written(date) => date.day_near(published),
            DatelineDate::Weekday(weekday) => Some(last_weekday(weekday, published?)),
        }
    }
}

/// The dateline at a token, if what stands there is one.
pub fn dateline_at(document: &Document<'_>, at: usize, spot: Spot, gazetteer: &Gazetteer) -> Option<(Parts, Proof)> {
    let capitals = document.tokens.get(at)?.case == Case::Upper;
    if !capitals && !has_mark_near(document, at) {
        return None;
    }
    let found = parts(document, at, LONGEST_NAME, spot, gazetteer);
    let proof = weigh(document, &found, spot, gazetteer);
    if proof != Proof::None {
        return Some((found, proof));
    }
    // "WASHINGTON FBI Director": without a mark, capitals of the sentence stick to the place.
    let words = found
        .place
        .as_ref()
        .filter(|_| capitals && found.mark == Mark::None && !document.upper_case)
        .map_or(0, |place| place.name.len());
    (1..words).rev().find_map(|longest| {
        let found = parts(document, at, longest, spot, gazetteer);
        let proof = weigh(document, &found, spot, gazetteer);
        (proof != Proof::None && found.mark == Mark::None).then_some((found, proof))
    })
}

/// Tokens within which a dateline without capitals must show its mark.
const MARK_WITHIN: usize = 20;

/// A cheap look for anything that a dateline in small letters needs: a bracket, a dash, a colon, the line's end.
fn has_mark_near(document: &Document<'_>, at: usize) -> bool {
    (at + 1..at + MARK_WITHIN).any(|token| {
        opens_line(document, token)
            || matches!(
                document.word(token),
                "(" | "["
                    | "-"
                    | "\u{2013}"
                    | "\u{2014}"
                    | "\u{2015}"
                    | "\u{2212}"
                    | "_"
                    | ":"
                    | "/"
                    | "="
                    | "|"
                    | "\u{fffd}"
                    | "â"
                    | "&"
                    | "#"
            )
    }) || document.word(at) == "("
}

/// The dateline behind a byline in the same line.
pub fn behind_byline(document: &Document<'_>, at: usize, gazetteer: &Gazetteer) -> Option<Parts> {
    if document.lower(at) != "by" || !document.tokens.get(at)?.is_capitalised() {
        return None;
    }
    (at + 2..at + 16).take_while(|&start| start < document.tokens.len() && !opens_line(document, start)).find_map(
        |start| {
            if document.tokens[start].case != Case::Upper || joined_to_previous(document, start) {
                return None;
            }
            let found = parts(document, start, LONGEST_NAME, Spot::LaterLine, gazetteer);
            let signed = found.agency_known || found.date.is_some();
            // The byline's own capitals ("THOMAS WAGNER LONDON (AP)") are no part of the place.
            let place = found.place.as_ref()?;
            let plain = is_known_town(document.slice(place.name.clone()), gazetteer) || place.name.len() == 1;
            (signed && found.mark != Mark::None && plain).then_some(found)
        },
    )
}

fn joined_to_previous(document: &Document<'_>, at: usize) -> bool {
    at > 0 && matches!(document.word(at - 1), "-" | "," | "/")
}

/// Reads place, date, agency and mark in whatever order they come.
fn parts(document: &Document<'_>, start: usize, longest_name: usize, spot: Spot, gazetteer: &Gazetteer) -> Parts {
    let mut found = Parts { tokens: start..start, ..Parts::default() };
    let mut at = leading_agency(document, start, &mut found);
    if at == start
        && let Some((name, place)) = newcomer::agency(document, start, spot, gazetteer)
    {
        let printed = document.slice(name);
        found.agency = Some(printed.split_whitespace().collect::<Vec<_>>().join(" "));
        found.newcomer = true;
        at = place;
    }
    let aboard = document.lower(at) == "aboard";
    at += usize::from(
        matches!(document.lower(at), "near" | "outside" | "aboard" | "inside") && document.tokens[at].is_capitalised(),
    );
    // Behind "(CNN)" only capitals can be a place: all else opens the report.
    let bracketed = at > start && document.word(start) == "(";
    if document.tokens.get(at).is_some_and(|token| token.is_word() && (!bracketed || token.case == Case::Upper))
        && let Some(run) = places(document, at, longest_name, gazetteer)
    {
        at = run.end;
        // A ship is no place.
        found.place = Some(run).filter(|_| !aboard);
    }
    for _ in 0..5 {
        let next = element(document, at, &mut found);
        if next == at {
            break;
        }
        at = next;
    }
    let (mark, end) = mark(document, at);
    found.mark = mark;
    found.tokens = start..end;
    found
}

/// "AFP - …", "(Reuters) - …", "AFP, AIN ISSA, Syria", "AFP/BEIRUT".
fn leading_agency(document: &Document<'_>, start: usize, found: &mut Parts) -> usize {
    let open = usize::from(document.word(start) == "(");
    let Some((name, mut end)) = header::known_agency(document, start + open) else { return start };
    if open == 1 {
        if document.word(end) != ")" {
            return start;
        }
        end += 1;
    }
    let goes_on = open == 1
        || matches!(document.word(end), "," | "/" | "-" | "\u{2013}" | "\u{2014}" | "_" | ":")
        || opens_line(document, end);
    let hyphenated = document.word(end) == "-"
        && document.tokens[end].glued
        && document.tokens.get(end + 1).is_some_and(|next| next.glued);
    if !goes_on || hyphenated {
        return start;
    }
    found.agency = Some(name.to_owned());
    found.agency_known = true;
    match document.word(end) {
        "," | "/" => end + 1,
        _ => end,
    }
}

/// Reads one of date, bracketed or slashed agency, region in brackets; gives the token behind it, or `at`.
fn element(document: &Document<'_>, at: usize, found: &mut Parts) -> usize {
    let word = document.word(at);
    if word == "." && matches!(document.word(at + 1), "/" | "(") && !opens_line(document, at + 1) {
        return element(document, at + 1, found);
    }
    if matches!(word, "(" | "[") && !(word == "[" && found.date.is_none()) && !opens_twice(document, at) {
        return bracketed(document, at, found).unwrap_or(at);
    }
    if word == "/" {
        return slashed(document, at, found).unwrap_or(at);
    }
    let comma = usize::from(matches!(word, "," | "." | ":" | ";"));
    if found.date.is_none()
        && let Some((date, end)) = date(document, at + comma)
    {
        found.date = Some(date);
        return end;
    }
    if comma == 1 && document.word(at + 1) == "NO" && document.word(at + 2) == "DATE" {
        found.date_denied = true;
        return at + 3;
    }
    if found.agency.is_none()
        && comma == 1
        && let Some((name, end)) = header::known_agency(document, at + 1)
        && mark(document, end).0 != Mark::None
    {
        found.agency = Some(name.to_owned());
        found.agency_known = true;
        return end;
    }
    at
}

/// A line break before a bracket ends the dateline, unless the copy is old and wrapped.
fn opens_twice(document: &Document<'_>, at: usize) -> bool {
    opens_line(document, at) && !document.upper_case
}

fn date(document: &Document<'_>, at: usize) -> Option<(DatelineDate, usize)> {
    if opens_line(document, at) {
        return None;
    }
    if let Some(weekday) = weekday_of(document.lower(at)).filter(|_| document.tokens[at].is_capitalised()) {
        let comma = usize::from(document.word(at + 1) == ",");
        return match written(document, at + 1 + comma, Years::Short) {
            Some((date, end)) if date.day.is_some() => Some((DatelineDate::Written(date), end)),
            _ => Some((DatelineDate::Weekday(weekday), at + 1)),
        };
    }
    let (date, end) = written(document, at, Years::Short)?;
    date.day.map(|_| (DatelineDate::Written(date), end))
}

/// "(Reuters)", "(Jan. 22, 2013)", "(RADIO VENCEREMOS)".
fn bracketed(document: &Document<'_>, at: usize, found: &mut Parts) -> Option<usize> {
    let mut depth = 1;
    let close = (at + 1..at + 14).find(|&token| {
        match document.word(token) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    if close == at + 1 {
        return None;
    }
    if let Some((date, end)) = date(document, at + 1)
        && found.date.is_none()
        && end >= close
    {
        found.date = Some(date);
        return Some(close + 1);
    }
    let printed = document.slice(at + 1..close);
    // "CARACAS (VENEZUELA), 17 JUL 89 (AFP)": the second bracket is the agency, so the first was a country.
    if found.agency.is_some() && !found.agency_known && found.date.is_some() {
        found.agency = None;
    }
    if found.agency.is_none() {
        let first = printed.split('/').next().unwrap_or(printed).trim();
        let known = names::agency(printed).or_else(|| names::agency(first));
        // An agency that no table has must be written as a name.
        let named = document.tokens[at + 1].is_capitalised();
        if known.is_none() && !named {
            return None;
        }
        found.agency_known = known.is_some();
        found.agency =
            Some(known.map_or_else(|| printed.split_whitespace().collect::<Vec<_>>().join(" "), str::to_owned));
    }
    Some(close + 1)
}

/// "/TASS/."
fn slashed(document: &Document<'_>, at: usize, found: &mut Parts) -> Option<usize> {
    let close = (at + 2..at + 6).find(|&token| document.word(token) == "/")?;
    let name = names::agency(document.slice(at + 1..close))?;
    found.agency = Some(name.to_owned());
    found.agency_known = true;
    Some(close + 1)
}
