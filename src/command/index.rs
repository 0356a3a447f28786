//! `warwire index`: adds articles to an index, replaces changed ones, skips unchanged ones.

use std::path::Path;

use anyhow::Context;

use super::knowledge::World;
use super::reading::{self, Receiver, Run, Tally};
use super::{Outcome, interrupt, keep, watch};
use crate::annotate::Knowledge;
use crate::article::Report;
use crate::cli::{Global, IndexArguments};
use crate::index::{Index, Origin, Writer, content_hash};
use crate::source::{Found, Options};

/// How much text goes into one commit, so that a long run that is cut off keeps most of its work.
pub(super) const COMMIT_BYTES: usize = 512 * 1024 * 1024;

/// What an error of the engine leaves unsaid: a full disk ends its threads, and only that is reported.
pub(super) const NOT_COMMITTED: &str = "nothing since the last commit was kept (is the disk full?)";

pub fn run(arguments: &IndexArguments, global: &Global) -> anyhow::Result<Outcome> {
    let knowledge = World::open(global.lexicon.as_deref())?.knowledge();
    interrupt::watch();
    let keeps = !arguments.delete.is_empty() || arguments.prune || arguments.reannotate;
    let index = match keeps && !arguments.watch {
        true => Index::open(&arguments.index)?,
        false => Index::create_or_open(&arguments.index)?,
    };
    // What changes during the first run is read after it.
    let watched = arguments.watch.then(|| watch::Watched::begin(&arguments.paths)).transpose()?;
    let mut outcome = Outcome::Nothing;
    if keeps {
        outcome = keep::run(arguments, global, &index, &knowledge)?;
    }
    if !arguments.paths.is_empty() && outcome != Outcome::Interrupted {
        outcome = add(arguments, global, &index, &knowledge)?;
    }
    match watched {
        Some(watched) if outcome != Outcome::Interrupted => watched.stay(arguments, global, &index, &knowledge),
        _ => Ok(outcome),
    }
}

/// How the files of an index are read.
pub(super) fn options(arguments: &IndexArguments) -> anyhow::Result<Options> {
    // Articles that name no id are called by their path from where the index lies, however the paths are spelled and
    // wherever the command is run.
    let root = std::path::absolute(&arguments.index).ok().and_then(|index| index.parent().map(Path::to_path_buf));
    Ok(Options { root, ..reading::options(&arguments.reading)? })
}

/// Reads the paths into the index.
fn add(
    arguments: &IndexArguments,
    global: &Global,
    index: &Index,
    knowledge: &Knowledge<'_>,
) -> anyhow::Result<Outcome> {
    let run = Run {
        paths: &arguments.paths,
        options: options(arguments)?,
        knowledge,
        quiet: global.quiet,
        verbose: arguments.verbose,
    };
    let tally = fill(index, run)?;
    if tally.interrupted {
        let kept = tally.articles;
        eprintln!("interrupted: {} committed to {}", crate::render::many(kept, "article"), arguments.index.display());
        return Ok(Outcome::Interrupted);
    }
    if !global.quiet {
        eprintln!("{}", tally.summary("indexed"));
    }
    Ok(match () {
        _ if tally.trouble(arguments.strict) => Outcome::Trouble,
        _ if tally.articles + tally.unchanged == 0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

/// Reads what a run finds into an index and commits it; when that fails, nothing since the last commit stays.
pub fn fill(index: &Index, run: Run<'_>) -> anyhow::Result<Tally> {
    let mut filler = Filler { writer: index.writer()?, uncommitted: 0 };
    match reading::read(run, &mut filler) {
        Ok(tally) => {
            let ended = if tally.interrupted { filler.writer.stop() } else { filler.writer.finish() };
            ended.context(NOT_COMMITTED)?;
            Ok(tally)
        }
        Err(error) => {
            // The first error says what went wrong; one that follows from it would only hide it.
            let _ = filler.writer.rollback();
            Err(error.context(NOT_COMMITTED))
        }
    }
}

struct Filler<'i> {
    writer: Writer<'i>,
    uncommitted: usize,
}

/// The path as it can be found again from anywhere.
fn stored_path(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).display().to_string()
}

impl Receiver for Filler<'_> {
    fn wants(&mut self, found: &Found) -> anyhow::Result<bool> {
        let Found { article, .. } = found;
        Ok(!self.writer.unchanged(&article.id, content_hash(article))?)
    }

    fn receive(&mut self, report: Report, path: &Path) -> anyhow::Result<()> {
        let origin = Origin {
            path: Some(path).filter(|path| *path != Path::new("<stdin>")).map(stored_path),
            hash: content_hash(&report.article),
        };
        self.uncommitted += report.article.text.len();
        self.writer.put(&report, &origin)?;
        if self.uncommitted >= COMMIT_BYTES {
            self.writer.commit()?;
            self.uncommitted = 0;
        }
        Ok(())
    }
}
