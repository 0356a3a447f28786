//! `warwire show`: one article with its figures marked.

use std::io::Write;

use super::output::{say_left_out, stdout};
use super::{Outcome, corpus};
use crate::cli::{Global, ShowArguments};
use crate::render::report::show;
use crate::render::safe_line;

pub fn run(arguments: &ShowArguments, global: &Global) -> anyhow::Result<Outcome> {
    let index = corpus::open(&arguments.place, global)?;
    let mut report = index.report(&arguments.id)?;
    if report.is_none()
        && let Some((article, number)) = arguments.id.rsplit_once('#')
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        report = index.report(article)?;
    }
    let Some(report) = report else {
        if !global.quiet {
            eprintln!("no article has the id {}", safe_line(&arguments.id));
        }
        return Ok(Outcome::Nothing);
    };
    let format = arguments.output.format.into();
    let mut out = stdout(format, global.color);
    let left_out = show(&mut out, &report, format)?;
    out.flush()?;
    say_left_out(left_out, global.quiet);
    Ok(Outcome::Found)
}
