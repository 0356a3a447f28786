//! One file, or one file within another, while it is being read: what its readers know of it, and how they hand over
//! what they find. This module must not know the formats.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use encoding_rs::Encoding;
use xxhash_rust::xxh3::xxh3_128;

use super::budget::Budget;
use super::encoding::{self, Decoded, decode};
use super::fields::{Assembled, SourceField, assemble};
use super::problem::Problem;
use super::stream::translate;
use super::{Found, Options, Sink};
use crate::article::TextEncoding;

/// What is being read.
pub struct Input<'a> {
    /// What messages call it: the file, and the way within it, as in `wire.zip!/2016/a.txt`.
    pub path: Arc<Path>,
    /// The name that its format may be recognised by: without the extension of a packing.
    pub name: PathBuf,
    /// The file on disk.
    pub file: Arc<Path>,
    /// The id of its articles where they name none.
    pub id: String,
    /// Bytes of the file before its reader's first; `None` when they cannot be told.
    pub offset: Option<u64>,
    /// What the whole stream was translated from.
    pub translated: Option<TextEncoding>,
    /// How many packings it lies within.
    pub depth: u8,
    pub options: &'a Options,
    pub budget: Rc<Budget>,
    /// Hashes of the ids given so far in this run.
    seen_ids: &'a RefCell<HashSet<u128>>,
    /// Whether it was said that the file is no UTF-8.
    said_encoding: Rc<Cell<bool>>,
}

/// Where an article stands, and what it is called when it names no id.
pub struct Standing<'s> {
    pub id: &'s str,
    pub line: Option<u64>,
    pub encoding: Option<TextEncoding>,
}

