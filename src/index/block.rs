//! A report as the documents of one block: the article first, then its figures, each with every value that a
//! constraint can name. It must not know when blocks are written or what is asked of them.

use chrono::{Datelike, NaiveDate};
use h3o::{LatLng, Resolution};
use tantivy::{TantivyDocument, schema::Field as Column};
use xxhash_rust::xxh3::xxh3_64;

use super::pack::pack;
use super::schema::{ARTICLE, FIGURE, Fields, LONG_SPAN};
use super::terms::TermList;
use super::{IndexError, Origin, words};
use crate::article::{Dateline, Figure, Place, Report, When};
use crate::vocabulary::Precision;

/// Periods longer than this many months are not listed month by month.
const MOST_SPAN_MONTHS: u64 = 36;

/// A day as the index counts it.
pub(crate) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The day of a number in the index.
pub(crate) fn day_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}

/// The hash by which articles are told apart and ordered where nothing else does.
pub(crate) fn id_hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// The hash by which names of places are compared; never 0.
pub(crate) fn name_hash(name: &str) -> u64 {
    xxh3_64(name.as_bytes()).max(1)
}

/// Names of agencies and peoples are compared in this form.
pub(crate) fn folded_name(name: &str) -> String {
    crate::text::fold::fold(name)
}

/// Coordinates that lie on the earth.
pub(crate) fn position(lat: Option<f64>, lon: Option<f64>) -> Option<(f64, f64)> {
    let (lat, lon) = (lat?, lon?);
    ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some((lat, lon))
}

/// The near-duplicate cluster that an article was put in, and the keys under which it is found again.
pub(crate) struct Kinship {
    pub cluster: u64,
    pub bands: Vec<u64>,
}

/// The documents of a report.
pub(crate) fn documents(
    report: &Report,
    origin: &Origin,
    kinship: &Kinship,
    fields: &Fields,
) -> Result<Vec<TantivyDocument>, IndexError> {
    let mut documents = Vec::with_capacity(1 + report.reading.figures.len());
    documents.push(article_document(report, origin, kinship, fields)?);
    for figure in &report.reading.figures {
        documents.push(figure_document(report, figure, fields)?);
    }
    Ok(documents)
}

fn json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, IndexError> {
    serde_json::to_vec(value).map_err(|error| IndexError::Engine(error.to_string()))
}

fn article_document(
    report: &Report,
    origin: &Origin,
    kinship: &Kinship,
    fields: &Fields,
) -> Result<TantivyDocument, IndexError> {
    let (article, reading) = (&report.article, &report.reading);
    let mut document = TantivyDocument::new();
    document.add_text(fields.kind, ARTICLE);
    document.add_text(fields.id, &article.id);
    document.add_bytes(fields.record, &pack(report).map_err(|error| IndexError::Engine(error.to_string()))?);
    document.add_text(fields.body, &article.text);
    add_words(&mut document, report, fields);
    if let Some(day) = reading.published.or(article.published) {
        document.add_i64(fields.published, day_number(day));
    }
    document.add_u64(fields.id_hash, id_hash(&article.id));
    document.add_u64(fields.content_hash_high, (origin.hash >> 64) as u64);
    document.add_u64(fields.content_hash_low, origin.hash as u64);
    document.add_u64(fields.children, reading.figures.len() as u64);
    add_some(&mut document, fields.path, origin.path.as_deref());
    add_some(&mut document, fields.publisher, article.source.as_deref());
    add_some(&mut document, fields.language, language(report));
    if let Some(dateline) = &reading.dateline {
        add_dateline(&mut document, dateline, fields);
    }
    add_distinct(&mut document, fields.actor, reading.actors.iter().map(|actor| actor.id.as_str()));
    add_mentions(&mut document, report, fields);
    document.add_u64(fields.cluster, kinship.cluster);
    for band in &kinship.bands {
        document.add_u64(fields.band, *band);
    }
    Ok(document)
}

