//! From paths to reports: reads articles, annotates them on all cores in bounded memory, hands them over in input
//! order, and keeps count of everything, problems included.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::anyhow;
use rayon::prelude::*;

use super::interrupt;
use crate::annotate::{Knowledge, annotate};
use crate::article::Report;
use crate::cli;
use crate::progress::Progress;
use crate::render::{many, number};
use crate::source::{self, Found, Mapping, Options, Problem};

/// What is annotated at once: enough to keep every core busy, little enough to hold in memory.
const CHUNK_BYTES: usize = 4 * 1024 * 1024;
const CHUNK_ARTICLES: usize = 4096;
/// Problems that are printed; the rest are counted.
const PRINTED_PROBLEMS: u64 = 100;

/// Takes reports as they come.
pub trait Receiver {
    /// Whether an article has to be read at all.
    fn wants(&mut self, found: &Found) -> anyhow::Result<bool>;
    /// Takes one report, with what its source gave.
    fn receive(&mut self, report: Report, path: &Path) -> anyhow::Result<()>;
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Articles read and handed over.
    pub articles: u64,
    pub figures: u64,
    /// Articles that were not wanted because they have not changed.
    pub unchanged: u64,
    pub undated: u64,
    /// Problems that lost an article or more.
    pub lost: u64,
    pub remarks: u64,
    /// Whether a path that the user named could not be read at all.
    pub path_failed: bool,
    pub interrupted: bool,
    pub took: Duration,
}

/// A run over paths.
pub struct Run<'r> {
    pub paths: &'r [PathBuf],
    pub options: Options,
    pub knowledge: &'r Knowledge<'r>,
    pub quiet: bool,
    /// Whether articles without a date, and all problems, are named one by one.
    pub verbose: bool,
}

/// How the command line says that files are to be read.
pub fn options(reading: &cli::Reading) -> anyhow::Result<Options> {
    let encoding = match &reading.encoding {
        None => None,
        Some(name) => Some(
            encoding_rs::Encoding::for_label(name.as_bytes())
                .ok_or_else(|| anyhow!("--encoding {name}: no such encoding; windows-1252 is one"))?,
        ),
    };
    let mapping = Mapping::parse(&reading.map).map_err(|message| anyhow!(message))?;
    let pdf_helper = std::env::current_exe().ok();
    let usual = Options::default();
    let (limit, most_text) = reading.max_line.map_or((usual.limit, usual.most_text), |size| (size, size));
    Ok(Options { mapping, encoding, limit, most_text, pdf_helper, ..usual })
}

/// Reads, annotates and hands over.
pub fn read(run: Run<'_>, receiver: &mut dyn Receiver) -> anyhow::Result<Tally> {
    let started = Instant::now();
    let bytes = Arc::new(AtomicU64::new(0));
    let options = Options { progress: Some(Arc::clone(&bytes)), ..run.options };
    let mut state = State {
        progress: Progress::new(total_bytes(run.paths), run.quiet),
        knowledge: run.knowledge,
        quiet: run.quiet,
        verbose: run.verbose,
        named: run.paths,
        receiver,
        tally: Tally::default(),
        chunk: Vec::new(),
        chunk_bytes: 0,
        failure: None,
    };
    let flow = source::read(run.paths, &options, &mut |item| state.take(item, bytes.load(Ordering::Relaxed)));
    if flow.is_continue() {
        // What stopped it, if anything did, is in `failure`.
        let _ = state.flush();
    }
    if let Some(error) = state.failure {
        return Err(error);
    }
    Ok(Tally { took: started.elapsed(), ..state.tally })
}

/// The size of all files, where all of them have one.
fn total_bytes(paths: &[PathBuf]) -> Option<u64> {
    let mut total = 0;
    for path in paths {
        if path.as_os_str() == "-" {
            return None;
        }
        for file in source::files(path).flatten() {
            total += std::fs::metadata(file).map(|metadata| metadata.len()).unwrap_or(0);
        }
    }
    Some(total)
}

struct State<'s> {
    progress: Progress,
    knowledge: &'s Knowledge<'s>,
    quiet: bool,
    verbose: bool,
    named: &'s [PathBuf],
    receiver: &'s mut dyn Receiver,
    tally: Tally,
    chunk: Vec<Found>,
    chunk_bytes: usize,
    failure: Option<anyhow::Error>,
}

