//! How common words are among articles, for scores. Figures have no words, so they must not count as short articles.
//! A cursor carries these numbers, so that scores do not shift under a reader who turns the page.

use std::collections::BTreeMap;

use tantivy::query::{Bm25StatisticsProvider, Query};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::index::{Index, IndexError};

/// Numbers of articles, of words by field, and of articles by term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Frequencies {
    pub articles: u64,
    /// By number of the field.
    pub words: BTreeMap<u32, u64>,
    /// By hash of the term.
    pub terms: BTreeMap<u64, u64>,
}

impl Frequencies {
    /// Counts what scoring a query needs.
    pub fn count(index: &Index, searcher: &Searcher, query: &dyn Query) -> Result<Frequencies, IndexError> {
        let mut frequencies = Frequencies::default();
        for segment in searcher.segment_readers() {
            frequencies.articles += u64::from(index.parents.of_segment(segment, &index.fields)?.count());
            for field in [index.fields.text, index.fields.title, index.fields.skeleton] {
                let words = segment.inverted_index(field)?.total_num_tokens();
                *frequencies.words.entry(field.field_id()).or_default() += words;
            }
        }
        let mut terms: Vec<Term> = Vec::new();
        query.query_terms(&mut |term, _| terms.push(term.clone()));
        for term in terms {
            let frequency = searcher.doc_freq(&term)?;
            frequencies.terms.insert(key(&term), frequency);
        }
        Ok(frequencies)
    }

    /// Counts what scoring a page needs: as the former page did, where there was one.
    pub fn of_page(
        index: &Index,
        searcher: &Searcher,
        query: &dyn Query,
        former: Option<&Frequencies>,
    ) -> Result<Frequencies, IndexError> {
        let mut frequencies = Frequencies::count(index, searcher, query)?;
        if let Some(former) = former.filter(|former| former.articles > 0) {
            frequencies.keep(former);
        }
        Ok(frequencies)
    }

    /// Takes over the numbers of a former page, keeping those that it did not need.
    fn keep(&mut self, former: &Frequencies) {
        self.articles = former.articles;
        self.words.extend(&former.words);
        self.terms.extend(&former.terms);
    }
}

fn key(term: &Term) -> u64 {
    xxh3_64_with_seed(term.serialized_value_bytes(), u64::from(term.field().field_id()))
}

impl Bm25StatisticsProvider for Frequencies {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        // At least one, since the average length divides.
        Ok(self.words.get(&field.field_id()).copied().unwrap_or_default().max(1))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.articles.max(1))
    }

    /// Never more than there are articles: the engine would stop the program.
    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        Ok(self.terms.get(&key(term)).copied().unwrap_or(1).min(self.articles.max(1)))
    }
}
