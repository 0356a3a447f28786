//! From filters and a question to one query, with an account of how the words were read: what the flags of the command
//! line, the parameters of HTTP and the arguments of MCP share. It must not know which of them asked, nor how a query
//! is run.

use chrono::NaiveDate;

use super::ast::Query;
use super::question::{self, QuestionContext, QuestionError, ReadPart};
use crate::vocabulary::*;

/// How near "near" is where nothing else is said.
pub const USUAL_RADIUS_KM: f64 = 50.0;

/// Constraints as they are typed. Names of places and parties, and days, are still to be read; the fields are called
/// as the flags are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    pub near: Option<String>,
    /// Kilometres.
    pub within: Option<f64>,
    pub inside: Vec<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub effect: Vec<Effect>,
    pub victims: Vec<VictimClass>,
    pub group: Vec<Group>,
    pub affiliation: Vec<String>,
    pub min: Option<u64>,
    pub max: Option<u64>,
    pub by: Vec<String>,
    pub source: Vec<String>,
    pub source_kind: Vec<ActorKind>,
    pub denied_by: Vec<String>,
    pub method: Vec<Method>,
    pub scope: Vec<Scope>,
    pub stance: Vec<Stance>,
    pub min_confidence: Option<f32>,
    pub actor: Vec<String>,
    pub dateline: Option<String>,
    pub agency: Vec<String>,
    pub language: Vec<String>,
    pub published_from: Option<String>,
    pub published_to: Option<String>,
    pub text: Option<String>,
}

/// A query, and how its words were read: those of the question in their order, then those of filters.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub query: Query,
    pub readings: Vec<ReadPart>,
}

