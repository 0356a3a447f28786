//! Feeds every reader, and the annotator, the seeds of `fuzz/seeds` with bytes changed, cut out, doubled and swapped
//! between them: what `fuzz/` does with more cunning and more time. `WARWIRE_MUTATE_SECONDS=120 cargo test --test
//! mutations -- --nocapture` runs longer, and says how many inputs each target had.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use warwire::annotate::{Knowledge, annotate};
use warwire::article::{Article, Field};
use warwire::source::{Options, read_held};

/// Directory of seeds, name of the file, bytes put before every input. As in `fuzz/fuzz_targets`.
const TARGETS: [(&str, &str, &[u8]); 9] = [
    ("plain", "a.txt", b""),
    ("json", "a.json", b""),
    ("json_lines", "a.jsonl", b""),
    ("table", "a.csv", b"id,title,text\n"),
    ("html", "a.html", b"<!doctype html>"),
    ("feed", "a.xml", b"<rss>"),
    ("newswire", "a.xml", b"<newsMessage>"),
    ("warc", "a.warc", b"WARC/1.0\r\n"),
    ("packed", "a.bin", b""),
];

struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % most.max(1)
    }
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut paths: Vec<_> =
        std::fs::read_dir(directory).expect("seeds").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).expect("a seed")).collect()
}

/// One of the seeds with up to eight changes.
fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len() + 1);
        let end = (at + 1 + random.below(24)).min(bytes.len());
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            2 if at < end => drop(bytes.drain(at..end)),
            3 if at < end => {
                let part = bytes[at..end].repeat(1 + random.below(40));
                bytes.splice(at..at, part);
            }
            4 => bytes.truncate(at),
            5 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                bytes.splice(at..end.max(at), other[from..].iter().copied());
            }
            _ => {
                const WORDS: [&[u8]; 14] = [
                    b"<",
                    b">",
                    b"\"",
                    b"&#x10ffff;",
                    b"\0",
                    b"\n\n",
                    b"{",
                    b"]",
                    b"\xff",
                    b"\xe2\x80\xae",
                    b"99999999999999999999",
                    b"-1",
                    b"]]>",
                    b"/>",
                ];
                let word = WORDS[random.below(WORDS.len())];
                bytes.splice(at..at, word.iter().copied());
            }
        }
    }
    bytes.truncate(64 * 1024);
    bytes
}

/// How long each target runs.
fn time() -> Duration {
    let seconds = std::env::var("WARWIRE_MUTATE_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(2))
}

/// Where to look when an input hangs or aborts: it is written down before it is tried.
fn run(target: &str, check: impl Fn(&[u8])) {
    let seeds = seeds(target);
    let last = std::env::temp_dir().join(format!("warwire-mutation-{target}-{}", std::process::id()));
    // Lexicons and gazetteer are opened by the first.
    seeds.iter().for_each(|seed| check(seed));
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut count, mut slowest) = (0u64, Duration::ZERO);
    let started = Instant::now();
    while started.elapsed() < time() {
        let bytes = mutated(&seeds, &mut random);
        std::fs::write(&last, &bytes).expect("a written input");
        let at = Instant::now();
        check(&bytes);
        slowest = slowest.max(at.elapsed());
        count += 1;
    }
    assert!(slowest < Duration::from_secs(30), "{target}: {slowest:?}");
    println!("{target}: {count} inputs in {:?}, the slowest {slowest:?}", started.elapsed());
    let _ = std::fs::remove_file(last);
}

#[test]
fn no_reader_fails_on_changed_input() {
    for (target, name, opening) in TARGETS {
        let options = Options { limit: 64 * 1024, most_unpacked: 4 * 1024 * 1024, ..Options::default() };
        run(target, |bytes| {
            let whole = [opening, bytes].concat();
            let flow = read_held(&whole, name, &options, &mut |item| {
                match item {
                    Ok(found) => {
                        assert!(!found.article.id.is_empty());
                        assert!(!found.article.text.trim().is_empty());
                        assert!(found.article.text.len() <= 3 * options.limit + 1024);
                    }
                    Err(problem) => assert!(problem.path.to_string_lossy().starts_with(name), "{problem}"),
                }
                ControlFlow::Continue(())
            });
            assert!(flow.is_continue());
        });
    }
}

#[test]
fn the_annotator_does_not_fail_on_changed_text() {
    let knowledge = Knowledge::embedded();
    run("annotate", |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (title, text) = text.split_once('\0').unwrap_or(("", &text));
        let title_of = Some(title.to_string()).filter(|title| !title.is_empty());
        let article = Article { id: "a".into(), title: title_of, text: text.into(), ..Article::default() };
        for figure in &annotate(&article, &knowledge).figures {
            let part = if figure.field == Field::Title { title } else { text };
            let count = figure.span.1.checked_sub(figure.span.0).expect("a span that goes forward") as usize;
            let quote: String = part.chars().skip(figure.span.0 as usize).take(count).collect();
            assert_eq!(quote, figure.quote);
            assert!(figure.sentence.0 <= figure.sentence.1 && figure.sentence.1 as usize <= part.chars().count());
        }
    });
}
