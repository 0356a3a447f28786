//! Reading single records and totals back: a report by id, what an article's content hashed to, what the index holds.

use std::collections::BTreeMap;
use std::path::Path;

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::schema::{IndexRecordOption, OwnedValue};
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term};

use super::block::day_of;
use super::pack::unpack;
use super::schema::{FORMAT, Fields, name};
use super::{Index, IndexError, Stats};
use crate::article::{Figure, Report};

impl Index {
    /// The stored report of an article.
    pub fn report(&self, id: &str) -> Result<Option<Report>, IndexError> {
        let searcher = self.searcher()?;
        let Some(address) = article_with(&searcher, &self.fields, id)? else { return Ok(None) };
        let mut report = article_at(&searcher, &self.fields, address)?;
        let segment = searcher.segment_reader(address.segment_ord);
        let parents = self.parents.of_segment(segment, &self.fields)?;
        for doc in address.doc_id + 1..parents.after(address.doc_id) {
            report.reading.figures.push(figure_at(&searcher, &self.fields, DocAddress { doc_id: doc, ..address })?);
        }
        Ok(Some(report))
    }

    /// Every article's id and the path it came from, in no order.
    pub fn origins(&self) -> Result<Vec<(String, Option<String>)>, IndexError> {
        let searcher = self.searcher()?;
        let mut origins = Vec::new();
        for segment in searcher.segment_readers() {
            let ids = segment.fast_fields().str(name::id)?;
            let paths = segment.fast_fields().str(name::path)?;
            let (known_ids, known_paths) = (all_strings(&ids)?, all_strings(&paths)?);
            for_articles(self, segment, |doc| {
                let path = first_ord(&paths, doc).and_then(|ord| known_paths.get(ord));
                if let Some(id) = first_ord(&ids, doc).and_then(|ord| known_ids.get(ord)) {
                    origins.push((id.clone(), path.cloned()));
                }
            })?;
        }
        Ok(origins)
    }

    /// ISO codes of the countries that the figures lie in, the most frequent first. Those with fewer than one figure in
    /// five hundred are left out: reports mention every country at some time.
    pub fn countries(&self) -> Result<Vec<String>, IndexError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for segment in self.searcher()?.segment_readers() {
            let inverted = segment.inverted_index(self.fields.country)?;
            let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
            while let Some((term, info)) = terms.next() {
                *counts.entry(String::from_utf8_lossy(term).into_owned()).or_insert(0) += u64::from(info.doc_freq);
            }
        }
        let least = counts.values().sum::<u64>() / 500;
        let mut countries: Vec<(String, u64)> = counts.into_iter().filter(|(_, count)| *count > least).collect();
        countries.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(countries.into_iter().map(|(country, _)| country).collect())
    }

    /// Counts, dates, sources and size.
    pub fn stats(&self) -> Result<Stats, IndexError> {
        let searcher = self.searcher()?;
        let mut stats = Stats { format: FORMAT, ..Stats::default() };
        let (mut sources, mut languages) = (BTreeMap::new(), BTreeMap::new());
        let (mut first, mut last) = (i64::MAX, i64::MIN);
        for segment in searcher.segment_readers() {
            stats.segments += 1;
            let columns = segment.fast_fields();
            let published = columns.i64(name::published)?;
            let (publishers, spoken) = (columns.str(name::publisher)?, columns.str(name::language)?);
            let mut articles = 0;
            let mut tallies: [FxHashMap<usize, u64>; 2] = Default::default();
            for_articles(self, segment, |doc| {
                articles += 1;
                if let Some(day) = published.first(doc) {
                    (first, last) = (first.min(day), last.max(day));
                }
                for (column, tally) in [&publishers, &spoken].into_iter().zip(&mut tallies) {
                    if let Some(ord) = first_ord(column, doc) {
                        *tally.entry(ord).or_default() += 1;
                    }
                }
            })?;
            let [of_publishers, of_languages] = tallies;
            for (column, tally, counts) in
                [(&publishers, of_publishers, &mut sources), (&spoken, of_languages, &mut languages)]
            {
                let names = all_strings(column)?;
                for (ord, count) in tally {
                    *counts.entry(names.get(ord).cloned().unwrap_or_default()).or_insert(0) += count;
                }
            }
            stats.articles += articles;
            stats.figures += u64::from(segment.num_docs()) - articles;
        }
        (stats.earliest, stats.latest) = (day_of(first), day_of(last));
        stats.sources = most_first(sources);
        stats.languages = most_first(languages);
        stats.bytes = self.directory.as_deref().map_or(0, size_of_files);
        Ok(stats)
    }
}

fn most_first(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    sorted
}

fn size_of_files(directory: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(directory) else { return 0 };
    entries
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .filter(|file| file.is_file())
        .map(|file| file.len())
        .sum()
}

/// Calls back with every living article of a segment.
fn for_articles(index: &Index, segment: &SegmentReader, mut visit: impl FnMut(DocId)) -> Result<(), IndexError> {
    let parents = index.parents.of_segment(segment, &index.fields)?;
    let mut doc = 0;
    while doc < segment.max_doc() {
        if !segment.is_deleted(doc) {
            visit(doc);
        }
        doc = parents.after(doc);
    }
    Ok(())
}

