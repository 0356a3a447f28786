//! Yields raw articles out of files, directories and standard input, streaming, and names whatever cannot be read.
//! A bad article is a `Problem` and never ends a run. This module must not know what is read out of an article.

mod date;
mod fields;
mod format;
mod json;
mod lines;
mod plain;
mod problem;
mod stream;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use std::cell::RefCell;
use std::collections::HashSet;
use std::io::{self, BufRead};
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

use fields::{Assembled, assemble};
use format::{Format, Unreadable};
use stream::Stream;

/// An article, and where it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub article: Article,
    /// The file as given or found, or `<stdin>`.
    pub path: Arc<Path>,
    pub line: Option<u64>,
}

/// What a source yields, in input order: an article, or something that could not be read.
pub type Item = Result<Found, Problem>;

/// Receives items; breaks when it wants no more.
pub type Sink<'a> = dyn FnMut(Item) -> ControlFlow<()> + 'a;

/// How sources are to be read.
#[derive(Clone, Debug)]
pub struct Options {
    pub mapping: Mapping,
    /// For text that is not valid UTF-8; `None` makes such text a problem.
    pub encoding: Option<&'static Encoding>,
    /// The most bytes that one line, or one article, may have.
    pub limit: usize,
    /// Articles without an id are called by their path below this directory; by their path as given when `None`.
    pub root: Option<PathBuf>,
    /// Counts the bytes read so far.
    pub progress: Option<Arc<AtomicU64>>,
}

/// 64 MB: an article is never longer, a file without line ends is.
pub const DEFAULT_LIMIT: usize = 64 * 1024 * 1024;

impl Default for Options {
    fn default() -> Options {
        Options { mapping: Mapping::default(), encoding: None, limit: DEFAULT_LIMIT, root: None, progress: None }
    }
}

impl Options {
    fn default_id(&self, path: &Path) -> String {
        let below = self.root.as_deref().and_then(|root| path.strip_prefix(root).ok());
        walk::default_id(below.unwrap_or(path))
    }
}

/// Reads articles out of every path in turn: files, directories, and `-` for JSON Lines on standard input.
/// Of two articles with one id the second is a problem, and is left out.
pub fn read(paths: &[PathBuf], options: &Options, each: &mut Sink<'_>) -> ControlFlow<()> {
    let seen = RefCell::new(HashSet::new());
    for path in paths {
        let stdin = path.as_os_str() == "-";
        let inputs: Box<dyn Iterator<Item = Result<PathBuf, Problem>>> =
            if stdin { Box::new(std::iter::once(Ok(path.clone()))) } else { files(path) };
        for input in inputs {
            match input {
                Err(problem) => each(Err(problem))?,
                Ok(path) => {
                    let path: Arc<Path> = if stdin { Path::new("<stdin>").into() } else { path.into() };
                    let id = if stdin { "stdin".to_string() } else { options.default_id(&path) };
                    let mut input = Input { path: &path, id, offset: None, options, seen: &seen };
                    if stdin { read_stdin(&mut input, each)? } else { read_file(&mut input, each)? }
                }
            }
        }
    }
    ControlFlow::Continue(())
}

/// A file that is being read.
struct Input<'a> {
    path: &'a Arc<Path>,
    /// The id of its articles where they name none.
    id: String,
    /// Bytes of the file before its reader's first; `None` when they cannot be told.
    offset: Option<u64>,
    options: &'a Options,
    /// Hashes of the ids given so far in this run.
    seen: &'a RefCell<HashSet<u128>>,
}

