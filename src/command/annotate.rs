//! `warwire annotate`: prints what is read out of articles, in input order, without an index.

use std::path::Path;

use super::Outcome;
use super::knowledge::World;
use super::output::{say_left_out, stdout};
use super::reading::{self, Receiver, Run};
use crate::article::Report;
use crate::cli::{AnnotateArguments, Global};
use crate::render::report::Reports;
use crate::source::Found;

pub fn run(arguments: &AnnotateArguments, global: &Global) -> anyhow::Result<Outcome> {
    let knowledge = World::open(global.lexicon.as_deref())?.knowledge();
    let format = arguments.output.format.into();
    let mut out = stdout(format, global.color);
    let mut printer = Printer { reports: Reports::begin(&mut out, format)? };
    let run = Run {
        paths: &arguments.paths,
        options: reading::options(&arguments.reading)?,
        knowledge: &knowledge,
        quiet: global.quiet,
        verbose: arguments.verbose,
    };
    let tally = reading::read(run, &mut printer)?;
    let left_out = printer.reports.left_out;
    printer.reports.end()?;
    say_left_out(left_out, global.quiet);
    if !global.quiet {
        eprintln!("{}", tally.summary("read"));
    }
    Ok(match () {
        _ if tally.trouble(arguments.strict) => Outcome::Trouble,
        _ if tally.articles == 0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

struct Printer<'o> {
    reports: Reports<'o>,
}

impl Receiver for Printer<'_> {
    fn wants(&mut self, _found: &Found) -> anyhow::Result<bool> {
        Ok(true)
    }

    fn receive(&mut self, report: Report, _path: &Path) -> anyhow::Result<()> {
        Ok(self.reports.write(&report)?)
    }
}
