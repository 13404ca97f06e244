//! Deals. Opening and closing one belongs to `stages`, so that deals and stages cannot disagree; here are the rows,
//! and the fields that may be edited meanwhile.

pub mod api;
mod model;
pub mod store;
pub mod words;

pub use model::{Closing, Deal, DealOutcome, DealStage, NewDeal};
pub use store::{
    Editable, cancel, close, deal, insert, insert_many, of_lead, open_of_cycle, reopen, save, won_in_cycle,
};
