//! Opens a file as a stream of UTF-8: strips a byte order mark, turns UTF-16 into UTF-8, and keeps the first bytes to
//! recognise the format by. An encoding is never guessed: it is UTF-8, or a mark says so, or the user does.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes of a file are looked at to recognise its format.
pub const HEAD: usize = 64 * 1024;

/// An opened file: its first bytes, and all of it from the start.
pub struct Stream {
    pub head: Vec<u8>,
    pub reader: Box<dyn BufRead>,
    /// Bytes of the file before the first byte of `reader`; `None` when `reader` is a translation whose offsets are
    /// not the file's.
    pub offset: Option<u64>,
}

/// Opens a file. `progress` counts the bytes read.
pub fn open(path: &Path, progress: Option<Arc<AtomicU64>>) -> io::Result<Stream> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::other("is a directory"));
    }
    from_reader(Counting { inner: file, progress })
}

/// The same for any reader.
pub fn from_reader(mut reader: impl Read + 'static) -> io::Result<Stream> {
    let head = read_head(&mut reader)?;
    if let Some((encoding, mark)) = Encoding::for_bom(&head) {
        let body = head.get(mark..).unwrap_or_default().to_vec();
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let mut translated = translate(chained(body, reader), encoding);
            let head = read_head(&mut translated)?;
            return Ok(Stream { reader: chained(head.clone(), translated), head, offset: None });
        }
        return Ok(Stream { reader: chained(body.clone(), reader), head: body, offset: Some(mark as u64) });
    }
    Ok(Stream { reader: chained(head.clone(), reader), head, offset: Some(0) })
}

fn read_head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn chained(head: Vec<u8>, rest: impl Read + 'static) -> Box<dyn BufRead> {
    Box::new(BufReader::with_capacity(HEAD, Cursor::new(head).chain(rest)))
}

/// Counts what passes through.
struct Counting<R> {
    inner: R,
    progress: Option<Arc<AtomicU64>>,
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

/// Bytes as text: UTF-8, or `fallback` where the user named one. `Err` gives the offset of the first byte that is
/// neither.
pub fn decode<'a>(bytes: &'a [u8], fallback: Option<&'static Encoding>) -> Result<Cow<'a, str>, usize> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => match fallback.and_then(|encoding| decode_whole(bytes, encoding)) {
            Some(text) => Ok(Cow::Owned(text)),
            None => Err(error.valid_up_to()),
        },
    }
}

fn decode_whole(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    // The web's windows-1252 gives the five unassigned bytes to control characters; in a report they are damage.
    let unassigned = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    if encoding == WINDOWS_1252 && bytes.iter().any(unassigned) {
        return None;
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// A stream in `encoding` as UTF-8, for formats that are read as one stream.
pub fn translate(raw: Box<dyn BufRead>, encoding: &'static Encoding) -> Box<dyn BufRead> {
    let decoder = encoding.new_decoder_without_bom_handling();
    let translated = Translated { raw, decoder, name: encoding.name(), ready: Cursor::default(), ended: false };
    Box::new(BufReader::with_capacity(HEAD, translated))
}

/// What is not in the encoding is an error, not a replacement character.
struct Translated {
    raw: Box<dyn BufRead>,
    decoder: Decoder,
    name: &'static str,
    ready: Cursor<Vec<u8>>,
    ended: bool,
}

impl Read for Translated {
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

    #[test]
    fn other_encodings_are_read_only_when_named() {
        assert_eq!(decode("é".as_bytes(), None).unwrap(), "é");
        assert_eq!(decode(b"Saad\xe9 said", None), Err(4));
        assert_eq!(decode(b"Saad\xe9 said", Some(WINDOWS_1252)).unwrap(), "Saadé said");
        assert_eq!(decode(b"Saad\x81 said", Some(WINDOWS_1252)), Err(4));
    }
}
