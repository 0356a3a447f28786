//! What a language model can ask for: searches, tolls, single articles, places. Each tool gives its answer as data and as
//! lines of text with the ids and quotes that a citation needs. It must not know the protocol.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::parameters::{self, Given, Kind, Parameter};
use super::problem::Problem;
use super::{ask, read};
use crate::annotate::Knowledge;
use crate::answer::{Answer, Toll};
use crate::article::Report;
use crate::index::Index;
use crate::query::ast::Page;
use crate::render::answer::Background;
use crate::render::json::PlaceCandidate;
use crate::render::{Format, brief};

/// One tool.
pub struct Tool {
    pub name: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub parameters: &'static [&'static [Parameter]],
    /// The JSON Schema of its data.
    pub output: fn() -> Value,
    pub run: fn(&Index, &Knowledge<'static>, &Given) -> Result<Told, Problem>,
}

/// What a tool answers.
pub struct Told {
    pub data: Value,
    pub text: String,
}

const fn one(name: &'static str, kind: Kind, about: &'static str) -> Parameter {
    Parameter { name, kind, many: false, needed: false, about }
}

const PAGE: &[Parameter] = &[
    parameters::SORT,
    one("limit", Kind::Whole { least: 1, most: 50, usual: Some(USUAL_HITS as u64) }, "Articles to give"),
    parameters::AFTER,
];
const EVENTS: &[Parameter] = &[one(
    "limit",
    Kind::Whole { least: 1, most: 200, usual: Some(USUAL_EVENTS as u64) },
    "Events to list, the largest ones",
)];
const ID: &[Parameter] = &[Parameter {
    needed: true,
    ..one("id", Kind::Id, "Id of an article (al-heisha-1) or of one of its figures (al-heisha-1#2), as search gives it")
}];

const USUAL_HITS: usize = 5;
const USUAL_EVENTS: usize = 20;

/// All tools.
pub const TOOLS: &[Tool] = &[
    Tool {
        name: "search",
        title: "Search war reports",
        about: "Find war reports by the harm they state: who was killed, wounded, captured or displaced, how many, where, \
                when, by whom, and who says so. All constraints hold on one and the same statement. Gives each matching \
                statement with its id, its words and its article; cite these. Numbers are what reports claim, not facts; \
                do not add them up, use toll for sums.",
        parameters: &[&[parameters::QUESTION], parameters::FILTERS, PAGE],
        output: || output::<Answer>(),
        run: search,
    },
    Tool {
        name: "toll",
        title: "Reconcile a toll",
        about: "Sum up harm without counting an event twice: statements that match are reconciled into events with a lowest \
                and highest number, with every claim, its source and who denies it. Kinds of harm are never added to each \
                other; totals over longer periods stand apart. Only what the indexed reports say is counted.",
        parameters: &[&[parameters::QUESTION], parameters::FILTERS, EVENTS],
        output: || output::<ToldToll>(),
        run: toll,
    },
    Tool {
        name: "article",
        title: "Read a report",
        about: "Give one report whole, with everything that was read out of it: each statement of harm with the span of \
                its words in the text. Use it to check a statement before citing it.",
        parameters: &[ID],
        output: || output::<Report>(),
        run: article,
    },
    Tool {
        name: "place",
        title: "Look up a place",
        about: "Find a place by its name however it is spelled in English: country, region, coordinates. Use it when a \
                name may mean several places; pass what it gives to near or in as NAME, COUNTRY.",
        parameters: &[parameters::PLACES],
        output: || output::<ToldPlaces>(),
        run: place,
    },
];

/// A toll with no more events than were asked for.
#[derive(Serialize, JsonSchema)]
struct ToldToll {
    #[serde(flatten)]
    toll: Toll,
    /// Events, and totals as stated, that are counted and not listed.
    not_listed: u64,
}

#[derive(Serialize, JsonSchema)]
struct ToldPlaces {
    places: Vec<PlaceCandidate>,
}

