//! Times the three things that users wait for, on the shipped corpus: reading articles, indexing them, and asking.
//! `cargo bench` runs it; docs/performance.md says what was measured.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use warwire::annotate::{Knowledge, annotate};
use warwire::answer::{DEFAULT_FACETS, answer, toll};
use warwire::article::{Article, Report};
use warwire::gazetteer::Gazetteer;
use warwire::index::{Index, Origin};
use warwire::lexicon::Lexicon;
use warwire::query::ast::{Page, Query};
use warwire::query::question::{QuestionContext, read};
use warwire::source;

const QUESTIONS: [&str; 4] = [
    "civilian deaths near Raqa in November 2016",
    "journalists killed since 2012",
    "soldiers wounded in Ukraine according to Kyiv",
    "hospital",
];

fn corpus() -> Vec<Article> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut articles = Vec::new();
    let _ = source::read(&[path], &source::Options::default(), &mut |item| {
        articles.extend(item.map(|found| found.article));
        ControlFlow::Continue(())
    });
    articles
}

fn report(article: &Article, knowledge: &Knowledge<'_>) -> Report {
    Report { article: article.clone(), reading: annotate(article, knowledge) }
}

fn filled(reports: &[Report]) -> Index {
    let index = Index::in_memory().expect("an index in memory");
    let mut writer = index.writer().expect("its writer");
    for (number, report) in reports.iter().enumerate() {
        writer.put(report, &Origin { path: None, hash: number as u128 }).expect("room in memory");
    }
    writer.finish().expect("a commit");
    index
}

fn pipeline(criterion: &mut Criterion) {
    let articles = corpus();
    let knowledge = Knowledge::embedded();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let reports: Vec<Report> = articles.iter().map(|article| report(article, &knowledge)).collect();

    let mut group = criterion.benchmark_group("corpus");
    group.sample_size(20).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("annotate", |bencher| {
        bencher.iter(|| articles.iter().for_each(|article| drop(black_box(annotate(article, &knowledge)))));
    });
    group.bench_function("index", |bencher| bencher.iter(|| filled(&reports)));
    group.finish();

    let index = filled(&reports);
    let today = "2026-01-01".parse().expect("a day");
    let context = QuestionContext {
        gazetteer: Gazetteer::embedded(),
        lexicon: Lexicon::embedded(),
        reported: &[],
        today,
        default_radius_km: 50.0,
    };
    let page = Page { facets: DEFAULT_FACETS.to_vec(), ..Page::default() };
    let queries: Vec<Query> =
        QUESTIONS.iter().filter_map(|question| read(question, &context).ok()).map(|read| read.query).collect();
    let mut group = criterion.benchmark_group("ask");
    group.bench_function("read questions", |bencher| {
        bencher.iter(|| QUESTIONS.iter().for_each(|question| drop(black_box(read(question, &context)))));
    });
    group.bench_function("search", |bencher| {
        bencher.iter(|| queries.iter().for_each(|query| drop(black_box(answer(&index, query, &page)))));
    });
    group.bench_function("toll", |bencher| {
        bencher.iter(|| queries.iter().for_each(|query| drop(black_box(toll(&index, query)))));
    });
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
