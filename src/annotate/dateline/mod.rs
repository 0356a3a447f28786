//! Reads the dateline: by which agency, where and when a report was filed, in the dozens of ways in which agencies
//! print it, or the date alone from a header line. It gives the report its setting and its first sentence.
//! It must not know what the report says.

mod grammar;
mod head;
mod header;
mod mark;
mod names;
mod newcomer;
mod place;
mod proof;
pub mod record;

use chrono::NaiveDate;

use super::passage::{DatelineReading, Passage, Setting};
use crate::article::Field;
use crate::gazetteer::Gazetteer;
use crate::text::document::Document;

/// Finds the dateline of an article, marks where each passage's report starts, and gives the setting: the dateline, the
/// day of publication (the text's own where it contradicts the source's) and the day that relative dates count from.
pub fn read(passages: &mut [Passage<'_>], published: Option<NaiveDate>, gazetteer: &Gazetteer) -> Setting {
    let mut setting = Setting { published, today: published, ..Setting::default() };
    let Some(passage) = passages.iter_mut().find(|passage| passage.field == Field::Text) else { return setting };
    let head = head::read(&passage.document, gazetteer);
    let published = head.header_date.or(published);
    let date = head.dateline.as_ref().and_then(|parts| parts.date).and_then(|date| date.day(published));
    setting.published = published.or(date);
    setting.today = date.or(published);
    let body_start = head.body_start(&passage.document);
    let document = &passage.document;
    setting.dateline = match &head.dateline {
        Some(parts) => {
            let certain = parts.agency_known || parts.date.is_some();
            let run = parts.place.as_ref();
            // A header in the same line ("date 2016-11-11 AFP, AIN ISSA, Syria") belongs to the dateline.
            let above = head.header.as_ref().map_or(parts.tokens.start, |header| header.start);
            let one_line = (above + 1..=parts.tokens.start).all(|token| !opens_line(document, token));
            let first = if above < parts.tokens.start && one_line { above } else { parts.tokens.start };
            Some(DatelineReading {
                field: Field::Text,
                bytes: document.bytes(first..parts.tokens.end),
                agency: parts.agency.clone().or(head.agency.map(str::to_owned)),
                place: run.map(|run| run.printed(document)),
                date: date.or(head.header_date),
                resolved: run.and_then(|run| place::resolve(document, run, certain, gazetteer)),
            })
        }
        None => head.header.map(|tokens| DatelineReading {
            field: Field::Text,
            bytes: document.bytes(tokens),
            agency: head.agency.map(str::to_owned),
            date: head.header_date,
            ..DatelineReading::default()
        }),
    };
    passage.body_start = body_start;
    passage.document.split_sentence(body_start);
    setting
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
mod patterns;
#[cfg(test)]
mod tests;
