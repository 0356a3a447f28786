//! A toll cut into a series: by month, by place or by source. It works on a toll that is already made.

use std::collections::BTreeMap;

use super::shape::{Claim, Event, SeriesBy, SeriesRow, Toll, TollSummary};
use super::toll_sum::{Numbers, add};
use crate::vocabulary::*;

/// Cuts a toll into a series: one row for each value and effect, in order of value. Families are left out.
pub fn series(toll: &Toll, by: SeriesBy) -> Vec<SeriesRow> {
    let mut sums: BTreeMap<(String, Effect), TollSummary> = BTreeMap::new();
    let mut count = |value: String, event: &Event, numbers: &Numbers| {
        let empty = TollSummary { effect: event.effect, events: 0, low: 0, high: 0, open: false, contested: 0 };
        add(sums.entry((value, event.effect)).or_insert(empty), numbers);
    };
    for event in toll.events.iter().filter(|event| event.unit == Unit::People) {
        let all = Numbers {
            low: event.low,
            high: event.high,
            best: event.best,
            open: event.open,
            contested: event.contested,
        };
        match by {
            SeriesBy::Month => count(month(event), event, &all),
            SeriesBy::Place => count(place(event), event, &all),
            SeriesBy::Source => {
                let mut voices: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
                for claim in event.claims.iter().filter(|claim| !claim.superseded) {
                    voices.entry(voice(claim)).or_default().push(claim);
                }
                for (voice, claims) in voices {
                    count(voice, event, &said(&claims, event.contested));
                }
            }
        }
    }
    sums.into_iter().map(|((value, _), toll)| SeriesRow { value, toll }).collect()
}

/// The month in which an event began.
fn month(event: &Event) -> String {
    event.from.or(event.to).map_or_else(|| "undated".to_owned(), |day| day.format("%Y-%m").to_string())
}

fn place(event: &Event) -> String {
    match &event.place {
        Some(place) => match &place.country {
            Some(country) if *country != place.name => format!("{}, {country}", place.name),
            _ => place.name.clone(),
        },
        None => "unknown".to_owned(),
    }
}

fn voice(claim: &Claim) -> String {
    let source = claim.source.as_ref().map(|source| source.name.clone());
    source.or_else(|| claim.publisher.clone()).unwrap_or_else(|| claim.article.clone())
}

/// What one voice says of an event.
fn said(claims: &[&Claim], contested: bool) -> Numbers {
    let low = claims.iter().map(|claim| claim.low.unwrap_or(1)).min().unwrap_or_default();
    let high = claims.iter().map(|claim| claim.high.or(claim.low).unwrap_or(1)).max().unwrap_or_default();
    Numbers { low: low.min(high), high, best: high, open: claims.iter().any(|claim| claim.high.is_none()), contested }
}
