//! Starts the program and speaks HTTP/1.1 to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

pub const TOKEN: &str = "a-token-for-tests-0123456789";

/// A running server; stopped when dropped.
pub struct Server {
    pub child: Child,
    pub address: String,
    _stderr: BufReader<ChildStderr>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        let mut found =
            lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned());
        found.next()
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}\n{}", self.head, String::from_utf8_lossy(&self.body));
        self
    }
}

/// The shipped corpus.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warwire"));
    settle(&mut command);
    command
}

/// Gives a command directories of these tests' own.
fn settle(command: &mut Command) {
    let cache = std::env::temp_dir().join(format!("warwire-serve-tests-{}", std::process::id()));
    command.env("XDG_CACHE_HOME", cache.join("cache")).env("XDG_DATA_HOME", cache.join("data"));
    command.env_remove("WARWIRE_TOKEN");
}

/// A server that only reads the shipped corpus, shared by all tests.
pub fn shared() -> &'static Server {
    static SHARED: OnceLock<Server> = OnceLock::new();
    SHARED.get_or_init(|| {
        // Nothing drops a static: a shell that waits for the end of these tests ends the server.
        let mut command = Command::new("sh");
        command
            .args(["-c", "\"$0\" \"$@\" & cat > /dev/null; kill $!; rm -rf \"${XDG_CACHE_HOME%/cache}\""])
            .stdin(Stdio::piped());
        Server::start_by(command.arg(env!("CARGO_BIN_EXE_warwire")), &["--corpus", corpus().to_str().expect("a path")])
    })
}

impl Server {
    /// Starts `warwire serve` on a free port.
    pub fn start(arguments: &[&str]) -> Server {
        Server::start_by(&mut program(), arguments)
    }

    fn start_by(command: &mut Command, arguments: &[&str]) -> Server {
        settle(command);
        command.arg("serve").args(["--listen", "127.0.0.1:0"]).args(arguments).env("WARWIRE_TOKEN", TOKEN);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("a server");
        let mut stderr = BufReader::new(child.stderr.take().expect("its standard error"));
        let mut said = String::new();
        let address = loop {
            let mut line = String::new();
            assert!(stderr.read_line(&mut line).expect("a line") > 0, "the server ended: {said}");
            if let Some(rest) = line.strip_prefix("http://") {
                break rest.split('/').next().expect("an address").to_owned();
            }
            said.push_str(&line);
        };
        Server { child, address, _stderr: stderr }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        stream
    }

    /// Sends one request as it stands, and reads the answer.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // A server that refuses early may close before all of it is sent.
        let _ = stream.write_all(request);
        read_answer(&mut stream)
    }

    pub fn send(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {target} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address);
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
        self.raw(&[head.as_bytes(), body].concat())
    }

    pub fn get(&self, target: &str) -> Answer {
        self.send("GET", target, &[], b"")
    }

    pub fn get_with(&self, target: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", target, headers, b"")
    }

    /// Asks the server to end as a service manager does, and gives its exit code.
    pub fn stop(mut self) -> Option<i32> {
        let kill = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill");
        assert!(kill.success());
        self.child.wait().expect("its end").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads an answer to its end; the connection is closed behind it.
pub fn read_answer(stream: &mut TcpStream) -> Answer {
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    let split = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(all.len());
    let head = String::from_utf8_lossy(&all[..split]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let body = all.get(split + 4..).unwrap_or_default().to_vec();
    let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    Answer { status, body: if chunked { unchunked(&body) } else { body }, head }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&rest[..end]).ok().and_then(|size| usize::from_str_radix(size, 16).ok());
        let Some(size) = size.filter(|size| *size > 0) else { break };
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 4 + size..];
    }
    body
}

/// A value for a path or a query.
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}
