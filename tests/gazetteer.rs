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

/// The rows of a data file of ours, by column.
fn rows(path: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn every_place_of_the_supplement_is_found_by_all_its_names() {
    let gazetteer = Gazetteer::embedded();
    let rows = rows("data/places.tsv");
    assert!(rows.len() >= 400, "{} places", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let [name, alternates, _, country, _, lat, lon, _] = row.as_slice() else { panic!("{row:?}") };
        let here: (f64, f64) = (lat.parse().unwrap(), lon.parse().unwrap());
        for name in std::iter::once(name.as_str()).chain(alternates.split('|').filter(|name| *name != "-")) {
            let found = gazetteer.find(name, &Hint { countries: &[country], near: Some(here) }, 10);
            let near = found.iter().any(|c| {
                let record = gazetteer.record(c.id);
                record.country == country && distance_km(here, (record.lat, record.lon)) < 15.0
            });
            if !near {
                wrong.push(format!("{country} {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} names: {wrong:?}", wrong.len());
}

#[test]
fn old_and_new_names_are_one_place() {
    let gazetteer = Gazetteer::embedded();
    for (old, new, country) in [
        ("Artemivsk", "Bakhmut", "UA"),
        ("Saigon", "Ho Chi Minh City", "VN"),
        ("Leningrad", "Saint Petersburg", "RU"),
        ("Stepanakert", "Khankendi", "AZ"),
        ("Rangoon", "Yangon", "MM"),
        ("Bombay", "Mumbai", "IN"),
        ("Kiev", "Kyiv", "UA"),
        ("Burma", "Myanmar", "MM"),
        ("Zaire", "Democratic Republic of the Congo", "CD"),
        ("Upper Volta", "Burkina Faso", "BF"),
    ] {
        let find = |name: &str| gazetteer.find(name, &Hint { countries: &[country], near: None }, 1)[0].id;
        assert_eq!(gazetteer.record(find(old)).name, gazetteer.record(find(new)).name, "{old}, {new}");
    }
    for gone in ["Yugoslavia", "Soviet Union", "Czechoslovakia"] {
        let found = gazetteer.find(gone, &Hint::default(), 1);
        assert_eq!(gazetteer.record(found[0].id).kind, PlaceKind::Region, "{gone}");
    }
}

#[test]
fn containment_goes_by_country_region_extent_and_nearness() {
    let gazetteer = Gazetteer::embedded();
    let place = |name: &str, country: &str, kind: PlaceKind| {
        let found = gazetteer.find(name, &Hint { countries: &[country], near: None }, 20);
        let found = found.iter().find(|c| gazetteer.record(c.id).kind == kind);
        found.unwrap_or_else(|| panic!("{name} is missing")).id
    };
    let raqqa = place("Raqqa", "SY", PlaceKind::City);
    let province = place("Raqqa", "SY", PlaceKind::Admin1);
    let syria = place("Syria", "SY", PlaceKind::Country);
    let heisha = place("al-Heisha", "SY", PlaceKind::Village);
    let aleppo = place("Aleppo", "SY", PlaceKind::City);
    let middle_east = place("Middle East", "", PlaceKind::Region);
    for (outer, inner, wanted) in [
        (syria, raqqa, true),
        (province, raqqa, true),
        (province, heisha, true),
        (province, aleppo, false),
        (syria, province, true),
        (province, syria, false),
        (raqqa, heisha, false),
        (aleppo, place("Sheikh Maqsoud", "SY", PlaceKind::District), true),
        (middle_east, syria, true),
        (middle_east, raqqa, true),
        (syria, middle_east, false),
        (place("Donbas", "UA", PlaceKind::Region), place("Bakhmut", "UA", PlaceKind::City), true),
        (place("Donbas", "UA", PlaceKind::Region), place("Kyiv", "UA", PlaceKind::City), false),
    ] {
        assert_eq!(
            gazetteer.contains(outer, inner),
            wanted,
            "{} in {}",
            gazetteer.record(inner).name,
            gazetteer.record(outer).name
        );
    }
}

#[test]
fn abbreviations_are_no_names() {
    let gazetteer = Gazetteer::embedded();
    let mut found = Vec::new();
    for (text, name) in [("Calif.", "California"), ("N.Y.", "New York"), ("Ore.", "Oregon"), ("Ont.", "Ontario")] {
        gazetteer.abbreviation(text, &mut found);
        assert_eq!(found.first().map(|&id| gazetteer.record(id).name), Some(name), "{text}");
    }
    gazetteer.exact("ore", &mut found);
    assert!(found.iter().all(|&id| gazetteer.record(id).name != "Oregon"));
    assert!(gazetteer.is_prefix("deir") && gazetteer.is_prefix("new") && !gazetteer.is_prefix("raqqaqqa"));
}
