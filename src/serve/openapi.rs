//! The OpenAPI 3.1 document: generated from the tables of parameters that requests are read with, and from the types that
//! answers are made of. It must not say anything that is not so.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::http::Endpoint;
use super::parameters::{LONGEST_ID, Parameter};
use super::problem::{PROBLEM_JSON, Problem};
use super::scribe::Written;
use super::write::NewArticle;
use super::{find, negotiate, read};
use crate::answer::{Answer, Figures, SeriesRow, Toll};
use crate::article::Report;
use crate::index::Stats;
use crate::render::Format;
use crate::render::json::PlaceCandidate;

/// What an operation is called and what it is for.
struct Operation {
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    endpoint: &'static Endpoint,
    /// The shape of its JSON.
    shape: fn(&mut SchemaGenerator) -> Value,
    /// Refusals beyond those of every operation.
    refusals: &'static [u16],
}

const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/v1/search",
        id: "search",
        summary: "Find articles by what their figures say",
        endpoint: &find::SEARCH,
        shape: |shapes| shape::<Answer>(shapes),
        refusals: &[422],
    },
    Operation {
        path: "/v1/figures",
        id: "figures",
        summary: "All figures that match, for a map, a timeline or a table",
        endpoint: &find::FIGURES,
        shape: |shapes| shape::<Figures>(shapes),
        refusals: &[422],
    },
    Operation {
        path: "/v1/toll",
        id: "toll",
        summary: "Reconcile the figures that match into events and totals, or into a series",
        endpoint: &find::TOLL,
        shape: |shapes| json!({"anyOf": [shape::<Toll>(shapes), shape::<Vec<SeriesRow>>(shapes)]}),
        refusals: &[422],
    },
    Operation {
        path: "/v1/articles/{id}",
        id: "article",
        summary: "One article with everything that was read out of it; also by the id of one of its figures",
        endpoint: &read::ARTICLE,
        shape: |shapes| shape::<Report>(shapes),
        refusals: &[404],
    },
    Operation {
        path: "/v1/places",
        id: "places",
        summary: "Look a place up in the gazetteer; names that are only nearly right are found too",
        endpoint: &read::PLACES,
        shape: |shapes| shape::<Vec<PlaceCandidate>>(shapes),
        refusals: &[422],
    },
    Operation {
        path: "/v1/stats",
        id: "stats",
        summary: "Say what the index holds",
        endpoint: &read::STATS,
        shape: |shapes| shape::<Stats>(shapes),
        refusals: &[],
    },
];

/// What any operation may refuse with: a malformed parameter, a format that is not to be had, too long an address, a
/// foreign name, too much at once.
const REFUSALS: [u16; 6] = [400, 406, 414, 421, 500, 503];

/// The document; `writable` when the server also writes.
pub fn document(writable: bool) -> Value {
    let mut shapes = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into())
        .for_serialize()
        .into_generator();
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path["get"] = reading(operation, &mut shapes);
    }
    if writable {
        paths.insert("/v1/articles".into(), json!({"post": adding(&mut shapes)}));
        paths["/v1/articles/{id}"]["delete"] = removing(&mut shapes);
    }
    paths.insert("/healthz".into(), json!({"get": health(&mut shapes)}));
    paths.insert("/metrics".into(), json!({"get": metrics(&mut shapes)}));
    let mut components = json!({"schemas": shapes.take_definitions(true)});
    loosen_tuples(&mut components);
    if writable {
        components["securitySchemes"] = json!({"token": {"type": "http", "scheme": "bearer"}});
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "warwire",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "A search engine for war reporting that reads who was harmed, how many, where, when, by whom and who says so",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": components,
    })
}

/// A tuple as a list of so many values of its kinds: many a tool reads `prefixItems` as the older, other `items`.
fn loosen_tuples(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.values_mut().for_each(loosen_tuples);
            if let Some(Value::Array(mut kinds)) = object.remove("prefixItems") {
                kinds.dedup();
                let kind = if kinds.len() == 1 { kinds.pop().unwrap_or_default() } else { json!({"anyOf": kinds}) };
                object.insert("items".to_owned(), kind);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(loosen_tuples),
        _ => {}
    }
}

fn shape<T: JsonSchema>(shapes: &mut SchemaGenerator) -> Value {
    shapes.subschema_for::<T>().to_value()
}

fn reading(operation: &Operation, shapes: &mut SchemaGenerator) -> Value {
    let endpoint = operation.endpoint;
    let mut parameters: Vec<Value> = operation.path.contains("{id}").then(path_id).into_iter().collect();
    parameters.extend(endpoint.parameters.iter().copied().flatten().map(|parameter| {
        let mut parameter = query_parameter(parameter);
        if parameter["name"] == "format" {
            let words: Vec<&str> = endpoint.formats.iter().map(|format| negotiate::word(*format)).collect();
            parameter["schema"]["enum"] = json!(words);
        }
        parameter
    }));
    let shape = (operation.shape)(shapes);
    let mut responses = refusals(operation.refusals, shapes);
    responses.insert(
        "200".into(),
        json!({
            "description": "The answer",
            "headers": {
                "ETag": {"description": "Changes with the index", "schema": {"type": "string"}},
                "Link": {"description": "The next page, as rel=\"next\"", "schema": {"type": "string"}},
                "Warwire-Left-Out": {
                    "description": "How many figures have no coordinates and are not in a GeoJSON answer",
                    "schema": {"type": "integer", "minimum": 1},
                },
            },
            "content": contents(endpoint.formats, &shape),
        }),
    );
    responses.insert("304".into(), json!({"description": "If-None-Match names the present answer"}));
    json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": responses,
    })
}

