//! Turns the dateline that was read into the record's: code points, and the place with what the gazetteer knows of it.

use crate::annotate::passage::{Passage, Setting};
use crate::article::{Dateline, Place, PlaceFrom, Precision};
use crate::gazetteer::{Gazetteer, PlaceKind};

/// The record's dateline, if the article has one.
pub fn dateline(passages: &[Passage<'_>], setting: &Setting, gazetteer: &Gazetteer) -> Option<Dateline> {
    let reading = setting.dateline.as_ref()?;
    let passage = passages.iter().find(|passage| passage.field == reading.field)?;
    let document = &passage.document;
    let place = reading.place.clone().map(|bytes| {
        let surface = document.text.get(bytes).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let unresolved =
            Place { name: surface.clone(), surface: surface.clone(), from: PlaceFrom::Dateline, ..Place::default() };
        let Some(id) = reading.resolved else { return unresolved };
        let record = gazetteer.record(id);
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Place {
            name: record.name.to_owned(),
            country: filled(record.country),
            admin1: filled(record.admin1),
            lat: Some(record.lat),
            lon: Some(record.lon),
            geoname_id: record.geoname_id,
            precision: match record.kind {
                PlaceKind::Country => Precision::Country,
                PlaceKind::Admin1 | PlaceKind::Region => Precision::Admin1,
                PlaceKind::Admin2 | PlaceKind::District => Precision::Admin2,
                _ => Precision::City,
            },
            ..unresolved
        }
    });
    Some(Dateline {
        span: document.code_points(reading.bytes.clone()),
        agency: reading.agency.clone(),
        place,
        date: reading.date,
    })
}
