//! Bad input of every kind ends in a message that names file and line; the good articles beside it are indexed, and
//! the index stays readable.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};

use crate::program::{Desk, Ended, report};

/// How many articles the index of a desk holds.
#[track_caller]
fn articles(desk: &Desk) -> u64 {
    let stats = desk.run("stats --format json").json();
    stats["articles"].as_u64().expect("a number of articles")
}

fn json_line(id: &str, text: &str) -> String {
    serde_json::json!({"id": id, "text": text, "published": "2017-03-06"}).to_string()
}

#[test]
fn a_file_that_is_no_text_is_named() {
    let desk = Desk::new();
    desk.write("in/a.txt", report(4, "Homs"));
    desk.write("in/photo.txt", b"\x89PNG\r\n\x1a\n\0\0\0");
    desk.write("in/zeros.txt", [b'x', 0, 0, 0]);
    desk.run("index in").ends(0).says(&[
        "in/photo.txt: is an image",
        "in/zeros.txt: is no text",
        "2 skipped, as named above",
    ]);
    assert_eq!(articles(&desk), 1);
}

#[test]
fn broken_json_on_line_7_of_9_loses_that_line_alone() {
    let desk = Desk::new();
    let mut lines: Vec<String> = (1..=9).map(|n| json_line(&format!("a{n}"), &report(n, "Idlib"))).collect();
    lines[6].truncate(30);
    desk.write("wire.jsonl", lines.join("\n"));
    desk.run("index wire.jsonl").ends(0).says(&["wire.jsonl:7: is broken JSON"]);
    assert_eq!(articles(&desk), 8);
    desk.run("show a9").ends(0);
    desk.run("show a7").ends(1);
    desk.run("index --strict wire.jsonl").ends(2);
}

#[test]
fn an_empty_file_is_named() {
    let desk = Desk::new();
    desk.write("in/empty.txt", "");
    desk.write("in/blank.json", " \n\n");
    desk.write("in/a.txt", report(4, "Homs"));
    desk.run("index in").ends(0).says(&["in/empty.txt: is empty", "in/blank.json: is empty"]);
    assert_eq!(articles(&desk), 1);
    desk.run("index --index other in/empty.txt").ends(2);
}

#[test]
fn a_line_of_200_mb_is_passed_over() {
    let desk = Desk::new();
    let mut file = BufWriter::new(File::create(desk.path().join("wire.jsonl")).unwrap());
    writeln!(file, "{}", json_line("before", &report(2, "Aden"))).unwrap();
    write!(file, "{{\"id\": \"long\", \"text\": \"").unwrap();
    let block = vec![b'x'; 1024 * 1024];
    (0..200).for_each(|_| file.write_all(&block).unwrap());
    writeln!(file, "\"}}\n{}", json_line("after", &report(3, "Taiz"))).unwrap();
    drop(file);
    desk.run("index wire.jsonl").ends(0).says(&["wire.jsonl:2: has an article of more than 67108864 bytes"]);
    assert_eq!(articles(&desk), 2);
}

#[test]
fn text_that_is_no_utf8_is_decoded_and_both_run_and_article_say_so() {
    let desk = Desk::new();
    desk.write("in/latin.txt", b"Title: Saad\xe9\n\nShelling killed four civilians.");
    desk.write("in/a.txt", report(4, "Homs"));
    desk.run("index in").ends(0).says(&["in/latin.txt: is no UTF-8 and was decoded from windows-1252 (detected)"]);
    assert_eq!(articles(&desk), 2);
    let shown = desk.run("show in/latin").ends(0).out;
    assert!(shown.contains("Saadé") && shown.contains("decoded from windows-1252 (detected)"), "{shown}");
    let record = desk.run("show in/latin --format json").json();
    assert_eq!(record["article"]["encoding"], serde_json::json!({"name": "windows-1252", "known_by": "detected"}));
    assert!(record["article"].get("encoding").is_some());
    desk.run("index --encoding iso-8859-5 in").ends(0);
    assert!(desk.run("show in/latin").ends(0).out.contains("decoded from ISO-8859-5 (named)"));
    desk.write("in/damaged.txt", b"Shelling \x81 killed four civilians.");
    desk.run("index --encoding windows-1252 in")
        .ends(0)
        .says(&["in/damaged.txt: is neither UTF-8 nor windows-1252 (byte 9)"]);
    desk.run("index --encoding klingon in").ends(2).says(&["klingon"]);
}

