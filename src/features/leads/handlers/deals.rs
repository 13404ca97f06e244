//! The deals of a lead: `GET /deals/{id}`, `GET /deals/{id}/edit`, `POST /deals/{id}`, `GET` and
//! `POST /deals/{id}/closure`, `GET /leads/{id}/deals/new`, `POST /leads/{id}/deals`.

use super::moves::receivers;
use super::{currency, faults, refused};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::money::Minor;
use crate::domain::stage::Stage;
use crate::features::deals::{self, Deal, DealOutcome, DealStage, Editable};
use crate::features::idempotency::{Once, Ticket, landed};
use crate::features::leads;
use crate::features::leads::form::fields::{NOTE_MAX, TITLE_MAX};
use crate::features::leads::resolve::{self, Unresolved};
use crate::features::leads::views::edit::amount as amount_text;
use crate::features::leads::views::forms::{self as view, ClosureReason};
use crate::features::leads::views::moves::deal_stages;
use crate::features::leads::views::record::display_name;
use crate::features::reference;
use crate::features::stages::{self, DealClosing, DealEdit, StageError};
use crate::i18n::L;
use crate::urls;
use crate::web::check::Check;
use crate::web::error::AppError;
use crate::web::flash::Flash;
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use crate::web::query::Query;
use crate::web::redirect::see_other;
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// A deal leads to its line on its lead's page.
pub async fn show(mut conn: Conn, Path(id): Path<Id<of::Deal>>) -> Result<Response, AppError> {
    let deal = deals::deal(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    Ok(see_other(&format!("{}#deal-{id}", urls::lead(deal.lead))))
}

/// The form that edits a deal.
pub async fn ask_edit(
    State(app): State<AppState>,
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Deal>>,
) -> Result<Response, AppError> {
    let deal = deals::deal(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let amount = deal.amount_minor.map(|v| amount_text(&shell.l, v, currency(&app).decimals()));
    let f = FormState::filled([
        ("name", deal.name.clone()),
        ("amount", amount.unwrap_or_default()),
        ("expected_on", deal.expected_on.map(|date| date.to_string()).unwrap_or_default()),
        ("deal_stage", deal.stage.code().to_owned()),
        ("owner", deal.owner.map(|id| id.to_string()).unwrap_or_default()),
    ]);
    page::ok(&deal_form(&app, &mut conn, shell, deal.lead, Some(&deal), f).await?)
}

/// The form of a new deal with a customer.
pub async fn ask_new(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Lead>>,
) -> Result<Response, AppError> {
    let f = FormState::filled([("deal_stage", "discovery".to_owned()), ("owner", me.id.to_string())]);
    page::ok(&deal_form(&app, &mut conn, shell, id, None, f).await?)
}

async fn deal_form(
    app: &AppState,
    conn: &mut Conn,
    shell: Shell,
    lead: Id<of::Lead>,
    deal: Option<&Deal>,
    f: FormState,
) -> Result<view::Deal, AppError> {
    let row = leads::get(conn, lead).await?.ok_or(AppError::NotFound)?;
    let (sellers, _) = receivers(conn).await?;
    let l = shell.l;
    Ok(view::Deal {
        lead,
        name: display_name(&row, &l),
        heading: if deal.is_some() { l.t.deal_edit_title() } else { l.t.deal_new_title() },
        action: deal.map_or_else(|| urls::lead_part(lead, "deals"), |deal| urls::deal(deal.id)),
        version: deal.map(|deal| deal.version),
        deal_stages: deal_stages(&l),
        sellers,
        currency: currency(app).symbol(),
        f,
        l,
        shell: shell.at(Nav::Leads),
    })
}

/// The fields of a deal as typed, its owner still in words. A field that the form lacks stays as `was`.
fn read(form: &RawForm, decimals: u8, was: Option<&Deal>) -> Result<(Editable, Option<String>), FieldErrors> {
    let mut c = Check::new(form);
    let or_was = |field: &str, typed: bool| !form.has(field) && !typed;
    let name = c.line("name", TITLE_MAX);
    let amount = c.money("amount", decimals).map(|amount| amount.0);
    let amount =
        if form.has("amount_minor") { c.whole("amount_minor", 0..=1_000_000_000_000) } else { amount };
    let expected_on = c.date("expected_on");
    let stage: Option<DealStage> = c.choice("deal_stage");
    let owner = c.line("owner", 254);
    let fields = Editable {
        name: match was.filter(|_| or_was("name", name.is_some())) {
            Some(was) => was.name.clone(),
            None => name.unwrap_or_default(),
        },
        amount_minor: match was.filter(|_| or_was("amount", amount.is_some())) {
            Some(was) => was.amount_minor,
            None => amount,
        },
        expected_on: match was.filter(|_| or_was("expected_on", expected_on.is_some())) {
            Some(was) => was.expected_on,
            None => expected_on,
        },
        stage: stage.or(was.map(|was| was.stage)).unwrap_or(DealStage::Discovery),
        owner: was.and_then(|was| was.owner),
    };
    c.finish(Some((fields, owner)))
}

/// Edits a deal.
pub async fn edit(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Deal>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let deal = deals::deal(&mut app.db.read().await?, id).await?.ok_or(AppError::NotFound)?;
    let (fields, owner) = match read(&form, currency(&app).decimals(), Some(&deal)) {
        Ok(read) => read,
        Err(errors) => return deal_again(&app, shell, deal.lead, Some(&deal), form, errors).await,
    };
    let (action, to) = (urls::deal(id), urls::lead(deal.lead));
    let (acting, version) = (app.acting(&me), form.version());
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let owner = owner_of(&mut tx, owner, fields.owner).await?;
            let edit = DealEdit { version, fields: Editable { owner, ..fields } };
            stages::edit_deal(&mut tx, &acting, id, &edit).await?;
            Ok::<_, Unresolved>(Once::Done(ticket.settle(&mut tx, to).await?, ()))
        })
        .await;
    let said = shell.l.t.deal_edited();
    match outcome {
        Ok(once) => landed(once, shell.at(Nav::Leads), (form, action), |()| Flash::done(said)),
        Err(error) => match faults(error) {
            Ok(errors) => deal_again(&app, shell, deal.lead, Some(&deal), form, errors).await,
            Err(error) => refused(&app, shell, deal.lead, error, &form).await,
        },
    }
}

