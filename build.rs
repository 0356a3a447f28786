//! Builds the page in `web/` with npm and writes the table of its files that `src/serve/page.rs` embeds. It never fails the
//! build: where there is no npm, or npm fails, the table holds a short notice and cargo prints a warning.
//!
//! `WARWIRE_SKIP_PAGE=1` leaves the page out, for fast builds.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// What the page is made of. `node_modules` is not among it: npm touches it, and the lock says what is in there.
const SOURCES: [&str; 7] = [
    "web/src",
    "web/geography",
    "web/index.html",
    "web/package.json",
    "web/package-lock.json",
    "web/tsconfig.json",
    "web/vite.config.ts",
];
const SKIP: &str = "WARWIRE_SKIP_PAGE";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={SKIP}");
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let page = out.join("page");
    let skipped = env::var_os(SKIP).is_some_and(|value| !value.is_empty() && value != "0");
    let built = if skipped { Err(format!("{SKIP} is set")) } else { build(&root.join("web"), &page) };
    let files = built.and_then(|()| collect(&page).map_err(|error| error.to_string()));
    let table = match files {
        Ok(files) => table(&files),
        Err(reason) => {
            println!("cargo::warning=the page is left out of this build: {reason}");
            notice(&out, &reason)
        }
    };
    if let Err(error) = fs::write(out.join("page_files.rs"), table) {
        println!("cargo::error=cannot write to {}: {error}", out.display());
    }
}

/// Runs npm: installs what the lock names unless that is there, then builds into `page`.
fn build(web: &Path, page: &Path) -> Result<(), String> {
    if !installed(web) {
        npm(
            web,
            &["ci", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1", "--fetch-timeout=30000"],
            page,
        )?;
    }
    npm(web, &["run", "--silent", "build"], page)
}

/// Whether `node_modules` is as young as the lock.
fn installed(web: &Path) -> bool {
    let changed = |path: &str| fs::metadata(web.join(path)).and_then(|metadata| metadata.modified()).ok();
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Some(modules), Some(lock)) => modules >= lock,
        _ => false,
    }
}

fn npm(web: &Path, arguments: &[&str], page: &Path) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(program).args(arguments).current_dir(web).env("WARWIRE_PAGE_OUT", page).output();
    let output = run.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "npm is not installed".to_owned(),
        _ => format!("npm cannot be run: {error}"),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).take(3).collect();
    Err(format!("`npm {}` failed: {}", arguments.first().copied().unwrap_or_default(), lines.join("; ")))
}

/// The built files, by their path below the page.
fn collect(page: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = vec![(String::new(), page.join("index.html"))];
    fs::metadata(page.join("index.html"))?;
    let mut names = Vec::new();
    for entry in fs::read_dir(page.join("assets"))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    files.extend(names.iter().map(|name| (format!("assets/{name}"), page.join("assets").join(name))));
    Ok(files)
}

/// The table as Rust: path, bytes, media type, entity tag, and whether the name changes with the content.
fn table(files: &[(String, PathBuf)]) -> String {
    let mut rows = String::from("&[\n");
    for (path, file) in files {
        let tag = fs::read(file).map(|bytes| fingerprint(&bytes)).unwrap_or_default();
        let (file, kind, lasting) = (file.display().to_string(), media_type(file), !path.is_empty());
        let _ =
            writeln!(rows, "    ({path:?}, include_bytes!({file:?}), {kind:?}, \"\\\"{tag:016x}\\\"\", {lasting}),");
    }
    rows.push(']');
    rows
}

/// The table with nothing but a notice how to get the page.
fn notice(out: &Path, reason: &str) -> String {
    let reason = reason.replace('&', "&amp;").replace('<', "&lt;");
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>warwire</title>\n\
         <h1>This warwire was built without its page</h1>\n<p>The reason: {reason}.</p>\n\
         <p>To have it, install Node.js 20 or later with npm, then run <code>touch build.rs</code> and <code>cargo build</code> \
         in the source.</p>\n<p>The answers are there all the same: <a href=\"/v1/search\">/v1/search</a>, \
         <a href=\"/v1/toll\">/v1/toll</a>, <a href=\"/openapi.json\">/openapi.json</a>.</p>\n</html>\n"
    );
    let file = out.join("notice.html");
    if let Err(error) = fs::write(&file, html) {
        println!("cargo::error=cannot write to {}: {error}", out.display());
    }
    table(&[(String::new(), file)])
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// FNV-1a: enough to tell one build from another.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
