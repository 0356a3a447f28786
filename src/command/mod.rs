//! The commands: each puts the pipeline together for one verb and says how it ended.
//! What a command prints as data goes to standard output, everything else to standard error.

mod annotate;
mod ask;
mod corpus;
mod index;
mod interrupt;
mod keep;
mod knowledge;
mod mcp;
mod memory;
mod output;
mod place;
mod reading;
pub mod schema;
mod search;
mod serve;
mod show;
mod stats;
mod toll;
mod watch;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::cli::{Arguments, Command, Global};
use output::is_broken_pipe;

/// How a command ended, when it was no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Found,
    Nothing,
    /// It did its work, but something that was asked for could not be read.
    Trouble,
    Interrupted,
}

/// Reads the arguments of the process and runs what they ask for.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers; where nobody reads them on, that is no error either.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let ended = dispatch(arguments.command, &arguments.global);
    match ended {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Trouble) => ExitCode::from(2),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("warwire: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: Command, global: &Global) -> anyhow::Result<Outcome> {
    match command {
        Command::Index(arguments) => index::run(&arguments, global),
        Command::Search(arguments) => search::run(&arguments, global),
        Command::Toll(arguments) => toll::run(&arguments, global),
        Command::Show(arguments) => show::run(&arguments, global),
        Command::Annotate(arguments) => annotate::run(&arguments, global),
        Command::Mcp(arguments) => mcp::run(&arguments, global),
        Command::Place(arguments) => place::run(&arguments, global),
        Command::Serve(arguments) => serve::run(&arguments, global),
        Command::Stats(arguments) => stats::run(&arguments, global),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "warwire", &mut std::io::stdout());
            Ok(Outcome::Found)
        }
        Command::Man => {
            manual(&mut std::io::stdout())?;
            Ok(Outcome::Found)
        }
        Command::PdfText => {
            crate::source::pdf::help(std::io::stdin(), std::io::stdout())?;
            Ok(Outcome::Found)
        }
        Command::Schema { directory } => {
            schema::write(&directory)?;
            Ok(Outcome::Found)
        }
    }
}

/// The manual: a page for the program and one for each command.
fn manual(out: &mut impl Write) -> std::io::Result<()> {
    let mut program = Arguments::command();
    program.build();
    clap_mangen::Man::new(program.clone()).render(out)?;
    for command in program.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help") {
        clap_mangen::Man::new(command.clone()).render(out)?;
    }
    Ok(())
}

/// The program's own directory under one of the user's: the one that a variable names, or its usual place in the home
/// directory. `None` without either.
fn user_directory(variable: &str, usual: &str) -> Option<std::path::PathBuf> {
    let absolute = |path: &std::path::PathBuf| path.is_absolute();
    let named = std::env::var_os(variable).map(std::path::PathBuf::from).filter(absolute);
    let home = || std::env::home_dir().filter(absolute).map(|home| home.join(usual));
    named.or_else(home).map(|directory| directory.join("warwire"))
}
