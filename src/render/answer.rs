//! An answer in every format. The table shows, for each article, its matching figures with the sentences that they
//! stand in: nobody has to take a number on trust. It must not know how the answer was found.

use std::io::{self, Write};

use super::csv::{About, Table};
use super::escape::{line, marked};
use super::geojson::{Features, article_properties};
use super::layout::{bold, dim, head_with_id, width, wrap};
use super::words::{self, bounds, day, many};
use super::{Format, json, query};
use crate::answer::{Answer, FacetCount, Hit, TollSummary};
use crate::article::{Field, Figure, Report, Scope, Span};

/// Figures that a hit shows; `warwire show` has the others.
const SHOWN_FIGURES: usize = 8;

/// What a table says beyond the answer itself.
pub struct Background<'b> {
    /// The report of a hit, for the sentences of its figures and for the wholes of their parts.
    pub report: &'b dyn Fn(&str) -> Option<Report>,
    /// The name of an actor's id.
    pub actor: &'b dyn Fn(&str) -> String,
    /// How words of the question were read, one a line.
    pub readings: &'b [String],
}

/// Writes an answer. Gives the number of figures that a format could not show.
pub fn write(out: &mut dyn Write, answer: &Answer, format: Format, background: &Background<'_>) -> io::Result<u64> {
    match format {
        Format::Table => table(out, answer, background)?,
        Format::Json => json::document(out, answer)?,
        Format::JsonLines => answer.hits.iter().try_for_each(|hit| json::line(out, hit))?,
        Format::Csv => {
            let mut rows = Table::figures(out)?;
            answer.hits.iter().try_for_each(|hit| rows.article(&About::from(hit), &hit.figures, true))?;
            rows.finish()?;
        }
        Format::GeoJson => {
            let mut features = Features::begin(out)?;
            for hit in &answer.hits {
                let article = article_properties(&About::from(hit));
                hit.figures.iter().try_for_each(|figure| features.figure(figure, &article))?;
            }
            let (_, left_out) = features.counts();
            features.end()?;
            return Ok(left_out);
        }
    }
    Ok(0)
}

fn table(out: &mut dyn Write, answer: &Answer, background: &Background<'_>) -> io::Result<()> {
    let width = width();
    let phrases = query::phrases(&answer.query, background.actor);
    let read_as = if phrases.is_empty() { "everything".to_string() } else { phrases.join(" · ") };
    writeln!(out, "{}", dim(&wrap(&read_as, width, "Read as  ", "         ")))?;
    for reading in background.readings {
        writeln!(out, "{}", dim(&wrap(&line(reading), width, "         ", "           ")))?;
    }
    writeln!(out)?;
    for (index, hit) in answer.hits.iter().enumerate() {
        write_hit(out, index + 1, hit, background, width)?;
    }
    let found = match answer.figures {
        0 => many(answer.total, "article"),
        figures => format!("{}, {}", many(answer.total, "article"), many(figures, "matching figure")),
    };
    let shown = answer.hits.len() as u64;
    let part = if shown < answer.total { format!(" ({shown} shown)") } else { String::new() };
    writeln!(out, "{}{part}", bold(&found))?;
    if let Some(toll) = answer.toll.as_ref().filter(|toll| toll.events > 0) {
        writeln!(out, "{}", wrap(&format!("{} (see `warwire toll`)", summary(toll)), width, "Toll     ", "         "))?;
    }
    for (name, counts) in answer.facets.iter().filter(|(_, counts)| !counts.is_empty()) {
        writeln!(out, "{}", facet(name, counts, background, width))?;
    }
    if let Some(cursor) = &answer.after {
        writeln!(out, "{}", dim(&format!("More: --after {}", line(cursor))))?;
    }
    Ok(())
}

/// `2 events, 20–24 killed; 1 contested`.
pub fn summary(toll: &TollSummary) -> String {
    let count = bounds(Some(toll.low), Some(toll.high), toll.open);
    let contested = if toll.contested > 0 { format!("; {} contested", toll.contested) } else { String::new() };
    format!("{}, {count} {}{contested}", many(toll.events, "event"), words::effect(toll.effect))
}

/// One line of a facet: its commonest values with their numbers of articles.
fn facet(name: &str, counts: &[FacetCount], background: &Background<'_>, width: usize) -> String {
    const SHOWN: usize = 6;
    let is_actor = matches!(name, "by" | "source");
    let mut values: Vec<String> = counts
        .iter()
        .take(SHOWN)
        .map(|count| {
            let value = match name {
                _ if is_actor => actor_name(&count.value, background),
                "country" => words::country(&count.value),
                _ => words::plain(&count.value),
            };
            format!("{} {}", line(&value), count.articles)
        })
        .collect();
    if counts.len() > SHOWN {
        values.push(format!("{} more", counts.len() - SHOWN));
    }
    let label = words::plain(name);
    let mut label = label.get(..1).unwrap_or("").to_uppercase() + label.get(1..).unwrap_or("");
    label = format!("{label:<8} ");
    wrap(&values.join(" · "), width, &label, "         ")
}

