//! The one SQLite writer: what waits is grouped into a transaction, a savepoint each, one commit.

use super::conn::{Conn, Inner, Tx};
use super::error::DbError;
use sqlx::{Connection, Executor, SqliteConnection};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

/// How many writes one commit may carry, and how long it may gather them.
const MAX_GROUP: usize = 128;
const MAX_HOLD: Duration = Duration::from_millis(20);
/// How many writes may wait; beyond, callers get [`DbError::Busy`].
pub(super) const QUEUE: usize = 1024;

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// Answers the caller, once it is known whether the group was committed.
type Answer = Box<dyn FnOnce(Result<(), DbError>) + Send>;
/// Runs the caller's work; gives back the connection, whether to keep its savepoint, and how to answer.
pub(super) type Job =
    Box<dyn FnOnce(SqliteConnection) -> Boxed<(Option<SqliteConnection>, bool, Answer)> + Send>;

/// Wraps a caller's work as a job for the writer, and gives the place where its answer will arrive.
pub(super) fn job<T, E, F, W>(work: F) -> (Job, oneshot::Receiver<Result<T, E>>)
where
    F: FnOnce(Tx) -> W + Send + 'static,
    W: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let (answer, wait) = oneshot::channel();
    let job: Job = Box::new(move |conn| {
        Box::pin(async move {
            let (outcome, inner) = in_own_task(Inner::SqliteWrite(conn), work).await;
            let keep = outcome.is_ok();
            let conn = match inner {
                Some(Inner::SqliteWrite(c)) => Some(c),
                _ => None,
            };
            let ack: Answer = Box::new(move |committed| {
                let said = match committed {
                    Ok(()) => outcome,
                    Err(e) => Err(e.into()),
                };
                drop(answer.send(said)); // the caller may have hung up
            });
            (conn, keep, ack)
        })
    });
    (job, wait)
}

/// Runs `work` in a task of its own: a panic in it is an error here, and it outlives a caller that hangs up.
pub(super) async fn in_own_task<T, E, F, W>(inner: Inner, work: F) -> (Result<T, E>, Option<Inner>)
where
    F: FnOnce(Tx) -> W + Send + 'static,
    W: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let (home, back) = oneshot::channel();
    let tx = Tx::new(inner, home);
    let mut outcome = match tokio::spawn(async move { work(tx).await }).await {
        Ok(outcome) => outcome,
        Err(_) => Err(DbError::Panicked.into()),
    };
    let Ok((inner, added)) = back.await else { return (outcome, None) };
    let mut conn = Conn { inner: Some(inner) };
    if outcome.is_ok()
        && let Err(e) = added.write(&mut conn).await
    {
        outcome = Err(e.into());
    }
    (outcome, conn.inner)
}

/// Serves jobs until every sender is gone or, once `stop` is cancelled, until none waits; then closes the connection,
/// which moves the write-ahead log into the file, and only then lets go of `jobs`.
pub(super) async fn serve(
    mut conn: SqliteConnection,
    mut jobs: mpsc::Receiver<Job>,
    stop: CancellationToken,
) {
    loop {
        let first = match jobs.try_recv() {
            Ok(job) => Some(job),
            Err(_) => tokio::select! { job = jobs.recv() => job, () = stop.cancelled() => None },
        };
        let Some(first) = first else { break };
        let (mut acks, mut next, since) = (Vec::<Answer>::new(), Some(first), Instant::now());
        let mut broken = conn.execute("BEGIN IMMEDIATE").await.err().map(Arc::new);
        while let (Some(job), None) = (next.take(), &broken) {
            // The first one needs no savepoint: undoing it is undoing everything. Most writes come alone.
            let alone = acks.is_empty();
            if !alone {
                broken = conn.execute("SAVEPOINT w").await.err().map(Arc::new);
                if broken.is_some() {
                    break; // the job is dropped unrun: its caller gets Closed
                }
            }
            let (home, keep, ack) = job(conn).await;
            let Some(home) = home else {
                tracing::error!("a write kept its transaction; the writer stops");
                return;
            };
            conn = home;
            // These fail when SQLite has already rolled the whole transaction back (disk full, I/O error): then the
            // group fails and nobody is acknowledged.
            let end = match (alone, keep) {
                (true, true) => None,
                (true, false) => Some("ROLLBACK; BEGIN IMMEDIATE"),
                (false, true) => Some("RELEASE w"),
                (false, false) => Some("ROLLBACK TO w; RELEASE w"),
            };
            if let Some(end) = end {
                broken = conn.execute(end).await.err().map(Arc::new);
            }
            // A refusal needs no commit of its own and is answered now, unless it may rest on what this group has
            // written and not yet made durable.
            if keep || broken.is_some() || !alone {
                acks.push(ack);
            } else {
                ack(Ok(()));
            }
            if acks.len() < MAX_GROUP && since.elapsed() < MAX_HOLD {
                next = jobs.try_recv().ok();
            }
        }
        let done = match broken {
            Some(e) => Err(e),
            None => conn.execute("COMMIT").await.map(drop).map_err(Arc::new),
        };
        if let Err(e) = &done {
            tracing::error!(error = %e, waiting = acks.len(), "a group of writes was not committed");
            drop(conn.execute("ROLLBACK").await); // fails when SQLite already did it
        }
        for ack in acks {
            ack(done.clone().map_err(DbError::Commit));
        }
    }
    if let Err(e) = conn.close().await {
        tracing::warn!(error = %e, "the database was not closed cleanly; nothing is lost");
    }
}
