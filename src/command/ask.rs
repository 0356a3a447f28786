//! From flags and a question to one query, with an account of how the words were read. A flag goes before the
//! question where both speak of the same thing.

use anyhow::{anyhow, bail};
use chrono::{Local, NaiveDate};

use super::knowledge::World;
use crate::cli::Filters;
use crate::query::ast::Query;
use crate::query::question::{self, QuestionContext, QuestionError, ReadPart};
use crate::render::safe_line;

/// A query, and how its words were read, one line each.
pub struct Asked {
    pub query: Query,
    pub readings: Vec<String>,
}

/// Reads what was asked.
pub fn read(filters: &Filters, words: &[String], world: &World) -> anyhow::Result<Asked> {
    let context = QuestionContext {
        gazetteer: world.gazetteer,
        lexicon: world.lexicon,
        today: Local::now().date_naive(),
        default_radius_km: filters.within,
    };
    let typed = words.join(" ");
    let read = question::read(&typed, &context).map_err(|error| pointing(&typed, &error))?;
    let mut asked = Asked {
        query: Query { question: Some(typed.clone()).filter(|typed| !typed.trim().is_empty()), ..read.query },
        readings: read.readings.iter().filter_map(resolved).collect(),
    };
    figures(filters, &context, &mut asked)?;
    articles(filters, &context, &mut asked)?;
    Ok(asked)
}

/// What a name was resolved to. Parts that say the same as the query itself, which is shown too, say nothing here.
fn resolved(part: &ReadPart) -> Option<String> {
    let resolved = part.reading.contains('→') && part.reading != format!("{0} → {0}", part.words);
    let lost = part.field == "none" || part.reading.starts_with("no ");
    let says_more = resolved || lost;
    says_more.then(|| safe_line(&part.reading))
}

/// Constraints on figures.
fn figures(filters: &Filters, context: &QuestionContext<'_>, asked: &mut Asked) -> anyhow::Result<()> {
    if let Some(near) = &filters.near {
        let (circle, part) =
            question::near_filter(near, filters.within, context).map_err(|error| of_flag("near", near, &error))?;
        asked.query.near = Some(circle);
        asked.readings.extend(resolved(&part));
    }
    if !filters.inside.is_empty() {
        asked.query.within.clear();
    }
    for place in &filters.inside {
        let (area, part) = question::area_filter(place, context).map_err(|error| of_flag("in", place, &error))?;
        asked.query.within.push(area);
        asked.readings.extend(resolved(&part));
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
    in_order("--from", query.from, "--to", query.to)?;
    if let (Some(min), Some(max)) = (query.min, query.max)
        && min > max
    {
        bail!("--min {min} is more than --max {max}");
    }
    Ok(())
}

/// Constraints on articles.
fn articles(filters: &Filters, context: &QuestionContext<'_>, asked: &mut Asked) -> anyhow::Result<()> {
    if let Some(place) = &filters.dateline {
        let (area, part) = question::area_filter(place, context).map_err(|error| of_flag("dateline", place, &error))?;
        asked.query.dateline = Some(area);
        asked.readings.extend(resolved(&part));
    }
    let query = &mut asked.query;
    replace(&mut query.actor, &actors("actor", &filters.actor, context)?);
    replace(&mut query.agency, &filters.agency);
    replace(&mut query.language, &filters.language);
    query.published_from = first_day("published-from", &filters.published_from, context)?.or(query.published_from);
    query.published_to = last_day("published-to", &filters.published_to, context)?.or(query.published_to);
    in_order("--published-from", query.published_from, "--published-to", query.published_to)?;
    // The question's own words and the flag's are both wanted.
    query.text = match (query.text.take(), &filters.text) {
        (Some(words), Some(flag)) => Some(format!("({words}) AND ({flag})")),
        (words, flag) => words.or_else(|| flag.clone()),
    };
    Ok(())
}

fn replace<T: Clone>(values: &mut Vec<T>, flag: &[T]) {
    if !flag.is_empty() {
        *values = flag.to_vec();
    }
}

fn actors(flag: &str, names: &[String], context: &QuestionContext<'_>) -> anyhow::Result<Vec<String>> {
    let mut ids = Vec::new();
    for name in names {
        ids.extend(question::actor_filter(name, context).map_err(|error| of_flag(flag, name, &error))?);
    }
    Ok(ids)
}

fn first_day(flag: &str, value: &Option<String>, context: &QuestionContext<'_>) -> anyhow::Result<Option<NaiveDate>> {
    let Some(value) = value else { return Ok(None) };
    Ok(question::date_filter(value, context).map_err(|error| of_flag(flag, value, &error))?.0)
}

fn last_day(flag: &str, value: &Option<String>, context: &QuestionContext<'_>) -> anyhow::Result<Option<NaiveDate>> {
    let Some(value) = value else { return Ok(None) };
    Ok(question::date_filter(value, context).map_err(|error| of_flag(flag, value, &error))?.1)
}

fn in_order(first: &str, from: Option<NaiveDate>, last: &str, to: Option<NaiveDate>) -> anyhow::Result<()> {
    match (from, to) {
        (Some(from), Some(to)) if from > to => bail!("{first} {from} is after {last} {to}"),
        _ => Ok(()),
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
