//! `warwire serve`: answers over HTTP until it is told to stop.

use anyhow::{Context, anyhow, bail};

use super::knowledge::World;
use super::{Outcome, corpus};
use crate::cli::{Global, ServeArguments};
use crate::index::Index;
use crate::serve::{Limits, Options, Token};

/// Where the token is when no file is named. A flag would show it to everyone who lists processes.
const TOKEN_VARIABLE: &str = "WARWIRE_TOKEN";

pub fn run(arguments: &ServeArguments, global: &Global) -> anyhow::Result<Outcome> {
    super::memory::share_heaps();
    let knowledge = World::open(global.lexicon.as_deref())?.knowledge();
    let token = arguments.writable.then(|| token(arguments)).transpose()?;
    let index = match token {
        Some(_) => Index::create_or_open(&arguments.place.index)?,
        None => corpus::open(&arguments.place, global)?,
    };
    let options = Options {
        listen: arguments.listen,
        allow_origin: arguments.allow_origin.clone(),
        allow_host: arguments.allow_host.clone(),
        token,
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

fn token(arguments: &ServeArguments) -> anyhow::Result<Token> {
    let (text, from) = match &arguments.token_file {
        Some(path) => {
            let from = format!("--token-file {}", path.display());
            (std::fs::read_to_string(path).with_context(|| from.clone())?, from)
        }
        None => (std::env::var(TOKEN_VARIABLE).unwrap_or_default(), TOKEN_VARIABLE.to_owned()),
    };
    if text.is_empty() {
        bail!("--writable needs a token: name its file with --token-file, or set {TOKEN_VARIABLE}");
    }
    Token::new(&text).map_err(|message| anyhow!("{from}: {message}"))
}
