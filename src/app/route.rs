//! One line of the table of routes.

use super::{Access, AppState};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use std::time::Duration;

/// Largest body unless the route says otherwise, in bytes.
const BODY: usize = 512 * 1024;
/// Longest time until an answer begins, unless the route says otherwise.
const PATIENCE: Duration = Duration::from_secs(30);

/// A method and a path, who may use it, and what answers.
pub struct Route {
    pub(super) info: RouteInfo,
    pub(super) handler: MethodRouter<AppState>,
    pub(super) body: usize,
    pub(super) patience: Duration,
}

/// What tests and documentation may know of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    /// `GET`, `POST`, …
    pub method: Method,
    /// The path with its parameters: `/leads/{id}`.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
}

impl Route {
    /// Reads; must change nothing.
    pub fn get<H: Handler<T, AppState>, T: 'static>(path: &'static str, access: Access, handler: H) -> Self {
        Self::new(Method::GET, MethodFilter::GET, path, access, handler)
    }
    /// Writes.
    pub fn post<H: Handler<T, AppState>, T: 'static>(path: &'static str, access: Access, handler: H) -> Self {
        Self::new(Method::POST, MethodFilter::POST, path, access, handler)
    }
    /// Changes some fields (API).
    pub fn patch<H: Handler<T, AppState>, T: 'static>(
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        Self::new(Method::PATCH, MethodFilter::PATCH, path, access, handler)
    }
    /// Removes (API).
    pub fn delete<H: Handler<T, AppState>, T: 'static>(
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        Self::new(Method::DELETE, MethodFilter::DELETE, path, access, handler)
    }
    /// Accepts a body of up to `bytes`; the handler must read it as a stream when that is much.
    pub fn body(mut self, bytes: usize) -> Self {
        self.body = bytes;
        self
    }
    /// Lets the answer begin this late.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    fn new<H: Handler<T, AppState>, T: 'static>(
        method: Method,
        filter: MethodFilter,
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        let handler = on(filter, handler).layer(DefaultBodyLimit::disable()); // the limit below holds for every extractor
        Self { info: RouteInfo { method, path, access }, handler, body: BODY, patience: PATIENCE }
    }
    /// What may be known of it.
    pub fn info(&self) -> &RouteInfo {
        &self.info
    }
}
