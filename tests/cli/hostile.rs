//! Input that is built to hurt: it costs little, it is named, and the good articles beside it are indexed.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::program::{Desk, report};

fn articles(desk: &Desk) -> u64 {
    desk.run("stats --format json").json()["articles"].as_u64().expect("a number of articles")
}

fn gzip(write: impl Fn(&mut dyn Write)) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    write(&mut encoder);
    encoder.finish().expect("a packed file")
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A PDF document of one line.
fn pdf(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_string(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_string(),
    ];
    let mut file = "%PDF-1.4\n".to_string();
    let mut table = "0000000000 65535 f \n".to_string();
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 6\n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}

#[test]
fn bombs_and_broken_files_of_every_format_leave_the_good_ones() {
    let desk = Desk::new();
    let zeros = vec![0; 1024 * 1024];
    let spaces = vec![b'x'; 1024 * 1024];
    desk.write("in/a.txt", report(4, "Homs"));
    desk.write("in/zeros.gz", gzip(|out| (0..300).for_each(|_| out.write_all(&zeros).unwrap())));
    desk.write("in/lines.jsonl.gz", gzip(|out| (0..300).for_each(|_| out.write_all(&spaces).unwrap())));
    desk.write("in/laughs.xml", "<!DOCTYPE nitf [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><nitf>&b;&b;</nitf>");
    desk.write("in/deep.html", format!("<html>{}<p>Two died.", "<div>".repeat(100_000)));
    desk.write("in/deep.json", format!("[{{\"x\":{}1{}}}]", "[".repeat(100_000), "]".repeat(100_000)));
    desk.write("in/torn.pdf", b"%PDF-1.7\n1 0 obj");
    desk.write("in/torn.zip", b"PK\x03\x04 and nothing else");
    desk.write("in/torn.warc", "WARC/1.0\r\nWARC-Type: response\r\n\r\n");
    desk.write("in/z.txt", report(5, "Hama"));
    let started = Instant::now();
    desk.run("index in").ends(0).says(&[
        "in/zeros.gz: is no text: it holds zero bytes",
        "in/lines.jsonl.gz:1: unpacks to more than 200 times its size",
        "in/laughs.xml:1: holds a news item without text",
        "in/deep.html: is a page of more than 400 levels",
        "in/deep.json:1: is JSON that is nested more than 127 deep",
        "in/torn.pdf: is a PDF document that",
        "in/torn.zip: is a broken zip archive",
        "in/torn.warc: has a record, number 1, without a length",
        "8 skipped, as named above",
    ]);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    assert_eq!(articles(&desk), 2);
}

#[test]
fn a_pdf_document_is_read_by_a_process_of_its_own() {
    let desk = Desk::new();
    desk.write("in/a.pdf", pdf("Shelling of Homs on Monday killed four civilians, doctors said."));
    desk.run("index in").ends(0);
    assert!(desk.run("show in/a.pdf").ends(0).out.contains("four civilians"));
}

#[test]
fn nothing_is_written_under_a_name_from_an_archive() {
    let desk = Desk::new();
    let text = report(4, "Homs");
    desk.write("in/a.zip", zip(&[("../../escaped.txt", text.as_bytes()), ("/rooted.txt", text.as_bytes())]));
    desk.run("index in").ends(0);
    for id in ["in/a.zip/escaped", "in/a.zip/rooted"] {
        desk.run(&format!("show {id}")).ends(0);
    }
    let names = |path: std::path::PathBuf| {
        let entries = std::fs::read_dir(path).expect("a directory");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(desk.path().join("in")), ["a.zip"]);
    assert!(!names(desk.path().to_path_buf()).contains(&"escaped.txt".to_string()));
}

#[test]
fn a_terminal_is_not_commanded_by_a_name_or_a_message() {
    let desk = Desk::new();
    let name = "a\u{202e}txt.exe\u{1b}[2J.jsonl";
    desk.write("in/a.zip", zip(&[(name, b"{\"text\": \x1b[2J}\n{\"text\":\"Two died.\",\"date\":\"\\u001b[2J\"}")]));
    let ended = desk.run("index in").ends(0);
    assert!(!format!("{}{}", ended.out, ended.err).contains(['\u{1b}', '\u{202e}']), "{:?}", ended.err);
    assert!(ended.err.contains("in/a.zip!/a\\u{202e}txt.exe\\u{1b}[2J.jsonl:1: is broken JSON"), "{}", ended.err);
    let shown = desk.run("search died");
    assert!(!format!("{}{}", shown.out, shown.err).contains(['\u{1b}', '\u{202e}']));
}
