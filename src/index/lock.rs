//! The right to write to an index: one holder over all processes. It is a lock on a file, which the system releases
//! when its holder dies, and the file says who holds it. It must not know what is written.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::IndexError;

/// How long a second writer waits for the first.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(50);

/// Held as long as this value lives.
pub(super) struct WriteLock {
    /// Closing the file releases the lock.
    _file: Option<File>,
    held: Arc<AtomicBool>,
}

impl Drop for WriteLock {
    fn drop(&mut self) {
        self.held.store(false, Ordering::Release);
    }
}

/// Takes the lock of an index; `held` is the flag of this process, `directory` is `None` for an index in memory.
pub(super) fn acquire(directory: Option<&Path>, held: &Arc<AtomicBool>) -> Result<WriteLock, IndexError> {
    let deadline = Instant::now() + PATIENCE;
    while held.swap(true, Ordering::Acquire) {
        if Instant::now() > deadline {
            let path = directory.map_or_else(|| PathBuf::from("(memory)"), Path::to_path_buf);
            return Err(IndexError::Locked { path, holder: "this very process".to_owned() });
        }
        std::thread::sleep(PAUSE);
    }
    // From here on the flag is given back when `lock` is dropped, errors included.
    let mut lock = WriteLock { _file: None, held: held.clone() };
    if let Some(directory) = directory {
        lock._file = Some(lock_file(directory, deadline)?);
    }
    Ok(lock)
}

fn lock_file(directory: &Path, deadline: Instant) -> Result<File, IndexError> {
    let path = directory.join("warwire.lock");
    let failed = |error| IndexError::Io { path: path.clone(), error };
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::Error(source)) => return Err(failed(source)),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Only the message suffers when the name cannot be read.
                let _ = file.read_to_string(&mut holder);
                let holder = if holder.is_empty() { "unknown".to_owned() } else { holder.trim().to_owned() };
                return Err(IndexError::Locked { path: directory.to_path_buf(), holder });
            }
        }
    }
    let name = format!("process {} since {}\n", std::process::id(), chrono::Local::now().format("%Y-%m-%d %H:%M:%S"));
    file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(name.as_bytes())).map_err(failed)?;
    Ok(file)
}