/// The strings of a column by their numbers, which are in order.
pub(crate) fn strings(column: &StrColumn, ords: &[u64]) -> Result<Vec<String>, IndexError> {
    let mut found = Vec::with_capacity(ords.len());
    let add = |term: &[u8]| found.push(String::from_utf8_lossy(term).into_owned());
    let complete = column.dictionary().sorted_ords_to_term_cb(ords, add).map_err(tantivy::TantivyError::from)?;
    if complete { Ok(found) } else { Err(IndexError::Engine("a column lacks a value".to_owned())) }
}

/// All strings of a column that may be absent.
fn all_strings(column: &Option<StrColumn>) -> Result<Vec<String>, IndexError> {
    let Some(column) = column else { return Ok(Vec::new()) };
    strings(column, &(0..column.num_terms() as u64).collect::<Vec<_>>())
}

/// The number of a document's first string.
fn first_ord(column: &Option<StrColumn>, doc: DocId) -> Option<usize> {
    column.as_ref()?.term_ords(doc).next().map(|ord| ord as usize)
}

/// Where the article with an id is.
fn article_with(searcher: &Searcher, fields: &Fields, id: &str) -> Result<Option<DocAddress>, IndexError> {
    let term = Term::from_field_text(fields.id, id);
    for (segment_ord, segment) in searcher.segment_readers().iter().enumerate() {
        let postings = segment.inverted_index(fields.id)?.read_postings(&term, IndexRecordOption::Basic);
        let Some(mut postings) = postings.map_err(|source| IndexError::Engine(source.to_string()))? else { continue };
        // The article is the first document of its block; of older blocks with this id nothing is alive.
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                return Ok(Some(DocAddress::new(segment_ord as u32, postings.doc())));
            }
            postings.advance();
        }
    }
    Ok(None)
}

/// What the content of an article hashed to when it was put.
pub(super) fn content_hash(index: &Index, id: &str) -> Result<Option<u128>, IndexError> {
    let searcher = index.searcher()?;
    let Some(address) = article_with(&searcher, &index.fields, id)? else { return Ok(None) };
    let columns = searcher.segment_reader(address.segment_ord).fast_fields();
    let high = columns.u64(name::content_hash_high)?.first(address.doc_id);
    let low = columns.u64(name::content_hash_low)?.first(address.doc_id);
    Ok(high.zip(low).map(|(high, low)| u128::from(high) << 64 | u128::from(low)))
}

/// Cluster, id and text of articles under any of these keys, at most so many for each key.
pub(super) fn with_bands(index: &Index, bands: &[u64], most: usize) -> Result<Vec<(u64, String, String)>, IndexError> {
    let searcher = index.searcher()?;
    let mut found = Vec::new();
    for (segment_ord, segment) in searcher.segment_readers().iter().enumerate() {
        let dictionary = segment.inverted_index(index.fields.band)?;
        let mut docs: Vec<DocId> = Vec::new();
        for band in bands {
            let term = Term::from_field_u64(index.fields.band, *band);
            let postings = dictionary.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(|error| IndexError::Engine(error.to_string()))? else { continue };
            let mut seen = 0;
            while postings.doc() != TERMINATED && seen < most {
                if !segment.is_deleted(postings.doc()) && !docs.contains(&postings.doc()) {
                    docs.push(postings.doc());
                    seen += 1;
                }
                postings.advance();
            }
        }
        for doc in docs {
            let report = article_at(&searcher, &index.fields, DocAddress::new(segment_ord as u32, doc))?;
            let Some(cluster) = segment.fast_fields().u64(name::cluster)?.first(doc) else { continue };
            found.push((cluster, report.article.id, report.article.text));
        }
    }
    Ok(found)
}

fn bytes(document: &TantivyDocument, fields: &Fields) -> Result<Vec<u8>, IndexError> {
    let value = document.get_first(fields.record).map(OwnedValue::from);
    match value {
        Some(OwnedValue::Bytes(bytes)) => Ok(bytes),
        _ => Err(IndexError::Engine("a document has no record".to_owned())),
    }
}

/// The report at an address, with its text and without its figures.
pub(crate) fn article_at(searcher: &Searcher, fields: &Fields, address: DocAddress) -> Result<Report, IndexError> {
    let document: TantivyDocument = searcher.doc(address)?;
    let text = match document.get_first(fields.body).map(OwnedValue::from) {
        Some(OwnedValue::Str(text)) => text,
        _ => String::new(),
    };
    unpack(&bytes(&document, fields)?, text).map_err(record_error)
}

fn record_error(error: serde_json::Error) -> IndexError {
    IndexError::Engine(format!("a stored record: {error}"))
}

/// The figure at an address.
pub(crate) fn figure_at(searcher: &Searcher, fields: &Fields, address: DocAddress) -> Result<Figure, IndexError> {
    let document: TantivyDocument = searcher.doc(address)?;
    serde_json::from_slice(&bytes(&document, fields)?).map_err(record_error)
}