/// Why no query came of it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FilterError {
    /// The question cannot be read.
    #[error(transparent)]
    Question(QuestionError),
    /// The value of a filter cannot be read.
    #[error("{filter}: {}", .error.message)]
    Value { filter: &'static str, value: String, error: QuestionError },
    /// Two filters that nothing satisfies together.
    #[error("{first} {first_value} is {how} {second} {second_value}")]
    Opposed { first: &'static str, first_value: String, how: &'static str, second: &'static str, second_value: String },
}

/// Reads what is asked. A filter goes before the question where both speak of the same thing.
pub fn read(filters: &Filters, typed: &str, context: &QuestionContext<'_>) -> Result<Asked, FilterError> {
    let radius = filters.within.unwrap_or(context.default_radius_km);
    let context = QuestionContext { default_radius_km: radius, ..*context };
    let read = question::read(typed, &context).map_err(FilterError::Question)?;
    let question = Some(typed.to_owned()).filter(|typed| !typed.trim().is_empty());
    let mut asked = Asked { query: Query { question, ..read.query }, readings: read.readings };
    figures(filters, &context, &mut asked)?;
    articles(filters, &context, &mut asked)?;
    Ok(asked)
}

/// Constraints on figures.
fn figures(filters: &Filters, context: &QuestionContext<'_>, asked: &mut Asked) -> Result<(), FilterError> {
    if let Some(near) = &filters.near {
        let read = question::near_filter(near, context.default_radius_km, context);
        let (circle, part) = read.map_err(|error| of("near", near, error))?;
        asked.query.near = Some(circle);
        asked.readings.push(ReadPart { filter: Some("near".to_owned()), ..part });
    }
    if !filters.inside.is_empty() {
        asked.query.within.clear();
    }
    for place in &filters.inside {
        let (area, part) = question::area_filter(place, context).map_err(|error| of("in", place, error))?;
        asked.query.within.push(area);
        asked.readings.push(ReadPart { filter: Some("in".to_owned()), ..part });
    }
    let query = &mut asked.query;
    replace(&mut query.effect, &filters.effect);
    query.unsaid &= filters.victims.is_empty();
    replace(&mut query.victims, &filters.victims);
    replace(&mut query.groups, &filters.group);
    replace(&mut query.affiliation, &filters.affiliation);
    replace(&mut query.source_kind, &filters.source_kind);
    replace(&mut query.method, &filters.method);
    replace(&mut query.scope, &filters.scope);
    replace(&mut query.stance, &filters.stance);
    query.min = filters.min.or(query.min);
    query.max = filters.max.or(query.max);
    query.min_confidence = filters.min_confidence.or(query.min_confidence);
    query.from = first_day("from", &filters.from, context)?.or(query.from);
    query.to = last_day("to", &filters.to, context)?.or(query.to);
    replace(&mut query.by, &actors("by", &filters.by, context)?);
    replace(&mut query.source, &actors("source", &filters.source, context)?);
    replace(&mut query.denied_by, &actors("denied-by", &filters.denied_by, context)?);
    in_order(("from", query.from), "after", ("to", query.to))?;
    in_order(("min", query.min), "more than", ("max", query.max))
}

/// Constraints on articles.
fn articles(filters: &Filters, context: &QuestionContext<'_>, asked: &mut Asked) -> Result<(), FilterError> {
    if let Some(place) = &filters.dateline {
        let (area, part) = question::area_filter(place, context).map_err(|error| of("dateline", place, error))?;
        asked.query.dateline = Some(area);
        let field = "dateline".to_owned();
        asked.readings.push(ReadPart { filter: Some(field.clone()), field, ..part });
    }
    let query = &mut asked.query;
    replace(&mut query.actor, &actors("actor", &filters.actor, context)?);
    replace(&mut query.agency, &filters.agency);
    replace(&mut query.language, &filters.language);
    query.published_from = first_day("published-from", &filters.published_from, context)?.or(query.published_from);
    query.published_to = last_day("published-to", &filters.published_to, context)?.or(query.published_to);
    in_order(("published-from", query.published_from), "after", ("published-to", query.published_to))?;
    // The question's own words and the filter's are both wanted.
    query.text = match (query.text.take(), &filters.text) {
        (Some(words), Some(filter)) => Some(format!("({words}) AND ({filter})")),
        (words, filter) => words.or_else(|| filter.clone()),
    };
    Ok(())
}

fn replace<T: Clone>(values: &mut Vec<T>, filter: &[T]) {
    if !filter.is_empty() {
        *values = filter.to_vec();
    }
}

fn actors(filter: &'static str, names: &[String], context: &QuestionContext<'_>) -> Result<Vec<String>, FilterError> {
    let mut ids = Vec::new();
    for name in names {
        ids.extend(question::actor_filter(name, context).map_err(|error| of(filter, name, error))?);
    }
    Ok(ids)
}

type Day = Option<NaiveDate>;

fn first_day(filter: &'static str, value: &Option<String>, context: &QuestionContext<'_>) -> Result<Day, FilterError> {
    let Some(value) = value else { return Ok(None) };
    Ok(question::date_filter(value, context).map_err(|error| of(filter, value, error))?.0)
}

fn last_day(filter: &'static str, value: &Option<String>, context: &QuestionContext<'_>) -> Result<Day, FilterError> {
    let Some(value) = value else { return Ok(None) };
    Ok(question::date_filter(value, context).map_err(|error| of(filter, value, error))?.1)
}

fn in_order<T: PartialOrd + ToString>(
    (first, low): (&'static str, Option<T>),
    how: &'static str,
    (second, high): (&'static str, Option<T>),
) -> Result<(), FilterError> {
    match (low, high) {
        (Some(low), Some(high)) if low > high => {
            let (first_value, second_value) = (low.to_string(), high.to_string());
            Err(FilterError::Opposed { first, first_value, how, second, second_value })
        }
        _ => Ok(()),
    }
}

fn of(filter: &'static str, value: &str, error: QuestionError) -> FilterError {
    FilterError::Value { filter, value: value.to_owned(), error }
}

/// Kilometres out of `50km`, `50` or `30mi`.
pub fn parse_distance(distance: &str) -> Result<f64, String> {
    let number = distance.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let kilometres = match distance.get(number.len()..).unwrap_or_default() {
        "" | "km" => 1.0,
        "mi" | "miles" => 1.609344,
        "m" => 0.001,
        _ => return Err("expected a distance like 50km or 30mi".to_string()),
    };
    let value: f64 = number.trim().parse().map_err(|_| "expected a distance like 50km or 30mi".to_string())?;
    let distance = value * kilometres;
    if distance > 0.0 && distance <= 20_038.0 {
        Ok(distance)
    } else {
        Err("a distance is more than 0 and at most half way round the earth".to_string())
    }
}
