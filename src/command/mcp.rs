//! `warwire mcp`: tools for language models, over standard input and output.

use super::knowledge::World;
use super::{Outcome, corpus};
use crate::cli::{Global, McpArguments};

pub fn run(arguments: &McpArguments, global: &Global) -> anyhow::Result<Outcome> {
    let knowledge = World::open(global.lexicon.as_deref())?.knowledge();
    let index = corpus::open(&arguments.place, global)?;
    crate::serve::mcp::run(index, knowledge)?;
    Ok(Outcome::Found)
}
