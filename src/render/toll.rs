//! A toll in every format: reconciled events, each with every claim about it. It must not know how claims are
//! reconciled.

use std::io::{self, Write};

use super::answer::{Background, summary};
use super::escape::line;
use super::geojson::Features;
use super::layout::{bold, dim, width, wrap};
use super::words::{self, bounds, day, many};
use super::{Format, csv, json, query};
use crate::answer::{Claim, Event, SeriesRow, Toll};
use crate::article::Figure;

/// Writes a toll. Gives the number of events that a format could not show.
pub fn write(out: &mut dyn Write, toll: &Toll, format: Format, background: &Background<'_>) -> io::Result<u64> {
    match format {
        Format::Table => table(out, toll, background)?,
        Format::Json => json::document(out, toll)?,
        Format::JsonLines => toll.events.iter().try_for_each(|event| json::line(out, event))?,
        Format::Csv => csv::events(out, &toll.events)?,
        Format::GeoJson => {
            let mut features = Features::begin(out)?;
            toll.events.iter().try_for_each(|event| features.event(event))?;
            let (_, left_out) = features.counts();
            features.end()?;
            return Ok(left_out);
        }
    }
    Ok(0)
}

/// Writes a series. GeoJSON has no place for one; it gets the rows as JSON.
pub fn write_series(out: &mut dyn Write, rows: &[SeriesRow], format: Format) -> io::Result<()> {
    match format {
        Format::Table => {
            let mut table = super::overview::grid(&["", "effect", "events", "count", "contested"]);
            for SeriesRow { value, toll } in rows {
                let count = bounds(Some(toll.low), Some(toll.high), toll.open);
                table.add_row([
                    line(value),
                    words::effect(toll.effect).to_string(),
                    words::number(toll.events),
                    count,
                    words::number(toll.contested),
                ]);
            }
            writeln!(out, "{table}")
        }
        Format::Json | Format::GeoJson => json::document(out, &rows),
        Format::JsonLines => rows.iter().try_for_each(|row| json::line(out, row)),
        Format::Csv => csv::series(out, rows),
    }
}

fn table(out: &mut dyn Write, toll: &Toll, background: &Background<'_>) -> io::Result<()> {
    let width = width();
    let phrases = query::phrases(&toll.query, background.actor);
    let read_as = if phrases.is_empty() { "everything".to_string() } else { phrases.join(" · ") };
    writeln!(out, "{}", dim(&wrap(&read_as, width, "Read as  ", "         ")))?;
    for reading in background.readings {
        writeln!(out, "{}", dim(&wrap(&line(reading), width, "         ", "           ")))?;
    }
    writeln!(out)?;
    for event in &toll.events {
        write_event(out, event, width)?;
    }
    if !toll.cumulative.is_empty() {
        writeln!(out, "{}", bold("Totals over longer periods, as stated (in no sum)"))?;
        toll.cumulative.iter().try_for_each(|claim| write_claim(out, claim, "Σ", width))?;
        writeln!(out)?;
    }
    for total in &toll.totals {
        writeln!(out, "{}", bold(&summary(total)))?;
    }
    let events = toll.events.len() as u64;
    writeln!(out, "{}", dim(&format!("{} from {}", many(events, "event"), many(toll.figures, "figure"))))
}

fn write_event(out: &mut dyn Write, event: &Event, width: usize) -> io::Result<()> {
    let head = Figure {
        victims: crate::article::Victims {
            class: event.victims,
            // Some claims name a group, others do not: as many women as the event has dead would be wrong.
            groups: Vec::new(),
            affiliation: event.affiliation.clone(),
        },
        effect: event.effect,
        count: crate::article::Count {
            low: Some(event.low),
            high: (event.high > event.low || !event.open).then_some(event.high),
            qualifier: crate::article::Qualifier::Range,
            unit: event.unit,
            text: String::new(),
        },
        ..Figure::default()
    };
    let mut parts = vec![bold(&words::harm(&head))];
    if !event.groups.is_empty() {
        let groups: Vec<String> = event.groups.iter().map(|group| words::group_noun(*group, false)).collect();
        parts.push(format!("among them {}", groups.join(" and ")));
    }
    if event.low != event.high {
        parts.push(format!("best {}", words::number(event.best)));
    }
    parts.extend(event.place.as_ref().map(words::place));
    parts.extend(Some(words::period(event.from, event.to)).filter(|period| !period.is_empty()));
    parts.extend(words::means(event.method, &event.by));
    parts.extend(words::denial(&event.denied_by));
    if event.contested && event.denied_by.is_empty() {
        parts.push("contested".to_string());
    }
    writeln!(out, "{}", wrap(&parts.join(" · "), width + 8, &format!("{:>3}. ", event.id), "     "))?;
    event.claims.iter().try_for_each(|claim| write_claim(out, claim, "•", width))?;
    event.subsets.iter().try_for_each(|claim| write_claim(out, claim, "└", width))?;
    writeln!(out)
}

fn write_claim(out: &mut dyn Write, claim: &Claim, sign: &str, width: usize) -> io::Result<()> {
    let one = claim.low == Some(1) && claim.high == Some(1);
    let people = match claim.groups.as_slice() {
        [] => words::class_noun(claim.victims, one).to_string(),
        groups => groups.iter().map(|group| words::group_noun(*group, one)).collect::<Vec<_>>().join(" and "),
    };
    let mut parts = vec![format!("{} {people} {}", bounds(claim.low, claim.high, false), words::effect(claim.effect))];
    if sign == "Σ" {
        parts.extend(Some(words::period(claim.from, claim.to)).filter(|period| !period.is_empty()));
    }
    parts.extend(words::said_by(claim.stance, claim.source.as_ref()));
    parts.extend(claim.publisher.as_deref().map(line));
    parts.extend(claim.published.map(day));
    parts.push(format!("“{}”", line(&claim.quote)));
    parts.push(line(&claim.figure));
    if !claim.copies.is_empty() {
        parts.push(format!("and {}", many(claim.copies.len() as u64, "copy").replace("copys", "copies")));
    }
    writeln!(out, "{}", wrap(&parts.join(" · "), width, &format!("     {sign} "), "         "))
}
