//! Web archives, WARC 0.17 to 1.1: the pages among their responses, and the texts of their conversions. Packed ones are
//! unpacked before they come here. This module must not know what a page says.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use super::Sink;
use super::budget::Unpacked;
use super::encoding::of_content_type;
use super::fields::SourceField;
use super::html::{self, Page};
use super::input::{Input, Standing, io_message, not_text};

/// The longest line of a header, and the most of a header in all.
const MOST_LINE: u64 = 16 * 1024;
const MOST_HEADER: usize = 64 * 1024;

/// Reads every record.
pub fn read(input: &Input<'_>, mut reader: Box<dyn BufRead + '_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let mut count = 0u64;
    loop {
        let stray = match find_record(&mut reader) {
            Err(error) => return each(Err(cut_off(input, count, &io_message(&error)))),
            Ok(Start::End) => return ControlFlow::Continue(()),
            Ok(Start::Record { stray }) => stray,
        };
        if stray > 0 {
            let what = format!("has {stray} bytes that belong to no record, after record {count}");
            each(Err(input.problem(what)))?;
        }
        count += 1;
        let header = match Headers::read(&mut reader) {
            Ok(header) => header,
            Err(error) => return each(Err(cut_off(input, count - 1, &io_message(&error)))),
        };
        let Some(length) = header.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            each(Err(input.problem(format!("has a record, number {count}, without a length"))))?;
            continue;
        };
        match take_block(&mut reader, &header, length, input.options.limit) {
            Ok(None) => {}
            Ok(Some(block)) if (block.len() as u64) < length => {
                return each(Err(cut_off(input, count - 1, "it ends within a record")));
            }
            Ok(Some(block)) => give(&input.record(&count.to_string()), &header, &block, each)?,
            Err(Block::TooLong) => {
                let what = format!("has a record, number {count}, of {length} bytes, which was not read");
                each(Err(input.problem(what)))?;
            }
            Err(Block::Io(error)) => return each(Err(cut_off(input, count - 1, &io_message(&error)))),
        }
    }
}

fn cut_off(input: &Input<'_>, read: u64, what: &str) -> super::Problem {
    let rest = format!("the {read} records before this were read, what follows was not");
    input.problem(format!("is a broken web archive: {what}")).advise(rest)
}

enum Start {
    /// The line that begins a record was read, after bytes that belong to none.
    Record {
        stray: u64,
    },
    End,
}

/// Reads up to the next line that begins a record; between two records there are empty lines.
fn find_record(reader: &mut dyn BufRead) -> io::Result<Start> {
    let mut stray = 0;
    loop {
        let line = read_line(reader)?;
        if line.is_empty() {
            // What follows the last record is no loss to speak of, unless it is all there is.
            return Ok(Start::End);
        }
        if line.starts_with(b"WARC/") {
            return Ok(Start::Record { stray });
        }
        if !line.trim_ascii().is_empty() {
            stray += line.len() as u64;
        }
    }
}

