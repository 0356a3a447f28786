//! Reads labelled figures and pairs them with the statements that were found.

use warwire::annotate::role::training::Sample;

use super::labelled;

pub struct Article {
    pub article: warwire::article::Article,
    pub labels: Vec<Label>,
}

/// One labelled figure.
#[derive(Clone)]
pub struct Label {
    quote: String,
    effect: String,
    low: Option<u64>,
    high: Option<u64>,
    pub source: Option<String>,
    pub by: Option<String>,
    pub method: Option<String>,
}

pub fn read(file: &str) -> std::io::Result<Vec<Article>> {
    let text = |value: &serde_json::Value| value.as_str().map(str::to_string);
    let label = |value: &serde_json::Value| Label {
        quote: text(&value["quote"]).unwrap_or_default(),
        effect: text(&value["effect"]).unwrap_or_default(),
        low: value["low"].as_u64(),
        high: value["high"].as_u64(),
        source: text(&value["source"]),
        by: text(&value["by"]),
        method: text(&value["method"]),
    };
    let labels = |row: &serde_json::Value| row["figures"].as_array().into_iter().flatten().map(label).collect();
    let rows = labelled::rows(file)?;
    Ok(rows.iter().map(|row| Article { article: labelled::article(row), labels: labels(row) }).collect())
}

/// Each label with the first statement that overlaps its quote and tells the same number and harm.
pub fn pairs(article: &Article, samples: Vec<Sample>) -> Vec<(Sample, Label)> {
    let mut free: Vec<&Label> = article.labels.iter().collect();
    let mut pairs = Vec::new();
    for sample in samples {
        let text = if sample.title { article.article.title.as_deref().unwrap_or("") } else { &article.article.text };
        let found = free.iter().position(|label| {
            let numbers = [sample.count.low, sample.count.high];
            let same_count = [label.low, label.high].iter().flatten().any(|number| numbers.contains(&Some(*number)));
            let overlaps = text
                .match_indices(label.quote.as_str())
                .any(|(start, quote)| start < sample.bytes.end && sample.bytes.start < start + quote.len());
            !label.quote.is_empty() && label.effect == sample.effect.as_str() && same_count && overlaps
        });
        if let Some(found) = found {
            pairs.push((sample, free.remove(found).clone()));
        }
    }
    pairs
}

/// Whether two names are one: the words of either are among the other's, or one is the initials of the other.
pub fn same(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return one.is_none() && other.is_none() };
    let (a, b) = (words(one), words(other));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    let initials = |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    within(&a, &b) || within(&b, &a) || a.concat() == initials(&b) || b.concat() == initials(&a)
}

fn words(name: &str) -> Vec<String> {
    let lower: String = name.to_lowercase().chars().map(|letter| if letter == '-' { ' ' } else { letter }).collect();
    let kept: String = lower.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == ' ').collect();
    kept.split_whitespace()
        .filter(|word| !matches!(*word, "the" | "al" | "ar" | "as" | "el"))
        .map(str::to_string)
        .collect()
}
