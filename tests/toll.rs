//! Tolls of synthetic worlds whose truth is known: events that several agencies report with noise, revise, copy from
//! each other and sum up. Totals must hold the truth, and claims must be joined as they belong.
//! `WORLDS` sets how many worlds are drawn.

#[path = "joint_world/random.rs"]
mod random;
#[path = "toll_world/mod.rs"]
mod toll_world;

use std::collections::HashMap;

use random::Random;
use toll_world::World;
use warwire::answer::{SeriesBy, Toll, series, toll};
use warwire::article::{Effect, Scope};
use warwire::index::{Index, Origin};
use warwire::query::ast::Query;

fn index_of(world: &World) -> Index {
    let index = Index::in_memory().expect("memory");
    let mut writer = index.writer().expect("no other writer");
    for report in &world.reports {
        writer.put(report, &Origin::default()).expect("put");
    }
    writer.finish().expect("finish");
    index
}

fn killed(index: &Index) -> Toll {
    toll(index, &Query { effect: vec![Effect::Killed], ..Query::default() }).expect("toll")
}

/// Pairs of claims that are joined and belong together, are joined, belong together.
fn pairs(world: &World, toll: &Toll) -> (u64, u64, u64) {
    let mut found: HashMap<&str, u32> = HashMap::new();
    for event in &toll.events {
        for claim in &event.claims {
            found.insert(&claim.figure, event.id);
        }
    }
    let figures: Vec<&str> = found.keys().copied().filter(|figure| world.event_of.contains_key(*figure)).collect();
    let (mut both, mut joined, mut belong) = (0, 0, 0);
    for (at, one) in figures.iter().enumerate() {
        for other in &figures[at + 1..] {
            let together = found[one] == found[other];
            let truly = world.event_of[*one] == world.event_of[*other];
            both += u64::from(together && truly);
            joined += u64::from(together);
            belong += u64::from(truly);
        }
    }
    (both, joined, belong)
}

#[test]
fn totals_hold_the_truth_and_claims_join_as_they_belong() {
    let worlds: u64 = std::env::var("WORLDS").ok().and_then(|count| count.parse().ok()).unwrap_or(40);
    let (mut held, mut both, mut joined, mut belong, mut truth, mut low, mut high) = (0, 0, 0, 0, 0, 0, 0);
    for seed in 0..worlds {
        let world = toll_world::draw(&mut Random::new(seed));
        let toll = killed(&index_of(&world));
        let total = toll.totals.first().expect("somebody is killed");
        assert!(toll.cumulative.iter().all(|claim| !world.event_of.contains_key(&claim.figure)), "seed {seed}");
        let holds = total.low <= world.killed && world.killed <= total.high;
        held += u64::from(holds);
        (truth, low, high) = (truth + world.killed, low + total.low, high + total.high);
        if !holds {
            println!(
                "seed {seed}: {} to {} for {}; {} events for {}",
                total.low, total.high, world.killed, total.events, world.events
            );
        }
        let (a, b, c) = pairs(&world, &toll);
        (both, joined, belong) = (both + a, joined + b, belong + c);
    }
    let (precision, recall) = (both as f64 / joined as f64, both as f64 / belong as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("{held} of {worlds} worlds hold the truth; sums {low} to {high} for {truth}");
    println!("pairs: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
    assert!(held * 100 >= worlds * 95, "only {held} of {worlds} totals hold the truth");
    assert!(f1 >= 0.9, "pair F1 is {f1:.3}");
}

#[test]
fn every_figure_is_in_one_place() {
    let world = toll_world::draw(&mut Random::new(7));
    let toll = killed(&index_of(&world));
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let claims = toll.events.iter().flat_map(|event| event.claims.iter().chain(&event.subsets)).chain(&toll.cumulative);
    let mut copies = 0;
    for claim in claims {
        *seen.entry(&claim.figure).or_default() += 1;
        copies += claim.copies.len();
    }
    assert!(seen.values().all(|times| *times == 1));
    assert!(copies > 0, "the world has copies");
    assert_eq!(seen.len() + copies, toll.figures as usize);
}

#[test]
fn a_series_adds_up_to_the_total() {
    let world = toll_world::draw(&mut Random::new(3));
    let toll = killed(&index_of(&world));
    let total = &toll.totals[0];
    for by in [SeriesBy::Month, SeriesBy::Place] {
        let rows = series(&toll, by);
        assert_eq!(rows.iter().map(|row| row.toll.low).sum::<u64>(), total.low);
        assert_eq!(rows.iter().map(|row| row.toll.high).sum::<u64>(), total.high);
        assert_eq!(rows.iter().map(|row| row.toll.events).sum::<u64>(), total.events);
    }
    assert!(series(&toll, SeriesBy::Source).len() > 1);
}

#[test]
fn cumulative_figures_and_subsets_are_in_no_sum() {
    let world = toll_world::draw(&mut Random::new(11));
    let index = index_of(&world);
    let toll = killed(&index);
    assert!(!toll.cumulative.is_empty());
    let events = Query { effect: vec![Effect::Killed], scope: vec![Scope::Event], ..Query::default() };
    let bare = warwire::answer::toll(&index, &events).expect("toll");
    assert_eq!(bare.totals[0].low, toll.totals[0].low);
    assert_eq!(bare.totals[0].high, toll.totals[0].high);
}