/// A line with its end, or as much of it as a line may have; empty at the end of the stream.
fn read_line(reader: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    reader.take(MOST_LINE).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// Names in lower case, and values.
struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads up to the empty line.
    fn read(reader: &mut dyn BufRead) -> io::Result<Headers> {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut length = 0;
        loop {
            let line = read_line(reader)?;
            length += line.len();
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() || length > MOST_HEADER {
                return Ok(Headers(headers));
            }
            match (text.split_once(':'), headers.last_mut()) {
                // A line that begins with white space goes on with the one before.
                (_, Some((_, value))) if text.starts_with([' ', '\t']) => {
                    value.push(' ');
                    value.push_str(text.trim());
                }
                (Some((name, value)), _) => {
                    headers.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
                }
                _ => {}
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn mentions(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.to_ascii_lowercase().contains(word))
    }
}

enum Block {
    TooLong,
    Io(io::Error),
}

/// The content of a record that may hold a report; that of any other is passed over.
fn take_block(reader: &mut dyn BufRead, header: &Headers, length: u64, limit: usize) -> Result<Option<Vec<u8>>, Block> {
    let kind = header.get("warc-type").unwrap_or_default().to_ascii_lowercase();
    let wanted = match kind.as_str() {
        "response" => header.mentions("content-type", "http"),
        "resource" => header.mentions("content-type", "html"),
        "conversion" => header.mentions("content-type", "text/plain") || header.mentions("content-type", "html"),
        _ => false,
    };
    let mut block = reader.take(length);
    if !wanted || length > limit as u64 {
        let passed = io::copy(&mut block, &mut io::sink()).map_err(Block::Io)?;
        if passed < length {
            return Err(Block::Io(io::Error::new(io::ErrorKind::InvalidData, "it ends within a record")));
        }
        return if wanted { Err(Block::TooLong) } else { Ok(None) };
    }
    let mut bytes = Vec::new();
    block.read_to_end(&mut bytes).map_err(Block::Io)?;
    Ok(Some(bytes))
}

fn give(input: &Input<'_>, header: &Headers, block: &[u8], each: &mut Sink<'_>) -> ControlFlow<()> {
    let url = header.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']));
    let record = header.get("warc-record-id").map(|id| id.trim_matches(['<', '>']).trim_start_matches("urn:uuid:"));
    let id = record.filter(|id| !id.is_empty()).unwrap_or(&input.id);
    let kind = header.get("content-type").unwrap_or_default();
    if kind.contains("http") {
        return give_response(input, id, url, block, each);
    }
    if kind.contains("html") {
        return html::give(input, Page { bytes: block, charset: of_content_type(kind), id, url }, each);
    }
    let decoded = match input.decode(block, of_content_type(kind)) {
        Ok(decoded) => decoded,
        Err(_) => return each(Err(not_text(&input.path, None, input.options.encoding))),
    };
    let value = |field: SourceField| match field {
        SourceField::Text => Some(decoded.text.to_string()),
        SourceField::Url => url.map(str::to_string),
        _ => None,
    };
    let standing = Standing { id, line: None, encoding: decoded.encoding.clone() };
    input.give(value, standing, || input.problem("is a text without words"), each)
}

/// Gives the page of an HTTP response. Pictures, scripts, errors and redirections are no reports.
fn give_response(
    input: &Input<'_>,
    id: &str,
    url: Option<&str>,
    mut block: &[u8],
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    let reader: &mut dyn BufRead = &mut block;
    let status = read_line(reader).unwrap_or_default();
    let is_good = status.split(|byte| *byte == b' ').nth(1) == Some(b"200");
    let Ok(headers) = Headers::read(reader) else { return ControlFlow::Continue(()) };
    if !is_good || !(headers.mentions("content-type", "html") || headers.get("content-type").is_none()) {
        return ControlFlow::Continue(());
    }
    let body = if headers.mentions("transfer-encoding", "chunked") { unchunked(block) } else { None };
    let body = body.as_deref().unwrap_or(block);
    let bytes = match unpacked(input, &headers, body) {
        Ok(bytes) => bytes,
        Err(what) => return each(Err(input.problem(what))),
    };
    let charset = headers.get("content-type").and_then(of_content_type);
    html::give(input, Page { bytes: &bytes, charset, id, url }, each)
}

/// A body out of its chunks; `None` when it is in none, as in archives that store what the crawler made of it.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = memchr::memchr(b'\n', body)?;
        let line = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = body.get(end + 1..)?;
        if size == 0 {
            return Some(whole);
        }
        // The last chunk may be cut off.
        whole.extend_from_slice(body.get(..size.min(body.len()))?);
        let Some(rest) = body.get(size..) else { return Some(whole) };
        body = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
        if body.is_empty() {
            return Some(whole);
        }
    }
}

/// A body as it was before the server packed it; as it is where the archive holds it unpacked already.
fn unpacked(input: &Input<'_>, headers: &Headers, body: &[u8]) -> Result<Vec<u8>, String> {
    let coding = headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let decoder: Box<dyn Read + '_> = match coding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => Box::new(flate2::read::MultiGzDecoder::new(body)),
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            Box::new(flate2::read::ZlibDecoder::new(body))
        }
        "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => {
            Box::new(zstd::stream::read::Decoder::new(body).map_err(|error| io_message(&error))?)
        }
        "br" if !body.trim_ascii_start().starts_with(b"<") => {
            return Err("is a page that is packed with br, which is not read".to_string());
        }
        _ => return Ok(body.to_vec()),
    };
    let mut bytes = Vec::new();
    let limited = Unpacked { inner: decoder, budget: input.budget.clone() };
    limited.take(html::MOST_HTML as u64 + 1).read_to_end(&mut bytes).map_err(|error| io_message(&error))?;
    Ok(bytes)
}

#[cfg(test)]
#[path = "warc_tests.rs"]
mod tests;
