//! English questions: what a person types, read into the same `Query` that the flags make, with an account of how each
//! part was read. It must not know how a query is run or how an answer is shown.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ast::{Area, Query};
use crate::article::Span;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::text::document::Document;

mod actors;
mod amount;
mod party;
mod people;
mod period;
mod period_atom;
mod period_join;
mod place_choice;
mod place_name;
mod places;
mod radius;
mod reader;
mod refusal;
mod resolve;
mod speaker;
mod tables;
mod text;
#[cfg(test)]
mod unsayable_tests;
mod war;

pub use party::actor_filter;
pub use period::Period;
use place_choice::Atlas;
pub use place_choice::{area_filter, near_filter};
pub(super) use tables::rows;

/// What a question is read with.
#[derive(Clone, Copy)]
pub struct QuestionContext<'a> {
    pub gazetteer: &'a Gazetteer,
    pub lexicon: &'a Lexicon,
    /// ISO codes of the countries that the reports speak of, as far as they are known: a name is more likely theirs.
    pub reported: &'a [String],
    /// The day that "last week" counts from.
    pub today: NaiveDate,
    /// The radius of "near" where the question names none.
    pub default_radius_km: f64,
}

impl<'a> QuestionContext<'a> {
    fn atlas(&self) -> Atlas<'a> {
        Atlas { gazetteer: self.gazetteer, reported: self.reported }
    }
}

/// A question as a query, and how each part of it was read, in the order of the question.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadQuestion {
    pub query: Query,
    pub readings: Vec<ReadPart>,
}

/// How one part of a question was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReadPart {
    /// Where it stands in the question, in code points.
    pub span: Span,
    /// The words as typed.
    pub words: String,
    /// The field of the query that it became ("near", "from"); "text" for words that are searched for, "none" for
    /// words that were understood as no constraint or not understood.
    pub field: String,
    /// What it was read as, for a person: "Raqa → Ar Raqqah, Syria; not Raqqada, Tunisia".
    pub reading: String,
    /// The place that was chosen, as a filter would name it: "Ar Raqqah, Syria".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Other readings, best first: places as a filter would name them.
    pub alternatives: Vec<String>,
    /// The filter whose value was read ("near"); absent for words of the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
}

/// Why a question or a filter cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}{}", did_you_mean(suggestions))]
pub struct QuestionError {
    /// Code points from 1.
    pub column: usize,
    pub message: String,
    pub suggestions: Vec<String>,
}

fn did_you_mean(suggestions: &[String]) -> String {
    if suggestions.is_empty() { String::new() } else { format!("; did you mean {}?", suggestions.join(" or ")) }
}

/// Reads an English question. An empty one constrains nothing.
pub fn read(question: &str, context: &QuestionContext<'_>) -> Result<ReadQuestion, QuestionError> {
    let capitals = question.to_ascii_uppercase();
    reader::Reader::new(question, &capitals, *context).run()
}

/// Reads the value of `--from` or `--to`: any way to say a day or period ("2016-11", "last week"); its first and last
/// day, either of which may be open.
pub fn date_filter(
    text: &str,
    context: &QuestionContext<'_>,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>), QuestionError> {
    let capitals = text.trim().to_ascii_uppercase();
    let document = Document::new(&capitals);
    let clock = period::Clock { document: &document, today: context.today };
    match period::period_at(&clock, 0).filter(|(_, end)| *end == document.tokens.len()) {
        Some((Period { from: Some(from), to: Some(to) }, _)) if from > to => {
            Err(QuestionError { column: 1, message: format!("from {from} is after to {to}"), suggestions: Vec::new() })
        }
        Some((period, _)) => Ok((period.from, period.to)),
        None => Err(QuestionError {
            column: 1,
            message: format!("{text:?} is no date or period"),
            suggestions: ["2016-11-30", "November 2016", "last week"].map(str::to_owned).to_vec(),
        }),
    }
}

/// The area of a country, or of the part of it that has this name.
pub(super) fn area_of_place(gazetteer: &Gazetteer, country: &str, name: &str) -> Option<Area> {
    if name.is_empty() {
        return gazetteer.country(country).map(|record| place_choice::area_of(gazetteer, &record));
    }
    let chosen = place_choice::choose(
        Atlas { gazetteer, reported: &[] },
        name,
        places::Wanted::Any,
        &[country.to_owned()],
        &[],
    )?;
    (chosen.record.country == country).then(|| place_choice::area_of(gazetteer, &chosen.record))
}

fn say_period(period: Period) -> String {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => format!("on {from}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("on or after {from}"),
        (None, Some(to)) => format!("on or before {to}"),
        (None, None) => "any time".to_owned(),
    }
}

fn say_count(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("{low} people"),
        (Some(low), Some(high)) => format!("{low} to {high} people"),
        (Some(low), None) => format!("{low} people or more"),
        (None, Some(high)) => format!("{high} people or fewer"),
        (None, None) => "any number".to_owned(),
    }
}
