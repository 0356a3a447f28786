//! Shows answers, tolls, articles and places: as tables for a person, as JSON, CSV and GeoJSON for other tools.
//! It writes what it is given and must not know how it was found.

pub mod answer;
pub mod brief;
mod csv;
mod escape;
pub mod figures;
mod geojson;
pub mod json;
mod layout;
pub mod overview;
mod query;
pub mod report;
pub mod toll;
mod words;

use std::io;

pub use escape::line as safe_line;
pub use words::{many, number};

/// How results are shown; the command line has the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Table,
    Json,
    JsonLines,
    Csv,
    GeoJson,
}

fn invalid(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::other(error)
}
