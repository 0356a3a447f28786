//! What each command prints and how it ends.

use std::process::Stdio;

use crate::program::{Desk, Ended, report};

fn article(desk: &Desk) {
    desk.write(
        "in/homs.txt",
        "Title: Shelling kills four in Homs\nDate: 2012-02-07\nSource: Orontes Desk\n\n\
         HOMS, Syria, Feb 7 (Orontes Desk) - Army shells killed four civilians in Homs on Monday, residents said.\n",
    );
}

#[test]
fn annotate_prints_one_object_an_article_in_input_order() {
    let desk = Desk::new();
    let lines: Vec<String> = (0..500)
        .map(|n| {
            serde_json::json!({"id": format!("a{n}"), "text": report(n, "Homs"), "date": "2012-02-07"}).to_string()
        })
        .collect();
    desk.write("wire.jsonl", lines.join("\n"));
    let ended = desk.run("annotate --format jsonl wire.jsonl").ends(0);
    let ids: Vec<String> = ended
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_string())
        .collect();
    assert_eq!(ids, (0..500).map(|n| format!("a{n}")).collect::<Vec<_>>());
    let first: serde_json::Value = serde_json::from_str(ended.out.lines().next().unwrap()).unwrap();
    let mut keys: Vec<&str> = first.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["actors", "dateline", "figures", "id", "language", "places", "published", "title"]);
    assert_eq!(first["published"], "2012-02-07");
}

#[test]
fn annotate_reads_json_lines_from_standard_input() {
    let desk = Desk::new();
    let mut run = desk
        .command()
        .args(["annotate", "-", "-f", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(run.stdin.as_mut().unwrap(), b"{\"text\":\"Two soldiers died.\"}\n").unwrap();
    drop(run.stdin.take());
    let ended = Ended::of(run.wait_with_output().unwrap()).ends(0);
    assert!(ended.out.starts_with("{\"id\":\"stdin:1\""), "{}", ended.out);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::new();
    let lines: Vec<String> =
        (0..20_000).map(|n| serde_json::json!({"id": n, "text": report(n, "Homs")}).to_string()).collect();
    desk.write("wire.jsonl", lines.join("\n"));
    for format in ["jsonl", "csv", "json", "table", "geojson"] {
        let mut command = desk.command();
        command.args(["annotate", "--quiet", "--format", format, "wire.jsonl"]);
        let mut run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(run.stdout.take());
        let ended = Ended::of(run.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{format}");
    }
}

#[test]
fn exit_codes_are_0_found_1_nothing_2_error() {
    let desk = Desk::new();
    article(&desk);
    desk.run("search civilians").ends(2).says(&["there is no index here"]);
    desk.run("index in").ends(0).says(&["indexed 1 article"]);
    desk.run("search civilians").ends(0);
    desk.run("search --text zebra").ends(1);
    desk.run("show in/homs").ends(0);
    desk.run("show nobody").ends(1).says(&["no article has the id nobody"]);
    desk.run("place Homs").ends(0);
    desk.run("place Xqzwvk").ends(1);
    desk.run("search --effect eaten").ends(2).says(&["eaten", "killed, wounded"]);
    desk.run("search --within far").ends(2);
    desk.run("nonsense").ends(2);
    desk.run("--help").ends(0);
    desk.run("--version").ends(0);
}

#[test]
fn quiet_says_nothing_but_errors() {
    let desk = Desk::new();
    article(&desk);
    assert_eq!(desk.run("index --quiet in").ends(0).err, "");
    assert_eq!(desk.run("--quiet show nobody").ends(1).err, "");
    assert_ne!(desk.run("--quiet index absent").ends(2).err, "");
}

#[test]
fn colour_only_where_it_is_wanted() {
    let desk = Desk::new();
    article(&desk);
    desk.run("index in").ends(0);
    assert!(!desk.run("search civilians").out.contains('\u{1b}'));
    assert!(!desk.run("search --color never civilians").out.contains('\u{1b}'));
    assert!(desk.run("search --color always civilians").out.contains('\u{1b}'));
    assert!(!desk.run("search --color always --format json civilians").out.contains('\u{1b}'));
}

#[test]
fn a_corpus_is_indexed_once_and_a_changed_new_or_vanished_file_is_noticed() {
    let desk = Desk::new();
    article(&desk);
    desk.run("search --corpus in civilians").ends(0).says(&["indexed 1 article"]);
    assert_eq!(desk.run("search --corpus in civilians").ends(0).err, "");

    desk.write("in/hama.txt", report(7, "Hama"));
    desk.run("search --corpus in --text Hama").ends(0).says(&["indexed 2 articles"]);

    desk.write("in/hama.txt", report(8, "Idlib"));
    desk.run("search --corpus in --text Idlib").ends(0).says(&["indexed 2 articles"]);
    desk.run("search --corpus in --text Hama").ends(1);

    // The same content with another time is no change.
    std::fs::write(desk.path().join("in/hama.txt"), report(8, "Idlib")).unwrap();
    assert_eq!(desk.run("search --corpus in --text Idlib").ends(0).err, "");

    std::fs::remove_file(desk.path().join("in/hama.txt")).unwrap();
    desk.run("search --corpus in --text Idlib").ends(1).says(&["indexed 1 article"]);
    desk.run("show --corpus in homs").ends(0);
    desk.run("search --corpus absent x").ends(2);
    desk.run("search --corpus in --index there x").ends(2);
}

#[test]
fn a_corpus_may_be_one_file() {
    let desk = Desk::new();
    article(&desk);
    desk.run("search --corpus in/homs.txt civilians").ends(0);
    desk.run("show --corpus in/homs.txt homs").ends(0);
}

#[test]
fn an_edited_lexicon_is_read_and_a_broken_one_is_an_error_with_its_line() {
    let desk = Desk::new();
    article(&desk);
    desk.write("lexicon/effects.tsv", "# columns: nothing\tof\tthe kind\nx\ty\tz\n");
    desk.run("annotate --lexicon lexicon in").ends(2).says(&["effects.tsv"]);
    desk.run("annotate --lexicon lexikon in").ends(2).says(&["lexikon", "no directory"]);
}

#[test]
fn completions_and_the_manual_are_printed() {
    let desk = Desk::new();
    assert!(desk.run("completions bash").ends(0).out.contains("--effect"));
    let manual = desk.run("man").ends(0).out;
    assert!(manual.starts_with(".ie") && manual.contains("warwire\\-search"), "{manual}");
}

#[test]
fn a_strike_that_five_reports_tell_is_one_event_of_the_shipped_corpus() {
    let desk = Desk::new();
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let asked = ["toll", "--format", "json", "killed near al-Heisha in November 2016", "--corpus"];
    let toll = Ended::of(desk.command().args(asked).arg(corpus).output().unwrap()).ends(0).json();
    let events = toll["events"].as_array().unwrap();
    assert_eq!(events.len(), 1, "{events:#?}");
    assert_eq!((&events[0]["low"], &events[0]["high"]), (&16.into(), &24.into()));
    assert_eq!(events[0]["contested"], true);
    let claims = events[0]["claims"].as_array().unwrap();
    let mut reports: Vec<&str> = claims.iter().map(|claim| claim["article"].as_str().unwrap()).collect();
    reports.sort_unstable();
    reports.dedup();
    assert_eq!(reports.len(), 5, "{reports:?}");
}
