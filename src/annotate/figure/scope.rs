//! Tells totals over a period from single events, and breakdowns from what they add up to. It must not know how
//! statements were read; it sees their sentence, its dates and its neighbours.

use crate::annotate::passage::{DateRole, Passage};
use crate::annotate::statement::{Statement, Whole};
use crate::article::{DatePrecision, Effect, Scope, Unit, When};
use crate::lexicon::Entry;
use crate::text::document::Document;

/// Sets the scope of a passage's statements. `position` is the passage's among the article's.
pub fn read(passage: &mut Passage<'_>, position: usize) {
    let mut statements = std::mem::take(&mut passage.statements);
    for statement in statements.iter_mut().filter(|statement| statement.scope != Scope::Subset) {
        if is_total(passage, statement) {
            statement.scope = Scope::Cumulative;
        }
    }
    breakdowns(&mut statements, position);
    passage.statements = statements;
}

/// From so many killed on, a figure without a day is a war's, not an event's.
const WAR: u64 = 2000;
/// Tokens before and behind a statement that can say its period.
const REACH: usize = 50;
/// So many are not displaced in an hour.
const EXODUS: u64 = 20_000;

fn is_total(passage: &Passage<'_>, statement: &Statement) -> bool {
    let document = &passage.document;
    let Some(sentence) = document.sentences.get(statement.sentence).map(|sentence| sentence.tokens()) else {
        return false;
    };
    let (first, last) = (statement.tokens.start.saturating_sub(2 * REACH), statement.tokens.end + 2 * REACH);
    let near = sentence.start.max(statement.clause.start.saturating_sub(30)).max(first)
        ..sentence.end.min(statement.clause.end + 30).min(last);
    // A single person is no total; a headline's blast of a past year is an event.
    if (statement.count.low, statement.count.high) == (Some(1), Some(1)) {
        return false;
    }
    let clause = document.bytes(statement.clause.clone());
    let attack = passage.scan.within(clause.start, clause.end).any(|hit| matches!(hit.entry, Entry::Method(_)))
        || near.clone().filter(|token| statement.clause.contains(token)).any(|token| is_event(document.lower(token)));
    let mut day = false;
    // Dates stand in the order of the text.
    let first = passage.dates.partition_point(|date| date.tokens.start < near.start);
    for date in passage.dates[first..].iter().take_while(|date| date.tokens.end <= near.end) {
        let inside = date.tokens.start >= statement.clause.start && date.tokens.end <= statement.clause.end;
        match date.role {
            DateRole::Since if inside && date.tokens.end != statement.tokens.start => return true,
            DateRole::Over if inside && lasts(&date.when) => return true,
            DateRole::During
                if inside && date.when.from.is_some() && date.when.precision >= DatePrecision::Year && !attack =>
            {
                return true;
            }
            DateRole::During if date.when.precision == DatePrecision::Day => day |= inside,
            // "a blast in August last year": the year only tells which August.
            DateRole::During if date.when.precision == DatePrecision::Month => {
                day |= inside && date.tokens.end.checked_sub(1).is_some_and(|last| document.lower(last) == "year");
            }
            _ => {}
        }
    }
    if day {
        return false;
    }
    // A clause without end is read around the statement only.
    let (first, last) = (statement.tokens.start.saturating_sub(REACH), statement.tokens.end + REACH);
    let clause =
        statement.clause.start.saturating_sub(4).max(sentence.start).max(first)..statement.clause.end.min(last);
    if says_period(document, clause) {
        return true;
    }
    let number = statement.count.low.or(statement.count.high).unwrap_or(0);
    match statement.effect {
        Effect::Displaced => number >= EXODUS,
        _ => number >= WAR,
    }
}

/// Words in a row that make what they go with a total, in small letters; `#` stands for any word.
const PERIODS: &[&[&str]] = &[
    &["so", "far"],
    &["to", "date"],
    &["in", "total"],
    &["this", "year"],
    &["last", "year"],
    &["each", "year"],
    &["every", "year"],
    &["recent", "years"],
    &["recent", "months"],
    &["recent", "weeks"],
    &["past", "#", "years"],
    &["past", "#", "months"],
    &["past", "#", "weeks"],
    &["past", "year"],
    &["past", "month"],
    &["past", "week"],
    &["last", "#", "years"],
    &["last", "#", "months"],
    &["last", "#", "weeks"],
    &["last", "several", "months"],
    &["years", "of"],
    &["months", "of"],
    &["weeks", "of"],
    &["days", "of"],
    &["annually"],
    &["overall"],
    &["altogether"],
];

/// The first words of the list above; a look in here spares most words the list.
fn opens_period(word: &str) -> bool {
    matches!(
        word,
        "so" | "to"
            | "in"
            | "this"
            | "last"
            | "each"
            | "every"
            | "recent"
            | "past"
            | "years"
            | "months"
            | "weeks"
            | "days"
            | "annually"
            | "overall"
            | "altogether"
    )
}

/// Things that last and harm as long as they last.
const LASTING: &[&str] = &[
    "war",
    "conflict",
    "insurgency",
    "uprising",
    "rebellion",
    "crisis",
    "unrest",
    "genocide",
    "troubles",
    "campaign",
    "offensive",
];

