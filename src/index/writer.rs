//! Writing: reports are put as whole blocks and seen after a commit, all or nothing.
//! Every call to the engine's writer goes through `&mut self`, so that no two run at once: concurrent batches lose
//! blocks. It must not know where reports come from.

use rustc_hash::FxHashMap;
use tantivy::indexer::UserOperation;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::block::{Kinship, documents, id_hash};
use super::kin::{Sketch, are_copies, sketch};
use super::lock::{WriteLock, acquire};
use super::{Index, IndexError, Origin, read};
use crate::article::Report;

/// Memory for what is not yet on disk.
const BUFFER_BYTES: usize = 96_000_000;
/// A segment with a larger part of deleted documents is merged even when it is big.
const MOST_DELETED: f32 = 0.3;
/// Texts that can be recognised as copies of each other before a commit.
const MOST_SKETCHES: usize = 50_000;
/// Articles that are compared under one key.
const MOST_CANDIDATES: usize = 16;

/// Longer ids could not be found again: the engine drops terms of more than 64 KiB.
const LONGEST_ID: usize = 4_000;

/// What was put or deleted since the last commit.
enum Pending {
    Put { hash: u128 },
    Deleted,
}

/// The one writer of an index. What it does is seen after `commit`, all of it or nothing.
pub struct Writer<'i> {
    index: &'i Index,
    /// `None` only between the end of one engine writer and the start of the next.
    engine: Option<IndexWriter>,
    pending: FxHashMap<String, Pending>,
    sketches: FxHashMap<u64, Vec<(u64, u64)>>,
    sketched: FxHashMap<u64, Sketch>,
    /// Last field: it is released after the engine's writer has ended.
    _lock: WriteLock,
}

impl Index {
    /// The writer; waits a little while another process writes, then says which.
    pub fn writer(&self) -> Result<Writer<'_>, IndexError> {
        let lock = acquire(self.directory.as_deref(), &self.writing)?;
        // Another process may have committed since this index was opened.
        self.reload()?;
        let engine = Some(start(&self.engine)?);
        Ok(Writer {
            index: self,
            engine,
            pending: FxHashMap::default(),
            sketches: FxHashMap::default(),
            sketched: FxHashMap::default(),
            _lock: lock,
        })
    }
}

/// One thread, so that what is put within one memory budget makes one segment.
fn start(index: &tantivy::Index) -> Result<IndexWriter, IndexError> {
    let writer = index.writer_with_num_threads(1, BUFFER_BYTES)?;
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(MOST_DELETED);
    writer.set_merge_policy(Box::new(policy));
    // The engine numbers operations from the number of the last commit on. A first delete with that very number is
    // lost when segments are merged before the next commit: those with deletes of their own are taken to have it
    // already, and the merged one is taken to have it because another has. An empty batch uses the number up.
    writer.run(Vec::new())?;
    Ok(writer)
}

