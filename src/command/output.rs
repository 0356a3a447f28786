//! Standard output: buffered, coloured only where it is wanted. A reader that goes away is no error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use anstream::{AutoStream, ColorChoice};

use crate::cli;
use crate::render::Format;

/// Standard output for one format. Tables lose their colours unless a terminal (or the user) wants them; data passes
/// as it is.
pub fn stdout(format: Format, color: cli::Color) -> BufWriter<Box<dyn Write>> {
    let lock: StdoutLock<'static> = io::stdout().lock();
    let out: Box<dyn Write> = match format {
        Format::Table => Box::new(AutoStream::new(lock, choice(color))),
        _ => Box::new(lock),
    };
    BufWriter::with_capacity(64 * 1024, out)
}

fn choice(color: cli::Color) -> ColorChoice {
    match color {
        cli::Color::Always => ColorChoice::AlwaysAnsi,
        cli::Color::Never => ColorChoice::Never,
        // NO_COLOR and CLICOLOR are heeded by the stream itself.
        cli::Color::Auto if io::stdout().is_terminal() => ColorChoice::Auto,
        cli::Color::Auto => ColorChoice::Never,
    }
}

/// Whether an error is only that nobody reads on.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json)
    };
    error.chain().any(|cause| kind(cause) == Some(io::ErrorKind::BrokenPipe))
}

impl From<cli::Format> for Format {
    fn from(format: cli::Format) -> Format {
        match format {
            cli::Format::Table => Format::Table,
            cli::Format::Json => Format::Json,
            cli::Format::Jsonl => Format::JsonLines,
            cli::Format::Csv => Format::Csv,
            cli::Format::Geojson => Format::GeoJson,
        }
    }
}

/// Says on standard error what a format could not show.
pub fn say_left_out(left_out: u64, quiet: bool) {
    if left_out > 0 && !quiet {
        eprintln!("{} without coordinates left out", crate::render::many(left_out, "figure"));
    }
}
