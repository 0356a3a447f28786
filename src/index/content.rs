//! What an article's content hashes to, by which one that has not changed is known. It must not know where articles come
//! from.

use xxhash_rust::xxh3::Xxh3;

use crate::article::Article;

/// A hash of all that the source says of an article.
pub fn content_hash(article: &Article) -> u128 {
    let Article { id, title, text, published, source, url, language, encoding } = article;
    let encoding = encoding.as_ref().map(|encoding| encoding.name.clone());
    let published = published.map(|day| day.to_string());
    let optional = [title, &published, source, url, language, &encoding];
    let mut hasher = Xxh3::new();
    for part in [Some(id), Some(text)].into_iter().chain(optional.map(Option::as_ref)) {
        // The length keeps neighbours apart; an absent part differs from an empty one.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        hasher.update(&length.to_le_bytes());
        hasher.update(part.map_or(&[], |part| part.as_bytes()));
    }
    hasher.digest128()
}
