//! What stands before every request: who may ask under which name, how long an address may be, how many may ask at once;
//! and the headers that keep an answer from doing harm in a browser. It must not know what is asked.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;

use super::Desk;
use super::problem::Problem;

/// Sent with every answer. The page has no inline script and loads nothing from elsewhere.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Lets a request through, or answers it itself.
pub async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response<Body> {
    let begun = Instant::now();
    let endpoint = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let origin = request.headers().get(header::ORIGIN).cloned();
    let allowed = origin.filter(|origin| allows_origin(&desk.options.allow_origin, origin));
    let mut response = match check(&desk, &request) {
        Err(problem) => problem.into_response(),
        Ok(()) if is_preflight(&request) => preflight(allowed.is_some()),
        // More than can be handled is turned away at once, so that those who are let in are served in time.
        Ok(()) => match desk.requests.try_acquire() {
            Ok(_permit) => next.run(request).await,
            Err(_) => Problem::busy("too many requests at once; try again").into_response(),
        },
    };
    desk.metrics.note(&endpoint, response.status().as_u16(), begun.elapsed());
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let resource = if allowed.is_some() { "cross-origin" } else { "same-origin" };
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static(resource));
    if !desk.options.allow_origin.is_empty() {
        headers.append(header::VARY, HeaderValue::from_static("origin"));
    }
    if let Some(origin) = allowed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag, link, warwire-left-out"));
    }
    response
}

fn check(desk: &Desk, request: &Request) -> Result<(), Problem> {
    let asked = request.uri().path_and_query().map_or(0, |asked| asked.as_str().len());
    if asked > desk.options.limits.url {
        let detail = format!("an address of {asked} bytes; at most {} are read", desk.options.limits.url);
        return Err(Problem::new(StatusCode::URI_TOO_LONG, detail));
    }
    let host = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    if desk.options.listen.ip().is_loopback() && !host.is_none_or(|host| is_own_name(&desk.options.allow_host, host)) {
        // A page elsewhere that has its own name resolved to this machine would otherwise read everything.
        let detail = "asked for under another name than this machine's; --allow-host NAME allows one";
        return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, detail));
    }
    Ok(())
}

/// Whether a `Host` header names this machine.
fn is_own_name(further: &[String], host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let own = ["localhost", "127.0.0.1", "[::1]"];
    let named = |known: &str| known.eq_ignore_ascii_case(name);
    let loopback = name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    own.into_iter().any(named) || loopback || further.iter().any(|known| named(known))
}

fn allows_origin(allowed: &[String], origin: &HeaderValue) -> bool {
    allowed.iter().any(|allowed| allowed == "*" || allowed.as_bytes() == origin.as_bytes())
}

fn is_preflight(request: &Request) -> bool {
    let asks = |headers: &HeaderMap| headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    request.method() == Method::OPTIONS && request.headers().contains_key(header::ORIGIN) && asks(request.headers())
}

/// Says what pages of an allowed origin may do: read.
fn preflight(allowed: bool) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    if allowed {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("accept, if-none-match"));
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for host in ["localhost", "LOCALHOST:7878", "127.0.0.1:80", "127.8.9.1", "[::1]:7878", "[::1]"] {
            assert!(is_own_name(&[], host), "{host}");
        }
        for host in ["example.org", "127.0.0.1.example.org", "localhost.example.org:80", "", "10.0.0.1"] {
            assert!(!is_own_name(&[], host), "{host}");
        }
        assert!(is_own_name(&["desk.example.org".to_owned()], "desk.example.org:443"));
    }
}