fn output<T: JsonSchema>() -> Value {
    schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// The JSON Schema of a tool's arguments.
pub fn input(tool: &Tool) -> Value {
    let table = || tool.parameters.iter().copied().flatten();
    let properties: Map<String, Value> = table()
        .map(|parameter| {
            let mut schema = parameter.schema();
            schema["description"] = json!(parameter.about);
            (argument(parameter.name), schema)
        })
        .collect();
    let needed: Vec<String> =
        table().filter(|parameter| parameter.needed).map(|parameter| argument(parameter.name)).collect();
    json!({"type": "object", "properties": properties, "required": needed, "additionalProperties": false})
}

/// The name of an argument: that of the parameter as JSON writes names.
fn argument(parameter: &str) -> String {
    if parameter == "q" { "question".to_owned() } else { parameter.replace('-', "_") }
}

/// Reads a tool's arguments.
pub fn given(tool: &Tool, arguments: &Map<String, Value>) -> Result<Given, Problem> {
    let known = || tool.parameters.iter().copied().flatten();
    let mut pairs = Vec::new();
    for (name, value) in arguments {
        let parameter = known().find(|parameter| argument(parameter.name) == *name);
        let Some(parameter) = parameter else {
            let names: Vec<String> = known().map(|parameter| argument(parameter.name)).collect();
            return Err(Problem::parameter(name, format!("no such argument; there are {}", names.join(", "))));
        };
        let values = match value {
            Value::Array(values) => values.iter().collect(),
            value => vec![value],
        };
        for value in values {
            let text = match value {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Bool(switch) => switch.to_string(),
                Value::Array(_) | Value::Object(_) => {
                    return Err(Problem::parameter(name, "is a text, a number or a list of these"));
                }
            };
            pairs.push((parameter.name.to_owned(), text));
        }
    }
    Given::read(tool.parameters, &pairs)
}

fn data(value: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(value).map_err(|error| Problem::fault(&error))
}

/// A table without its colours.
fn plain(table: &[u8]) -> String {
    anstream::adapter::strip_str(&String::from_utf8_lossy(table)).to_string()
}

fn search(index: &Index, knowledge: &Knowledge<'static>, given: &Given) -> Result<Told, Problem> {
    let asked = ask::query(given, index, knowledge)?;
    let page = Page { limit: given.value("limit").unwrap_or(USUAL_HITS), ..ask::figures_page(given) };
    let found = crate::answer::answer(index, &asked.query, &page)?;
    let found = Answer { readings: asked.readings, ..found };
    Ok(Told { text: brief::answer(&found, &|id: &str| knowledge.lexicon.actor_name(id)), data: data(&found)? })
}

fn toll(index: &Index, knowledge: &Knowledge<'static>, given: &Given) -> Result<Told, Problem> {
    let asked = ask::query(given, index, knowledge)?;
    let mut toll = Toll { readings: asked.readings, ..crate::answer::toll(index, &asked.query)? };
    let most = given.value("limit").unwrap_or(USUAL_EVENTS);
    let events = toll.events.len();
    let mut sizes: Vec<u64> = toll.events.iter().map(|event| event.best).collect();
    let not_listed = sizes.len().saturating_sub(most) + toll.cumulative.len().saturating_sub(most);
    if sizes.len() > most {
        // The largest ones, still oldest first; of equal ones the older.
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        let least = sizes.get(most.saturating_sub(1)).copied().unwrap_or_default();
        let mut of_least = most - sizes.iter().filter(|size| **size > least).count();
        toll.events.retain(|event| {
            let spare = event.best == least && of_least > 0;
            of_least -= usize::from(spare);
            event.best > least || spare
        });
    }
    toll.cumulative.truncate(most);
    let background =
        Background { report: &|_| None, actor: &|id: &str| knowledge.lexicon.actor_name(id), readings: &[] };
    let mut table = Vec::new();
    crate::render::toll::write(&mut table, &toll, Format::Table, &background)?;
    // The table's last line counts the events that it lists.
    let mut text = plain(&table);
    text.truncate(text.trim_end().rfind('\n').map_or(0, |end| end + 1));
    text.push_str(&format!("{events} events from {} figures", toll.figures));
    if not_listed > 0 {
        text.push_str(&format!("; {not_listed} events or totals of them are not listed: narrow the question"));
    }
    text.push('\n');
    Ok(Told { text, data: data(&ToldToll { toll, not_listed: not_listed as u64 })? })
}

fn article(index: &Index, _: &Knowledge<'static>, given: &Given) -> Result<Told, Problem> {
    let Some(report) = read::report(index, &given.text("id").unwrap_or_default())? else {
        return Err(read::no_article());
    };
    let mut table = Vec::new();
    crate::render::report::show(&mut table, &report, Format::Table)?;
    Ok(Told { text: plain(&table), data: data(&report)? })
}

fn place(_: &Index, knowledge: &Knowledge<'static>, given: &Given) -> Result<Told, Problem> {
    let places = read::places_called(given, knowledge);
    let mut table = Vec::new();
    crate::render::overview::write_places(&mut table, &places, Format::Table)?;
    let text = if places.is_empty() { "no place is called so\n".to_owned() } else { plain(&table) };
    Ok(Told { text, data: data(&ToldPlaces { places })? })
}
