//! Opens what is packed: gzip, zstd, tar and zip, each within the other to a small depth, streaming. Nothing is ever
//! written under a name out of an archive. This module must not read articles; it hands files to their readers.

use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::budget::Unpacked;
use super::format::{self, Format, Packing, Unreadable};
use super::input::{Input, io_message};
use super::stream::{self, Stream};
use super::{Sink, encoding, feed, html, json, newswire, pdf, plain, table, walk, warc};
use crate::article::EncodingFrom;

/// How many packings may lie within each other: `wire.tar.gz` has two.
const MOST_DEPTH: u8 = 4;
/// The most entries of one archive that are read.
const MOST_ENTRIES: usize = 1_000_000;
/// What a zip archive within another may have: it is copied to a file without a name before it is read.
const MOST_COPIED: u64 = 4 * 1024 * 1024 * 1024;
/// What the list of contents of a zip archive may have, since it is held in memory.
const MOST_CONTENTS: u64 = 64 * 1024 * 1024;
/// The longest name of a tar entry.
const MOST_NAME: u64 = 64 * 1024;

/// Reads a stream of any format.
pub fn read(mut input: Input<'_>, reader: impl Read, each: &mut Sink<'_>) -> ControlFlow<()> {
    let Stream { head, reader, offset, translated } = match stream::from_reader(reader) {
        Ok(stream) => stream,
        Err(error) => return each(Err(input.problem(io_message(&error)))),
    };
    input.offset = offset.filter(|_| input.depth == 0);
    input.translated = translated.map(|encoding| encoding::note(encoding, EncodingFrom::Mark));
    match format::recognise(&head, &input.name, &input.options.mapping) {
        Ok(Format::Plain) => plain::read(&input, reader, each),
        Ok(Format::Json) => json::read_document(&input, reader, each),
        Ok(Format::JsonLines) => json::read_lines(&input, reader, each),
        Ok(Format::Table { delimiter }) => table::read(&input, reader, delimiter, each),
        Ok(Format::Html) => html::read(&input, reader, each),
        Ok(Format::Feed) => feed::read(&input, reader, &head, each),
        Ok(Format::Newswire) => newswire::read(&input, reader, &head, each),
        Ok(Format::Warc) => warc::read(&input, reader, each),
        Ok(Format::Pdf) => pdf::read(&input, reader, each),
        Ok(Format::Packed(packing)) => unpack(&input, packing, reader, each),
        Err(Unreadable::Empty) => each(Err(input.problem("is empty"))),
        Err(Unreadable::Binary(Some(kind))) => each(Err(input.problem(format!("is {kind}, which is not read")))),
        Err(Unreadable::Binary(None)) => each(Err(input.problem("is no text: it holds zero bytes"))),
        Err(Unreadable::Xml(root)) => {
            each(Err(input.problem(format!("is XML of a kind that is not read: it begins with <{root}>"))))
        }
    }
}

fn unpack(input: &Input<'_>, packing: Packing, reader: Box<dyn BufRead + '_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    if input.depth >= MOST_DEPTH {
        let what = format!("is packed more than {MOST_DEPTH} times over and was not opened");
        return each(Err(input.problem(what)));
    }
    match packing {
        Packing::Gzip => single(input, flate2::bufread::MultiGzDecoder::new(reader), &["gz", "tgz"], each),
        Packing::Zstd => match zstd::stream::read::Decoder::with_buffer(reader) {
            Ok(decoder) => single(input, decoder, &["zst", "zstd", "tzst"], each),
            Err(error) => each(Err(input.problem(io_message(&error)))),
        },
        Packing::Tar => read_tar(input, reader, each),
        Packing::Zip => read_zip(input, reader, each),
    }
}

/// Reads what one compressed file holds, under its name without the extension of the packing.
fn single(input: &Input<'_>, decoder: impl Read, extensions: &[&str], each: &mut Sink<'_>) -> ControlFlow<()> {
    let extension = input.name.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let is_packing = extensions.iter().any(|known| extension.eq_ignore_ascii_case(known));
    let inner = if is_packing { input.name.with_extension("") } else { input.name.clone() };
    let id = match input.id.rsplit_once('.') {
        Some((stem, last)) if is_packing && last == extension => walk::default_id(Path::new(stem)),
        _ => input.id.clone(),
    };
    // Messages name the file that is there, not the name it has inside.
    let mut within = input.within(Arc::clone(&input.path), id);
    within.name = inner;
    read(within, Unpacked { inner: decoder, budget: input.budget.clone() }, each)
}

/// Reads one entry of an archive.
fn read_entry(input: &Input<'_>, name: &str, reader: impl Read, each: &mut Sink<'_>) -> ControlFlow<()> {
    let path = Path::new(name);
    let file_name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    if !walk::is_report(&file_name) || name.starts_with("__MACOSX/") {
        return ControlFlow::Continue(());
    }
    let shown: Arc<Path> = Path::new(&format!("{}!/{name}", input.path.display())).into();
    // Only the plain parts of the name: what leads upwards, or to the root, leads nowhere.
    let id = format!("{}/{}", input.id, walk::default_id(path));
    read(input.within(shown, id), reader, each)
}

