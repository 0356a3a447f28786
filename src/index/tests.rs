use std::fs;
use std::path::Path;

use super::*;
use crate::article::{Article, Figure, Reading, Report};

fn report(id: &str, text: &str, figures: usize) -> Report {
    let figure = |number| Figure { id: format!("{id}#{number}"), quote: text.to_owned(), ..Figure::default() };
    Report {
        article: Article { id: id.to_owned(), text: text.to_owned(), ..Article::default() },
        reading: Reading { figures: (1..=figures).map(figure).collect(), ..Reading::default() },
    }
}

fn origin(hash: u128) -> Origin {
    Origin { path: Some("a.txt".to_owned()), hash }
}

fn opened(directory: &Path) -> Result<(), IndexError> {
    Index::open(directory).map(|_| ())
}

#[test]
fn a_replaced_report_leaves_nothing_behind() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.put(&report("a", "first", 3), &origin(1)).unwrap();
    writer.put(&report("a", "second", 1), &origin(2)).unwrap();
    writer.commit().unwrap();
    writer.put(&report("a", "third", 2), &origin(3)).unwrap();
    writer.put(&report("b", "other", 1), &origin(4)).unwrap();
    writer.finish().unwrap();
    let stats = index.stats().unwrap();
    assert_eq!((stats.articles, stats.figures), (2, 3));
    assert_eq!(index.report("a").unwrap(), Some(report("a", "third", 2)));
    assert_eq!(index.report("c").unwrap(), None);
}

#[test]
fn what_is_unchanged_is_known_before_and_after_a_commit() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let hash = u128::MAX - 7;
    assert!(!writer.unchanged("a", hash).unwrap());
    writer.put(&report("a", "text", 0), &origin(hash)).unwrap();
    assert!(writer.unchanged("a", hash).unwrap());
    writer.commit().unwrap();
    assert!(writer.unchanged("a", hash).unwrap());
    assert!(!writer.unchanged("a", hash - 1).unwrap());
    writer.delete("a").unwrap();
    assert!(!writer.unchanged("a", hash).unwrap());
    writer.rollback().unwrap();
    assert!(writer.unchanged("a", hash).unwrap());
    assert_eq!(index.origins().unwrap(), [("a".to_owned(), Some("a.txt".to_owned()))]);
}

#[test]
fn what_is_not_committed_is_not_there() {
    let directory = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(directory.path()).unwrap();
    {
        let mut writer = index.writer().unwrap();
        writer.put(&report("a", "kept", 1), &origin(1)).unwrap();
        writer.commit().unwrap();
        writer.put(&report("b", "lost", 1), &origin(2)).unwrap();
    }
    let again = Index::open(directory.path()).unwrap();
    assert_eq!(again.stats().unwrap().articles, 1);
    assert!(again.stats().unwrap().bytes > 0);
}

#[test]
fn a_reader_sees_the_next_commit_and_not_before() {
    let directory = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(directory.path()).unwrap();
    let reader = Index::open(directory.path()).unwrap();
    let mut writer = index.writer().unwrap();
    writer.put(&report("a", "text", 1), &origin(1)).unwrap();
    assert_eq!(reader.report("a").unwrap(), None);
    writer.commit().unwrap();
    assert!(reader.report("a").unwrap().is_some());
}

#[test]
fn the_second_writer_hears_who_is_the_first() {
    let directory = tempfile::tempdir().unwrap();
    let first = Index::create_or_open(directory.path()).unwrap();
    let second = Index::open(directory.path()).unwrap();
    let writer = first.writer().unwrap();
    let refused = second.writer().err().map(|error| error.to_string()).unwrap_or_default();
    assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
    assert!(matches!(first.writer(), Err(IndexError::Locked { .. })));
    drop(writer);
    assert!(second.writer().is_ok());
}

#[test]
fn what_is_no_index_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    assert!(matches!(opened(path), Err(IndexError::Absent(_))));
    assert!(matches!(opened(&path.join("nowhere")), Err(IndexError::Absent(_))));
    fs::write(path.join("file"), "text").unwrap();
    assert!(matches!(Index::create_or_open(&path.join("file")), Err(IndexError::Io { .. })));
}

#[test]
fn another_format_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    drop(Index::create_or_open(path).unwrap());
    fs::write(path.join("warwire.json"), r#"{"format": 99, "made_by": "warwire 9.9.9"}"#).unwrap();
    assert!(matches!(opened(path), Err(IndexError::Newer { found: 99, .. })));
    assert!(matches!(Index::create_or_open(path), Err(IndexError::Newer { .. })));
    fs::write(path.join("warwire.json"), r#"{"format": 0, "made_by": "warwire 0.0.1"}"#).unwrap();
    assert!(matches!(opened(path), Err(IndexError::Older { found: 0, .. })));
}

#[test]
fn damage_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let index = Index::create_or_open(path).unwrap();
    let mut writer = index.writer().unwrap();
    writer.put(&report("a", "text", 1), &origin(1)).unwrap();
    writer.finish().unwrap();
    drop(index);
    fs::write(path.join("warwire.json"), "{").unwrap();
    assert!(matches!(opened(path), Err(IndexError::Damaged { .. })));
    fs::remove_file(path.join("warwire.json")).unwrap();
    assert!(matches!(opened(path), Err(IndexError::Damaged { .. })));
    fs::write(path.join("warwire.json"), format!(r#"{{"format": {}, "made_by": "test"}}"#, schema::FORMAT)).unwrap();
    assert!(opened(path).is_ok());
    for entry in fs::read_dir(path).unwrap().flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "store") {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    assert!(matches!(opened(path), Err(IndexError::Damaged { .. })));
}

#[test]
fn an_id_too_long_to_be_found_again_is_refused() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    assert!(writer.put(&report(&"x".repeat(70_000), "text", 1), &origin(1)).is_err());
    writer.put(&report("a", "text", 1), &origin(1)).unwrap();
    writer.finish().unwrap();
    assert_eq!(index.stats().unwrap().articles, 1);
}
