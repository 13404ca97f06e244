//! SQL of the review: what a week brought (`figures`), what people wrote and agreed (`agreed`), and the reviews that
//! are kept (`kept`).

pub mod agreed;
pub mod figures;
pub mod kept;
