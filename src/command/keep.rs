//! Keeping an index over years: `index --delete`, `--prune` and `--reannotate`. It must not know how files are read.

use std::io::ErrorKind;

use anyhow::{Context, ensure};
use rayon::prelude::*;

use super::index::{COMMIT_BYTES, NOT_COMMITTED};
use super::{Outcome, interrupt};
use crate::annotate::{Knowledge, annotate};
use crate::article::{Article, Report};
use crate::cli::{Global, IndexArguments};
use crate::index::{Index, Origin, Writer, content_hash};
use crate::render::many;

/// Articles that are read anew at once.
const BATCH: usize = 512;

/// Does what the flags ask for, in one writer and in this order: delete, prune, read anew.
pub fn run(
    arguments: &IndexArguments,
    global: &Global,
    index: &Index,
    knowledge: &Knowledge<'_>,
) -> anyhow::Result<Outcome> {
    let mut writer = index.writer()?;
    let mut said = Vec::new();
    let mut work = || -> anyhow::Result<u64> {
        let mut touched = 0;
        if !arguments.delete.is_empty() {
            let removed = delete(index, &mut writer, &arguments.delete)?;
            said.push(format!("removed {}", many(removed, "article")));
            touched += removed;
        }
        if arguments.prune {
            let removed = prune(index, &mut writer)?;
            said.push(format!("removed {} whose file is gone", many(removed, "article")));
            touched += removed;
        }
        if arguments.reannotate {
            let read = reannotate(index, &mut writer, knowledge)?;
            said.push(format!("read {} anew", many(read, "article")));
            touched += read;
        }
        Ok(touched)
    };
    let touched = work();
    if let Err(error) = touched {
        // The first error says what went wrong.
        let _ = writer.rollback();
        return Err(error.context(NOT_COMMITTED));
    }
    writer.finish().context(NOT_COMMITTED)?;
    let interrupted = interrupt::requested();
    if !global.quiet || interrupted {
        let begin = if interrupted { "interrupted; committed: " } else { "" };
        eprintln!("{begin}{}", said.join(", "));
    }
    Ok(match touched {
        _ if interrupted => Outcome::Interrupted,
        Ok(0) => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn delete(index: &Index, writer: &mut Writer<'_>, ids: &[String]) -> anyhow::Result<u64> {
    let mut removed = 0;
    for id in ids {
        if index.report(id)?.is_some() {
            writer.delete(id)?;
            removed += 1;
        } else {
            eprintln!("there is no article {}", crate::render::safe_line(id));
        }
    }
    Ok(removed)
}

/// Removes the articles whose file is known not to be there. What cannot be looked at stays; so does everything when
/// not a single file is there, since then a disk is missing rather than all reports.
pub(super) fn prune(index: &Index, writer: &mut Writer<'_>) -> anyhow::Result<u64> {
    let (mut gone, mut there) = (Vec::new(), 0);
    let mut last: Option<(String, bool)> = None;
    for (id, path) in index.origins()? {
        let Some(path) = path else { continue };
        // Articles of one file stand together.
        let is_gone = match &last {
            Some((known, is_gone)) if *known == path => *is_gone,
            _ => std::fs::symlink_metadata(&path).is_err_and(|error| error.kind() == ErrorKind::NotFound),
        };
        last = Some((path, is_gone));
        if is_gone { gone.push(id) } else { there += 1 }
    }
    ensure!(gone.is_empty() || there > 0, "--prune: not one file of this index is there; is a disk missing?");
    for id in &gone {
        writer.delete(id)?;
    }
    Ok(gone.len() as u64)
}

/// Reads every stored text with the rules and lexicons of this program, and replaces what was read before.
fn reannotate(index: &Index, writer: &mut Writer<'_>, knowledge: &Knowledge<'_>) -> anyhow::Result<u64> {
    let (mut read, mut bytes) = (0, 0);
    for batch in index.origins()?.chunks(BATCH) {
        if interrupt::requested() {
            break;
        }
        let mut articles: Vec<(Article, Option<String>)> = Vec::with_capacity(batch.len());
        for (id, path) in batch {
            // Removed just now by another flag.
            let Some(report) = index.report(id)?.filter(|_| !writer.deleted_before(id)) else { continue };
            articles.push((report.article, path.clone()));
        }
        let reports: Vec<(Report, Option<String>)> = articles
            .into_par_iter()
            .map(|(article, path)| {
                (!interrupt::requested()).then(|| (Report { reading: annotate(&article, knowledge), article }, path))
            })
            .while_some()
            .collect();
        for (report, path) in reports {
            let origin = Origin { path, hash: content_hash(&report.article) };
            bytes += report.article.text.len();
            writer.put(&report, &origin)?;
            read += 1;
        }
        if bytes >= COMMIT_BYTES {
            writer.commit()?;
            bytes = 0;
        }
    }
    Ok(read)
}
