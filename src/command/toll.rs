//! `warwire toll`: reconciles the figures that match into events and totals.

use std::io::Write;

use super::knowledge::World;
use super::output::{say_left_out, stdout};
use super::search::say_readings;
use super::{Outcome, ask, corpus};
use crate::answer::{Toll, series, toll};
use crate::cli::{Global, TollArguments};
use crate::render::answer::Background;
use crate::render::toll::{write, write_series};

pub fn run(arguments: &TollArguments, global: &Global) -> anyhow::Result<Outcome> {
    let world = World::open(global.lexicon.as_deref())?;
    let index = corpus::open(&arguments.place, global)?;
    let asked = ask::read(&arguments.filters, &arguments.question, &world, &index.countries()?)?;
    let toll = toll(&index, &asked.query)?;
    let toll = Toll { readings: asked.parts, ..toll };
    let format = arguments.output.format.into();
    say_readings(format, &asked.readings, global.quiet);
    let mut out = stdout(format, global.color);
    let found = match arguments.series_by() {
        Some(by) => {
            let rows = series(&toll, by);
            write_series(&mut out, &rows, format)?;
            !rows.is_empty()
        }
        None => {
            let actor = |id: &str| world.lexicon.actor_name(id);
            let background = Background { report: &|_| None, actor: &actor, readings: &asked.readings };
            say_left_out(write(&mut out, &toll, format, &background)?, global.quiet);
            !toll.events.is_empty() || !toll.cumulative.is_empty()
        }
    };
    out.flush()?;
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}
