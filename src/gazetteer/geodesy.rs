//! Distances and bearings on the WGS 84 ellipsoid. It must not know places.

/// Mean radius of the Earth in kilometres.
const RADIUS_KM: f64 = 6371.0088;

/// Distance in kilometres between two points given as (latitude, longitude) in degrees.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half_lat = (lat_b - lat_a) / 2.0;
    let half_lon = (b.1 - a.1).to_radians() / 2.0;
    let chord = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
    2.0 * RADIUS_KM * chord.sqrt().min(1.0).asin()
}

/// The point at a bearing (degrees clockwise from north) and distance from another.
pub fn destination(from: (f64, f64), bearing_degrees: f64, km: f64) -> (f64, f64) {
    let angle = km / RADIUS_KM;
    let (lat, lon) = (from.0.to_radians(), from.1.to_radians());
    let bearing = bearing_degrees.to_radians();
    let sine = (lat.sin() * angle.cos() + lat.cos() * angle.sin() * bearing.cos()).clamp(-1.0, 1.0);
    let to_lon = lon + (bearing.sin() * angle.sin() * lat.cos()).atan2(angle.cos() - lat.sin() * sine);
    (sine.asin().to_degrees(), wrap_longitude(to_lon.to_degrees()))
}

/// Brings a longitude into -180 to 180.
pub fn wrap_longitude(lon: f64) -> f64 {
    (lon + 180.0).rem_euclid(360.0) - 180.0
}
