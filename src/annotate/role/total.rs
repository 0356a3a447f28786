//! Tells totals over a period from the toll of one event, by the period's length and the words around: "in the past
//! month", "since March", "the war has killed". It must not know how a period was chosen.

use chrono::NaiveDate;

use crate::annotate::passage::{DateMention, DateRole};
use crate::annotate::statement::Statement;
use crate::article::{Anchor, DatePrecision, Effect, When};
use crate::text::document::Document;

/// Longest stretch that is still one event's toll ("in three days of fighting").
const EVENT_DAYS: i64 = 4;

/// Whether the period makes a total of the statement.
pub fn is_total(
    document: &Document<'_>,
    mention: &DateMention,
    statement: &Statement,
    today: Option<NaiveDate>,
) -> bool {
    let length = match (mention.when.from, mention.when.to) {
        (Some(from), Some(to)) => Some((to - from).num_days()),
        _ => None,
    };
    match mention.role {
        DateRole::Since => true,
        DateRole::Over => length.is_none_or(|days| days > EVENT_DAYS),
        DateRole::During if has_begun_it(document, mention, statement) => true,
        // "3,500 died in 2015" sums up; "a 2004 attack killed nine" does not.
        DateRole::During => {
            let year = matches!(mention.when.precision, DatePrecision::Year | DatePrecision::Longer);
            let running =
                mention.when.precision == DatePrecision::Month && mention.when.to.is_some() && mention.when.to == today;
            let many = statement.count.low.or(statement.count.high).unwrap_or(0) > 1;
            (year || running) && many && !names_one_event(document, statement)
        }
        _ => false,
    }
}

/// Whether the phrase is short enough to tell of one event, or names the time of one ("a 2004 attack").
pub fn is_event_period(mention: &DateMention) -> bool {
    matches!(mention.role, DateRole::During | DateRole::Over) && mention.when.precision <= DatePrecision::Days
        || mention.role == DateRole::During && mention.when.precision >= DatePrecision::Year
}

/// The period of a total: from a start to today, else as told.
pub fn period(
    document: &Document<'_>,
    mention: &DateMention,
    statement: &Statement,
    today: Option<NaiveDate>,
) -> Option<When> {
    let mut when = mention.when.clone();
    if mention.role == DateRole::During && has_begun_it(document, mention, statement) {
        when.to = today.filter(|today| when.from.is_none_or(|from| from <= *today));
        when.precision = DatePrecision::Longer;
    }
    (when.from.is_some() || when.to.is_some()).then_some(when)
}

/// A total without a start: it runs up to the day of the report, from as many years back as its war is said to last.
pub fn until_today(document: &Document<'_>, statement: &Statement, today: Option<NaiveDate>) -> Option<When> {
    let to = today?;
    let from = statement
        .clause
        .clone()
        .find_map(|token| years_of_war(document, token))
        .map(|years| crate::annotate::date::calendar::months_before(to, years * 12));
    Some(When { from, to: Some(to), precision: DatePrecision::Longer, anchor: Anchor::Relative })
}

/// Days that a war lasts at least.
const WAR_DAYS: i64 = 45;

/// The days from which the text counts a war ("since March 26", "began in March 2011"), with the tokens that tell them.
pub fn starts_of_wars(
    document: &Document<'_>,
    dates: &[DateMention],
    today: Option<NaiveDate>,
) -> Vec<(usize, NaiveDate)> {
    let Some(today) = today else { return Vec::new() };
    let long_ago = |mention: &DateMention| mention.when.from.filter(|from| (today - *from).num_days() >= WAR_DAYS);
    dates
        .iter()
        .filter(|mention| {
            let start = mention.tokens.start;
            let begun = (start.saturating_sub(3)..start).any(|token| is_beginning(document.lower(token)));
            let begins = mention.role == DateRole::Since || mention.role == DateRole::During && begun;
            begins && !tells_of_peace(document, start)
        })
        .filter_map(|mention| Some((mention.tokens.start, long_ago(mention)?)))
        .collect()
}

/// The start told nearest to a token.
pub fn nearest_start(wars: &[(usize, NaiveDate)], token: usize) -> Option<NaiveDate> {
    let behind = wars.partition_point(|(at, _)| *at < token);
    let around = [behind.checked_sub(1), Some(behind)].into_iter().flatten().filter_map(|position| wars.get(position));
    around.min_by_key(|(at, _)| at.abs_diff(token)).map(|(_, from)| *from)
}

/// "since the truce in February": what began then was no war.
fn tells_of_peace(document: &Document<'_>, token: usize) -> bool {
    let from = document.sentence_at(token).map_or(0, |sentence| sentence.tokens().start).max(token.saturating_sub(30));
    (from..token + 30)
        .take_while(|at| document.sentence_of.get(*at) == document.sentence_of.get(token))
        .any(|at| matches!(document.lower(at), "truce" | "ceasefire" | "cease" | "cessation" | "peace" | "talks"))
}