impl<'a> Input<'a> {
    pub fn new(
        path: Arc<Path>,
        file: Arc<Path>,
        id: String,
        options: &'a Options,
        seen_ids: &'a RefCell<HashSet<u128>>,
        budget: Rc<Budget>,
    ) -> Input<'a> {
        let (name, said_encoding) = (path.to_path_buf(), Rc::default());
        Input {
            path,
            name,
            file,
            id,
            offset: None,
            translated: None,
            depth: 0,
            options,
            budget,
            seen_ids,
            said_encoding,
        }
    }

    /// What lies within this, under a name that messages add to its path.
    pub fn within(&self, path: Arc<Path>, id: String) -> Input<'a> {
        Input {
            name: path.to_path_buf(),
            path,
            file: Arc::clone(&self.file),
            id,
            offset: None,
            translated: None,
            depth: self.depth + 1,
            options: self.options,
            budget: Rc::clone(&self.budget),
            seen_ids: self.seen_ids,
            said_encoding: Rc::default(),
        }
    }

    /// A record of this file, under a name of its own in messages.
    pub fn record(&self, name: &str) -> Input<'a> {
        let path: Arc<Path> = Path::new(&format!("{}!/{name}", self.path.display())).into();
        Input { said_encoding: Rc::clone(&self.said_encoding), ..self.within(path, format!("{}:{name}", self.id)) }
    }

    /// A problem with this file.
    pub fn problem(&self, what: impl Into<String>) -> Problem {
        Problem::new(&self.path, what)
    }

    /// Bytes of this file as text. `Err` gives the offset among them of the first that is no text.
    pub fn decode<'b>(&self, bytes: &'b [u8], declared: Option<&'static Encoding>) -> Result<Decoded<'b>, usize> {
        let decoded = decode(bytes, self.options.encoding, declared)?;
        Ok(Decoded { encoding: decoded.encoding.or_else(|| self.translated.clone()), ..decoded })
    }

    /// All of the file, or what is wrong with it.
    pub fn whole(&self, reader: Box<dyn BufRead + '_>) -> Result<Vec<u8>, Problem> {
        self.whole_within(reader, self.options.limit)
    }

    /// All of the file where it has at most `most` bytes, or what is wrong with it.
    pub fn whole_within(&self, reader: Box<dyn BufRead + '_>, most: usize) -> Result<Vec<u8>, Problem> {
        let limit = most as u64;
        let mut bytes = Vec::new();
        reader.take(limit + 1).read_to_end(&mut bytes).map_err(|error| self.problem(io_message(&error)))?;
        if bytes.len() as u64 > limit { Err(too_long(&self.path, most)) } else { Ok(bytes) }
    }

    /// A stream that is read as one, such as XML, as UTF-8, and what it was. `head` is its beginning, `declared` what it
    /// says of itself.
    pub fn as_utf8<'r>(
        &self,
        reader: Box<dyn BufRead + 'r>,
        head: &[u8],
        declared: Option<&'static Encoding>,
    ) -> (Box<dyn BufRead + 'r>, Option<TextEncoding>) {
        if self.translated.is_some() {
            return (reader, self.translated.clone());
        }
        match encoding::of_stream(head, self.options.encoding, declared) {
            None => (reader, None),
            Some((encoding, known_by)) => (translate(reader, encoding), Some(encoding::note(encoding, known_by))),
        }
    }

    /// Assembles an article out of the values of its fields and gives it, or what is wrong with it. `no_text` says
    /// what is wrong where there is no text.
    pub fn give(
        &self,
        value: impl Fn(SourceField) -> Option<String>,
        standing: Standing<'_>,
        no_text: impl Fn() -> Problem,
        each: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let Standing { id, line, encoding } = standing;
        let at_line = |problem: Problem| Problem { line, ..problem };
        let Ok(Assembled { mut article, unread_date }) = assemble(value, id) else {
            return each(Err(at_line(no_text())));
        };
        let (size, most) = (article.text.len(), self.options.most_text);
        if size > most {
            let what = format!("has an article of {size} bytes of text; at most {most} are read");
            return each(Err(at_line(self.problem(what).advise(RAISE))));
        }
        if !self.seen_ids.borrow_mut().insert(xxh3_128(article.id.as_bytes())) {
            let what = format!("has a second article with the id {:?}; the first was kept", article.id);
            return each(Err(at_line(self.problem(what).advise("give each article an id of its own"))));
        }
        if let Some(date) = unread_date {
            let shown: String = date.chars().take(60).collect();
            let what = format!("has a date that names no one day: {shown:?}");
            each(Err(at_line(self.problem(what).into_remark())))?;
        }
        article.encoding = encoding;
        if let Some(encoding) = &article.encoding
            && !self.said_encoding.replace(true)
        {
            let what = format!("is no UTF-8 and was decoded from {} ({})", encoding.name, encoding.known_by);
            let problem = at_line(self.problem(what).into_remark());
            each(Err(problem.advise("where that is wrong, name its encoding with --encoding")))?;
        }
        each(Ok(Found { article, path: Arc::clone(&self.file), line }))
    }
}

/// An error of reading in words.
pub fn io_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist".to_string(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_string(),
        io::ErrorKind::InvalidData => error.to_string(),
        _ => format!("cannot be read: {error}"),
    }
}

pub fn not_text(path: &Path, byte: Option<u64>, named: Option<&'static Encoding>) -> Problem {
    let problem = match named {
        Some(encoding) => Problem::new(path, format!("is neither UTF-8 nor {}", encoding.name())),
        None => Problem::new(path, "is text of no encoding that is known"),
    };
    let problem = match byte {
        Some(byte) => problem.at_byte(byte),
        None => problem,
    };
    problem.advise("name its encoding, such as --encoding windows-1252")
}

/// What to do about an article that is too long.
const RAISE: &str = "raise --max-line if it is meant to be one";

pub fn too_long(path: &Path, limit: usize) -> Problem {
    Problem::new(path, format!("has an article of more than {limit} bytes")).advise(RAISE)
}

pub fn no_text(path: &Path, kind: &str, names: &[&str]) -> Problem {
    let names = names.join(", ");
    Problem::new(path, format!("has no text: no {kind} of {names:?} is called so"))
        .advise(format!("say which one holds it with --map text={}", kind.to_uppercase()))
}