impl Input<'_> {
    /// Assembles an article out of the values of its fields and gives it, or what is wrong with it. `default_id` is
    /// used where there is no id; `no_text` says what is wrong where there is no text.
    fn give(
        &self,
        value: impl Fn(SourceField) -> Option<String>,
        default_id: &str,
        line: Option<u64>,
        no_text: impl Fn() -> Problem,
        each: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let at_line = |problem: Problem| Problem { line, ..problem };
        let Ok(Assembled { article, unread_date }) = assemble(value, default_id) else {
            return each(Err(at_line(no_text())));
        };
        if !self.seen.borrow_mut().insert(xxh3_128(article.id.as_bytes())) {
            let what = format!("has a second article with the id {:?}; the first was kept", article.id);
            return each(Err(at_line(Problem::new(self.path, what).advise("give each article an id of its own"))));
        }
        if let Some(date) = unread_date {
            let shown: String = date.chars().take(60).collect();
            let what = format!("has a date that names no one day: {shown:?}");
            each(Err(at_line(Problem::new(self.path, what).into_remark())))?;
        }
        each(Ok(Found { article, path: Arc::clone(self.path), line }))
    }

    /// Whether the file is UTF-8 from end to end: a pass of its own, for formats that are one stream.
    fn utf8_throughout(&self) -> bool {
        let Ok(mut stream) = stream::open(self.path, None) else { return true };
        let mut pending = Vec::new();
        loop {
            let Ok(chunk) = stream.reader.fill_buf() else { return true };
            if chunk.is_empty() {
                return pending.is_empty();
            }
            pending.extend_from_slice(chunk);
            let length = chunk.len();
            stream.reader.consume(length);
            match std::str::from_utf8(&pending) {
                Ok(_) => pending.clear(),
                Err(error) if error.error_len().is_some() => return false,
                // The chunk ends within a character, whose first bytes wait for the next one.
                Err(error) => drop(pending.drain(..error.valid_up_to())),
            }
        }
    }
}

fn read_stdin(input: &mut Input<'_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    match stream::from_reader(io::stdin()) {
        Err(error) => each(Err(Problem::new(input.path, io_message(&error)))),
        Ok(Stream { reader, offset, .. }) => {
            input.offset = offset;
            json::read_lines(input, reader, each)
        }
    }
}

fn read_file(input: &mut Input<'_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let Stream { head, reader, offset } = match stream::open(input.path, input.options.progress.clone()) {
        Ok(stream) => stream,
        Err(error) => return each(Err(Problem::new(input.path, io_message(&error)))),
    };
    input.offset = offset;
    let problem = |what: String| Problem::new(input.path, what);
    match format::recognise(&head, input.path, &input.options.mapping) {
        Ok(Format::Plain) => plain::read(input, reader, each),
        Ok(Format::Json) => json::read_document(input, reader, each),
        Ok(Format::JsonLines) => json::read_lines(input, reader, each),
        Ok(Format::Table { delimiter }) => table::read(input, reader, delimiter, each),
        Err(Unreadable::Empty) => each(Err(problem("is empty".to_string()))),
        Err(Unreadable::Binary(Some(kind))) => each(Err(problem(format!("is {kind}, which is not read")))),
        Err(Unreadable::Binary(None)) => each(Err(problem("is no text: it holds zero bytes".to_string()))),
    }
}

fn io_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist".to_string(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_string(),
        io::ErrorKind::InvalidData => error.to_string(),
        _ => format!("cannot be read: {error}"),
    }
}

fn not_utf8(path: &Path, byte: Option<u64>) -> Problem {
    let problem = Problem::new(path, "is not valid UTF-8");
    let problem = match byte {
        Some(byte) => problem.at_byte(byte),
        None => problem,
    };
    problem.advise("name its encoding, such as --encoding windows-1252")
}

fn too_long(path: &Path, limit: usize) -> Problem {
    Problem::new(path, format!("has an article of more than {limit} bytes"))
        .advise("raise --max-line if it is meant to be one")
}

fn no_text(path: &Path, kind: &str, names: &[&str]) -> Problem {
    let names = names.join(", ");
    Problem::new(path, format!("has no text: no {kind} of {names:?} is called so"))
        .advise(format!("say which one holds it with --map text={}", kind.to_uppercase()))
}