/// Tar is read raw: what other tools take for extended headers is read here, with a limit on its length.
fn read_tar(input: &Input<'_>, reader: Box<dyn BufRead + '_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let mut archive = tar::Archive::new(reader);
    let broken = |error: &io::Error, read: usize| {
        let rest = format!("the {read} entries before this were read, what follows was not");
        input.problem(format!("is a broken tar archive: {}", io_message(error))).advise(rest)
    };
    let entries = match archive.entries() {
        Ok(entries) => entries.raw(true),
        Err(error) => return each(Err(broken(&error, 0))),
    };
    let mut long_name = None;
    for (count, entry) in entries.enumerate() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return each(Err(broken(&error, count))),
        };
        if count >= MOST_ENTRIES {
            return each(Err(input.problem(format!("has more than {MOST_ENTRIES} entries; the rest was not read"))));
        }
        let kind = entry.header().entry_type();
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            let mut bytes = Vec::new();
            if let Err(error) = entry.take(MOST_NAME).read_to_end(&mut bytes) {
                return each(Err(broken(&error, count)));
            }
            let name = if kind.is_gnu_longname() { Some(bytes.as_slice()) } else { pax_path(&bytes) };
            let name = name.map(|name| String::from_utf8_lossy(name).trim_end_matches('\0').to_string());
            long_name = name.or(long_name);
            continue;
        }
        let short = || String::from_utf8_lossy(&entry.header().path_bytes()).into_owned();
        let name = long_name.take().unwrap_or_else(short);
        match () {
            _ if kind.is_file() || kind.is_contiguous() => read_entry(input, &name, entry, each)?,
            _ if kind.is_symlink() || kind.is_hard_link() => {
                let what = format!("holds {name:?}, a link, which was not followed");
                each(Err(input.problem(what).into_remark()))?;
            }
            // Directories, and what the archiver notes for itself.
            _ => {}
        }
    }
    ControlFlow::Continue(())
}

/// The path that a pax header gives: records of `LENGTH KEY=VALUE\n`.
fn pax_path(records: &[u8]) -> Option<&[u8]> {
    records.split(|byte| *byte == b'\n').find_map(|record| {
        let space = memchr::memchr(b' ', record)?;
        record.get(space + 1..)?.strip_prefix(b"path=")
    })
}

/// A zip archive is read by its list of contents, which stands at the end: one that comes as a stream is first copied
/// to a file that has no name and is gone when closed.
fn read_zip(input: &Input<'_>, reader: Box<dyn BufRead + '_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let opened = if input.depth == 0 && input.file.is_file() {
        drop(reader);
        stream::open(&input.file, input.options.progress.clone()).map(|counting| counting.inner)
    } else {
        copied(reader)
    };
    let file = match opened {
        Ok(file) => file,
        Err(error) => return each(Err(input.problem(io_message(&error)))),
    };
    if input.depth == 0 {
        // All of it may be read, in any order.
        input.budget.add_read(file.metadata().map(|metadata| metadata.len()).unwrap_or(0));
    }
    let mut file = io::BufReader::new(file);
    let broken = |error: &dyn std::fmt::Display| input.problem(format!("is a broken zip archive: {error}"));
    match contents_size(&mut file) {
        Ok(size) if size <= MOST_CONTENTS => {}
        Ok(size) => {
            return each(Err(input.problem(format!("is a zip archive with a list of contents of {size} bytes"))));
        }
        Err(error) => return each(Err(broken(&error))),
    }
    let mut archive = match zip::ZipArchive::new(file) {
        Ok(archive) => archive,
        Err(error) => return each(Err(broken(&error))),
    };
    if archive.index_for_name("[Content_Types].xml").or(archive.index_for_name("mimetype")).is_some() {
        return each(Err(input.problem("is an office document or a book, which is not read")));
    }
    let count = archive.len();
    for index in 0..count.min(MOST_ENTRIES) {
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                let what = format!("has an entry, number {}, that cannot be read: {error}", index + 1);
                each(Err(input.problem(what)))?;
                continue;
            }
        };
        let name = entry.name().map(|name| name.into_owned()).unwrap_or_else(|_| format!("entry {}", index + 1));
        if entry.is_dir() {
            continue;
        }
        if entry.is_symlink() {
            let what = format!("holds {name:?}, a link, which was not followed");
            each(Err(input.problem(what).into_remark()))?;
            continue;
        }
        read_entry(input, &name, Unpacked { inner: entry, budget: input.budget.clone() }, each)?;
    }
    if count > MOST_ENTRIES {
        return each(Err(input.problem(format!("has more than {MOST_ENTRIES} entries; the rest was not read"))));
    }
    ControlFlow::Continue(())
}

fn copied(reader: Box<dyn BufRead + '_>) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    let copied = io::copy(&mut reader.take(MOST_COPIED + 1), &mut file)?;
    if copied > MOST_COPIED {
        let what = format!("is a zip archive of more than {MOST_COPIED} bytes within another file");
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// How many bytes the list of contents takes: all between its beginning, or half the file, whichever is less. Read
/// before the archive is opened, because opening it holds the list in memory.
fn contents_size(file: &mut (impl Read + Seek)) -> io::Result<u64> {
    const RECORD: usize = 22;
    let length = file.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(RECORD as u64 + 65_535);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(RECORD as u64 + 65_535).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let Some(at) = memchr::memmem::rfind(&tail, b"PK\x05\x06") else {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it has no list of contents"));
    };
    let number = |from: usize| tail.get(at + from..at + from + 4).and_then(|bytes| bytes.try_into().ok());
    let size = number(12).map_or(u32::MAX, u32::from_le_bytes);
    // Marked as told elsewhere, in the larger form: then it is bounded by the file.
    Ok(if size == u32::MAX { length / 2 } else { u64::from(size) })
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
