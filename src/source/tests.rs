use super::*;

/// Writes a file of its own directory and reads it.
fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Vec<Item> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut items = Vec::new();
    let flow = read(&[path], options, &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    items
}

fn small_limit(limit: usize) -> Options {
    Options { limit, ..Options::default() }
}

/// The article of the first item, and what it was decoded from.
fn first(items: &[Item]) -> (&crate::article::Article, String) {
    let found = items.iter().find_map(|item| item.as_ref().ok()).expect("an article");
    let encoding = found.article.encoding.as_ref();
    (&found.article, encoding.map(|encoding| format!("{} {}", encoding.name, encoding.known_by)).unwrap_or_default())
}

fn with_encoding() -> Options {
    Options { encoding: Some(encoding_rs::WINDOWS_1252), ..Options::default() }
}

/// What was read, in short: texts as they are, problems as `!line what`.
fn told(items: &[Item]) -> Vec<String> {
    let tell = |item: &Item| match item {
        Ok(found) => found.article.text.clone(),
        Err(problem) => format!("!{} {}", problem.line.unwrap_or(0), problem.what),
    };
    items.iter().map(tell).collect()
}

#[test]
fn json_lines_go_on_after_a_broken_line() {
    let text = "{\"text\":\"a\"}\n\n{\"text\": oops}\n[1]\n{\"id\":7,\"body\":\"b\",\"date\":\"2016-11-11\",\"dateline\":{\"place\":1}}";
    let items = read_bytes("x.jsonl", text.as_bytes(), &Options::default());
    let told = told(&items);
    assert_eq!(told[0], "a");
    assert!(told[1].starts_with("!3 is broken JSON: expected value at column"), "{}", told[1]);
    assert_eq!(told[2], "!4 is no JSON object");
    let last = &items[3].as_ref().unwrap().article;
    assert_eq!((last.id.as_str(), last.text.as_str()), ("7", "b"));
    assert_eq!(last.published, chrono::NaiveDate::from_ymd_opt(2016, 11, 11));
}

#[test]
fn json_documents_are_an_article_an_array_or_a_wrapped_array() {
    let one = read_bytes("x.json", b"{\n \"text\": \"a\",\n \"items\": 3\n}\n", &Options::default());
    assert_eq!(told(&one), ["a"]);
    let array = read_bytes("x.json", b"[\n {\"text\":\"a\"},\n 5,\n {\"text\":[\"b\",\"c\"]}\n]", &Options::default());
    assert_eq!(told(&array), ["a", "!3 is no JSON object", "b\n\nc"]);
    let wrapped = b"{\"status\":\"ok\",\"articles\":[\n{\"content\":\"a\",\"source\":{\"id\":1,\"name\":\"XYZ\"}}]}";
    let wrapped = read_bytes("x.json", wrapped, &Options::default());
    assert_eq!(wrapped[0].as_ref().unwrap().article.source.as_deref(), Some("XYZ"));
}

#[test]
fn a_broken_article_of_a_document_is_left_out_and_the_rest_is_read() {
    let text = b"[\n{\"text\":\"a\"},\n{\"text\" \"c\"},\n{\"text\":\"b\"}]";
    let items = read_bytes("x.json", text, &Options::default());
    assert_eq!(told(&items), ["a", "!3 is broken JSON: expected `:` at column 9", "b"]);
    let items = read_bytes("x.json", b"[\n{\"text\":\"a\"},\n{\"text\":\"c}]", &Options::default());
    let problem = items[1].as_ref().unwrap_err();
    assert_eq!((problem.line, problem.what.as_str()), (Some(3), "is broken JSON: it ends within a value"));
    assert!(problem.to_string().contains("the 1 articles before this were read"), "{problem}");
}

#[test]
fn json_that_is_nested_too_deeply_costs_one_article() {
    let deep = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
    let lines = format!("{{\"text\":\"a\",\"x\":{deep}}}\n{{\"text\":\"b\"}}\n");
    let items = read_bytes("x.jsonl", lines.as_bytes(), &Options::default());
    assert_eq!(told(&items), ["!1 is JSON that is nested more than 127 deep", "b"]);
    let document = format!("[{{\"text\":\"a\"}},{{\"x\":{deep}}},{{\"text\":\"b\"}}]");
    let items = read_bytes("x.json", document.as_bytes(), &Options::default());
    assert_eq!(told(&items), ["a", "!1 is JSON that is nested more than 127 deep", "b"]);
    let wrapped = format!("{}1{}", "{\"data\":".repeat(100_000), "}".repeat(100_000));
    assert!(told(&read_bytes("x.json", wrapped.as_bytes(), &Options::default()))[0].starts_with("!1 is"));
}