fn says_period(document: &Document<'_>, tokens: std::ops::Range<usize>) -> bool {
    let mut lasting = false;
    for at in tokens.clone() {
        let lower = document.lower(at);
        let found = opens_period(lower)
            && PERIODS.iter().any(|words| {
                words.iter().enumerate().all(|(offset, word)| *word == "#" || document.lower(at + offset) == *word)
            });
        if found || (lower == "since" && (at + 1..at + 9).any(|next| is_beginning(document.lower(next)))) {
            return true;
        }
        // "the war has killed", "died in the conflict", "the civil war left": but "war planes" and "the war in X said".
        if LASTING.contains(&lower) {
            let named = matches!(
                document.lower(at + 1),
                "has"
                    | "had"
                    | "have"
                    | "that"
                    | "which"
                    | "killed"
                    | "left"
                    | "claimed"
                    | "in"
                    | "since"
                    | "so"
                    | "saw"
            );
            let ends = matches!(document.lower(at + 1), "," | ".") || at + 1 >= tokens.end;
            // "killed in the civil war", but not "the group, which monitors the war, said".
            let within = (at.saturating_sub(4)..at)
                .any(|before| matches!(document.lower(before), "in" | "during" | "of" | "by" | "throughout" | "from"));
            lasting |= named || ends && within;
        }
    }
    lasting
}

/// "since the uprising began", "since the start of the war".
fn is_beginning(word: &str) -> bool {
    matches!(
        word,
        "began"
            | "begun"
            | "beginning"
            | "start"
            | "started"
            | "erupted"
            | "outbreak"
            | "broke"
            | "launched"
            | "war"
            | "conflict"
            | "uprising"
            | "invasion"
            | "independence"
            | "campaign"
    )
}

/// A thing that happens once, whatever year it happened in.
fn is_event(word: &str) -> bool {
    matches!(
        word,
        "attack"
            | "massacre"
            | "raid"
            | "blast"
            | "explosion"
            | "battle"
            | "ambush"
            | "assault"
            | "shooting"
            | "siege"
            | "rampage"
            | "clash"
            | "strike"
    )
}

/// Whether a period is longer than an event.
fn lasts(when: &When) -> bool {
    match (when.from, when.to) {
        (Some(from), Some(to)) => (to - from).num_days() > 3,
        _ => when.precision >= DatePrecision::Week,
    }
}

/// Most parts that are added up, and how many sentences on they may stand.
const PARTS: usize = 12;
const SENTENCES: usize = 3;

/// "Seventy were killed. … 30 soldiers and 40 rebels died": parts that add up to the total before them.
fn breakdowns(statements: &mut [Statement], position: usize) {
    for whole in 0..statements.len() {
        let total = &statements[whole];
        let Some(number) = total.count.low.or(total.count.high) else { continue };
        if total.scope == Scope::Subset || number < 2 || total.count.unit != Unit::People {
            continue;
        }
        let parts = parts_of(statements, whole, number).or_else(|| run_of(statements, whole, number));
        for part in parts.unwrap_or_default() {
            let part = &mut statements[part];
            part.scope = Scope::Subset;
            part.part_of = Some(Whole { passage: position, statement: whole });
        }
    }
}

/// From so many on, parts that stand farther on and add up exactly do so by no chance.
const LARGE_SUM: u64 = 10;
/// How many statements on such parts may start.
const FAR: usize = 14;

/// "Twenty were killed. … Police said nine farmers, seven clerks and four guards were killed": later people of one word of
/// harm that add up exactly. Each word of harm for itself tells of a separate incident.
fn run_of(statements: &[Statement], whole: usize, number: u64) -> Option<Vec<usize>> {
    let total = &statements[whole];
    if number < LARGE_SUM || total.scope != Scope::Event {
        return None;
    }
    let part = |statement: &Statement| {
        let fits = statement.scope == Scope::Event && statement.effect == total.effect;
        statement.count.low.or(statement.count.high).filter(|_| fits)
    };
    let last = statements.len().min(whole + 1 + FAR);
    (whole + 1..last).find_map(|start| {
        let first = &statements[start];
        part(first)?;
        let (mut sum, mut parts) = (0, Vec::new());
        for (index, statement) in statements.iter().enumerate().skip(start).take(PARTS) {
            if statement.trigger != first.trigger || sum >= number {
                break;
            }
            if let Some(count) = part(statement) {
                sum += count;
                parts.push(index);
            }
        }
        (sum == number && parts.len() > 1).then_some(parts)
    })
}

/// The next statements, if they add up to the one at `whole`.
fn parts_of(statements: &[Statement], whole: usize, number: u64) -> Option<Vec<usize>> {
    let total = &statements[whole];
    let mut sum = 0;
    let mut parts = Vec::new();
    for (index, part) in statements.iter().enumerate().skip(whole + 1).take(PARTS + 3) {
        let far = part.sentence > total.sentence + SENTENCES;
        let together = parts.first().is_none_or(|&first: &usize| statements[first].sentence == part.sentence);
        if (far && !together) || parts.len() == PARTS {
            return None;
        }
        let casualties = total.effect == Effect::Casualties && matches!(part.effect, Effect::Killed | Effect::Wounded);
        // A part that its own words tell adds to the sum too.
        let told = part.scope == Scope::Subset && part.part_of.is_some_and(|of| of.statement == whole);
        if !(part.scope == Scope::Event || told) || !(part.effect == total.effect || casualties) {
            continue;
        }
        sum += part.count.low.or(part.count.high)?;
        parts.push(index);
        let near = number > 2 || part.sentence == total.sentence;
        if sum == number && parts.len() > 1 && near {
            return Some(parts);
        }
        if sum >= number {
            return None;
        }
    }
    None
}