/// The language of an article as read, or as its source says.
pub(crate) fn language(report: &Report) -> Option<&str> {
    report.reading.language.as_deref().or(report.article.language.as_deref())
}

/// Positions of the text begin this far after the title's, so that no phrase spans both.
const TITLE_GAP: usize = 100;

fn add_words(document: &mut TantivyDocument, report: &Report, fields: &Fields) {
    let language = language(report);
    let title = report.article.title.as_deref().unwrap_or_default();
    let mut lists: [TermList; 3] = Default::default();
    let [titles, texts, skeletons] = &mut lists;
    let first = words::terms(title, language, 0, [titles, skeletons]) + TITLE_GAP;
    words::terms(&report.article.text, language, first, [texts, skeletons]);
    for (field, list) in [fields.title, fields.text, fields.skeleton].into_iter().zip(&lists) {
        if !list.as_str().is_empty() {
            document.add_text(field, list.as_str());
        }
    }
}

fn add_some(document: &mut TantivyDocument, field: Column, value: Option<&str>) {
    if let Some(value) = value {
        document.add_text(field, value);
    }
}

/// Adds each value once.
fn add_distinct<'v>(document: &mut TantivyDocument, field: Column, values: impl Iterator<Item = &'v str>) {
    let mut seen: Vec<&str> = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
            document.add_text(field, value);
        }
    }
}

/// Places that an article speaks of, each once. Countries and provinces are left out: they tell no two events apart.
fn add_mentions(document: &mut TantivyDocument, report: &Report, fields: &Fields) {
    let towns =
        report.reading.places.iter().filter(|place| place.admin1.as_ref().is_some_and(|admin1| *admin1 != place.name));
    let figures = report.reading.figures.iter().filter_map(|figure| figure.place.as_ref());
    let fine = figures.filter(|place| place.precision < Precision::Admin1);
    let mut names: Vec<u64> = towns.map(|place| name_hash(&place.name)).collect();
    names.extend(fine.map(|place| name_hash(&place.name)));
    names.sort_unstable();
    names.dedup();
    names.into_iter().for_each(|name| document.add_u64(fields.mention, name));
}

fn add_dateline(document: &mut TantivyDocument, dateline: &Dateline, fields: &Fields) {
    if let Some(agency) = &dateline.agency {
        document.add_text(fields.agency, agency);
        document.add_text(fields.agency_folded, folded_name(agency));
    }
    let Some(place) = &dateline.place else { return };
    document.add_text(fields.dateline, &place.name);
    add_some(document, fields.dateline_country, place.country.as_deref());
    add_some(document, fields.dateline_admin1, place.admin1.as_deref());
    document.add_u64(fields.dateline_precision, place.precision as u64);
    if let Some((lat, lon)) = position(place.lat, place.lon) {
        document.add_f64(fields.dateline_lat, lat);
        document.add_f64(fields.dateline_lon, lon);
    }
}