impl Writer<'_> {
    /// Adds a report, replacing the one with the same id and all its figures. After an error everything since the
    /// last commit is forgotten.
    pub fn put(&mut self, report: &Report, origin: &Origin) -> Result<(), IndexError> {
        let id = report.article.id.as_str();
        if id.len() > LONGEST_ID {
            return Err(IndexError::Engine(format!("an id of {} bytes; at most {LONGEST_ID} are possible", id.len())));
        }
        let kinship = self.kinship(report)?;
        let documents = documents(report, origin, &kinship, &self.index.fields)?;
        // The delete comes first, so that it takes the former block and never this one.
        let mut batch: Vec<UserOperation<TantivyDocument>> = vec![UserOperation::Delete(self.id_term(id))];
        batch.extend(documents.into_iter().map(UserOperation::Add));
        self.run(batch)?;
        self.pending.insert(id.to_owned(), Pending::Put { hash: origin.hash });
        Ok(())
    }

    /// Removes an article and its figures; nothing happens when there is none.
    pub fn delete(&mut self, id: &str) -> Result<(), IndexError> {
        self.run(vec![UserOperation::Delete(self.id_term(id))])?;
        self.pending.insert(id.to_owned(), Pending::Deleted);
        Ok(())
    }

    /// Makes everything since the last commit visible and durable.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        let committed = self.engine()?.commit();
        if let Err(error) = committed {
            // The first error says more than one of the rollback.
            let _ = self.rollback();
            return Err(error.into());
        }
        self.forget();
        self.index.reload()
    }

    /// Forgets everything since the last commit.
    ///
    /// The engine's writer is ended and begun anew, once its merges are over.
    pub fn rollback(&mut self) -> Result<(), IndexError> {
        self.forget();
        if let Some(mut writer) = self.engine.take() {
            // A writer that failed may be unable to do either; the next one starts from the last commit all the same.
            if writer.rollback().is_ok() {
                let _ = writer.wait_merging_threads();
            }
        }
        self.engine = Some(start(&self.index.engine)?);
        Ok(())
    }

    /// Whether the index (or what was put since the last commit) has this article with this content.
    pub fn unchanged(&self, id: &str, hash: u128) -> Result<bool, IndexError> {
        match self.pending.get(id) {
            Some(Pending::Put { hash: put }) => Ok(*put == hash),
            Some(Pending::Deleted) => Ok(false),
            None => Ok(read::content_hash(self.index, id)? == Some(hash)),
        }
    }

    /// Whether an article with this id was put since the last commit.
    pub fn put_before(&self, id: &str) -> bool {
        matches!(self.pending.get(id), Some(Pending::Put { .. }))
    }

    /// Whether this article was removed since the last commit.
    pub fn deleted_before(&self, id: &str) -> bool {
        matches!(self.pending.get(id), Some(Pending::Deleted))
    }

    /// Commits, lets running merges end, and gives the lock back.
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.commit()?;
        if let Some(writer) = self.engine.take() {
            writer.wait_merging_threads()?;
        }
        self.index.reload()
    }

    /// Commits and gives the lock back without waiting for running merges, which are given up: for a run that was asked
    /// to stop.
    pub fn stop(mut self) -> Result<(), IndexError> {
        self.commit()
    }

    fn engine(&mut self) -> Result<&mut IndexWriter, IndexError> {
        self.engine.as_mut().ok_or_else(|| IndexError::Engine("the writer has ended".to_owned()))
    }

    fn id_term(&self, id: &str) -> Term {
        Term::from_field_text(self.index.fields.id, id)
    }

    fn run(&mut self, batch: Vec<UserOperation<TantivyDocument>>) -> Result<(), IndexError> {
        if let Err(error) = self.engine()?.run(batch) {
            let _ = self.rollback();
            return Err(error.into());
        }
        Ok(())
    }

    fn forget(&mut self) {
        self.pending.clear();
        self.sketches.clear();
        self.sketched.clear();
    }

    /// The cluster of near-duplicates that a text belongs to: that of the first copy found, or a new one.
    fn kinship(&mut self, report: &Report) -> Result<Kinship, IndexError> {
        let own = id_hash(&report.article.id);
        let (bands, sketch) = sketch(&report.article.text);
        let cluster = match self.pending_copy(own, &bands, &sketch) {
            Some(cluster) => cluster,
            None => self.committed_copy(&report.article.id, &bands, &sketch)?.unwrap_or(own),
        };
        if self.sketched.len() < MOST_SKETCHES && !bands.is_empty() {
            for band in &bands {
                let met = self.sketches.entry(*band).or_default();
                if met.len() < MOST_CANDIDATES {
                    met.push((own, cluster));
                }
            }
            self.sketched.insert(own, sketch);
        }
        Ok(Kinship { cluster, bands })
    }

    fn pending_copy(&self, own: u64, bands: &[u64], sketch: &Sketch) -> Option<u64> {
        let met = bands.iter().filter_map(|band| self.sketches.get(band)).flatten();
        met.filter(|(other, _)| *other != own)
            .find(|(other, _)| self.sketched.get(other).is_some_and(|known| are_copies(known, sketch)))
            .map(|(_, cluster)| *cluster)
    }

    fn committed_copy(&self, id: &str, bands: &[u64], sketch_of_text: &Sketch) -> Result<Option<u64>, IndexError> {
        for (cluster, other, text) in read::with_bands(self.index, bands, MOST_CANDIDATES)? {
            if other != id && !self.pending.contains_key(&other) && are_copies(&sketch(&text).1, sketch_of_text) {
                return Ok(Some(cluster));
            }
        }
        Ok(None)
    }
}
