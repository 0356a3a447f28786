//! An index over years: articles removed by id, articles whose file is gone, stored texts read anew.

use super::program::{Desk, report};

fn desk() -> Desk {
    let desk = Desk::new();
    for (name, count, town) in [("a", 3, "Aleppo"), ("b", 4, "Mosul"), ("c", 5, "Raqqa")] {
        desk.write(&format!("wire/{name}.txt"), format!("Date: 2017-03-14\nId: {name}\n\n{}\n", report(count, town)));
    }
    desk.run("index wire").ends(0);
    desk
}

fn articles(desk: &Desk) -> serde_json::Value {
    desk.run("stats --format json").json()["articles"].clone()
}

#[test]
fn articles_are_removed_by_id() {
    let desk = desk();
    desk.run("index --delete a nobody").ends(0).says(&["removed 1 article", "there is no article nobody"]);
    assert_eq!(articles(&desk), 2);
    desk.run("show a").ends(1);
    desk.run("index --delete nobody").ends(1);
}

#[test]
fn articles_whose_file_is_gone_are_pruned_and_a_missing_disk_prunes_nothing() {
    let desk = desk();
    std::fs::remove_file(desk.path().join("wire/b.txt")).unwrap();
    desk.run("index --prune").ends(0).says(&["removed 1 article whose file is gone"]);
    assert_eq!(articles(&desk), 2);
    std::fs::remove_dir_all(desk.path().join("wire")).unwrap();
    desk.run("index --prune").ends(2).says(&["is a disk missing"]);
    assert_eq!(articles(&desk), 2);
}

#[test]
fn stored_texts_are_read_anew_without_their_files() {
    let desk = desk();
    let before = desk.run("show a --format json").json();
    std::fs::remove_dir_all(desk.path().join("wire")).unwrap();
    desk.run("index --reannotate").ends(0).says(&["read 3 articles anew"]);
    assert_eq!(desk.run("show a --format json").json(), before);
    assert_eq!(articles(&desk), 3);
}

#[test]
fn what_was_read_anew_is_unchanged_to_the_next_run() {
    let desk = desk();
    desk.run("index --reannotate").ends(0);
    desk.run("index wire").ends(0).says(&["3 unchanged"]);
}
