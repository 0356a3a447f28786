//! Every answer compared with a plain reading of the same records: random reports are put, replaced, deleted, rolled
//! back and merged, then random queries are asked, and hits, figures, order, pages and facets must be those that a
//! loop over all records finds. `PROPTEST_CASES` raises the number of worlds.

#[path = "joint_world/ask.rs"]
mod ask;
#[path = "joint_world/brute.rs"]
mod brute;
#[path = "joint_world/make.rs"]
mod make;
#[path = "joint_world/random.rs"]
mod random;

use std::collections::BTreeMap;

use proptest::prelude::*;
use random::Random;
use warwire::answer::answer;
use warwire::article::Report;
use warwire::index::{Index, Origin};
use warwire::query::ast::{FacetField, Page, Query};

type World = BTreeMap<String, Report>;

/// Writes at random, and keeps beside the index what it must hold.
fn write(index: &Index, random: &mut Random, steps: usize) -> World {
    let (mut committed, mut pending) = (World::new(), World::new());
    let mut writer = index.writer().expect("no other writer");
    for step in 0..steps {
        match random.below(20) {
            0..=11 => {
                let report = make::report(random);
                let origin = Origin { path: None, hash: step as u128 };
                writer.put(&report, &origin).expect("put");
                assert!(writer.unchanged(&report.article.id, step as u128).expect("unchanged"));
                pending.insert(report.article.id.clone(), report);
            }
            12..=14 => {
                let id = make::id(random);
                writer.delete(&id).expect("delete");
                pending.remove(&id);
            }
            15 => {
                writer.rollback().expect("rollback");
                pending = committed.clone();
            }
            _ => {
                writer.commit().expect("commit");
                committed = pending.clone();
            }
        }
    }
    writer.finish().expect("finish");
    pending
}

/// All pages of an answer, read one after another.
fn all_pages(index: &Index, query: &Query, page: &Page) -> Vec<warwire::answer::Answer> {
    let mut page = page.clone();
    let mut answers = Vec::new();
    loop {
        let answer = answer(index, query, &page).unwrap_or_else(|error| panic!("{error}: {query:?}"));
        page.after = answer.after.clone();
        let empty = answer.hits.is_empty();
        answers.push(answer);
        assert!(page.after.is_none() || !empty, "an empty page that is not the last: {query:?}");
        if page.after.is_none() {
            return answers;
        }
    }
}

fn compare(index: &Index, world: &World, query: &Query, page: &Page) {
    let expected = brute::hits(world, query, page.sort);
    let answers = all_pages(index, query, page);
    let first = &answers[0];
    assert_eq!(first.total, expected.len() as u64, "total of {query:?}");
    assert_eq!(first.figures, expected.iter().map(|hit| hit.figures.len() as u64).sum::<u64>(), "figures of {query:?}");
    for answer in &answers[..answers.len() - 1] {
        assert_eq!(answer.hits.len(), page.limit, "a full page of {query:?}");
    }
    let hits: Vec<_> = answers.iter().flat_map(|answer| &answer.hits).collect();
    let mut found: Vec<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
    let mut wanted: Vec<&str> = expected.iter().map(|hit| hit.id.as_str()).collect();
    if brute::knows_order(query, page.sort) {
        assert_eq!(found, wanted, "order by {:?} of {query:?}", page.sort);
    } else {
        assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score), "scores of {query:?}");
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "hits of {query:?}");
    }
    for hit in hits {
        let wanted = expected.iter().find(|wanted| wanted.id == hit.id).expect("compared above");
        assert_eq!(hit.figures, wanted.figures, "figures of {} in {query:?}", hit.id);
    }
    for facet in &page.facets {
        let counts = first.facets.get(facet.as_str()).expect("asked for");
        let found: BTreeMap<_, _> =
            counts.iter().map(|count| (count.value.clone(), (count.articles, count.figures))).collect();
        assert_eq!(found, brute::facet(world, query, *facet), "facet {facet} of {query:?}");
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_a_plain_reading(seed in any::<u64>(), steps in 1usize..70) {
        let random = &mut Random::new(seed);
        let index = Index::in_memory().expect("memory");
        let world = write(&index, random, steps);
        for (id, report) in &world {
            assert_eq!(index.report(id).expect("report").as_ref(), Some(report));
        }
        let stats = index.stats().expect("stats");
        assert_eq!(stats.articles, world.len() as u64);
        assert_eq!(stats.figures, world.values().map(|report| report.reading.figures.len() as u64).sum::<u64>());
        for _ in 0..40 {
            let query = ask::query(random);
            let mut page = ask::page(random, &query);
            if random.one_in(3) {
                page.facets = FacetField::ALL.to_vec();
            }
            compare(&index, &world, &query, &page);
        }
    }
}

/// The world in which the first delete after a rollback got lost, since a merge ran at the same time.
#[test]
fn the_first_article_of_a_new_writer_replaces_its_former_self() {
    for _ in 0..10 {
        let index = Index::in_memory().expect("memory");
        let world = write(&index, &mut Random::new(12_680_157_840_333_543_309), 28);
        for (id, report) in &world {
            assert_eq!(index.report(id).expect("report").as_ref(), Some(report));
        }
    }
}
