//! The text of PDF documents. The crate that reads them panics on some files, runs for minutes on others, and unpacks
//! whatever they hold; so a helper process does it, which is ended when it takes too long or too much memory. This
//! module must not know what a text says.

use std::io::{self, BufRead, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::Sink;
use super::fields::SourceField;
use super::guard::guarded;
use super::input::{Input, Standing};

/// How long one document may take. A long report takes a second.
const MOST_TIME: Duration = Duration::from_secs(20);
/// The most memory that the helper may take for one document, where the system tells.
const MOST_MEMORY: u64 = 1024 * 1024 * 1024;

/// What a document says.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Extract {
    title: Option<String>,
    text: String,
}

/// Reads a file that is one document.
pub fn read(input: &Input<'_>, reader: Box<dyn BufRead + '_>, each: &mut Sink<'_>) -> ControlFlow<()> {
    let bytes = match input.whole(reader) {
        Ok(bytes) => bytes,
        Err(problem) => return each(Err(problem)),
    };
    let extracted = match &input.options.pdf_helper {
        Some(program) => by_helper(program, &bytes, input.options.limit),
        None => on_thread(bytes),
    };
    match extracted {
        Err(what) => each(Err(input.problem(what))),
        Ok(Extract { title, text }) => {
            let value = |field: SourceField| match field {
                SourceField::Title => title.clone(),
                SourceField::Text => Some(text.clone()),
                _ => None,
            };
            let standing = Standing { id: &input.id, line: None, encoding: None };
            let no_text = || {
                let problem = input.problem("is a PDF document without text");
                problem.advise("a scanned page has to be recognised by other software first")
            };
            input.give(value, standing, no_text, each)
        }
    }
}

/// What the helper process does: reads a document from one stream and writes what it says to the other, as JSON.
pub fn help(mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    serde_json::to_writer(&mut to, &extract(&bytes))?;
    to.flush()
}

fn extract(bytes: &[u8]) -> Result<Extract, String> {
    let read = || {
        let mut document = pdf_extract::Document::load_mem(bytes).map_err(|error| error.to_string())?;
        if document.is_encrypted() {
            document.decrypt("").map_err(|_| "it needs a password".to_string())?;
        }
        let mut text = String::new();
        let mut output = pdf_extract::PlainTextOutput::new(&mut text);
        pdf_extract::output_doc(&document, &mut output).map_err(|error| error.to_string())?;
        Ok::<_, String>(Extract { title: title(&document), text: paragraphs(&text) })
    };
    match guarded(read) {
        Some(Ok(extract)) => Ok(extract),
        Some(Err(error)) => Err(format!("is a PDF document that cannot be read: {error}")),
        None => Err("is a PDF document that its reader fails on".to_string()),
    }
}

/// The title among the document's properties.
fn title(document: &pdf_extract::Document) -> Option<String> {
    let information = document.trailer.get(b"Info").ok()?;
    let information = match information.as_reference() {
        Ok(reference) => document.get_object(reference).ok()?,
        Err(_) => information,
    };
    let title = pdf_extract::decode_text_string(information.as_dict().ok()?.get(b"Title").ok()?).ok()?;
    Some(title.trim().to_string()).filter(|title| !title.is_empty())
}

/// Lines without white space at their ends, and no more than one empty line between two.
fn paragraphs(text: &str) -> String {
    let mut shaped = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !shaped.is_empty() {
            shaped.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        shaped.push_str(line);
    }
    shaped
}

const TOO_SLOW: &str = "is a PDF document that takes more than 20 seconds to read, and was left";

/// Without a helper, for tests and for users of the library: a panic is caught, and a thread that takes too long is
/// left to itself.
fn on_thread(bytes: Vec<u8>) -> Result<Extract, String> {
    let (sender, receiver) = mpsc::channel();
    let thread = std::thread::Builder::new().stack_size(64 * 1024 * 1024);
    // Nobody may be there any more to hear of it.
    let started = thread.spawn(move || drop(sender.send(extract(&bytes))));
    started.map_err(|error| format!("cannot be read: {error}"))?;
    receiver.recv_timeout(MOST_TIME).map_err(|_| TOO_SLOW.to_string())?
}

fn by_helper(program: &Path, bytes: &[u8], limit: usize) -> Result<Extract, String> {
    let failed = |error: io::Error| format!("is a PDF document whose reader could not be started: {error}");
    let mut command = Command::new(program);
    command.arg("pdf-text").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    std::thread::scope(|scope| {
        // A helper that ends early leaves its input unread; how it ended says all there is to say.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(bytes)));
        let output = scope.spawn(move || {
            let mut output = Vec::new();
            // JSON may take six bytes for one.
            let most = 6 * limit as u64 + 1024;
            let _ = stdout.map(|stdout| stdout.take(most).read_to_end(&mut output));
            output
        });
        let waited = wait(&mut child);
        let output = output.join().unwrap_or_default();
        waited?;
        serde_json::from_slice::<Result<Extract, String>>(&output)
            .unwrap_or_else(|_| Err("is a PDF document that its reader fails on".to_string()))
    })
}

/// Waits for the helper to end, or ends it.
fn wait(child: &mut Child) -> Result<(), String> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match child.try_wait() {
            Ok(Some(_)) => return Ok(()),
            Ok(None) => {}
            Err(error) => return Err(format!("is a PDF document whose reader was lost: {error}")),
        }
        let over = match () {
            _ if started.elapsed() > MOST_TIME => Some(TOO_SLOW),
            _ if memory_of(child.id()).is_some_and(|bytes| bytes > MOST_MEMORY) => {
                Some("is a PDF document that takes more than 1 GB of memory to read, and was left")
            }
            _ => None,
        };
        if let Some(what) = over {
            // It may have ended by itself meanwhile.
            let _ = child.kill();
            let _ = child.wait();
            return Err(what.to_string());
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// The resident memory of a process, on Linux.
fn memory_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[cfg(test)]
#[path = "pdf_tests.rs"]
mod tests;