fn figure_document(report: &Report, figure: &Figure, fields: &Fields) -> Result<TantivyDocument, IndexError> {
    let mut document = TantivyDocument::new();
    document.add_text(fields.kind, FIGURE);
    document.add_text(fields.id, &report.article.id);
    document.add_bytes(fields.record, &json(figure)?);
    document.add_text(fields.effect, figure.effect.as_str());
    document.add_text(fields.victims, figure.victims.class.as_str());
    add_distinct(&mut document, fields.group, figure.victims.groups.iter().map(|group| group.as_str()));
    if let Some(affiliation) = &figure.victims.affiliation {
        document.add_text(fields.affiliation, affiliation);
        document.add_text(fields.affiliation_folded, folded_name(affiliation));
    }
    add_distinct(&mut document, fields.by, figure.by.iter().map(|perpetrator| perpetrator.id.as_str()));
    if let Some(source) = &figure.attribution {
        document.add_text(fields.source, &source.id);
        add_some(&mut document, fields.source_kind, source.kind.map(|kind| kind.as_str()));
    }
    add_distinct(&mut document, fields.denied_by, figure.denied_by.iter().map(|actor| actor.id.as_str()));
    add_some(&mut document, fields.method, figure.method.map(|method| method.as_str()));
    document.add_text(fields.scope, figure.scope.as_str());
    document.add_text(fields.stance, figure.stance.as_str());
    document.add_text(fields.unit, figure.count.unit.as_str());
    if let Some(low) = figure.count.low {
        document.add_u64(fields.low, low);
    }
    if let Some(high) = figure.count.high {
        document.add_u64(fields.high, high);
    }
    document.add_f64(fields.confidence, f64::from(figure.confidence));
    document.add_f64(fields.standing, super::standing::standing(figure));
    if let Some(place) = &figure.place {
        add_place(&mut document, place, fields);
    }
    if let Some(when) = &figure.when {
        add_period(&mut document, when, fields);
    }
    let whole = figure.part_of.as_ref().and_then(|id| report.reading.figures.iter().position(|other| other.id == *id));
    if let Some(whole) = whole {
        document.add_u64(fields.whole, whole as u64);
    }
    Ok(document)
}

fn add_place(document: &mut TantivyDocument, place: &Place, fields: &Fields) {
    add_some(document, fields.country, place.country.as_deref());
    add_some(document, fields.admin1, place.admin1.as_deref());
    document.add_text(fields.place, &place.name);
    document.add_u64(fields.precision, place.precision as u64);
    let Some((lat, lon)) = position(place.lat, place.lon) else { return };
    document.add_f64(fields.lat, lat);
    document.add_f64(fields.lon, lon);
    if let Ok(point) = LatLng::new(lat, lon) {
        document.add_u64(fields.cell4, u64::from(point.to_cell(Resolution::Four)));
        document.add_u64(fields.cell5, u64::from(point.to_cell(Resolution::Five)));
    }
}

/// A month as one number.
pub(crate) fn month_number(day: NaiveDate) -> u64 {
    u64::try_from(i64::from(day.year()) * 12 + i64::from(day.month0())).unwrap_or(1).max(1)
}

fn add_period(document: &mut TantivyDocument, when: &When, fields: &Fields) {
    if let Some(from) = when.from {
        document.add_i64(fields.from_day, day_number(from));
    }
    if let Some(to) = when.to {
        document.add_i64(fields.to_day, day_number(to));
    }
    let (Some(from), Some(to)) = (when.from, when.to) else {
        if when.from.is_some() || when.to.is_some() {
            document.add_u64(fields.span_month, LONG_SPAN);
        }
        return;
    };
    let months = month_number(from)..=month_number(to);
    if month_number(to) - month_number(from).min(month_number(to)) < MOST_SPAN_MONTHS {
        months.for_each(|month| document.add_u64(fields.span_month, month));
    } else {
        document.add_u64(fields.span_month, LONG_SPAN);
    }
    let (listed_months, listed_years) = listed(from, to);
    listed_months.iter().for_each(|month| document.add_text(fields.month, month));
    listed_years.iter().for_each(|year| document.add_text(fields.year, year));
}

/// The months and years under which a period is counted: those it touches, unless it is longer than 31 or 366 days.
pub(crate) fn listed(from: NaiveDate, to: NaiveDate) -> (Vec<String>, Vec<String>) {
    let days = (to - from).num_days() + 1;
    let mut months = Vec::new();
    if (1..=31).contains(&days) {
        for number in month_number(from)..=month_number(to) {
            months.push(format!("{:04}-{:02}", number / 12, number % 12 + 1));
        }
    }
    let years = if (1..=366).contains(&days) {
        (from.year()..=to.year()).map(|year| format!("{year:04}")).collect()
    } else {
        Vec::new()
    };
    (months, years)
}
