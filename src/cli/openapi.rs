//! `relais openapi`: prints the description of the API.

use super::{Failure, Outcome};
use relais::features::openapi::document;

/// Runs the command.
pub fn run() -> Outcome {
    let text = serde_json::to_string_pretty(&document()).map_err(|e| Failure::said(e.to_string()))?;
    println!("{text}");
    Ok(())
}
