//! The stored form of a report's head: what is said of places many times over is stored once. It must not know
//! where records are kept.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::article::{Article, Field, MentionKind, PlaceMention, Report, Span};

/// A place of the table: name, country, region, latitude, longitude, geoname id.
type PlaceRow = (String, Option<String>, Option<String>, Option<f64>, Option<f64>, Option<u32>);

/// A mention: in the title, begin, end, associative, place, and the words where the text does not have them there.
type MentionRow = (u8, u32, u32, u8, usize, Option<String>);

#[derive(Serialize, Deserialize)]
struct Packed {
    report: Report,
    places: Vec<PlaceRow>,
    mentions: Vec<MentionRow>,
}

/// A report without its text and figures, packed.
pub(super) fn pack(report: &Report) -> serde_json::Result<Vec<u8>> {
    let head = Report {
        article: Article { text: String::new(), ..report.article.clone() },
        reading: crate::article::Reading { places: Vec::new(), figures: Vec::new(), ..report.reading.clone() },
    };
    let texts = Texts::of(&report.article.title, &report.article.text);
    let mut rows: Vec<PlaceRow> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    let mut mentions = Vec::with_capacity(report.reading.places.len());
    for mention in &report.reading.places {
        let row: PlaceRow = (
            mention.name.clone(),
            mention.country.clone(),
            mention.admin1.clone(),
            mention.lat,
            mention.lon,
            mention.geoname_id,
        );
        let place = *known.entry(format!("{row:?}")).or_insert_with(|| {
            rows.push(row);
            rows.len() - 1
        });
        let words = texts.words(mention.field, mention.span) != mention.surface;
        mentions.push((
            u8::from(mention.field == Field::Title),
            mention.span.0,
            mention.span.1,
            u8::from(mention.kind == MentionKind::Associative),
            place,
            words.then(|| mention.surface.clone()),
        ));
    }
    serde_json::to_vec(&Packed { report: head, places: rows, mentions })
}

/// The report that was packed, with its text and without its figures.
pub(super) fn unpack(bytes: &[u8], text: String) -> serde_json::Result<Report> {
    let Packed { mut report, places, mentions } = serde_json::from_slice(bytes)?;
    let texts = Texts::of(&report.article.title, &text);
    let mut unpacked = Vec::with_capacity(mentions.len());
    for (title, start, end, associative, place, surface) in mentions {
        let Some((name, country, admin1, lat, lon, geoname_id)) = places.get(place).cloned() else { continue };
        let field = if title == 1 { Field::Title } else { Field::Text };
        let span = Span(start, end);
        unpacked.push(PlaceMention {
            field,
            span,
            surface: surface.unwrap_or_else(|| texts.words(field, span)),
            name,
            country,
            admin1,
            lat,
            lon,
            geoname_id,
            kind: if associative == 1 { MentionKind::Associative } else { MentionKind::Literal },
        });
    }
    report.reading.places = unpacked;
    report.article.text = text;
    Ok(report)
}

/// Title and text, cut by code points.
struct Texts<'t> {
    title: &'t str,
    text: &'t str,
    /// Byte positions of every so many code points of the text.
    marks: Vec<usize>,
}

/// Code points between two marks.
const STRIDE: usize = 64;

impl<'t> Texts<'t> {
    fn of(title: &'t Option<String>, text: &'t str) -> Texts<'t> {
        let marks = text.char_indices().map(|(byte, _)| byte).step_by(STRIDE).collect();
        Texts { title: title.as_deref().unwrap_or_default(), text, marks }
    }

    fn words(&self, field: Field, Span(start, end): Span) -> String {
        let (start, length) = (start as usize, end.saturating_sub(start) as usize);
        match field {
            Field::Title => self.title.chars().skip(start).take(length).collect(),
            Field::Text => {
                let mark = self.marks.get(start / STRIDE).copied().unwrap_or(self.text.len());
                let rest = self.text.get(mark..).unwrap_or_default();
                rest.chars().skip(start % STRIDE).take(length).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_comes_back_as_it_was() {
        let text = "é".repeat(70) + " at Harun, and Harun again";
        let mention = |start: u32, surface: &str, name: &str| PlaceMention {
            field: Field::Text,
            span: Span(start, start + 5),
            surface: surface.into(),
            name: name.into(),
            country: Some("SY".into()),
            admin1: None,
            lat: Some(36.25),
            lon: Some(37.5),
            geoname_id: Some(7),
            kind: MentionKind::Literal,
        };
        let mut report = Report::default();
        report.article.text.clone_from(&text);
        report.article.title = Some("Harun".into());
        report.reading.places =
            vec![mention(74, "Harun", "Harun"), mention(85, "Harun", "Harun"), mention(0, "other", "Ost")];
        report.reading.places.push(PlaceMention { field: Field::Title, ..mention(0, "Harun", "Harun") });
        let packed = pack(&report).expect("plain data");
        assert_eq!(unpack(&packed, text).expect("packed above"), report);
    }
}
