//! How much a figure stands out in its report, whatever is asked: the surer its reading, the earlier and the closer to
//! its place and day it is told, the more likely the report is about it. It must not know queries.

use crate::article::{Anchor, Field, Figure, PlaceFrom, Scope, Span};

/// Code points behind which a figure is background.
const LEAD: f64 = 1000.0;

/// 0 to 1. Totals over a longer period count half: a report that gives one is rarely about it.
pub(crate) fn standing(figure: &Figure) -> f64 {
    let Span(start, _) = figure.span;
    let lead = match figure.field {
        Field::Title => 1.0,
        Field::Text => (1.0 - f64::from(start) / LEAD).max(0.0),
    };
    let place = match figure.place.as_ref().map(|place| place.from) {
        Some(PlaceFrom::Phrase) => 1.0,
        Some(PlaceFrom::Sentence) => 0.9,
        Some(PlaceFrom::Paragraph) => 0.7,
        Some(PlaceFrom::Dateline) => 0.6,
        Some(PlaceFrom::Article) => 0.5,
        None => 0.3,
    };
    let day = match figure.when.as_ref().map(|when| when.anchor) {
        Some(Anchor::Explicit) => 1.0,
        Some(Anchor::Relative) => 0.9,
        Some(Anchor::Published) => 0.5,
        None => 0.3,
    };
    let sum = 0.35 * f64::from(figure.confidence) + 0.25 * lead + 0.3 * place + 0.1 * day;
    if figure.scope == Scope::Cumulative { sum / 2.0 } else { sum }
}