fn is_beginning(word: &str) -> bool {
    matches!(word, "began" | "begun" | "started" | "launched" | "erupted" | "broke")
}

/// "five-year war", "six-year-old conflict".
fn years_of_war(document: &Document<'_>, token: usize) -> Option<u32> {
    if !matches!(document.lower(token), "year" | "years") || document.word(token.checked_sub(1)?) != "-" {
        return None;
    }
    let at = token.checked_sub(2)?;
    let years = crate::annotate::date::written::number(document, at, 2).or(match document.lower(at) {
        "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        "seven" => Some(7),
        "eight" => Some(8),
        "nine" => Some(9),
        "ten" => Some(10),
        _ => None,
    })?;
    (token + 1..token + 7).any(|next| is_war_noun(document.lower(next))).then_some(years)
}

/// "launched strikes in August 2014 and has killed thousands", "in an offensive that began last weekend": the date is
/// the start of what the statement sums up.
fn has_begun_it(document: &Document<'_>, mention: &DateMention, statement: &Statement) -> bool {
    let begun = |token: usize| {
        matches!(document.lower(token), "began" | "begun" | "started" | "launched" | "erupted" | "broke")
    };
    let start = mention.tokens.start;
    let right_before = (start.saturating_sub(3)..start).any(begun);
    if right_before {
        return true;
    }
    let in_front = mention.tokens.end <= statement.tokens.start && (start.saturating_sub(14)..start).any(begun);
    let perfect =
        statement.trigger.start.checked_sub(1).is_some_and(|before| matches!(document.lower(before), "has" | "have"));
    in_front && (perfect || matches!(document.lower(statement.trigger.start), "has" | "have"))
}

/// More people than one event harms: only a war, or a total over years, has such figures.
const TOO_MANY_FOR_ONE_EVENT: u64 = 2_000;
const TOO_MANY_FOR_ONE_FLIGHT: u64 = 200_000;

/// "the war has killed 6,200 people", "70,000 have died in the civil war".
pub fn is_of_a_war(document: &Document<'_>, statement: &Statement) -> bool {
    let count = statement.count.low.or(statement.count.high).unwrap_or(0);
    let limit = match statement.effect {
        Effect::Displaced => TOO_MANY_FOR_ONE_FLIGHT,
        _ => TOO_MANY_FOR_ONE_EVENT,
    };
    // "the battle killed 9,000": one battle, however many fell.
    let battle = (statement.clause.start.max(statement.trigger.start.saturating_sub(12))..statement.trigger.start)
        .any(|token| matches!(document.lower(token), "battle" | "massacre" | "bombing" | "earthquake"));
    if count >= limit {
        return !battle;
    }
    if count < 10 {
        return false;
    }
    let trigger = if statement.trigger.is_empty() { &statement.tokens } else { &statement.trigger };
    // The war as the subject, or "in the war" behind.
    let subject = (statement.clause.start..trigger.start).rev().take(6).any(|token| {
        is_war_noun(document.lower(token))
            && !matches!(document.lower(token + 1), "plane" | "planes" | "zone" | "monitor" | "crimes" | "torn")
    });
    let within = (statement.tokens.end.max(trigger.end)..statement.clause.end)
        .take(4)
        .any(|token| matches!(document.lower(token), "war" | "conflict" | "insurgency" | "uprising"));
    subject || within
}

fn is_war_noun(word: &str) -> bool {
    matches!(word, "war" | "conflict" | "insurgency" | "uprising" | "rebellion" | "violence" | "unrest" | "bloodshed")
}

/// Words for one thing that happened at one time.
pub fn is_event_noun(word: &str) -> bool {
    matches!(
        word,
        "attack"
            | "blast"
            | "bombing"
            | "explosion"
            | "raid"
            | "strike"
            | "airstrike"
            | "massacre"
            | "shooting"
            | "ambush"
            | "assault"
            | "clash"
            | "battle"
            | "incident"
            | "siege"
            | "bomb"
            | "strikes"
            | "airstrikes"
            | "attacks"
            | "blasts"
            | "bombings"
            | "explosions"
            | "clashes"
            | "shelling"
            | "killing"
            | "killings"
            | "bombardment"
            | "crash"
            | "kidnapping"
            | "abduction"
    )
}

fn names_one_event(document: &Document<'_>, statement: &Statement) -> bool {
    statement.clause.clone().any(|token| {
        let word = document.lower(token);
        is_event_noun(word) && !word.ends_with('s')
    })
}
