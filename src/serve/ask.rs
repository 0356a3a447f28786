//! From the parameters of a request to the query and page that every way of asking shares. It must not know HTTP.

use chrono::Local;

use super::parameters::{Given, USUAL_FIGURES, USUAL_HITS};
use super::problem::Problem;
use crate::annotate::Knowledge;
use crate::answer::{DEFAULT_FACETS, SeriesBy};
use crate::index::Index;
use crate::query::ast::{Page, Sort};
use crate::query::filters::{self, Asked, Filters};
use crate::query::question::QuestionContext;

/// The query that the parameters ask for, and how their words were read.
pub fn query(given: &Given, index: &Index, knowledge: &Knowledge<'_>) -> Result<Asked, Problem> {
    let context = QuestionContext {
        gazetteer: knowledge.gazetteer,
        lexicon: knowledge.lexicon,
        reported: &index.countries()?,
        today: Local::now().date_naive(),
        default_radius_km: filters::USUAL_RADIUS_KM,
    };
    Ok(filters::read(&constraints(given), &given.text("q").unwrap_or_default(), &context)?)
}

fn constraints(given: &Given) -> Filters {
    Filters {
        near: given.text("near"),
        within: given.text("within").and_then(|distance| filters::parse_distance(&distance).ok()),
        inside: given.texts("in"),
        from: given.text("from"),
        to: given.text("to"),
        effect: given.values("effect"),
        victims: given.values("victims"),
        group: given.values("group"),
        affiliation: given.texts("affiliation"),
        min: given.value("min"),
        max: given.value("max"),
        by: given.texts("by"),
        source: given.texts("source"),
        source_kind: given.values("source-kind"),
        denied_by: given.texts("denied-by"),
        method: given.values("method"),
        scope: given.values("scope"),
        stance: given.values("stance"),
        min_confidence: given.value("min-confidence"),
        actor: given.texts("actor"),
        dateline: given.text("dateline"),
        agency: given.texts("agency"),
        language: given.texts("language"),
        published_from: given.text("published-from"),
        published_to: given.text("published-to"),
        text: given.text("text"),
    }
}

/// How a search is cut and ordered.
pub fn search_page(given: &Given) -> Page {
    let facets = given.values("facet");
    let facets = if facets.is_empty() { DEFAULT_FACETS.to_vec() } else { facets };
    Page { facets, ..page(given, USUAL_HITS) }
}

/// How figures are cut and ordered.
pub fn figures_page(given: &Given) -> Page {
    page(given, USUAL_FIGURES)
}

fn page(given: &Given, usual: u64) -> Page {
    let sort = given.text("sort").map_or(Sort::Relevance, |word| Sort::named(&word));
    Page {
        sort,
        limit: given.value("limit").unwrap_or(usual as usize),
        after: given.text("after"),
        facets: Vec::new(),
        copies: given.switch("copies"),
    }
}

/// By what a toll is to be cut.
pub fn series(given: &Given) -> Option<SeriesBy> {
    given.text("series").map(|word| SeriesBy::named(&word))
}
