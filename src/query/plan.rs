//! A query to what the embedded engine runs: one query on figures, all of whose constraints hold on the same figure,
//! and one on articles, joined to it. It must not know how answers are ordered, counted or shown.

use tantivy::query::{BooleanQuery, Occur, Query as EngineQuery, TermSetQuery};
use tantivy::{Searcher, Term, schema::Field};

use super::ast::{Area, Query};
pub(crate) use super::near::distance_km;
use super::near::{CoverResolution, cover};
use super::plan_check::{Check, Filtered};
pub(crate) use super::plan_check::{Position, PositionColumns};
use super::plan_join::JoinQuery;
pub(crate) use super::plan_text::unscored;
use super::plan_text::{TextPlan, any, every_article, exact};
use super::text_query::{TextError, TextExpr, parse};
use crate::index::Index;
use crate::index::block::{day_number, folded_name, month_number};
use crate::index::schema::{FIGURE, Fields, LONG_SPAN};
use crate::vocabulary::{Scope, VictimClass};

/// A query ready to run.
pub(crate) struct Plan {
    /// Articles that match, with the score of their words.
    pub articles: Box<dyn EngineQuery>,
    /// Figures that match; `None` when any figure does.
    pub figures: Option<Box<dyn EngineQuery>>,
    /// The full-text part, for highlighting.
    pub text: Option<TextExpr>,
}

/// Plans a query; the searcher tells which words are known.
pub(crate) fn plan(index: &Index, searcher: &Searcher, query: &Query) -> Result<Plan, TextError> {
    let fields = &index.fields;
    let text = query.text.as_deref().map(parse).transpose()?.flatten();
    let figures = figures(query, fields);
    let mut clauses: Vec<Box<dyn EngineQuery>> = Vec::new();
    if let Some(expr) = &text {
        clauses.push(TextPlan { searcher, fields }.query(expr));
    }
    clauses.extend(article_terms(query, fields));
    if let Some(figures) = &figures {
        let join = JoinQuery { figures: figures.box_clone(), parents: index.parents.clone(), fields: *fields };
        clauses.push(unscored(Box::new(join)));
    }
    let candidates = all(clauses).unwrap_or_else(|| every_article(fields));
    let articles = Filtered::over(candidates, article_checks(query));
    Ok(Plan { articles, figures, text })
}

/// All of several queries, each scored as it is.
fn all(mut clauses: Vec<Box<dyn EngineQuery>>) -> Option<Box<dyn EngineQuery>> {
    match clauses.len() {
        0 => None,
        1 => clauses.pop(),
        _ => Some(Box::new(BooleanQuery::new(clauses.into_iter().map(|clause| (Occur::Must, clause)).collect()))),
    }
}

/// One of several values of a field; nothing when none is asked for.
fn one_of<V: AsRef<str>>(field: Field, values: &[V]) -> Option<Box<dyn EngineQuery>> {
    (!values.is_empty()).then(|| any(values.iter().map(|value| exact(field, value.as_ref())).collect()))
}

fn article_terms(query: &Query, fields: &Fields) -> Vec<Box<dyn EngineQuery>> {
    let agencies: Vec<String> = query.agency.iter().map(|agency| folded_name(agency)).collect();
    let terms = [
        one_of(fields.actor, &query.actor),
        one_of(fields.agency_folded, &agencies),
        one_of(fields.language, &query.language),
        query.dateline.as_ref().map(|area| self::area(area, &DATELINE, fields)),
    ];
    terms.into_iter().flatten().map(unscored).collect()
}

fn article_checks(query: &Query) -> Vec<Check> {
    let (from, to) = (query.published_from.map(day_number), query.published_to.map(day_number));
    if from.is_none() && to.is_none() { Vec::new() } else { vec![Check::Published { from, to }] }
}

/// The query on figures; `None` when it constrains nothing.
fn figures(query: &Query, fields: &Fields) -> Option<Box<dyn EngineQuery>> {
    let affiliations: Vec<String> = query.affiliation.iter().map(|name| folded_name(name)).collect();
    let words = |values: &mut dyn Iterator<Item = &'static str>| values.collect::<Vec<_>>();
    let areas = query.within.iter().map(|area| self::area(area, &FIGURES, fields)).collect::<Vec<_>>();
    let clauses = [
        one_of(fields.effect, &words(&mut query.effect.iter().map(|value| value.as_str()))),
        one_of(fields.victims, &words(&mut classes(query).map(|value| value.as_str()))),
        one_of(fields.group, &words(&mut query.groups.iter().map(|value| value.as_str()))),
        one_of(fields.affiliation_folded, &affiliations),
        one_of(fields.by, &query.by),
        one_of(fields.source, &query.source),
        one_of(fields.source_kind, &words(&mut query.source_kind.iter().map(|value| value.as_str()))),
        one_of(fields.denied_by, &query.denied_by),
        one_of(fields.method, &words(&mut query.method.iter().map(|value| value.as_str()))),
        one_of(fields.scope, &words(&mut query.scope.iter().map(|value| value.as_str()))),
        one_of(fields.stance, &words(&mut query.stance.iter().map(|value| value.as_str()))),
        (!areas.is_empty()).then(|| any(areas)),
        query.near.as_ref().and_then(|near| cells((near.lat, near.lon), near.radius_km, fields)),
        months(query, fields),
    ];
    let clauses: Vec<_> = clauses.into_iter().flatten().collect();
    let checks = figure_checks(query);
    if clauses.is_empty() && checks.is_empty() {
        return None;
    }
    let candidates = all(clauses).unwrap_or_else(|| exact(fields.kind, FIGURE));
    Some(Filtered::over(candidates, checks))
}

