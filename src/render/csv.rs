//! CSV: one row a figure, or an event, or a place; columns never change their order. Formulas are defused.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::escape::cell;
use super::invalid;
use super::json::PlaceCandidate;
use crate::answer::{Event, Hit, SeriesRow};
use crate::article::*;

/// Columns of a figure's row.
const FIGURE_COLUMNS: [&str; 36] = [
    "article",
    "title",
    "published",
    "publisher",
    "url",
    "figure",
    "low",
    "high",
    "qualifier",
    "unit",
    "effect",
    "victims",
    "groups",
    "affiliation",
    "scope",
    "part_of",
    "place",
    "surface",
    "country",
    "admin1",
    "lat",
    "lon",
    "place_precision",
    "geoname_id",
    "from",
    "to",
    "date_precision",
    "method",
    "by",
    "by_relation",
    "source",
    "source_kind",
    "stance",
    "denied_by",
    "confidence",
    "quote",
];

/// Writes CSV rows to `out`.
pub struct Table<'o> {
    writer: csv::Writer<&'o mut dyn Write>,
}

/// What a figure's row says of its article.
pub struct About<'a> {
    pub id: &'a str,
    pub title: Option<&'a str>,
    pub published: Option<NaiveDate>,
    pub publisher: Option<&'a str>,
    pub url: Option<&'a str>,
}

impl<'a> From<&'a Report> for About<'a> {
    fn from(report: &'a Report) -> About<'a> {
        let article = &report.article;
        About {
            id: &article.id,
            title: article.title.as_deref(),
            published: report.reading.published,
            publisher: article.source.as_deref(),
            url: article.url.as_deref(),
        }
    }
}

impl<'a> From<&'a Hit> for About<'a> {
    fn from(hit: &'a Hit) -> About<'a> {
        About {
            id: &hit.id,
            title: hit.title.as_deref(),
            published: hit.published,
            publisher: hit.source.as_deref(),
            url: hit.url.as_deref(),
        }
    }
}

