//! How much a packed file may unpack to, counted over everything that is unpacked out of it, however deep: so that a
//! small file cannot cost hours or a full disk. This module must not know what is packed.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// How many times its packed size a file may unpack to. Reports shrink to a quarter or a tenth, tables of repeats to
/// a fiftieth; gzip of zeros shrinks to a thousandth.
pub const MOST_RATIO: u64 = 200;
/// What may be unpacked before the ratio counts: short files shrink more.
pub const RATIO_SLACK: u64 = 64 * 1024 * 1024;
/// What one file may unpack to in all.
pub const MOST_UNPACKED: u64 = 1 << 40;

/// The account of one file on disk, or of standard input.
#[derive(Debug)]
pub struct Budget {
    most: u64,
    /// Packed bytes read.
    read: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Budget {
    pub fn new(most: u64) -> Rc<Budget> {
        Rc::new(Budget { most, read: Cell::new(0), unpacked: Cell::new(0) })
    }

    /// Counts bytes read from the file itself. A file that is read in any order counts once, by its size.
    pub fn add_read(&self, count: u64) {
        self.read.set(self.read.get().saturating_add(count));
    }

    fn add_unpacked(&self, count: u64) -> io::Result<()> {
        let unpacked = self.unpacked.get().saturating_add(count);
        self.unpacked.set(unpacked);
        let over = |what: String| {
            let read = self.read.get();
            let what = format!("unpacks to {what}, after {read} bytes of it: a decompression bomb, or damage");
            Err(io::Error::new(io::ErrorKind::InvalidData, what))
        };
        if unpacked > self.most {
            return over(format!("more than {} bytes", self.most));
        }
        let fair = self.read.get().saturating_mul(MOST_RATIO).saturating_add(RATIO_SLACK);
        if unpacked > fair {
            return over(format!("more than {MOST_RATIO} times its size"));
        }
        Ok(())
    }
}

/// Counts packed bytes as they are read.
pub struct Counted<R> {
    pub inner: R,
    pub budget: Rc<Budget>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.add_read(count as u64);
        Ok(count)
    }
}

/// Counts what a decompressor gives, and ends with an error when it is too much.
pub struct Unpacked<R> {
    pub inner: R,
    pub budget: Rc<Budget>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.add_unpacked(count as u64)?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fair_ratio_passes_and_a_bomb_does_not() {
        let budget = Budget::new(MOST_UNPACKED);
        budget.add_read(1000);
        assert!(budget.add_unpacked(RATIO_SLACK).is_ok());
        assert!(budget.add_unpacked(1000 * MOST_RATIO).is_ok());
        assert!(budget.add_unpacked(1).unwrap_err().to_string().contains("200 times its size"));
    }

    #[test]
    fn there_is_an_absolute_limit_too() {
        let budget = Budget::new(10);
        budget.add_read(1000);
        assert!(budget.add_unpacked(10).is_ok());
        assert!(budget.add_unpacked(1).unwrap_err().to_string().contains("more than 10 bytes"));
    }
}
