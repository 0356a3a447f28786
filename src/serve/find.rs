//! Searches, tolls and figures over HTTP. The answers are those of the command line.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;

use super::http::{Asking, Endpoint, Reply, answer};
use super::parameters::{FIGURES_PAGE, FILTERS, FORMAT, QUESTION, SEARCH_PAGE, SERIES};
use super::problem::Problem;
use super::work::Lane;
use super::{Desk, ask, negotiate};
use crate::answer::{Answer, Figures, Toll};
use crate::render::{Format, answer::Background, json};

pub static SEARCH: Endpoint = Endpoint {
    name: "search",
    parameters: &[&[QUESTION], FILTERS, SEARCH_PAGE, &[FORMAT]],
    formats: negotiate::ALL,
    lane: Lane::Search,
};

pub static FIGURES: Endpoint = Endpoint {
    name: "figures",
    parameters: &[&[QUESTION], FILTERS, FIGURES_PAGE, &[FORMAT]],
    formats: negotiate::ALL,
    lane: Lane::Dear,
};

pub static TOLL: Endpoint = Endpoint {
    name: "toll",
    parameters: &[&[QUESTION], FILTERS, &[SERIES, FORMAT]],
    formats: negotiate::ALL,
    lane: Lane::Dear,
};

type Answered = Result<Response<Body>, Problem>;

pub async fn search(State(desk): State<Arc<Desk>>, request: Request) -> Answered {
    answer(desk, request.into_parts().0, &SEARCH, work_search).await
}

pub async fn figures(State(desk): State<Arc<Desk>>, request: Request) -> Answered {
    answer(desk, request.into_parts().0, &FIGURES, work_figures).await
}

pub async fn toll(State(desk): State<Arc<Desk>>, request: Request) -> Answered {
    answer(desk, request.into_parts().0, &TOLL, work_toll).await
}

fn work_search(asking: &Asking) -> Result<Reply, Problem> {
    let asked = ask::query(&asking.given, &asking.desk.index, &asking.desk.knowledge)?;
    let found = crate::answer::answer(&asking.desk.index, &asked.query, &ask::search_page(&asking.given))?;
    let found = Answer { readings: asked.readings, ..found };
    let mut body = Vec::new();
    let left_out = match asking.format {
        Format::Json => json::line(&mut body, &found).map(|()| 0)?,
        format => crate::render::answer::write(&mut body, &found, format, &BARE)?,
    };
    Ok(Reply { body, left_out, after: found.after })
}

fn work_figures(asking: &Asking) -> Result<Reply, Problem> {
    let asked = ask::query(&asking.given, &asking.desk.index, &asking.desk.knowledge)?;
    let found = crate::answer::figures(&asking.desk.index, &asked.query, &ask::figures_page(&asking.given))?;
    let found = Figures { readings: asked.readings, ..found };
    let mut body = Vec::new();
    let left_out = crate::render::figures::write(&mut body, &found, asking.format)?;
    Ok(Reply { body, left_out, after: found.after })
}

fn work_toll(asking: &Asking) -> Result<Reply, Problem> {
    let series = ask::series(&asking.given);
    if series.is_some() && asking.format == Format::GeoJson {
        return Err(Problem::unreadable("series", "a series has no places to put on a map; choose another format"));
    }
    let asked = ask::query(&asking.given, &asking.desk.index, &asking.desk.knowledge)?;
    let toll = crate::answer::toll(&asking.desk.index, &asked.query)?;
    let toll = Toll { readings: asked.readings, ..toll };
    let mut body = Vec::new();
    let mut left_out = 0;
    match (series, asking.format) {
        (Some(by), Format::Json) => json::line(&mut body, &crate::answer::series(&toll, by))?,
        (Some(by), format) => crate::render::toll::write_series(&mut body, &crate::answer::series(&toll, by), format)?,
        (None, Format::Json) => json::line(&mut body, &toll)?,
        (None, format) => left_out = crate::render::toll::write(&mut body, &toll, format, &BARE)?,
    }
    Ok(Reply { body, left_out, after: None })
}

/// Only tables need a background.
const BARE: Background<'static> = Background { report: &|_| None, actor: &|id: &str| id.to_owned(), readings: &[] };
