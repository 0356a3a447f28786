//! What went wrong with a request, as RFC 9457 problem details that name the parameter. It must not know which request.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use schemars::JsonSchema;
use serde::Serialize;

use crate::answer::AnswerError;
use crate::index::IndexError;
use crate::query::filters::FilterError;

/// Media type of problem details.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Problem details (RFC 9457).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// `about:blank`: the status says what kind of problem it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: &'static str,
    #[schemars(range(min = 400, max = 599))]
    pub status: u16,
    /// What is wrong, and what to do about it.
    pub detail: Box<str>,
    /// The parameter that cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<Box<str>>,
    /// Where in its value, in code points from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The line of the body, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Values that would be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<String>,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<Box<str>>) -> Problem {
        Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: detail.into(),
            ..Problem::default()
        }
    }

    /// A parameter that is not well formed.
    pub fn parameter(name: &str, detail: impl Into<Box<str>>) -> Problem {
        Problem { parameter: Some(name.into()), ..Problem::new(StatusCode::BAD_REQUEST, detail) }
    }

    /// A parameter that is well formed, but says nothing that is known or possible.
    pub fn unreadable(name: &str, detail: impl Into<Box<str>>) -> Problem {
        Problem { parameter: Some(name.into()), ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }

    /// Too much is asked of the server just now.
    pub fn busy(detail: impl Into<Box<str>>) -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    }

    /// A fault of the server, which goes to its own log; the client learns nothing of files and places.
    pub fn fault(cause: &dyn std::fmt::Display) -> Problem {
        eprintln!("warwire: {}", crate::render::safe_line(&cause.to_string()));
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the server failed; its log says how")
    }

    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<FilterError> for Problem {
    fn from(error: FilterError) -> Problem {
        let (parameter, error) = match error {
            FilterError::Question(error) => ("q", error),
            FilterError::Value { filter, error, .. } => (filter, error),
            FilterError::Opposed { first, .. } => return Problem::unreadable(first, error.to_string()),
        };
        let (column, suggestions) = (u32::try_from(error.column).ok(), error.suggestions);
        Problem { column, suggestions, ..Problem::unreadable(parameter, error.message) }
    }
}

impl From<AnswerError> for Problem {
    fn from(error: AnswerError) -> Problem {
        match error {
            AnswerError::Text { column, message } => {
                Problem { column: u32::try_from(column).ok(), ..Problem::unreadable("text", message) }
            }
            AnswerError::Limit(message) => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, message),
            AnswerError::Cursor => Problem::unreadable("after", error.to_string()),
            AnswerError::NoCentre => Problem::unreadable("sort", "needs a place to measure from: add near"),
            AnswerError::TooLong => Problem::busy(error.to_string()),
            AnswerError::Index(error) => error.into(),
        }
    }
}

impl From<IndexError> for Problem {
    fn from(error: IndexError) -> Problem {
        match error {
            IndexError::Locked { .. } => Problem::busy("another process is writing to the index; try again"),
            other => Problem::fault(&other),
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Problem {
        Problem::fault(&error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let mut body = Vec::new();
        // Plain data into memory: it has a form in JSON, and there is room.
        let _ = crate::render::json::line(&mut body, &self);
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        match self.status() {
            StatusCode::SERVICE_UNAVAILABLE => drop(headers.insert(RETRY_AFTER, HeaderValue::from_static("1"))),
            StatusCode::UNAUTHORIZED => drop(headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))),
            _ => {}
        }
        response
    }
}
