//! Articles with what was read out of them: `show` and `annotate`. Articles are written one after another, so that a
//! long run needs no memory. It must not know where they come from.

use std::io::{self, Write};

use super::csv::{About, Table};
use super::escape::{line, marked};
use super::geojson::{Features, article_properties};
use super::json::Annotated;
use super::layout::{bold, head_with_id, width, wrap};
use super::words::{self, day, many};
use super::{Format, json};
use crate::article::{Field, MentionKind, Report};

/// Writes reports one by one in any format.
pub struct Reports<'o> {
    out: &'o mut dyn Write,
    format: Format,
    written: u64,
    features: u64,
    /// Figures that GeoJSON could not show.
    pub left_out: u64,
}

impl<'o> Reports<'o> {
    pub fn begin(out: &'o mut dyn Write, format: Format) -> io::Result<Reports<'o>> {
        match format {
            Format::Json => write!(out, "[")?,
            Format::Csv => Table::figures(out)?.finish()?,
            Format::GeoJson => {
                Features::begin(out)?;
            }
            Format::Table | Format::JsonLines => {}
        }
        Ok(Reports { out, format, written: 0, features: 0, left_out: 0 })
    }

    pub fn write(&mut self, report: &Report) -> io::Result<()> {
        match self.format {
            Format::Table => summary(self.out, report)?,
            Format::Json => {
                write!(self.out, "{}", if self.written == 0 { "\n" } else { ",\n" })?;
                json::compact(self.out, &Annotated::from(report))?;
            }
            Format::JsonLines => json::line(self.out, &Annotated::from(report))?,
            Format::Csv => {
                let mut rows = Table::continued(self.out);
                rows.article(&About::from(report), &report.reading.figures, false)?;
                rows.finish()?;
            }
            Format::GeoJson => {
                let mut features = Features::continued(self.out, self.features);
                let article = article_properties(&About::from(report));
                report.reading.figures.iter().try_for_each(|figure| features.figure(figure, &article))?;
                let (written, left_out) = features.counts();
                self.features = written;
                self.left_out += left_out;
            }
        }
        self.written += 1;
        Ok(())
    }

    pub fn end(self) -> io::Result<()> {
        match self.format {
            Format::Json => writeln!(self.out, "\n]")?,
            Format::GeoJson => Features::continued(self.out, self.features).end()?,
            Format::Table | Format::JsonLines | Format::Csv => {}
        }
        self.out.flush()
    }
}

/// An article's head: date, dateline, source, id, title.
fn head(out: &mut dyn Write, report: &Report, width: usize) -> io::Result<()> {
    let Report { article, reading } = report;
    let dateline = reading.dateline.as_ref();
    let agency = dateline.and_then(|dateline| dateline.agency.as_deref());
    let place = dateline.and_then(|dateline| dateline.place.as_ref());
    let parts: Vec<String> = [
        reading.published.map(day),
        place.map(|place| words::where_it_is(&place.name, place.admin1.as_deref(), place.country.as_deref())),
        agency.map(line),
        article.source.as_deref().filter(|source| Some(*source) != agency).map(line),
        article.url.as_deref().map(line),
        article
            .encoding
            .as_ref()
            .map(|encoding| format!("decoded from {} ({})", line(&encoding.name), encoding.known_by)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let Some(title) = &article.title {
        writeln!(out, "{}", bold(&wrap(&line(title), width, "", "")))?;
    }
    writeln!(out, "{}", head_with_id(&parts.join(" · "), &line(&article.id), width, "", ""))
}

/// An article's head and its figures.
fn summary(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let width = width();
    head(out, report, width)?;
    figures(out, report, width)?;
    writeln!(out)
}

fn figures(out: &mut dyn Write, report: &Report, width: usize) -> io::Result<()> {
    let figures = &report.reading.figures;
    if figures.is_empty() {
        return writeln!(out, "     no figures");
    }
    super::answer::write_figures(out, figures, Some(report), width)
}

/// One article for `show`: the whole text with its figures marked, then what was read.
pub fn show(out: &mut dyn Write, report: &Report, format: Format) -> io::Result<u64> {
    match format {
        Format::Table => whole(out, report)?,
        Format::Json => json::document(out, report)?,
        Format::JsonLines => json::line(out, report)?,
        Format::Csv | Format::GeoJson => {
            let mut reports = Reports::begin(out, format)?;
            reports.write(report)?;
            let left_out = reports.left_out;
            reports.end()?;
            return Ok(left_out);
        }
    }
    Ok(0)
}

fn whole(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let width = width();
    let Report { article, reading } = report;
    head(out, report, width)?;
    writeln!(out)?;
    let mut marks: Vec<(u32, u32)> = reading
        .figures
        .iter()
        .filter(|figure| figure.field == Field::Text)
        .map(|figure| (figure.span.0, figure.span.1))
        .collect();
    marks.sort_unstable();
    let mut start = 0;
    for paragraph in article.text.trim_end_matches('\n').split('\n') {
        let end = start + paragraph.chars().count() as u32;
        // Only the marks of this paragraph, so that a long article is not gone through once for every figure.
        let from = marks.partition_point(|mark| mark.1 <= start);
        let to = marks.partition_point(|mark| mark.0 < end);
        let here = marks.get(from..to).unwrap_or_default();
        writeln!(out, "{}", wrap(&marked(paragraph, 0, end - start, &shifted(here, start)), width, "", ""))?;
        start = end + 1;
    }
    writeln!(out, "\n{}", bold(&many(reading.figures.len() as u64, "figure")))?;
    figures(out, report, width)?;
    let list = |label: &str, mut names: Vec<String>| {
        names.dedup();
        if names.is_empty() { None } else { Some(wrap(&names.join(" · "), width, label, "         ")) }
    };
    let actors = reading.actors.iter().map(|actor| line(&actor.name)).collect();
    let mut places: Vec<String> = reading
        .places
        .iter()
        .filter(|place| place.kind == MentionKind::Literal)
        .map(|place| words::where_it_is(&place.name, place.admin1.as_deref(), place.country.as_deref()))
        .collect();
    places.sort();
    for listed in [list("Actors   ", actors), list("Places   ", places)].into_iter().flatten() {
        writeln!(out, "{listed}")?;
    }
    Ok(())
}

fn shifted(marks: &[(u32, u32)], start: u32) -> Vec<(u32, u32)> {
    marks.iter().map(|(from, to)| (from.saturating_sub(start), to.saturating_sub(start))).collect()
}
