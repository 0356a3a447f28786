//! One dateline at one spot: place, date, agency and the mark that parts them from the report, in the orders in which
//! agencies print them. It decides whether what stands there is a dateline at all.

use std::ops::Range;

use chrono::NaiveDate;

use super::place::{PlaceRun, Writing, is_known_town, is_no_place, places};
use super::{header, names, opens_line};
use crate::annotate::date::calendar::{last_weekday, weekday_of};
use crate::annotate::date::written::{Written, Years, written};
use crate::gazetteer::Gazetteer;
use crate::text::document::Document;
use crate::text::token::{Case, TokenKind};

/// What stands at one spot, before it is known to be a dateline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    pub place: Option<PlaceRun>,
    pub agency: Option<String>,
    /// Whether the agency is one of `data/agencies.tsv`.
    pub agency_known: bool,
    pub date: Option<DatelineDate>,
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

/// What parts the dateline from the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    #[default]
    None,
    Dash,
    Colon,
    Stop,
    LineEnd,
}

/// Where the spot lies: the report's first line, or a later line below headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    FirstLine,
    /// Behind a header in its line.
    BehindHeader,
    LaterLine,
    /// Below a line that was prose already: an editor's note, a caption.
    BelowProse,
}

/// The dateline at a token, if what stands there is one.
pub fn dateline_at(document: &Document<'_>, at: usize, spot: Spot, gazetteer: &Gazetteer) -> Option<Parts> {
    let found = parts(document, at, gazetteer);
    is_dateline(document, &found, spot, gazetteer).then_some(found)
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
            let found = parts(document, start, gazetteer);
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
fn parts(document: &Document<'_>, start: usize, gazetteer: &Gazetteer) -> Parts {
    let mut found = Parts { tokens: start..start, ..Parts::default() };
    let mut at = leading_agency(document, start, &mut found);
    at += usize::from(
        matches!(document.lower(at), "near" | "outside" | "aboard" | "inside") && document.tokens[at].is_capitalised(),
    );
    // Behind "(CNN)" only capitals can be a place: all else opens the report.
    let bracketed = at > start && document.word(start) == "(";
    if document.tokens.get(at).is_some_and(|token| token.is_word() && (!bracketed || token.case == Case::Upper))
        && let Some(run) = places(document, at, gazetteer)
    {
        at = run.end;
        found.place = Some(run);
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

/// The mark at a token and the token behind it.
pub fn mark(document: &Document<'_>, at: usize) -> (Mark, usize) {
    let Some(token) = document.tokens.get(at) else { return (Mark::LineEnd, at) };
    let broken = opens_line(document, at);
    if broken && !matches!(document.word(at), "-" | "\u{2013}" | "\u{2014}") {
        return (Mark::LineEnd, at);
    }
    let next_glued = document.tokens.get(at + 1).is_some_and(|next| next.glued);
    match document.word(at) {
        "-" | "\u{2013}" | "\u{2014}" | "\u{2015}" | "\u{2212}" | "_" | "\u{fffd}" | "=" | "|" => {
            let long = !matches!(document.word(at), "-" | "\u{2013}");
            let behind_bracket = at > 0 && matches!(document.word(at - 1), ")" | "." | "]" | "/");
            let end = dashes_end(document, at);
            // "US-led" is hyphenated; "(AP)-The" and "BEIRUT—The" are not.
            if token.glued
                && document.tokens.get(end).is_some_and(|next| next.glued)
                && !long
                && !behind_bracket
                && end == at + 1
            {
                return (Mark::None, at);
            }
            (Mark::Dash, end)
        }
        "?" if at > 0 && document.word(at - 1) == ")" && !next_glued => (Mark::Dash, at + 1),
        "â" | "Ã" | "Ô" => (Mark::Dash, garbled_end(document, at)),
        "&" | "#" => entity_end(document, at).map_or((Mark::None, at), |end| (Mark::Dash, end)),
        ":" => {
            // "BAGHDAD: -", "RAIPUR : ,"
            let (further, end) = mark_dash_only(document, at + 1);
            (Mark::Colon, if further { end } else { at + 1 })
        }
        "." if at > 0 => {
            let (further, end) = mark_dash_only(document, at + 1);
            (if further { Mark::Dash } else { Mark::Stop }, if further { end } else { at + 1 })
        }
        "," => {
            let (further, end) = mark_dash_only(document, at + 1);
            match further {
                true => (Mark::Dash, end),
                false => byline_and_dash(document, at + 1).map_or((Mark::None, at), |end| (Mark::Dash, end)),
            }
        }
        _ => (Mark::None, at),
    }
}

/// ", Jane Doe -": the writer between agency and dash.
fn byline_and_dash(document: &Document<'_>, at: usize) -> Option<usize> {
    let end =
        (at..at + 4).find(|&token| !document.tokens.get(token).is_some_and(|token| token.case == Case::Capital))?;
    let (dash, behind) = mark_dash_only(document, end);
    let spaced = document.tokens.get(end).is_some_and(|token| !token.glued);
    (end >= at + 2 && dash && spaced && document.word(at.wrapping_sub(2)) == ")").then_some(behind)
}

fn mark_dash_only(document: &Document<'_>, at: usize) -> (bool, usize) {
    let dash = matches!(document.word(at), "-" | "\u{2013}" | "\u{2014}") && !opens_line(document, at);
    (dash, if dash { dashes_end(document, at) } else { at })
}

fn dashes_end(document: &Document<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while matches!(document.word(end), "-" | "\u{2013}" | "\u{2014}" | "_" | "=") && document.tokens[end].glued {
        end += 1;
    }
    end
}

/// A dash whose bytes were read in the wrong encoding: "â€”", "â€“", "ÔÇô", one run without spaces.
fn garbled_end(document: &Document<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while end < at + 5
        && document.tokens.get(end).is_some_and(|token| token.glued)
        && document
            .word(end)
            .chars()
            .all(|character| !character.is_ascii_alphanumeric() && !matches!(character, '(' | '['))
    {
        end += 1;
    }
    end
}

/// "&mdash;", "&#8212;", "#151;"
fn entity_end(document: &Document<'_>, at: usize) -> Option<usize> {
    let end = (at + 1..at + 5).find(|&token| document.word(token) == ";")?;
    (at + 1..=end).all(|token| document.tokens[token].glued).then_some(end + 1)
}

/// Tokens behind the dash that make a report out of "ISAF Joint Command - Afghanistan".
const SHORTEST_PROSE: usize = 3;

/// Whether the parts are enough for a dateline. Capitals, a known state, a date, an agency and the mark each speak for
/// one; the further down and the plainer the writing, the more is asked.
fn is_dateline(document: &Document<'_>, parts: &Parts, spot: Spot, gazetteer: &Gazetteer) -> bool {
    let Some(place) = &parts.place else {
        // "AFP - A squadron": an agency and a dash, then the report.
        let prose = (parts.tokens.end + 1..=parts.tokens.end + SHORTEST_PROSE)
            .all(|token| token < document.tokens.len() && !opens_line(document, token));
        // "(CNN)At least": brackets alone part the agency from the report.
        let bracketed = document.word(parts.tokens.start) == "(" && parts.mark == Mark::None;
        let parted = parts.agency_known && (parts.mark == Mark::Dash || bracketed);
        return parted && prose && opens_sentence(document, parts.tokens.end) && spot != Spot::BelowProse;
    };
    let marked = parts.mark != Mark::None;
    let dated = parts.date.is_some();
    let signed = parts.agency_known || parts.agency.is_some() && parts.mark == Mark::Dash;
    let name = document.slice(place.name.clone());
    let capitals = place.writing == Writing::Capitals;
    if spot == Spot::BelowProse && !(capitals && place.name.len() <= 4 && marked && (dated || parts.agency_known)) {
        return false;
    }
    if is_headline_word(name) || place.writing == Writing::Small && (dated || parts.agency.is_some()) {
        return false;
    }
    if dated || signed {
        let proof = marked || parts.agency_known && dated;
        let written_as_place = capitals || place.region.is_some() || is_known_town(name, gazetteer) || signed && dated;
        // "Barack Obama (Reuters)" under a picture is no dateline: no dash follows.
        let open_line = parts.mark == Mark::LineEnd && !dated && !capitals;
        return proof && written_as_place && !open_line
            || dated && capitals && opens_sentence(document, parts.tokens.end);
    }
    if document.upper_case || parts.agency.is_some() {
        return false;
    }
    let first = matches!(spot, Spot::FirstLine | Spot::BehindHeader);
    let opens = opens_sentence(document, parts.tokens.end);
    let long_enough = name.len() >= 4 || place.region_known;
    match parts.mark {
        Mark::Dash => {
            let known = place.region_known || place.region.is_some() && capitals || is_known_town(name, gazetteer);
            opens && known && long_enough && (capitals || first && place.name.len() <= 3 && spaced(document, parts))
        }
        Mark::Colon => {
            first
                && opens_anything(document, parts.tokens.end)
                && long_enough
                && is_town_before_colon(document, parts, gazetteer)
        }
        Mark::None => {
            capitals
                && first
                && opens
                && long_enough
                && (place.region_known || is_known_town(name, gazetteer))
                && !is_no_place(name)
        }
        Mark::LineEnd => {
            let known = place.region_known
                || spot == Spot::BehindHeader && (place.region.is_some() || is_known_town(name, gazetteer));
            capitals && known && spot != Spot::FirstLine && place.name.len() <= 3
        }
        Mark::Stop => false,
    }
}

fn is_town_before_colon(document: &Document<'_>, parts: &Parts, gazetteer: &Gazetteer) -> bool {
    parts.place.as_ref().is_some_and(|place| {
        place.name.len() <= 4
            && (is_known_town(document.slice(place.name.clone()), gazetteer)
                || place.region_known && place.writing == Writing::Capitals)
    })
}

/// Words that head alerts and updates as places head datelines.
fn is_headline_word(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "update"
            | "breaking"
            | "exclusive"
            | "watch"
            | "live"
            | "video"
            | "photo"
            | "photos"
            | "analysis"
            | "opinion"
            | "correction"
            | "urgent"
            | "alert"
            | "factbox"
            | "timeline"
            | "nato"
            | "isis"
            | "isil"
            | "daesh"
            | "unicef"
            | "unesco"
            | "unhcr"
            | "opec"
            | "hamas"
            | "note"
            | "editor"
            | "read"
            | "editorial"
            | "feature"
            | "special"
            | "summary"
            | "background"
            | "question"
            | "answer"
    )
}

/// The mark stands between spaces, as a dateline's dash does and a compound's hyphen does not.
fn spaced(document: &Document<'_>, parts: &Parts) -> bool {
    document.tokens.get(parts.tokens.end).is_some_and(|next| !next.glued)
}

/// Whether a sentence can start here: a capitalised word, a number, an opening quote or bracket.
fn opens_sentence(document: &Document<'_>, at: usize) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    match token.kind {
        TokenKind::Word => token.case == Case::Capital || token.case == Case::Upper,
        TokenKind::Number => true,
        TokenKind::Possessive => false,
        TokenKind::Punctuation => {
            matches!(document.word(at), "\"" | "\u{201c}" | "\u{2018}" | "'" | "(" | "[" | "`" | "$")
        }
    }
}

fn opens_anything(document: &Document<'_>, at: usize) -> bool {
    document.tokens.get(at).is_some_and(|token| token.is_word() || token.kind == TokenKind::Number)
        || opens_sentence(document, at)
}
