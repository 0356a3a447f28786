//! Builds the built-in gazetteer: `cargo run --release --example build-gazetteer ROWS.tsv data/gazetteer/gazetteer.bin`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rows, out] = arguments.as_slice() else {
        return Err(std::io::Error::other("usage: build-gazetteer ROWS.tsv OUT.bin"));
    };
    let count = warwire::gazetteer::build_from_rows(Path::new(rows), Path::new(out))?;
    eprintln!("{count} places, {} bytes", std::fs::metadata(out)?.len());
    Ok(())
}
