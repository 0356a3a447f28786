//! Opens a file as a stream: strips a byte order mark, turns UTF-16 into UTF-8, and keeps the first bytes to recognise
//! the format by. This module must not know the formats.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE};

/// How many bytes of a file are looked at to recognise its format.
pub const HEAD: usize = 64 * 1024;

/// An opened file: its first bytes, and all of it from the start.
pub struct Stream<'r> {
    pub head: Vec<u8>,
    pub reader: Box<dyn BufRead + 'r>,
    /// Bytes of the file before the first byte of `reader`; `None` when `reader` is a translation whose offsets are
    /// not the file's.
    pub offset: Option<u64>,
    /// What it was translated from.
    pub translated: Option<&'static Encoding>,
}

/// Opens a regular file; pipes and devices, which could block a run or never end, are not opened. `progress` counts
/// the bytes read.
pub fn open(path: &Path, progress: Option<Arc<AtomicU64>>) -> io::Result<Counting<File>> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "is a directory"));
    }
    if !kind.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "is no regular file and was not opened"));
    }
    Ok(Counting { inner: File::open(path)?, progress })
}

/// A stream out of any reader.
pub fn from_reader<'r>(mut reader: impl Read + 'r) -> io::Result<Stream<'r>> {
    let head = read_head(&mut reader)?;
    if let Some((encoding, mark)) = Encoding::for_bom(&head) {
        let body = head.get(mark..).unwrap_or_default().to_vec();
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let mut translated = translate(chained(body, reader), encoding);
            let head = read_head(&mut translated)?;
            let reader = chained(head.clone(), translated);
            return Ok(Stream { reader, head, offset: None, translated: Some(encoding) });
        }
        let reader = chained(body.clone(), reader);
        return Ok(Stream { reader, head: body, offset: Some(mark as u64), translated: None });
    }
    Ok(Stream { reader: chained(head.clone(), reader), head, offset: Some(0), translated: None })
}

fn read_head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn chained<'r>(head: Vec<u8>, rest: impl Read + 'r) -> Box<dyn BufRead + 'r> {
    Box::new(BufReader::with_capacity(HEAD, Cursor::new(head).chain(rest)))
}

/// Counts what passes through.
pub struct Counting<R> {
    pub inner: R,
    progress: Option<Arc<AtomicU64>>,
}

impl<R: io::Seek> io::Seek for Counting<R> {
    fn seek(&mut self, position: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(progress) = &self.progress {
            progress.fetch_add(count as u64, Ordering::Relaxed);
        }
        Ok(count)
    }
}

/// A stream in `encoding` as UTF-8, for formats that are read as one stream.
pub fn translate<'r>(raw: Box<dyn BufRead + 'r>, encoding: &'static Encoding) -> Box<dyn BufRead + 'r> {
    let decoder = encoding.new_decoder_without_bom_handling();
    let translated = Translated { raw, decoder, name: encoding.name(), ready: Cursor::default(), ended: false };
    Box::new(BufReader::with_capacity(HEAD, translated))
}

/// What is not in the encoding is an error, not a replacement character.
struct Translated<'r> {
    raw: Box<dyn BufRead + 'r>,
    decoder: Decoder,
    name: &'static str,
    ready: Cursor<Vec<u8>>,
    ended: bool,
}

impl Read for Translated<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.ready.read(buffer)?;
            if count > 0 || self.ended {
                return Ok(count);
            }
            let mut output = vec![0; HEAD];
            let input = self.raw.fill_buf()?;
            let last = input.is_empty();
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(input, &mut output, last);
            self.raw.consume(read);
            output.truncate(written);
            self.ready = Cursor::new(output);
            if matches!(result, DecoderResult::Malformed(..)) {
                return Err(io::Error::new(io::ErrorKind::InvalidData, format!("is not valid {}", self.name)));
            }
            self.ended = last && result == DecoderResult::InputEmpty;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: Vec<u8>) -> io::Result<String> {
        let mut text = String::new();
        from_reader(Cursor::new(bytes))?.reader.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn byte_order_marks_are_stripped_and_utf16_is_translated() {
        assert_eq!(text_of(b"\xef\xbb\xbfplain".to_vec()).unwrap(), "plain");
        let report = "Raqqa \u{2014} 20 dead \u{1f54a}. ".repeat(9000);
        for big_endian in [false, true] {
            let mark = std::iter::once(0xfeffu16);
            let units = mark.chain(report.encode_utf16());
            let bytes = units.flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() });
            assert_eq!(text_of(bytes.collect()).unwrap(), report);
        }
    }

    #[test]
    fn broken_utf16_is_an_error() {
        let error = text_of(b"\xff\xfea\0\x00\xd8b\0".to_vec()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}