impl State<'_> {
    fn take(&mut self, item: source::Item, bytes: u64) -> ControlFlow<()> {
        if interrupt::requested() {
            self.tally.interrupted = true;
            return ControlFlow::Break(());
        }
        match item {
            Err(problem) => self.note(&problem),
            Ok(found) => match self.receiver.wants(&found) {
                Ok(false) => self.tally.unchanged += 1,
                Ok(true) => {
                    self.chunk_bytes += found.article.text.len();
                    self.chunk.push(found);
                }
                Err(error) => {
                    self.failure = Some(error);
                    return ControlFlow::Break(());
                }
            },
        }
        if self.chunk_bytes < CHUNK_BYTES && self.chunk.len() < CHUNK_ARTICLES {
            return ControlFlow::Continue(());
        }
        let flow = self.flush();
        let tally = &self.tally;
        self.progress
            .update(bytes, || format!("{}, {}", many(tally.articles, "article"), many(tally.figures, "figure")));
        flow
    }

    /// Annotates what has gathered and hands it over. What is left of it when the user asks to stop is not read.
    fn flush(&mut self) -> ControlFlow<()> {
        let chunk = std::mem::take(&mut self.chunk);
        self.chunk_bytes = 0;
        let knowledge = self.knowledge;
        let reports: Vec<(Report, Arc<Path>, Option<u64>)> = chunk
            .into_par_iter()
            .with_max_len(8)
            .map(|found| {
                if interrupt::requested() {
                    return None;
                }
                let reading = annotate(&found.article, knowledge);
                Some((Report { article: found.article, reading }, found.path, found.line))
            })
            .while_some()
            .collect();
        for (report, path, line) in reports {
            if interrupt::requested() {
                break;
            }
            self.tally.articles += 1;
            self.tally.figures += report.reading.figures.len() as u64;
            if report.reading.published.is_none() {
                self.tally.undated += 1;
                self.name_undated(&report, &path, line);
            }
            if let Err(error) = self.receiver.receive(report, &path) {
                self.failure = Some(error);
                return ControlFlow::Break(());
            }
        }
        // Whether all of the chunk was read is not asked: a run that ends here says that it was interrupted.
        self.tally.interrupted = interrupt::requested();
        if self.tally.interrupted { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn name_undated(&self, report: &Report, path: &Path, line: Option<u64>) {
        if self.verbose {
            let problem = Problem::new(path, format!("{:?} has no date, nor has its dateline", report.article.id));
            self.progress.say(&shown(&Problem { line, ..problem }.to_string()));
        }
    }

    fn note(&mut self, problem: &Problem) {
        if problem.lost {
            self.tally.lost += 1;
            // A whole file that fails is the user's own concern when the user named it.
            self.tally.path_failed |= problem.line.is_none() && self.named.contains(&problem.path);
        } else {
            self.tally.remarks += 1;
        }
        let count = self.tally.lost + self.tally.remarks;
        if (self.quiet && !problem.lost) || (count > PRINTED_PROBLEMS && !self.verbose) {
            return;
        }
        self.progress.say(&shown(&problem.to_string()));
        if count == PRINTED_PROBLEMS && !self.verbose {
            self.progress.say("further problems are only counted; --verbose names them");
        }
    }
}

/// A problem's message may hold bytes of the file or its name: made safe for a terminal.
fn shown(message: &str) -> String {
    crate::render::safe_line(message)
}

impl Tally {
    /// One line for the end of a run: `read 120 articles with 350 figures in 1.2 s; …`.
    pub fn summary(&self, verb: &str) -> String {
        let mut said = format!("{verb} {} with {}", many(self.articles, "article"), many(self.figures, "figure"));
        let mut asides = Vec::new();
        if self.unchanged > 0 {
            asides.push(format!("{} unchanged", number(self.unchanged)));
        }
        if self.undated > 0 {
            asides.push(format!("{} without a date", number(self.undated)));
        }
        if !asides.is_empty() {
            said.push_str(&format!(" ({})", asides.join(", ")));
        }
        said.push_str(&format!(" in {:.1} s", self.took.as_secs_f64()));
        if self.lost > 0 {
            said.push_str(&format!("; {} skipped, as named above", number(self.lost)));
        }
        said
    }

    /// How a run over files ended: nothing read at all, or a named path that failed, is trouble.
    pub fn trouble(&self, strict: bool) -> bool {
        let nothing_read = self.articles + self.unchanged == 0;
        self.path_failed || (self.lost > 0 && (strict || nothing_read))
    }
}
