//! The application: what every request may use, and the layers that every answer passes through.
//!
//! Read next: `layers.rs` (the order of the layers), `guard.rs` (who may enter), `context.rs` (what handlers ask for).

mod acting;
mod context;
mod guard;
mod layers;
mod limits;
mod organisation;
mod route;

pub use context::{Client, MaybeMe};
pub use guard::{Access, SESSION_COOKIES, session_cookie};
pub use layers::build;
pub use limits::Limits;
pub use organisation::Organisation;
pub use route::{Route, RouteInfo};

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, DbError};
use crate::features::people::Hasher;
use crate::features::{history, settings, sla};
use crate::web::page::Site;
use axum::extract::FromRef;
use std::ops::Deref;
use std::sync::Arc;

/// What the instance is made of. One per process; reach it through [`AppState`].
pub struct App {
    /// The database.
    pub db: Db,
    /// The source of «now» and of ids.
    pub clock: Clock,
    /// What the operator decided.
    pub config: Config,
    /// Hashes passwords, a few at a time.
    pub hasher: Hasher,
    /// Who asks too often, and what was touched lately.
    pub limits: Limits,
    organisation: organisation::Cache,
}

/// The application, cheap to clone: `State<AppState>` in handlers.
#[derive(Clone)]
pub struct AppState(Arc<App>);

impl App {
    /// Opens nothing and starts nothing: reads the organisation of a database that [`prepare`] has made ready.
    ///
    /// # Errors
    /// [`DbError`] when the organisation cannot be read.
    #[expect(clippy::new_ret_no_self, reason = "the application is only used behind its cheap handle")]
    pub async fn new(db: Db, clock: Clock, config: Config) -> Result<AppState, DbError> {
        let organisation = organisation::Cache::load(&db).await?;
        let (hasher, limits) = (Hasher::default(), Limits::default());
        Ok(AppState(Arc::new(Self { db, clock, config, hasher, limits, organisation })))
    }

    /// The organisation, as known at most a few seconds ago.
    pub fn organisation(&self) -> Arc<Organisation> {
        self.organisation.get()
    }

    /// Reads the organisation again: after a change, and every few seconds because another instance may have made one.
    ///
    /// # Errors
    /// [`DbError`]; the last known one stays in use.
    pub async fn refresh_organisation(&self) -> Result<(), DbError> {
        self.organisation.refresh(&self.db).await
    }
}

/// Brings a database to where this program can use it: migrations, then the defaults and the sums that it lacks.
///
/// # Errors
/// [`DbError`].
pub async fn prepare(db: &Db, clock: &Clock) -> Result<(), DbError> {
    db.migrate().await?;
    settings::write_defaults(db, clock).await?;
    let organisation = organisation::Cache::load(db).await?;
    history::sum_up(db).await?;
    sla::sum_up(db, organisation.get().zone).await
}

impl Deref for AppState {
    type Target = App;
    fn deref(&self) -> &App {
        &self.0
    }
}

impl FromRef<AppState> for Site {
    fn from_ref(app: &AppState) -> Self {
        Self { clock: app.clock.clone(), zone: app.organisation().zone, https: app.config.https() }
    }
}
