//! The index: reports on disk, each as one block of an article and its figures, found by any constraint.
//! It must not know what a question looks like or how an answer is put together.

use std::path::PathBuf;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) mod block;
mod content;
mod kin;
mod lock;
mod open;
mod pack;
pub(crate) mod parents;
pub(crate) mod read;
pub(crate) mod schema;
mod standing;
mod terms;
pub(crate) mod words;
mod writer;

pub use content::content_hash;
pub use open::Index;
pub use writer::Writer;

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
    // Not a `source`: the message says it, and whoever prints the chain of sources would say it twice.
    #[error("{}: {error}", .path.display())]
    Io { path: PathBuf, error: std::io::Error },
    #[error("index: {0}")]
    Engine(String),
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        IndexError::Engine(error.to_string())
    }
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

#[cfg(test)]
mod tests;
