//! What a report says, as plain data: the article itself and everything that was read out of it.
//! These types are the record that every later stage shares and that JSON shows; `docs/json.md` is their contract.
//! This module must not know how anything is read, stored or asked.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::vocabulary::*;

/// Half-open range of positions in Unicode code points, `[start, end]` in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Span(pub u32, pub u32);

/// One report as its source gave it. Nothing in here was guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// Unique in an index; a later article with the same id replaces the earlier one.
    pub id: String,
    #[serde(default)]
    pub title: Option<String>,
    pub text: String,
    /// Day of publication.
    #[serde(default)]
    pub published: Option<NaiveDate>,
    /// Who published it: an agency, a paper, a site.
    #[serde(default)]
    pub source: Option<String>,
    #[serde(default)]
    pub url: Option<String>,
    /// ISO 639-1 code.
    #[serde(default)]
    pub language: Option<String>,
    /// What the bytes of the source were, where they were no UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<TextEncoding>,
}

/// An encoding other than UTF-8 that an article was decoded from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextEncoding {
    /// Its name on the web: `windows-1252`, `UTF-16LE`.
    pub name: String,
    pub known_by: EncodingFrom,
}

/// Everything that was read out of one article. `published` is the article's own date, or the one its dateline or
/// header gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    pub published: Option<NaiveDate>,
    pub language: Option<String>,
    pub dateline: Option<Dateline>,
    pub actors: Vec<Actor>,
    pub places: Vec<PlaceMention>,
    pub figures: Vec<Figure>,
}

/// An article together with its reading: what the index stores and `annotate` prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    pub article: Article,
    pub reading: Reading,
}

/// Which part of an article a span counts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    Title,
    #[default]
    Text,
}

/// The line that says where, when and by which agency a report was filed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    pub span: Span,
    pub agency: Option<String>,
    /// The first place named; `surface` as printed.
    pub place: Option<Place>,
    pub date: Option<NaiveDate>,
}

/// A place resolved against the gazetteer, or named only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The words of the text.
    pub surface: String,
    /// The gazetteer's name, or the surface where no gazetteer has it.
    pub name: String,
    /// ISO 3166-1 alpha-2; `None` for seas and regions of several countries.
    pub country: Option<String>,
    /// Name of the first-level region.
    pub admin1: Option<String>,
    /// Degrees north; `None` when the text names a place that nothing anchors.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    pub geoname_id: Option<u32>,
    pub precision: Precision,
    /// From which part of the report the place was taken.
    pub from: PlaceFrom,
}

/// A place name in running text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceMention {
    pub field: Field,
    pub span: Span,
    pub surface: String,
    pub name: String,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub geoname_id: Option<u32>,
    /// Literal: the place itself; associative: a government, team or thing that is called by it.
    pub kind: MentionKind,
}

/// A party or a speaker: a state, an armed force or group, a coalition, a monitor, a ministry, an agency, a witness.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Canonical id of `data/actors.tsv`, or a slug of the name.
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ActorKind>,
}

/// An actor whom the text holds, says or suspects to have done the harm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Perpetrator {
    pub id: String,
    pub name: String,
    pub relation: Relation,
}

/// How many, as the text says it. A missing bound is a bound that the text does not give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub qualifier: Qualifier,
    pub unit: Unit,
    /// The words that say the number; empty for one person without a number.
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Victims {
    pub class: VictimClass,
    pub groups: Vec<Group>,
    /// ISO 3166-1 alpha-2 of a nationality, or the name of a people or party ("Kurdish").
    pub affiliation: Option<String>,
}

/// When it happened, both days included. An open side of a period is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub precision: DatePrecision,
    pub anchor: Anchor,
}

/// ONE statement that some number of people came to harm: the unit of every question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// `ARTICLE#N`, N counting from 1 in the order of the text (title first).
    pub id: String,
    pub field: Field,
    pub span: Span,
    pub quote: String,
    pub sentence: Span,
    pub count: Count,
    pub effect: Effect,
    pub victims: Victims,
    pub scope: Scope,
    /// For a subset: the id of the figure that it is part of.
    pub part_of: Option<String>,
    pub place: Option<Place>,
    pub when: Option<When>,
    pub by: Vec<Perpetrator>,
    pub method: Option<Method>,
    /// Whose words the figure is; `None` for the reporter's own voice.
    pub attribution: Option<Actor>,
    pub stance: Stance,
    pub denied_by: Vec<Actor>,
    /// 0 to 1: the chance that the record is right, as estimated on labelled reports.
    pub confidence: f32,
}
