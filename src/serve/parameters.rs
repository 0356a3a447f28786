//! What can be asked over HTTP and MCP, each parameter said once: the table from which requests are read, OpenAPI and the
//! tools' schemas are written. Names are those of the command line's flags. It must not know what an answer is.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::problem::Problem;
use crate::query::ast::FacetField;
use crate::query::filters::parse_distance;
use crate::vocabulary::*;

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub kind: Kind,
    /// May be given several times.
    pub many: bool,
    /// Has to be given.
    pub needed: bool,
    /// For its reader; the same words as the command line's help.
    pub about: &'static str,
}

/// What the values of a parameter look like.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A name, a day, a cursor.
    Name,
    /// The full-text part.
    Text,
    /// A question, which may be empty.
    Question,
    /// The id of an article.
    Id,
    /// One of these words; with `many`, several may stand in one value, parted by commas.
    Word(fn() -> Vec<&'static str>),
    /// A whole number; `usual` where it is not given.
    Whole { least: u64, most: u64, usual: Option<u64> },
    /// 0 to 1.
    Share,
    /// `50km`, `30mi`.
    Distance,
    /// `true` or `false`.
    Switch,
}

const fn one(name: &'static str, kind: Kind, about: &'static str) -> Parameter {
    Parameter { name, kind, many: false, needed: false, about }
}

const fn many(name: &'static str, kind: Kind, about: &'static str) -> Parameter {
    Parameter { name, kind, many: true, needed: false, about }
}

macro_rules! words {
    ($vocabulary:ident) => {
        Kind::Word(|| $vocabulary::ALL.iter().map(|value| value.as_str()).collect())
    };
}

/// A count of people. JSON numbers are exact up to here.
const ANY_NUMBER: Kind = Kind::Whole { least: 0, most: (1 << 53) - 1, usual: None };

pub const QUESTION: Parameter = one("q", Kind::Question, "A question in plain English");

/// Constraints. All that are about figures must hold on the same figure; values of one parameter are alternatives.
pub const FILTERS: &[Parameter] = &[
    one("near", Kind::Name, "Harm near a place, or near LAT,LON"),
    one("within", Kind::Distance, "How near: 50km, 30mi"),
    many("in", Kind::Name, "Harm inside a country, province or city"),
    one("from", Kind::Name, "Harm on or after a day, month or year"),
    one("to", Kind::Name, "Harm on or before it"),
    many("effect", words!(Effect), "What happened to the people"),
    many("victims", words!(VictimClass), "What the people were"),
    many("group", words!(Group), "Who among them"),
    many("affiliation", Kind::Name, "Their nationality or people: SY, Kurdish"),
    one("min", ANY_NUMBER, "The count may be this or more"),
    one("max", ANY_NUMBER, "The count may be this or less"),
    many("by", Kind::Name, "Who did it"),
    many("source", Kind::Name, "Who says so"),
    many("source-kind", words!(ActorKind), "What kind of source says so"),
    many("denied-by", Kind::Name, "Who denies it"),
    many("method", words!(Method), "How it happened"),
    many("scope", words!(Scope), "One event, a total over a longer period, or a part of another figure"),
    many("stance", words!(Stance), "How the text stands to the figure"),
    one("min-confidence", Kind::Share, "The least confidence in the reading, 0 to 1"),
    many("actor", Kind::Name, "An actor that appears anywhere in the article"),
    one("dateline", Kind::Name, "Filed from a place"),
    many("agency", Kind::Name, "Filed by an agency"),
    many("language", Kind::Name, "Language of the article: en"),
    one("published-from", Kind::Name, "Published on or after a day, month or year"),
    one("published-to", Kind::Name, "Published on or before it"),
    one("text", Kind::Text, "Full text: words, \"phrases\", AND OR NOT, prefix raqq*, fuzzy heisha~1"),
];

pub const SORT: Parameter =
    one("sort", Kind::Word(|| vec!["relevance", "date", "count", "distance"]), "Order of the hits");
