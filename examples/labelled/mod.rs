//! Reads reports with their labelled figures, one JSON object a line, as every trainer of figures takes them.

use serde_json::Value;
use warwire::article::Article;

/// The rows of a file. A line that is no JSON is an error.
pub fn rows(file: &str) -> std::io::Result<Vec<Value>> {
    let content = std::fs::read_to_string(file)?;
    let lines = content.split('\n').filter(|line| !line.trim().is_empty());
    lines.map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// The report of a row.
pub fn article(row: &Value) -> Article {
    let text = |name: &str| row[name].as_str().map(str::to_string);
    Article {
        id: text("id").unwrap_or_default(),
        title: text("title"),
        text: text("text").unwrap_or_default(),
        published: text("date").or(text("published")).and_then(|date| date.get(..10)?.parse().ok()),
        ..Article::default()
    }
}
