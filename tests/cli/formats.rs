//! The formats that results are printed in: valid, complete and safe.

use crate::program::Desk;

/// An index with one article that tries to command whoever shows it.
fn hostile() -> Desk {
    let desk = Desk::new();
    let text =
        "=2+5 killed in Aleppo? Shelling killed 20 civilians\u{1b}[2J in Aleppo on Monday, \u{202e}doctors said.";
    let article = serde_json::json!({
        "id": "h\u{1b}]0;x\u{7}", "title": "=HYPERLINK(\"x\")", "text": text, "published": "2016-11-14", "source": "@desk",
    });
    desk.write("wire.jsonl", article.to_string());
    desk.run("index wire.jsonl").ends(0);
    desk
}

#[test]
fn a_terminal_is_never_commanded_by_an_article() {
    let desk = hostile();
    for words in ["search civilians", "toll", "annotate wire.jsonl", "stats"] {
        let ended = desk.run(words);
        let all = format!("{}{}", ended.out, ended.err);
        assert!(!all.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{words}: {all:?}");
    }
    assert!(desk.run("search civilians").out.contains("\\u{1b}[2J"));
}

#[test]
fn csv_has_no_formulas_and_every_row_has_every_column() {
    let desk = hostile();
    for words in ["search civilians --format csv", "annotate wire.jsonl --format csv", "toll --format csv"] {
        let ended = desk.run(words);
        let mut reader = csv::Reader::from_reader(ended.out.as_bytes());
        for record in reader.records() {
            for cell in &record.expect("as many cells as columns") {
                let formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
                assert!(!formula, "{words}: {cell}");
            }
        }
    }
}

#[test]
fn geojson_is_a_feature_collection_of_points() {
    let desk = hostile();
    for words in [
        "search civilians --format geojson",
        "annotate wire.jsonl -f geojson",
        "toll -f geojson",
        "place Aleppo -f geojson",
    ] {
        let collection = desk.run(words).json();
        assert_eq!(collection["type"], "FeatureCollection", "{words}");
        for feature in collection["features"].as_array().expect("features") {
            assert_eq!(feature["type"], "Feature");
            assert_eq!(feature["geometry"]["type"], "Point");
            let [lon, lat] = [0, 1].map(|index| feature["geometry"]["coordinates"][index].as_f64().unwrap());
            assert!(lon.abs() <= 180.0 && lat.abs() <= 90.0);
            assert!(feature["properties"].is_object());
        }
    }
    let place = desk.run("place Aleppo -f geojson").json();
    let coordinates = &place["features"][0]["geometry"]["coordinates"];
    assert!((coordinates[0].as_f64().unwrap() - 37.16).abs() < 0.2, "longitude comes first: {coordinates}");
    desk.run("stats -f geojson").ends(2).says(&["no places"]);
}

#[test]
fn json_formats_parse_even_when_nothing_is_found() {
    let desk = hostile();
    assert_eq!(desk.run("search --text zebra --format json").ends(1).json()["total"], 0);
    assert_eq!(desk.run("search --text zebra --format jsonl").ends(1).out, "");
    assert!(desk.run("search --text zebra --format geojson").ends(1).json()["features"].as_array().unwrap().is_empty());
    let lines = desk.run("search civilians --format jsonl").ends(0).out;
    assert!(lines.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    assert!(desk.run("annotate wire.jsonl -f json").ends(0).json().is_array());
    assert!(desk.run("show --format json absent").ends(1).out.is_empty());
}
