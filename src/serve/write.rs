//! Adding, replacing and removing articles over HTTP: only where the server was started for it, and only with its token.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};
use chrono::NaiveDate;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;

use super::problem::Problem;
use super::scribe::{Scribe, Task};
use super::token::Token;
use super::work::Lane;
use super::{Desk, PATIENCE_FOR_WRITING};
use crate::annotate::annotate;
use crate::article::{Article, Report};

/// What is needed to write.
pub(crate) struct Writing {
    pub token: Token,
    pub scribe: Scribe,
}

/// An article to be added or replaced.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewArticle {
    /// Unique in the index; an article with the same id is replaced. It has no `#`, which its figures' ids have.
    #[schemars(length(min = 1, max = 1000), regex(pattern = "^[^#]+$"))]
    id: String,
    #[serde(default)]
    #[schemars(length(max = 10000))]
    title: Option<String>,
    #[schemars(length(min = 1))]
    text: String,
    /// Day of publication.
    #[serde(default)]
    published: Option<NaiveDate>,
    /// Who published it: an agency, a paper, a site.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    source: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 4000))]
    url: Option<String>,
    /// ISO 639-1 code.
    #[serde(default)]
    #[schemars(length(max = 35))]
    language: Option<String>,
}

impl NewArticle {
    fn check(self) -> Result<Article, String> {
        let lengths = [
            ("title", self.title.as_ref(), 10_000),
            ("source", self.source.as_ref(), 1000),
            ("url", self.url.as_ref(), 4000),
            ("language", self.language.as_ref(), 35),
            ("id", Some(&self.id), 1000),
        ];
        for (name, value, most) in lengths {
            if value.is_some_and(|value| value.chars().count() > most) {
                return Err(format!("{name} is longer than {most} characters"));
            }
        }
        if self.id.is_empty() || self.text.is_empty() {
            return Err(format!("{} is empty", if self.id.is_empty() { "id" } else { "text" }));
        }
        if self.id.contains('#') {
            return Err("id has a #, which its figures' ids have".to_owned());
        }
        let NewArticle { id, title, text, published, source, url, language } = self;
        Ok(Article { id, title, text, published, source, url, language, encoding: None })
    }
}

type Answered = Result<Response<Body>, Problem>;

/// POST /v1/articles: one article, an array of them, or one a line.
pub async fn put(State(desk): State<Arc<Desk>>, request: Request) -> Answered {
    let writing = allowed(&desk, request.headers())?;
    let lines = are_lines(request.headers())?;
    let limit = desk.options.limits.body;
    let read = tokio::time::timeout(PATIENCE_FOR_WRITING, axum::body::to_bytes(request.into_body(), limit)).await;
    let late = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "the body came too slowly");
    let body = read.map_err(late)?.map_err(|_| {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a batch of more than {limit} bytes; send smaller ones"))
    })?;
    let reader = Arc::clone(&desk);
    let work = move || {
        let articles = if lines { read_lines(&body)? } else { read_document(&body)? };
        let read = |article: Article| Report { reading: annotate(&article, &reader.knowledge), article };
        Ok(articles.into_par_iter().map(read).collect::<Vec<Report>>())
    };
    let reports = desk.workers.run_within(PATIENCE_FOR_WRITING, Lane::Dear, work).await?;
    let written = committed(writing.scribe.write(Task::Put(reports))).await?;
    let mut body = Vec::new();
    crate::render::json::line(&mut body, &written)?;
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// DELETE /v1/articles/{id}.
pub async fn delete(State(desk): State<Arc<Desk>>, Path(id): Path<String>, request: Request) -> Answered {
    let writing = allowed(&desk, request.headers())?;
    let (index, wanted) = (Arc::clone(&desk.index), id.clone());
    let known = desk.workers.run(Lane::Quick, move || Ok(index.report(&wanted)?.is_some())).await?;
    if !known {
        return Err(super::read::no_article());
    }
    committed(writing.scribe.write(Task::Delete(id))).await?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

async fn committed<T>(writing: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
    let late =
        |_| Err(Problem::busy("the commit takes long; it may still come about, and the same batch can be sent again"));
    tokio::time::timeout(PATIENCE_FOR_WRITING, writing).await.unwrap_or_else(late)
}

fn allowed<'d>(desk: &'d Desk, headers: &HeaderMap) -> Result<&'d Writing, Problem> {
    let Some(writing) = &desk.writing else {
        return Err(Problem::new(StatusCode::FORBIDDEN, "this server only reads"));
    };
    match headers.get(AUTHORIZATION) {
        Some(offered) if writing.token.allows(offered.as_bytes()) => Ok(writing),
        Some(_) => Err(Problem::new(StatusCode::UNAUTHORIZED, "the token is another one")),
        None => Err(Problem::new(StatusCode::UNAUTHORIZED, "writing needs `Authorization: Bearer TOKEN`")),
    }
}

fn are_lines(headers: &HeaderMap) -> Result<bool, Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/json" => Ok(false),
        "application/x-ndjson" | "application/jsonl" | "application/ndjson" => Ok(true),
        _ => {
            let detail = "the body is application/json or application/x-ndjson, and Content-Type says which";
            Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail))
        }
    }
}

fn read_document(body: &[u8]) -> Result<Vec<Article>, Problem> {
    let is_list = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let read: Result<Vec<NewArticle>, _> =
        if is_list { serde_json::from_slice(body) } else { serde_json::from_slice(body).map(|article| vec![article]) };
    let articles = read.map_err(|error| broken(&error, error.line()))?;
    let check = |(at, article): (usize, NewArticle)| {
        article.check().map_err(|what| unfit(format!("article {}: {what}", at + 1), None))
    };
    articles.into_iter().enumerate().map(check).collect()
}

fn read_lines(body: &[u8]) -> Result<Vec<Article>, Problem> {
    let mut articles = Vec::new();
    for (line, text) in (1..).zip(body.split(|byte| *byte == b'\n')) {
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let article: NewArticle = serde_json::from_slice(text).map_err(|error| broken(&error, line))?;
        articles.push(article.check().map_err(|what| unfit(what, u32::try_from(line).ok()))?);
    }
    Ok(articles)
}

/// A body that is no JSON, or JSON of something else than articles.
fn broken(error: &serde_json::Error, line: usize) -> Problem {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or_default();
    let (line, column) = (u32::try_from(line).ok(), u32::try_from(error.column()).ok());
    let status = if error.is_data() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::BAD_REQUEST };
    Problem { line, column, ..Problem::new(status, format!("{what}; nothing was written")) }
}

fn unfit(what: String, line: Option<u32>) -> Problem {
    Problem { line, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, format!("{what}; nothing was written")) }
}
