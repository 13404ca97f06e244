//! `relais serve`, also what plain `relais` does: brings the database up to date and answers requests until told to
//! stop.
//!
//! Read next: `listen.rs` (connections), then `relais::app` (what a request passes through).

mod listen;

use super::words::words;
use super::{Failure, Outcome, session};
use relais::app::{App, AppState};
use relais::clock::Clock;
use relais::config::Config;
use relais::db::{Db, DbError, ServeLock};
use relais::features::people::{digest, new_secret};
use relais::features::settings;
use relais::{routes, urls};
use std::io::IsTerminal;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

/// Between two tries to reach a database that is away.
const RETRY: Duration = Duration::from_secs(2);
/// How often what another instance may have changed is read again.
const REFRESH: Duration = Duration::from_secs(5);

/// Runs the command.
pub async fn run(config: Config) -> Outcome {
    start_log(&config);
    let stop = listen::stop_signal()?;
    let clock = Clock::System;
    let Some(db) = open(&config, &stop).await? else { return Ok(()) };
    let _lock = db.path().map(ServeLock::take).transpose().map_err(|e| Failure::said(e.to_string()))?;
    session::prepare(&db, &clock).await?;
    let (bind, base_url) = (config.bind, config.base_url.clone());
    let app = App::new(db.clone(), clock, config).await?;
    let listener = TcpListener::bind(bind)
        .await
        .map_err(|e| Failure::said(format!("RELAIS_BIND: {bind}: {e}. {}", words().cli_bind_remedy())))?;
    let address = listener.local_addr().map_err(|e| Failure::said(e.to_string()))?;
    announce(&app, &base_url, address.port()).await?;
    let background = tokio::spawn(keep_fresh(app.clone(), stop.clone()));
    listen::serve(listener, routes::router(app), stop).await;
    drop(background.await); // it has nothing to lose
    db.close().await;
    Ok(())
}

fn start_log(config: &Config) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_json {
        log.json().flatten_event(true).init();
    } else {
        log.with_ansi(std::io::stderr().is_terminal()).init();
    }
}

/// Opens the database; waits for a server that is not there yet. `None` when told to stop meanwhile.
async fn open(config: &Config, stop: &CancellationToken) -> Result<Option<Db>, Failure> {
    loop {
        let cause = match Db::open(&config.database_url).await {
            Ok(db) => match db.soundness().await {
                Ok(soundness) => return session::usable(soundness).map(|()| Some(db)),
                Err(cause) => cause,
            },
            Err(cause) => cause,
        };
        if config.database_url.starts_with("sqlite:") || !is_away(&cause) {
            return Err(session::unusable(&cause));
        }
        tracing::warn!(%cause, "PostgreSQL does not answer yet; trying again");
        tokio::select! {
            () = tokio::time::sleep(RETRY) => {}
            () = stop.cancelled() => return Ok(None),
        }
    }
}

fn is_away(cause: &DbError) -> bool {
    cause.is_transient()
}

/// Says where the product is and, until its first administrator exists, by which one-time door to enter.
async fn announce(app: &AppState, base_url: &str, port: u16) -> Outcome {
    // port 0 asks the system for a free one
    let base = match base_url.strip_suffix(":0") {
        Some(host) => format!("{host}:{port}"),
        None => base_url.to_owned(),
    };
    println!("{}", words().cli_serving(base.clone()));
    if app.organisation().set_up {
        return Ok(());
    }
    let secret = new_secret();
    let sha = digest(&secret);
    let opened = app.db.write(async move |mut tx| settings::open_setup(&mut tx, sha).await).await?;
    if opened {
        println!("{}", words().cli_setup(format!("{base}{}?token={secret}", urls::SETUP)));
    }
    Ok(())
}

async fn keep_fresh(app: AppState, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(REFRESH) => {}
            () = stop.cancelled() => return,
        }
        if let Err(cause) = app.refresh_organisation().await {
            tracing::warn!(%cause, "the organisation was not read again");
        }
    }
}