/// The name of an actor; of one that only the text names, the words that its id was made from.
fn actor_name(id: &str, background: &Background<'_>) -> String {
    let name = (background.actor)(id);
    if name == id { id.replace('-', " ") } else { name }
}

fn write_hit(
    out: &mut dyn Write,
    number: usize,
    hit: &Hit,
    background: &Background<'_>,
    width: usize,
) -> io::Result<()> {
    let dateline = hit.dateline.as_ref();
    let place = dateline.and_then(|dateline| dateline.place.as_ref());
    let agency = dateline.and_then(|dateline| dateline.agency.as_deref());
    let head: Vec<String> = [
        hit.published.map(day),
        place.map(|place| words::where_it_is(&place.name, None, place.country.as_deref())),
        agency.map(line),
        hit.source.as_deref().filter(|source| Some(*source) != agency).map(line),
        hit.distance_km.map(|distance| format!("{distance:.0} km away")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let first = format!("{number:>3}. ");
    writeln!(out, "{}", head_with_id(&head.join(" · "), &line(&hit.id), width, &first, "     "))?;
    if let Some(title) = &hit.title {
        writeln!(out, "{}", bold(&wrap(&line(title), width, "     ", "     ")))?;
    }
    if hit.figures.is_empty() {
        let marks: Vec<(u32, u32)> = hit
            .highlights
            .iter()
            .filter(|mark| mark.field == hit.snippet_field)
            .map(|mark| shifted(mark.span, hit))
            .collect();
        let snippet = marked(&hit.snippet, 0, u32::MAX, &marks);
        writeln!(out, "{}", wrap(&snippet, width, "     ", "     "))?;
    } else {
        let report = (background.report)(&hit.id);
        let shown = hit.figures.get(..SHOWN_FIGURES).unwrap_or(&hit.figures);
        write_figures(out, shown, report.as_ref(), width)?;
        if hit.figures.len() > shown.len() {
            let more = many((hit.figures.len() - shown.len()) as u64, "more figure");
            writeln!(out, "     {}", dim(&format!("{more}: warwire show {}", line(&hit.id))))?;
        }
    }
    if !hit.copies.is_empty() {
        let ids: Vec<String> = hit.copies.iter().map(|copy| line(&copy.id)).collect();
        writeln!(out, "{}", dim(&wrap(&format!("same text: {}", ids.join(", ")), width, "     ", "     ")))?;
    }
    writeln!(out)
}

/// A highlight's span, counted in the snippet.
fn shifted(span: Span, hit: &Hit) -> (u32, u32) {
    let start = hit.snippet_span.0;
    (span.0.saturating_sub(start), span.1.saturating_sub(start))
}

/// Figures of one report, one a line, each sentence below the figures that stand in it.
pub fn write_figures(out: &mut dyn Write, figures: &[Figure], report: Option<&Report>, width: usize) -> io::Result<()> {
    let all = report.map_or(figures, |report| &report.reading.figures);
    let same_sentence = |a: &Figure, b: &Figure| a.field == b.field && a.sentence == b.sentence;
    for group in figures.chunk_by(same_sentence) {
        for figure in group {
            let (sign, note) = scope_words(figure, all);
            let said = format!("{}{note}", words::figure(figure));
            writeln!(out, "{}", wrap(&said, width, &format!("     {sign} "), "         "))?;
        }
        let Some(first) = group.first() else { continue };
        let marks: Vec<(u32, u32)> = group.iter().map(|figure| (figure.span.0, figure.span.1)).collect();
        let text = report.and_then(|report| match first.field {
            Field::Text => Some(report.article.text.as_str()),
            Field::Title => report.article.title.as_deref(),
        });
        let sentence = match text {
            Some(text) => marked(text, first.sentence.0, first.sentence.1, &marks),
            None => line(&first.quote),
        };
        writeln!(out, "{}", wrap(&sentence, width, "         | ", "         | "))?;
    }
    Ok(())
}

/// The sign before a figure's line, and what follows it, by the figure's scope.
fn scope_words(figure: &Figure, all: &[Figure]) -> (&'static str, String) {
    match figure.scope {
        Scope::Event => ("•", String::new()),
        Scope::Cumulative => ("Σ", " · a total over the period".to_string()),
        Scope::Subset => {
            let whole = figure.part_of.as_ref().and_then(|id| all.iter().find(|other| other.id == *id));
            let of = whole.map(|whole| format!(" · part of the {}", words::count(&whole.count)));
            ("└", of.unwrap_or_else(|| " · part of another figure".to_string()))
        }
    }
}
