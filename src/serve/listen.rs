//! Connections: accepts them, gives up on those that dawdle, ends them cleanly. It must not know what is asked over them.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, Sleep, sleep};

use super::metrics::Metrics;
use super::scribe::Scribe;
use super::work::Workers;
use super::write::Writing;
use super::{Desk, Limits, Options, http};
use crate::annotate::Knowledge;
use crate::index::Index;

/// How long answers under way may take once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);
/// The most that is read of a request's head.
const LONGEST_HEAD: usize = 64 * 1024;

/// Serves an index until the process is told to stop; `ready` is told the address.
pub fn run(
    index: Index,
    knowledge: Knowledge<'static>,
    options: Options,
    ready: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let index = Arc::new(index);
    let (mut scribe, mut thread) = (None, None);
    if options.token.is_some() {
        let (started, handle) = Scribe::start(Arc::clone(&index))?;
        (scribe, thread) = (Some(started), Some(handle));
    }
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let limits = options.limits;
        let desk = Desk {
            index,
            knowledge,
            workers: Workers::new(limits.workers, limits.patience),
            requests: Semaphore::new(limits.requests),
            metrics: Metrics::new(),
            writing: options.token.clone().zip(scribe).map(|(token, scribe)| Writing { token, scribe }),
            options: Options { listen: address, ..options },
        };
        let stop = stop_signal()?;
        ready(address);
        serve(listener, http::router(Arc::new(desk)), limits, stop).await;
        Ok(())
    });
    // Answers that nobody waits for any more are left alone; what was queued for writing is written.
    runtime.shutdown_timeout(Duration::from_secs(1));
    let end = Instant::now() + FAREWELL;
    while thread.as_ref().is_some_and(|thread| !thread.is_finished()) && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
    }
    served
}

/// Turns true when the process is asked to end.
fn stop_signal() -> io::Result<watch::Receiver<bool>> {
    let (tell, told) = watch::channel(false);
    #[cfg(unix)]
    let mut ended = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::spawn(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = ended.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        let _ = tell.send(true);
        // Whoever is asked twice goes at once.
        let _ = tokio::signal::ctrl_c().await;
        std::process::exit(130);
    });
    Ok(told)
}

async fn serve(listener: TcpListener, router: Router, limits: Limits, mut stop: watch::Receiver<bool>) {
    let open = Arc::new(Semaphore::new(limits.connections));
    loop {
        let accepted = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            accepted = accept(&listener, &open) => accepted,
        };
        if let Some((stream, permit)) = accepted {
            tokio::spawn(connection(stream, router.clone(), limits.slowness, stop.clone(), permit));
        }
    }
    drop(listener);
    // All permits are back when the last connection has ended.
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(FAREWELL, open.acquire_many(all)).await;
}

/// The next connection; there is always room for it once it is given.
async fn accept(listener: &TcpListener, open: &Arc<Semaphore>) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(open).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, permit)),
        Err(error) => {
            eprintln!("warwire: a connection failed: {error}");
            // Without free file handles every further attempt fails at once.
            sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

/// Serves one connection. Errors are the client's: it went away, or spoke no HTTP.
async fn connection(
    stream: TcpStream,
    router: Router,
    slowness: Duration,
    mut stop: watch::Receiver<bool>,
    _permit: OwnedSemaphorePermit,
) {
    let _ = stream.set_nodelay(true);
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(slowness).max_buf_size(LONGEST_HEAD);
    let stream = TokioIo::new(Impatient::new(stream, slowness));
    let mut served = std::pin::pin!(builder.serve_connection(stream, TowerToHyperService::new(router)));
    tokio::select! {
        _ = served.as_mut() => return,
        _ = stop.wait_for(|stop| *stop) => served.as_mut().graceful_shutdown(),
    }
    let _ = served.await;
}

/// A stream that fails when the other side takes up nothing for some time.
struct Impatient {
    stream: TcpStream,
    patience: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Impatient {
    fn new(stream: TcpStream, patience: Duration) -> Impatient {
        Impatient { stream, patience, waiting: None }
    }

    /// Passes on what a write came to; fails it when it has waited too long.
    fn watched<T>(&mut self, context: &mut Context<'_>, result: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if result.is_ready() {
            self.waiting = None;
            return result;
        }
        let patience = self.patience;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + patience)));
        ready!(waiting.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Impatient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Impatient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watched(context, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.watched(context, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
