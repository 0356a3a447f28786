//! Kill -9, a full disk and a reader beside them: a child process writes, commits and merges without a pause and says
//! after each commit what is committed; it is killed at a random moment, or runs into the limit of its files. Then the
//! index is opened again: every article that was said to be committed is there once, in that version or a later one,
//! with all its figures, and none is there in part. `WARWIRE_CRASH_ROUNDS` raises the number of rounds.

#[path = "joint_world/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use random::Random;
use warwire::article::{Article, Figure, Reading, Report};
use warwire::index::{Index, Origin};

const ARTICLES: usize = 120;
/// Articles between two commits of the child.
const BATCH: usize = 12;

fn rounds() -> u64 {
    std::env::var("WARWIRE_CRASH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(4)
}

fn id(number: usize) -> String {
    format!("wire/{number}")
}

/// How many figures a version has: it differs from version to version, so that parts of two are told apart.
fn figures_of(version: u64) -> usize {
    (version % 7) as usize
}

fn report(number: usize, version: u64) -> Report {
    let id = id(number);
    let text = format!("version {version} {}", "the convoy left the river town at dawn ".repeat(number % 30));
    let figure = |number| Figure { id: format!("{id}#{number}"), quote: text.clone(), ..Figure::default() };
    Report {
        reading: Reading { figures: (1..=figures_of(version)).map(figure).collect(), ..Reading::default() },
        article: Article { id, text, ..Article::default() },
    }
}

fn version_of(report: &Report) -> u64 {
    report.article.text.split(' ').nth(1).and_then(|version| version.parse().ok()).expect("a version")
}

/// The child: writes until it is killed. Does nothing in an ordinary run of the tests.
#[test]
fn child() {
    let Ok(directory) = std::env::var("WARWIRE_CRASH_CHILD") else { return };
    let directory = Path::new(&directory);
    let seed = std::env::var("WARWIRE_CRASH_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    let random = &mut Random::new(seed);
    let mut said = OpenOptions::new().create(true).append(true).open(directory.join("said")).expect("a file");
    // What the child before was cut off in ends here; the rest of its line says less than was committed, or nothing.
    said.write_all(b"\n").expect("say");
    let index = Index::create_or_open(&directory.join("index")).expect("an index");
    let mut writer = index.writer().expect("no other writer");
    let mut version = (seed + 1) * 1_000_000;
    loop {
        let mut batch = String::new();
        for _ in 0..BATCH {
            let number = random.below(ARTICLES);
            version += 1;
            // An error is the end, as it is of the program: what was not committed is not said.
            writer.put(&report(number, version), &Origin::default()).expect("put");
            batch.push_str(&format!("{number} {version}\n"));
        }
        writer.commit().expect("commit");
        said.write_all(batch.as_bytes()).expect("say");
    }
}

/// The latest version of each article that was said to be committed.
fn said(directory: &Path) -> BTreeMap<usize, u64> {
    let text = std::fs::read_to_string(directory.join("said")).unwrap_or_default();
    // A last line without its end was cut off.
    let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
    whole
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(number, version)| Some((number.parse().ok()?, version.parse().ok()?)))
        .collect()
}

/// Whether the index holds whole articles only; gives each one's version.
fn whole_articles(index: &Index) -> BTreeMap<usize, u64> {
    let mut found = BTreeMap::new();
    for number in 0..ARTICLES {
        if let Some(report) = index.report(&id(number)).expect("a report") {
            let version = version_of(&report);
            assert_eq!(
                report.reading.figures.len(),
                figures_of(version),
                "figures of {} in version {version}",
                id(number)
            );
            assert!(report.reading.figures.iter().all(|figure| figure.quote == report.article.text), "{}", id(number));
            found.insert(number, version);
        }
    }
    found
}

/// After the child's end: what was said is there, once and whole.
fn check(directory: &Path, round: u64) {
    let said = said(directory);
    if !directory.join("index/meta.json").exists() {
        assert!(said.is_empty(), "round {round}: the index is gone");
        return;
    }
    let index = Index::open(&directory.join("index")).unwrap_or_else(|error| panic!("round {round}: {error}"));
    let found = whole_articles(&index);
    for (number, version) in said {
        let there = found.get(&number).copied().unwrap_or(0);
        assert!(there >= version, "round {round}: {} in version {there}, committed was {version}", id(number));
    }
    let stats = index.stats().expect("stats");
    assert_eq!(stats.articles, found.len() as u64, "round {round}: an article is there twice");
    let figures: usize = found.values().map(|version| figures_of(*version)).sum();
    assert_eq!(stats.figures, figures as u64, "round {round}: figures without their article");
    // The next writer starts from here.
    index.writer().expect("the lock is free").finish().expect("an empty commit");
}

/// Runs rounds of a child that ends before its time, with a reader beside it.
fn run_rounds(
    rounds: u64,
    seed: u64,
    start: impl Fn(&Path, u64) -> Command,
    pause: impl Fn(&mut Random) -> Option<u64>,
) {
    let directory = tempfile::tempdir().expect("a directory");
    let random = &mut Random::new(seed);
    for round in 0..rounds {
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut looks = 0u64;
                while !done.load(Ordering::Relaxed) {
                    // Until the child's first commit there is no index.
                    if let Ok(index) = Index::open(&directory.path().join("index")) {
                        while !done.load(Ordering::Relaxed) {
                            let number = looks as usize % ARTICLES;
                            if let Some(report) = index.report(&id(number)).expect("a reader is never disturbed") {
                                assert_eq!(report.reading.figures.len(), figures_of(version_of(&report)));
                            }
                            looks += 1;
                        }
                    }
                    std::thread::sleep(Duration::from_millis(2));
                }
            });
            let said_before = length(&directory.path().join("said"));
            let mut child = start(directory.path(), round).spawn().expect("a child");
            if let Some(milliseconds) = pause(random) {
                // Mostly after a commit of its own, sometimes while it is still opening the index.
                if !random.one_in(5) {
                    // The first byte only ends the line of the child before.
                    wait_for_growth(&directory.path().join("said"), said_before + 1);
                }
                std::thread::sleep(Duration::from_millis(milliseconds));
                child.kill().expect("kill");
            }
            child.wait().expect("wait");
            done.store(true, Ordering::Relaxed);
            reader.join().expect("the reader");
        });
        check(directory.path(), round);
    }
    let said = said(directory.path());
    let commits = std::fs::read_to_string(directory.path().join("said")).unwrap_or_default().lines().count() / BATCH;
    println!("{rounds} rounds with {commits} commits; {} articles are there as they were committed", said.len());
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |metadata| metadata.len())
}

fn wait_for_growth(path: &Path, from: u64) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while length(path) <= from && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn child_of(mut command: Command, directory: &Path, round: u64) -> Command {
    command
        .args(["--exact", "child", "--nocapture"])
        .env("WARWIRE_CRASH_CHILD", directory)
        .env("WARWIRE_CRASH_SEED", round.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn what_is_committed_survives_a_kill() {
    let start = |directory: &Path, round| {
        child_of(Command::new(std::env::current_exe().expect("this program")), directory, round)
    };
    run_rounds(rounds(), 1, start, |random| Some(random.below(700) as u64));
}

/// Writes fail when a file reaches its limit, as they do on a full disk.
#[cfg(unix)]
#[test]
fn what_is_committed_survives_a_full_disk() {
    let start = |directory: &Path, round: u64| {
        let mut shell = Command::new("sh");
        // Without the signal, a write that is too much gives an error. The limit is in blocks of 512 bytes.
        let blocks = 8 + round % 24 * 4;
        shell.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""));
        shell.arg(std::env::current_exe().expect("this program"));
        child_of(shell, directory, round)
    };
    run_rounds(rounds().div_ceil(2), 2, start, |_| None);
}
