//! Recognises what a file holds: by its first bytes before its name.
//! This module must not read articles.

use std::path::Path;

use super::fields::{Mapping, SourceField};

/// A format that articles are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One article of plain text or Markdown.
    Plain,
    /// One JSON document: an article, an array of them, or an object that holds such an array.
    Json,
    JsonLines,
    /// Rows under a header row.
    Table {
        delimiter: u8,
    },
}

/// What a file is when no article can be read from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Empty,
    /// No text; the kind of file where its first bytes tell.
    Binary(Option<&'static str>),
}

/// The format of a file that begins with `head` and is called `path`.
pub fn recognise(head: &[u8], path: &Path, mapping: &Mapping) -> Result<Format, Unreadable> {
    if head.is_empty() {
        return Err(Unreadable::Empty);
    }
    if let Some(kind) = magic(head) {
        return Err(Unreadable::Binary(Some(kind)));
    }
    if head.contains(&0) {
        return Err(Unreadable::Binary(None));
    }
    let start = head.trim_ascii_start();
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("").to_ascii_lowercase();
    match start.first() {
        // White space to the end of the head is an empty text, unless the file goes on.
        None if head.len() < super::stream::HEAD => return Err(Unreadable::Empty),
        Some(b'{') => return Ok(object_format(start, &extension)),
        Some(b'[') if opens_array(start) => return Ok(Format::Json),
        _ => {}
    }
    match extension.as_str() {
        "jsonl" | "ndjson" => return Ok(Format::JsonLines),
        "json" => return Ok(Format::Json),
        "csv" => return Ok(Format::Table { delimiter: delimiter(start).unwrap_or(b',') }),
        "tsv" | "tab" => return Ok(Format::Table { delimiter: b'\t' }),
        _ => {}
    }
    match delimiter(start) {
        Some(delimiter) if is_header(start, delimiter, mapping) => Ok(Format::Table { delimiter }),
        _ => Ok(Format::Plain),
    }
}

/// Kinds of file that are surely no text, by their first bytes.
fn magic(head: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 10] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"\x7fELF", "a program"),
    ];
    KINDS.iter().find(|(bytes, _)| head.starts_with(bytes)).map(|(_, kind)| *kind)
}

/// JSON Lines or one document, for a file that begins with an object.
fn object_format(start: &[u8], extension: &str) -> Format {
    let Some(end) = memchr::memchr(b'\n', start) else {
        // One line as far as one can see: both formats agree on a lone object; a longer one goes by its name.
        return if extension == "json" { Format::Json } else { Format::JsonLines };
    };
    let (first, rest) = start.split_at(end);
    if serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok() {
        return Format::JsonLines;
    }
    // A document that is laid out breaks its first line after an opening bracket or a comma, and goes on with a key;
    // a broken line of JSON Lines is followed by another object.
    let opened = matches!(first.trim_ascii_end().last(), Some(b'{' | b'[' | b','));
    let second = rest.trim_ascii_start().first();
    let laid_out = opened || matches!(second, Some(b'"' | b'}'));
    if laid_out || (extension == "json" && second != Some(&b'{')) { Format::Json } else { Format::JsonLines }
}

/// `[` that begins JSON, not `[TEXT]` of a transcript.
fn opens_array(start: &[u8]) -> bool {
    matches!(start.get(1..).unwrap_or_default().trim_ascii_start().first(), Some(b'{' | b']' | b'['))
}

fn first_line(start: &[u8]) -> &[u8] {
    let end = memchr::memchr(b'\n', start).unwrap_or(start.len());
    start.get(..end).unwrap_or(start)
}

/// The separator that the first line has most of.
fn delimiter(start: &[u8]) -> Option<u8> {
    let line = first_line(start);
    let count = |byte: u8| line.iter().filter(|other| **other == byte).count();
    [b'\t', b',', b';'].into_iter().filter(|byte| count(*byte) > 0).max_by_key(|byte| count(*byte))
}

/// Whether the first line is a header row: it names the text and another field, and nothing in it is prose.
fn is_header(start: &[u8], delimiter: u8, mapping: &Mapping) -> bool {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(first_line(start));
    let mut record = csv::StringRecord::new();
    if !matches!(reader.read_record(&mut record), Ok(true)) {
        return false;
    }
    let fields: Vec<_> = record.iter().filter_map(|name| mapping.field(name)).collect();
    let names_only = record.iter().all(|name| name.split_whitespace().count() <= 3 && name.len() <= 40);
    names_only && fields.contains(&SourceField::Text) && fields.len() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str, name: &str) -> Result<Format, Unreadable> {
        recognise(head.as_bytes(), Path::new(name), &Mapping::default())
    }

    #[test]
    fn content_goes_before_the_name() {
        assert_eq!(of("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "x.txt"), Ok(Format::JsonLines));
        assert_eq!(of("[ {\"text\":\"a\"} ]", "x.csv"), Ok(Format::Json));
        assert_eq!(of("{\n  \"text\": \"a\"\n}\n", "x.dat"), Ok(Format::Json));
        assert_eq!(of("{\"articles\": [\n {", "x.json"), Ok(Format::Json));
        assert_eq!(of("id,title,text\n1,a,b\n", "x"), Ok(Format::Table { delimiter: b',' }));
        assert_eq!(of("id\ttext\n1\tb\n", "x.txt"), Ok(Format::Table { delimiter: b'\t' }));
    }

    #[test]
    fn prose_is_plain_text_whatever_it_begins_with() {
        assert_eq!(of("[TEXT] BOGOTA -- Two soldiers died.", "x"), Ok(Format::Plain));
        assert_eq!(of("BEIRUT, Lebanon (AP) - The text, he said, was read", "x"), Ok(Format::Plain));
        assert_eq!(of("Title: Two dead\n\nBEIRUT\n", "x.md"), Ok(Format::Plain));
    }

    #[test]
    fn a_broken_first_line_of_json_lines_does_not_make_it_a_document() {
        assert_eq!(of("{\"text\": oops\n{\"text\":\"b\"}\n", "x.jsonl"), Ok(Format::JsonLines));
        assert_eq!(of("{\"text\": oops\n{\"text\":\"b\"}\n", "x.json"), Ok(Format::JsonLines));
    }

    #[test]
    fn what_is_no_text_is_said() {
        assert_eq!(of("", "x.txt"), Err(Unreadable::Empty));
        assert_eq!(of(" \n\n", "x.txt"), Err(Unreadable::Empty));
        assert_eq!(of("%PDF-1.7", "x.txt"), Err(Unreadable::Binary(Some("a PDF document"))));
        assert_eq!(of("ab\0cd", "x.txt"), Err(Unreadable::Binary(None)));
    }
}
