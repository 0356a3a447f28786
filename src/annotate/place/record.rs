//! Turns places found in the text into those of the record: names, countries, code points, precision. It decides nothing
//! about which place is meant.

use crate::annotate::passage::{Passage, PlaceReading};
use crate::article::{Place, PlaceFrom, PlaceMention, Precision};
use crate::gazetteer::{Gazetteer, PlaceKind, PlaceRecord};
use crate::text::document::Document;

/// Every place name of an article, in the order of the text.
pub fn mentions(passages: &[Passage<'_>], gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let mut mentions = Vec::with_capacity(passages.iter().map(|passage| passage.places.len()).sum());
    for passage in passages {
        for reading in &passage.places {
            let bytes = passage.document.bytes(reading.tokens.clone());
            let place = place(&passage.document, reading, PlaceFrom::Sentence, gazetteer);
            mentions.push(PlaceMention {
                field: passage.field,
                span: passage.document.code_points(bytes),
                surface: place.surface,
                name: place.name,
                country: place.country,
                admin1: place.admin1,
                lat: place.lat,
                lon: place.lon,
                geoname_id: place.geoname_id,
                kind: reading.kind,
            });
        }
    }
    mentions
}

/// The record of one place name.
pub fn place(document: &Document<'_>, reading: &PlaceReading, from: PlaceFrom, gazetteer: &Gazetteer) -> Place {
    let surface = document.slice(reading.tokens.clone()).to_string();
    let known = reading.place.map(|id| gazetteer.record(id));
    let near = known.or_else(|| reading.anchor.map(|id| gazetteer.record(id)));
    Place {
        name: known.map_or_else(|| surface.clone(), |record| record.name.to_string()),
        surface,
        country: near.and_then(|record| some(record.country)),
        admin1: near.and_then(|record| some(record.admin1)),
        lat: reading.point.map(|point| point.0),
        lon: reading.point.map(|point| point.1),
        geoname_id: known.and_then(|record| record.geoname_id),
        precision: known.map_or(Precision::Near, |record| precision(&record)),
        from,
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_string())
}

/// How precisely a place of the gazetteer says where something happened.
pub fn precision(record: &PlaceRecord<'_>) -> Precision {
    match record.kind {
        PlaceKind::Country => Precision::Country,
        PlaceKind::Admin1 => Precision::Admin1,
        PlaceKind::Admin2 => Precision::Admin2,
        PlaceKind::Region | PlaceKind::Water | PlaceKind::Mountain if record.extent.is_some() => Precision::Admin1,
        PlaceKind::Region => Precision::Admin1,
        PlaceKind::City => Precision::City,
        PlaceKind::Village
        | PlaceKind::District
        | PlaceKind::Camp
        | PlaceKind::Water
        | PlaceKind::Mountain
        | PlaceKind::Island
        | PlaceKind::Other => Precision::Exact,
    }
}
