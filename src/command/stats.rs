//! `warwire stats`: what an index holds.

use std::io::Write;

use anyhow::ensure;

use super::output::stdout;
use super::{Outcome, corpus};
use crate::cli::{Global, StatsArguments};
use crate::render::Format;
use crate::render::overview::write_stats;

pub fn run(arguments: &StatsArguments, global: &Global) -> anyhow::Result<Outcome> {
    ensure!(
        !matches!(arguments.output.format.into(), Format::GeoJson),
        "stats has no places to put on a map: choose another --format than geojson"
    );
    let stats = corpus::open(&arguments.place, global)?.stats()?;
    let format = arguments.output.format.into();
    let mut out = stdout(format, global.color);
    write_stats(&mut out, &stats, format)?;
    out.flush()?;
    Ok(if stats.articles > 0 { Outcome::Found } else { Outcome::Nothing })
}
