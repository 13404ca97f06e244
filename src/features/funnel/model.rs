//! What the funnel's pages and API show.

use crate::domain::funnel::{Dimension, Hit};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use std::str::FromStr;

/// One value that a report is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Of which dimension.
    pub dimension: Dimension,
    /// As the URL says it.
    pub value: String,
    /// Its name; `None` for «without».
    pub label: Option<String>,
}

/// One line of the list behind a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Where it stands: latest first.
    pub hit: Hit,
    /// Whose.
    pub lead: Id<of::Lead>,
}

impl Place {
    /// Lists are in descending order of this: by time, then by lead, then by cycle, as the SQL has it.
    pub fn order(&self) -> (i64, Id<of::Lead>, i32) {
        (self.hit.key, self.lead, self.hit.cycle)
    }
    /// As a URL carries it: where a page begins.
    pub fn cursor(&self) -> String {
        format!("{}.{}.{}", self.hit.key, self.lead, self.hit.cycle)
    }
}

/// The text is no cursor of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct NotACursor;

impl FromStr for Place {
    type Err = NotACursor;
    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let mut parts = text.splitn(3, '.');
        let mut next = || parts.next().ok_or(NotACursor);
        let (key, lead, cycle) = (next()?, next()?, next()?);
        let hit =
            Hit { key: key.parse().map_err(|_| NotACursor)?, cycle: cycle.parse().map_err(|_| NotACursor)? };
        Ok(Self { hit, lead: lead.parse().map_err(|_| NotACursor)? })
    }
}

/// A lead behind a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: Id<of::Lead>,
    /// Name, else e-mail, else telephone, else its id where it came from; empty when erased.
    pub name: String,
    /// Where they work, or empty.
    pub company: String,
    /// Where they came from.
    pub source: String,
    /// The rep in charge today, or empty.
    pub owner: String,
    /// Where it stands today; `None` when all its events were voided since.
    pub stage: Option<Stage>,
    /// Since when.
    pub stage_at: Instant,
    /// Whether its personal data were erased: it still counts.
    pub erased: bool,
    /// Its id in the system that it came from.
    pub reference: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back() {
        let place = Place { hit: Hit { key: -3, cycle: 2 }, lead: Id::v7(1, 2) };
        assert_eq!(place.cursor().parse(), Ok(place));
        for text in ["", "1", "1.2.3", "x.00000000-0000-7000-8000-000000000002.0", "1..0"] {
            assert_eq!(text.parse::<Place>(), Err(NotACursor), "{text}");
        }
    }
}