async fn owner_of(
    conn: &mut Conn,
    words: Option<String>,
    present: Option<Id<of::Member>>,
) -> Result<Option<Id<of::Member>>, Unresolved> {
    let Some(words) = words else { return Ok(present) };
    if present.is_some_and(|id| id.to_string() == words) {
        return Ok(present);
    }
    let unknown = || Unresolved::Fields(FieldErrors::one("owner", words!(field_choice)));
    resolve::seller(conn, &words).await?.map(Some).ok_or_else(unknown)
}

async fn deal_again(
    app: &AppState,
    shell: Shell,
    lead: Id<of::Lead>,
    deal: Option<&Deal>,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    page::refused(&deal_form(app, &mut conn, shell, lead, deal, form.state(errors)).await?)
}

/// Opens a deal with a customer.
pub async fn open(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let (fields, owner) = match read(&form, currency(&app).decimals(), None) {
        Ok(read) => read,
        Err(errors) => return deal_again(&app, shell, id, None, form, errors).await,
    };
    let (action, to) = (urls::lead_part(id, "deals"), urls::lead(id));
    let (ticket, acting) = (Ticket::of(&form, me.id, format!("POST {action}")), app.acting(&me));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let owner = owner_of(&mut tx, owner, None).await?;
            let made = stages::upsell(&mut tx, &acting, id, Editable { owner, ..fields }).await?;
            Ok::<_, Unresolved>(Once::Done(ticket.settle(&mut tx, to).await?, made))
        })
        .await;
    let said = shell.l.t.deal_opened();
    match outcome {
        Ok(once) => landed(once, shell.at(Nav::Leads), (form, action), |_| Flash::done(said)),
        Err(error) => match faults(error) {
            Ok(errors) => deal_again(&app, shell, id, None, form, errors).await,
            Err(error) => refused(&app, shell, id, error, &form).await,
        },
    }
}

