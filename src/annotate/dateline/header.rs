//! Lines above or in front of a report that give its date and nothing of its story: "Wed 05 Apr 2017", "Last updated
//! at …", "date 2016-11-11 AFP", release numbers, bylines. It must not know places.

use std::ops::Range;

use chrono::NaiveDate;

use super::names;
use crate::annotate::date::calendar::weekday_of;
use crate::annotate::date::written::{Years, number, written};
use crate::text::document::Document;
use crate::text::token::TokenKind;

/// A date that heads the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    pub date: NaiveDate,
    pub agency: Option<&'static str>,
    /// From its first word to the token behind its last.
    pub tokens: Range<usize>,
}

/// How far into the first line a date may stand behind a headline that lost its line break.
const HEADLINE_TOKENS: usize = 45;

/// The date header that starts at a token: words such as "Published", a weekday, a complete date, a time of day, an
/// agency, in any order that prints such lines have.
pub fn at(document: &Document<'_>, start: usize) -> Option<Header> {
    let mut next = skip_labels(document, start);
    let mut agency = known_agency(document, next);
    if let Some((_, end)) = agency {
        next = skip_commas(document, end);
    }
    if weekday_of(document.lower(next)).is_some() {
        next = skip_commas(document, next + 1);
    }
    let (found, end) = written(document, next, Years::Short)?;
    let date = found.complete()?;
    next = skip_time(document, end);
    if agency.is_none() {
        let after = skip_commas(document, next);
        agency = known_agency(document, after);
        if let Some((_, end)) = agency {
            next = end;
        }
    }
    ends_header(document, next, agency.is_some()).then_some(Header {
        date,
        agency: agency.map(|(name, _)| name),
        tokens: start..next,
    })
}

/// A header behind a headline in one line: "… militants in week AFP Tuesday 14 Oct 2014 …", "… 30th December 2013
/// 01:37 PM …". Only a weekday with an agency, or a time of day, tells it from a date of the story.
pub fn behind_headline(document: &Document<'_>) -> Option<Header> {
    let last = HEADLINE_TOKENS.min(document.tokens.len());
    for start in 1..last {
        if !could_start(document, start) || matches!(document.lower(start - 1), "on" | "of" | "since" | "the") {
            continue;
        }
        let Some(header) = at(document, start) else { continue };
        let updated = document.word(header.tokens.end) == "(" && labelled(document, header.tokens.end + 1);
        if header.agency.is_some() || updated || has_time(document, &header.tokens) || labelled(document, start) {
            return Some(header);
        }
    }
    None
}

fn could_start(document: &Document<'_>, at: usize) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    token.kind == TokenKind::Number || token.is_capitalised() || labelled(document, at)
}

fn labelled(document: &Document<'_>, at: usize) -> bool {
    matches!(document.lower(at), "published" | "updated" | "posted")
}

/// Words that label a date.
fn skip_labels(document: &Document<'_>, start: usize) -> usize {
    let mut next = start;
    while next < start + 8 {
        match document.lower(next) {
            "published" | "updated" | "update" | "posted" | "last" | "modified" | "date" | "dated" | "this"
            | "publication" | "of" | "story" | "is" | "from" | "was" | "first" | "at" | "on" | ":" | "release"
            | "issued" | "created" | "-" => next += 1,
            _ => break,
        }
    }
    // A label alone labels a date; "On" or "This" alone opens a sentence.
    let labels = (start..next).any(|token| {
        matches!(
            document.lower(token),
            "published"
                | "publication"
                | "updated"
                | "posted"
                | "modified"
                | "date"
                | "dated"
                | "story"
                | "release"
                | "issued"
                | "created"
        )
    });
    if labels { next } else { start }
}

fn skip_commas(document: &Document<'_>, mut at: usize) -> usize {
    while matches!(document.word(at), "," | "-" | "/" | "|" | ":" | "." | "\u{2013}" | "\u{2014}") {
        at += 1;
    }
    at
}

/// The agency printed at a token, longest form first, and the token behind it.
pub fn known_agency(document: &Document<'_>, at: usize) -> Option<(&'static str, usize)> {
    if !document.tokens.get(at)?.is_capitalised() || !names::opens_agency(document.lower(at)) {
        return None;
    }
    (1..=5).rev().find_map(|length| {
        let end = at + length;
        // Folding drops punctuation, so the last token must be one of the name.
        let named = document.tokens.get(end - 1).is_some_and(|last| last.is_word()) || document.word(end - 1) == ".";
        named.then(|| names::agency(document.slice(at..end)))?.map(|name| (name, end))
    })
}

/// "18:41", "01:37 PM", "16:49 CET", "23:26 hrs".
fn skip_time(document: &Document<'_>, start: usize) -> usize {
    let comma = usize::from(matches!(document.word(start), "," | "-" | "|" | "at"));
    let at = start + comma;
    let clock =
        number(document, at, 2).is_some() && document.word(at + 1) == ":" && number(document, at + 2, 2).is_some();
    let four_digits = document.tokens.get(at).is_some_and(|token| token.range().len() == 4)
        && (matches!(document.lower(at + 1), "gmt" | "utc" | "hrs" | "ist") || document.lower(start) == "at");
    if !clock {
        // "at 0914", "1735 GMT", or a time zone alone.
        let zone = matches!(document.word(start), "IST" | "GMT" | "UTC" | "EST" | "CET" | "EDT" | "BST");
        return if four_digits && number(document, at, 4).is_some() { at + 1 } else { start + usize::from(zone) };
    }
    let mut next = at + 3;
    while next < at + 6
        && matches!(
            document.lower(next),
            "am" | "pm"
                | "a.m"
                | "p.m"
                | "gmt"
                | "utc"
                | "cet"
                | "est"
                | "edt"
                | "et"
                | "ist"
                | "hrs"
                | "bst"
                | "local"
                | "time"
        )
    {
        next += 1;
    }
    next
}

fn has_time(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|token| document.word(token) == ":" && number(document, token + 1, 2).is_some())
}

/// Behind a header the story starts anew: at a line's start, or with a capital or a number, never with a small word.
fn ends_header(document: &Document<'_>, at: usize, agency: bool) -> bool {
    let Some(token) = document.tokens.get(at) else { return true };
    if super::opens_line(document, at) || document.lower(at) == "by" {
        return true;
    }
    match token.kind {
        TokenKind::Word => token.is_capitalised(),
        TokenKind::Number => true,
        TokenKind::Possessive => false,
        TokenKind::Punctuation => {
            matches!(document.word(at), "\"" | "\u{201c}" | "-" | "\u{2013}" | "\u{2014}" | ":" | "|" | "*" | "(" | "'")
                || agency && document.word(at) == ","
        }
    }
}