pub const AFTER: Parameter = one("after", Kind::Name, "Go on after the page that gave this cursor");
const COPIES: Parameter = one("copies", Kind::Switch, "List near-duplicate copies as hits of their own");

/// Hits on a page of a search, and figures on a page of figures, where nothing else is said.
pub const USUAL_HITS: u64 = 10;
pub const USUAL_FIGURES: u64 = 1000;

/// How a search is cut and ordered.
pub const SEARCH_PAGE: &[Parameter] = &[
    SORT,
    many("facet", words!(FacetField), "Count the values of a field (repeatable; a useful set unless given)"),
    one("limit", Kind::Whole { least: 1, most: 1000, usual: Some(USUAL_HITS) }, "Hits on one page"),
    AFTER,
    COPIES,
];

/// How figures are cut and ordered.
pub const FIGURES_PAGE: &[Parameter] = &[
    SORT,
    one(
        "limit",
        Kind::Whole { least: 1, most: 10_000, usual: Some(USUAL_FIGURES) },
        "Figures on one page; those of one article stay together, so that a page may hold a few more",
    ),
    AFTER,
    COPIES,
];

pub const SERIES: Parameter =
    one("series", Kind::Word(|| vec!["month", "place", "source"]), "Cut the toll into a series");

/// What the gazetteer is asked.
pub const PLACES: &[Parameter] = &[
    Parameter { needed: true, ..one("name", Kind::Name, "A name, however it is transliterated") },
    many("country", Kind::Name, "Prefer places in this country: SY (repeatable)"),
    one("limit", Kind::Whole { least: 1, most: 100, usual: Some(10) }, "Places to list"),
];

pub const FORMAT: Parameter = one(
    "format",
    Kind::Word(|| vec!["json", "jsonl", "csv", "geojson"]),
    "How to print the results; goes before Accept",
);

/// What a distance looks like. The number has to be one that the earth has room for.
pub const DISTANCE: &str = "^[0-9]{1,5}(\\.[0-9]{1,3})?(km|mi|m)?$";

/// The longest question, and the longest full text, in code points.
pub const LONGEST_TEXT: usize = 1000;
/// The longest name, day or other value.
pub const LONGEST_NAME: usize = 200;
/// The longest id of an article.
pub const LONGEST_ID: usize = 1000;
/// Values of one parameter.
pub const MOST_VALUES: usize = 20;

impl Parameter {
    /// The JSON Schema of its values.
    pub fn schema(&self) -> Value {
        let one = match self.kind {
            Kind::Question => json!({"type": "string", "maxLength": self.longest()}),
            Kind::Name | Kind::Text | Kind::Id => {
                json!({"type": "string", "minLength": 1, "maxLength": self.longest()})
            }
            Kind::Word(all) => json!({"type": "string", "enum": all()}),
            Kind::Whole { least, most, usual: None } => json!({"type": "integer", "minimum": least, "maximum": most}),
            Kind::Whole { least, most, usual } => {
                json!({"type": "integer", "minimum": least, "maximum": most, "default": usual})
            }
            Kind::Share => json!({"type": "number", "minimum": 0, "maximum": 1}),
            Kind::Distance => json!({"type": "string", "pattern": DISTANCE, "default": "50km"}),
            Kind::Switch => json!({"type": "boolean", "default": false}),
        };
        if self.many { json!({"type": "array", "items": one, "maxItems": MOST_VALUES}) } else { one }
    }

    /// Code points of its longest value. All values together stay below the longest address.
    fn longest(&self) -> usize {
        match self.kind {
            Kind::Question | Kind::Text => LONGEST_TEXT,
            Kind::Id => LONGEST_ID,
            // A cursor holds frequencies of words.
            Kind::Name if self.name == AFTER.name => LONGEST_TEXT * 2,
            _ => LONGEST_NAME,
        }
    }
}

