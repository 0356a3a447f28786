//! The bounded pool that answers are worked out on. Dear work has only a part of it, so that it never keeps single
//! articles from being read, and every request has an end to its patience. Work that nobody waits for any more keeps its
//! place until it ends, so that no more than the pool ever runs. It must not know what is worked on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::problem::Problem;

/// How dear some work may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// An article, a place: any worker.
    Quick,
    /// A search: three workers of four.
    Search,
    /// A toll or all figures of something, and reading new articles: one worker of four.
    Dear,
}

/// The pool.
pub struct Workers {
    quick: Arc<Semaphore>,
    search: Arc<Semaphore>,
    dear: Arc<Semaphore>,
    patience: Duration,
}

impl Workers {
    /// A pool of `count` workers, four at least; a request is given up after `patience`.
    pub fn new(count: usize, patience: Duration) -> Workers {
        let count = count.max(4);
        let of = |count: usize| Arc::new(Semaphore::new(count));
        Workers { quick: of(count), search: of(count * 3 / 4), dear: of(count / 4), patience }
    }

    /// Runs some work on a worker and waits for it.
    pub async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run_within(self.patience, lane, work).await
    }

    /// The same with another patience.
    pub async fn run_within<T: Send + 'static>(
        &self,
        patience: Duration,
        lane: Lane,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let end = Instant::now() + patience;
        let done = timeout(patience, async {
            let permits = self.permits(lane).await?;
            let job = tokio::task::spawn_blocking(move || {
                let _permits = permits;
                crate::answer::until(end, work)
            });
            // A panic is the job's alone.
            job.await.unwrap_or_else(|_| Err(Problem::fault(&"a request ended in a panic")))
        });
        let late = |_| Err(Problem::busy(format!("it takes more than {} s; narrow the question", patience.as_secs())));
        done.await.unwrap_or_else(late)
    }

    async fn permits(&self, lane: Lane) -> Result<Vec<OwnedSemaphorePermit>, Problem> {
        let closed = |_| Problem::busy("the server is shutting down");
        // The scarcest first: whoever waits for it keeps no worker from others.
        let needed: &[&Arc<Semaphore>] = match lane {
            Lane::Quick => &[&self.quick],
            Lane::Search => &[&self.search, &self.quick],
            Lane::Dear => &[&self.dear, &self.search, &self.quick],
        };
        let mut permits = Vec::with_capacity(needed.len());
        for semaphore in needed {
            permits.push(Arc::clone(semaphore).acquire_owned().await.map_err(closed)?);
        }
        Ok(permits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
    }

    #[test]
    fn dear_work_keeps_nobody_from_quick_work() {
        runtime().block_on(async {
            let workers = Arc::new(Workers::new(4, Duration::from_secs(5)));
            let (release, held) = mpsc::channel::<()>();
            let first = Arc::clone(&workers);
            let dear = tokio::spawn(async move {
                let work = move || Ok(held.recv().is_ok());
                first.run(Lane::Dear, work).await
            });
            tokio::time::sleep(Duration::from_millis(50)).await;
            let refused = workers.run_within(Duration::from_millis(50), Lane::Dear, || Ok(())).await;
            assert_eq!(refused.unwrap_err().status, 503);
            assert_eq!(workers.run(Lane::Search, || Ok(2)).await, Ok(2));
            assert_eq!(workers.run(Lane::Quick, || Ok(1)).await, Ok(1));
            release.send(()).unwrap();
            assert_eq!(dear.await.unwrap(), Ok(true));
        });
    }

    #[test]
    fn a_panic_is_a_fault_of_one_request() {
        runtime().block_on(async {
            let workers = Workers::new(4, Duration::from_secs(5));
            let failed = workers.run(Lane::Quick, || -> Result<(), Problem> { panic!("on purpose") }).await;
            assert_eq!(failed.unwrap_err().status, 500);
            assert_eq!(workers.run(Lane::Quick, || Ok(1)).await, Ok(1));
        });
    }
}
