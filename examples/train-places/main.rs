//! Trains the models that recognise and resolve place names, with five-fold cross-validation by article:
//!
//!     cargo run --release --example train-places -- recognition data GOLD.jsonl…
//!     cargo run --release --example train-places -- resolution data GOLD.jsonl…
//!
//!     cargo run --release --example train-places -- roles data FIGURES.jsonl…
//!
//! GOLD rows: `{"id", "text", "toponyms": [{"start", "end", "lat"?, "lon"?}]}`, offsets in code points. Every file weighs
//! about the same. Writes `place-recognition.tsv` or `place-resolution.tsv` into the directory. The resolver is trained
//! on what the recogniser finds, so the recogniser comes first. FIGURES rows: `{"id", "title", "text", "figures":
//! [{"quote", "low", "high", "effect", "place", "country", "lat", "lon"}]}`, several names of a place parted by `|`; they train where statements happened, and the first
//! file of them is what the cross-validation judges.

mod gold;
#[path = "../labelled/mod.rs"]
mod labelled;
mod recognition;
mod resolution;
mod roles;

const FOLDS: usize = 5;

/// Parts for cross-validation: `FOLDS`, or as many as `TRAIN_FOLDS` says (2 trains on one half and scores the other).
fn folds() -> usize {
    std::env::var("TRAIN_FOLDS").ok().and_then(|folds| folds.parse().ok()).filter(|&folds| folds > 1).unwrap_or(FOLDS)
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [what, directory, files @ ..] if what == "recognition" => recognition::train_all(directory.as_ref(), files),
        [what, directory, files @ ..] if what == "resolution" => resolution::train_all(directory.as_ref(), files),
        [what, directory, files @ ..] if what == "roles" => roles::train_all(directory.as_ref(), files),
        _ => Err(std::io::Error::other("usage: train-places recognition|resolution|roles DIRECTORY GOLD.jsonl...")),
    }
}
