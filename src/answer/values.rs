//! Values of a string column for many documents, each distinct one read once and in the order of the dictionary:
//! reading one at a time would unpack a block of the dictionary for each.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use crate::index::IndexError;
use crate::index::read::strings;

/// What the values of a column stand for, in one segment.
pub(super) struct Values<T> {
    column: Option<StrColumn>,
    known: FxHashMap<u64, T>,
    read: fn(&str) -> Option<T>,
}

impl<T: Clone> Values<T> {
    /// The values of a field; `read` says what a string stands for.
    pub fn open(reader: &SegmentReader, field: &str, read: fn(&str) -> Option<T>) -> Result<Values<T>, IndexError> {
        Ok(Values { column: reader.fast_fields().str(field)?, known: FxHashMap::default(), read })
    }

    /// Reads the values of documents; others have none afterwards.
    pub fn load(&mut self, docs: impl Iterator<Item = DocId>) -> Result<(), IndexError> {
        let Some(column) = &self.column else { return Ok(()) };
        let mut ords: Vec<u64> = docs.flat_map(|doc| column.term_ords(doc)).collect();
        ords.sort_unstable();
        ords.dedup();
        let found = strings(column, &ords)?;
        self.known = ords.into_iter().zip(found).filter_map(|(ord, value)| Some((ord, (self.read)(&value)?))).collect();
        Ok(())
    }

    /// The loaded values of a document.
    pub fn of(&self, doc: DocId) -> impl Iterator<Item = &T> {
        let ords = self.column.iter().flat_map(move |column| column.term_ords(doc));
        ords.filter_map(|ord| self.known.get(&ord))
    }

    /// The first loaded value of a document.
    pub fn first(&self, doc: DocId) -> Option<T> {
        self.of(doc).next().cloned()
    }
}

/// A string as it is, shared.
pub(super) fn shared(value: &str) -> Option<Arc<str>> {
    Some(value.into())
}