#[test]
fn an_article_without_a_date_is_indexed_and_counted() {
    let desk = Desk::new();
    desk.write("in/a.txt", "Nobody knows when this was written.");
    desk.write("in/b.txt", "Date: 31/02/2016\n\nNobody knows when this was written either.");
    desk.run("index in")
        .ends(0)
        .says(&["2 without a date", "in/b.txt: has a date that names no one day: \"31/02/2016\""]);
    assert_eq!(articles(&desk), 2);
    desk.run("annotate --verbose in")
        .ends(0)
        .says(&["in/a.txt: \"in/a\" has no date, nor has its dateline", "in/b.txt: \"in/b\" has no date"]);
}

#[test]
fn of_two_articles_with_one_id_the_first_is_kept_within_a_run_and_the_new_one_across_runs() {
    let desk = Desk::new();
    let lines = [json_line("same", &report(4, "Homs")), json_line("same", &report(5, "Hama"))];
    desk.write("wire.jsonl", lines.join("\n"));
    desk.run("index wire.jsonl").ends(0).says(&["wire.jsonl:2: has a second article with the id \"same\""]);
    assert!(desk.run("show same").out.contains("Homs"));
    desk.write("wire.jsonl", json_line("same", &report(5, "Hama")));
    desk.run("index wire.jsonl").ends(0).says(&["indexed 1 article "]);
    assert!(desk.run("show same").out.contains("Hama"));
    assert_eq!(articles(&desk), 1);
    desk.run("index wire.jsonl").ends(0).says(&["indexed 0 articles", "1 unchanged"]);
}

#[cfg(unix)]
#[test]
fn a_directory_loop_is_named_and_left() {
    let desk = Desk::new();
    desk.write("in/deep/a.txt", report(4, "Homs"));
    std::os::unix::fs::symlink(desk.path().join("in"), desk.path().join("in/deep/up")).unwrap();
    desk.run("index in").ends(0).says(&["in/deep/up: is a link back to in: a directory loop"]);
    assert_eq!(articles(&desk), 1);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new();
    desk.write("in/a.txt", report(4, "Homs"));
    symlink("nowhere", desk.path().join("in/dangling.txt")).unwrap();
    let closed = desk.write("in/closed.txt", report(5, "Hama"));
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    let ended = desk.run("index in").ends(0).says(&["in/dangling.txt"]);
    // Whoever runs as root reads everything.
    if File::open(&closed).is_err() {
        ended.says(&["in/closed.txt: cannot be read: permission denied"]);
        assert_eq!(articles(&desk), 1);
    }
    desk.run("index absent.txt").ends(2).says(&["absent.txt: does not exist"]);
}

#[test]
fn an_article_has_one_id_however_its_path_is_spelled() {
    let desk = Desk::new();
    desk.write("in/deep/a.txt", report(4, "Homs"));
    desk.run("index in").ends(0);
    let absolute = desk.path().join("in").display().to_string();
    for words in ["index ./in/", "index in/../in/deep/a.txt", &format!("index {absolute}"), "index in in/deep"] {
        desk.run(words).ends(0).says(&["indexed 0 articles", "1 unchanged"]);
    }
    let mut below = desk.command();
    below.current_dir(desk.path().join("in/deep")).args(["index", "--index", "../../.warwire", "a.txt"]);
    Ended::of(below.output().unwrap()).ends(0).says(&["1 unchanged"]);
    desk.run("show in/deep/a").ends(0);
}

