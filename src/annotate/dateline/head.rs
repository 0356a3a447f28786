//! Walks the lines at the head of a text: headers, issuers and bylines may stand above the dateline; behind prose only
//! a dateline beyond doubt counts.

use std::ops::Range;

use chrono::NaiveDate;

use super::grammar::{self, Parts};
use super::header::{self, Header};
use super::opens_line;
use super::proof::{Proof, Spot};
use crate::gazetteer::Gazetteer;
use crate::text::document::Document;

/// Lines, bytes and tokens at the head of a text that may hold a dateline.
const HEAD_LINES: usize = 14;
const HEAD_BYTES: usize = 1600;
const HEAD_TOKENS: usize = 600;
/// A line longer than this is prose.
const LONGEST_HEADER: usize = 130;

/// What the head of a text gave.
#[derive(Default)]
pub struct Head {
    pub dateline: Option<Parts>,
    /// A place in front of a dash that is cut from the sentence but claims no dateline.
    pub opener: Option<Parts>,
    pub header_date: Option<NaiveDate>,
    pub header: Option<Range<usize>>,
    /// The agency of a header or of a line of its own.
    pub agency: Option<&'static str>,
}

impl Head {
    /// The first token of the report: behind the dateline and the editor's notes in square brackets that follow it.
    pub fn body_start(&self, document: &Document<'_>) -> usize {
        let Some(parts) = self.dateline.as_ref().or(self.opener.as_ref()) else {
            return self.header.as_ref().map_or(0, |header| header.end);
        };
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

    fn take(&mut self, header: Header) {
        if self.header_date.is_none() {
            self.header_date = Some(header.date);
            self.header = Some(header.tokens);
        }
        self.agency = self.agency.or(header.agency);
    }
}

/// Reads the head of a text.
pub fn read(document: &Document<'_>, gazetteer: &Gazetteer) -> Head {
    let mut head = Head::default();
    let (mut prose, mut below_prose, mut below_header) = (0, false, false);
    for (number, line) in head_lines(document).into_iter().enumerate() {
        let mut start = line.start;
        let header = match below_prose {
            true => None,
            false => header::at(document, start)
                .or_else(|| (number == 0).then(|| header::behind_headline(document)).flatten()),
        };
        if let Some(header) = header {
            start = header.tokens.end;
            head.take(header);
        }
        let spot = match number {
            _ if below_prose => Spot::BelowProse,
            _ if start > line.start || below_header => Spot::BehindHeader,
            0 => Spot::FirstLine,
            _ => Spot::LaterLine,
        };
        below_header = start > line.start && start >= line.end;
        if start < line.end && dateline_in_line(document, start, spot, &mut head, gazetteer) {
            return head;
        }
        if head.agency.is_none() && !below_prose {
            head.agency = agency_line(document, line.clone());
        }
        prose += usize::from(matches!(document.word(line.end.wrapping_sub(1)), "." | "\"" | "\u{201d}"));
        below_prose |= document.bytes(line).len() > LONGEST_HEADER || prose > 2;
    }
    head
}

/// Looks for the dateline at the start of a line, behind a separator and behind a byline; whether the search is over.
fn dateline_in_line(document: &Document<'_>, start: usize, spot: Spot, head: &mut Head, gazetteer: &Gazetteer) -> bool {
    for at in std::iter::once(start).chain(behind_separators(document, start)) {
        let found = grammar::dateline_at(document, at, spot, gazetteer)
            .or_else(|| grammar::behind_byline(document, at, gazetteer).map(|parts| (parts, Proof::Dateline)));
        let Some((parts, proof)) = found else { continue };
        // A dateline without a place in a later line is a credit.
        if parts.place.is_none() && !matches!(spot, Spot::FirstLine | Spot::BehindHeader) {
            continue;
        }
        match proof {
            Proof::Opener => head.opener = Some(parts),
            _ => head.dateline = Some(parts),
        }
        return true;
    }
    false
}

/// The token behind a comma, colon or dash that parts a header from what follows it.
fn behind_separators(document: &Document<'_>, at: usize) -> Option<usize> {
    let mut next = at;
    while matches!(document.word(next), "," | ":" | "-" | "|" | "\u{2013}") && next < at + 3 {
        next += 1;
    }
    (next > at).then_some(next)
}

/// A line that is an agency's name, alone or before a dash and its seat ("ISAF Joint Command - Afghanistan").
fn agency_line(document: &Document<'_>, line: Range<usize>) -> Option<&'static str> {
    let (name, end) = header::known_agency(document, line.start)?;
    let rest = line.end.saturating_sub(end);
    let seat = matches!(document.word(end), "-" | "\u{2013}" | "\u{2014}" | ",") && rest <= 3;
    (rest == 0 || seat || rest <= 6 && document.word(end) == ",").then_some(name)
}

/// The token ranges of the first lines that hold anything.
fn head_lines(document: &Document<'_>) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for token in 0..document.tokens.len().min(HEAD_TOKENS) {
        if opens_line(document, token) {
            if lines.len() == HEAD_LINES || document.tokens[token].start as usize > HEAD_BYTES {
                break;
            }
            lines.push(token..token);
        }
        if let Some(line) = lines.last_mut() {
            line.end = token + 1;
        }
    }
    lines
}
