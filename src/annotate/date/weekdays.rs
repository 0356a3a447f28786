//! Phrases with a weekday: "on Wednesday", "late Wednesday", "Wednesday night", "last Friday", "Friday, April 5".
//! A weekday is the last such day on or before the day of the report, unless the text says that it lies ahead.

use chrono::Weekday;

use super::calendar::{add_days, last_weekday};
use super::months::role_before;
use super::reader::{Context, Found};
use super::written::{Years, written};
use crate::annotate::passage::DateRole;

/// The phrase at a weekday's name.
pub fn phrase(context: &Context<'_, '_>, at: usize, weekday: Weekday) -> Option<Found> {
    let document = context.document;
    let token = document.tokens.get(at)?;
    let short = token.range().len() <= 5;
    // "sat", "sun" and "wed" are words; "sunday" in careless copy is none.
    if short && !token.is_capitalised() {
        return None;
    }
    let stop = usize::from(short && document.word(at + 1) == "." && document.tokens[at + 1].glued);
    let comma = usize::from(document.word(at + 1 + stop) == ",");
    // "Friday, April 5": the date says it all.
    if let Some((date, end)) = written(document, at + 1 + stop + comma, Years::Full)
        && date.day.is_some()
        && date.last_day.is_none()
    {
        let days = date.period(context.today);
        return Some(Found::new(at, end, days).explicit().bounding(role_before(context, at)));
    }
    if short {
        return None;
    }
    // "Thursdays air strikes" lost its apostrophe; "on Thursdays" is a habit.
    if document.lower(at).ends_with('s') && !(at + 1..at + 4).any(|next| is_strike(document.lower(next))) {
        return None;
    }
    let mut first = at;
    let mut day = context.today.map(|today| last_weekday(weekday, today));
    match context.lower_before(at, 1) {
        "last" | "past" => {
            first -= 1;
            // Said on a Friday, "last Friday" is a week ago.
            day = day.map(|day| if Some(day) == context.today { add_days(day, -7) } else { day });
        }
        "next" | "coming" => {
            let ahead = day.map(|day| add_days(day, 7));
            return Some(Found::day(at - 1, at + 1, ahead).bounding(DateRole::Background));
        }
        "previous" => first -= 1,
        _ => {}
    }
    if lies_ahead(context, at) {
        let ahead = day.map(|day| add_days(day, 7));
        return Some(Found::day(first, at + 1, ahead).bounding(DateRole::Background));
    }
    // "a week ago on Friday", "Friday last week"
    let mut end = at + 1;
    if context.lower(end) == "last" && context.lower(end + 1) == "week" {
        let today = context.today;
        day = day.map(|day| if today.is_some_and(|today| in_same_week(day, today)) { add_days(day, -7) } else { day });
        end += 2;
    } else if matches!(context.lower(end), "night" | "morning" | "afternoon" | "evening" | "noon" | "dawn") {
        end += 1;
    }
    Some(Found::day(first, end, day).bounding(role_before(context, first)))
}

fn in_same_week(day: chrono::NaiveDate, today: chrono::NaiveDate) -> bool {
    super::calendar::week_of(today).0 <= day
}

fn is_strike(word: &str) -> bool {
    matches!(
        word,
        "attack"
            | "attacks"
            | "strike"
            | "strikes"
            | "raid"
            | "raids"
            | "blast"
            | "blasts"
            | "bombing"
            | "bombings"
            | "clashes"
            | "violence"
    )
}

fn is_noun_opener(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "its" | "his" | "her" | "their" | "this" | "that")
}

/// "will meet on Thursday", "due to begin on Thursday", "until next Thursday": the day is still to come.
fn lies_ahead(context: &Context<'_, '_>, at: usize) -> bool {
    let sentence = context.document.sentence_at(at).map_or(0, |sentence| sentence.tokens().start);
    let start = at.saturating_sub(9).max(sentence);
    let mut ahead = false;
    for token in start..at {
        match context.lower(token) {
            // "due to the closure of the border on Sunday" tells why.
            "due" if context.lower(token + 1) == "to" && is_noun_opener(context.lower(token + 2)) => {}
            "will" | "due" | "slated" | "scheduled" | "planned" | "set" | "expected" | "would" => ahead = true,
            // A finished verb in between belongs to the day: "said it would act on Thursday" stays open.
            "was" | "were" | "killed" | "said" | "had" | "been" if ahead && context.lower(token) != "been" => {
                ahead = false
            }
            "," | ";" => ahead = false,
            _ => {}
        }
    }
    ahead
}
