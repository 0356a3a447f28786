//! Yields raw articles out of files, directories and standard input, streaming, and names whatever cannot be read.
//! A bad article is a `Problem` and never ends a run. This module must not know what is read out of an article.

mod archive;
mod budget;
mod date;
mod encoding;
mod feed;
mod fields;
mod format;
mod guard;
mod html;
mod html_weigh;
mod input;
mod json;
mod json_kinds;
mod json_scan;
mod lines;
mod newswire;
pub mod pdf;
mod plain;
mod problem;
mod stream;
mod table;
#[cfg(test)]
mod tests;
mod walk;
mod warc;
mod xml;

use std::cell::RefCell;
use std::collections::HashSet;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use encoding_rs::Encoding;
use xxhash_rust::xxh3::xxh3_128;

use crate::article::Article;

pub use fields::{Mapping, SourceField};
pub use problem::Problem;
pub use walk::files;

use budget::{Budget, Counted};
use input::{Input, io_message};

/// An article, and where it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub article: Article,
    /// The file on disk as given or found, or `<stdin>`; for an article in an archive, the archive.
    pub path: Arc<Path>,
    pub line: Option<u64>,
}

/// What a source yields, in input order: an article, or something that could not be read.
pub type Item = Result<Found, Problem>;

/// What standard input is called.
const STDIN: &str = "<stdin>";

/// Receives items; breaks when it wants no more.
pub type Sink<'a> = dyn FnMut(Item) -> ControlFlow<()> + 'a;

/// How sources are to be read.
#[derive(Clone, Debug)]
pub struct Options {
    pub mapping: Mapping,
    /// What text that is not valid UTF-8 is decoded from; `None` takes what the file declares, or detects it.
    pub encoding: Option<&'static Encoding>,
    /// The most bytes that one line, or one article as it stands in its file, may have.
    pub limit: usize,
    /// The most bytes that the text of one article may have, as UTF-8.
    pub most_text: usize,
    /// Of the files under the paths only these, when given.
    pub only: Option<Arc<HashSet<PathBuf>>>,
    /// The most bytes that one packed file may unpack to.
    pub most_unpacked: u64,
    /// Articles without an id are called by their path below this directory, or by their whole path when they lie
    /// elsewhere; the working directory when `None`.
    pub root: Option<PathBuf>,
    /// Counts the bytes read so far.
    pub progress: Option<Arc<AtomicU64>>,
    /// The program that reads PDF when called with `pdf-text`, so that a file that crashes the reader, or fills the
    /// memory, costs that file alone. `None` reads them on a thread of this process.
    pub pdf_helper: Option<PathBuf>,
}

/// 64 MB: an article, with its escapes and markup, is never longer; a file without line ends is.
pub const DEFAULT_LIMIT: usize = 64 * 1024 * 1024;
/// 8 MB: no report is longer. Reading one takes some fifty times its size in memory.
pub const DEFAULT_TEXT: usize = 8 * 1024 * 1024;

impl Default for Options {
    fn default() -> Options {
        Options {
            mapping: Mapping::default(),
            encoding: None,
            limit: DEFAULT_LIMIT,
            most_text: DEFAULT_TEXT,
            only: None,
            most_unpacked: budget::MOST_UNPACKED,
            root: None,
            progress: None,
            pdf_helper: None,
        }
    }
}

/// Reads articles out of every path in turn: files, directories, and `-` for standard input. A file that two paths
/// name is read once. Of two articles with one id the second is a problem, and is left out.
pub fn read(paths: &[PathBuf], options: &Options, each: &mut Sink<'_>) -> ControlFlow<()> {
    let root = options.root.clone().or_else(|| std::env::current_dir().ok()).unwrap_or_default();
    let seen_ids = RefCell::new(HashSet::new());
    let mut seen_files = HashSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            read_from(Path::new(STDIN), "stdin".to_string(), io::stdin(), options, &seen_ids, each)?;
            continue;
        }
        let named = walk::Named::of(path, &root);
        for file in files(path) {
            let file = match file {
                Ok(file) => file,
                Err(problem) => {
                    each(Err(problem))?;
                    continue;
                }
            };
            if options.only.as_ref().is_some_and(|only| !only.contains(&file)) {
                continue;
            }
            let name = named.file(&file);
            if !seen_files.insert(xxh3_128(name.as_os_str().as_encoded_bytes())) {
                continue;
            }
            let id = walk::default_id(&name);
            match stream::open(&file, options.progress.clone()) {
                Ok(opened) => read_from(&file, id, opened, options, &seen_ids, each)?,
                Err(error) => each(Err(Problem::new(&file, io_message(&error))))?,
            }
        }
    }
    ControlFlow::Continue(())
}

/// Reads bytes that are held, as a file of this name would be read: for tests and fuzzing.
pub fn read_held(bytes: &[u8], name: &str, options: &Options, each: &mut Sink<'_>) -> ControlFlow<()> {
    let seen_ids = RefCell::new(HashSet::new());
    read_from(Path::new(name), walk::default_id(Path::new(name)), bytes, options, &seen_ids, each)
}

fn read_from(
    path: &Path,
    id: String,
    reader: impl io::Read,
    options: &Options,
    seen_ids: &RefCell<HashSet<u128>>,
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    let path: Arc<Path> = path.into();
    let budget = Budget::new(options.most_unpacked);
    let counted = Counted { inner: reader, budget: budget.clone() };
    let input = Input::new(Arc::clone(&path), path, id, options, seen_ids, budget);
    archive::read(input, counted, each)
}
