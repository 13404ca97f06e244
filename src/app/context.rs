//! What a handler may ask for as arguments:
//!
//! * [`Me`]: who makes the request; [`MaybeMe`] on public routes.
//! * [`Conn`]: a connection for reading, the one that recognised the session. Take one per request.
//! * [`L`]: the reader's language, zone and now.
//! * [`Shell`] (signed in) and [`Bare`]: the frame of the page.
//! * [`Client`]: the address that asks.

use super::AppState;
use super::guard::recognise_session;
use crate::db::Conn;
use crate::i18n::L;
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Bare, Shell, Site};
use crate::web::prefs::Prefs;
use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::header::HeaderName;
use axum::http::request::Parts;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The connection that the guard read with, on its way to the handler.
#[derive(Clone)]
pub(super) struct Handed(Arc<Mutex<Option<Conn>>>);

impl Handed {
    pub(super) fn new(conn: Option<Conn>) -> Self {
        Self(Arc::new(Mutex::new(conn)))
    }
    fn take(&self) -> Option<Conn> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The member, where the route does not ask for one.
#[derive(Debug, Clone)]
pub struct MaybeMe(pub Option<Me>);

/// The address that asks, behind trusted proxies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client(pub IpAddr);

impl FromRequestParts<AppState> for Me {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, AppError> {
        parts.extensions.get::<Self>().cloned().ok_or(AppError::Unauthorized)
    }
}

impl FromRequestParts<AppState> for MaybeMe {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        if let Some(me) = parts.extensions.get::<Me>() {
            return Ok(Self(Some(me.clone())));
        }
        let found = recognise_session(app, &parts.headers).await?;
        Ok(Self(found.map(|(me, conn)| {
            parts.extensions.insert(Handed::new(Some(conn)));
            parts.extensions.insert(me.clone());
            me
        })))
    }
}

impl FromRequestParts<AppState> for Conn {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        if let Some(conn) = parts.extensions.get::<Handed>().and_then(Handed::take) {
            return Ok(conn);
        }
        Ok(app.db.read().await?)
    }
}

impl FromRequestParts<AppState> for L {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let (prefs, me) = (Prefs::of(&parts.headers), parts.extensions.get::<Me>());
        let lang = me.and_then(|me| me.lang).unwrap_or(prefs.lang);
        let zone = me.and_then(|me| me.zone).unwrap_or_else(|| app.organisation().zone);
        Ok(Self::new(lang, zone, app.clock.now()))
    }
}

impl FromRequestParts<AppState> for Shell {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let me = Me::from_request_parts(parts, app).await?;
        let l = L::from_request_parts(parts, app).await?;
        let person = page::Me::new(&me.name, l.role(me.role), me.team);
        let organisation = app.organisation().name.clone();
        let mut shell = Self::new(l, person, organisation, &parts.headers, &parts.uri);
        shell.theme = me.theme;
        shell.tallies = parts.extensions.get().copied().unwrap_or_default();
        Ok(shell)
    }
}

impl FromRequestParts<AppState> for Bare {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        Ok(Self::new(&Site::from_ref(app), &parts.headers, &parts.uri))
    }
}

impl FromRequestParts<AppState> for Client {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(address)| address.ip());
        let forwarded = parts.headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok());
        Ok(Self(app.config.trusted_proxies.client(peer, forwarded)))
    }
}
