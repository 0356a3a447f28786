//! Every field of the index, said once: its name, how it is indexed and which kind of document carries it.
//! It must not know what values mean or who asks for them.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

use super::terms::TERMS;

/// The format of what is on disk; raised whenever a field or its meaning changes.
pub(crate) const FORMAT: u32 = 5;

/// The value of `kind` in an article's document.
pub(crate) const ARTICLE: &str = "article";
/// The value of `kind` in a figure's document.
pub(crate) const FIGURE: &str = "figure";

/// The month that stands for "longer than can be listed" in `span_month`.
pub(crate) const LONG_SPAN: u64 = 0;

/// Analysed text with positions, for scores and phrases.
fn words(builder: &mut SchemaBuilder, name: &str) -> Field {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(TERMS).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

/// A whole value as one term, without norms.
fn exact() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

fn term(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, exact())
}

/// A term that can be counted as well.
fn facet(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, exact().set_fast("raw"))
}

/// A string that can only be read and counted.
fn column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, TextOptions::default().set_fast("raw"))
}

fn number(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_u64_field(name, NumericOptions::from(FAST))
}

fn day(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_i64_field(name, NumericOptions::from(FAST))
}

fn degrees(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_f64_field(name, NumericOptions::from(FAST))
}

fn cell(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_u64_field(name, NumericOptions::from(INDEXED))
}

macro_rules! fields {
    ($($(#[$meta:meta])* $name:ident: $make:expr;)+) => {
        /// The fields, by name.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Fields { $($(#[$meta])* pub $name: Field),+ }

        /// Names of fields, for their columns.
        pub(crate) mod name {
            $(#[allow(non_upper_case_globals, dead_code)] pub const $name: &str = stringify!($name);)+
        }

        /// The schema and its fields.
        pub(crate) fn schema() -> (Schema, Fields) {
            let mut builder = Schema::builder();
            let fields = Fields { $($name: ($make)(&mut builder, stringify!($name))),+ };
            (builder.build(), fields)
        }
    };
}

fn stored_bytes(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_bytes_field(name, STORED)
}

fn stored_text(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, TextOptions::default().set_stored())
}

fields! {
    // Both kinds of document.
    /// `article` or `figure`.
    kind: term;
    /// Id of the article: a block is deleted by it.
    id: facet;
    /// The record as JSON: a figure, or a report without its text and figures.
    record: stored_bytes;

    // Articles.
    body: stored_text;
    text: words;
    title: words;
    /// Transliteration skeletons of the capitalised words of title and text.
    skeleton: words;
    published: day;
    /// Hash of the id: the last word in every order of hits.
    id_hash: number;
    content_hash_high: number;
    content_hash_low: number;
    /// How many figures follow in the block.
    children: number;
    path: column;
    publisher: facet;
    language: facet;
    /// As the dateline prints it; `agency_folded` is what is searched.
    agency: column;
    agency_folded: term;
    dateline: column;
    dateline_country: term;
    dateline_admin1: term;
    dateline_lat: degrees;
    dateline_lon: degrees;
    dateline_precision: number;
    actor: term;
    /// Hashes of the names of towns, villages and districts that an article speaks of: see `name_hash`.
    mention: |builder: &mut SchemaBuilder, name: &str| builder.add_u64_field(name, FAST);
    /// Label of the cluster of near-duplicates; an article alone has its own `id_hash`.
    cluster: |builder: &mut SchemaBuilder, name: &str| builder.add_u64_field(name, INDEXED | FAST);
    /// Keys under which near-duplicates meet.
    band: cell;

    // Figures.
    effect: facet;
    victims: facet;
    group: facet;
    affiliation: column;
    affiliation_folded: term;
    by: facet;
    source: facet;
    source_kind: facet;
    denied_by: facet;
    method: facet;
    scope: facet;
    stance: facet;
    unit: facet;
    country: facet;
    admin1: facet;
    place: column;
    precision: number;
    lat: degrees;
    lon: degrees;
    cell4: cell;
    cell5: cell;
    from_day: day;
    to_day: day;
    /// Months that the period touches, for facets; none for periods longer than 31 days.
    month: column;
    /// Years that the period touches; none for periods longer than 366 days.
    year: column;
    /// Months that the period touches as `year * 12 + month`, or `LONG_SPAN`: candidates for dates.
    span_month: cell;
    low: number;
    high: number;
    confidence: degrees;
    /// How much the figure stands out in its report: see `standing`.
    standing: degrees;
    /// For a subset: position among the article's figures, from 0, of the whole.
    whole: number;
}
