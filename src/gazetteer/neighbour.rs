//! Which larger town lies next to a place: it bounds what "in" the smaller one can mean. It must not know who asks.

use super::{Gazetteer, PlaceId, PlaceKind, PlaceRecord, distance_km};

impl Gazetteer {
    /// Kilometres to the nearest city with more people than the place has, if one lies within `km`.
    pub fn larger_city_near(&self, place: &PlaceRecord<'_>, km: f64) -> Option<f64> {
        let reach = km / 110.0;
        let mut nearest: Option<f64> = None;
        for (layer, offset) in self.layers.iter().zip(&self.offsets) {
            for number in 0..layer.count {
                let Some(columns) = layer.columns(number) else { continue };
                let beside = (columns.lat - place.lat).abs() <= reach;
                let other = PlaceId(number + offset) != place.id;
                if !(beside && other) || columns.kind != PlaceKind::City || columns.population <= place.population {
                    continue;
                }
                let apart = distance_km((columns.lat, columns.lon), (place.lat, place.lon));
                if apart <= km && nearest.is_none_or(|nearest| apart < nearest) {
                    nearest = Some(apart);
                }
            }
        }
        nearest
    }
}
