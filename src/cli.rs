//! The command line: what can be typed, and nothing of what it does.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

mod serving;

pub use serving::{McpArguments, ServeArguments};

use crate::answer::SeriesBy;
use crate::query::ast::FacetField;
use crate::query::filters::{self, parse_distance};
use crate::vocabulary::*;

/// A search engine that reads war reporting the way a casualty recorder does.
#[derive(Debug, Parser)]
#[command(name = "warwire", version, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 found, 1 nothing found, 2 error.")]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// Read lexicon files (actors.tsv, …) from this directory instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Global")]
    pub lexicon: Option<PathBuf>,
    /// Say nothing on standard error but errors
    #[arg(long, short, global = true, help_heading = "Global")]
    pub quiet: bool,
    /// When to colour the output
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = "Global")]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add articles to an index, or update them; unchanged ones are skipped
    Index(IndexArguments),
    /// Find articles by what their figures say
    Search(SearchArguments),
    /// Reconcile the figures that match into events and totals
    Toll(TollArguments),
    /// Show an article with its figures marked
    Show(ShowArguments),
    /// Print what is read out of articles, without an index
    Annotate(AnnotateArguments),
    /// Look a place up in the gazetteer
    Place(PlaceArguments),
    /// Serve answers over HTTP, with a page to ask on
    Serve(ServeArguments),
    /// Offer search, toll, article and place as tools to a language model (MCP over standard input and output)
    Mcp(McpArguments),
    /// Say what an index holds
    Stats(StatsArguments),
    /// Print shell completions
    Completions { shell: clap_complete::Shell },
    /// Print the manual page
    Man,
    /// Print the text of the PDF document on standard input as JSON: what other commands call for each document
    #[command(hide = true)]
    PdfText,
    /// Write the JSON Schemas of docs/schema
    #[command(hide = true)]
    Schema {
        #[arg(value_name = "DIR")]
        directory: PathBuf,
    },
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person
    #[default]
    Table,
    /// One JSON document
    Json,
    /// One JSON object a line
    Jsonl,
    /// A row a figure (or event, or place)
    Csv,
    /// A point a figure (or event, or place), RFC 7946
    Geojson,
}

#[derive(Debug, Args)]
pub struct Output {
    /// How to print the results
    #[arg(long, short, value_enum, default_value_t)]
    pub format: Format,
}

/// How files are read.
#[derive(Clone, Debug, Args)]
pub struct Reading {
    /// Which column or key holds a field: text=story, published=day (repeatable)
    #[arg(long, value_name = "FIELD=COLUMN", help_heading = "Reading")]
    pub map: Vec<String>,
    /// What text that is not UTF-8 is decoded from, such as windows-1252; detected unless given
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub encoding: Option<String>,
    /// The longest line, and the longest text of one article, that is read; 64MB and 8MB unless given
    #[arg(long, value_name = "SIZE", value_parser = parse_size, help_heading = "Reading")]
    pub max_line: Option<usize>,
}

#[derive(Debug, Args)]
pub struct IndexArguments {
    /// Files and directories; `-` reads standard input
    #[arg(value_name = "PATH", required_unless_present_any = ["delete", "prune", "reannotate"])]
    pub paths: Vec<PathBuf>,
    /// Directory of the index
    #[arg(long, value_name = "DIR", default_value = ".warwire", value_hint = ValueHint::DirPath)]
    pub index: PathBuf,
    /// Remove these articles
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub delete: Vec<String>,
    /// Remove articles whose file is gone
    #[arg(long)]
    pub prune: bool,
    /// Read the stored texts anew, without their files
    #[arg(long)]
    pub reannotate: bool,
    /// Stay, and read files as they land or change under the paths (with --prune, remove the articles of those that
    /// go), until Ctrl-C
    #[arg(long, requires = "paths")]
    pub watch: bool,
    /// Exit with 2 when any article was skipped
    #[arg(long)]
    pub strict: bool,
    /// Name every article without a date, and every problem past the first hundred
    #[arg(long, short)]
    pub verbose: bool,
    #[command(flatten)]
    pub reading: Reading,
}

/// Where articles are searched.
#[derive(Debug, Args)]
pub struct Place {
    /// Directory of the index
    #[arg(long, value_name = "DIR", default_value = ".warwire", value_hint = ValueHint::DirPath)]
    pub index: PathBuf,
    /// Search this file or directory; its index is kept in the user's cache and renewed when a file changes
    #[arg(long, value_name = "PATH", conflicts_with = "index", value_hint = ValueHint::AnyPath)]
    pub corpus: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Args)]
