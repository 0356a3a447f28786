//! Single articles, places of the gazetteer, what the index holds, and whether all is well, over HTTP.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Response, StatusCode};

use super::http::{Asking, Endpoint, Reply, answer};
use super::parameters::{FORMAT, Given, PLACES as PLACE_PARAMETERS};
use super::problem::Problem;
use super::work::Lane;
use super::{Desk, negotiate};
use crate::annotate::Knowledge;
use crate::article::Report;
use crate::index::Index;
use crate::render::json::PlaceCandidate;
use crate::render::{Format, json};

pub static ARTICLE: Endpoint =
    Endpoint { name: "article", parameters: &[&[FORMAT]], formats: negotiate::ALL, lane: Lane::Quick };

pub static PLACES: Endpoint =
    Endpoint { name: "places", parameters: &[PLACE_PARAMETERS, &[FORMAT]], formats: negotiate::ALL, lane: Lane::Quick };

pub static STATS: Endpoint =
    Endpoint { name: "stats", parameters: &[&[FORMAT]], formats: negotiate::TABULAR, lane: Lane::Dear };

type Answered = Result<Response<Body>, Problem>;

pub async fn article(State(desk): State<Arc<Desk>>, Path(id): Path<String>, request: Request) -> Answered {
    let work = move |asking: &Asking| work_article(asking, &id);
    answer(desk, request.into_parts().0, &ARTICLE, work).await
}

pub async fn places(State(desk): State<Arc<Desk>>, request: Request) -> Answered {
    answer(desk, request.into_parts().0, &PLACES, work_places).await
}

pub async fn stats(State(desk): State<Arc<Desk>>, request: Request) -> Answered {
    answer(desk, request.into_parts().0, &STATS, work_stats).await
}

/// The server is there and its index can be read.
pub async fn health(State(desk): State<Arc<Desk>>) -> Answered {
    desk.index.generation()?;
    let mut response = Response::new(Body::from("{\"status\":\"ok\"}\n"));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// What the server counts of itself.
pub async fn metrics(State(desk): State<Arc<Desk>>) -> Response<Body> {
    let under_way = desk.options.limits.requests.saturating_sub(desk.requests.available_permits());
    let mut response = Response::new(Body::from(desk.metrics.write(under_way)));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(super::metrics::OPEN_METRICS));
    response
}

/// What can be asked, for programs.
pub async fn openapi(State(desk): State<Arc<Desk>>) -> Answered {
    let mut body = Vec::new();
    json::line(&mut body, &super::openapi::document(desk.writing.is_some()))?;
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// Why there is no report.
pub fn no_article() -> Problem {
    Problem { parameter: Some("id".into()), ..Problem::new(StatusCode::NOT_FOUND, "no article has this id") }
}

/// The report of an article's id, or of the id of one of its figures.
pub fn report(index: &Index, id: &str) -> Result<Option<Report>, Problem> {
    if let Some(report) = index.report(id)? {
        return Ok(Some(report));
    }
    match id.rsplit_once('#') {
        Some((article, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => Ok(index.report(article)?),
        _ => Ok(None),
    }
}

fn work_article(asking: &Asking, id: &str) -> Result<Reply, Problem> {
    let Some(report) = report(&asking.desk.index, id)? else { return Err(no_article()) };
    let mut body = Vec::new();
    let left_out = match asking.format {
        Format::Json => json::line(&mut body, &report).map(|()| 0)?,
        format => crate::render::report::show(&mut body, &report, format)?,
    };
    Ok(Reply { body, left_out, after: None })
}

/// The places that a request asks for.
pub fn places_called(given: &Given, knowledge: &Knowledge<'_>) -> Vec<PlaceCandidate> {
    let name = given.text("name").unwrap_or_default();
    let limit = given.value("limit").unwrap_or(10);
    PlaceCandidate::of_name(&name, &given.texts("country"), limit, knowledge.gazetteer)
}

fn work_places(asking: &Asking) -> Result<Reply, Problem> {
    let places = places_called(&asking.given, &asking.desk.knowledge);
    let mut body = Vec::new();
    match asking.format {
        Format::Json => json::line(&mut body, &places)?,
        format => crate::render::overview::write_places(&mut body, &places, format)?,
    }
    Ok(Reply { body, ..Reply::default() })
}

fn work_stats(asking: &Asking) -> Result<Reply, Problem> {
    let stats = asking.desk.index.stats()?;
    let mut body = Vec::new();
    match asking.format {
        Format::Json => json::line(&mut body, &stats)?,
        format => crate::render::overview::write_stats(&mut body, &stats, format)?,
    }
    Ok(Reply { body, ..Reply::default() })
}
