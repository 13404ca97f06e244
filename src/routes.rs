//! THE table: every method and address, who may use it, and what answers. Add a line; nothing else is needed, and
//! nothing is reachable without one.

use crate::app::{self, Access, AppState, Route, RouteInfo};
use crate::domain::access::Scope;
use crate::domain::lifecycle::Role;
use crate::features::*; // every feature has routes
use crate::web::assets;
use axum::Router;

use Access::{Admin, Api, Member, Public, Setup};

/// Who keeps the lists of both teams.
const MANAGERS: Access = Access::Roles(&[Role::Manager, Role::Admin]);

/// Every route.
#[rustfmt::skip]
pub fn all() -> Vec<Route> {
    vec![
        Route::get("/static/{hash}/{*name}",    Public, assets::serve),
        Route::get("/healthz",                  Public, health::handlers::alive),
        Route::get("/readyz",                   Public, health::handlers::ready),

        Route::get("/funnel",                   Member, funnel::handlers::index),
        Route::get("/funnel/times",             Member, funnel::handlers::times),
        Route::get("/funnel/leads",             Member, funnel::handlers::leads),

        Route::get("/sla",                      Member, sla::handlers::index),
        Route::get("/sla/leads",                Member, sla::handlers::leads),
        Route::post("/sla/excuses",             MANAGERS, sla::handlers::excuse),

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
        Route::get("/deals",                    Member, pipeline::handlers::index),
        Route::get("/companies",                Member, companies::handlers::index),
        Route::get("/companies/complete",       Member, companies::handlers::complete),
        Route::get("/companies/{id}",           Member, companies::handlers::show),
        Route::post("/companies/{id}",          Member, companies::handlers::save),

        Route::post("/preferences",             Public, people::handlers::preferences::save),
        Route::get("/account",                  Member, people::handlers::account::index),
        Route::post("/account",                 Member, people::handlers::account::save),
        Route::post("/account/password",        Member, people::handlers::account::password),
        Route::post("/account/sessions/{id}/end",    Member, people::handlers::account::end_session),
        Route::post("/account/sessions/end-others",  Member, people::handlers::account::end_other_sessions),
        Route::post("/account/tokens",          Member, people::handlers::account::create_token),
        Route::post("/account/tokens/{id}/revoke",   Member, people::handlers::account::revoke_token),
        Route::get("/settings",                 Member, settings::handlers::index),
        Route::get("/settings/organisation",    Admin,  settings::handlers::organisation::form),
        Route::post("/settings/organisation",   Admin,  settings::handlers::organisation::save),
        Route::get("/settings/reasons",         MANAGERS, settings::handlers::reasons::index),
        Route::post("/settings/reasons/{kind}/{code}",   MANAGERS, settings::handlers::reasons::save),
        Route::get("/settings/calendar",        MANAGERS, sla::handlers::calendar::show),
        Route::post("/settings/calendar",       MANAGERS, sla::handlers::calendar::save),
        Route::get("/settings/calendar/new",    MANAGERS, sla::handlers::calendar::ask),
        Route::post("/settings/calendar/new",   MANAGERS, sla::handlers::calendar::add),
        Route::get("/settings/calendar/{id}",   MANAGERS, sla::handlers::calendar::show_named),
        Route::post("/settings/calendar/{id}",  MANAGERS, sla::handlers::calendar::save_named),
        Route::get("/settings/agreement",       MANAGERS, sla::handlers::agreement::show),
        Route::post("/settings/agreement",      MANAGERS, sla::handlers::agreement::save),
        Route::post("/settings/agreement/{number}/withdraw", MANAGERS, sla::handlers::agreement::withdraw),
        Route::get("/settings/audit",           Admin,  settings::handlers::audit::index),
        Route::get("/settings/{list}",          MANAGERS, settings::handlers::lists::index),
        Route::post("/settings/{list}",         MANAGERS, settings::handlers::lists::add),
        Route::post("/settings/{list}/{id}",    MANAGERS, settings::handlers::lists::save),
        Route::get("/settings/members",         Admin,  people::handlers::members::index),
        Route::post("/settings/members",        Admin,  people::handlers::members::add),
        Route::get("/settings/members/{id}",    Admin,  people::handlers::members::show),
        Route::post("/settings/members/{id}",   Admin,  people::handlers::members::save),
        Route::post("/settings/members/{id}/deactivate", Admin, people::handlers::members::deactivate),
        Route::post("/settings/members/{id}/reactivate", Admin, people::handlers::members::reactivate),
        Route::post("/settings/members/{id}/link",       Admin, people::handlers::members::link),
        Route::post("/logout",                  Public, people::handlers::sign_in::out),

        Route::get("/leads/new",                         Member, leads::handlers::quick_add::ask),
        Route::post("/leads/new",                        Member, leads::handlers::quick_add::save),
        Route::post("/leads",                            Member, leads::handlers::quick_add::save),
        Route::get("/leads/duplicates",                  Member, leads::handlers::duplicates::show),
        Route::get("/suggestions/{list}",                Member, leads::handlers::duplicates::suggest),
        Route::get("/leads/{id}",                        Member, leads::handlers::record::show),
        Route::get("/leads/{id}/history",                Member, leads::handlers::record::history),
        Route::get("/leads/{id}/edit",                   Member, leads::handlers::edit::ask),
        Route::post("/leads/{id}/edit",                  Member, leads::handlers::edit::save),
        Route::get("/leads/{id}/stage",                  Member, leads::handlers::moves::ask),
        Route::post("/leads/{id}/stage",                 Member, leads::handlers::moves::save),
        Route::get("/leads/{id}/handoff",                Member, leads::handlers::handoff::ask_handoff),
        Route::post("/leads/{id}/handoff",               Member, leads::handlers::handoff::hand_off),
        Route::post("/leads/{id}/claim",                 Member, leads::handlers::handoff::claim),
        Route::post("/leads/{id}/activities",            Member, leads::handlers::thread::add),
        Route::post("/leads/{id}/activities/{activity}/void", Member, leads::handlers::thread::strike),
        Route::post("/leads/{id}/tasks",                 Member, leads::handlers::thread::plan),
        Route::post("/leads/{id}/tasks/{task}/done",     Member, leads::handlers::thread::done),
        Route::get("/leads/{id}/merge",                  Member, leads::handlers::merge::ask),
        Route::post("/leads/{id}/merge",                 Member, leads::handlers::merge::save),
        Route::get("/leads/{id}/trash",                  Member, leads::handlers::trash::ask),
        Route::post("/leads/{id}/trash",                 Member, leads::handlers::trash::bin),
        Route::post("/leads/{id}/restore",               Member, leads::handlers::trash::restore),
        Route::get("/leads/{id}/deals/new",              Member, leads::handlers::deals::ask_new),
        Route::post("/leads/{id}/deals",                 Member, leads::handlers::deals::open),
        Route::get("/deals/{id}",                        Member, leads::handlers::deals::show),
        Route::post("/deals/{id}",                       Member, leads::handlers::deals::edit),
        Route::get("/deals/{id}/edit",                   Member, leads::handlers::deals::ask_edit),
        Route::get("/deals/{id}/closure",                Member, leads::handlers::deals::ask_closure),
        Route::post("/deals/{id}/closure",               Member, leads::handlers::deals::close),
        Route::get("/events/{id}/void",                  Member, leads::handlers::events::ask_void),
        Route::post("/events/{id}/void",                 Member, leads::handlers::events::void),
        Route::get("/events/{id}/correction",            Member, leads::handlers::events::ask_correction),
        Route::post("/events/{id}/correction",           Member, leads::handlers::events::correct),
        Route::get("/trash",                             Member, leads::handlers::trash::index),

        Route::get("/review",                            Member, review::handlers::current),
        Route::get("/review/past",                       Member, review::handlers::past),
        Route::get("/review/{week}",                     Member, review::handlers::index),
        Route::get("/review/{week}/meeting/{block}",     Member, review::handlers::meeting),
        Route::get("/review/{week}/minutes",             Member, review::handlers::minutes),
        Route::get("/review/{week}/leads",               Member, review::handlers::leads),
        Route::get("/review/{week}/close",               MANAGERS, review::handlers::ask_close),
        Route::post("/review/{week}/close",              MANAGERS, review::handlers::close),
        Route::post("/review/{week}/notes/{block}/{team}", Member, review::handlers::note),
        Route::post("/review/{week}/decisions",          Member, review::handlers::decide),
        Route::post("/review/{week}/actions",            Member, review::handlers::act),
        Route::post("/review/{week}/contents",           Member, review::handlers::plan),
        Route::post("/review/{week}/strike",             Member, review::handlers::strike),
        Route::post("/review/actions/{id}",              Member, review::handlers::set_done),
        Route::post("/review/contents/{id}/drop",        Member, review::handlers::drop_content),

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
        Route::get("/api/v1/reviews/{week}",            Api(Scope::Read),  review::api::show),
        Route::get("/api/v1/reports/funnel",            Api(Scope::Read),  funnel::api::report),
        Route::get("/api/v1/reports/funnel/leads",      Api(Scope::Read),  funnel::api::leads),
        Route::get("/api/v1/reports/sla",               Api(Scope::Read),  sla::api::sla),
        Route::get("/api/v1/reports/pacing",            Api(Scope::Read),  sla::api::pacing),
        Route::post("/api/v1/calendars/preview",        Api(Scope::Read),  sla::api::preview),
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