/// The form that closes a deal (`?outcome=won` or `lost`).
pub async fn ask_closure(
    State(app): State<AppState>,
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Deal>>,
    query: Query,
) -> Result<Response, AppError> {
    let won = query.get("outcome") != Some("lost");
    let deal = deals::deal(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let amount = deal.amount_minor.map(|v| amount_text(&shell.l, v, currency(&app).decimals()));
    let f = FormState::filled([("amount", amount.unwrap_or_default())]);
    page::ok(&closure_form(&app, &mut conn, shell, &deal, won, f).await?)
}

async fn closure_form(
    app: &AppState,
    conn: &mut Conn,
    shell: Shell,
    deal: &Deal,
    won: bool,
    f: FormState,
) -> Result<view::Closure, AppError> {
    let row = leads::get(conn, deal.lead).await?.ok_or(AppError::NotFound)?;
    let others = deals::open_of_cycle(conn, deal.lead, deal.cycle).await?.len() > 1;
    let l = shell.l;
    let kind = if won { "win" } else { "loss" };
    let all =
        reference::reasons(conn).await?.into_iter().filter(|reason| reason.active && reason.kind == kind);
    let reasons = all.map(|reason| ClosureReason {
        label: reason.label(l.lang).to_owned(),
        code: reason.code,
        extra: reason.extra,
    });
    let amount = deal.amount_minor.map(|v| l.money_rounded(Minor(v), currency(app))).unwrap_or_default();
    let title = if deal.name.is_empty() { l.t.deal_untitled() } else { deal.name.clone() };
    Ok(view::Closure {
        lead: deal.lead,
        name: display_name(&row, &l),
        heading: if won { l.t.move_customer() } else { l.t.move_lost() },
        about: format!("{title}, {amount}"),
        action: format!("{}/closure", urls::deal(deal.id)),
        outcome: if won { "won" } else { "lost" },
        moves_lead: !won && !others && deal.from_funnel && row.stage == Some(Stage::Opportunity),
        reasons: reasons.collect(),
        submit: if won { l.t.move_customer() } else { l.t.move_lost() },
        currency: currency(app).symbol(),
        f,
        l,
        shell: shell.at(Nav::Leads),
    })
}

/// A closing as typed; answers it with its outcome.
fn read_closure(form: &RawForm, l: &L, decimals: u8) -> Result<DealClosing, FieldErrors> {
    let mut c = Check::new(form);
    let outcome = c.with("outcome", |text| match text.trim() {
        "won" => Ok(true),
        "lost" => Ok(false),
        _ => Err(words!(field_choice)),
    });
    let outcome = c.required("outcome", outcome);
    let amount = c.money("amount", decimals).map(|amount| amount.0);
    let amount =
        if form.has("amount_minor") { c.whole("amount_minor", 0..=1_000_000_000_000) } else { amount };
    let closing = DealClosing {
        won: outcome.unwrap_or_default(),
        reason: c.line("reason", TITLE_MAX),
        reason_detail: c.text("reason_detail", NOTE_MAX),
        competitor: c.line("competitor", TITLE_MAX),
        amount_minor: amount,
        occurred_at: c.instant("occurred_at", l.zone, l.now),
        then: c.choice("then"),
        revisit_on: c.date("revisit_on"),
    };
    if closing.won && closing.amount_minor == Some(0) {
        c.fail("amount", words!(rule_not_positive));
    }
    c.finish(outcome.map(|_| closing))
}

/// Closes a deal.
pub async fn close(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Deal>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let (l, acting) = (shell.l, app.acting(&me));
    let deal = deals::deal(&mut app.db.read().await?, id).await?.ok_or(AppError::NotFound)?;
    let closing = match read_closure(&form, &l, currency(&app).decimals()) {
        Ok(closing) => closing,
        Err(errors) => return closure_again(&app, shell, &deal, form, errors).await,
    };
    let (action, to) = (format!("{}/closure", urls::deal(id)), urls::lead(deal.lead));
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let closed = stages::close_deal(&mut tx, &acting, id, &closing).await?;
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, to).await?, closed))
        })
        .await;
    match outcome {
        Ok(once) => {
            landed(once, shell.at(Nav::Leads), (form, action), |closed: Deal| closed_flash(&l, &closed))
        }
        Err(error) => match faults(Unresolved::Stage(error)) {
            Ok(errors) => closure_again(&app, shell, &deal, form, errors).await,
            Err(error) => refused(&app, shell, deal.lead, error, &form).await,
        },
    }
}

fn closed_flash(l: &L, deal: &Deal) -> Flash {
    let won = deal.outcome == DealOutcome::Won;
    let said = Flash::done(if won { l.t.deal_closed_won() } else { l.t.deal_closed_lost() });
    match deal.closed_event {
        Some(event) if won => {
            said.with_undo(urls::event_void(event), vec![("reason".to_owned(), l.t.undo_at_once())])
        }
        _ => said, // a lead that moved on after the loss is taken back from its history
    }
}

async fn closure_again(
    app: &AppState,
    shell: Shell,
    deal: &Deal,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let won = form.get("outcome") != Some("lost");
    page::refused(&closure_form(app, &mut conn, shell, deal, won, form.state(errors)).await?)
}