/// The classes that satisfy a query.
fn classes(query: &Query) -> impl Iterator<Item = VictimClass> {
    let unsaid = query.unsaid && !query.victims.is_empty() && !query.victims.contains(&VictimClass::Unspecified);
    query.victims.iter().copied().chain(unsaid.then_some(VictimClass::Unspecified))
}

fn figure_checks(query: &Query) -> Vec<Check> {
    let mut checks = Vec::new();
    let (from, to) = (query.from.map(day_number), query.to.map(day_number));
    if from.is_some() || to.is_some() {
        checks.push(Check::Period { from, to, spill: query.scope.contains(&Scope::Cumulative) });
    }
    checks.extend(query.min.map(Check::Min));
    checks.extend(query.max.map(Check::Max));
    checks.extend(query.min_confidence.map(|least| Check::Confidence(f64::from(least))));
    if let Some(near) = &query.near {
        let centre = (near.lat, near.lon);
        checks.push(Check::Circle { centre, radius_km: near.radius_km, of: Position::Figure });
    }
    checks
}

/// A period of more months than this is left to the check alone.
const MOST_MONTHS: u64 = 60;

/// Candidates for a period: the figures of its months, and those whose months are too many to list.
fn months(query: &Query, fields: &Fields) -> Option<Box<dyn EngineQuery>> {
    let (from, to) = (month_number(query.from?), month_number(query.to?));
    if to < from || to - from >= MOST_MONTHS {
        return None;
    }
    let months = (from..=to).chain([LONG_SPAN]);
    Some(Box::new(TermSetQuery::new(months.map(|month| Term::from_field_u64(fields.span_month, month)))))
}

/// Candidates for a circle.
fn cells(centre: (f64, f64), radius_km: f64, fields: &Fields) -> Option<Box<dyn EngineQuery>> {
    let cover = cover(centre, radius_km)?;
    let field = match cover.resolution {
        CoverResolution::Four => fields.cell4,
        CoverResolution::Five => fields.cell5,
    };
    Some(Box::new(TermSetQuery::new(cover.cells.iter().map(|cell| Term::from_field_u64(field, *cell)))))
}

/// Where the parts of a place are found.
struct PlaceFields {
    country: fn(&Fields) -> Field,
    admin1: fn(&Fields) -> Field,
    /// The field by which all documents that may have a place are found.
    kind: &'static str,
    of: Position,
}

const FIGURES: PlaceFields = PlaceFields {
    country: |fields| fields.country,
    admin1: |fields| fields.admin1,
    kind: FIGURE,
    of: Position::Figure,
};

const DATELINE: PlaceFields = PlaceFields {
    country: |fields| fields.dateline_country,
    admin1: |fields| fields.dateline_admin1,
    kind: crate::index::schema::ARTICLE,
    of: Position::Dateline,
};

/// Membership of an area: its country if it has one, and its point, or else its extent, or else its region.
fn area(area: &Area, place: &PlaceFields, fields: &Fields) -> Box<dyn EngineQuery> {
    let mut clauses: Vec<Box<dyn EngineQuery>> = Vec::new();
    let mut checks = Vec::new();
    if let Some(country) = &area.country {
        clauses.push(exact((place.country)(fields), country));
    }
    if let Some((lat, lon, radius_km)) = area.point {
        if place.of == Position::Figure {
            clauses.extend(cells((lat, lon), radius_km, fields));
        }
        checks.push(Check::Circle { centre: (lat, lon), radius_km, of: place.of });
    } else if let Some(extent) = area.extent {
        checks.push(Check::Rectangle { extent, of: place.of });
    } else if let Some(admin1) = &area.admin1 {
        clauses.push(exact((place.admin1)(fields), admin1));
    } else if area.country.is_none() {
        return Box::new(tantivy::query::EmptyQuery);
    }
    let candidates = all(clauses).unwrap_or_else(|| exact(fields.kind, place.kind));
    Filtered::over(candidates, checks)
}
