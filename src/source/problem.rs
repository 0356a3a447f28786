//! What went wrong with one file, line or article, as a value that a run collects and prints.
//! This module must not know which reader or command found it.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

/// Something in a source that could not be read as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file, or `<stdin>`.
    pub path: PathBuf,
    /// Counted from 1.
    pub line: Option<u64>,
    /// Counted from 0, from the start of the file.
    pub byte: Option<u64>,
    pub what: String,
    /// What the reader of the message can do about it.
    pub advice: Option<String>,
    /// Whether an article, or more, was lost by it; a mere remark loses none.
    pub lost: bool,
}

impl Problem {
    /// A problem of a whole file that loses what is in it.
    pub fn new(path: &Path, what: impl Into<String>) -> Problem {
        Problem { path: path.to_path_buf(), line: None, byte: None, what: what.into(), advice: None, lost: true }
    }

    pub fn at_line(self, line: u64) -> Problem {
        Problem { line: Some(line), ..self }
    }

    pub fn at_byte(self, byte: u64) -> Problem {
        Problem { byte: Some(byte), ..self }
    }

    pub fn advise(self, advice: impl Into<String>) -> Problem {
        Problem { advice: Some(advice.into()), ..self }
    }

    /// The same problem as a remark: the article was read nevertheless.
    pub fn into_remark(self) -> Problem {
        Problem { lost: false, ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
        }
        write!(formatter, ": {}", self.what)?;
        if let Some(byte) = self.byte {
            write!(formatter, " (byte {byte})")?;
        }
        if let Some(advice) = &self.advice {
            write!(formatter, "; {advice}")?;
        }
        Ok(())
    }
}
