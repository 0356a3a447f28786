//! Importing GeoNames dumps: a second layer, without what is known already, with broken rows counted and named.

use std::fs;
use std::path::PathBuf;

use warwire::gazetteer::{Gazetteer, Hint, PlaceId, PlaceKind};
use warwire::text::fold;

fn place(id: u32, name: &str, alternates: &str, lat: f64, lon: f64, class: &str, code: &str) -> String {
    format!(
        "{id}\t{name}\t{name}\t{alternates}\t{lat}\t{lon}\t{class}\t{code}\tSY\t\t04\t\t\t\t120\t\t300\tAsia/Damascus\t2020-01-01"
    )
}

fn write(folder: &tempfile::TempDir, name: &str, lines: &[String]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, lines.join("\n") + "\n").unwrap();
    path
}

fn exact(gazetteer: &Gazetteer, name: &str) -> Vec<PlaceId> {
    let mut found = Vec::new();
    gazetteer.exact(&fold::fold(name), &mut found);
    found
}

#[test]
fn a_dump_becomes_a_second_layer() {
    let folder = tempfile::tempdir().unwrap();
    let places = write(
        &folder,
        "SY.txt",
        &[
            place(99_000_001, "Tall Warwira", "Tell Warwira,تل", 36.31, 39.02, "P", "PPL"),
            place(172_955, "Ar Raqqah", "Warwira Raqqah", 35.95, 39.01, "P", "PPLA"),
            "this is no row".to_owned(),
            place(99_000_002, "Northpole", "", 97.0, 39.02, "P", "PPL"),
            place(99_000_003, "Hotel Warwira", "", 36.0, 39.0, "S", "HTL"),
            place(99_000_001, "Tall Warwira", "", 36.31, 39.02, "P", "PPL"),
        ],
    );
    let names = write(
        &folder,
        "alternateNamesV2.txt",
        &[
            "1\t99000001\ten\tWarwira Hill\t\t\t\t\t\t".to_owned(),
            "2\t99000001\tlink\thttps://example.org/Warwira\t\t\t\t\t\t".to_owned(),
            "3\t172955\tfr\tWarwira-sur-Euphrate\t\t\t\t\t\t".to_owned(),
        ],
    );
    let out = folder.path().join("layer.bin");
    let mut told = 0;
    let report = Gazetteer::import(&[places, names], &out, |done, total| {
        assert!(done <= total);
        told += 1;
    })
    .unwrap();
    assert_eq!((report.places, report.known, report.names), (1, 1, 2));
    assert_eq!((report.repeated, report.left_out, report.broken), (1, 1, 2));
    assert!(report.broken_rows[0].contains("SY.txt:3: 1 columns"), "{:?}", report.broken_rows);
    assert!(report.broken_rows[1].contains("SY.txt:4: `97` is no latitude"), "{:?}", report.broken_rows);

    let gazetteer = Gazetteer::with_layers(&[out.clone(), out]).unwrap();
    for name in ["Tall Warwira", "Tell Warwira", "Warwira Hill"] {
        let record = gazetteer.record(exact(&gazetteer, name)[0]);
        assert_eq!((record.name, record.country, record.admin1), ("Tall Warwira", "SY", "Raqqa"), "{name}");
        assert_eq!((record.geoname_id, record.kind), (Some(99_000_001), PlaceKind::Village));
        assert!((record.lat - 36.31).abs() < 1e-4 && (record.lon - 39.02).abs() < 1e-4);
    }
    for name in ["Warwira Raqqah", "Warwira-sur-Euphrate"] {
        let found = exact(&gazetteer, name);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(gazetteer.record(found[0]).geoname_id, Some(172_955));
    }
    // The region is a place of the built-in layer.
    let region = gazetteer.admin1(exact(&gazetteer, "Tall Warwira")[0]).unwrap();
    assert_eq!(gazetteer.record(region).kind, PlaceKind::Admin1);
    assert!(gazetteer.contains(region, exact(&gazetteer, "Tall Warwira")[0]));
    let found = gazetteer.find("Tel Warwirah", &Hint { countries: &["SY"], near: None }, 3);
    assert_eq!(gazetteer.record(found[0].id).name, "Tall Warwira");
}

#[test]
fn a_file_that_is_no_layer_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(&folder, "layer.bin", &["nothing of the kind".to_owned()]);
    let error = Gazetteer::with_layers(&[path]).err().unwrap();
    assert!(error.contains("not a gazetteer layer"), "{error}");
}
