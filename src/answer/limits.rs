//! What is refused before anything is looked up, each with a message that says what to change.

use super::AnswerError;
use crate::query::ast::{Page, Query, Sort};

/// Hits on one page.
const MOST_HITS: usize = 1000;
/// Figures on one page of figures.
const MOST_FIGURES: usize = 10_000;
/// Alternatives in one constraint.
const MOST_VALUES: usize = 1000;
/// Half the way around the earth.
const WIDEST_KM: f64 = 20_040.0;
/// Letters of the full-text part.
const LONGEST_TEXT: usize = 10_000;

/// Refuses what cannot be answered.
pub(super) fn check(query: &Query, page: &Page) -> Result<(), AnswerError> {
    check_page(query, page, MOST_HITS, "hits")
}

/// The same for a page of figures.
pub(super) fn check_figures(query: &Query, page: &Page) -> Result<(), AnswerError> {
    check_page(query, page, MOST_FIGURES, "figures")
}

fn check_page(query: &Query, page: &Page, most: usize, what: &str) -> Result<(), AnswerError> {
    if page.limit == 0 || page.limit > most {
        return refuse(format!("a page has 1 to {most} {what}, not {}; ask for the next with the cursor", page.limit));
    }
    if page.sort == Sort::Distance && query.near.is_none() {
        return Err(AnswerError::NoCentre);
    }
    check_query(query)
}

/// Refuses constraints that nothing can satisfy or that cost too much.
pub(super) fn check_query(query: &Query) -> Result<(), AnswerError> {
    if let (Some(from), Some(to)) = (query.from, query.to)
        && from > to
    {
        return refuse(format!("the period ends before it begins: {from} to {to}"));
    }
    if let (Some(from), Some(to)) = (query.published_from, query.published_to)
        && from > to
    {
        return refuse(format!("the days of publication end before they begin: {from} to {to}"));
    }
    if let (Some(min), Some(max)) = (query.min, query.max)
        && min > max
    {
        return refuse(format!("no count is at least {min} and at most {max}"));
    }
    if let Some(near) = &query.near {
        if !(-90.0..=90.0).contains(&near.lat) || !(-180.0..=180.0).contains(&near.lon) {
            return refuse(format!("{}, {} is no place on the earth", near.lat, near.lon));
        }
        if !(near.radius_km > 0.0 && near.radius_km <= WIDEST_KM) {
            return refuse(format!("a radius is more than 0 and at most {WIDEST_KM} km, not {}", near.radius_km));
        }
    }
    let lists = [
        ("by", query.by.len()),
        ("source", query.source.len()),
        ("actor", query.actor.len()),
        ("agency", query.agency.len()),
        ("denied by", query.denied_by.len()),
        ("affiliation", query.affiliation.len()),
        ("language", query.language.len()),
        ("in", query.within.len()),
    ];
    if let Some((name, length)) = lists.into_iter().find(|(_, length)| *length > MOST_VALUES) {
        return refuse(format!("{name} has {length} alternatives; at most {MOST_VALUES} are possible"));
    }
    let letters = query.text.as_ref().map_or(0, |text| text.chars().count());
    if letters > LONGEST_TEXT {
        return refuse(format!("the full-text part has {letters} letters; at most {LONGEST_TEXT} are possible"));
    }
    Ok(())
}

fn refuse(message: String) -> Result<(), AnswerError> {
    Err(AnswerError::Limit(message))
}
