//! Distances and bearings on the WGS 84 ellipsoid, right across the antimeridian and at the poles.
//! It must not know places.

/// Half axes of the ellipsoid in kilometres, and its flattening.
const EQUATORIAL_KM: f64 = 6378.137;
const FLATTENING: f64 = 1.0 / 298.257_223_563;
const POLAR_KM: f64 = EQUATORIAL_KM * (1.0 - FLATTENING);

/// Distance in kilometres between two points given as (latitude, longitude) in degrees, by Lambert's formula: good to a
/// few metres, and to 0.2 % between points on opposite sides of the Earth.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (reduced(a.0), reduced(b.0));
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.1 - a.1).to_radians() / 2.0).sin();
    let chord = (half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon).clamp(0.0, 1.0);
    let angle = 2.0 * chord.sqrt().asin();
    // Lambert's correction divides by zero for one point and for opposite points.
    if !(1e-9..=3.1).contains(&angle) {
        return EQUATORIAL_KM * angle;
    }
    let middle = (lat_a + lat_b) / 2.0;
    let half = half_lat;
    let p = (middle.sin() * (1.0 - half * half).max(0.0).sqrt()).powi(2) / (1.0 - chord);
    let q = (middle.cos() * half).powi(2) / chord;
    let x = (angle - angle.sin()) * p;
    let y = (angle + angle.sin()) * q;
    EQUATORIAL_KM * (angle - FLATTENING / 2.0 * (x + y))
}

/// The point at a bearing (degrees clockwise from north) and distance from another, by Vincenty's direct formula.
pub fn destination(from: (f64, f64), bearing_degrees: f64, km: f64) -> (f64, f64) {
    let bearing = bearing_degrees.to_radians();
    let start = reduced(from.0);
    let (sin_start, cos_start) = start.sin_cos();
    let first = start.tan().atan2(bearing.cos());
    let sin_azimuth = cos_start * bearing.sin();
    let cos_squared = 1.0 - sin_azimuth * sin_azimuth;
    let u = cos_squared * (EQUATORIAL_KM.powi(2) - POLAR_KM.powi(2)) / POLAR_KM.powi(2);
    let big_a = 1.0 + u / 16384.0 * (4096.0 + u * (-768.0 + u * (320.0 - 175.0 * u)));
    let big_b = u / 1024.0 * (256.0 + u * (-128.0 + u * (74.0 - 47.0 * u)));
    let mut angle = km / (POLAR_KM * big_a);
    let mut twice = 0.0f64;
    // Each round gains three digits; two would do.
    for _ in 0..5 {
        twice = (2.0 * first + angle).cos();
        let sin = angle.sin();
        let inner = angle.cos() * (2.0 * twice * twice - 1.0)
            - big_b / 6.0 * twice * (4.0 * sin * sin - 3.0) * (4.0 * twice * twice - 3.0);
        angle = km / (POLAR_KM * big_a) + big_b * sin * (twice + big_b / 4.0 * inner);
    }
    let (sin, cos) = angle.sin_cos();
    let across = sin_start * sin - cos_start * cos * bearing.cos();
    let lat = (sin_start * cos + cos_start * sin * bearing.cos())
        .atan2((1.0 - FLATTENING) * (sin_azimuth * sin_azimuth + across * across).sqrt());
    let turn = (sin * bearing.sin()).atan2(cos_start * cos - sin_start * sin * bearing.cos());
    let c = FLATTENING / 16.0 * cos_squared * (4.0 + FLATTENING * (4.0 - 3.0 * cos_squared));
    let lon = turn
        - (1.0 - c) * FLATTENING * sin_azimuth * (angle + c * sin * (twice + c * cos * (2.0 * twice * twice - 1.0)));
    (lat.to_degrees(), wrap_longitude(from.1 + lon.to_degrees()))
}

/// Brings a longitude into -180 to 180.
pub fn wrap_longitude(lon: f64) -> f64 {
    (lon + 180.0).rem_euclid(360.0) - 180.0
}

/// The reduced latitude in radians of a latitude in degrees.
fn reduced(lat: f64) -> f64 {
    ((1.0 - FLATTENING) * lat.to_radians().tan()).atan()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, wanted: f64, share: f64) {
        assert!((got - wanted).abs() <= wanted.abs() * share + 1e-6, "{got} is not {wanted}");
    }

    #[test]
    fn distances_agree_with_the_ellipsoid() {
        // Vincenty's own example, Flinders Peak to Buninyong.
        close(distance_km((-37.951_033_4, 144.424_867_9), (-37.652_821_1, 143.926_495_5)), 54.972_271, 1e-4);
        // A degree along the equator, along a meridian at the equator and at the pole.
        close(distance_km((0.0, 0.0), (0.0, 1.0)), 111.319_5, 1e-4);
        close(distance_km((-0.5, 0.0), (0.5, 0.0)), 110.574_4, 1e-4);
        close(distance_km((89.0, 0.0), (90.0, 0.0)), 111.694, 1e-4);
        // Across the antimeridian, across the pole, from pole to pole, to the other side of the Earth.
        close(distance_km((0.0, 179.5), (0.0, -179.5)), 111.319_5, 1e-4);
        close(distance_km((89.5, 10.0), (89.5, -170.0)), 111.694, 1e-4);
        close(distance_km((90.0, 0.0), (-90.0, 50.0)), 20_003.93, 2e-3);
        close(distance_km((0.0, 0.0), (0.0, 180.0)), 20_003.93, 2e-3);
        assert_eq!(distance_km((36.3, 39.0), (36.3, 39.0)), 0.0);
    }

    #[test]
    fn a_destination_is_as_far_as_asked() {
        for from in [(35.95, 39.01), (0.0, 179.9), (-89.9, 20.0), (64.0, -18.0)] {
            for bearing in [0.0, 45.0, 90.0, 200.0, 350.0] {
                for km in [0.0, 5.0, 40.0, 900.0, 7000.0] {
                    let to = destination(from, bearing, km);
                    close(distance_km(from, to), km, 1e-3);
                    assert!((-180.0..=180.0).contains(&to.1) && (-90.0..=90.0).contains(&to.0), "{to:?}");
                }
            }
        }
        let north = destination((35.95, 39.01), 0.0, 40.0);
        assert!((north.0 - 36.3105).abs() < 0.001 && (north.1 - 39.01).abs() < 1e-9, "{north:?}");
    }
}
