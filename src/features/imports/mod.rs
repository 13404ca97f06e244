//! Files of leads that people bring from elsewhere.

pub mod draft;
pub mod facts;
pub mod field;
pub mod mapping;
pub mod matching;
mod model;
mod names;
pub mod past;
pub mod reading;
pub mod report;
mod run;
pub mod store;
pub mod survey;
pub mod vocabulary;
mod words;
mod write_lead;
pub mod writer;

pub use model::List;
pub use names::{KnownPerson, NO_ADDRESS, Names};
pub use report::{ImportError, Outcome};
pub use run::{Request, run};
pub use store::names::{Entry, Person, members, names as list_entries};
pub use survey::{Choices, Survey, SurveyError};
pub use words::{
    fault_in_words, field as field_in_words, import_error_in_words, outcome_in_words, size as size_in_words,
    survey_error_in_words, survey_in_words,
};
pub use writer::AssumedWords;
