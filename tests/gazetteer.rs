//! The built-in gazetteer as it is shipped: names of war reporting resolve to the right place, within 15 km.

use warwire::gazetteer::{Gazetteer, Hint, PlaceKind, distance_km};

fn check(names: &[(&str, f64, f64)], countries: &[&str]) {
    let gazetteer = Gazetteer::embedded();
    let wrong: Vec<String> = names
        .iter()
        .filter_map(|&(name, lat, lon)| {
            let hint = Hint { countries, near: None };
            let found = gazetteer.find(name, &hint, 5);
            let Some(first) = found.first() else { return Some(format!("{name}: not found")) };
            let record = gazetteer.record(first.id);
            let off = distance_km((lat, lon), (record.lat, record.lon));
            (off > 15.0).then(|| {
                format!(
                    "{name}: {} {} {:?} {:?}, {off:.0} km off",
                    record.name, record.country, record.kind, first.level
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn spellings_of_the_wires_resolve_without_a_hint() {
    check(
        &[
            ("Raqa", 35.95, 39.01),
            ("Raqqa", 35.95, 39.01),
            ("ar-Raqqah", 35.95, 39.01),
            ("Ain Issa", 36.385, 38.862),
            ("Kobani", 36.891, 38.353),
            ("Ain al-Arab", 36.891, 38.353),
            ("Deir Ezzor", 35.336, 40.141),
            ("Maaret al-Numan", 35.644, 36.673),
            ("Hodeidah", 14.798, 42.954),
            ("Hawija", 35.325, 43.771),
            ("Saada", 16.94, 43.763),
        ],
        &[],
    );
}

#[test]
fn every_country_is_known_by_its_code() {
    let gazetteer = Gazetteer::embedded();
    for (code, name) in [("SY", "Syria"), ("UA", "Ukraine"), ("SD", "Sudan"), ("SS", "South Sudan"), ("XK", "Kosovo")] {
        let country = gazetteer.country(code).unwrap_or_else(|| panic!("{code} is missing"));
        assert_eq!((country.name, country.kind, country.country), (name, PlaceKind::Country, code));
    }
}
