//! GeoJSON (RFC 7946): a point for every figure, event or place that has coordinates, with the whole record as its
//! properties. It must not leave anything out silently: it counts what has no coordinates.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::json::PlaceCandidate;
use crate::answer::Event;
use crate::article::Figure;

/// A collection that is written feature by feature.
pub struct Features<'o> {
    out: &'o mut dyn Write,
    written: u64,
    left_out: u64,
}

impl<'o> Features<'o> {
    pub fn begin(out: &'o mut dyn Write) -> io::Result<Features<'o>> {
        write!(out, "{{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Features::continued(out, 0))
    }

    /// A collection that was begun before and has `written` features.
    pub fn continued(out: &'o mut dyn Write, written: u64) -> Features<'o> {
        Features { out, written, left_out: 0 }
    }

    /// How many features are written, and how many records had no coordinates.
    pub fn counts(&self) -> (u64, u64) {
        (self.written, self.left_out)
    }

    /// A figure; `article` says what else its properties tell.
    pub fn figure(&mut self, figure: &Figure, article: &Map<String, Value>) -> io::Result<()> {
        let place = figure.place.as_ref();
        let mut properties = record(figure)?;
        for (key, value) in article {
            properties.insert(key.clone(), value.clone());
        }
        self.feature(place.and_then(|place| place.lat.zip(place.lon)), properties)
    }

    /// An event of a toll.
    pub fn event(&mut self, event: &Event) -> io::Result<()> {
        let place = event.place.as_ref();
        self.feature(place.and_then(|place| place.lat.zip(place.lon)), record(event)?)
    }

    pub fn place(&mut self, place: &PlaceCandidate) -> io::Result<()> {
        self.feature(Some((place.lat, place.lon)), record(place)?)
    }

    fn feature(&mut self, point: Option<(f64, f64)>, properties: Map<String, Value>) -> io::Result<()> {
        let Some((lat, lon)) = point.filter(|(lat, lon)| lat.abs() <= 90.0 && lon.abs() <= 180.0) else {
            self.left_out += 1;
            return Ok(());
        };
        let feature = serde_json::json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": properties,
        });
        let separator = if self.written == 0 { "\n" } else { ",\n" };
        write!(self.out, "{separator}")?;
        super::json::compact(self.out, &feature)?;
        self.written += 1;
        Ok(())
    }

    pub fn end(self) -> io::Result<()> {
        writeln!(self.out, "\n]}}")
    }
}

fn record(value: &impl Serialize) -> io::Result<Map<String, Value>> {
    match serde_json::to_value(value)? {
        Value::Object(object) => Ok(object),
        other => Ok(Map::from_iter([("value".to_string(), other)])),
    }
}

/// What a figure's properties say of its article.
pub fn article_properties(about: &super::csv::About<'_>) -> Map<String, Value> {
    let text = |value: Option<&str>| value.map_or(Value::Null, |value| Value::String(value.to_string()));
    let published = about.published.map(|day| day.to_string());
    Map::from_iter([
        ("article".to_string(), text(Some(about.id))),
        ("title".to_string(), text(about.title)),
        ("published".to_string(), text(published.as_deref())),
        ("publisher".to_string(), text(about.publisher)),
        ("url".to_string(), text(about.url)),
    ])
}
