//! Adding and removing articles, and seeing what others commit.

use crate::server::{Server, TOKEN, program};

const ARTICLE: &str = r#"{"id": "desk/1", "published": "2016-11-09", "source": "Desk",
    "text": "ALEPPO, Syria - Shelling of a market on Tuesday killed 12 civilians, doctors said."}"#;

fn writable() -> (Server, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let index = directory.path().join("index");
    (Server::start(&["--writable", "--index", index.to_str().unwrap()]), directory)
}

fn headers<'h>(authorization: &'h str, kind: &'h str) -> [(&'h str, &'h str); 2] {
    [("authorization", authorization), ("content-type", kind)]
}

#[test]
fn an_article_is_found_once_its_batch_is_answered_and_gone_once_it_is_deleted() {
    let (server, _directory) = writable();
    let bearer = format!("Bearer {TOKEN}");
    let json = headers(&bearer, "application/json");
    let tag = server.get("/v1/search").is(200).header("etag").unwrap();
    let written = server.send("POST", "/v1/articles", &json, ARTICLE.as_bytes()).is(200).json();
    assert_eq!((&written["indexed"], &written["articles"][0]["figures"]), (&1.into(), &1.into()), "{written}");
    let found = server.get_with("/v1/search?in=Syria&min=12", &[("if-none-match", &tag)]).is(200).json();
    assert_eq!(found["hits"][0]["id"], "desk/1", "{found}");
    let again = server.send("POST", "/v1/articles", &json, ARTICLE.as_bytes()).is(200).json();
    assert_eq!((&again["indexed"], &again["unchanged"]), (&0.into(), &1.into()));

    let lines = "{\"id\": \"a\", \"text\": \"Two soldiers were killed.\"}\n\n{\"id\": \"b\", \"text\": \"Nothing.\"}\n";
    let written = server.send("POST", "/v1/articles", &headers(&bearer, "application/x-ndjson"), lines.as_bytes());
    assert_eq!(written.is(200).json()["indexed"], 2);
    assert_eq!(server.get("/v1/stats").is(200).json()["articles"], 3);

    server.send("DELETE", "/v1/articles/desk%2F1", &json[..1], b"").is(204);
    server.send("DELETE", "/v1/articles/desk%2F1", &json[..1], b"").is(404);
    server.get("/v1/articles/desk%2F1").is(404);
    assert_eq!(server.get("/v1/stats").is(200).json()["articles"], 2);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn nothing_is_written_without_the_token_or_with_a_broken_line() {
    let (server, _directory) = writable();
    let bearer = format!("Bearer {TOKEN}");
    for wrong in ["Bearer wrong-token-0123456789", "Bearer ", "Basic abc"] {
        server.send("POST", "/v1/articles", &headers(wrong, "application/json"), ARTICLE.as_bytes()).is(401);
    }
    let refused =
        server.send("POST", "/v1/articles", &[("content-type", "application/json")], ARTICLE.as_bytes()).is(401);
    assert_eq!(refused.header("www-authenticate").as_deref(), Some("Bearer"));
    server.send("DELETE", "/v1/articles/x", &[], b"").is(401);

    let lines = "{\"id\": \"a\", \"text\": \"Two soldiers were killed.\"}\n{\"id\": \"b\", \"body\": \"Nothing.\"}\n";
    let broken = server.send("POST", "/v1/articles", &headers(&bearer, "application/x-ndjson"), lines.as_bytes());
    let problem = broken.is(422).json();
    assert_eq!(problem["line"], 2, "{problem}");
    server.send("POST", "/v1/articles", &headers(&bearer, "application/json"), b"{\"id\": ").is(400);
    server.send("POST", "/v1/articles", &headers(&bearer, "text/plain"), b"x").is(415);
    server
        .send("POST", "/v1/articles", &headers(&bearer, "application/json"), b"{\"id\":\"a#1\",\"text\":\"x\"}")
        .is(422);
    assert_eq!(server.get("/v1/stats").is(200).json()["articles"], 0);
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let (server, _directory) = writable();
    let bearer = format!("Bearer {TOKEN}");
    let body = format!("{{\"id\": \"big\", \"text\": \"{}\"}}", "x".repeat(33 * 1024 * 1024));
    let answer = server.send("POST", "/v1/articles", &headers(&bearer, "application/json"), body.as_bytes());
    // A client that still sends may find the connection closed before it reads the answer.
    assert!(matches!(answer.status, 413 | 0), "{answer:?}");
    server.get("/healthz").is(200);
}

#[test]
fn what_another_process_commits_is_served_and_both_may_write() {
    let (server, directory) = writable();
    let index = directory.path().join("index");
    let file = directory.path().join("one.txt");
    std::fs::write(
        &file,
        "Title: A raid\nDate: 2017-03-02\n\nMOSUL, Iraq - A raid killed three policemen on Wednesday.\n",
    )
    .unwrap();
    let tag = server.get("/v1/stats").is(200).header("etag").unwrap();
    let run = program().args(["index", "--index"]).arg(&index).arg(&file).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let stats = server.get_with("/v1/stats", &[("if-none-match", &tag)]).is(200).json();
    assert_eq!(stats["articles"], 1);
    let bearer = format!("Bearer {TOKEN}");
    server.send("POST", "/v1/articles", &headers(&bearer, "application/json"), ARTICLE.as_bytes()).is(200);
    assert_eq!(server.get("/v1/stats").is(200).json()["articles"], 2);
}

#[test]
fn a_server_that_only_reads_has_nothing_to_write_with() {
    let server = crate::server::shared();
    let bearer = format!("Bearer {TOKEN}");
    server.send("POST", "/v1/articles", &headers(&bearer, "application/json"), ARTICLE.as_bytes()).is(404);
    server.send("DELETE", "/v1/articles/x", &headers(&bearer, "application/json")[..1], b"").is(405);
    let document = server.get("/openapi.json").is(200).json();
    assert!(document["paths"]["/v1/articles"].is_null() && document["paths"]["/v1/articles/{id}"]["delete"].is_null());
}

#[test]
fn writing_needs_a_token_that_no_command_line_shows() {
    let directory = tempfile::tempdir().unwrap();
    let index = directory.path().join("index");
    let serve = |arguments: &[&str], token: Option<&str>| {
        let mut command = program();
        command.args(["serve", "--writable", "--listen", "127.0.0.1:0", "--index"]).arg(&index).args(arguments);
        if let Some(token) = token {
            command.env("WARWIRE_TOKEN", token);
        }
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = serve(&[], None);
    assert!(code == Some(2) && said.contains("--token-file"), "{said}");
    let (code, said) = serve(&[], Some("short"));
    assert!(code == Some(2) && said.contains("at least 16"), "{said}");
    let (code, said) = serve(&["--token-file", "no-such-file"], None);
    assert!(code == Some(2) && said.contains("no-such-file"), "{said}");
}