pub struct SearchArguments {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub filters: Filters,
    #[command(flatten)]
    pub page: PageArguments,
    #[command(flatten)]
    pub output: Output,
    /// A question in plain English
    #[arg(value_name = "QUESTION")]
    pub question: Vec<String>,
}

#[derive(Debug, Args)]
pub struct TollArguments {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub filters: Filters,
    /// Cut the toll into a series
    #[arg(long, value_parser = ["month", "place", "source"])]
    pub series: Option<String>,
    #[command(flatten)]
    pub output: Output,
    /// A question in plain English
    #[arg(value_name = "QUESTION")]
    pub question: Vec<String>,
}

impl TollArguments {
    /// By what the toll is to be cut.
    pub fn series_by(&self) -> Option<SeriesBy> {
        self.series.as_deref().map(SeriesBy::named)
    }
}

/// Constraints. All that are about figures must hold on the same figure; values of one flag are alternatives.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Figures")]
pub struct Filters {
    /// Harm near a place, or near LAT,LON
    #[arg(long, value_name = "PLACE|LAT,LON", allow_hyphen_values = true)]
    pub near: Option<String>,
    /// How near: 50km, 30mi
    #[arg(long, value_name = "DISTANCE", default_value = "50km", value_parser = parse_distance)]
    pub within: f64,
    /// Harm inside a country, province or city
    #[arg(long = "in", value_name = "PLACE")]
    pub inside: Vec<String>,
    /// Harm on or after a day, month or year
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Harm on or before it
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// What happened to the people
    #[arg(long, value_delimiter = ',', value_parser = word::<Effect>(Effect::ALL, Effect::as_str))]
    pub effect: Vec<Effect>,
    /// What the people were
    #[arg(long, value_delimiter = ',', value_parser = word::<VictimClass>(VictimClass::ALL, VictimClass::as_str))]
    pub victims: Vec<VictimClass>,
    /// Who among them
    #[arg(long, value_delimiter = ',', value_parser = word::<Group>(Group::ALL, Group::as_str))]
    pub group: Vec<Group>,
    /// Their nationality or people: SY, Kurdish
    #[arg(long, value_name = "NAME")]
    pub affiliation: Vec<String>,
    /// The count may be this or more
    #[arg(long, value_name = "N")]
    pub min: Option<u64>,
    /// The count may be this or less
    #[arg(long, value_name = "N")]
    pub max: Option<u64>,
    /// Who did it
    #[arg(long, value_name = "ACTOR")]
    pub by: Vec<String>,
    /// Who says so
    #[arg(long, value_name = "ACTOR")]
    pub source: Vec<String>,
    /// What kind of source says so
    #[arg(long, value_delimiter = ',', value_parser = word::<ActorKind>(ActorKind::ALL, ActorKind::as_str))]
    pub source_kind: Vec<ActorKind>,
    /// Who denies it
    #[arg(long, value_name = "ACTOR")]
    pub denied_by: Vec<String>,
    /// How it happened
    #[arg(long, value_delimiter = ',', value_parser = word::<Method>(Method::ALL, Method::as_str))]
    pub method: Vec<Method>,
    /// One event, a total over a longer period, or a part of another figure
    #[arg(long, value_delimiter = ',', value_parser = word::<Scope>(Scope::ALL, Scope::as_str))]
    pub scope: Vec<Scope>,
    /// How the text stands to the figure
    #[arg(long, value_delimiter = ',', value_parser = word::<Stance>(Stance::ALL, Stance::as_str))]
    pub stance: Vec<Stance>,
    /// The least confidence in the reading, 0 to 1
    #[arg(long, value_name = "P")]
    pub min_confidence: Option<f32>,
    /// An actor that appears anywhere in the article
    #[arg(long, value_name = "ACTOR", help_heading = "Articles")]
    pub actor: Vec<String>,
    /// Filed from a place
    #[arg(long, value_name = "PLACE", help_heading = "Articles")]
    pub dateline: Option<String>,
    /// Filed by an agency
    #[arg(long, value_name = "NAME", help_heading = "Articles")]
    pub agency: Vec<String>,
    /// Language of the article: en
    #[arg(long, value_name = "CODE", help_heading = "Articles")]
    pub language: Vec<String>,
    /// Published on or after a day, month or year
    #[arg(long, value_name = "DATE", help_heading = "Articles")]
    pub published_from: Option<String>,
    /// Published on or before it
    #[arg(long, value_name = "DATE", help_heading = "Articles")]
    pub published_to: Option<String>,
    /// Full text: words, "phrases", AND OR NOT, prefix raqq*, fuzzy heisha~1
    #[arg(long, value_name = "TEXT", help_heading = "Articles")]
    pub text: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Page")]
pub struct PageArguments {
    /// Order of the hits
    #[arg(long, value_parser = ["relevance", "date", "count", "distance"], default_value = "relevance")]
    pub sort: String,
    /// Count the values of a field (repeatable; a useful set unless given)
    #[arg(long, value_delimiter = ',', value_parser = word::<FacetField>(FacetField::ALL, FacetField::as_str))]
    pub facet: Vec<FacetField>,
    /// Hits on one page
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
    /// Go on after the page that gave this cursor
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<String>,
    /// List near-duplicate copies as hits of their own
    #[arg(long)]
    pub copies: bool,
}

#[derive(Debug, Args)]
pub struct ShowArguments {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub output: Output,
    /// Id of the article, or of one of its figures (ID#N)
    #[arg(value_name = "ID")]
    pub id: String,
}

#[derive(Debug, Args)]
pub struct AnnotateArguments {
    /// Files and directories; `-` reads standard input
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Exit with 2 when any article was skipped
    #[arg(long)]
    pub strict: bool,
    /// Name every article without a date, and every problem past the first hundred
    #[arg(long, short)]
    pub verbose: bool,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct PlaceArguments {
    /// A name, however it is transliterated
    #[arg(value_name = "NAME", required_unless_present = "import")]
    pub name: Vec<String>,
    /// Add the places of a GeoNames dump (allCountries.txt, SY.txt, alternateNamesV2.txt) to the gazetteer
    #[arg(long, value_name = "FILE", num_args = 1.., value_hint = ValueHint::FilePath, conflicts_with = "name")]
    pub import: Vec<PathBuf>,
    /// Prefer places in this country: SY (repeatable)
    #[arg(long, value_name = "CODE")]
    pub country: Vec<String>,
    /// Places to list
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct StatsArguments {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub output: Output,
}

/// A parser for the words of a closed vocabulary, which completions and errors list.
fn word<T>(all: &'static [T], as_str: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + FromStr<Err = UnknownWord>,
{
    let words: Vec<&'static str> = all.iter().map(|value| as_str(*value)).collect();
    PossibleValuesParser::new(words).try_map(|word| word.parse::<T>())
}

/// Bytes out of `64MB`, `500k` or `1000`.
fn parse_size(size: &str) -> Result<usize, String> {
    let digits = size.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match size.get(digits.len()..).unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1024,
        "m" | "mb" => 1024 * 1024,
        "g" | "gb" => 1024 * 1024 * 1024,
        _ => return Err("expected a size like 64MB".to_string()),
    };
    let number: usize = digits.trim().parse().map_err(|_| "expected a size like 64MB".to_string())?;
    number.checked_mul(factor).filter(|size| *size > 0).ok_or_else(|| "expected a size like 64MB".to_string())
}

impl From<Filters> for filters::Filters {
    fn from(flags: Filters) -> filters::Filters {
        filters::Filters {
            near: flags.near,
            within: Some(flags.within),
            inside: flags.inside,
            from: flags.from,
            to: flags.to,
            effect: flags.effect,
            victims: flags.victims,
            group: flags.group,
            affiliation: flags.affiliation,
            min: flags.min,
            max: flags.max,
            by: flags.by,
            source: flags.source,
            source_kind: flags.source_kind,
            denied_by: flags.denied_by,
            method: flags.method,
            scope: flags.scope,
            stance: flags.stance,
            min_confidence: flags.min_confidence,
            actor: flags.actor,
            dateline: flags.dateline,
            agency: flags.agency,
            language: flags.language,
            published_from: flags.published_from,
            published_to: flags.published_to,
            text: flags.text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_and_distances_are_read_with_their_units() {
        assert_eq!(parse_size("64MB"), Ok(64 * 1024 * 1024));
        assert_eq!(parse_size("10k"), Ok(10 * 1024));
        assert!(parse_size("big").is_err());
        assert_eq!(parse_distance("50km"), Ok(50.0));
        assert_eq!(parse_distance("50"), Ok(50.0));
        assert!(parse_distance("10mi").unwrap() > 16.0);
        assert!(parse_distance("-3km").is_err());
        assert!(parse_distance("NaN").is_err());
    }
}
