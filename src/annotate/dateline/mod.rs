//! Reads the dateline: by which agency, where and when a report was filed, in the dozens of ways in which agencies
//! print it, or the date alone from a header line. It gives the report its setting and its first sentence.
//! It must not know what the report says.

mod grammar;
mod header;
mod names;
mod place;

use chrono::NaiveDate;

use self::grammar::{Parts, Spot};
use super::passage::{DatelineReading, Passage, Setting};
use crate::article::Field;
use crate::gazetteer::Gazetteer;
use crate::text::document::Document;

/// Lines and bytes at the head of a text that may hold a dateline.
const HEAD_LINES: usize = 14;
const HEAD_BYTES: usize = 1600;
/// A line longer than this is prose: what follows it is no dateline any more.
const LONGEST_HEADER: usize = 130;

/// Finds the dateline of an article, marks where each passage's report starts, and gives the setting: the dateline, the
/// day of publication (the text's own where it contradicts the source's) and the day that relative dates count from.
pub fn read(passages: &mut [Passage<'_>], published: Option<NaiveDate>, gazetteer: &Gazetteer) -> Setting {
    let mut setting = Setting { published, today: published, ..Setting::default() };
    let Some(passage) = passages.iter_mut().find(|passage| passage.field == Field::Text) else { return setting };
    let found = find(&passage.document, gazetteer);
    let published = found.header_date.or(published);
    let date = found.parts.as_ref().and_then(|parts| parts.date).and_then(|date| date.day(published));
    setting.published = published.or(date);
    setting.today = date.or(published);
    let body_start = found.body_start(&passage.document);
    let document = &passage.document;
    setting.dateline = match &found.parts {
        Some(parts) => {
            let certain = parts.agency_known || parts.date.is_some();
            let run = parts.place.as_ref();
            Some(DatelineReading {
                field: Field::Text,
                bytes: document.bytes(parts.tokens.clone()),
                agency: parts.agency.clone().or(found.agency.map(str::to_owned)),
                place: run.map(|run| run.printed(document)),
                date: date.or(found.header_date),
                resolved: run.and_then(|run| place::resolve(document, run, certain, gazetteer)),
            })
        }
        None => found.header.map(|tokens| DatelineReading {
            field: Field::Text,
            bytes: document.bytes(tokens),
            agency: found.agency.map(str::to_owned),
            date: found.header_date,
            ..DatelineReading::default()
        }),
    };
    passage.body_start = body_start;
    passage.document.split_sentence(body_start);
    setting
}

/// What the head of a text gave.
#[derive(Default)]
struct Found {
    parts: Option<Parts>,
    header_date: Option<NaiveDate>,
    header: Option<std::ops::Range<usize>>,
    agency: Option<&'static str>,
}

impl Found {
    /// The first token of the report: behind the dateline and the editor's notes in square brackets that follow it.
    fn body_start(&self, document: &Document<'_>) -> usize {
        let Some(parts) = &self.parts else { return self.header.as_ref().map_or(0, |header| header.end) };
        let mut at = parts.tokens.end;
        for _ in 0..8 {
            if document.word(at) != "[" {
                break;
            }
            let Some(close) = (at + 1..at + 40).find(|&token| document.word(token) == "]") else { break };
            at = close + 1;
        }
        if at < document.tokens.len() { at } else { parts.tokens.end.min(document.tokens.len()) }
    }
}

/// Walks the lines at the head of the text: headers may stand above the dateline, prose ends the search.
fn find(document: &Document<'_>, gazetteer: &Gazetteer) -> Found {
    let mut found = Found::default();
    let (mut prose, mut below_prose) = (0, false);
    for (number, line) in head_lines(document).into_iter().enumerate() {
        let spot = match number {
            0 => Spot::FirstLine,
            _ if below_prose => Spot::BelowProse,
            _ => Spot::LaterLine,
        };
        let mut start = line.start;
        if below_prose {
            // No header stands below prose.
        } else if let Some(header) = header::at(document, start) {
            start = header.tokens.end;
            found.take(header);
        } else if number == 0
            && let Some(header) = header::behind_headline(document)
        {
            start = header.tokens.end;
            found.take(header);
        }
        let after_header = start > line.start;
        if !after_header || start < line.end {
            let spot = if after_header { Spot::BehindHeader } else { spot };
            let candidates = std::iter::once(start).chain(separators_skipped(document, start));
            for at in candidates {
                let parts = grammar::dateline_at(document, at, spot, gazetteer)
                    .or_else(|| grammar::behind_byline(document, at, gazetteer));
                if let Some(parts) = parts {
                    // A dateline without a place in a later line is a credit.
                    if parts.place.is_some() || matches!(spot, Spot::FirstLine | Spot::BehindHeader) {
                        found.parts = Some(parts);
                        return found;
                    }
                }
            }
        }
        if found.agency.is_none() && !below_prose {
            found.agency = agency_line(document, line.clone());
        }
        let bytes = document.bytes(line.clone());
        prose += usize::from(matches!(document.word(line.end.wrapping_sub(1)), "." | "\"" | "\u{201d}"));
        below_prose |= bytes.len() > LONGEST_HEADER || prose > 2;
    }
    found
}

impl Found {
    fn take(&mut self, header: header::Header) {
        if self.header_date.is_none() {
            self.header_date = Some(header.date);
            self.header = Some(header.tokens);
        }
        self.agency = self.agency.or(header.agency);
    }
}

/// A comma, colon or dash between a header and what follows it.
fn separators_skipped(document: &Document<'_>, at: usize) -> Option<usize> {
    let mut next = at;
    while matches!(document.word(next), "," | ":" | "-" | "|" | "\u{2013}") && next < at + 3 {
        next += 1;
    }
    (next > at).then_some(next)
}

/// A line that is an agency's name, alone or before a dash and its seat ("ISAF Joint Command - Afghanistan").
fn agency_line(document: &Document<'_>, line: std::ops::Range<usize>) -> Option<&'static str> {
    let (name, end) = header::known_agency(document, line.start)?;
    let rest = line.end.saturating_sub(end);
    let seat = matches!(document.word(end), "-" | "\u{2013}" | "\u{2014}" | ",") && rest <= 3;
    (rest == 0 || seat || rest <= 6 && document.word(end) == ",").then_some(name)
}

/// The token ranges of the first lines that hold anything.
fn head_lines(document: &Document<'_>) -> Vec<std::ops::Range<usize>> {
    let mut lines: Vec<std::ops::Range<usize>> = Vec::new();
    for token in 0..document.tokens.len() {
        if opens_line(document, token) {
            if lines.len() == HEAD_LINES || document.tokens[token].start as usize > HEAD_BYTES {
                break;
            }
            lines.push(token..token);
        }
        if token > 600 {
            break;
        }
        if let Some(line) = lines.last_mut() {
            line.end = token + 1;
        }
    }
    lines
}

/// Whether a token is the first of its line.
fn opens_line(document: &Document<'_>, token: usize) -> bool {
    let Some(before) = token.checked_sub(1) else { return true };
    match (document.tokens.get(before), document.tokens.get(token)) {
        (Some(before), Some(here)) => {
            let gap = &document.text[before.end as usize..here.start as usize];
            gap.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests;