fn contents(formats: &[Format], shape: &Value) -> Value {
    let content = |format: &Format| {
        let kind = negotiate::media_types(*format).first().copied().unwrap_or_default().to_owned();
        let schema = match format {
            Format::Json => shape.clone(),
            Format::GeoJson => collection(),
            _ => json!({"type": "string"}),
        };
        (kind, json!({"schema": schema}))
    };
    Value::Object(formats.iter().map(content).collect())
}

/// A GeoJSON collection of points.
fn collection() -> Value {
    json!({
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "geometry": {
                        "type": "object",
                        "required": ["type", "coordinates"],
                        "properties": {
                            "type": {"const": "Point"},
                            "coordinates": {
                                "type": "array",
                                "minItems": 2,
                                "maxItems": 2,
                                "items": {"type": "number", "minimum": -180, "maximum": 180},
                            },
                        },
                    },
                    "properties": {"type": "object"},
                },
            }},
        },
    })
}

fn path_id() -> Value {
    json!({
        "name": "id",
        "in": "path",
        "required": true,
        "description": "Id of the article, or of one of its figures (ID#N), percent-encoded",
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_ID},
    })
}

fn query_parameter(parameter: &Parameter) -> Value {
    let mut described = json!({
        "name": parameter.name,
        "in": "query",
        "description": parameter.about,
        "schema": parameter.schema(),
    });
    if parameter.needed {
        described["required"] = json!(true);
    }
    if parameter.many {
        described["style"] = json!("form");
        described["explode"] = json!(true);
    }
    described
}

/// Problem details for the statuses of every operation and some more.
fn refusals(more: &[u16], shapes: &mut SchemaGenerator) -> Map<String, Value> {
    let problem: Schema = shapes.subschema_for::<Problem>();
    let refusal = |status: &u16| {
        let code = axum::http::StatusCode::from_u16(*status).ok();
        let words = code.and_then(|code| code.canonical_reason()).unwrap_or("Error");
        let content = json!({PROBLEM_JSON: {"schema": problem}});
        (status.to_string(), json!({"description": words, "content": content}))
    };
    REFUSALS.iter().chain(more).map(refusal).collect()
}

fn adding(shapes: &mut SchemaGenerator) -> Value {
    let mut inputs = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true).into_generator();
    let article = inputs.subschema_for::<NewArticle>().to_value();
    let mut responses = refusals(&[401, 408, 413, 415, 422], shapes);
    responses.remove("406");
    let content = json!({"application/json": {"schema": shape::<Written>(shapes)}});
    responses.insert("200".into(), json!({"description": "All of it is committed", "content": content}));
    json!({
        "operationId": "add",
        "summary": "Add or replace articles: all of the batch or nothing, answered once it is committed",
        "security": [{"token": []}],
        "requestBody": {"required": true, "content": {
            "application/json": {"schema": {"anyOf": [article, {"type": "array", "items": article}]}},
            "application/x-ndjson": {"schema": {"type": "string", "description": "One article a line"}},
        }},
        "responses": responses,
    })
}

fn removing(shapes: &mut SchemaGenerator) -> Value {
    let mut responses = refusals(&[401, 404], shapes);
    responses.remove("406");
    responses.insert("204".into(), json!({"description": "The article and its figures are gone"}));
    json!({
        "operationId": "remove",
        "summary": "Remove an article with its figures",
        "security": [{"token": []}],
        "parameters": [path_id()],
        "responses": responses,
    })
}

fn health(shapes: &mut SchemaGenerator) -> Value {
    let schema = json!({
        "type": "object",
        "required": ["status"],
        "properties": {"status": {"const": "ok"}},
    });
    let mut responses = refusals(&[], shapes);
    responses.remove("406");
    let content = json!({"application/json": {"schema": schema}});
    responses.insert("200".into(), json!({"description": "The index can be read", "content": content}));
    json!({"operationId": "health", "summary": "Whether all is well", "responses": responses})
}

fn metrics(shapes: &mut SchemaGenerator) -> Value {
    let mut responses = refusals(&[], shapes);
    responses.remove("406");
    let content = json!({"application/openmetrics-text": {"schema": {"type": "string"}}});
    responses.insert("200".into(), json!({"description": "Counters for Prometheus", "content": content}));
    json!({"operationId": "metrics", "summary": "What the server counts of itself", "responses": responses})
}