impl<'o> Table<'o> {
    pub fn figures(out: &'o mut dyn Write) -> io::Result<Table<'o>> {
        Table::new(out, &FIGURE_COLUMNS)
    }

    fn new(out: &'o mut dyn Write, columns: &[&str]) -> io::Result<Table<'o>> {
        let mut table = Table::continued(out);
        table.writer.write_record(columns).map_err(unwrapped)?;
        Ok(table)
    }

    /// A table whose header was written before.
    pub fn continued(out: &'o mut dyn Write) -> Table<'o> {
        Table { writer: csv::Writer::from_writer(out) }
    }

    /// The figures of one article; an article without any gets one row that is empty after its own columns, if
    /// `even_without` says so.
    pub fn article(&mut self, about: &About<'_>, figures: &[Figure], even_without: bool) -> io::Result<()> {
        if figures.is_empty() && even_without {
            let mut row = article_cells(about);
            row.resize(FIGURE_COLUMNS.len(), String::new());
            self.row(&row)?;
        }
        for figure in figures {
            let mut row = article_cells(about);
            row.extend(figure_cells(figure));
            self.row(&row)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &[String]) -> io::Result<()> {
        self.writer.write_record(row.iter().map(|value| cell(value).into_owned())).map_err(unwrapped)
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The input/output error within a CSV error, so that a broken pipe is still known as one.
fn unwrapped(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => invalid(io::Error::other(format!("{other:?}"))),
    }
}

fn article_cells(about: &About<'_>) -> Vec<String> {
    vec![
        about.id.to_string(),
        optional(about.title),
        optional(about.published),
        optional(about.publisher),
        optional(about.url),
    ]
}

fn figure_cells(figure: &Figure) -> Vec<String> {
    let place = figure.place.as_ref();
    let when = figure.when.as_ref();
    let groups: Vec<&str> = figure.victims.groups.iter().map(|group| group.as_str()).collect();
    let join = |names: Vec<&str>| names.join("; ");
    vec![
        figure.id.clone(),
        optional(figure.count.low),
        optional(figure.count.high),
        figure.count.qualifier.to_string(),
        figure.count.unit.to_string(),
        figure.effect.to_string(),
        figure.victims.class.to_string(),
        join(groups),
        optional(figure.victims.affiliation.as_deref()),
        figure.scope.to_string(),
        optional(figure.part_of.as_deref()),
        optional(place.map(|place| place.name.as_str())),
        optional(place.map(|place| place.surface.as_str())),
        optional(place.and_then(|place| place.country.as_deref())),
        optional(place.and_then(|place| place.admin1.as_deref())),
        degrees(place.and_then(|place| place.lat)),
        degrees(place.and_then(|place| place.lon)),
        optional(place.map(|place| place.precision)),
        optional(place.and_then(|place| place.geoname_id)),
        optional(when.and_then(|when| when.from)),
        optional(when.and_then(|when| when.to)),
        optional(when.map(|when| when.precision)),
        optional(figure.method),
        join(figure.by.iter().map(|actor| actor.name.as_str()).collect()),
        join(figure.by.iter().map(|actor| actor.relation.as_str()).collect()),
        optional(figure.attribution.as_ref().map(|actor| actor.name.as_str())),
        optional(figure.attribution.as_ref().and_then(|actor| actor.kind)),
        figure.stance.to_string(),
        join(figure.denied_by.iter().map(|actor| actor.name.as_str()).collect()),
        format!("{:.2}", figure.confidence),
        figure.quote.clone(),
    ]
}

/// A coordinate to about a metre; the gazetteer has no more.
fn degrees(value: Option<f64>) -> String {
    value.map(|degrees| format!("{degrees:.5}")).unwrap_or_default()
}

fn optional(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A toll's events.
pub fn events(out: &mut dyn Write, events: &[Event]) -> io::Result<()> {
    let columns = [
        "event",
        "effect",
        "low",
        "high",
        "best",
        "open",
        "contested",
        "unit",
        "victims",
        "groups",
        "affiliation",
        "place",
        "country",
        "admin1",
        "lat",
        "lon",
        "from",
        "to",
        "method",
        "by",
        "denied_by",
        "claims",
        "articles",
    ];
    let mut table = Table::new(out, &columns)?;
    for event in events {
        let place = event.place.as_ref();
        let join = |names: Vec<&str>| names.join("; ");
        table.row(&[
            event.id.to_string(),
            event.effect.to_string(),
            event.low.to_string(),
            event.high.to_string(),
            event.best.to_string(),
            event.open.to_string(),
            event.contested.to_string(),
            event.unit.to_string(),
            event.victims.to_string(),
            join(event.groups.iter().map(|group| group.as_str()).collect()),
            optional(event.affiliation.as_deref()),
            optional(place.map(|place| place.name.as_str())),
            optional(place.and_then(|place| place.country.as_deref())),
            optional(place.and_then(|place| place.admin1.as_deref())),
            degrees(place.and_then(|place| place.lat)),
            degrees(place.and_then(|place| place.lon)),
            optional(event.from),
            optional(event.to),
            optional(event.method),
            join(event.by.iter().map(|actor| actor.name.as_str()).collect()),
            join(event.denied_by.iter().map(|actor| actor.name.as_str()).collect()),
            event.claims.len().to_string(),
            join(event.claims.iter().map(|claim| claim.article.as_str()).collect()),
        ])?;
    }
    table.finish()
}

/// A toll's series.
pub fn series(out: &mut dyn Write, rows: &[SeriesRow]) -> io::Result<()> {
    let mut table = Table::new(out, &["value", "effect", "events", "low", "high", "open", "contested"])?;
    for SeriesRow { value, toll } in rows {
        table.row(&[
            value.clone(),
            toll.effect.to_string(),
            toll.events.to_string(),
            toll.low.to_string(),
            toll.high.to_string(),
            toll.open.to_string(),
            toll.contested.to_string(),
        ])?;
    }
    table.finish()
}

/// Places of the gazetteer.
pub fn places(out: &mut dyn Write, places: &[PlaceCandidate]) -> io::Result<()> {
    let columns = ["name", "country", "admin1", "lat", "lon", "kind", "population", "geoname_id", "matched", "score"];
    let mut table = Table::new(out, &columns)?;
    for place in places {
        table.row(&[
            place.name.clone(),
            optional(place.country.as_deref()),
            optional(place.admin1.as_deref()),
            degrees(Some(place.lat)),
            degrees(Some(place.lon)),
            place.kind.clone(),
            optional(place.population),
            optional(place.geoname_id),
            place.matched.clone(),
            place.score.to_string(),
        ])?;
    }
    table.finish()
}

/// Names and numbers.
pub fn pairs(out: &mut dyn Write, rows: &[(String, String)]) -> io::Result<()> {
    let mut table = Table::new(out, &["what", "value"])?;
    for (what, value) in rows {
        table.row(&[what.clone(), value.clone()])?;
    }
    table.finish()
}
