//! Figures of many articles in every format but a table. It must not know how they were found.

use std::io::{self, Write};

use super::csv::{About, Table};
use super::geojson::{Features, article_properties};
use super::{Format, json};
use crate::answer::{Figures, FoundFigure};

impl<'a> From<&'a FoundFigure> for About<'a> {
    fn from(found: &'a FoundFigure) -> About<'a> {
        About {
            id: &found.article,
            title: found.title.as_deref(),
            published: found.published,
            publisher: found.publisher.as_deref(),
            url: found.url.as_deref(),
        }
    }
}

/// Writes figures; JSON stands on one line. Gives the number of figures that a format could not show.
pub fn write(out: &mut dyn Write, figures: &Figures, format: Format) -> io::Result<u64> {
    match format {
        Format::Json | Format::Table => json::line(out, figures)?,
        Format::JsonLines => figures.figures.iter().try_for_each(|found| json::line(out, found))?,
        Format::Csv => {
            let mut rows = Table::figures(out)?;
            for found in &figures.figures {
                rows.article(&About::from(found), std::slice::from_ref(&found.figure), false)?;
            }
            rows.finish()?;
        }
        Format::GeoJson => {
            let mut features = Features::begin(out)?;
            for found in &figures.figures {
                features.figure(&found.figure, &article_properties(&About::from(found)))?;
            }
            let (_, left_out) = features.counts();
            features.end()?;
            return Ok(left_out);
        }
    }
    Ok(0)
}
