//! JSON for other tools, and the shapes that only the command line prints. `docs/json.md` describes them.

use std::io::{self, Write};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::escape::is_command;
use crate::article::*;
use crate::gazetteer::{Candidate, Gazetteer, Hint, MatchLevel};

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
    /// The places that a name may mean, best first; those of the countries, by their ISO codes in any case, before others.
    pub fn of_name(name: &str, countries: &[String], limit: usize, gazetteer: &Gazetteer) -> Vec<PlaceCandidate> {
        let codes: Vec<String> = countries.iter().map(|code| code.to_uppercase()).collect();
        let countries: Vec<&str> = codes.iter().map(String::as_str).collect();
        let found = gazetteer.find(name, &Hint { countries: &countries, near: None }, limit);
        found.iter().map(|candidate| PlaceCandidate::new(candidate, gazetteer)).collect()
    }

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
            // Of rivers, mountains and sites the number only ranks namesakes.
            population: Some(record.population).filter(|&people| people > 0 && record.kind.has_people()),
            geoname_id: record.geoname_id,
            matched: matched.to_string(),
            score: candidate.score,
        }
    }
}

/// What [`AnnotatedArticle`] says, without a copy of it.
#[derive(Serialize)]
pub(super) struct Annotated<'r> {
    id: &'r str,
    title: Option<&'r str>,
    published: Option<NaiveDate>,
    language: Option<&'r str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<&'r TextEncoding>,
    dateline: Option<&'r Dateline>,
    actors: &'r [Actor],
    places: &'r [PlaceMention],
    figures: &'r [Figure],
}

impl<'r> From<&'r Report> for Annotated<'r> {
    fn from(report: &'r Report) -> Annotated<'r> {
        let Report { article, reading } = report;
        Annotated {
            id: &article.id,
            title: article.title.as_deref(),
            published: reading.published,
            language: reading.language.as_deref(),
            encoding: article.encoding.as_ref(),
            dateline: reading.dateline.as_ref(),
            actors: &reading.actors,
            places: &reading.places,
            figures: &reading.figures,
        }
    }
}

/// One document, indented.
pub fn document<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    harmless(out, &serde_json::to_vec_pretty(value)?)?;
    writeln!(out)
}

/// One object on a line of its own.
pub fn line<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    compact(out, value)?;
    writeln!(out)
}

/// One value, as short as it can be.
pub fn compact(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    harmless(out, &serde_json::to_vec(value)?)
}

/// Writes JSON with every character escaped that a terminal would obey. The serializer has escaped the lower control
/// characters itself; the others stand in strings only, where an escape means the same.
fn harmless(out: &mut dyn Write, json: &[u8]) -> io::Result<()> {
    let plain = |byte: &u8| byte.is_ascii() && *byte != 0x7f;
    let mut rest = json;
    // Runs of plain bytes and of others, so that no character is looked at where most are plain.
    while let Some(first) = rest.iter().position(|byte| !plain(byte)) {
        let (before, from) = rest.split_at(first);
        out.write_all(before)?;
        let end = from.iter().position(plain).unwrap_or(from.len());
        let (others, behind) = from.split_at(end);
        // The serializer gives UTF-8, and a run between plain bytes cuts no character.
        for character in String::from_utf8_lossy(others).chars() {
            if is_command(character) {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            } else {
                out.write_all(character.encode_utf8(&mut [0; 4]).as_bytes())?;
            }
        }
        rest = behind;
    }
    out.write_all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_has_the_shape_of_the_schema() {
        let mut report = Report::default();
        report.article.id = "a".into();
        report.article.title = Some("Title".into());
        let printed = serde_json::to_value(Annotated::from(&report)).unwrap();
        let read: AnnotatedArticle = serde_json::from_value(printed.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), printed);
    }

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
