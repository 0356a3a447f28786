//! The plain reading: a loop over all records, written without a glance at how the index does it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use warwire::article::*;
use warwire::query::ast::*;
use warwire::query::text_query::{Form, TextExpr, TextField, parse};
use xxhash_rust::xxh3::xxh3_64;

pub struct Hit {
    pub id: String,
    pub figures: Vec<Figure>,
}

/// Distance by the law of cosines in three dimensions: another formula than the program's.
fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let vector = |(lat, lon): (f64, f64)| {
        let (lat, lon) = (lat.to_radians(), lon.to_radians());
        [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
    };
    let (a, b) = (vector(one), vector(other));
    let chord: f64 = (0..3).map(|axis| (a[axis] - b[axis]).powi(2)).sum::<f64>().sqrt();
    2.0 * 6371.0088 * (chord / 2.0).asin()
}

fn point(place: &Place) -> Option<(f64, f64)> {
    Some((place.lat?, place.lon?))
}

fn is_in(place: Option<&Place>, area: &Area) -> bool {
    let Some(place) = place else { return false };
    if area.country.is_some() && place.country != area.country {
        return false;
    }
    if let Some((lat, lon, radius)) = area.point {
        let fine = place.precision < Precision::Admin1;
        return fine && point(place).is_some_and(|point| kilometres(point, (lat, lon)) <= radius);
    }
    if let Some((south, west, north, east)) = area.extent {
        let inside = |(lat, lon): (f64, f64)| {
            let turned = if west > east && lon < 0.0 { lon + 360.0 } else { lon };
            let east = if west > east { east + 360.0 } else { east };
            south <= lat && lat <= north && west <= turned && turned <= east
        };
        return place.precision != Precision::Country && point(place).is_some_and(inside);
    }
    area.admin1.is_none() || place.admin1 == area.admin1
}

fn happened(figure: &Figure, query: &Query) -> bool {
    if query.from.is_none() && query.to.is_none() {
        return true;
    }
    let Some(when) = &figure.when else { return false };
    if when.from.is_none() && when.to.is_none() {
        return false;
    }
    let (start, end) = (when.from.unwrap_or(NaiveDate::MIN), when.to.unwrap_or(NaiveDate::MAX));
    let (from, to) = (query.from.unwrap_or(NaiveDate::MIN), query.to.unwrap_or(NaiveDate::MAX));
    let long = figure.scope == Scope::Cumulative || (end - start).num_days() > 62;
    if long && !query.scope.contains(&Scope::Cumulative) {
        start >= from && end <= to
    } else {
        start <= to && end >= from
    }
}

fn allows<T: PartialEq>(wanted: &[T], value: Option<&T>) -> bool {
    wanted.is_empty() || value.is_some_and(|value| wanted.contains(value))
}

fn meets<T: PartialEq>(wanted: &[T], values: impl IntoIterator<Item = T>) -> bool {
    wanted.is_empty() || values.into_iter().any(|value| wanted.contains(&value))
}

