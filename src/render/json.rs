//! JSON for other tools, and the shapes that only the command line prints. `docs/json.md` describes them.

use std::io::{self, Write};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::escape::is_command;
use crate::article::*;
use crate::gazetteer::{Candidate, Gazetteer, MatchLevel};

/// What `warwire annotate` prints for each article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnnotatedArticle {
    pub id: String,
    pub title: Option<String>,
    /// The article's own date, or the one that its dateline gives.
    pub published: Option<NaiveDate>,
    pub language: Option<String>,
    /// What the bytes of the source were, where they were no UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<TextEncoding>,
    pub dateline: Option<Dateline>,
    pub actors: Vec<Actor>,
    pub places: Vec<PlaceMention>,
    pub figures: Vec<Figure>,
}

impl From<&Report> for AnnotatedArticle {
    fn from(report: &Report) -> AnnotatedArticle {
        let Report { article, reading } = report;
        AnnotatedArticle {
            id: article.id.clone(),
            title: article.title.clone(),
            published: reading.published,
            language: reading.language.clone(),
            encoding: article.encoding.clone(),
            dateline: reading.dateline.clone(),
            actors: reading.actors.clone(),
            places: reading.places.clone(),
            figures: reading.figures.clone(),
        }
    }
}

/// A place of the gazetteer as `warwire place` prints it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceCandidate {
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub lat: f64,
    pub lon: f64,
    pub kind: String,
    pub population: Option<u32>,
    pub geoname_id: Option<u32>,
    /// How the name was matched: exact, generic, skeleton or fuzzy.
    pub matched: String,
    pub score: f32,
}

impl PlaceCandidate {
    /// A candidate with what the gazetteer knows of its place.
    pub fn new(candidate: &Candidate, gazetteer: &Gazetteer) -> PlaceCandidate {
        let record = gazetteer.record(candidate.id);
        let present = |text: &str| (!text.is_empty()).then(|| text.to_string());
        let matched = match candidate.level {
            MatchLevel::Exact => "exact",
            MatchLevel::Generic => "generic",
            MatchLevel::Skeleton => "skeleton",
            MatchLevel::Fuzzy => "fuzzy",
        };
        PlaceCandidate {
            name: record.name.to_string(),
            country: present(record.country),
            admin1: present(record.admin1),
            lat: record.lat,
            lon: record.lon,
            kind: record.kind.word().to_string(),
            population: (record.population > 0).then_some(record.population),
            geoname_id: record.geoname_id,
            matched: matched.to_string(),
            score: candidate.score,
        }
    }
}

/// One document, indented.
pub fn document<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::pretty(Harmless(&mut *out)))?;
    writeln!(out)
}

/// One object on a line of its own.
pub fn line<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    compact(out, value)?;
    writeln!(out)
}

/// One value, as short as it can be.
pub fn compact(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut serde_json::Serializer::new(Harmless(out)))?)
}

/// Writes JSON with every character escaped that a terminal would obey. The serializer escapes the lower control
/// characters itself and never cuts within a character; the others stand in strings only, where an escape is the same.
struct Harmless<'o>(&'o mut dyn Write);

impl Write for Harmless<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let plain = |byte: &u8| byte.is_ascii() && *byte != 0x7f;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if !bytes.iter().all(plain) => text,
            _ => return self.0.write_all(bytes),
        };
        let mut rest = text;
        while let Some(at) = rest.find(|c| is_command(c) && !matches!(c, '\n' | '\t' | '\r')) {
            let (before, from) = rest.split_at(at);
            self.0.write_all(before.as_bytes())?;
            let mut characters = from.chars();
            for unit in characters.next().into_iter().flat_map(|c| c.encode_utf16(&mut [0; 2]).to_vec()) {
                write!(self.0, "\\u{unit:04x}")?;
            }
            rest = characters.as_str();
        }
        self.0.write_all(rest.as_bytes())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_commands_no_terminal_and_means_the_same() {
        let value = serde_json::json!({"text": "a\u{1b}b\u{9b}c\u{202e}d\u{7f}é\u{e0041}\n", "list": [1, "\u{feff}"]});
        for write in [line::<serde_json::Value>, document::<serde_json::Value>] {
            let mut out = Vec::new();
            write(&mut out, &value).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{7f}', '\u{e0041}', '\u{feff}']), "{text}");
            assert!(text.contains("\\u009b") && text.contains('é'), "{text}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        }
    }
}