#[test]
fn tables_are_read_by_column_name_and_by_map() {
    let csv = "id,headline,body,pubdate\n1,Two dead,\"First, line\nsecond\",\"11 Nov 2016\"\n2,x\n3,y,last,\n";
    let items = read_bytes("x.csv", csv.as_bytes(), &Options::default());
    assert_eq!(told(&items), ["First, line\nsecond", "!4 has a row of 2 fields under a header of 4", "last"]);
    let mapped = Options { mapping: Mapping::parse(&["text=story"]).unwrap(), ..Options::default() };
    assert_eq!(told(&read_bytes("x.tsv", b"story\tn\nTwo died.\t1\n", &mapped)), ["Two died."]);
    let unmapped = read_bytes("x.tsv", b"story\tn\nTwo died.\t1\n", &Options::default());
    assert!(unmapped[0].as_ref().unwrap_err().to_string().contains("--map text=COLUMN"));
}

#[test]
fn what_is_too_long_is_skipped_and_the_rest_is_read() {
    let long = "x".repeat(200_000);
    let lines = format!("{{\"text\":\"a\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"b\"}}\n");
    let items = read_bytes("x.jsonl", lines.as_bytes(), &small_limit(100_000));
    assert_eq!(told(&items), ["a", "!2 has an article of more than 100000 bytes", "b"]);
    let rows = format!("id,text\n1,a\n2,\"{long}\"\"\n,{long}\"\n3,b\n4,c\n");
    let items = read_bytes("x.csv", rows.as_bytes(), &small_limit(100_000));
    assert_eq!(told(&items).len(), 4);
    assert!(told(&items)[1].starts_with("!3 has an article of more than"), "{:?}", told(&items));
    assert_eq!(told(&items)[2..], ["b", "c"]);
    let items = read_bytes(
        "x.json",
        format!("[{{\"text\":\"a\"}},\n{{\"text\":\"{long}\"}}]").as_bytes(),
        &small_limit(100_000),
    );
    assert_eq!(told(&items)[1], "!2 has an article of more than 100000 bytes");
    let items = read_bytes("x.txt", long.as_bytes(), &small_limit(100_000));
    assert_eq!(told(&items), ["!0 has an article of more than 100000 bytes"]);
}

#[test]
fn a_text_that_is_too_long_is_one_lost_article_named_with_its_size() {
    let options = Options { most_text: 10_000, ..Options::default() };
    let long = "x".repeat(20_000);
    let lines = format!("{{\"text\":\"a\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"b\"}}\n");
    let items = read_bytes("x.jsonl", lines.as_bytes(), &options);
    assert_eq!(told(&items), ["a", "!2 has an article of 20000 bytes of text; at most 10000 are read", "b"]);
    let rows = format!("id,text\n1,a\n2,{long}\n3,b\n");
    let items = read_bytes("x.csv", rows.as_bytes(), &options);
    assert_eq!(told(&items), ["a", "!3 has an article of 20000 bytes of text; at most 10000 are read", "b"]);
    let items = read_bytes("x.txt", long.repeat(8).as_bytes(), &options);
    assert_eq!(told(&items), ["!0 has an article of more than 75536 bytes"]);
}

#[test]
fn a_quote_that_is_never_closed_does_not_fill_the_memory() {
    let rows = format!("id,text\n1,\"{}", "a\n\"\"".repeat(100_000));
    let items = read_bytes("x.csv", rows.as_bytes(), &small_limit(50_000));
    assert!(told(&items)[0].contains("quote that is never closed"), "{:?}", told(&items));
}

