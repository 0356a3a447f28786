//! `warwire index --watch`: stays after a run and reads files as they land, change or go, batch by batch.
//! Events only say that it is time to look; what is new is told by sizes and times, so that a file system without
//! events is watched as well. It must not know how files are read.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, ensure};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use rustc_hash::FxHashMap;

use super::index::{NOT_COMMITTED, fill, options};
use super::reading::{Run, Tally};
use super::{Outcome, interrupt, keep};
use crate::annotate::Knowledge;
use crate::cli::{Global, IndexArguments};
use crate::index::Index;
use crate::render::{many, safe_line};
use crate::source::{self, Options};

/// How long nothing has to happen before files are looked at: most are written in one go.
const QUIET: Duration = Duration::from_secs(1);
/// How long files are looked at the latest after something happened, or when nothing is heard of.
const POLL: Duration = Duration::from_secs(10);
/// How soon a request to stop is noticed.
const GLANCE: Duration = Duration::from_millis(200);

/// A file as it was when it was last looked at: its length and when it was written.
type Stamps = FxHashMap<PathBuf, (u64, Option<SystemTime>)>;

/// Paths that are watched from some moment on.
pub struct Watched {
    stamps: Stamps,
    events: Receiver<()>,
    /// Events come as long as it lives; `None` where the file system has none.
    _watcher: Option<RecommendedWatcher>,
}

impl Watched {
    /// Begins to watch files and directories.
    pub fn begin(paths: &[PathBuf]) -> anyhow::Result<Watched> {
        ensure!(paths.iter().all(|path| path.as_os_str() != "-"), "--watch: standard input cannot be watched");
        if let Some(missing) = paths.iter().find(|path| !path.exists()) {
            anyhow::bail!("--watch: {} does not exist", missing.display());
        }
        let (sender, events) = channel();
        let heard = move |event: notify::Result<notify::Event>| {
            // Looking at the files is itself an event.
            if !event.is_ok_and(|event| event.kind.is_access()) {
                let _ = sender.send(());
            }
        };
        let watcher = notify::recommended_watcher(heard).and_then(|mut watcher| {
            for path in paths {
                watcher.watch(path, RecursiveMode::Recursive)?;
            }
            Ok(watcher)
        });
        if let Err(error) = &watcher {
            eprintln!("files are looked at every {} s, without events of them: {error}", POLL.as_secs());
        }
        Ok(Watched { stamps: stamps(paths), events, _watcher: watcher.ok() })
    }

    /// Reads what lands and changes until the user asks to stop.
    pub fn stay(
        mut self,
        arguments: &IndexArguments,
        global: &Global,
        index: &Index,
        knowledge: &Knowledge<'_>,
    ) -> anyhow::Result<Outcome> {
        let options = options(arguments)?;
        if !global.quiet {
            eprintln!("watching for files; Ctrl-C ends it");
        }
        while self.wait() {
            let batch = Batch { arguments, global, index, knowledge, options: &options };
            let now = stamps(&arguments.paths);
            match batch.run(&self.stamps, &now) {
                Ok(true) => self.stamps = now,
                Ok(false) => return Ok(Outcome::Interrupted),
                // Another program may be writing, or the disk be full for now.
                Err(error) => {
                    eprintln!("warwire: {}; the files are tried again", safe_line(&format!("{error:#}")));
                    pause(POLL);
                }
            }
        }
        if !global.quiet {
            eprintln!("no longer watching; all that was read is committed");
        }
        Ok(Outcome::Found)
    }

    /// Waits until it is time to look at the files; `false` when the user asked to stop.
    fn wait(&self) -> bool {
        let until = Instant::now() + POLL;
        let mut heard: Option<Instant> = None;
        while !interrupt::requested() {
            match self.events.recv_timeout(GLANCE) {
                Ok(()) => heard = Some(Instant::now()),
                Err(RecvTimeoutError::Timeout) => {}
                // Without a watcher nobody is left to send.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(GLANCE),
            }
            if Instant::now() >= until || heard.is_some_and(|heard| heard.elapsed() >= QUIET) {
                return true;
            }
        }
        false
    }
}

fn pause(time: Duration) {
    let until = Instant::now() + time;
    while Instant::now() < until && !interrupt::requested() {
        std::thread::sleep(GLANCE);
    }
}

/// The files under the paths; what cannot be looked at is left out.
fn stamps(paths: &[PathBuf]) -> Stamps {
    let files = paths.iter().flat_map(|path| source::files(path)).flatten();
    let stamp = |file: PathBuf| {
        let metadata = std::fs::metadata(&file).ok()?;
        Some((file, (metadata.len(), metadata.modified().ok())))
    };
    files.filter_map(stamp).collect()
}

/// What one look at the files is for.
struct Batch<'b> {
    arguments: &'b IndexArguments,
    global: &'b Global,
    index: &'b Index,
    knowledge: &'b Knowledge<'b>,
    options: &'b Options,
}

impl Batch<'_> {
    /// Reads what differs between two looks; `false` when the user asked to stop meanwhile.
    fn run(&self, before: &Stamps, now: &Stamps) -> anyhow::Result<bool> {
        let differs = |(file, stamp): &(&PathBuf, _)| before.get(*file) != Some(*stamp);
        let changed: HashSet<PathBuf> = now.iter().filter(differs).map(|(file, _)| file.clone()).collect();
        let mut said = Vec::new();
        let mut interrupted = false;
        if !changed.is_empty() {
            let tally = self.read(changed)?;
            interrupted = tally.interrupted;
            match interrupted {
                true => said.push(format!("interrupted: {} committed", many(tally.articles, "article"))),
                false => said.push(tally.summary("indexed")),
            }
        }
        let gone = |file: &PathBuf| !now.contains_key(file);
        if self.arguments.prune && !interrupted && before.keys().any(gone) {
            said.extend(self.prune()?);
        }
        if !said.is_empty() && (interrupted || !self.global.quiet) {
            eprintln!("{}", said.join("; "));
        }
        Ok(!interrupted)
    }

    fn read(&self, changed: HashSet<PathBuf>) -> anyhow::Result<Tally> {
        let run = Run {
            paths: &self.arguments.paths,
            options: Options { only: Some(Arc::new(changed)), ..self.options.clone() },
            knowledge: self.knowledge,
            quiet: self.global.quiet,
            verbose: self.arguments.verbose,
        };
        fill(self.index, run)
    }

    /// Removes the articles of files that are gone. That none of the files is there is said, and ends nothing.
    fn prune(&self) -> anyhow::Result<Option<String>> {
        let mut writer = self.index.writer()?;
        let removed = match keep::prune(self.index, &mut writer) {
            Ok(removed) => removed,
            Err(error) => return Ok(Some(format!("{error:#}"))),
        };
        writer.finish().context(NOT_COMMITTED)?;
        Ok((removed > 0).then(|| format!("removed {} whose file is gone", many(removed, "article"))))
    }
}
