# Shortcuts for those who have `just`; each line is an ordinary command.

# Everything that a change has to pass
check:
    .ci/run

# Write the JSON Schemas and the examples of the documentation anew
docs:
    cargo run -- schema docs/schema
    WARWIRE_UPDATE_DOCS=1 cargo test --test cli docs

# Time reading, indexing and searching
bench:
    cargo bench

# Ask the shipped corpus: just ask "civilian deaths near Raqa in November 2016"
ask question:
    cargo run --release -- search --corpus corpus "{{question}}"
