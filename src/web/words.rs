//! A sentence that is not yet spoken: chosen where something is decided, said in the reader's language later.

use crate::i18n::L;
use std::fmt;
use std::sync::Arc;

/// A message with its arguments, whose language is chosen when it is shown.
///
/// Made by [`words!`](crate::words): the key and the arguments are checked by the compiler. Two values are equal when
/// their keys are.
#[derive(Clone)]
pub struct Words {
    key: &'static str,
    say: Arc<dyn Fn(&L) -> String + Send + Sync>,
}

impl Words {
    /// A sentence under a stable key; prefer [`words!`](crate::words) when the arguments need no formatting.
    pub fn new(key: &'static str, say: impl Fn(&L) -> String + Send + Sync + 'static) -> Self {
        Self { key, say: Arc::new(say) }
    }
    /// The stable key, which the API shows beside the sentence: `field_required`.
    pub fn key(&self) -> &'static str {
        self.key
    }
    /// The sentence, in the language of `l`.
    pub fn say(&self, l: &L) -> String {
        (self.say)(l)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.key)
    }
}
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}
impl Eq for Words {}

/// A [`Words`](crate::web::words::Words) from a message function and its arguments:
/// `words!(field_too_long, 200)`, `words!(lead_taken_by, name)`.
#[macro_export]
macro_rules! words {
    ($key:ident $(, $arg:expr)* $(,)?) => {
        $crate::web::words::Words::new(stringify!($key), move |l| l.t.$key($(::std::clone::Clone::clone(&$arg)),*))
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use crate::i18n::Lang;

    #[test]
    fn a_sentence_is_said_in_the_language_of_its_reader() {
        let title = String::from("Leads");
        let sentence = words!(form_title_error, title);
        let say = |lang| sentence.say(&L::new(lang, chrono_tz::Europe::Paris, Instant::from_secs(0)));
        assert_eq!((say(Lang::Fr).as_str(), say(Lang::En).as_str()), ("Erreur – Leads", "Error – Leads"));
        assert_eq!(sentence.key(), "form_title_error");
    }
}
