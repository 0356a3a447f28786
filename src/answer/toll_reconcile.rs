//! Figures to events: copies folded, parts and totals set aside, the rest joined where enough speaks for one event.
//! It works on rows alone, and compares only figures of the same days. The rule is told in `docs/toll.md`.
//!
//! Every position in here was made by counting `rows`, `events` or `growing`, none of which shrinks while positions in
//! it are in use, so no index can miss.

use rustc_hash::{FxHashMap, FxHashSet};

use super::toll_pair::{
    ENOUGH, SHORT_DAYS, TOLD_LATER_DAYS, classes_agree, likeness, likeness_of_part, methods_agree, speaks_of_two,
};
use super::toll_row::Row;
use crate::vocabulary::*;

/// Claims that were found to speak of one event, as positions among the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cluster {
    pub claims: Vec<usize>,
    pub subsets: Vec<usize>,
}

/// What became of all figures.
#[derive(Clone, Debug, Default)]
pub(super) struct Reconciled {
    pub events: Vec<Cluster>,
    /// Totals over longer periods, and totals of what is counted one by one.
    pub sums: Vec<usize>,
    /// Rows that say the same in a near-duplicate text, by the row that stands for them.
    pub copies: FxHashMap<usize, Vec<usize>>,
}

/// Reconciles rows.
pub(super) fn reconcile(rows: &[Row]) -> Reconciled {
    let mut reconciled = Reconciled::default();
    let standing = fold_copies(rows, &mut reconciled.copies);
    let (mut claims, mut subsets, mut orphans) = (Vec::new(), Vec::new(), Vec::new());
    let by_article = positions(rows);
    for &row in &standing {
        match rows[row].scope {
            Scope::Cumulative => reconciled.sums.push(row),
            Scope::Subset if whole_of(rows, row, &by_article).is_some() => subsets.push(row),
            Scope::Subset => orphans.push(row),
            _ if is_sum_of_neighbours(rows, row, &by_article) => reconciled.sums.push(row),
            _ => claims.push(row),
        }
    }
    let mut events = join(rows, &claims);
    adopt(rows, &mut events, &orphans);
    set_aside_long_totals(rows, &mut events, &mut reconciled.sums);
    attach_subsets(rows, &mut events, &subsets, &by_article, &mut reconciled);
    for event in &mut events {
        event.claims.sort_by_key(|claim| (rows[*claim].published, rows[*claim].article, rows[*claim].doc));
    }
    events.sort_by_key(|event| {
        let first = event.claims.iter().map(|claim| rows[*claim].from.or(rows[*claim].to)).min().flatten();
        (first.is_none(), first, event.claims.first().map(|claim| (rows[*claim].article, rows[*claim].doc)))
    });
    reconciled.events = events;
    reconciled
}

/// One row for all near-duplicates that say the same: the one published first.
fn fold_copies(rows: &[Row], copies: &mut FxHashMap<usize, Vec<usize>>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|row| (rows[*row].published.unwrap_or(i64::MAX), rows[*row].article, rows[*row].doc));
    let mut first: FxHashMap<_, usize> = FxHashMap::default();
    let mut standing = Vec::with_capacity(rows.len());
    for index in order {
        let row = &rows[index];
        let said = (row.cluster, row.effect, row.class, row.groups, row.scope, row.low, row.high, row.unit);
        let place = row.spot.as_ref().map_or(0, |spot| spot.name);
        match first.get(&(said, place)) {
            Some(&stands) if rows[stands].article != row.article => copies.entry(stands).or_default().push(index),
            Some(_) => standing.push(index),
            None => {
                first.insert((said, place), index);
                standing.push(index);
            }
        }
    }
    standing
}

/// The rows of each article in the order of its text.
fn positions(rows: &[Row]) -> FxHashMap<u64, Vec<usize>> {
    let mut by_article: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (position, row) in rows.iter().enumerate() {
        by_article.entry(row.article).or_default().push(position);
    }
    by_article.values_mut().for_each(|members| members.sort_by_key(|row| rows[*row].doc));
    by_article
}

