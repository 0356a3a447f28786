use chrono::NaiveDate;

use super::*;
use crate::article::*;
use crate::index::Origin;
use crate::query::ast::{Circle, Sort};

const TEXT: &str = "Shells fell on the market of Harun on Tuesday morning and killed 14 people, the mayor said. Rescuers \
    dug in the ruins of two bakeries until dusk while drones circled above the river bridge. The army denied that it \
    had fired on the town and blamed fighters who hold the hills to the east.";

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn figure(id: &str, count: u64) -> Figure {
    Figure {
        id: id.to_owned(),
        count: Count { low: Some(count), high: Some(count), ..Count::default() },
        confidence: 0.5,
        ..Figure::default()
    }
}

fn report(id: &str, text: &str, published: &str, figures: Vec<Figure>) -> Report {
    Report {
        article: Article { id: id.to_owned(), text: text.to_owned(), ..Article::default() },
        reading: Reading { published: day(published), figures, ..Reading::default() },
    }
}

fn index_of(reports: &[Report]) -> Index {
    let index = Index::in_memory().unwrap();
    add(&index, reports);
    index
}

fn add(index: &Index, reports: &[Report]) {
    let mut writer = index.writer().unwrap();
    for report in reports {
        writer.put(report, &Origin::default()).unwrap();
    }
    writer.finish().unwrap();
}

fn text(text: &str) -> Query {
    Query { text: Some(text.to_owned()), ..Query::default() }
}

fn ids(answer: &Answer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.id.as_str()).collect()
}

fn found(index: &Index, query: &str) -> Vec<String> {
    let mut ids: Vec<String> =
        answer(index, &text(query), &Page::default()).unwrap().hits.into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids
}

