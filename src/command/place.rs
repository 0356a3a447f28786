//! `warwire place`: what the gazetteer knows of a name.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::Outcome;
use super::knowledge::{World, layer_directory};
use super::output::stdout;
use crate::cli::{Global, PlaceArguments};
use crate::gazetteer::Gazetteer;
use crate::render::json::PlaceCandidate;
use crate::render::overview::write_places;

/// The file of the imported layer in the directory of layers.
const LAYER: &str = "geonames.layer";

pub fn run(arguments: &PlaceArguments, global: &Global) -> anyhow::Result<Outcome> {
    if !arguments.import.is_empty() {
        import(&arguments.import, global)?;
        if arguments.name.is_empty() {
            return Ok(Outcome::Found);
        }
    }
    let world = World::open(global.lexicon.as_deref())?;
    let name = arguments.name.join(" ");
    let places = PlaceCandidate::of_name(&name, &arguments.country, arguments.limit, world.gazetteer);
    let format = arguments.output.format.into();
    let mut out = stdout(format, global.color);
    if !places.is_empty() || format != crate::render::Format::Table {
        write_places(&mut out, &places, format)?;
    }
    out.flush()?;
    if places.is_empty() && !global.quiet {
        eprintln!("no place is called {}", crate::render::safe_line(&name));
    }
    Ok(if places.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

/// Makes a layer of GeoNames dumps; it takes the place of the layer of an earlier import.
fn import(files: &[PathBuf], global: &Global) -> anyhow::Result<()> {
    let Some(directory) = layer_directory() else { bail!("no home directory to keep the imported places in") };
    std::fs::create_dir_all(&directory).with_context(|| directory.display().to_string())?;
    let shown = !global.quiet && std::io::stderr().is_terminal();
    let bar = if shown { ProgressBar::new(0) } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::default_bar().template("{bar:40} {bytes} of {total_bytes}, {eta} left")?);
    let report = Gazetteer::import(files, &directory.join(LAYER), |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    for row in &report.broken_rows {
        eprintln!("{}", crate::render::safe_line(row));
    }
    if !global.quiet {
        eprintln!(
            "{} places and {} alternate names added; {} places known already, {} given twice, {} rows left out, {} broken",
            report.places, report.names, report.known, report.repeated, report.left_out, report.broken
        );
    }
    Ok(())
}
