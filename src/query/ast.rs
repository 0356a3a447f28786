//! A question as plain data: every constraint that a flag, an English question or an HTTP parameter can make.
//! All constraints on figures must hold on the SAME figure. This module must not know how a query is run.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::vocabulary::*;

/// A circle on the earth, or the whole of a named place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Circle {
    /// The gazetteer's name of the centre; `None` for bare coordinates.
    pub name: Option<String>,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub lat: f64,
    pub lon: f64,
    pub radius_km: f64,
}

/// What a place filter (`--in`, `--dateline`) was read as: membership, never a circle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Area {
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Name of the first-level region, as `Place::admin1` has it.
    pub admin1: Option<String>,
    /// For a city or village: its position, and the radius in kilometres within which a place counts as in it.
    pub point: Option<(f64, f64, f64)>,
    /// For a region of several countries: south, west, north, east in degrees.
    pub extent: Option<(f64, f64, f64, f64)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    #[default]
    Relevance,
    /// Latest harm first.
    Date,
    /// Highest count first.
    Count,
    /// Nearest first; needs `near`.
    Distance,
}

/// Everything that is asked. Empty lists and `None` constrain nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Query {
    /// The English question as it was typed, when there was one.
    pub question: Option<String>,

    // Constraints on one figure. Lists are alternatives.
    pub effect: Vec<Effect>,
    pub victims: Vec<VictimClass>,
    /// Figures that do not say what their people were ("people", "Iraqis") match the asked classes too, ranked lower:
    /// how a question's "civilians" is meant. Tolls leave them out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsaid: bool,
    pub groups: Vec<Group>,
    /// Nationality or people of the victims.
    pub affiliation: Vec<String>,
    /// The highest number that the figure names reaches this: "20 to 30" reaches 25, "at least 20" vouches for no
    /// more than 20.
    pub min: Option<u64>,
    /// The lowest number that the figure names is no more than this; "up to 20" names 20 only.
    pub max: Option<u64>,
    pub near: Option<Circle>,
    #[serde(rename = "in")]
    pub within: Vec<Area>,
    /// The harm happened on or after this day: its period overlaps the asked one. That of a cumulative figure lies
    /// within the asked one, unless `scope` names cumulative. A figure without a date never matches a period.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// Ids of actors who did it.
    pub by: Vec<String>,
    /// Ids of actors to whom the figure is attributed.
    pub source: Vec<String>,
    pub source_kind: Vec<ActorKind>,
    pub denied_by: Vec<String>,
    pub method: Vec<Method>,
    pub scope: Vec<Scope>,
    pub stance: Vec<Stance>,
    pub min_confidence: Option<f32>,

    // Constraints on the article.
    /// Ids of actors who appear anywhere in the article.
    pub actor: Vec<String>,
    pub dateline: Option<Area>,
    pub agency: Vec<String>,
    pub language: Vec<String>,
    pub published_from: Option<NaiveDate>,
    pub published_to: Option<NaiveDate>,
    /// Full text, in the grammar of `docs/query.md`.
    pub text: Option<String>,
}

impl Sort {
    /// The order of a word, which whoever took it has checked; relevance for any other.
    pub fn named(word: &str) -> Sort {
        match word {
            "date" => Sort::Date,
            "count" => Sort::Count,
            "distance" => Sort::Distance,
            _ => Sort::Relevance,
        }
    }
}

/// How the answer is to be cut and ordered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Page {
    pub sort: Sort,
    /// Hits on one page, 1 to 1000.
    pub limit: usize,
    /// Cursor of the previous page.
    pub after: Option<String>,
    pub facets: Vec<FacetField>,
    /// List near-duplicate copies as hits of their own.
    pub copies: bool,
}

impl Default for Page {
    fn default() -> Self {
        Page { sort: Sort::Relevance, limit: 10, after: None, facets: Vec::new(), copies: false }
    }
}

crate::vocabulary::vocabulary!(
    /// A field whose values an answer can count.
    FacetField {
        Month = "month",
        Year = "year",
        Country = "country",
        Admin1 = "admin1",
        Place = "place",
        Victims = "victims",
        Group = "group",
        Effect = "effect",
        Method = "method",
        By = "by",
        Source = "source",
        SourceKind = "source_kind",
        Stance = "stance",
        Scope = "scope",
        Count = "count",
        Dateline = "dateline",
        Agency = "agency",
        Language = "language",
    }
);

impl Query {
    /// Whether any constraint is on a figure, so that only articles with a matching figure answer.
    pub fn constrains_figures(&self) -> bool {
        let bare = Query {
            question: self.question.clone(),
            unsaid: self.unsaid,
            actor: self.actor.clone(),
            dateline: self.dateline.clone(),
            agency: self.agency.clone(),
            language: self.language.clone(),
            published_from: self.published_from,
            published_to: self.published_to,
            text: self.text.clone(),
            ..Query::default()
        };
        *self != bare
    }
}
