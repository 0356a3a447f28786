//! CSV and TSV under a header row, one article a row; columns are found by name or by `--map`.
//! This module must not know how a file was opened.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use csv::{ByteRecord, ErrorKind};

use super::Sink;
use super::encoding::detect;
use super::fields::{Mapping, SourceField};
use super::input::{Input, Standing, io_message, no_text, not_text, too_long};
use super::problem::Problem;
use crate::article::{EncodingFrom, TextEncoding};

/// Reads one article a row.
pub fn read(input: &Input<'_>, reader: Box<dyn BufRead + '_>, delimiter: u8, each: &mut Sink<'_>) -> ControlFlow<()> {
    let limit = input.options.limit as u64;
    let size = Rc::new(Cell::new(0));
    let thinned = Thinned { inner: reader, size: Rc::clone(&size), limit, delimiter, passed: 0 };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(thinned);
    let columns = match reader.byte_headers() {
        Ok(header) => Columns::find(header, &input.options.mapping),
        Err(error) => return each(Err(input.problem(format!("has no header row: {error}")).at_line(1))),
    };
    if columns.of(SourceField::Text).is_none() {
        return each(Err(no_text(&input.path, "column", &columns.names()).at_line(1)));
    }
    let mut record = ByteRecord::new();
    let mut row = 0u64;
    loop {
        size.set(0);
        let start = reader.position().line();
        match reader.read_byte_record(&mut record) {
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) => {
                row += 1;
                let line = record.position().map_or(start, |position| position.line());
                if size.get() > limit {
                    let problem = too_long(&input.path, input.options.limit);
                    each(Err(problem.at_line(line)))?;
                } else {
                    give(&record, &columns, input, line, row, each)?;
                }
            }
            Err(error) => {
                row += 1;
                let (problem, goes_on) = row_problem(&error, input, start);
                each(Err(problem))?;
                if !goes_on {
                    return ControlFlow::Continue(());
                }
            }
        }
    }
}

/// What is wrong with a row, and whether the rows after it can be read.
fn row_problem(error: &csv::Error, input: &Input<'_>, start: u64) -> (Problem, bool) {
    match error.kind() {
        ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = pos.as_ref().map_or(start, |position| position.line());
            let what = format!("has a row of {len} fields under a header of {expected_len}");
            let advice = "a field that holds the separator, a line end or a quote must stand in quotes";
            (input.problem(what).at_line(line).advise(advice), true)
        }
        ErrorKind::Io(error) => (input.problem(io_message(error)).at_line(start), false),
        _ => (input.problem(format!("cannot be read further: {error}")).at_line(start), false),
    }
}

fn give(
    record: &ByteRecord,
    columns: &Columns,
    input: &Input<'_>,
    line: u64,
    row: u64,
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    // The whole row is decoded as one, so that no article is half in one encoding and half in another.
    let is_utf8 = record.iter().all(|field| std::str::from_utf8(field).is_ok());
    let declared = (!is_utf8).then(|| detect(record.as_slice()));
    let mut values = Vec::with_capacity(record.len());
    let mut encoding = None;
    for field in record {
        match input.decode(field, declared) {
            Ok(decoded) => {
                values.push(decoded.text);
                encoding = encoding.or(decoded.encoding);
            }
            Err(at) => {
                let row_start = record.position().map(|position| position.byte());
                let before = record.as_slice().len().min(field_offset(record, field));
                let byte = input.offset.zip(row_start).map(|(offset, start)| offset + start + (before + at) as u64);
                return each(Err(not_text(&input.path, byte, input.options.encoding).at_line(line)));
            }
        }
    }
    // The file declares nothing; it is the row that was looked at.
    let encoding = encoding.map(|note| match note.known_by {
        EncodingFrom::Declared => TextEncoding { known_by: EncodingFrom::Detected, ..note },
        _ => note,
    });
    let value = |field| columns.of(field).and_then(|column| values.get(column)).map(|value| value.to_string());
    let standing = Standing { id: &format!("{}:{row}", input.id), line: Some(line), encoding };
    input.give(value, standing, || input.problem("has a row without text"), each)
}

/// Bytes of the row before a field, separators included; quotes are not counted, so it is where to look, near enough.
fn field_offset(record: &ByteRecord, field: &[u8]) -> usize {
    let before = record.iter().take_while(|other| !std::ptr::eq(other.as_ptr(), field.as_ptr()));
    before.map(|other| other.len() + 1).sum()
}

/// Which column holds which field.
struct Columns {
    names: Vec<String>,
    of_field: Vec<(SourceField, usize)>,
}

impl Columns {
    fn find(header: &ByteRecord, mapping: &Mapping) -> Columns {
        let names: Vec<String> = header.iter().map(|name| String::from_utf8_lossy(name).trim().to_string()).collect();
        let column = |field: SourceField| {
            mapping
                .names(field)
                .iter()
                .find_map(|wanted| names.iter().position(|name| name.eq_ignore_ascii_case(wanted)))
        };
        let of_field = SourceField::ALL.iter().filter_map(|field| Some((*field, column(*field)?))).collect();
        Columns { names, of_field }
    }

    fn of(&self, field: SourceField) -> Option<usize> {
        self.of_field.iter().find(|(known, _)| *known == field).map(|(_, column)| *column)
    }

    fn names(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).take(12).collect()
    }
}

/// Bounds the memory that one row can take: past the limit only quotes, separators and line ends pass, which keep the
/// rows apart. The row's size counts all of it, so the reader above knows that it was cut.
struct Thinned<'r> {
    inner: Box<dyn BufRead + 'r>,
    size: Rc<Cell<u64>>,
    limit: u64,
    delimiter: u8,
    /// What passed of the present row past the limit.
    passed: u64,
}

impl Thinned<'_> {
    fn marks_rows(&self, byte: u8) -> bool {
        matches!(byte, b'"' | b'\n' | b'\r') || byte == self.delimiter
    }
}

impl Read for Thinned<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.size.get() <= self.limit {
            self.passed = 0;
            let count = self.inner.read(buffer)?;
            self.size.set(self.size.get() + count as u64);
            return Ok(count);
        }
        loop {
            let available = self.inner.fill_buf()?;
            // No further than the line end: the row may end there, and the next one is to pass whole.
            let line = memchr::memchr(b'\n', available).map_or(available.len(), |end| end + 1);
            let take = line.min(buffer.len());
            let source = available.get(..take).unwrap_or_default().to_vec();
            self.inner.consume(take);
            self.size.set(self.size.get() + take as u64);
            let kept: Vec<u8> = source.into_iter().filter(|byte| self.marks_rows(*byte)).collect();
            self.passed += kept.len() as u64;
            if self.passed > self.limit {
                return Err(io::Error::other("a row that does not end; is there a quote that is never closed?"));
            }
            if !kept.is_empty() || take == 0 {
                kept.as_slice().read_exact(buffer.get_mut(..kept.len()).unwrap_or_default())?;
                return Ok(kept.len());
            }
        }
    }
}
