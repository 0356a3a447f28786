//! Circles on the earth: the H3 cells that cover one, by which candidates are found, and the exact distance, which
//! decides. It must not know what lies in a circle.

use h3o::{LatLng, Resolution};

pub(crate) use crate::gazetteer::distance_km;

/// The cells that cover a circle, all of one resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cover {
    pub resolution: CoverResolution,
    pub cells: Vec<u64>,
}

/// The resolutions that the index has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CoverResolution {
    Four,
    Five,
}

/// More rings than this are no longer cheaper than looking at every figure.
const MOST_RINGS: u32 = 13;

/// Covers a circle, or gives nothing when it is too wide for cells to help.
pub(crate) fn cover(centre: (f64, f64), radius_km: f64) -> Option<Cover> {
    let point = LatLng::new(centre.0, centre.1).ok()?;
    for (resolution, name) in [(Resolution::Five, CoverResolution::Five), (Resolution::Four, CoverResolution::Four)] {
        let rings = rings(resolution, radius_km);
        if rings <= MOST_RINGS {
            let cells: Vec<_> = point.to_cell(resolution).grid_disk(rings);
            return Some(Cover { resolution: name, cells: cells.into_iter().map(u64::from).collect() });
        }
    }
    None
}

/// How many rings around the centre's cell surely hold the circle. Edges vary by nearly a third over the globe; a
/// ring adds at least one and a half edges, and the centre may lie at the rim of its cell.
fn rings(resolution: Resolution, radius_km: f64) -> u32 {
    let edge = resolution.edge_length_km();
    let (least, most) = (edge * 0.7, edge * 1.3);
    ((radius_km + most) / (1.5 * least)).ceil().clamp(1.0, 1.0e6) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::destination;

    #[test]
    fn a_cover_holds_every_point_of_its_circle() {
        for centre in [(36.3, 39.0), (0.0, 179.99), (-17.5, -179.95), (66.0, 20.0), (4.5, 114.0), (-54.0, -68.0)] {
            for radius in [1.0, 25.0, 50.0, 75.0, 200.0] {
                let Some(cover) = cover(centre, radius) else { continue };
                let resolution = match cover.resolution {
                    CoverResolution::Four => Resolution::Four,
                    CoverResolution::Five => Resolution::Five,
                };
                for bearing in 0..72 {
                    let (lat, lon) = destination(centre, f64::from(bearing) * 5.0, radius);
                    let cell = LatLng::new(lat, lon).map(|point| u64::from(point.to_cell(resolution)));
                    assert!(cell.is_ok_and(|cell| cover.cells.contains(&cell)), "{centre:?} {radius} {bearing}");
                }
            }
        }
    }
}
