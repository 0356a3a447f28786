use std::io::Write;

use super::super::{Item, Options, read_held};
use super::*;

const PAGE: &str = "<html lang=en><head><title>Four killed</title></head><body><article><p>HOMS - Shelling killed four \
    civilians in the Waer district of Homs on Friday, doctors said, the heaviest toll for a month.</p></article></body>";

fn record(kind: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let id = xxhash_rust::xxh3::xxh3_64(block);
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id:x}>\r\nWARC-Target-URI: https://example.org/{id:x}\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 {headers}\r\n\r\n").as_bytes(), body].concat();
    record("response", "application/http; msgtype=response", &block)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read_all(bytes: &[u8], options: &Options) -> Vec<Item> {
    let mut items = Vec::new();
    let flow = read_held(bytes, "crawl.warc.gz", options, &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    items
}

fn told(items: &[Item]) -> Vec<String> {
    items
        .iter()
        .map(|item| item.as_ref().map_or_else(|problem| format!("!{problem}"), |found| found.article.text.clone()))
        .collect()
}

#[test]
fn pages_are_read_and_everything_else_is_passed_over() {
    let records = [
        record("warcinfo", "application/warc-fields", b"software: x"),
        record("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response("200 OK\r\nContent-Type: text/html; charset=utf-8", PAGE.as_bytes()),
        response("200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        response("404 Not Found\r\nContent-Type: text/html", PAGE.as_bytes()),
        record("conversion", "text/plain", b"Two died."),
    ];
    let plain = read_all(&records.concat(), &Options::default());
    assert_eq!(plain.len(), 2);
    let article = &plain[0].as_ref().unwrap().article;
    assert!(article.text.contains("killed four civilians"));
    assert!(article.url.as_deref().unwrap().starts_with("https://example.org/"));
    assert_eq!(article.url.as_deref().unwrap().rsplit('/').next(), Some(article.id.as_str()));
    assert_eq!(told(&plain)[1], "Two died.");
    // As news crawls ship it: every record a gzip member of its own.
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    assert_eq!(told(&read_all(&packed, &Options::default())), told(&plain));
}

#[test]
fn bodies_are_unpacked_and_decoded_as_their_headers_say() {
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let packed = gzip(PAGE.as_bytes());
    let (first, second) = packed.split_at(40);
    let chunked = [chunk(first), chunk(second), b"0\r\n\r\n".to_vec()].concat();
    let russian = PAGE.replace("doctors", "врачи").replace("lang=en", "lang=ru");
    let (russian, _, _) = encoding_rs::WINDOWS_1251.encode(&russian);
    let records = [
        response("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", &chunked),
        // Stored as the crawler left it, whatever the headers say.
        response(
            "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
            PAGE.as_bytes(),
        ),
        response("200 OK\r\nContent-Type: text/html; charset=windows-1251", &russian),
        response("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", b"\x01\x02"),
    ];
    let items = read_all(&records.concat(), &Options::default());
    let told = told(&items);
    assert!(told[0].contains("killed four") && told[1].contains("killed four"), "{told:?}");
    assert!(told[2].contains("decoded from windows-1251 (declared)") && told[3].contains("врачи"), "{told:?}");
    assert!(told[4].starts_with("!crawl.warc.gz!/4: is a page that is packed with br"), "{told:?}");
}

#[test]
fn broken_records_are_named_and_those_after_them_are_read() {
    let page = response("200 OK\r\nContent-Type: text/html", PAGE.as_bytes());
    let other = record("conversion", "text/plain", b"Two died.");
    let stray =
        [other.clone(), b"stray bytes\r\n".to_vec(), b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec(), page.clone()];
    let items = told(&read_all(&stray.concat(), &Options::default()));
    assert_eq!(items[0], "Two died.");
    assert!(items[1].contains("13 bytes that belong to no record"), "{items:?}");
    assert!(items[2].contains("number 2, without a length"), "{items:?}");
    assert!(items[3].contains("killed four"), "{items:?}");
    let cut = [other.clone(), page.get(..page.len() - 50).unwrap().to_vec()].concat();
    assert!(told(&read_all(&cut, &Options::default()))[1].contains("it ends within a record"));
    let long = [record("conversion", "text/plain", &[b'x'; 5000]), other].concat();
    let items = told(&read_all(&long, &Options { limit: 1000, ..Options::default() }));
    assert!(items[0].contains("number 1, of 5000 bytes"), "{items:?}");
    assert_eq!(items[1], "Two died.");
    let huge = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 99999999999999999\r\n\r\nx";
    assert!(told(&read_all(huge, &Options::default()))[0].contains("it ends within a record"));
}
