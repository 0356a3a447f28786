//! `warwire search`: finds articles by what their figures say.

use std::io::Write;

use super::knowledge::World;
use super::output::{say_left_out, stdout};
use super::{Outcome, ask, corpus};
use crate::answer::{Answer, DEFAULT_FACETS, answer};
use crate::cli::{Global, PageArguments, SearchArguments};
use crate::query::ast::{Page, Sort};
use crate::render::Format;
use crate::render::answer::{Background, write};

pub fn run(arguments: &SearchArguments, global: &Global) -> anyhow::Result<Outcome> {
    let world = World::open(global.lexicon.as_deref())?;
    let index = corpus::open(&arguments.place, global)?;
    let asked = ask::read(&arguments.filters, &arguments.question, &world, &index.countries()?)?;
    let answer = answer(&index, &asked.query, &page(&arguments.page))?;
    let answer = Answer { readings: asked.parts, ..answer };
    let format = arguments.output.format.into();
    say_readings(format, &asked.readings, global.quiet);
    // A report that cannot be fetched is shown by its figures' quotes alone.
    let report = |id: &str| index.report(id).ok().flatten();
    let actor = |id: &str| world.lexicon.actor_name(id);
    let background = Background { report: &report, actor: &actor, readings: &asked.readings };
    let mut out = stdout(format, global.color);
    let left_out = write(&mut out, &answer, format, &background)?;
    out.flush()?;
    say_left_out(left_out, global.quiet);
    Ok(if answer.total > 0 { Outcome::Found } else { Outcome::Nothing })
}

/// Says on standard error how the words were read, where the format has no room for it.
pub fn say_readings(format: Format, readings: &[String], quiet: bool) {
    if format != Format::Table && !quiet {
        readings.iter().for_each(|reading| eprintln!("{reading}"));
    }
}

fn page(arguments: &PageArguments) -> Page {
    let sort = Sort::named(&arguments.sort);
    let facets = if arguments.facet.is_empty() { DEFAULT_FACETS.to_vec() } else { arguments.facet.clone() };
    Page { sort, limit: usize::from(arguments.limit), after: arguments.after.clone(), facets, copies: arguments.copies }
}
