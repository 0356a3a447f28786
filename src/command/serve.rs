//! `warwire serve`: answers over HTTP until it is told to stop.

use anyhow::Context;

use super::knowledge::World;
use super::{Outcome, corpus};
use crate::cli::{Global, ServeArguments};
use crate::serve::{Limits, Options};

pub fn run(arguments: &ServeArguments, global: &Global) -> anyhow::Result<Outcome> {
    let knowledge = World::open(global.lexicon.as_deref())?.knowledge();
    let index = corpus::open(&arguments.place, global)?;
    let options = Options {
        listen: arguments.listen,
        allow_origin: arguments.allow_origin.clone(),
        allow_host: arguments.allow_host.clone(),
        limits: Limits::default(),
    };
    let quiet = global.quiet;
    if !quiet && !options.listen.ip().is_loopback() {
        eprintln!("anyone who reaches {} can read the whole index", options.listen);
    }
    let ready = |address| {
        if !quiet {
            eprintln!("http://{address}/ is ready; Ctrl-C ends it");
        }
    };
    crate::serve::run(index, knowledge, options, ready).with_context(|| format!("--listen {}", arguments.listen))?;
    Ok(Outcome::Found)
}
