//! The index: reports on disk, each as one block of an article and its figures, found by any constraint.
//! It must not know what a question looks like or how an answer is put together.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::article::Report;

/// Why an index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("{}: there is no index here; make one with `warwire index PATH`", .0.display())]
    Absent(PathBuf),
    #[error("{}: made by a newer warwire (format {found}, this one reads {known}); upgrade, or index again elsewhere", .path.display())]
    Newer { path: PathBuf, found: u32, known: u32 },
    #[error("{}: made by an older warwire (format {found}, this one reads {known}); index again", .path.display())]
    Older { path: PathBuf, found: u32, known: u32 },
    #[error("{}: damaged: {message}", .path.display())]
    Damaged { path: PathBuf, message: String },
    #[error("{}: another process is writing to this index: {holder}", .path.display())]
    Locked { path: PathBuf, holder: String },
    #[error("{}: {source}", .path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("index: {0}")]
    Engine(String),
}

/// Where an article came from, so that an unchanged one is skipped and a vanished one can be pruned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file, as given; `None` for standard input.
    pub path: Option<String>,
    /// Hash of the source's content for this article.
    pub hash: u128,
}

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stats {
    pub articles: u64,
    pub figures: u64,
    pub segments: u64,
    /// Size on disk; 0 for an index in memory.
    pub bytes: u64,
    /// First and last day of publication.
    pub earliest: Option<NaiveDate>,
    pub latest: Option<NaiveDate>,
    /// Publishers and their numbers of articles, most first.
    pub sources: Vec<(String, u64)>,
    pub languages: Vec<(String, u64)>,
    pub format: u32,
}

/// An index that can be read; several processes may read one at a time.
pub struct Index;

/// The one writer of an index. What it does is seen after `commit`, all of it or nothing.
pub struct Writer;

impl Index {
    /// Opens the index in a directory, or makes an empty one there.
    pub fn create_or_open(_directory: &Path) -> Result<Index, IndexError> {
        Ok(Index)
    }

    /// Opens an index for reading.
    pub fn open(directory: &Path) -> Result<Index, IndexError> {
        Err(IndexError::Absent(directory.to_path_buf()))
    }

    /// An empty index that is gone when dropped.
    pub fn in_memory() -> Result<Index, IndexError> {
        Ok(Index)
    }

    /// The writer; waits a little while another process writes, then says which.
    pub fn writer(&self) -> Result<Writer, IndexError> {
        Ok(Writer)
    }

    pub fn stats(&self) -> Result<Stats, IndexError> {
        Ok(Stats::default())
    }

    /// The stored report of an article.
    pub fn report(&self, _id: &str) -> Result<Option<Report>, IndexError> {
        Ok(None)
    }

    /// Every article's id and the path it came from, in no order.
    pub fn origins(&self) -> Result<Vec<(String, Option<String>)>, IndexError> {
        Ok(Vec::new())
    }
}

impl Writer {
    /// Adds a report, replacing the one with the same id and all its figures.
    pub fn put(&mut self, _report: &Report, _origin: &Origin) -> Result<(), IndexError> {
        Ok(())
    }

    /// Removes an article and its figures; nothing happens when there is none.
    pub fn delete(&mut self, _id: &str) -> Result<(), IndexError> {
        Ok(())
    }

    /// Makes everything since the last commit visible and durable.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        Ok(())
    }

    /// Forgets everything since the last commit.
    pub fn rollback(&mut self) -> Result<(), IndexError> {
        Ok(())
    }

    /// Whether the index (or what was put since the last commit) has this article with this content.
    pub fn unchanged(&self, _id: &str, _hash: u128) -> Result<bool, IndexError> {
        Ok(false)
    }

    /// Commits, lets running merges end, and gives the lock back.
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.commit()
    }
}
