use super::super::{Options, read_held};
use super::*;

/// A document of one page with these lines, and a title.
fn document(lines: &[&str]) -> Vec<u8> {
    let shown: String = lines.iter().map(|line| format!("({line}) Tj 0 -20 Td ")).collect();
    let content = format!("BT /F1 12 Tf 72 720 Td {shown}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_string(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_string(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_string(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_string(),
        "<< /Title (Four killed) >>".to_string(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    file.extend(offsets.iter().flat_map(|offset| format!("{offset:010} 00000 n \n").into_bytes()));
    file.extend(
        format!("trailer << /Size {} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
            .bytes(),
    );
    file
}

fn told(bytes: &[u8]) -> Vec<String> {
    let mut items = Vec::new();
    let flow = read_held(bytes, "a.pdf", &Options::default(), &mut |item| {
        items.push(match item {
            Ok(found) => format!("{:?} {}", found.article.title.unwrap_or_default(), found.article.text),
            Err(problem) => format!("!{problem}"),
        });
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    items
}

#[test]
fn text_and_title_of_a_document_are_read() {
    let items = told(&document(&["HOMS - Shelling killed four civilians", "on Friday, doctors said."]));
    assert_eq!(items.len(), 1);
    assert!(items[0].starts_with("\"Four killed\" HOMS - Shelling killed four civilians"), "{items:?}");
    assert!(items[0].ends_with("on Friday, doctors said."), "{items:?}");
}

#[test]
fn broken_documents_are_named() {
    let whole = document(&["Two died."]);
    for broken in [&b"%PDF-1.7 nothing"[..], whole.get(..200).unwrap(), &whole.repeat(2)[..whole.len() + 100]] {
        let items = told(broken);
        assert_eq!(items.len(), 1, "{items:?}");
    }
    assert!(told(b"%PDF-1.7 nothing")[0].starts_with("!a.pdf: is a PDF document that"));
    assert!(told(&document(&[]))[0].contains("without text"));
}

#[test]
fn the_helper_answers_in_json() {
    let mut answer = Vec::new();
    help(document(&["Two died."]).as_slice(), &mut answer).unwrap();
    let extract: Result<Extract, String> = serde_json::from_slice(&answer).unwrap();
    assert_eq!(extract.unwrap().text, "Two died.");
    help(&b"%PDF-1.7"[..], &mut answer).unwrap();
}

#[cfg(unix)]
#[test]
fn a_helper_that_does_not_do_its_work_costs_one_document() {
    assert!(by_helper(Path::new("/bin/false"), b"%PDF-1.7", 100).unwrap_err().contains("fails on"));
    assert!(by_helper(Path::new("/nowhere"), b"%PDF-1.7", 100).unwrap_err().contains("could not be started"));
}
