//! What cannot be is not said: a part larger than its whole, a part of another harm, a day after the report. Such a
//! figure was misread, and a missing one is better than a wrong one. It must not know how anything was read.

use chrono::{Days, NaiveDate};

use crate::annotate::passage::{Passage, Setting};
use crate::annotate::statement::Statement;
use crate::article::{Scope, When};

/// Drops parts that exceed their whole, frees parts of another harm, and takes impossible days away.
pub fn check(passages: &mut [Passage<'_>], setting: &Setting) {
    let order: Vec<(usize, usize)> = passages
        .iter()
        .enumerate()
        .flat_map(|(passage, found)| (0..found.statements.len()).map(move |statement| (passage, statement)))
        .collect();
    let mut dropped = vec![None; order.len()];
    for (at, &(passage, index)) in order.iter().enumerate() {
        let part = &passages[passage].statements[index];
        let whole = part.part_of.and_then(|at| passages.get(at.passage)?.statements.get(at.statement));
        let other_harm = whole.is_some_and(|whole| part.effect != whole.effect);
        if whole.is_some_and(|whole| !other_harm && is_larger(part, whole)) {
            let whole = part.part_of.map(|whole| (whole.passage, whole.statement));
            dropped[at] = whole.and_then(|whole| order.binary_search(&whole).ok());
        }
        let part = &mut passages[passage].statements[index];
        if other_harm {
            part.part_of = None;
            part.scope = Scope::Event;
        }
        if let Some(today) = setting.today {
            part.when = part.when.take().and_then(|when| until(when, today));
        }
    }
    super::duplicate::retain(passages, &order, &dropped);
}

fn is_larger(part: &Statement, whole: &Statement) -> bool {
    part.count.low.zip(whole.count.high).is_some_and(|(part, whole)| part > whole)
}

/// The part of a period that had passed when the report was filed, a day allowed for time zones; `None` where all of it
/// lies ahead.
fn until(when: When, today: NaiveDate) -> Option<When> {
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    if when.from.is_some_and(|from| from > tomorrow) {
        return None;
    }
    let to = when.to.map(|to| if to > tomorrow { today.max(when.from.unwrap_or(today)) } else { to });
    Some(When { to, ..when })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2016, 11, day).unwrap()
    }

    #[test]
    fn nothing_happened_after_the_report() {
        let ahead = When { from: Some(day(20)), to: Some(day(21)), ..When::default() };
        assert_eq!(until(ahead, day(11)), None);
        let whole_month = When { from: Some(day(1)), to: Some(day(30)), ..When::default() };
        assert_eq!(until(whole_month, day(11)).and_then(|when| when.to), Some(day(11)));
        let past = When { from: Some(day(8)), to: Some(day(9)), ..When::default() };
        assert_eq!(until(past.clone(), day(11)), Some(past));
    }
}