#[test]
fn text_that_is_no_utf8_is_decoded_and_the_article_says_so() {
    let plain = b"Saad\xe9 said two died.";
    let items = read_bytes("x.txt", plain, &Options::default());
    assert_eq!(told(&items)[0], "!0 is no UTF-8 and was decoded from windows-1252 (detected)");
    assert_eq!(first(&items).0.text, "Saad\u{e9} said two died.");
    assert_eq!(first(&items).1, "windows-1252 detected");
    assert_eq!(first(&read_bytes("x.txt", plain, &with_encoding())).1, "windows-1252 named");

    let lines = b"\xef\xbb\xbf{\"text\":\"a\"}\n{\"text\":\"b\xe9\"}\n{\"text\":\"\xc3\xa9\"}";
    let items = read_bytes("x.jsonl", lines, &with_encoding());
    assert_eq!(told(&items), ["a", "!2 is no UTF-8 and was decoded from windows-1252 (named)", "b\u{e9}", "\u{e9}"]);
    let broken = read_bytes("x.jsonl", &lines.map(|byte| if byte == 0xe9 { 0x81 } else { byte }), &with_encoding());
    assert_eq!(broken[1].as_ref().unwrap_err().byte, Some(3 + 13 + 10));

    let items = read_bytes("x.csv", b"id,text\n1,caf\xe9 at noon\n2,b\n", &Options::default());
    assert_eq!(told(&items)[1..], ["caf\u{e9} at noon", "b"]);
    assert_eq!(first(&items).1, "windows-1252 detected");
    let items = read_bytes("x.csv", b"id,text\n1,caf\x81\n2,b\n", &with_encoding());
    assert_eq!(items[0].as_ref().unwrap_err().byte, Some(13));
    let document = b"[{\"text\":\"caf\xe9\"},{\"text\":\"caf\xc3\xa9\"}]";
    assert_eq!(told(&read_bytes("x.json", document, &with_encoding()))[1..], ["caf\u{e9}", "caf\u{e9}"]);
}

#[test]
fn utf16_is_known_by_its_mark() {
    let bytes: Vec<u8> = "\u{feff}Two died.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let items = read_bytes("x.txt", &bytes, &Options::default());
    assert_eq!((first(&items).0.text.as_str(), first(&items).1.as_str()), ("Two died.", "UTF-16LE mark"));
}

#[test]
fn a_second_article_with_one_id_is_named_and_left_out() {
    let lines = b"{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"a\",\"text\":\"two\"}\n";
    let items = read_bytes("x.jsonl", lines, &Options::default());
    assert_eq!(told(&items)[0], "one");
    assert!(told(&items)[1].contains("second article with the id \"a\""));
    assert_eq!(items[1].as_ref().unwrap_err().line, Some(2));
}

fn ids_of(paths: &[PathBuf], root: &Path) -> Vec<String> {
    let mut ids = Vec::new();
    let options = Options { root: Some(root.to_path_buf()), ..Options::default() };
    let flow = read(paths, &options, &mut |item| {
        ids.push(item.unwrap().article.id);
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    ids
}

#[test]
fn default_ids_are_paths_below_the_root_however_they_are_spelled() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    std::fs::create_dir(root.join("syria")).unwrap();
    std::fs::create_dir(root.join("iraq")).unwrap();
    for name in ["syria/first.txt", "syria/first.html", "iraq/first.txt"] {
        std::fs::write(root.join(name), "<html><p>Two people died.").unwrap();
    }
    let all = ["iraq/first", "syria/first.html", "syria/first"];
    assert_eq!(ids_of(&[root.to_path_buf()], root), all);
    assert_eq!(ids_of(&[root.join("./syria/../syria/first.txt")], root), ["syria/first"]);
    // Two inputs may have a file of the same name, and one file may lie in two inputs.
    let inputs = [root.join("syria"), root.join("iraq"), root.join("syria/first.txt"), root.join(".")];
    assert_eq!(ids_of(&inputs, root), ["syria/first.html", "syria/first", "iraq/first"]);
    // What lies elsewhere is called by its whole path.
    let elsewhere = ids_of(&[root.join("iraq")], &root.join("syria"));
    assert!(elsewhere[0].ends_with("/iraq/first") && !elsewhere[0].starts_with('/'), "{elsewhere:?}");
}

#[test]
fn a_receiver_that_has_enough_is_given_no_more() {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in [("a.json", "[{\"text\":\"1\"},{\"text\":\"2\"}]"), ("b.txt", "3")] {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    let mut count = 0;
    let flow = read(&[directory.path().to_path_buf()], &Options::default(), &mut |_| {
        count += 1;
        ControlFlow::Break(())
    });
    assert!(flow.is_break());
    assert_eq!(count, 1);
}
