//! The page of a key that served for other words, as a value.

use crate::i18n::L;
use crate::web::page::Shell;
use askama::Template;

/// The same form was sent before with other words.
#[derive(Template)]
#[template(path = "idempotency/again.html")]
pub struct Again {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// What the first one made.
    pub made: String,
    /// Where the form goes.
    pub action: String,
    /// Everything that was typed.
    pub fields: Vec<(String, String)>,
}
