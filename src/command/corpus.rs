//! `--corpus PATH`: an index of a file or directory, kept in the user's cache and made anew when a file is new, changed
//! or gone. The check costs one look at every file's size and time; only where these differ is a file's content read.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::reading::{self, Run};
use super::{index, interrupt, knowledge};
use crate::cli::{Global, Place};
use crate::index::Index;
use crate::source::{self, Options};

/// Version of the manifest and of what it stands for.
const FORMAT: u32 = 1;

/// What a cached index was made from.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    /// The program, the lexicons and the reading options: another one might read other figures.
    made_by: String,
    /// Name of the directory that holds the index.
    index: String,
    files: Vec<FileState>,
    /// Problems that lost articles when it was made.
    lost: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct FileState {
    path: PathBuf,
    size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
    hash: String,
}

/// Opens the index that a command asks for: the one of a directory, or the cached one of a corpus.
pub fn open(place: &Place, global: &Global) -> anyhow::Result<Index> {
    match &place.corpus {
        None => Ok(Index::open(&place.index)?),
        Some(corpus) => open_corpus(corpus, &place.reading, global),
    }
}

fn open_corpus(corpus: &Path, reading: &crate::cli::Reading, global: &Global) -> anyhow::Result<Index> {
    let canonical = fs::canonicalize(corpus).with_context(|| format!("--corpus {}", corpus.display()))?;
    let root = if canonical.is_dir() { Some(canonical.clone()) } else { canonical.parent().map(Path::to_path_buf) };
    let options = Options { root, ..reading::options(reading)? };
    let made_by = made_by(reading, global)?;
    let directory = cache_directory(&canonical)?;
    fs::create_dir_all(&directory).with_context(|| format!("cannot make the cache {}", directory.display()))?;

    if let Some(index) = open_if_current(&directory, &canonical, &made_by, global)? {
        return Ok(index);
    }
    // One process builds; another that waited for it finds its work.
    let lock = File::create(directory.join("lock")).with_context(|| directory.display().to_string())?;
    lock.lock().with_context(|| format!("cannot lock the cache {}", directory.display()))?;
    if let Some(index) = open_if_current(&directory, &canonical, &made_by, global)? {
        return Ok(index);
    }
    build(&directory, &canonical, made_by, options, global)
}

/// The cached index, when it is still that of the files as they are now.
fn open_if_current(directory: &Path, corpus: &Path, made_by: &str, global: &Global) -> anyhow::Result<Option<Index>> {
    let Some(manifest) = read_manifest(directory) else { return Ok(None) };
    if manifest.format != FORMAT || manifest.made_by != made_by {
        return Ok(None);
    }
    let Some(files) = unchanged(&manifest.files, corpus) else { return Ok(None) };
    // A file that was touched and not changed is remembered with its new time.
    let manifest = if files == manifest.files { manifest } else { renewed(directory, Manifest { files, ..manifest })? };
    if manifest.lost > 0 && !global.quiet {
        let lost = crate::render::number(manifest.lost);
        eprintln!(
            "{lost} articles or files were skipped when {} was read; `warwire annotate` names them",
            corpus.display()
        );
    }
    // A damaged or vanished index is made anew.
    let path = directory.join(&manifest.index);
    hold(&path);
    Ok(Index::open(&path).ok())
}

/// The file in an index's directory that its readers lock together.
const HELD: &str = "held";

/// Keeps an index from being removed as long as this process lives: a server reads it long after another run has made
/// a newer one. Where that cannot be had, the index is read all the same.
fn hold(index: &Path) {
    if let Ok(file) = File::options().create(true).append(true).open(index.join(HELD))
        && file.lock_shared().is_ok()
    {
        // The lock ends with the process.
        std::mem::forget(file);
    }
}

/// Whether some process reads an index.
fn is_held(index: &Path) -> bool {
    File::open(index.join(HELD)).is_ok_and(|file| file.try_lock().is_err())
}

fn renewed(directory: &Path, manifest: Manifest) -> anyhow::Result<Manifest> {
    write_manifest(directory, &manifest)?;
    Ok(manifest)
}

/// The files' present states, when they are the same files with the same content.
fn unchanged(known: &[FileState], corpus: &Path) -> Option<Vec<FileState>> {
    let mut known = known.iter();
    let mut present = Vec::new();
    for path in source::files(corpus).flatten() {
        let before = known.next().filter(|before| before.path == path)?;
        let (size, modified) = size_and_time(&path)?;
        if size != before.size {
            return None;
        }
        let state = FileState { path, size, modified, hash: before.hash.clone() };
        if modified != before.modified && content_hash(&state.path)? != before.hash {
            return None;
        }
        present.push(state);
    }
    known.next().is_none().then_some(present)
}

