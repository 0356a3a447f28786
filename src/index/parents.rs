//! Which documents of a segment are articles. A block is an article followed by its figures, so the article of a
//! figure is the last article at or before it. Segments never change but for deletions, so the sets are kept by
//! segment id.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::schema::{ARTICLE, Fields};

/// A set of documents that finds the nearest member on either side.
#[derive(Debug, Default)]
pub(crate) struct Parents {
    words: Vec<u64>,
    size: DocId,
    count: u32,
}

impl Parents {
    fn with_size(size: DocId) -> Parents {
        Parents { words: vec![0; (size as usize).div_ceil(64)], size, count: 0 }
    }

    fn insert(&mut self, doc: DocId) {
        if let Some(word) = self.words.get_mut(doc as usize / 64) {
            *word |= 1 << (doc % 64);
            self.count += 1;
        }
    }

    /// How many articles the segment has, deleted ones included.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The article that a document belongs to: itself or the last one before it.
    pub fn of(&self, doc: DocId) -> Option<DocId> {
        let mut index = doc as usize / 64;
        let mut word = self.words.get(index)? & (u64::MAX >> (63 - doc % 64));
        loop {
            if word != 0 {
                return Some(index as DocId * 64 + 63 - word.leading_zeros());
            }
            index = index.checked_sub(1)?;
            word = *self.words.get(index)?;
        }
    }

    /// The first article after a document, or the size of the segment: where the block ends.
    pub fn after(&self, doc: DocId) -> DocId {
        let next = doc + 1;
        let mut index = next as usize / 64;
        let mut mask = u64::MAX << (next % 64);
        while let Some(word) = self.words.get(index) {
            if word & mask != 0 {
                return index as DocId * 64 + (word & mask).trailing_zeros();
            }
            mask = u64::MAX;
            index += 1;
        }
        self.size
    }

    /// Reads the set of a segment; an error when its first document is not an article.
    fn read(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Parents> {
        let mut parents = Parents::with_size(reader.max_doc());
        let term = Term::from_field_text(fields.kind, ARTICLE);
        if let Some(mut postings) =
            reader.inverted_index(fields.kind)?.read_postings(&term, IndexRecordOption::Basic)?
        {
            let mut doc = postings.doc();
            while doc != TERMINATED {
                parents.insert(doc);
                doc = postings.advance();
            }
        }
        if reader.max_doc() > 0 && parents.of(0).is_none() {
            let message = format!("segment {} does not begin with an article", reader.segment_id().short_uuid_string());
            return Err(tantivy::TantivyError::InternalError(message));
        }
        Ok(parents)
    }
}

/// The sets of every segment seen so far.
#[derive(Debug, Default)]
pub(crate) struct ParentsCache(Mutex<FxHashMap<SegmentId, Arc<Parents>>>);

/// Sets of segments that are merged away are dropped once there are this many.
const KEPT: usize = 256;

impl ParentsCache {
    /// The set of a segment, read on first use.
    pub fn of_segment(&self, reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Arc<Parents>> {
        let id = reader.segment_id();
        let mut sets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(parents) = sets.get(&id) {
            return Ok(parents.clone());
        }
        if sets.len() >= KEPT {
            sets.clear();
        }
        let parents = Arc::new(Parents::read(reader, fields)?);
        sets.insert(id, parents.clone());
        Ok(parents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_of_a_figure_is_the_last_one_before_it() {
        let mut parents = Parents::with_size(200);
        for doc in [0, 63, 64, 130] {
            parents.insert(doc);
        }
        assert_eq!([0, 5, 63, 64, 129, 130, 199].map(|doc| parents.of(doc)), [0, 0, 63, 64, 64, 130, 130].map(Some));
        assert_eq!([0, 62, 63, 64, 130, 199].map(|doc| parents.after(doc)), [63, 63, 64, 130, 200, 200]);
    }
}