/// The row of the whole that a subset is part of, if the whole is among the rows.
fn whole_of(rows: &[Row], subset: usize, by_article: &FxHashMap<u64, Vec<usize>>) -> Option<usize> {
    let whole = rows[subset].whole?;
    by_article.get(&rows[subset].article)?.iter().copied().find(|row| rows[*row].position() == whole && *row != subset)
}

/// Most neighbours that a total is compared with.
const MOST_PARTS: usize = 12;

/// Whether a figure is the exact sum of two or more figures that stand next to it in the text and within its days:
/// "30 people were killed in three strikes", which are then told one by one.
fn is_sum_of_neighbours(rows: &[Row], total: usize, by_article: &FxHashMap<u64, Vec<usize>>) -> bool {
    let sum = &rows[total];
    let Some(members) = by_article.get(&sum.article) else { return false };
    let is_part = |row: &Row| {
        row.effect == sum.effect
            && row.unit == sum.unit
            && row.scope == Scope::Event
            && (sum.class == VictimClass::Unspecified || row.class == sum.class)
            && row.from >= sum.from
            && row.to <= sum.to
    };
    let Some(at) = members.iter().position(|row| *row == total) else { return false };
    let parts = |run: &mut dyn Iterator<Item = &usize>| {
        let (mut added, mut count) = (0, 0);
        for row in run.take(MOST_PARTS).map(|row| &rows[*row]).filter(|row| row.scope != Scope::Subset) {
            if !is_part(row) || added >= sum.number() {
                break;
            }
            added += row.number();
            count += 1;
        }
        count >= 2 && added == sum.number()
    };
    sum.low == sum.high && (parts(&mut members[at + 1..].iter()) || parts(&mut members[..at].iter().rev()))
}

/// Joins claims, the most alike first, as long as no two members of an event rule each other out.
fn join(rows: &[Row], claims: &[usize]) -> Vec<Cluster> {
    let mut pairs = pairs(rows, claims);
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut owner: FxHashMap<usize, usize> = claims.iter().enumerate().map(|(at, row)| (*row, at)).collect();
    let mut growing: Vec<Vec<usize>> = claims.iter().map(|row| vec![*row]).collect();
    for (_, one, other) in pairs {
        let (a, b) = (owner[&one], owner[&other]);
        if a == b || !may_join(rows, &growing[a], &growing[b]) {
            continue;
        }
        let (keep, gone) = if growing[a].len() >= growing[b].len() { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut growing[gone]);
        moved.iter().for_each(|row| {
            owner.insert(*row, keep);
        });
        growing[keep].extend(moved);
    }
    growing
        .into_iter()
        .filter(|claims| !claims.is_empty())
        .map(|claims| Cluster { claims, subsets: Vec::new() })
        .collect()
}

/// Members of a big cluster beyond this many are not asked.
const MOST_ASKED: usize = 40;

fn may_join(rows: &[Row], one: &[usize], other: &[usize]) -> bool {
    let other = &other[..other.len().min(MOST_ASKED)];
    one.iter().take(MOST_ASKED).all(|a| {
        other.iter().all(|b| {
            let (a, b) = (&rows[*a], &rows[*b]);
            classes_agree(a.class, b.class) && methods_agree(a.method, b.method) && !speaks_of_two(a, b)
        })
    })
}

