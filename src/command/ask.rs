//! From flags and a question to one query, and the errors of reading them as the command line says them.

use anyhow::anyhow;
use chrono::Local;

use super::knowledge::World;
use crate::cli;
use crate::query::ast::Query;
use crate::query::filters::{self, FilterError};
use crate::query::question::{QuestionContext, QuestionError, ReadPart};
use crate::render::safe_line;

/// A query, and how its words were read.
pub struct Asked {
    pub query: Query,
    pub parts: Vec<ReadPart>,
    /// What is worth a line of its own beside the query.
    pub readings: Vec<String>,
}

/// Reads what was asked of reports that speak of the countries `reported`.
pub fn read(flags: &cli::Filters, words: &[String], world: &World, reported: &[String]) -> anyhow::Result<Asked> {
    let context = QuestionContext {
        gazetteer: world.gazetteer,
        lexicon: world.lexicon,
        reported,
        today: Local::now().date_naive(),
        default_radius_km: filters::USUAL_RADIUS_KM,
    };
    let typed = words.join(" ");
    let asked = filters::read(&flags.clone().into(), &typed, &context).map_err(|error| said(&typed, &error))?;
    let readings = asked.readings.iter().filter_map(resolved).collect();
    Ok(Asked { query: asked.query, parts: asked.readings, readings })
}

/// What a name was resolved to. Parts that say the same as the query itself, which is shown too, say nothing here.
fn resolved(part: &ReadPart) -> Option<String> {
    let resolved = part.reading.contains('→') && part.reading != format!("{0} → {0}", part.words);
    let lost = part.field == "none" || part.reading.starts_with("no ");
    let says_more = resolved || lost;
    says_more.then(|| safe_line(&part.reading))
}

fn said(question: &str, error: &FilterError) -> anyhow::Error {
    match error {
        FilterError::Question(error) => pointing(question, error),
        FilterError::Value { filter, value, error } => of_flag(filter, value, error),
        FilterError::Opposed { first, first_value, how, second, second_value } => {
            anyhow!("--{first} {first_value} is {how} --{second} {second_value}")
        }
    }
}

fn of_flag(flag: &str, value: &str, error: &QuestionError) -> anyhow::Error {
    let QuestionError { message, suggestions, .. } = error;
    let suggestion =
        if suggestions.is_empty() { String::new() } else { format!("; did you mean {}?", suggestions.join(" or ")) };
    anyhow!("--{flag} {}: {}{}", safe_line(value), safe_line(message), safe_line(&suggestion))
}

/// An error with the question and a mark under the spot.
fn pointing(question: &str, error: &QuestionError) -> anyhow::Error {
    let shown: String = question.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let spot = " ".repeat(error.column.saturating_sub(1));
    anyhow!("the question cannot be read\n  {shown}\n  {spot}^\n  {}", safe_line(&error.to_string()))
}
