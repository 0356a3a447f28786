//! Clients that mean no good, or do not know better.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::server::{Server, corpus, encoded, read_answer, shared};

#[test]
fn every_answer_forbids_a_browser_to_be_misused() {
    let server = shared();
    for target in ["/", "/v1/search", "/v1/search?x=1", "/nothing", "/metrics"] {
        let answer = server.get(target);
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options").as_deref(), Some("nosniff"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    let foreign = server.get_with("/v1/stats", &[("origin", "https://evil.example")]).is(200);
    assert_eq!(foreign.header("access-control-allow-origin"), None);
    assert_eq!(foreign.header("cross-origin-resource-policy").as_deref(), Some("same-origin"));
}

#[test]
fn only_allowed_origins_and_names_are_answered() {
    let path = corpus();
    let arguments =
        ["--corpus", path.to_str().unwrap(), "--allow-origin", "https://desk.example", "--allow-host", "desk"];
    let server = Server::start(&arguments);
    let allowed = server.get_with("/v1/stats", &[("origin", "https://desk.example")]).is(200);
    assert_eq!(allowed.header("access-control-allow-origin").as_deref(), Some("https://desk.example"));
    let foreign = server.get_with("/v1/stats", &[("origin", "https://evil.example")]).is(200);
    assert_eq!(foreign.header("access-control-allow-origin"), None);
    let ask = [("origin", "https://desk.example"), ("access-control-request-method", "GET")];
    let preflight = server.send("OPTIONS", "/v1/stats", &ask, b"").is(204);
    assert_eq!(preflight.header("access-control-allow-methods").as_deref(), Some("GET, HEAD"));
    // A name that a stranger had resolved to this machine.
    let request = |host: &str| format!("GET /v1/stats HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    server.raw(request("evil.example").as_bytes()).is(421);
    server.raw(request("desk:443").as_bytes()).is(200);
}

#[test]
fn what_is_too_long_is_refused() {
    let server = shared();
    server.get(&format!("/v1/search?q={}", "a".repeat(1001))).is(400);
    server.get(&format!("/v1/search?q={}", "a".repeat(40_000))).is(414);
    let headers: String = (0..2000).map(|at| format!("x-{at}: {}\r\n", "y".repeat(60))).collect();
    let refused = server.raw(format!("GET / HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n").as_bytes());
    assert!(matches!(refused.status, 400 | 431), "{refused:?}");
    server.get("/v1/search?limit=1001").is(400);
}

#[test]
fn odd_requests_get_an_answer_and_the_server_goes_on() {
    let server = shared();
    let odd = [
        "%00",
        "%FF%FE",
        "%F0%9F%92%A3",
        "'%22%3E%3Cscript%3E",
        "%0d%0aset-cookie:x",
        "((((((((((",
        "NOT",
        "~1",
        "*",
        "..%2F..%2F",
        "a%20AND",
        "%E2%80%AE",
        "%25",
        "+",
    ];
    for value in odd {
        for parameter in ["q", "text", "near", "in", "from", "by", "source", "agency", "after", "within"] {
            let answer = server.get(&format!("/v1/search?{parameter}={value}"));
            assert!(matches!(answer.status, 200 | 400 | 422), "{parameter}={value}: {answer:?}");
            assert_eq!(answer.header("set-cookie"), None);
        }
        let article = server.get(&format!("/v1/articles/{value}"));
        assert!(matches!(article.status, 400 | 404), "{value}: {article:?}");
    }
    server.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").is(400);
    server.get("/healthz").is(200);
}

#[test]
fn those_who_dawdle_are_hung_up_on() {
    let server = shared();
    let mut slow = server.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nhost: loc").unwrap();
    let begun = Instant::now();
    let answer = read_answer(&mut slow);
    assert!(matches!(answer.status, 0 | 408), "{answer:?}");
    assert!(begun.elapsed() < Duration::from_secs(40));
    server.get("/healthz").is(200);
}

#[test]
fn a_deluge_is_partly_turned_away_and_the_rest_is_served() {
    // A server of its own: the others' requests are not to be turned away.
    shared();
    let path = corpus();
    let server = Server::start(&["--corpus", path.to_str().unwrap()]);
    let target = format!("/v1/toll?q={}", encoded("people killed"));
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let ask = || server.get(&target).status;
        let threads: Vec<_> = (0..300).map(|_| scope.spawn(ask)).collect();
        std::thread::sleep(Duration::from_millis(100));
        // Single articles are served meanwhile.
        let begun = Instant::now();
        let article = server.get("/v1/articles/syria/al-heisha-first-report");
        assert!(matches!(article.status, 200 | 503), "{article:?}");
        assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|status| matches!(status, 200 | 503)), "{answers:?}");
    assert!(answers.contains(&200));
    server.get("/healthz").is(200);
}

#[test]
fn whoever_is_being_answered_is_answered_before_the_end() {
    let path = corpus();
    let server = Server::start(&["--corpus", path.to_str().unwrap()]);
    let mut stream = server.connect();
    stream.write_all(b"GET /v1/toll HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(server.stop(), Some(0));
    assert_eq!(read_answer(&mut stream).status, 200);
}