fn figure_matches(figure: &Figure, query: &Query) -> bool {
    let named_most = figure.count.high.or(figure.count.low);
    let named_least = figure.count.low.or(figure.count.high);
    let near = query.near.as_ref().is_none_or(|circle| {
        figure.place.as_ref().is_some_and(|place| {
            place.precision < Precision::Admin1
                && point(place).is_some_and(|at| kilometres(at, (circle.lat, circle.lon)) <= circle.radius_km)
        })
    });
    let peoples: Vec<String> = query.affiliation.iter().map(|name| name.to_lowercase()).collect();
    let mut classes = query.victims.clone();
    if query.unsaid && !classes.is_empty() {
        classes.push(VictimClass::Unspecified);
    }
    near && allows(&query.effect, Some(&figure.effect))
        && allows(&classes, Some(&figure.victims.class))
        && meets(&query.groups, figure.victims.groups.iter().copied())
        && allows(&peoples, figure.victims.affiliation.as_ref().map(|name| name.to_lowercase()).as_ref())
        && query.min.is_none_or(|min| named_most.is_some_and(|count| count >= min))
        && query.max.is_none_or(|max| named_least.is_some_and(|count| count <= max))
        && (query.within.is_empty() || query.within.iter().any(|area| is_in(figure.place.as_ref(), area)))
        && happened(figure, query)
        && meets(&query.by, figure.by.iter().map(|by| by.id.clone()))
        && allows(&query.source, figure.attribution.as_ref().map(|actor| &actor.id))
        && allows(&query.source_kind, figure.attribution.as_ref().and_then(|actor| actor.kind.as_ref()))
        && meets(&query.denied_by, figure.denied_by.iter().map(|actor| actor.id.clone()))
        && allows(&query.method, figure.method.as_ref())
        && allows(&query.scope, Some(&figure.scope))
        && allows(&query.stance, Some(&figure.stance))
        && query.min_confidence.is_none_or(|least| figure.confidence >= least)
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace('é', "e")
}

fn article_matches(report: &Report, query: &Query) -> bool {
    let dateline = report.reading.dateline.as_ref();
    let agencies: Vec<String> = query.agency.iter().map(|agency| plain(agency)).collect();
    let day = report.reading.published;
    meets(&query.actor, report.reading.actors.iter().map(|actor| actor.id.clone()))
        && allows(&agencies, dateline.and_then(|dateline| dateline.agency.as_deref()).map(plain).as_ref())
        && allows(&query.language, report.article.language.as_ref())
        && query.dateline.as_ref().is_none_or(|area| is_in(dateline.and_then(|dateline| dateline.place.as_ref()), area))
        && query.published_from.is_none_or(|from| day.is_some_and(|day| day >= from))
        && query.published_to.is_none_or(|to| day.is_some_and(|day| day <= to))
        && query
            .text
            .as_ref()
            .is_none_or(|text| parse(text).expect("well made").is_none_or(|expr| reads(report, &expr)))
}

fn reads(report: &Report, expr: &TextExpr) -> bool {
    match expr {
        TextExpr::All(parts) => parts.iter().all(|part| reads(report, part)),
        TextExpr::Any(parts) => parts.iter().any(|part| reads(report, part)),
        TextExpr::Not(inner) => !reads(report, inner),
        TextExpr::Term(term) => {
            let title: Vec<&str> = report.article.title.as_deref().unwrap_or("").split(' ').collect();
            let text: Vec<&str> = report.article.text.split(' ').collect();
            let places = if term.field == TextField::Title { vec![title] } else { vec![title, text] };
            places.iter().any(|words| match term.form {
                Form::Prefix => words.iter().any(|word| word.to_lowercase().starts_with(&term.surface)),
                _ if term.surface == "Raqqa" => words.iter().any(|word| word.starts_with("Raq")),
                _ => {
                    let phrase: Vec<&str> = term.surface.split(' ').collect();
                    words.windows(phrase.len()).any(|part| part == phrase)
                }
            })
        }
    }
}

/// Whether the plain reading can tell the order: it does not know how rare words are.
pub fn knows_order(query: &Query, sort: Sort) -> bool {
    sort != Sort::Relevance || query.text.is_none()
}

