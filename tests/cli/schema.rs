//! The JSON Schemas in `docs/schema` are those of the types.

use std::path::Path;

#[test]
fn the_schemas_in_docs_are_up_to_date() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    for (name, schema) in warwire::command::schema::all() {
        let written = std::fs::read_to_string(directory.join(name)).unwrap_or_default();
        assert!(
            written == schema,
            "docs/schema/{name} is out of date; write it with `cargo run -- schema docs/schema`"
        );
    }
}
