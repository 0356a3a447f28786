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

/// A run of `index --watch`, ended when dropped.
struct Watch(std::process::Child);

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether something comes to be within 20 seconds.
fn comes_to_be(mut check: impl FnMut() -> bool) -> bool {
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while std::time::Instant::now() < until {
        if check() {
            return true;
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    false
}

#[cfg(unix)]
#[test]
fn a_watched_directory_is_read_as_files_land_change_and_go() {
    use std::io::Read;
    let desk = desk();
    let mut command = desk.command();
    command.args(["index", "--watch", "--prune", "wire"]).stderr(std::process::Stdio::piped());
    let mut watch = Watch(command.spawn().unwrap());
    let shown = |id: &str| desk.run(&format!("show {id}"));
    desk.write("wire/more/d.txt", format!("Id: d\nDate: 2017-03-15\n\n{}\n", report(6, "Homs")));
    assert!(comes_to_be(|| shown("d").code == 0), "a file that lands is read");
    desk.write("wire/more/d.txt", format!("Id: d\nDate: 2017-03-15\n\n{}\n", report(17, "Homs")));
    assert!(comes_to_be(|| shown("d").out.contains("17")), "a file that changes is read again");
    std::fs::remove_file(desk.path().join("wire/a.txt")).unwrap();
    assert!(comes_to_be(|| shown("a").code == 1), "the article of a file that goes is removed");
    let asked = std::process::Command::new("kill").args(["-INT", &watch.0.id().to_string()]).status().unwrap();
    assert!(asked.success());
    assert_eq!(watch.0.wait().unwrap().code(), Some(0));
    let mut said = String::new();
    watch.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    for part in ["watching for files", "indexed 1 article with", "whose file is gone", "no longer watching"] {
        assert!(said.contains(part), "{part:?} is not in:\n{said}");
    }
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let desk = desk();
    desk.run("index --watch nowhere").ends(2).says(&["nowhere does not exist"]);
    desk.run("index --watch -").ends(2).says(&["standard input cannot be watched"]);
    desk.run("index --watch").ends(2);
}
