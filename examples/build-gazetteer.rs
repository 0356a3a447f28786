//! Builds the built-in gazetteer: `cargo run --release --example build-gazetteer ROWS.tsv data/gazetteer/gazetteer.bin`;
//! the small layer above it: `… build-gazetteer supplement data/gazetteer/supplement.tsv data/gazetteer/supplement.bin`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (count, out) = match arguments.as_slice() {
        [what, rows, out] if what == "supplement" => {
            (warwire::gazetteer::build_supplement(Path::new(rows), Path::new(out))?, out)
        }
        [rows, out] => (warwire::gazetteer::build_from_rows(Path::new(rows), Path::new(out))?, out),
        _ => return Err(std::io::Error::other("usage: build-gazetteer [supplement] ROWS.tsv OUT.bin")),
    };
    eprintln!("{count} places, {} bytes", std::fs::metadata(out)?.len());
    Ok(())
}