#[test]
fn copies_fold_into_one_hit() {
    let cut = TEXT.split(" The army").next().unwrap();
    let revised = TEXT.replace("14", "19");
    let index = index_of(&[
        report("a", TEXT, "2016-11-08", vec![figure("a#1", 14)]),
        report("revised", &revised, "2016-11-09", vec![figure("revised#1", 19)]),
        report("other", "A convoy reached the river.", "2016-11-07", vec![]),
    ]);
    add(&index, &[report("cut", cut, "2016-11-10", vec![figure("cut#1", 14)])]);
    let newest = Page { sort: Sort::Date, ..Page::default() };
    let folded = answer(&index, &text("river"), &newest).unwrap();
    assert_eq!(ids(&folded), ["cut", "revised", "other"]);
    assert_eq!(folded.hits[0].copies.iter().map(|copy| copy.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(folded.total, 4);
    let listed = answer(&index, &text("river"), &Page { copies: true, ..newest.clone() }).unwrap();
    assert_eq!(ids(&listed), ["cut", "revised", "a", "other"]);
    assert!(listed.hits.iter().all(|hit| hit.copies.is_empty()));
    // Pages of one hit: the copy never comes up again.
    let mut page = Page { limit: 1, ..newest };
    let mut seen = Vec::new();
    loop {
        let answer = answer(&index, &text("river"), &page).unwrap();
        seen.extend(answer.hits.into_iter().map(|hit| hit.id));
        page.after = answer.after;
        if page.after.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["cut", "revised", "other"]);
}

#[test]
fn a_page_begins_where_the_last_one_ended_while_others_index() {
    let bridge =
        |number: u64| report(&format!("r{number}"), &"bridge word ".repeat(number as usize + 1), "2016-11-08", vec![]);
    let index = index_of(&(0..12).map(bridge).collect::<Vec<_>>());
    let all = ids(&answer(&index, &text("bridge"), &Page { limit: 50, ..Page::default() }).unwrap())
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    let mut page = Page { limit: 4, ..Page::default() };
    let mut seen = Vec::new();
    let mut round = 0;
    loop {
        let answer = answer(&index, &text("bridge"), &page).unwrap();
        seen.extend(answer.hits.into_iter().map(|hit| hit.id).filter(|id| !id.starts_with("late")));
        page.after = answer.after;
        if page.after.is_none() {
            break;
        }
        // Later reports change how rare the word is, and with it every score of a new question.
        round += 1;
        let late = |number: u64| report(&format!("late{round}-{number}"), "bridge and more", "2016-11-08", vec![]);
        add(&index, &(0..20).map(late).collect::<Vec<_>>());
    }
    assert_eq!(seen, all);
}

#[test]
fn full_text() {
    let index = index_of(&[
        report("raqa", "Planes struck Raqa again.", "2016-11-08", vec![]),
        report("raqqa", "The striking workers of ar-Raqqah met.", "2016-11-08", vec![]),
        report("river", "They crossed the old stone bridge over the river.", "2016-11-08", vec![]),
        report("cafe", "The Café Émile was hit.", "2016-11-08", vec![]),
    ]);
    assert_eq!(found(&index, "Raqqa"), ["raqa", "raqqa"]);
    assert_eq!(found(&index, "raqqa"), ["raqa", "raqqa"]);
    assert_eq!(found(&index, "al-Raqqah"), ["raqa", "raqqa"]);
    assert_eq!(found(&index, "strike"), ["raqqa"]);
    assert_eq!(found(&index, "cafe emile"), ["cafe"]);
    assert_eq!(found(&index, "\"stone bridge\""), ["river"]);
    assert_eq!(found(&index, "\"old bridge\""), Vec::<String>::new());
    assert_eq!(found(&index, "\"old bridge\"~1"), ["river"]);
    assert_eq!(found(&index, "\"bridge river\"~3"), ["river"]);
    assert_eq!(found(&index, "bri* OR emil~1"), ["cafe", "river"]);
    assert_eq!(found(&index, "brigde~1"), ["river"]);
    assert_eq!(found(&index, "id:river OR id:cafe"), ["cafe", "river"]);
    assert_eq!(found(&index, "NOT (river OR Raqqa)"), ["cafe"]);
    let error = answer(&index, &text("river \"bridge"), &Page::default()).unwrap_err();
    assert_eq!(error.to_string(), "full text, column 7: this quotation mark is never closed");
}

#[test]
fn other_languages_are_stemmed_as_their_own() {
    let mut french = report("fr", "Les bombardements ont détruit des écoles.", "2016-11-08", vec![]);
    french.article.language = Some("fr".into());
    let mut russian = report("ru", "Снаряды попали в больницы города.", "2016-11-08", vec![]);
    russian.article.language = Some("ru".into());
    let index = index_of(&[french, russian]);
    assert_eq!(found(&index, "bombardement"), ["fr"]);
    assert_eq!(found(&index, "ecole"), ["fr"]);
    assert_eq!(found(&index, "больница"), ["ru"]);
}

#[test]
fn highlights_and_snippet_show_why() {
    let mut one = figure("a#1", 14);
    let at = |words: &str| TEXT.find(words).unwrap() as u32;
    let (quote, sentence) = (Span(at("killed"), at(", the mayor")), Span(0, at(" Rescuers")));
    (one.span, one.sentence, one.quote) = (quote, sentence, "killed 14 people".into());
    let index = index_of(&[report("a", TEXT, "2016-11-08", vec![one])]);
    let mut query = text("river");
    query.min = Some(10);
    let hit = answer(&index, &query, &Page::default()).unwrap().hits.remove(0);
    assert_eq!(hit.snippet_span, sentence);
    assert!(hit.snippet.starts_with("Shells fell") && hit.snippet.ends_with("said."));
    assert!(hit.highlights.contains(&Highlight {
        field: Field::Text,
        span: Span(58, 74),
        kind: HighlightKind::Figure
    }));
    let word = hit.highlights.iter().find(|mark| mark.kind == HighlightKind::Word).unwrap();
    let marked: String = TEXT.chars().skip(word.span.0 as usize).take((word.span.1 - word.span.0) as usize).collect();
    assert_eq!(marked, "river");
}

#[test]
fn limits_say_what_to_change() {
    let index = index_of(&[]);
    let refused = |query: &Query, page: &Page| answer(&index, query, page).unwrap_err().to_string();
    let query = Query::default();
    assert!(refused(&query, &Page { limit: 0, ..Page::default() }).contains("1 to 1000"));
    assert!(refused(&query, &Page { limit: 5000, ..Page::default() }).contains("5000"));
    assert!(refused(&query, &Page { sort: Sort::Distance, ..Page::default() }).contains("--near"));
    assert!(refused(&query, &Page { after: Some("x".into()), ..Page::default() }).contains("cursor"));
    let backwards = Query { from: day("2016-12-01"), to: day("2016-11-01"), ..Query::default() };
    assert!(refused(&backwards, &Page::default()).contains("ends before it begins"));
    let circle = Circle { name: None, country: None, admin1: None, lat: 100.0, lon: 0.0, radius_km: 5.0 };
    assert!(refused(&Query { near: Some(circle), ..Query::default() }, &Page::default()).contains("no place"));
    assert_eq!(answer(&index, &query, &Page::default()).unwrap().total, 0);
    assert!(toll(&index, &query).unwrap().events.is_empty());
}

#[test]
fn a_cumulative_figure_answers_for_its_own_period_only() {
    let when = |from, to| Some(When { from: day(from), to: day(to), ..When::default() });
    let mut total = figure("a#1", 680);
    (total.scope, total.when) = (Scope::Cumulative, when("2014-09-01", "2016-11-11"));
    let mut event = figure("a#2", 20);
    event.when = when("2016-11-08", "2016-11-09");
    let index = index_of(&[report("a", "text", "2016-11-11", vec![total, event])]);
    let figures = |query: &Query| {
        let answer = answer(&index, query, &Page::default()).unwrap();
        answer.hits.iter().flat_map(|hit| &hit.figures).map(|figure| figure.id.clone()).collect::<Vec<_>>()
    };
    let november = Query { from: day("2016-11-01"), to: day("2016-11-30"), ..Query::default() };
    assert_eq!(figures(&november), ["a#2"]);
    assert_eq!(figures(&Query { scope: vec![Scope::Cumulative], ..november }), ["a#1"]);
    let years = Query { from: day("2014-01-01"), to: day("2016-12-31"), ..Query::default() };
    assert_eq!(figures(&years), ["a#1", "a#2"]);
    assert_eq!(figures(&Query { min: Some(1), ..Query::default() }), ["a#1", "a#2"]);
}
