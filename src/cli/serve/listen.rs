//! Connections: bounded in number, dropped when they say nothing, finished before the program ends.

use super::Failure;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Connections at once; the next ones wait in the kernel's queue.
const CONNECTIONS: usize = 8_192;
/// A connection that has not sent its headers by then is closed.
const HEADERS: Duration = Duration::from_secs(15);
/// How long what is under way may take to end.
const DRAIN: Duration = Duration::from_secs(10);

/// Cancelled at the first SIGTERM or SIGINT.
pub fn stop_signal() -> Result<CancellationToken, Failure> {
    let listen = |kind| signal(kind).map_err(|e| Failure::said(format!("signals: {e}")));
    let (mut term, mut int) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
        tracing::info!("stopping");
        told.cancel();
    });
    Ok(stop)
}

/// Answers until told to stop, then finishes what is under way, for at most [`DRAIN`].
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let (graceful, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)));
    loop {
        let accepted = tokio::select! {
            accepted = async {
                let place = places.clone().acquire_owned().await;
                (place, listener.accept().await)
            } => accepted,
            () = stop.cancelled() => break,
        };
        let (Ok(place), Ok((stream, address))) = accepted else {
            tokio::time::sleep(Duration::from_millis(50)).await; // out of file descriptors: let some go
            continue;
        };
        let connection = converse(stream, address, router.clone(), &graceful);
        tokio::spawn(async move {
            connection.await;
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still under way after {} s", DRAIN.as_secs());
    }
}

/// One connection, until either side closes it.
fn converse(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + use<> {
    drop(stream.set_nodelay(true)); // an optimisation; without it all works
    let service = router.map_request(move |request: http::Request<hyper::body::Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        request
    });
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(64 * 1024);
    let io = TokioIo::new(stream);
    let connection = builder.serve_connection(io, TowerToHyperService::new(service)).into_owned();
    let watched = graceful.watch(connection);
    async move {
        if let Err(cause) = watched.await {
            tracing::debug!(cause = %cause, "a connection ended early");
        }
    }
}
