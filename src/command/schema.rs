//! The JSON Schemas of what is printed as JSON, generated from the types. A test compares them with `docs/schema`.

use std::path::Path;

use anyhow::Context;
use schemars::{JsonSchema, schema_for};

use crate::answer::{Answer, Figures, SeriesRow, Toll};
use crate::article::{Article, Report};
use crate::index::Stats;
use crate::render::json::{AnnotatedArticle, PlaceCandidate};

/// Every schema with the name of its file, and the OpenAPI document of a server that also writes.
pub fn all() -> Vec<(&'static str, String)> {
    vec![
        ("answer.json", schema::<Answer>()),
        ("figures.json", schema::<Figures>()),
        ("toll.json", schema::<Toll>()),
        ("series.json", schema::<Vec<SeriesRow>>()),
        ("annotated.json", schema::<AnnotatedArticle>()),
        ("report.json", schema::<Report>()),
        ("article.json", schema::<Article>()),
        ("places.json", schema::<Vec<PlaceCandidate>>()),
        ("stats.json", schema::<Stats>()),
        ("openapi.json", format!("{:#}\n", crate::serve::openapi::document(true))),
    ]
}

fn schema<T: JsonSchema>() -> String {
    format!("{:#}\n", schema_for!(T).as_value())
}

/// Writes every schema into a directory.
pub fn write(directory: &Path) -> anyhow::Result<()> {
    for (name, schema) in all() {
        let path = directory.join(name);
        std::fs::write(&path, schema).with_context(|| path.display().to_string())?;
    }
    Ok(())
}
