//! The examples in the documentation are real: every `console` block is run on the shipped corpus, and its output is
//! compared. `WARWIRE_UPDATE_DOCS=1 cargo test --test cli docs` writes what the program prints now.
//!
//! In a block, `$ warwire …` (or `$ cargo run --release -- …`) is a command; the lines below it are its standard
//! output. A line `…` stands for any number of lines; times are not compared.

use std::path::Path;

use crate::program::{Desk, Ended, split};

const PAGES: [&str; 3] = ["README.md", "docs/query.md", "docs/json.md"];

#[test]
fn the_examples_in_the_documentation_print_what_they_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let update = std::env::var_os("WARWIRE_UPDATE_DOCS").is_some();
    let desk = Desk::new();
    // The examples are those of someone who stands above the corpus, and whose index lies there.
    for file in walkdir::WalkDir::new(root.join("corpus")).into_iter().map(|entry| entry.expect("a corpus")) {
        if file.file_type().is_file() {
            let name = file.path().strip_prefix(root).expect("below the root").display().to_string();
            desk.write(&name, std::fs::read(file.path()).expect("a report"));
        }
    }
    let mut wrong = Vec::new();
    for page in PAGES {
        let Ok(text) = std::fs::read_to_string(root.join(page)) else { continue };
        let checked = check(&text, &desk, page, &mut wrong);
        if update && checked != text {
            std::fs::write(root.join(page), checked).expect("a written page");
        }
    }
    assert!(update || wrong.is_empty(), "{}\n\nWARWIRE_UPDATE_DOCS=1 writes what is printed now", wrong.join("\n\n"));
}

/// The page with the output that its commands have now; differences go to `wrong`.
fn check(page: &str, desk: &Desk, name: &str, wrong: &mut Vec<String>) -> String {
    let mut written = Vec::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        written.push(line.to_string());
        if line.trim() != "```console" {
            continue;
        }
        while let Some(command) = lines.next_if(|line| line.trim() != "```") {
            written.push(command.to_string());
            let Some(words) = command.strip_prefix("$ ") else { continue };
            let mut expected = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ") && line.trim() != "```") {
                expected.push(line.to_string());
            }
            let Some(printed) = run(words, desk) else {
                written.extend(expected);
                continue;
            };
            if matches(&expected, &printed) {
                written.extend(expected);
            } else {
                wrong.push(format!("{name}: $ {words}\nprints\n{}", printed.join("\n")));
                written.extend(elided(&expected, printed));
            }
        }
    }
    written.join("\n") + "\n"
}

/// What a command prints; `None` for a command that is not the program's.
fn run(words: &str, desk: &Desk) -> Option<Vec<String>> {
    let arguments = words.strip_prefix("warwire ").or_else(|| words.strip_prefix("cargo run --release -- "))?;
    // A pipe in an example is for the reader's shell.
    if arguments.contains(" | ") || arguments.contains(" > ") {
        return None;
    }
    let mut command = desk.command();
    command.args(split(arguments));
    let asks = ["search", "toll", "show", "stats"].iter().any(|verb| arguments.starts_with(verb));
    if arguments.starts_with("index ") || asks && !arguments.contains("--corpus") {
        command.arg("--index").arg(desk.path().join("index"));
    }
    let ended = Ended::of(command.output().expect("a run"));
    Some(ended.out.trim_end().lines().map(|line| line.trim_end().to_string()).collect())
}

/// Whether the lines are those expected, `…` standing for any number of them.
fn matches(expected: &[String], printed: &[String]) -> bool {
    let Some((first, rest)) = expected.split_first() else { return printed.is_empty() };
    if first.trim() == "…" {
        return (0..=printed.len()).any(|skipped| matches(rest, &printed[skipped..]));
    }
    match printed.split_first() {
        Some((line, others)) => same(first, line) && matches(rest, others),
        None => false,
    }
}

/// Equal but for trailing space and for times.
fn same(expected: &str, printed: &str) -> bool {
    let timeless = |line: &str| match line.split_once("\"took_ms\":") {
        Some((before, _)) => before.to_string(),
        None => line.trim_end().to_string(),
    };
    timeless(expected) == timeless(printed)
}

/// As many lines as the example showed before and after its `…`, when it has one.
fn elided(expected: &[String], printed: Vec<String>) -> Vec<String> {
    let Some(before) = expected.iter().position(|line| line.trim() == "…") else { return printed };
    let after = expected.len() - before - 1;
    if before + after >= printed.len() {
        return printed;
    }
    let (head, tail) = (&printed[..before], &printed[printed.len() - after..]);
    [head, &["…".to_string()], tail].concat()
}
