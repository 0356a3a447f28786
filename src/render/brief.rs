//! An answer in plain lines for a reader that will cite it: every figure with its id and the words that it was read from.
//! It must not know how the answer was found.

use std::fmt::Write;

use super::answer::summary;
use super::escape::line;
use super::query;
use super::words::{self, day, many};
use crate::answer::{Answer, Hit};

/// The answer, one line a figure; `actor` gives the name of an actor's id.
pub fn answer(answer: &Answer, actor: &dyn Fn(&str) -> String) -> String {
    let phrases = query::phrases(&answer.query, actor);
    let mut said =
        format!("Read as: {}\n", if phrases.is_empty() { "everything".to_owned() } else { phrases.join("; ") });
    for part in answer.readings.iter().filter(|part| matches!(part.field.as_str(), "none" | "text")) {
        let _ = writeln!(said, "Not a constraint: {} ({})", line(&part.words), line(&part.reading));
    }
    for hit in &answer.hits {
        said.push('\n');
        write_hit(&mut said, hit);
    }
    let shown = answer.hits.len();
    let (articles, figures) = (many(answer.total, "article"), many(answer.figures, "matching figure"));
    let _ = writeln!(said, "\n{articles}, {figures}; {shown} shown");
    if let Some(toll) = answer.toll.as_ref().filter(|toll| toll.events > 0) {
        let _ = writeln!(said, "Reconciled: {}", summary(toll));
    }
    if let Some(cursor) = &answer.after {
        let _ = writeln!(said, "More with after: {}", line(cursor));
    }
    said
}

fn write_hit(said: &mut String, hit: &Hit) {
    let place = hit.dateline.as_ref().and_then(|dateline| dateline.place.as_ref());
    let head: Vec<String> = [
        hit.published.map(day),
        place.map(|place| words::where_it_is(&place.name, None, place.country.as_deref())),
        hit.source.as_deref().map(line),
        hit.url.as_deref().map(line),
    ]
    .into_iter()
    .flatten()
    .collect();
    let title = hit.title.as_deref().map(line).unwrap_or_default();
    let _ = writeln!(said, "[{}] {title} ({})", line(&hit.id), head.join(", "));
    for figure in &hit.figures {
        let _ = writeln!(said, "- [{}] {} — “{}”", line(&figure.id), words::figure(figure), line(&figure.quote));
    }
    if hit.figures.is_empty() {
        let _ = writeln!(said, "- “{}”", line(&hit.snippet));
    }
    if !hit.copies.is_empty() {
        let ids: Vec<String> = hit.copies.iter().map(|copy| line(&copy.id)).collect();
        let _ = writeln!(said, "- nearly the same text: {}", ids.join(", "));
    }
}
