//! Small tables: candidates of the gazetteer, and what an index holds. It must not know where they come from.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table};

use super::escape::line;
use super::geojson::Features;
use super::json::PlaceCandidate;
use super::layout::{width, wrap};
use super::words::{day, number, plain};
use super::{Format, csv, json};
use crate::index::Stats;

/// An empty table with a header.
pub fn grid(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_header(header);
    table
}

/// Columns of a terminal that the table of places keeps within, by breaking long names.
const TABLE_WIDTH: u16 = 80;

/// Writes what a name may mean.
pub fn write_places(out: &mut dyn Write, places: &[PlaceCandidate], format: Format) -> io::Result<()> {
    match format {
        Format::Table => {
            let mut table = grid(&["place", "region", "country", "latitude", "longitude", "kind", "people", "matched"]);
            for place in places {
                table.add_row([
                    line(&place.name),
                    place.admin1.as_deref().map(line).unwrap_or_default(),
                    place.country.clone().unwrap_or_default(),
                    format!("{:.4}", place.lat),
                    format!("{:.4}", place.lon),
                    plain(&place.kind),
                    place.population.map(|people| number(u64::from(people))).unwrap_or_default(),
                    place.matched.clone(),
                ]);
            }
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(TABLE_WIDTH);
            // Only names break; numbers and short words keep their columns.
            for index in 2..8 {
                if let Some(column) = table.column_mut(index) {
                    column.set_constraint(ColumnConstraint::ContentWidth);
                }
            }
            for index in [3, 4, 6] {
                if let Some(column) = table.column_mut(index) {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
            writeln!(out, "{table}")
        }
        Format::Json => json::document(out, &places),
        Format::JsonLines => places.iter().try_for_each(|place| json::line(out, place)),
        Format::Csv => csv::places(out, places),
        Format::GeoJson => {
            let mut features = Features::begin(out)?;
            places.iter().try_for_each(|place| features.place(place))?;
            features.end()
        }
    }
}

/// Writes what an index holds.
pub fn write_stats(out: &mut dyn Write, stats: &Stats, format: Format) -> io::Result<()> {
    match format {
        Format::Json | Format::GeoJson => json::document(out, stats),
        Format::JsonLines => json::line(out, stats),
        Format::Csv => csv::pairs(out, &pairs(stats)),
        Format::Table => {
            let rest = " ".repeat(15);
            let show = |(what, value): &(String, String)| wrap(&line(value), width(), &format!("{what:<15}"), &rest);
            pairs(stats).iter().try_for_each(|pair| writeln!(out, "{}", show(pair)))
        }
    }
}

fn pairs(stats: &Stats) -> Vec<(String, String)> {
    let names = |counts: &[(String, u64)]| {
        let shown = counts.iter().take(20).map(|(name, count)| format!("{name} {}", number(*count)));
        let rest = counts.len().saturating_sub(20);
        let rest = (rest > 0).then(|| format!("{rest} more"));
        shown.chain(rest).collect::<Vec<_>>().join(", ")
    };
    let days = match (stats.earliest, stats.latest) {
        (Some(earliest), Some(latest)) => format!("{} – {}", day(earliest), day(latest)),
        _ => String::new(),
    };
    [
        ("articles", number(stats.articles)),
        ("figures", number(stats.figures)),
        ("published", days),
        ("sources", names(&stats.sources)),
        ("languages", names(&stats.languages)),
        ("segments", number(stats.segments)),
        ("bytes on disk", number(stats.bytes)),
        ("format", stats.format.to_string()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(what, value)| (what.to_string(), value))
    .collect()
}