/// The parameters of one request, checked against the table: known names, right words, numbers in their bounds.
#[derive(Clone, Debug, Default)]
pub struct Given(BTreeMap<&'static str, Vec<String>>);

impl Given {
    /// Reads pairs of names and values.
    pub fn read(table: &[&[Parameter]], pairs: &[(String, String)]) -> Result<Given, Problem> {
        let mut given = Given::default();
        for (name, value) in pairs {
            let Some(parameter) = table.iter().copied().flatten().find(|parameter| parameter.name == name) else {
                let known: Vec<&str> = table.iter().copied().flatten().map(|parameter| parameter.name).collect();
                return Err(Problem::parameter(name, format!("no such parameter; there are {}", known.join(", "))));
            };
            let value = value.as_str();
            check_value(parameter, value).map_err(|detail| Problem::parameter(name, detail))?;
            if let Kind::Distance = parameter.kind {
                parse_distance(value).map_err(|detail| Problem::unreadable(name, detail))?;
            }
            let values = given.0.entry(parameter.name).or_default();
            if !parameter.many && !values.is_empty() {
                return Err(Problem::parameter(name, "is given twice".to_owned()));
            }
            match parameter.kind {
                Kind::Word(_) if parameter.many => values.extend(value.split(',').map(str::to_owned)),
                _ => values.push(value.to_owned()),
            }
            if values.len() > MOST_VALUES {
                return Err(Problem::parameter(name, format!("has more than {MOST_VALUES} values")));
            }
        }
        match table.iter().copied().flatten().find(|wanted| wanted.needed && !given.0.contains_key(wanted.name)) {
            Some(missing) => Err(Problem::parameter(missing.name, format!("is needed: {}", missing.about))),
            None => Ok(given),
        }
    }

    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name)?.first().cloned()
    }

    pub fn texts(&self, name: &str) -> Vec<String> {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// A number, or anything else that was checked to be read.
    pub fn value<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }

    /// Words of a closed vocabulary.
    pub fn values<T: std::str::FromStr>(&self, name: &str) -> Vec<T> {
        self.texts(name).iter().filter_map(|word| word.parse().ok()).collect()
    }

    pub fn switch(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|values| values.iter().all(|value| value != "false"))
    }
}

fn check_value(parameter: &Parameter, value: &str) -> Result<(), String> {
    if value.chars().count() > parameter.longest() {
        return Err(format!("is longer than {} characters", parameter.longest()));
    }
    if value.is_empty() && !matches!(parameter.kind, Kind::Question) {
        return Err("is empty; leave it out to constrain nothing".to_owned());
    }
    match parameter.kind {
        Kind::Name | Kind::Text | Kind::Question | Kind::Id => Ok(()),
        Kind::Word(all) => {
            let words = if parameter.many { value.split(',').collect() } else { vec![value] };
            let unknown = words.into_iter().find(|word| !all().contains(word));
            unknown.map_or(Ok(()), |word| Err(format!("{word:?} is none of {}", all().join(", "))))
        }
        Kind::Whole { least, most, .. } => match value.parse::<u64>() {
            Ok(number) if (least..=most).contains(&number) && !value.starts_with('+') => Ok(()),
            _ => Err(format!("{value:?} is no whole number from {least} to {most}")),
        },
        Kind::Share => match value.parse::<f32>() {
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(()),
            _ => Err(format!("{value:?} is no number from 0 to 1")),
        },
        Kind::Distance if looks_like_distance(value) => Ok(()),
        Kind::Distance => Err(format!("{value:?} is no distance like 50km or 30mi")),
        Kind::Switch if matches!(value, "true" | "false") => Ok(()),
        Kind::Switch => Err(format!("{value:?} is neither true nor false")),
    }
}

/// The same as `DISTANCE` says.
fn looks_like_distance(value: &str) -> bool {
    let number = value.strip_suffix("km").or(value.strip_suffix("mi")).or(value.strip_suffix('m')).unwrap_or(value);
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole, 5) && digits(part, 3)
}
