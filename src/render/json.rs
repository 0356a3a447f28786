//! JSON for other tools, and the shapes that only the command line prints. `docs/json.md` describes them.

use std::io::{self, Write};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::article::*;

/// What `warwire annotate` prints for each article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnnotatedArticle {
    pub id: String,
    pub title: Option<String>,
    /// The article's own date, or the one that its dateline gives.
    pub published: Option<NaiveDate>,
    pub language: Option<String>,
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

/// One document, indented.
pub fn document(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// One object on a line of its own.
pub fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}
