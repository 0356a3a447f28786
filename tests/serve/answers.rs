//! What is answered: the same as the command line prints, in every format, with tags and encodings.

use std::io::Read;

use serde_json::Value;

use crate::server::{corpus, encoded, program, shared};

const QUESTION: &str = "civilian deaths near Raqa in November 2016";

/// What the command line prints for the same question.
fn printed(arguments: &[&str]) -> Value {
    // The server made the cached index; the command only reads it.
    shared();
    let output = program().args(arguments).arg("--corpus").arg(corpus()).output().expect("a run");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn timeless(mut value: Value) -> Value {
    value["took_ms"] = Value::Null;
    value
}

#[test]
fn a_search_answers_what_the_command_line_prints() {
    let target = format!("/v1/search?q={}&effect=killed&limit=3&sort=date", encoded(QUESTION));
    let served = shared().get(&target).is(200);
    assert_eq!(served.header("content-type").as_deref(), Some("application/json"));
    let arguments = ["search", "--format", "json", "--effect", "killed", "--limit", "3", "--sort", "date", QUESTION];
    assert_eq!(timeless(served.json()), timeless(printed(&arguments)));
}

#[test]
fn a_toll_and_its_series_answer_what_the_command_line_prints() {
    let server = shared();
    let toll = server.get(&format!("/v1/toll?q={}", encoded(QUESTION))).is(200).json();
    assert_eq!(timeless(toll), timeless(printed(&["toll", "--format", "json", QUESTION])));
    let series = server.get("/v1/toll?in=Syria&series=month").is(200).json();
    assert_eq!(series, printed(&["toll", "--format", "json", "--in", "Syria", "--series", "month"]));
}

#[test]
fn an_article_a_place_and_the_stats_answer_what_the_command_line_prints() {
    let server = shared();
    let id = "syria/al-heisha-first-report";
    let whole = printed(&["show", "--format", "json", id]);
    assert_eq!(server.get(&format!("/v1/articles/{}", encoded(id))).is(200).json(), whole);
    assert_eq!(server.get(&format!("/v1/articles/{id}")).is(200).json(), whole);
    assert_eq!(server.get(&format!("/v1/articles/{id}%231")).is(200).json(), whole);
    assert_eq!(server.get("/v1/stats").is(200).json(), printed(&["stats", "--format", "json"]));
    let places = server.get("/v1/places?name=Raqa&limit=3").is(200).json();
    assert_eq!(places[0]["name"], "Ar Raqqah");
}

#[test]
fn the_reading_of_the_question_is_part_of_the_answer() {
    let answer = shared().get(&format!("/v1/search?q={}&near=Kobani", encoded(QUESTION))).is(200).json();
    let readings = answer["readings"].as_array().expect("readings");
    let near = readings.iter().find(|part| part["words"] == "near Raqa").expect("the place");
    assert_eq!((&near["span"][0], &near["span"][1]), (&16.into(), &25.into()));
    assert_eq!(near["value"], "Ar Raqqah, Syria");
    let filter = readings.iter().find(|part| part["filter"] == "near").expect("the filter");
    assert_eq!(filter["words"], "Kobani");
    let lat = answer["query"]["near"]["lat"].as_f64().expect("a latitude");
    assert!((lat - 36.9).abs() < 0.1, "{}", answer["query"]);
}

#[test]
fn all_figures_are_given_page_by_page_and_none_twice() {
    let server = shared();
    let whole = server.get("/v1/figures?in=Syria&limit=10000").is(200).json();
    let figures = whole["figures"].as_array().expect("figures");
    assert!(whole["after"].is_null() && figures.len() > 50, "{}", figures.len());
    let mut paged: Vec<Value> = Vec::new();
    let mut target = "/v1/figures?in=Syria&limit=20".to_owned();
    loop {
        let page = server.get(&target).is(200);
        let link = page.header("link");
        let page = page.json();
        paged.extend(page["figures"].as_array().expect("figures").iter().cloned());
        assert_eq!(page["total"], whole["total"]);
        let Some(link) = link else { break };
        target = link.trim_start_matches('<').split('>').next().expect("an address").to_owned();
    }
    assert_eq!(&paged, figures);
    let unfolded = server.get("/v1/figures?in=Syria&limit=10000&copies=true").is(200).json();
    assert_eq!(unfolded["figures"].as_array().map(Vec::len), whole["total"].as_u64().map(|total| total as usize));
}

#[test]
fn every_format_is_served_by_name_and_by_accept() {
    let server = shared();
    let lines = server.get_with("/v1/figures?in=Syria&limit=5", &[("accept", "application/x-ndjson")]).is(200);
    assert_eq!(lines.header("content-type").as_deref(), Some("application/x-ndjson"));
    for line in lines.text().lines() {
        let found: Value = serde_json::from_str(line).expect("a figure a line");
        assert!(found["figure"]["quote"].is_string() && found["article"].is_string());
    }
    let table = server.get("/v1/figures?in=Syria&limit=5&format=csv").is(200);
    assert!(table.header("content-type").is_some_and(|kind| kind.starts_with("text/csv")));
    let text = table.text();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let columns = rows.headers().expect("columns").len();
    assert!(rows.records().all(|row| row.is_ok_and(|row| row.len() == columns)));
    let map = server.get_with("/v1/toll?in=Syria", &[("accept", "application/geo+json")]).is(200);
    check_collection(&map.json());
    check_collection(&server.get("/v1/search?in=Syria&format=geojson").is(200).json());
    check_collection(&server.get("/v1/places?name=Tripoli&format=geojson").is(200).json());
    server.get_with("/v1/search", &[("accept", "image/png")]).is(406);
}

/// RFC 7946: a collection of points, longitude first, in degrees.
fn check_collection(collection: &Value) {
    assert_eq!(collection["type"], "FeatureCollection");
    let features = collection["features"].as_array().expect("features");
    assert!(!features.is_empty());
    for feature in features {
        assert_eq!((&feature["type"], &feature["geometry"]["type"]), (&"Feature".into(), &"Point".into()));
        let [lon, lat] = feature["geometry"]["coordinates"].as_array().expect("a point").as_slice() else {
            panic!("{feature}");
        };
        assert!(
            lon.as_f64().is_some_and(|lon| lon.abs() <= 180.0) && lat.as_f64().is_some_and(|lat| lat.abs() <= 90.0)
        );
        assert!(feature["properties"].is_object());
    }
}

#[test]
fn what_the_client_has_is_not_sent_again() {
    let server = shared();
    let first = server.get("/v1/search?q=Syria").is(200);
    let tag = first.header("etag").expect("a tag");
    let again = server.get_with("/v1/search?q=Syria", &[("if-none-match", &tag)]).is(304);
    assert!(again.body.is_empty());
    assert_eq!(again.header("etag"), Some(tag.clone()));
    server.get_with("/v1/search?q=Iraq", &[("if-none-match", &tag)]).is(200);
    server.get_with("/v1/search?q=Syria&format=csv", &[("if-none-match", &tag)]).is(200);
}

#[test]
fn answers_are_compressed_for_those_who_can_read_them() {
    let server = shared();
    let plain = server.get("/v1/figures?in=Syria").is(200);
    let packed = server.get_with("/v1/figures?in=Syria", &[("accept-encoding", "gzip")]).is(200);
    assert_eq!(packed.header("content-encoding").as_deref(), Some("gzip"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_string(&mut text).expect("gzip");
    let unpacked: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(timeless(unpacked), timeless(plain.json()));
    assert!(packed.body.len() * 4 < plain.body.len());
    let packed = server.get_with("/v1/figures?in=Syria", &[("accept-encoding", "zstd")]).is(200);
    assert_eq!(packed.header("content-encoding").as_deref(), Some("zstd"));
    assert!(zstd::decode_all(packed.body.as_slice()).is_ok());
}

#[test]
fn a_problem_names_the_parameter_and_the_spot() {
    let server = shared();
    let problem = |target: &str, status: u16| {
        let answer = server.get(target).is(status);
        assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"));
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        problem
    };
    assert_eq!(problem("/v1/search?efect=killed", 400)["parameter"], "efect");
    assert_eq!(problem("/v1/search?effect=kiled", 400)["parameter"], "effect");
    assert_eq!(problem("/v1/search?limit=0", 400)["parameter"], "limit");
    assert_eq!(problem("/v1/search?near=Raqa&near=Homs", 400)["parameter"], "near");
    assert_eq!(problem("/v1/search?from=yesteryear", 422)["parameter"], "from");
    assert_eq!(problem("/v1/search?from=2017&to=2016", 422)["parameter"], "from");
    assert_eq!(problem("/v1/search?after=rubbish", 422)["parameter"], "after");
    assert_eq!(problem("/v1/search?sort=distance", 422)["parameter"], "sort");
    let spot = problem(&format!("/v1/search?q={}", encoded("deaths \"near Raqa")), 422);
    assert_eq!((&spot["parameter"], &spot["column"]), (&"q".into(), &8.into()));
    assert_eq!(problem("/v1/places", 400)["parameter"], "name");
    problem("/v1/articles/no-such-article", 404);
    problem("/v2/search", 404);
    let wrong = server.send("POST", "/v1/search", &[], b"{}").is(405);
    assert!(wrong.header("allow").is_some_and(|allow| allow.contains("GET")), "{}", wrong.head);
}

#[test]
fn parameters_are_called_and_explained_as_flags_are() {
    use clap::CommandFactory;
    let document = shared().get("/openapi.json").is(200).json();
    let mut program = warwire::cli::Arguments::command();
    program.build();
    for verb in ["search", "toll"] {
        let command = program.find_subcommand(verb).expect("a command");
        let parameters = document["paths"][format!("/v1/{verb}")]["get"]["parameters"].as_array().expect("parameters");
        let is_served = |flag: &str| {
            let local = ["index", "corpus", "map", "encoding", "max-line", "format", "lexicon", "quiet", "color"];
            !local.contains(&flag) && flag != "help"
        };
        for argument in command.get_arguments() {
            let Some(flag) = argument.get_long().filter(|flag| is_served(flag)) else { continue };
            let parameter = parameters.iter().find(|parameter| parameter["name"] == flag);
            let parameter = parameter.unwrap_or_else(|| panic!("{verb} has no parameter {flag}"));
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert_eq!(parameter["description"], help, "{flag}");
        }
    }
}

#[test]
fn the_server_says_how_it_is_doing() {
    let server = shared();
    assert_eq!(server.get("/healthz").is(200).json()["status"], "ok");
    server.get("/v1/stats").is(200);
    let metrics = server.get("/metrics").is(200).text();
    assert!(metrics.contains("warwire_http_requests_total{endpoint=\"/v1/stats\",status=\"200\"}"), "{metrics}");
    assert!(metrics.ends_with("# EOF\n"));
    assert!(server.get("/").is(200).header("content-type").is_some_and(|kind| kind.starts_with("text/html")));
    assert!(server.send("HEAD", "/v1/stats", &[], b"").is(200).body.is_empty());
}
