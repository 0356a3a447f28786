//! Points of large areas over those of the built-in layer: `data/gazetteer/points.tsv`. It must not know who asks.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Gazetteer, PlaceKind};
use crate::text::fold::fold;

static POINTS_FILE: &str = include_str!("../../data/gazetteer/points.tsv");

/// Latitude and longitude by the place's number in the built-in layer.
static POINTS: LazyLock<FxHashMap<u32, (f64, f64)>> = LazyLock::new(|| read(Gazetteer::embedded()));

/// The point that stands in for a large area of the built-in layer, where it has one of its own.
pub fn point_of(number: u32, kind: PlaceKind) -> Option<(f64, f64)> {
    let large = matches!(kind, PlaceKind::Country | PlaceKind::Admin1 | PlaceKind::Region | PlaceKind::Water);
    if large { POINTS.get(&number).copied() } else { None }
}

fn read(gazetteer: &Gazetteer) -> FxHashMap<u32, (f64, f64)> {
    let mut points = FxHashMap::default();
    let Some(layer) = gazetteer.layers.first() else { return points };
    let mut ids = Vec::new();
    for line in POINTS_FILE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').map(|cell| if cell == "-" { "" } else { cell }).collect();
        let [kind, name, country, lat, lon] = cells.as_slice() else { continue };
        let (Ok(lat), Ok(lon)) = (lat.parse(), lon.parse()) else { continue };
        if name.is_empty() {
            points.extend(layer.country(country).map(|number| (number, (lat, lon))));
            continue;
        }
        gazetteer.exact(&fold(name), &mut ids);
        let meant = ids.iter().map(|id| id.0).find(|&number| {
            layer.columns(number).is_some_and(|columns| {
                PlaceKind::from_word(kind) == Some(columns.kind) && layer.region(columns.region).country == *country
            })
        });
        points.extend(meant.map(|number| (number, (lat, lon))));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_place_of_the_built_in_layer() {
        let rows = POINTS_FILE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(POINTS.len(), rows);
    }

    #[test]
    fn records_have_the_points() {
        let canada = Gazetteer::embedded().country("CA").unwrap();
        assert!((canada.lat - 60.1).abs() < 0.1 && (canada.lon + 113.6).abs() < 0.1);
    }
}