/// All hits in order.
pub fn hits(world: &BTreeMap<String, Report>, query: &Query, sort: Sort) -> Vec<Hit> {
    let mut found: Vec<(f64, Option<NaiveDate>, u64, Hit)> = Vec::new();
    for (id, report) in world {
        let all = report.reading.figures.iter();
        let figures: Vec<Figure> = all.filter(|figure| figure_matches(figure, query)).cloned().collect();
        if article_matches(report, query) && (!figures.is_empty() || !query.constrains_figures()) {
            let key = key(report, &figures, query, sort);
            found.push((key, report.reading.published, xxh3_64(id.as_bytes()), Hit { id: id.clone(), figures }));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    found.into_iter().map(|(_, _, _, hit)| hit).collect()
}

/// How much a figure stands out in its report.
fn standing(figure: &Figure) -> f64 {
    let lead = if figure.field == Field::Title { 1.0 } else { (1.0 - f64::from(figure.span.0) / 1000.0).max(0.0) };
    let place = figure.place.as_ref().map_or(0.3, |place| match place.from {
        PlaceFrom::Phrase => 1.0,
        PlaceFrom::Sentence => 0.9,
        PlaceFrom::Paragraph => 0.7,
        PlaceFrom::Dateline => 0.6,
        PlaceFrom::Article => 0.5,
    });
    let day = figure.when.as_ref().map_or(0.3, |when| match when.anchor {
        Anchor::Explicit => 1.0,
        Anchor::Relative => 0.9,
        Anchor::Published => 0.5,
    });
    let sum = 0.35 * f64::from(figure.confidence) + 0.25 * lead + 0.3 * place + 0.1 * day;
    if figure.scope == Scope::Cumulative { sum / 2.0 } else { sum }
}

fn key(report: &Report, figures: &[Figure], query: &Query, sort: Sort) -> f64 {
    let days = |day: NaiveDate| f64::from(day.num_days_from_ce());
    let most = |values: Vec<f64>| values.into_iter().fold(f64::NEG_INFINITY, f64::max);
    match sort {
        Sort::Relevance if !query.constrains_figures() => 0.0,
        Sort::Relevance => {
            let weight = |figure: &Figure| {
                let asked = query.victims.is_empty() || query.victims.contains(&figure.victims.class);
                standing(figure) * if asked { 1.0 } else { 0.7 }
            };
            let score = most(figures.iter().map(weight).collect()) as f32;
            f64::from((score * 1024.0).round() / 1024.0)
        }
        Sort::Date => {
            let last = |figure: &Figure| figure.when.as_ref().and_then(|when| when.to.or(when.from)).map(days);
            let latest = most(figures.iter().filter_map(last).collect());
            if latest.is_finite() { latest } else { report.reading.published.map_or(f64::NEG_INFINITY, days) }
        }
        Sort::Count => {
            most(figures.iter().filter_map(|f| f.count.high.or(f.count.low)).map(|count| count as f64).collect())
        }
        Sort::Distance => {
            let circle = query.near.as_ref().expect("asked only with a centre");
            let distance = |place: &Place| {
                // Rounded: two formulas differ in the last digits, and ties must stay ties.
                point(place).map(|at| -(kilometres(at, (circle.lat, circle.lon)) * 1e6).round() / 1e6)
            };
            let fine = |figure: &&Figure| figure.place.as_ref().is_some_and(|p| p.precision < Precision::Admin1);
            most(figures.iter().filter(fine).filter_map(|f| distance(f.place.as_ref()?)).collect())
        }
    }
}

/// Values of a facet with their numbers of articles and figures.
pub fn facet(world: &BTreeMap<String, Report>, query: &Query, facet: FacetField) -> BTreeMap<String, (u64, u64)> {
    let query = without(query, facet);
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for hit in hits(world, &query, Sort::Date) {
        let report = &world[&hit.id];
        let mut of_article: BTreeSet<String> = article_values(report, facet).into_iter().collect();
        for value in &of_article {
            counts.entry(value.clone()).or_default().1 += hit.figures.len() as u64;
        }
        for figure in &hit.figures {
            for value in figure_values(figure, facet) {
                counts.entry(value.clone()).or_default().1 += 1;
                of_article.insert(value);
            }
        }
        for value in of_article {
            counts.entry(value).or_default().0 += 1;
        }
    }
    counts
}

/// A facet is counted without the constraint on its own field.
fn without(query: &Query, facet: FacetField) -> Query {
    let mut query = query.clone();
    let is = |area: &Area| (area.point.is_some(), area.extent.is_some(), area.admin1.is_some());
    match facet {
        FacetField::Victims => query.victims = vec![],
        FacetField::Group => query.groups = vec![],
        FacetField::Effect => query.effect = vec![],
        FacetField::Method => query.method = vec![],
        FacetField::By => query.by = vec![],
        FacetField::Source => query.source = vec![],
        FacetField::SourceKind => query.source_kind = vec![],
        FacetField::Stance => query.stance = vec![],
        FacetField::Scope => query.scope = vec![],
        FacetField::Dateline => query.dateline = None,
        FacetField::Agency => query.agency = vec![],
        FacetField::Language => query.language = vec![],
        FacetField::Country if query.within.iter().all(|area| is(area) == (false, false, false)) => {
            query.within = vec![]
        }
        FacetField::Admin1 if query.within.iter().all(|area| is(area) == (false, false, true)) => query.within = vec![],
        FacetField::Place if query.within.iter().all(|area| area.point.is_some()) => query.within = vec![],
        _ => {}
    }
    query
}

fn article_values(report: &Report, facet: FacetField) -> Vec<String> {
    let dateline = report.reading.dateline.as_ref();
    let value = match facet {
        FacetField::Dateline => dateline.and_then(|dateline| dateline.place.as_ref()).map(|place| place.name.clone()),
        FacetField::Agency => dateline.and_then(|dateline| dateline.agency.clone()),
        FacetField::Language => report.article.language.clone(),
        _ => None,
    };
    value.into_iter().collect()
}

fn figure_values(figure: &Figure, facet: FacetField) -> BTreeSet<String> {
    let place = figure.place.as_ref();
    let one = |value: Option<String>| value.into_iter().collect();
    match facet {
        FacetField::Month => periods(figure, 31, |day| format!("{:04}-{:02}", day.year(), day.month())),
        FacetField::Year => periods(figure, 366, |day| format!("{:04}", day.year())),
        FacetField::Country => one(place.and_then(|place| place.country.clone())),
        FacetField::Admin1 => one(place.and_then(|place| place.admin1.clone())),
        FacetField::Place => one(place.map(|place| place.name.clone())),
        FacetField::Victims => one(Some(figure.victims.class.to_string())),
        FacetField::Group => figure.victims.groups.iter().map(|group| group.to_string()).collect(),
        FacetField::Effect => one(Some(figure.effect.to_string())),
        FacetField::Method => one(figure.method.map(|method| method.to_string())),
        FacetField::By => figure.by.iter().map(|by| by.id.clone()).collect(),
        FacetField::Source => one(figure.attribution.as_ref().map(|actor| actor.id.clone())),
        FacetField::SourceKind => one(figure.attribution.as_ref().and_then(|a| a.kind).map(|kind| kind.to_string())),
        FacetField::Stance => one(Some(figure.stance.to_string())),
        FacetField::Scope => one(Some(figure.scope.to_string())),
        FacetField::Count => one(figure.count.low.or(figure.count.high).map(|count| {
            let name = match count {
                0 => "0",
                1 => "1",
                2..=4 => "2-4",
                5..=9 => "5-9",
                10..=19 => "10-19",
                20..=49 => "20-49",
                50..=99 => "50-99",
                100..=499 => "100-499",
                _ => "500+",
            };
            name.to_string()
        })),
        FacetField::Dateline | FacetField::Agency | FacetField::Language => BTreeSet::new(),
    }
}

/// Names of the periods that every day of a figure falls in, unless it has too many days.
fn periods(figure: &Figure, most_days: usize, name: impl Fn(NaiveDate) -> String) -> BTreeSet<String> {
    let Some(When { from: Some(from), to: Some(to), .. }) = figure.when else { return BTreeSet::new() };
    let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= to).collect();
    if days.len() > most_days { BTreeSet::new() } else { days.into_iter().map(name).collect() }
}
