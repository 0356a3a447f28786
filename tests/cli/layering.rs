//! The rules of the house that a compiler does not check: which module may name which, and where input and output may
//! stand.

use std::path::{Path, PathBuf};

/// Every module, in the order of the pipeline: each may name only those before it.
const ORDER: [&str; 15] = [
    "vocabulary",
    "article",
    "text",
    "gazetteer",
    "lexicon",
    "source",
    "annotate",
    "index",
    "query",
    "answer",
    "render",
    "serve",
    "progress",
    "cli",
    "command",
];

/// Where the engine may be named, by the start of the file's path.
const ENGINE: [&str; 4] = ["index/", "query/plan", "query/near", "answer"];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut directories = vec![root.clone()];
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).expect("a source directory") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).expect("a source file")));
            }
        }
    }
    found.sort();
    found
}

/// Code without comments and without what is behind `#[cfg(test)]`.
fn code(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]" || line.starts_with(' '));
    lines.map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The modules that a file names after `crate::`.
fn named(code: &str) -> Vec<String> {
    let after = code.match_indices("crate::").map(|(at, found)| &code[at + found.len()..]);
    after.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
}

#[test]
fn a_module_names_only_those_before_it_in_the_pipeline() {
    let rank = |module: &str| ORDER.iter().position(|known| *known == module);
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let module = name.split(['/', '.']).next().unwrap_or("");
        if matches!(module, "lib" | "main") || name.ends_with("tests.rs") {
            continue;
        }
        let own = rank(module).unwrap_or_else(|| panic!("src/{name}: {module} has no place in the order"));
        for other in named(&code(&text)) {
            if rank(&other).is_some_and(|other| other > own) {
                wrong.push(format!("src/{name} names {other}, which comes after {module}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_engine_is_named_only_where_it_belongs() {
    let stray = sources().into_iter().filter(|(name, text)| {
        let belongs = ENGINE.iter().any(|start| name.starts_with(start));
        !belongs && !name.ends_with("tests.rs") && code(text).contains("tantivy")
    });
    let stray: Vec<String> = stray.map(|(name, _)| name).collect();
    assert!(stray.is_empty(), "tantivy is named in {stray:?}");
}

#[test]
fn the_web_is_named_only_where_it_belongs() {
    let web = ["axum", "hyper", "tokio", "tower", "rmcp"];
    for (name, text) in sources().into_iter().filter(|(name, _)| !name.starts_with("serve/")) {
        let code = code(&text);
        let stray: Vec<_> = web.iter().filter(|word| code.contains(&format!("{word}::"))).collect();
        assert!(stray.is_empty(), "src/{name} names {stray:?}");
    }
}

#[test]
fn annotate_does_no_input_and_no_output() {
    let forbidden = ["std::fs", "std::io", "std::env", "std::net", "std::process", "println!", "eprintln!"];
    for (name, text) in sources().into_iter().filter(|(name, _)| name.starts_with("annotate/")) {
        let code = code(&text);
        let found: Vec<_> = forbidden.iter().filter(|word| code.contains(**word)).collect();
        assert!(found.is_empty() || name.ends_with("tests.rs"), "src/{name} uses {found:?}");
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = sources().into_iter().filter(|(name, text)| !text.starts_with("//!") && !name.ends_with("tests.rs"));
    let silent: Vec<String> = silent.map(|(name, _)| name).collect();
    assert!(silent.is_empty(), "no //! at the head of {silent:?}");
}

#[test]
fn files_can_be_read_in_one_sitting() {
    let long = sources().into_iter().map(|(name, text)| (name, text.lines().count())).filter(|(_, lines)| *lines > 450);
    let long: Vec<_> = long.collect();
    assert!(long.is_empty(), "files that have outgrown one reader's head: {long:?}");
}
