//! English questions: what a person types, read into the same `Query` that the flags make, with an account of how each
//! part was read. It must not know how a query is run or how an answer is shown.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ast::{Area, Circle, Query};
use crate::article::Span;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;

/// What a question is read with.
#[derive(Clone, Copy)]
pub struct QuestionContext<'a> {
    pub gazetteer: &'a Gazetteer,
    pub lexicon: &'a Lexicon,
    /// The day that "last week" counts from.
    pub today: NaiveDate,
    /// The radius of "near" where the question names none.
    pub default_radius_km: f64,
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
    /// Other readings, best first.
    pub alternatives: Vec<String>,
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
pub fn read(question: &str, _context: &QuestionContext<'_>) -> Result<ReadQuestion, QuestionError> {
    let text = (!question.trim().is_empty()).then(|| question.trim().to_owned());
    let query = Query { question: Some(question.to_owned()), text, ..Query::default() };
    Ok(ReadQuestion { query, readings: Vec::new() })
}

/// Reads the value of `--near`: a place's name or `LAT,LON`.
pub fn near_filter(
    text: &str,
    _radius_km: f64,
    _context: &QuestionContext<'_>,
) -> Result<(Circle, ReadPart), QuestionError> {
    Err(QuestionError { column: 1, message: format!("no place is called {text:?}"), suggestions: Vec::new() })
}

/// Reads the value of `--in` or `--dateline`: the name of a country, province, city or region.
pub fn area_filter(text: &str, _context: &QuestionContext<'_>) -> Result<(Area, ReadPart), QuestionError> {
    Err(QuestionError { column: 1, message: format!("no place is called {text:?}"), suggestions: Vec::new() })
}

/// Reads the value of `--by`, `--actor` or `--source`: an actor's id, name or alias. Gives ids, alternatives of each other.
pub fn actor_filter(text: &str, _context: &QuestionContext<'_>) -> Result<Vec<String>, QuestionError> {
    Ok(vec![text.to_owned()])
}

/// Reads the value of `--from` or `--to`: any way to say a day or period ("2016-11", "last week"); its first and last
/// day, either of which may be open.
pub fn date_filter(
    text: &str,
    _context: &QuestionContext<'_>,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>), QuestionError> {
    match text.parse() {
        Ok(day) => Ok((Some(day), Some(day))),
        Err(_) => Err(QuestionError {
            column: 1,
            message: format!("{text:?} is no date"),
            suggestions: vec!["2016-11-30".into()],
        }),
    }
}
