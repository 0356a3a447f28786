//! The bounded pool that answers are worked out on: a few workers, fewer of them for dear work, each request with an end
//! to its patience. Work that nobody waits for any more keeps its worker until it ends, so that no more than the pool
//! ever runs. It must not know what is worked on.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::problem::Problem;

/// How dear some work may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// A search, an article.
    Quick,
    /// A toll or all figures of something: never on every worker at once.
    Dear,
}

/// The pool.
pub struct Workers {
    all: Arc<Semaphore>,
    dear: Arc<Semaphore>,
    patience: Duration,
}

impl Workers {
    /// A pool of `count` workers; a request is given up after `patience`.
    pub fn new(count: usize, patience: Duration) -> Workers {
        let count = count.max(2);
        let dear = (count / 2).max(1);
        Workers { all: Arc::new(Semaphore::new(count)), dear: Arc::new(Semaphore::new(dear)), patience }
    }

    /// Runs some work on a worker and waits for it.
    pub async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let late =
            || Problem::busy(format!("the answer took more than {} s; narrow the question", self.patience.as_secs()));
        let done = timeout(self.patience, async {
            let permits = self.permits(lane).await?;
            let job = tokio::task::spawn_blocking(move || {
                let _permits = permits;
                work()
            });
            // A panic is the job's alone.
            job.await.unwrap_or_else(|_| Err(Problem::fault(&"a request ended in a panic")))
        });
        done.await.unwrap_or_else(|_| Err(late()))
    }

    async fn permits(&self, lane: Lane) -> Result<Vec<OwnedSemaphorePermit>, Problem> {
        let closed = |_| Problem::busy("the server is shutting down");
        let mut permits = Vec::with_capacity(2);
        // The scarcer first: whoever waits for it keeps no worker from others.
        if lane == Lane::Dear {
            permits.push(Arc::clone(&self.dear).acquire_owned().await.map_err(closed)?);
        }
        permits.push(Arc::clone(&self.all).acquire_owned().await.map_err(closed)?);
        Ok(permits)
    }
}