/// Makes the index in a directory of its own and puts it in the place of the former one.
fn build(directory: &Path, corpus: &Path, made_by: String, options: Options, global: &Global) -> anyhow::Result<Index> {
    interrupt::watch();
    // The states are taken before the content: a file that changes meanwhile is noticed by the next run.
    let files = source::files(corpus).flatten().filter_map(file_state).collect();
    let building = tempfile::Builder::new().prefix("index-").tempdir_in(directory)?;
    let index = Index::create_or_open(building.path())?;
    let knowledge = knowledge::World::open(global.lexicon.as_deref())?.knowledge();
    let paths = [corpus.to_path_buf()];
    let tally = index::fill(
        &index,
        Run { paths: &paths, options, knowledge: &knowledge, quiet: global.quiet, verbose: false },
    )?;
    if tally.interrupted {
        bail!("interrupted: the index of {} was not made", corpus.display());
    }
    if tally.articles == 0 {
        bail!("{}: no article could be read", corpus.display());
    }
    if !global.quiet {
        eprintln!("{}", tally.summary("indexed"));
    }
    drop(index);
    let path = building.keep();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    write_manifest(directory, &Manifest { format: FORMAT, made_by, index: name.clone(), files, lost: tally.lost })?;
    hold(&path);
    remove_others(directory, &name);
    Ok(Index::open(&path)?)
}

/// Removes indexes that no manifest names and no process reads any more.
fn remove_others(directory: &Path, keep: &str) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("index-") && name != keep && !is_held(&entry.path()) {
            // What cannot be removed now is removed the next time.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn read_manifest(directory: &Path) -> Option<Manifest> {
    let text = fs::read(directory.join("manifest.json")).ok()?;
    serde_json::from_slice(&text).ok()
}

fn write_manifest(directory: &Path, manifest: &Manifest) -> anyhow::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    serde_json::to_writer(&mut file, manifest)?;
    file.persist(directory.join("manifest.json"))?;
    Ok(())
}

fn file_state(path: PathBuf) -> Option<FileState> {
    let (size, modified) = size_and_time(&path)?;
    let hash = content_hash(&path).unwrap_or_default();
    Some(FileState { path, size, modified, hash })
}

fn size_and_time(path: &Path) -> Option<(u64, u128)> {
    let metadata = fs::metadata(path).ok()?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), modified.as_nanos()))
}

fn content_hash(path: &Path) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let mut hasher = Xxh3::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer).ok()? {
            0 => break,
            count => hasher.update(buffer.get(..count)?),
        }
    }
    Some(format!("{:032x}", hasher.digest128()))
}

/// Where the index of a corpus is kept.
fn cache_directory(canonical: &Path) -> anyhow::Result<PathBuf> {
    let cache = super::user_directory("XDG_CACHE_HOME", ".cache")
        .context("there is no home directory to keep the index in: set XDG_CACHE_HOME, or use `warwire index`")?;
    let key = xxh3_128(canonical.as_os_str().as_encoded_bytes());
    Ok(cache.join(format!("{key:032x}-{FORMAT}")))
}

/// Tells this program, its lexicons and its reading options from others.
fn made_by(reading: &crate::cli::Reading, global: &Global) -> anyhow::Result<String> {
    let program = std::env::current_exe().ok().and_then(|path| size_and_time(&path));
    let mut lexicon = Vec::new();
    if let Some(directory) = &global.lexicon {
        for path in source::files(directory).flatten() {
            lexicon.push(file_state(path));
        }
    }
    let layers: Vec<_> = knowledge::imported_layers().into_iter().map(|path| (size_and_time(&path), path)).collect();
    let all = format!("{program:?} {reading:?} {lexicon:?} {layers:?}");
    Ok(format!("{} {:032x}", env!("CARGO_PKG_VERSION"), xxh3_128(all.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_that_is_read_is_not_removed() {
        let cache = tempfile::tempdir().unwrap();
        for name in ["index-read", "index-left", "index-new"] {
            fs::create_dir(cache.path().join(name)).unwrap();
        }
        hold(&cache.path().join("index-read"));
        remove_others(cache.path(), "index-new");
        let stands = |name: &str| cache.path().join(name).is_dir();
        assert_eq!(["index-read", "index-left", "index-new"].map(stands), [true, false, true]);
    }
}
