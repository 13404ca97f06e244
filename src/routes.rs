//! THE table: every method and address, who may use it, and what answers. Add a line; nothing else is needed, and
//! nothing is reachable without one.

use crate::app::{self, Access, AppState, Route, RouteInfo};
use crate::features::{health, people};
use crate::web::assets;
use axum::Router;

use Access::{Public, Setup};

/// Every route.
#[rustfmt::skip]
pub fn all() -> Vec<Route> {
    vec![
        Route::get("/static/{hash}/{*name}",    Public, assets::serve),
        Route::get("/healthz",                  Public, health::handlers::alive),
        Route::get("/readyz",                   Public, health::handlers::ready),

        Route::get("/setup",                    Setup,  people::handlers::setup::form),
        Route::post("/setup",                   Setup,  people::handlers::setup::save),
        Route::get("/login",                    Public, people::handlers::sign_in::form),
        Route::post("/login",                   Public, people::handlers::sign_in::enter),
        Route::get("/join/{token}",             Public, people::handlers::links::join_form),
        Route::post("/join/{token}",            Public, people::handlers::links::join),
        Route::get("/reset/{token}",            Public, people::handlers::links::reset_form),
        Route::post("/reset/{token}",           Public, people::handlers::links::reset),
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
