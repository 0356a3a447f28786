//! The order of hits, and the cursor that stands between two of them. The order is total and depends on nothing but
//! the articles, so that a page begins where the last one ended whatever was indexed meanwhile.

use std::cmp::Ordering;

use xxhash_rust::xxh3::xxh3_64;

use super::AnswerError;
use super::frequencies::Frequencies;
use crate::query::ast::{Page, Query, Sort};

/// Where a hit stands: greater primary value first, then later publication, then the hash of the id.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Key {
    pub primary: f64,
    pub published: i64,
    pub id_hash: u64,
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    /// Less means earlier among the hits.
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .primary
            .total_cmp(&self.primary)
            .then_with(|| other.published.cmp(&self.published))
            .then_with(|| self.id_hash.cmp(&other.id_hash))
    }
}

/// Where the next page begins, and the frequencies with which this one was scored.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cursor {
    pub key: Key,
    pub frequencies: Frequencies,
}

/// What a cursor is valid for: the same constraints in the same order.
fn fingerprint(query: &Query, page: &Page) -> u64 {
    let asked = Query { question: None, ..query.clone() };
    // A query is plain data that always has a form in JSON.
    let json = serde_json::to_string(&asked).unwrap_or_default();
    xxh3_64(format!("{json} {:?} {}", page.sort, page.copies).as_bytes())
}

impl Cursor {
    /// The cursor as a word of digits and dots.
    pub fn write(&self, query: &Query, page: &Page) -> String {
        let Key { primary, published, id_hash } = self.key;
        let mut parts = vec![
            "1".to_owned(),
            format!("{:x}", fingerprint(query, page)),
            format!("{:x}", primary.to_bits()),
            format!("{:x}", published as u64),
            format!("{id_hash:x}"),
        ];
        if page.sort == Sort::Relevance && query.text.is_some() {
            parts.push(format!("{:x}", self.frequencies.articles));
            parts.extend(self.frequencies.words.iter().map(|(field, count)| format!("{field:x}w{count:x}")));
            parts.extend(self.frequencies.terms.iter().map(|(term, count)| format!("{term:x}t{count:x}")));
        }
        parts.join(".")
    }

    /// Reads a cursor that belongs to this query.
    pub fn read(text: &str, query: &Query, page: &Page) -> Result<Cursor, AnswerError> {
        let cursor = Cursor::parse(text, fingerprint(query, page)).ok_or(AnswerError::Cursor)?;
        if cursor.key.primary.is_nan() { Err(AnswerError::Cursor) } else { Ok(cursor) }
    }

    fn parse(text: &str, fingerprint: u64) -> Option<Cursor> {
        let hex = |part: &str| u64::from_str_radix(part, 16).ok();
        let mut parts = text.split('.');
        if parts.next()? != "1" || hex(parts.next()?)? != fingerprint {
            return None;
        }
        let primary = f64::from_bits(hex(parts.next()?)?);
        let published = hex(parts.next()?)? as i64;
        let id_hash = hex(parts.next()?)?;
        let mut frequencies = Frequencies::default();
        for part in parts {
            if let Some((field, count)) = part.split_once('w') {
                frequencies.words.insert(u32::from_str_radix(field, 16).ok()?, hex(count)?);
            } else if let Some((term, count)) = part.split_once('t') {
                frequencies.terms.insert(hex(term)?, hex(count)?);
            } else {
                frequencies.articles = hex(part)?;
            }
        }
        Some(Cursor { key: Key { primary, published, id_hash }, frequencies })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was() {
        let query = Query { text: Some("bridge".into()), ..Query::default() };
        let page = Page::default();
        let mut frequencies = Frequencies { articles: 7, ..Frequencies::default() };
        frequencies.words.insert(3, 99);
        frequencies.terms.insert(u64::MAX, 2);
        let cursor = Cursor { key: Key { primary: 1.5, published: -3, id_hash: 9 }, frequencies };
        let text = cursor.write(&query, &page);
        assert_eq!(Cursor::read(&text, &query, &page).ok(), Some(cursor));
        let other = Query { text: Some("river".into()), ..Query::default() };
        assert!(Cursor::read(&text, &other, &page).is_err());
        assert!(Cursor::read("rubbish", &query, &page).is_err());
    }
}
