//! Making and opening an index: its directory, its format, its reader. What is not an index, is damaged or was made
//! by another version ends in an error that says so.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{IndexReader, IndexSettings, ReloadPolicy, Searcher};
use xxhash_rust::xxh3::Xxh3;

use super::IndexError;
use super::parents::ParentsCache;
use super::schema::{FORMAT, Fields, schema};
use super::terms::{TERMS, Terms};

/// The file that says which format an index has.
const FORMAT_FILE: &str = "warwire.json";
/// The file that the engine replaces with every commit.
const ENGINE_FILE: &str = "meta.json";

#[derive(Serialize, Deserialize)]
struct FormatFile {
    format: u32,
    made_by: String,
}

/// An index that can be read; several processes may read one at a time.
pub struct Index {
    pub(super) engine: tantivy::Index,
    pub(super) reader: IndexReader,
    pub(crate) fields: Fields,
    pub(crate) parents: Arc<ParentsCache>,
    pub(super) directory: Option<PathBuf>,
    /// When the engine's file was last seen to change.
    seen: Mutex<Option<(SystemTime, u64)>>,
    /// Whether this process has a writer.
    pub(super) writing: Arc<AtomicBool>,
}

impl Index {
    /// Opens the index in a directory, or makes an empty one there.
    pub fn create_or_open(directory: &Path) -> Result<Index, IndexError> {
        if directory.join(ENGINE_FILE).exists() {
            return Index::open(directory);
        }
        let failed = |error| IndexError::Io { path: directory.to_path_buf(), error };
        std::fs::create_dir_all(directory).map_err(failed)?;
        if directory.join(FORMAT_FILE).exists() {
            // Made by another version that died before its first commit, or by one that is at work just now.
            check_format(directory)?;
        }
        write_format(directory)?;
        let files = MmapDirectory::open(directory).map_err(|error| damaged(directory, error))?;
        let (schema, fields) = schema();
        let builder = tantivy::Index::builder().schema(schema).settings(settings());
        let engine = builder.open_or_create(files).map_err(|error| damaged(directory, error))?;
        Index::with_engine(engine, fields, Some(directory))
    }

    /// Opens an index for reading.
    pub fn open(directory: &Path) -> Result<Index, IndexError> {
        if !directory.join(ENGINE_FILE).exists() {
            return Err(IndexError::Absent(directory.to_path_buf()));
        }
        check_format(directory)?;
        let engine = tantivy::Index::open_in_dir(directory).map_err(|error| damaged(directory, error))?;
        let (schema, fields) = schema();
        if engine.schema() != schema {
            return Err(damaged(directory, "its fields are not those of its format"));
        }
        Index::with_engine(engine, fields, Some(directory))
    }

    /// An empty index that is gone when dropped.
    pub fn in_memory() -> Result<Index, IndexError> {
        let (schema, fields) = schema();
        let builder = tantivy::Index::builder().schema(schema).settings(settings());
        Index::with_engine(builder.create_in_ram()?, fields, None)
    }

    fn with_engine(engine: tantivy::Index, fields: Fields, directory: Option<&Path>) -> Result<Index, IndexError> {
        engine.tokenizers().register(TERMS, Terms::default());
        let directory = directory.map(Path::to_path_buf);
        let seen = directory.as_deref().and_then(change_of);
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader: IndexReader = reader.map_err(|error: tantivy::TantivyError| match &directory {
            Some(directory) => damaged(directory, error),
            None => error.into(),
        })?;
        Ok(Index {
            engine,
            reader,
            fields,
            parents: Arc::default(),
            directory,
            seen: Mutex::new(seen),
            writing: Arc::default(),
        })
    }

    /// The state of the last commit. It does not change under the caller, whatever is written meanwhile.
    pub(crate) fn searcher(&self) -> Result<Searcher, IndexError> {
        if let Some(directory) = &self.directory {
            let now = change_of(directory);
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if now != *seen {
                self.reader.reload()?;
                *seen = now;
            }
        }
        Ok(self.reader.searcher())
    }

    /// A number that changes with every commit, the same for every process that reads the same state.
    pub fn generation(&self) -> Result<u64, IndexError> {
        let searcher = self.searcher()?;
        let mut hasher = Xxh3::new();
        for segment in searcher.segment_readers() {
            hasher.update(segment.segment_id().uuid_string().as_bytes());
            hasher.update(&segment.delete_opstamp().unwrap_or_default().to_le_bytes());
        }
        Ok(hasher.digest())
    }

    /// Makes a commit of this process visible to its own readers.
    pub(super) fn reload(&self) -> Result<(), IndexError> {
        Ok(self.reader.reload()?)
    }
}

/// How texts and records are kept: half as large as by the engine's own settings. A larger block takes longer to
/// unpack for one record, and is hardly smaller.
fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
        docstore_blocksize: 64 * 1024,
        ..IndexSettings::default()
    }
}

/// Time and size of the engine's file: another pair means another commit.
fn change_of(directory: &Path) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(directory.join(ENGINE_FILE)).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn damaged(directory: &Path, message: impl ToString) -> IndexError {
    IndexError::Damaged { path: directory.to_path_buf(), message: message.to_string() }
}

fn check_format(directory: &Path) -> Result<(), IndexError> {
    let path = directory.join(FORMAT_FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(damaged(directory, format!("{FORMAT_FILE} is missing; is this an index of warwire?")));
        }
        Err(error) => return Err(IndexError::Io { path, error }),
    };
    let file: FormatFile =
        serde_json::from_str(&text).map_err(|error| damaged(directory, format!("{FORMAT_FILE}: {error}")))?;
    let found = file.format;
    match found.cmp(&FORMAT) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(IndexError::Newer { path: directory.to_path_buf(), found, known: FORMAT }),
        std::cmp::Ordering::Less => Err(IndexError::Older { path: directory.to_path_buf(), found, known: FORMAT }),
    }
}

/// Writes the format file whole or not at all.
fn write_format(directory: &Path) -> Result<(), IndexError> {
    let path = directory.join(FORMAT_FILE);
    let failed = |error| IndexError::Io { path: path.clone(), error };
    let file = FormatFile { format: FORMAT, made_by: format!("warwire {}", env!("CARGO_PKG_VERSION")) };
    let text = serde_json::to_string(&file).map_err(|error| IndexError::Engine(error.to_string()))?;
    let mut draft = tempfile::NamedTempFile::new_in(directory).map_err(failed)?;
    std::io::Write::write_all(&mut draft, format!("{text}\n").as_bytes()).map_err(failed)?;
    draft.persist(&path).map_err(|error| failed(error.error))?;
    Ok(())
}
