//! Serves answers: over HTTP, with a page, and as tools for language models. Requests become the same queries, and get the
//! same answers, as on the command line. It must not know flags; `command::serve` and `command::mcp` start it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use crate::annotate::Knowledge;
use crate::index::Index;

mod ask;
mod find;
mod guard;
mod http;
mod listen;
pub mod mcp;
mod metrics;
mod negotiate;
pub mod openapi;
pub mod page;
pub mod parameters;
pub mod problem;
mod read;
mod scribe;
mod token;
mod tools;
mod work;
mod write;

pub use listen::run;
pub use token::Token;

/// How a server is set up.
#[derive(Clone, Debug)]
pub struct Options {
    pub listen: SocketAddr,
    /// Pages of these origins may read answers; `*` for any.
    pub allow_origin: Vec<String>,
    /// Further names under which the server is asked for.
    pub allow_host: Vec<String>,
    /// Who has it may add and remove articles; without one nobody may.
    pub token: Option<Token>,
    pub limits: Limits,
}

/// How long a batch may take to come, to be read and to be committed, each.
const PATIENCE_FOR_WRITING: Duration = Duration::from_secs(120);

/// What a server takes on at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests; more are turned away.
    pub requests: usize,
    /// Connections; more wait in the system's queue.
    pub connections: usize,
    /// Answers that are worked out at the same time.
    pub workers: usize,
    /// How long a request may take.
    pub patience: Duration,
    /// How long a client may take for its headers, or for taking up any part of an answer.
    pub slowness: Duration,
    /// Bytes of a path with its query.
    pub url: usize,
    /// Bytes of a body.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
        Limits {
            requests: 256,
            connections: 1024,
            workers: (cores * 4).max(8),
            patience: Duration::from_secs(10),
            slowness: Duration::from_secs(15),
            url: 32 * 1024,
            body: 32 * 1024 * 1024,
        }
    }
}

/// Everything that a request is answered with.
pub(crate) struct Desk {
    pub index: Arc<Index>,
    pub knowledge: Knowledge<'static>,
    pub workers: work::Workers,
    pub options: Options,
    pub requests: tokio::sync::Semaphore,
    pub metrics: metrics::Metrics,
    pub writing: Option<write::Writing>,
}