#[test]
fn what_stands_in_the_way_of_an_index_is_said_once() {
    let desk = Desk::new();
    desk.write("a.txt", report(4, "Homs"));
    let said = desk.run("index --index a.txt a.txt").ends(2).err;
    assert_eq!(said.matches("exists").count(), 1, "{said}");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_not_opened() {
    let desk = Desk::new();
    desk.write("in/a.txt", report(4, "Homs"));
    assert!(Command::new("mkfifo").arg(desk.path().join("in/pipe.txt")).status().unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", desk.path().join("in/zero.txt")).unwrap();
    let said = ["in/pipe.txt: is no regular file and was not opened", "in/zero.txt: is no regular file"];
    desk.run("index in").ends(0).says(&said);
    desk.run("index in/pipe.txt").ends(2).says(&["is no regular file and was not opened"]);
    desk.run("index /dev/zero").ends(2).says(&["is no regular file and was not opened"]);
    assert_eq!(articles(&desk), 1);
}

#[test]
fn an_index_of_a_newer_version_is_refused_and_left_alone() {
    let desk = Desk::new();
    desk.write("in/a.txt", report(4, "Homs"));
    desk.run("index in").ends(0);
    let format = desk.path().join(".warwire/warwire.json");
    let newer = r#"{"format":999,"made_by":"warwire 99.0"}"#;
    std::fs::write(&format, newer).unwrap();
    for words in ["index in", "search civilians", "stats", "show in/a"] {
        desk.run(words).ends(2).says(&["made by a newer warwire (format 999"]);
    }
    assert_eq!(std::fs::read_to_string(&format).unwrap(), newer);
}

/// Runs the program under a limit on the size of every file it writes, which a full disk looks like.
#[cfg(unix)]
fn run_with_small_disk(desk: &Desk, blocks: u32, words: &str) -> Ended {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{}' {words}", env!("CARGO_BIN_EXE_warwire"));
    let mut command = Command::new("sh");
    desk.settle(&mut command);
    Ended::of(command.args(["-c", &script]).output().unwrap())
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_during_a_commit_leaves_the_index_as_it_was() {
    let desk = Desk::new();
    desk.write("in/a.txt", report(4, "Homs"));
    desk.run("index in").ends(0);
    // Words that do not repeat, so that nothing compresses.
    let mut seed = 7u64;
    let mut word = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        format!("w{:x} ", seed >> 24)
    };
    let lines: Vec<String> =
        (0..200).map(|n| json_line(&format!("b{n}"), &(0..300).map(|_| word()).collect::<String>())).collect();
    desk.write("more.jsonl", lines.join("\n"));
    run_with_small_disk(&desk, 200, "index more.jsonl").ends(2).says(&["nothing since the last commit was kept"]);
    assert_eq!(articles(&desk), 1, "nothing of the failed commit is seen");
    desk.run("show in/a").ends(0);
    desk.run("index more.jsonl").ends(0);
    assert_eq!(articles(&desk), 201);
}

#[test]
fn of_two_writers_the_second_says_who_writes() {
    let desk = Desk::new();
    let mut first = desk
        .command()
        .args(["index", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the first writer");
    let mut input = first.stdin.take().unwrap();
    writeln!(input, "{}", json_line("one", &report(4, "Homs"))).unwrap();
    input.flush().unwrap();
    // The first has the lock as soon as its file is there.
    let lock = desk.path().join(".warwire/warwire.lock");
    let holder = format!("process {}", first.id());
    while !std::fs::read_to_string(&lock).is_ok_and(|text| text.contains(&holder)) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    desk.write("b.txt", report(5, "Hama"));
    desk.run("index b.txt").ends(2).says(&["another process is writing to this index", &holder]);
    drop(input);
    assert!(first.wait().unwrap().success());
    desk.run("index b.txt").ends(0);
    assert_eq!(articles(&desk), 2);
}

#[cfg(unix)]
#[test]
fn ctrl_c_commits_what_was_read_and_says_so() {
    let desk = Desk::new();
    let mut run =
        desk.command().args(["index", "-"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a run");
    let mut input = run.stdin.take().unwrap();
    for n in 0..5000 {
        writeln!(input, "{}", json_line(&format!("a{n}"), &report(4, "Homs"))).unwrap();
    }
    input.flush().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap().success());
    std::thread::sleep(std::time::Duration::from_millis(200));
    // The next article is where it looks up; that it goes away meanwhile is what we wait for.
    let _ = writeln!(input, "{}", json_line("last", &report(4, "Homs")));
    let _ = input.flush();
    let ended = Ended::of(run.wait_with_output().unwrap()).ends(130);
    let said = ended.err.lines().find(|line| line.starts_with("interrupted: ")).expect("a word about it").to_string();
    let committed: u64 = said["interrupted: ".len()..].split(' ').next().unwrap().replace(',', "").parse().unwrap();
    assert!(committed > 0, "{said}");
    assert_eq!(articles(&desk), committed, "{said}");
}
