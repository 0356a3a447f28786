//! The one thread that writes: batches come in by a queue, each is committed as a whole, and its sender is told after the
//! commit. The right to write is given back when nothing comes, so that `warwire index` can have it. It must not know
//! HTTP.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::Serialize;
use tokio::sync::oneshot;

use super::problem::Problem;
use crate::article::Report;
use crate::index::{Index, IndexError, Origin, Writer, content_hash};

/// Batches that may wait.
const QUEUE: usize = 32;
/// How long the right to write is kept while nothing comes.
const IDLE: Duration = Duration::from_millis(100);
/// How long it is kept at most; others wait two seconds for it.
const LONGEST_HOLD: Duration = Duration::from_secs(1);

/// What is to be written.
pub enum Task {
    /// Adds or replaces articles.
    Put(Vec<Report>),
    /// Removes one.
    Delete(String),
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Written {
    /// Articles that are new or have changed.
    pub indexed: u64,
    /// Articles that were there already with the same content.
    pub unchanged: u64,
    /// What became of each article, in the order of the request.
    pub articles: Vec<WrittenArticle>,
}

/// What became of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WrittenArticle {
    pub id: String,
    /// Whether it was there already with the same content.
    pub unchanged: bool,
    /// How many figures were read out of it.
    pub figures: u64,
}

struct Job {
    task: Task,
    done: oneshot::Sender<Result<Written, Problem>>,
}

/// Hands batches to the thread.
pub struct Scribe {
    jobs: SyncSender<Job>,
}

impl Scribe {
    /// Starts the thread; it ends when this value is dropped and all that was queued is written.
    pub fn start(index: Arc<Index>) -> std::io::Result<(Scribe, JoinHandle<()>)> {
        let (jobs, queue) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("scribe".to_owned()).spawn(move || work(&index, &queue))?;
        Ok((Scribe { jobs }, thread))
    }

    /// Has something written and waits for its commit.
    pub async fn write(&self, task: Task) -> Result<Written, Problem> {
        let (done, written) = oneshot::channel();
        self.jobs.try_send(Job { task, done }).map_err(|error| match error {
            TrySendError::Full(_) => Problem::busy("too many batches wait to be written; try again"),
            TrySendError::Disconnected(_) => Problem::fault(&"the writing thread has ended"),
        })?;
        written.await.unwrap_or_else(|_| Err(Problem::fault(&"the writing thread has ended")))
    }
}

fn work(index: &Index, queue: &Receiver<Job>) {
    while let Ok(job) = queue.recv() {
        match index.writer() {
            Ok(writer) => write_while_they_come(writer, job, queue),
            Err(error) => drop(job.done.send(Err(error.into()))),
        }
    }
}

fn write_while_they_come(mut writer: Writer<'_>, first: Job, queue: &Receiver<Job>) {
    let begun = Instant::now();
    let mut next = Some(first);
    while let Some(Job { task, done }) = next.take() {
        // A sender that waits no longer has been told that the batch may have been written.
        let _ = done.send(write(&mut writer, task));
        if begun.elapsed() < LONGEST_HOLD {
            next = queue.recv_timeout(IDLE).ok();
        }
    }
    if let Err(error) = writer.finish() {
        Problem::fault(&error);
    }
}

fn write(writer: &mut Writer<'_>, task: Task) -> Result<Written, Problem> {
    let written = match task {
        Task::Delete(id) => writer.delete(&id).map(|()| Written::default()),
        Task::Put(reports) => put(writer, &reports),
    };
    match written {
        Ok(written) => {
            writer.commit()?;
            Ok(written)
        }
        Err(error) => {
            // The first error says more than one of the rollback.
            let _ = writer.rollback();
            Err(error.into())
        }
    }
}

fn put(writer: &mut Writer<'_>, reports: &[Report]) -> Result<Written, IndexError> {
    let mut written = Written::default();
    for report in reports {
        let article = &report.article;
        let hash = content_hash(article);
        let unchanged = writer.unchanged(&article.id, hash)?;
        if unchanged {
            written.unchanged += 1;
        } else {
            writer.put(report, &Origin { path: None, hash })?;
            written.indexed += 1;
        }
        let figures = report.reading.figures.len() as u64;
        written.articles.push(WrittenArticle { id: article.id.clone(), unchanged, figures });
    }
    Ok(written)
}
