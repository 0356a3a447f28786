//! Sorting of more keys than fit into memory: sorted runs in temporary files, then one merge.
//! It must not know what the keys are for.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// How many bytes of keys are kept in memory before a run is written.
const RUN_BYTES: usize = 48 << 20;

/// A key with its rank (smaller comes first) and the number it stands for.
#[derive(PartialEq, Eq, Clone, Debug)]
pub(super) struct Entry {
    pub key: Vec<u8>,
    pub rank: u16,
    pub number: u32,
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.key, self.rank, self.number).cmp(&(&other.key, other.rank, other.number))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Takes entries in any order and gives them back sorted.
pub(super) struct Sorter {
    arena: Vec<u8>,
    /// Start and length of the key in the arena, rank, number.
    entries: Vec<(u32, u16, u16, u32)>,
    runs: Vec<File>,
    run_bytes: usize,
}

impl Sorter {
    pub fn new() -> Sorter {
        Sorter::with_run_bytes(RUN_BYTES)
    }

    fn with_run_bytes(run_bytes: usize) -> Sorter {
        Sorter { arena: Vec::new(), entries: Vec::new(), runs: Vec::new(), run_bytes }
    }

    /// Adds one entry; keys longer than 65,535 bytes are cut.
    pub fn push(&mut self, key: &[u8], rank: u16, number: u32) -> io::Result<()> {
        let key = &key[..key.len().min(usize::from(u16::MAX))];
        self.entries.push((self.arena.len() as u32, key.len() as u16, rank, number));
        self.arena.extend_from_slice(key);
        if self.arena.len() + self.entries.len() * 12 > self.run_bytes {
            self.write_run()?;
        }
        Ok(())
    }

    fn sort(&mut self) {
        let arena = &self.arena;
        let key = |entry: &(u32, u16, u16, u32)| &arena[entry.0 as usize..entry.0 as usize + usize::from(entry.1)];
        self.entries.sort_unstable_by(|a, b| (key(a), a.2, a.3).cmp(&(key(b), b.2, b.3)));
    }

    fn write_run(&mut self) -> io::Result<()> {
        self.sort();
        let mut out = BufWriter::new(tempfile::tempfile()?);
        for &(start, length, rank, number) in &self.entries {
            out.write_all(&length.to_le_bytes())?;
            out.write_all(&rank.to_le_bytes())?;
            out.write_all(&number.to_le_bytes())?;
            out.write_all(&self.arena[start as usize..start as usize + usize::from(length)])?;
        }
        let mut file = out.into_inner().map_err(|error| error.into_error())?;
        file.seek(SeekFrom::Start(0))?;
        self.runs.push(file);
        self.arena.clear();
        self.entries.clear();
        Ok(())
    }

    /// Calls `visit` with every entry in order.
    pub fn merge(mut self, mut visit: impl FnMut(&Entry) -> io::Result<()>) -> io::Result<()> {
        self.write_run()?;
        self.arena = Vec::new();
        self.entries = Vec::new();
        let mut readers: Vec<_> = self.runs.into_iter().map(BufReader::new).collect();
        let mut heap = BinaryHeap::new();
        for (index, reader) in readers.iter_mut().enumerate() {
            if let Some(entry) = read_entry(reader)? {
                heap.push(Reverse((entry, index)));
            }
        }
        while let Some(Reverse((entry, index))) = heap.pop() {
            visit(&entry)?;
            if let Some(next) = read_entry(&mut readers[index])? {
                heap.push(Reverse((next, index)));
            }
        }
        Ok(())
    }
}

fn read_entry(reader: &mut impl Read) -> io::Result<Option<Entry>> {
    let mut head = [0; 8];
    match reader.read_exact(&mut head) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut key = vec![0; usize::from(u16::from_le_bytes([head[0], head[1]]))];
    reader.read_exact(&mut key)?;
    Ok(Some(Entry {
        key,
        rank: u16::from_le_bytes([head[2], head[3]]),
        number: u32::from_le_bytes([head[4], head[5], head[6], head[7]]),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_sorted_over_several_runs() {
        let mut sorter = Sorter::with_run_bytes(64);
        for number in (0..50u32).rev() {
            sorter.push(format!("key{}", number % 7).as_bytes(), (number % 3) as u16, number).unwrap();
        }
        let mut seen = Vec::new();
        sorter
            .merge(|entry| {
                seen.push(entry.clone());
                Ok(())
            })
            .unwrap();
        assert_eq!(seen.len(), 50);
        assert!(seen.is_sorted());
    }
}
