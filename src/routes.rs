//! THE table: every method and address, who may use it, and what answers. Add a line; nothing else is needed, and
//! nothing is reachable without one.

use crate::app::{self, Access, AppState, Route, RouteInfo};
use crate::domain::access::Scope;
use crate::features::{deals, health, home, leads, lists, openapi, people};
use crate::web::assets;
use axum::Router;

use Access::{Admin, Api, Member, Public, Setup};

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

        Route::get("/",                         Member, home::handlers::index),
        Route::get("/notifications",            Member, home::handlers::notifications),
        Route::get("/leads",                    Member, lists::handlers::index),
        Route::get("/leads/filters",            Member, lists::handlers::filters),
        Route::get("/leads/export.csv",         Member, lists::handlers::export),
        Route::get("/board",                    Member, lists::handlers::board),

        Route::post("/preferences",             Public, people::handlers::preferences::save),
        Route::get("/account",                  Member, people::handlers::account::index),
        Route::post("/account",                 Member, people::handlers::account::save),
        Route::post("/account/password",        Member, people::handlers::account::password),
        Route::post("/account/sessions/{id}/end",    Member, people::handlers::account::end_session),
        Route::post("/account/sessions/end-others",  Member, people::handlers::account::end_other_sessions),
        Route::post("/account/tokens",          Member, people::handlers::account::create_token),
        Route::post("/account/tokens/{id}/revoke",   Member, people::handlers::account::revoke_token),
        Route::get("/settings/members",         Admin,  people::handlers::members::index),
        Route::post("/settings/members",        Admin,  people::handlers::members::add),
        Route::get("/settings/members/{id}",    Admin,  people::handlers::members::show),
        Route::post("/settings/members/{id}",   Admin,  people::handlers::members::save),
        Route::post("/settings/members/{id}/deactivate", Admin, people::handlers::members::deactivate),
        Route::post("/settings/members/{id}/reactivate", Admin, people::handlers::members::reactivate),
        Route::post("/settings/members/{id}/link",       Admin, people::handlers::members::link),
        Route::post("/logout",                  Public, people::handlers::sign_in::out),

        Route::get("/api/openapi.json",                 Public, openapi::handlers::json),
        Route::get("/api/docs",                         Member, openapi::handlers::docs),
        Route::post("/api/v1/leads",                    Api(Scope::Write), leads::api::create),
        Route::get("/api/v1/leads",                     Api(Scope::Read),  leads::api::list),
        Route::get("/api/v1/leads/{id}",                Api(Scope::Read),  leads::api::show),
        Route::patch("/api/v1/leads/{id}",              Api(Scope::Write), leads::api::edit),
        Route::get("/api/v1/leads/{id}/history",        Api(Scope::Read),  leads::api::events),
        Route::post("/api/v1/leads/{id}/stage",         Api(Scope::Write), leads::api::stage),
        Route::post("/api/v1/leads/{id}/claim",         Api(Scope::Write), leads::api::claim),
        Route::post("/api/v1/leads/{id}/merge",         Api(Scope::Write), leads::api::merge),
        Route::post("/api/v1/leads/{id}/activities",    Api(Scope::Write), leads::api::activity),
        Route::post("/api/v1/events/{id}/void",         Api(Scope::Write), leads::api::void),
        Route::post("/api/v1/events/{id}/correction",   Api(Scope::Write), leads::api::correct),
        Route::get("/api/v1/deals",                     Api(Scope::Read),  deals::api::list),
        Route::post("/api/v1/deals",                    Api(Scope::Write), deals::api::create),
        Route::post("/api/v1/deals/{id}/closure",       Api(Scope::Write), deals::api::close),
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
