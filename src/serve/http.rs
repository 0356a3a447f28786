//! The routes, and what all answers have in common: formats, tags, headers. It must not know what is answered.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LINK, VARY};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::parameters::{Given, Parameter};
use super::problem::Problem;
use super::work::Lane;
use super::{Desk, find, guard, negotiate, page, read, write};
use crate::render::Format;

/// How many figures a format could not show.
const LEFT_OUT: HeaderName = HeaderName::from_static("warwire-left-out");

/// The whole service.
pub fn router(desk: Arc<Desk>) -> Router {
    let article = get(read::article);
    let mut routes = Router::new()
        .route("/v1/search", get(find::search))
        .route("/v1/toll", get(find::toll))
        .route("/v1/figures", get(find::figures))
        .route("/v1/articles/{*id}", if desk.writing.is_some() { article.delete(write::delete) } else { article })
        .route("/v1/places", get(read::places))
        .route("/v1/stats", get(read::stats))
        .route("/healthz", get(read::health))
        .route("/metrics", get(read::metrics))
        .route("/openapi.json", get(read::openapi))
        .route("/", get(index_page))
        .route("/assets/{*path}", get(asset))
        .fallback(not_found)
        .method_not_allowed_fallback(wrong_method);
    if desk.writing.is_some() {
        routes = routes.route("/v1/articles", post(write::put));
    }
    let panics = CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
        Problem::fault(&"a request ended in a panic").into_response()
    });
    routes
        .layer(panics)
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(Arc::clone(&desk), guard::guard))
        .with_state(desk)
}

/// What an endpoint takes and how its answers can look.
pub struct Endpoint {
    pub name: &'static str,
    pub parameters: &'static [&'static [Parameter]],
    pub formats: &'static [Format],
    pub lane: Lane,
}

/// An answer that is ready to be sent.
#[derive(Default)]
pub struct Reply {
    pub body: Vec<u8>,
    /// Figures that the format could not show.
    pub left_out: u64,
    /// Cursor of the next page.
    pub after: Option<String>,
}

/// What a request asks of an endpoint.
pub struct Asking {
    pub given: Given,
    pub format: Format,
    pub desk: Arc<Desk>,
}

/// Answers a request: reads its parameters, spares the work when the client has the answer, and otherwise does it on
/// the pool.
pub async fn answer(
    desk: Arc<Desk>,
    head: Parts,
    endpoint: &'static Endpoint,
    work: impl FnOnce(&Asking) -> Result<Reply, Problem> + Send + 'static,
) -> Result<Response<Body>, Problem> {
    let given = Given::read(endpoint.parameters, &pairs(&head.uri)?)?;
    let format = negotiate::format(&given, &head.headers, endpoint.formats)?;
    let generation = desk.index.generation()?.to_string();
    // "Last week" is another week tomorrow; another version may answer otherwise.
    let today = chrono::Local::now().date_naive().to_string();
    let asked = head.uri.path_and_query().map(|asked| asked.as_str()).unwrap_or_default();
    let tag = negotiate::tag(&[env!("CARGO_PKG_VERSION"), &generation, &today, negotiate::word(format), asked]);
    if negotiate::has(&head.headers, &tag) {
        return Ok(with_headers(StatusCode::NOT_MODIFIED, Body::empty(), &tag));
    }
    let asking = Asking { given, format, desk: Arc::clone(&desk) };
    let reply = desk.workers.run(endpoint.lane, move || work(&asking)).await?;
    let mut response = with_headers(StatusCode::OK, Body::from(reply.body), &tag);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, content_type(format));
    if format != Format::Json {
        let file = format!("inline; filename=\"warwire-{}.{}\"", endpoint.name, negotiate::word(format));
        headers.extend(HeaderValue::try_from(file).ok().map(|file| (CONTENT_DISPOSITION, file)));
    }
    if reply.left_out > 0 {
        headers.insert(LEFT_OUT, HeaderValue::from(reply.left_out));
    }
    let next = reply.after.and_then(|cursor| next_page(&head.uri, &cursor));
    headers.extend(next.map(|link| (LINK, link)));
    Ok(response)
}

fn with_headers(status: StatusCode, body: Body, tag: &str) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.extend(HeaderValue::try_from(tag).ok().map(|tag| (ETAG, tag)));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(VARY, HeaderValue::from_static("accept"));
    response
}

fn content_type(format: Format) -> HeaderValue {
    HeaderValue::from_static(match format {
        Format::Table => "text/plain; charset=utf-8",
        Format::Json => "application/json",
        Format::JsonLines => "application/x-ndjson",
        Format::Csv => "text/csv; charset=utf-8; header=present",
        Format::GeoJson => "application/geo+json",
    })
}

/// `<…>; rel="next"`: the same request with the cursor of the next page.
fn next_page(uri: &Uri, cursor: &str) -> Option<HeaderValue> {
    let kept =
        uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("after="));
    let query: Vec<String> = kept.map(str::to_owned).chain([format!("after={cursor}")]).collect();
    HeaderValue::try_from(format!("<{}?{}>; rel=\"next\"", uri.path(), query.join("&"))).ok()
}

/// Names and values of a query string.
fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, Problem> {
    let read = Query::<Vec<(String, String)>>::try_from_uri(uri);
    read.map(|Query(pairs)| pairs).map_err(|error| Problem::new(StatusCode::BAD_REQUEST, error.body_text()))
}

async fn index_page(request: Request) -> Response<Body> {
    file("", &request)
}

async fn asset(Path(path): Path<String>, request: Request) -> Response<Body> {
    file(&format!("assets/{path}"), &request)
}

/// A file of the page.
fn file(path: &str, request: &Request) -> Response<Body> {
    let Some(asset) = page::asset(path) else {
        return Problem::new(StatusCode::NOT_FOUND, "no such file").into_response();
    };
    let known = negotiate::has(request.headers(), asset.etag);
    let (status, body) = if known { (StatusCode::NOT_MODIFIED, &[][..]) } else { (StatusCode::OK, asset.bytes) };
    let mut response = with_headers(status, Body::from(body), asset.etag);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    let kept = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.remove(VARY);
    response
}

async fn not_found(State(_): State<Arc<Desk>>) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "nothing is here; /openapi.json says what there is")
}

async fn wrong_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this cannot be done here; Allow says what can")
}
