//! THE table: every method and address, who may use it, and what answers. Add a line; nothing else is needed, and
//! nothing is reachable without one.

use crate::app::{self, Access, AppState, Route, RouteInfo};
use crate::features::{health, people};
use crate::web::assets;
use axum::Router;

use Access::Public;

/// Every route.
#[rustfmt::skip]
pub fn all() -> Vec<Route> {
    vec![
        Route::get("/static/{hash}/{*name}",    Public, assets::serve),
        Route::get("/healthz",                  Public, health::handlers::alive),
        Route::get("/readyz",                   Public, health::handlers::ready),

        Route::post("/preferences",             Public, people::handlers::preferences::save),
        Route::post("/logout",                  Public, people::handlers::sign_in::out),
    ]
}

/// What may be known of every route, for tests and documentation.
pub fn table() -> Vec<RouteInfo> {
    all().iter().map(|route| route.info().clone()).collect()
}

/// The whole application as one service.
pub fn router(app: AppState) -> Router {
    app::build(app, all())
}
