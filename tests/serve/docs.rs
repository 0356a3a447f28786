//! Every `sh` block of `docs/api.md` is run by a shell against a server of the shipped corpus that may be written to; every
//! command has to succeed, and print what the block behind it shows.

use std::path::Path;
use std::process::Command;

use crate::server::{Server, TOKEN, corpus, program};

#[test]
fn the_examples_of_the_api_do_what_they_say() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("without curl the examples are not run");
        return;
    }
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/api.md")).expect("the page");
    let directory = tempfile::tempdir().expect("a directory");
    // Articles are called by their path from where the index lies: here as with `--corpus`.
    let desk = directory.path().join("desk");
    let copied = Command::new("cp").arg("-r").arg(corpus()).arg(&desk).status();
    assert!(copied.expect("a copy").success());
    let index = desk.join(".warwire");
    let filled = program().args(["index", "--quiet", "--index"]).arg(&index).arg(&desk).status();
    assert!(filled.expect("a run").success());
    let server = Server::start(&["--writable", "--index", index.to_str().expect("a path")]);
    let mut run = 0;
    for block in page.split("\n```sh\n").skip(1) {
        let (script, rest) = block.split_once("\n```").expect("an end of the block");
        if !script.contains("curl") {
            continue;
        }
        let script = script.replace("127.0.0.1:7878", &server.address).replace("curl ", "curl --fail-with-body ");
        let output = Command::new("bash")
            .args(["-euo", "pipefail", "-c", &script])
            .current_dir(directory.path())
            .env("WARWIRE_TOKEN", TOKEN)
            .output()
            .expect("a shell");
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{script}\n{out}\n{err}");
        if let Some(shown) = rest.trim_start().strip_prefix("```text\n") {
            let shown = shown.split("\n```").next().unwrap_or_default();
            for part in shown.split('…').map(str::trim).filter(|part| !part.is_empty()) {
                assert!(out.contains(part), "{script}\nprints\n{out}\nand not\n{part}");
            }
        }
        run += 1;
    }
    assert!(run >= 8, "only {run} examples were found");
}
