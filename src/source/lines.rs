//! Lines of a stream, split at `\n` alone, each of bounded length: a longer one is passed over, never held in memory.
//! This module must not know what a line holds.

use std::io::{self, BufRead};

/// One line without its line end.
pub enum Line<'a> {
    Whole(&'a [u8]),
    /// Longer than the limit.
    TooLong,
}

/// Reads a stream line by line and knows where it is.
pub struct Lines<R> {
    reader: R,
    limit: usize,
    buffer: Vec<u8>,
    number: u64,
    start: u64,
    position: u64,
}

impl<R: BufRead> Lines<R> {
    /// Lines of `reader`, none longer than `limit` bytes.
    pub fn new(reader: R, limit: usize) -> Lines<R> {
        Lines { reader, limit, buffer: Vec::new(), number: 0, start: 0, position: 0 }
    }

    /// Number of the line last given, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Offset in bytes of the line last given.
    pub fn start(&self) -> u64 {
        self.start
    }

    /// The next line; `None` at the end of the stream.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        self.start = self.position;
        let mut length = 0u64;
        let ended = loop {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() {
                break false;
            }
            let newline = memchr::memchr(b'\n', available);
            let part = &available[..newline.unwrap_or(available.len())];
            length += part.len() as u64;
            if length <= self.limit as u64 {
                self.buffer.extend_from_slice(part);
            } else {
                // What was gathered of a line that is too long is of no use: give the memory back.
                self.buffer = Vec::new();
            }
            let used = part.len() + usize::from(newline.is_some());
            self.reader.consume(used);
            self.position += used as u64;
            if newline.is_some() {
                break true;
            }
        };
        if !ended && length == 0 {
            return Ok(None);
        }
        self.number += 1;
        if length > self.limit as u64 {
            return Ok(Some(Line::TooLong));
        }
        let line = self.buffer.strip_suffix(b"\r").unwrap_or(&self.buffer);
        Ok(Some(Line::Whole(line)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_of(text: &[u8], limit: usize) -> Vec<(u64, u64, Result<String, ()>)> {
        let mut lines = Lines::new(io::BufReader::with_capacity(3, text), limit);
        let mut all = Vec::new();
        loop {
            let line = match lines.next_line().unwrap() {
                None => return all,
                Some(Line::Whole(line)) => Ok(String::from_utf8(line.to_vec()).unwrap()),
                Some(Line::TooLong) => Err(()),
            };
            all.push((lines.number(), lines.start(), line));
        }
    }

    #[test]
    fn splits_at_newlines_alone_and_knows_where_it_is() {
        let got = lines_of("a\u{2028}b\r\n\nlast".as_bytes(), 100);
        assert_eq!(got, vec![(1, 0, Ok("a\u{2028}b".into())), (2, 7, Ok("".into())), (3, 8, Ok("last".into()))]);
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over_and_the_rest_is_read() {
        let got = lines_of(b"short\n0123456789abc\nend\n", 10);
        assert_eq!(got, vec![(1, 0, Ok("short".into())), (2, 6, Err(())), (3, 20, Ok("end".into()))]);
    }
}
