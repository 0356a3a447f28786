use std::io::Write;
use std::ops::ControlFlow;

use super::super::{Item, Options, read_held};
use flate2::Compression;
use flate2::write::GzEncoder;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        // Written by hand, since the crate refuses names that lead upwards.
        let field = &mut header.as_old_mut().name;
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn items_of(bytes: &[u8], name: &str, options: &Options) -> Vec<String> {
    let mut items = Vec::new();
    let flow = read_held(bytes, name, options, &mut |item: Item| {
        items.push(match item {
            Ok(found) => format!("{}: {}", found.article.id, found.article.text),
            Err(problem) => format!("!{problem}"),
        });
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    items
}

fn read(bytes: &[u8], name: &str) -> Vec<String> {
    items_of(bytes, name, &Options::default())
}

const LINES: &[u8] = b"{\"id\":\"a\",\"text\":\"one\"}\n{\"text\":\"two\"}\n";

#[test]
fn one_packed_file_is_read_as_what_it_holds() {
    assert_eq!(read(&gzip(LINES), "wire.jsonl.gz"), ["a: one", "wire.jsonl:2: two"]);
    assert_eq!(read(&gzip(b"Two died."), "a.txt.gz"), ["a: Two died."]);
    let zstd = zstd::stream::encode_all(LINES, 3).unwrap();
    assert_eq!(read(&zstd, "wire.jsonl.zst"), ["a: one", "wire.jsonl:2: two"]);
    // Members that were put behind each other.
    let two = [gzip(b"{\"text\":\"1\"}\n"), gzip(b"{\"text\":\"2\"}\n")].concat();
    assert_eq!(read(&two, "x.jsonl.gz"), ["x.jsonl:1: 1", "x.jsonl:2: 2"]);
}

#[test]
fn archives_hold_files_of_any_format() {
    let entries: [(&str, &[u8]); 4] =
        [("2016/a.txt", b"Two died."), ("w.jsonl", LINES), ("README.md", b"About."), ("2016/.x.txt", b"Hidden.")];
    let expected =
        |archive: &str| [format!("{archive}/2016/a: Two died."), "a: one".into(), format!("{archive}/w.jsonl:2: two")];
    assert_eq!(read(&zip(&entries), "z.zip"), expected("z.zip"));
    assert_eq!(read(&tar(&entries), "z.tar"), expected("z.tar"));
    assert_eq!(read(&gzip(&tar(&entries)), "z.tar.gz"), expected("z.tar"));
    assert_eq!(read(&tar(&[("z.zip", &zip(&entries))]), "z.tar"), expected("z.tar/z.zip"));
}

#[test]
fn problems_name_the_way_into_the_archive() {
    let inner = zip(&[("a.jsonl", b"{\"text\":\"1\"}\n{oops\n")]);
    let items = read(&tar(&[("in.zip", &inner)]), "out.tar");
    assert!(items[1].starts_with("!out.tar!/in.zip!/a.jsonl:2: is broken JSON"), "{items:?}");
}

#[test]
fn names_that_lead_upwards_lead_nowhere() {
    let entries: [(&str, &[u8]); 2] = [("../../etc/cron.d/x.txt", b"Two died."), ("/root/y.txt", b"Three died.")];
    assert_eq!(read(&tar(&entries), "t.tar"), ["t.tar/etc/cron.d/x: Two died.", "t.tar/root/y: Three died."]);
    assert_eq!(read(&zip(&entries), "t.zip"), ["t.zip/etc/cron.d/x: Two died.", "t.zip/root/y: Three died."]);
}

#[test]
fn links_in_archives_are_not_followed() {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    builder.append_link(&mut header, "x.txt", "/etc/hostname").unwrap();
    let items = read(&builder.into_inner().unwrap(), "t.tar");
    assert_eq!(items, ["!t.tar: holds \"x.txt\", a link, which was not followed"]);
}

#[test]
fn gzip_of_zeros_ends_early() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![b'0'; 1024 * 1024];
    (0..200).for_each(|_| encoder.write_all(&zeros).unwrap());
    let bomb = encoder.finish().unwrap();
    let options = Options { limit: 1 << 40, most_text: 1 << 40, ..Options::default() };
    let items = items_of(&bomb, "x.txt.gz", &options);
    assert!(items[0].contains("unpacks to more than 200 times its size"), "{items:?}");
    let items = items_of(&zip(&[("a.txt", &vec![b'x'; 160 << 20]), ("b.txt", b"b")]), "x.zip", &options);
    assert!(items[0].contains("unpacks to more than 200 times its size"), "{items:?}");
    // In the usual way the article's own limit comes first.
    assert!(read(&bomb, "x.txt.gz")[0].contains("more than 8454144 bytes"));
}

#[test]
fn there_is_a_limit_to_all_that_a_file_unpacks_to() {
    let options = Options { most_unpacked: 10, ..Options::default() };
    assert!(items_of(&gzip(LINES), "x.jsonl.gz", &options)[0].contains("unpacks to more than 10 bytes"));
}

#[test]
fn packings_lie_within_each_other_to_a_small_depth() {
    let mut packed = b"Two died.".to_vec();
    for _ in 0..4 {
        packed = gzip(&packed);
    }
    assert_eq!(read(&packed, "x.txt.gz"), ["x: Two died."]);
    assert!(read(&gzip(&packed), "x.txt.gz")[0].contains("packed more than 4 times over"));
}

#[test]
fn broken_archives_give_what_comes_before_the_break() {
    let packed = gzip(&LINES.repeat(2000));
    let items = read(packed.get(..packed.len() - 20).unwrap(), "x.jsonl.gz");
    assert_eq!(items[0], "a: one");
    assert!(
        items.last().unwrap().contains("cannot be read") || items.last().unwrap().contains("deflate"),
        "{:?}",
        items.last()
    );
    let whole = tar(&[("a.txt", b"Two died."), ("b.txt", &[b'x'; 2000])]);
    let items = read(whole.get(..1200).unwrap(), "x.tar");
    assert_eq!(items[0], "x.tar/a: Two died.");
    assert!(
        items[1].starts_with("!x.tar: is a broken tar archive") || items[1].starts_with("!x.tar!/b.txt"),
        "{items:?}"
    );
    let whole = zip(&[("a.txt", b"Two died.")]);
    assert!(read(whole.get(..40).unwrap(), "x.zip")[0].starts_with("!x.zip: is a broken zip archive"));
}

#[test]
fn office_documents_are_named_as_what_they_are() {
    let document = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    assert_eq!(read(&document, "x.docx"), ["!x.docx: is an office document or a book, which is not read"]);
}
