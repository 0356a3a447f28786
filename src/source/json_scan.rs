//! Finds where the values of a JSON document begin and end, without reading what they say: so that each article of a
//! long document can be taken out, and a broken one left out. This module must not know which values are articles.

use std::io::{self, BufRead};

/// A stream of JSON, and where it is.
pub struct Scanner<R> {
    reader: R,
    limit: usize,
    line: u64,
    position: u64,
}

/// What `Scanner::value` found.
#[derive(Debug, PartialEq)]
pub enum Extent {
    /// The bytes of the value were kept.
    Whole,
    /// It is longer than the limit, and was passed over.
    TooLong,
}

impl<R: BufRead> Scanner<R> {
    /// Reads from `reader`, keeping no value of more than `limit` bytes.
    pub fn new(reader: R, limit: usize) -> Scanner<R> {
        Scanner { reader, limit, line: 1, position: 0 }
    }

    /// The line that comes next, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The offset of the byte that comes next.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// The next byte, which stays.
    pub fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.reader.fill_buf() {
                Ok(available) => return Ok(available.first().copied()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The next byte that is no white space, which stays.
    pub fn peek_past_space(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.skip(byte);
        }
        Ok(None)
    }

    /// Passes over a byte that was peeked at.
    pub fn skip(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.position += 1;
        self.reader.consume(1);
    }

    /// Takes the value that comes next into `kept`, which is emptied first. `Err` when the stream ends within it.
    pub fn value(&mut self, kept: &mut Vec<u8>) -> io::Result<Extent> {
        kept.clear();
        let mut state = State::default();
        let mut length = 0usize;
        loop {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() {
                let complete = state.begun && state.depth == 0 && !state.in_string;
                return if complete { Ok(self.extent(length)) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
            let end = available.iter().position(|byte| state.ends_before(*byte));
            let part = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
            length = length.saturating_add(part.len());
            if length <= self.limit {
                kept.extend_from_slice(part);
            } else {
                // What was gathered of a value that is too long is of no use: give the memory back.
                *kept = Vec::new();
            }
            let used = part.len();
            self.line += memchr::memchr_iter(b'\n', part).count() as u64;
            self.position += used as u64;
            self.reader.consume(used);
            if end.is_some() {
                return Ok(self.extent(length));
            }
        }
    }

    fn extent(&self, length: usize) -> Extent {
        if length > self.limit { Extent::TooLong } else { Extent::Whole }
    }
}

/// How far a value has been read.
#[derive(Default)]
struct State {
    begun: bool,
    ended: bool,
    in_string: bool,
    escaped: bool,
    depth: u64,
}

impl State {
    /// Whether the value ended before this byte; if not, the byte is taken in.
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.ended {
            return true;
        }
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_string = false;
                    self.ended = self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' if self.begun && self.depth == 0 => return true,
            b'"' => self.in_string = true,
            b'{' | b'[' if self.begun && self.depth == 0 => return true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth == 0 => return true,
            b'}' | b']' => {
                self.depth -= 1;
                self.ended = self.depth == 0;
            }
            b',' | b':' if self.depth == 0 => return true,
            _ if self.begun && self.depth == 0 && byte.is_ascii_whitespace() => return true,
            _ => {}
        }
        self.begun = true;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_where_they_end() {
        for (text, value) in [
            ("{\"a\": [1, \"}\\\"]\"]}, 2", "{\"a\": [1, \"}\\\"]\"]}"),
            ("\"a,b\" : 3", "\"a,b\""),
            ("12.5e3]", "12.5e3"),
            ("true\n", "true"),
            ("null", "null"),
        ] {
            let mut kept = Vec::new();
            let mut scanner = Scanner::new(io::BufReader::with_capacity(3, text.as_bytes()), 100);
            assert_eq!(scanner.value(&mut kept).unwrap(), Extent::Whole);
            assert_eq!(String::from_utf8(kept).unwrap(), value);
        }
    }

    #[test]
    fn what_is_too_long_is_passed_over_and_what_does_not_end_is_an_error() {
        let text = format!("[{}],\n7", "1,".repeat(1000));
        let mut kept = Vec::new();
        let mut scanner = Scanner::new(text.as_bytes(), 100);
        assert_eq!(scanner.value(&mut kept).unwrap(), Extent::TooLong);
        assert_eq!((kept.len(), scanner.peek().unwrap()), (0, Some(b',')));
        let mut scanner = Scanner::new("{\"a\": \"".as_bytes(), 100);
        assert_eq!(scanner.value(&mut kept).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