/// All pairs that are alike enough. Figures meet under the days of their periods, so that figures of other days are
/// never compared; those with long or no periods meet their exact like only.
fn pairs(rows: &[Row], claims: &[usize]) -> Vec<(f32, usize, usize)> {
    type Block = (Effect, Unit, i64, i64);
    let mut blocks: FxHashMap<Block, Vec<usize>> = FxHashMap::default();
    let mut found = Vec::new();
    let mut met: FxHashSet<usize> = FxHashSet::default();
    for &claim in claims {
        let row = &rows[claim];
        let key = |from: i64, to: i64| (row.effect, row.unit, from, to);
        let (mut own, mut near): (Vec<Block>, Vec<Block>) = (Vec::new(), Vec::new());
        match (row.from.or(row.to), row.to.or(row.from)) {
            (Some(from), Some(to)) if (0..SHORT_DAYS).contains(&(to - from)) => {
                // What is dated by its report alone also meets the days before.
                let first = if row.is_dated_by_report() { from - TOLD_LATER_DAYS } else { from };
                own.extend((first..=to).map(|day| key(day, day)));
                near.extend((first - 1..=to + 1).map(|day| key(day, day)));
            }
            (Some(from), Some(to)) => own.push(key(from, to)),
            _ => own.push(key(i64::MIN, row.number() as i64)),
        }
        if near.is_empty() {
            near.clone_from(&own);
        }
        met.clear();
        for other in near.iter().filter_map(|block| blocks.get(block)).flatten() {
            if met.insert(*other)
                && let Some(likeness) = likeness(row, &rows[*other]).filter(|likeness| *likeness >= ENOUGH)
            {
                found.push((likeness, *other, claim));
            }
        }
        own.into_iter().for_each(|block| blocks.entry(block).or_default().push(claim));
    }
    found
}

/// Parts whose whole is not among the figures: one that fits an event is a part of it; others are events themselves,
/// joined among each other.
fn adopt(rows: &[Row], events: &mut Vec<Cluster>, orphans: &[usize]) {
    let days =
        |row: &Row| Some((row.from.or(row.to)?, row.to.or(row.from)?)).filter(|(from, to)| to - from < SHORT_DAYS);
    let mut by_day: FxHashMap<(Effect, i64), Vec<(usize, usize)>> = FxHashMap::default();
    for (at, event) in events.iter().enumerate() {
        for &claim in &event.claims {
            let (from, to) = days(&rows[claim]).unwrap_or((0, -1));
            (from..=to).for_each(|day| by_day.entry((rows[claim].effect, day)).or_default().push((at, claim)));
        }
    }
    let mut alone = Vec::new();
    for &orphan in orphans {
        let row = &rows[orphan];
        let (from, to) = days(row).unwrap_or((0, -2));
        let near = (from - 1..=to + 1).filter_map(|day| by_day.get(&(row.effect, day))).flatten();
        let likely = near.filter_map(|(at, claim)| Some((likeness_of_part(row, &rows[*claim])?, *at)));
        match likely.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1))) {
            Some((_, event)) => events[event].subsets.push(orphan),
            None => alone.push(orphan),
        }
    }
    events.extend(join(rows, &alone));
}

/// Days from which on a figure is a total rather than an event, when events lie within them.
const TOTAL_DAYS: i64 = 3;

/// A figure over several days that other events of the same kind and place lie in is their total.
fn set_aside_long_totals(rows: &[Row], events: &mut Vec<Cluster>, sums: &mut Vec<usize>) {
    let mut days: Vec<(i64, i64, usize)> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let row = &rows[event.claims[0]];
        if let (Some(from), Some(to)) = (row.from, row.to) {
            days.push((from, to, at));
        }
    }
    days.sort_unstable();
    let mut totals: FxHashSet<usize> = FxHashSet::default();
    for &(from, to, at) in days.iter().filter(|(from, to, _)| to - from >= TOTAL_DAYS) {
        let start = days.partition_point(|(day, ..)| *day < from);
        let within = days[start..].iter().take_while(|(day, ..)| *day <= to);
        let holds = within.filter(|(_, end, other)| *other != at && *end <= to).any(|&(first, last, other)| {
            last - first < TOTAL_DAYS && is_total_of(&rows[events[at].claims[0]], &rows[events[other].claims[0]])
        });
        if holds {
            totals.insert(at);
        }
    }
    for at in totals.iter() {
        let Cluster { claims, subsets } = std::mem::take(&mut events[*at]);
        sums.extend(claims.into_iter().chain(subsets));
    }
    events.retain(|event| !event.claims.is_empty());
    sums.sort_unstable();
}

