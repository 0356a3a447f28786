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
    /// A web page.
    Html,
    /// RSS or Atom.
    Feed,
    /// NITF or NewsML-G2.
    Newswire,
    /// A web archive.
    Warc,
    Pdf,
    /// Something that holds files of any format.
    Packed(Packing),
}

/// How files are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Gzip,
    Zstd,
    Tar,
    Zip,
}

/// What a file is when no article can be read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Empty,
    /// No text; the kind of file where its first bytes tell.
    Binary(Option<&'static str>),
    /// XML whose outermost element, which is named, is of no format that is read.
    Xml(String),
}

/// The format of a file that begins with `head` and is called `path`.
pub fn recognise(head: &[u8], path: &Path, mapping: &Mapping) -> Result<Format, Unreadable> {
    if head.is_empty() {
        return Err(Unreadable::Empty);
    }
    if let Some(format) = signature(head) {
        return Ok(format);
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
        // What is piped in goes line by line, as soon as it comes.
        Some(b'{') if path == Path::new(super::STDIN) => return Ok(object_format(start, "jsonl")),
        Some(b'{') => return Ok(object_format(start, &extension)),
        Some(b'[') if opens_array(start) => return Ok(Format::Json),
        Some(b'<') => {
            if let Some(format) = markup(start, &extension) {
                return format;
            }
        }
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

/// Formats that their first bytes give away.
fn signature(head: &[u8]) -> Option<Format> {
    const SIGNATURES: [(&[u8], Format); 7] = [
        (b"%PDF-", Format::Pdf),
        (b"PK\x03\x04", Format::Packed(Packing::Zip)),
        (b"PK\x05\x06", Format::Packed(Packing::Zip)),
        (b"\x1f\x8b", Format::Packed(Packing::Gzip)),
        (b"\x28\xb5\x2f\xfd", Format::Packed(Packing::Zstd)),
        (b"WARC/1.", Format::Warc),
        (b"WARC/0.", Format::Warc),
    ];
    let found = SIGNATURES.iter().find(|(bytes, _)| head.starts_with(bytes)).map(|(_, format)| *format);
    let is_tar = head.get(257..262) == Some(b"ustar");
    found.or(is_tar.then_some(Format::Packed(Packing::Tar)))
}

/// Kinds of file that are surely no text, by their first bytes.
fn magic(head: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"\xfd7zXZ", "an xz archive"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"\x7fELF", "a program"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
    ];
    KINDS.iter().find(|(bytes, _)| head.starts_with(bytes)).map(|(_, kind)| *kind)
}

/// What a file that begins with `<` is: by its outermost element. `None` for text that only looks like markup.
fn markup(start: &[u8], extension: &str) -> Option<Result<Format, Unreadable>> {
    let named_html = matches!(extension, "html" | "htm" | "xhtml" | "shtml");
    let name = outermost(start);
    let local = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
    let known = match local.to_ascii_lowercase().as_slice() {
        b"rss" | b"feed" | b"rdf" => Some(Format::Feed),
        b"nitf" | b"newsmessage" | b"newsitem" | b"packageitem" | b"newsml" => Some(Format::Newswire),
        b"html" | b"head" | b"body" | b"article" | b"main" => Some(Format::Html),
        _ => None,
    };
    if let Some(format) = known {
        return Some(Ok(format));
    }
    let lower = start.get(..2048.min(start.len())).unwrap_or_default().to_ascii_lowercase();
    let says_html = [&b"<!doctype html"[..], b"<html", b"<body"];
    if named_html || says_html.iter().any(|tag| memchr::memmem::find(&lower, tag).is_some()) {
        return Some(Ok(Format::Html));
    }
    let is_xml = start.starts_with(b"<?xml") || extension == "xml";
    (is_xml && !name.is_empty()).then(|| Err(Unreadable::Xml(String::from_utf8_lossy(name).chars().take(60).collect())))
}

/// The name of the first element, past declaration, comments and document type.
fn outermost(start: &[u8]) -> &[u8] {
    let mut rest = start;
    loop {
        rest = rest.trim_ascii_start();
        let (end, skip): (&[u8], usize) = match rest {
            [b'<', b'?', ..] => (b"?>", 2),
            [b'<', b'!', b'-', b'-', ..] => (b"-->", 3),
            // A document type may hold declarations of its own, between brackets.
            [b'<', b'!', inside @ ..] => {
                let bracket = memchr::memchr2(b'[', b'>', inside).and_then(|at| inside.get(at));
                if bracket == Some(&b'[') { (b"]>", 2) } else { (b">", 1) }
            }
            [b'<', name @ ..] => {
                let end = name.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
                return name.get(..end.unwrap_or(0)).unwrap_or_default();
            }
            _ => return &[],
        };
        match memchr::memmem::find(rest, end) {
            Some(at) => rest = rest.get(at + skip..).unwrap_or_default(),
            None => return &[],
        }
    }
}

/// JSON Lines or one document, for a file that begins with an object.
fn object_format(start: &[u8], extension: &str) -> Format {
    let lines = matches!(extension, "jsonl" | "ndjson");
    let (first, rest) = start.split_at(memchr::memchr(b'\n', start).unwrap_or(start.len()));
    if rest.trim_ascii().is_empty() {
        // One line as far as one can see: a document when that is all, else it goes by its name.
        let is_document = extension == "json" || (!lines && start.len() < super::stream::HEAD);
        return if is_document { Format::Json } else { Format::JsonLines };
    }
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
        assert_eq!(of("BZh91AY", "x.txt"), Err(Unreadable::Binary(Some("a bzip2 archive"))));
        assert_eq!(of("ab\0cd", "x.txt"), Err(Unreadable::Binary(None)));
    }

    #[test]
    fn markup_is_told_by_its_outermost_element() {
        assert_eq!(of("<?xml version=\"1.0\"?>\n<!-- a > b --><rss version=\"2.0\">", "x"), Ok(Format::Feed));
        assert_eq!(of("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "x.xml"), Ok(Format::Feed));
        assert_eq!(of("<!DOCTYPE nitf [<!ENTITY a \"b\">]><nitf>", "x.xml"), Ok(Format::Newswire));
        assert_eq!(of("<n:newsMessage xmlns:n=\"u\">", "x.txt"), Ok(Format::Newswire));
        assert_eq!(of("<!DOCTYPE html>\n<html lang=\"en\">", "x.txt"), Ok(Format::Html));
        assert_eq!(of("<p>Two died.", "x.html"), Ok(Format::Html));
        assert_eq!(of("<?xml version=\"1.0\"?><svg/>", "x"), Err(Unreadable::Xml("svg".into())));
        assert_eq!(of("<editor's note> Two died.", "x.txt"), Ok(Format::Plain));
    }

    #[test]
    fn packed_files_and_documents_are_told_by_their_first_bytes() {
        assert_eq!(of("%PDF-1.7", "x.txt"), Ok(Format::Pdf));
        assert_eq!(of("PK\u{3}\u{4}", "x.txt"), Ok(Format::Packed(Packing::Zip)));
        assert_eq!(of("WARC/1.0\r\n", "x"), Ok(Format::Warc));
        let tar = format!("{}ustar", "a".repeat(257));
        assert_eq!(of(&tar, "x"), Ok(Format::Packed(Packing::Tar)));
    }
}
