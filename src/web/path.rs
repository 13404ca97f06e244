//! Parts of the address: what cannot be read as the type asked for is an address that does not exist.

use super::error::AppError;
use axum::extract::{FromRequestParts, Path as Inner};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// `Path(id): Path<Id<Lead>>`, answering 404 (and never 400 with internals) for a malformed part.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let Inner(value) =
            Inner::<T>::from_request_parts(parts, state).await.map_err(|_| AppError::NotFound)?;
        Ok(Self(value))
    }
}