/// Whether a figure over several days may count a certain event.
fn is_total_of(total: &Row, event: &Row) -> bool {
    let same_kind = total.effect == event.effect && total.unit == event.unit;
    let counts = total.class == VictimClass::Unspecified || total.class == event.class;
    let holds = match (&total.spot, &event.spot) {
        (Some(wide), Some(narrow)) => {
            let named = wide.name != 0 && wide.name == narrow.name;
            let region = wide.precision == Precision::Admin1 && wide.admin1 != 0 && wide.admin1 == narrow.admin1;
            let country = wide.precision == Precision::Country && wide.country == narrow.country;
            named || region || country
        }
        (None, _) => true,
        (Some(_), None) => false,
    };
    same_kind && counts && holds && total.number() >= event.number()
}

fn attach_subsets(
    rows: &[Row],
    events: &mut [Cluster],
    subsets: &[usize],
    by_article: &FxHashMap<u64, Vec<usize>>,
    reconciled: &mut Reconciled,
) {
    let mut event_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (at, event) in events.iter().enumerate() {
        for claim in &event.claims {
            event_of.insert(*claim, at);
            event_of.extend(reconciled.copies.get(claim).into_iter().flatten().map(|copy| (*copy, at)));
        }
    }
    for &subset in subsets {
        // A part of a part belongs to the whole of the whole; a part of a total counts no more than the total.
        let mut whole = whole_of(rows, subset, by_article);
        for _ in 0..3 {
            whole = whole.and_then(|row| whole_of(rows, row, by_article)).or(whole);
        }
        match whole.and_then(|row| event_of.get(&row)) {
            Some(&event) => events[event].subsets.push(subset),
            None => reconciled.sums.push(subset),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::toll_row::Spot;
    use super::*;

    fn row(article: u64, doc: u32, count: u64) -> Row {
        let spot = Spot { point: Some((36.2, 37.16)), precision: Precision::City, country: 1, admin1: 2, name: 3 };
        Row {
            article,
            cluster: article,
            doc,
            speaker: article,
            low: Some(count),
            high: Some(count),
            from: Some(100),
            to: Some(100),
            spot: Some(spot),
            ..Row::default()
        }
    }

    #[test]
    fn a_part_without_its_whole_joins_the_event_as_a_part() {
        let children = Row { scope: Scope::Subset, groups: 2, ..row(2, 2, 2) };
        let reconciled = reconcile(&[row(1, 1, 20), children.clone()]);
        assert_eq!(reconciled.events, [Cluster { claims: vec![0], subsets: vec![1] }]);
        let women = Row { groups: 1, ..children.clone() };
        let alone = reconcile(&[children, Row { doc: 3, ..women }]);
        assert_eq!(alone.events.len(), 2);
    }

    #[test]
    fn a_total_told_one_by_one_is_in_no_event() {
        let elsewhere = Spot { point: Some((33.3, 44.4)), name: 9, precision: Precision::City, country: 1, admin1: 5 };
        let far = Row { spot: Some(elsewhere), ..row(1, 3, 20) };
        let rows = [row(1, 1, 30), row(1, 2, 10), far];
        let reconciled = reconcile(&rows);
        assert_eq!(reconciled.sums, [0]);
        assert_eq!(reconciled.events.len(), 2);
    }

    #[test]
    fn a_week_that_holds_a_day_is_its_total() {
        let week = Row { from: Some(96), to: Some(102), ..row(2, 2, 45) };
        let reconciled = reconcile(&[row(1, 1, 20), week]);
        assert_eq!((reconciled.events.len(), reconciled.sums.len()), (1, 1));
    }

    #[test]
    fn a_copy_stands_behind_the_first() {
        let first = Row { published: Some(101), ..row(1, 1, 20) };
        let copy = Row { published: Some(102), cluster: 1, ..row(2, 2, 20) };
        let reconciled = reconcile(&[copy, first]);
        assert_eq!(reconciled.events, [Cluster { claims: vec![1], subsets: vec![] }]);
        assert_eq!(reconciled.copies[&1], [0]);
    }
}
