//! One row, read and judged: what it says of a lead, or why it cannot be taken.

use super::field::Field;
use super::mapping::Target;
use super::past::Known;
use super::survey::Survey;
use super::vocabulary::{self, CONSENT, OPTED_OUT};
use crate::domain::contact::{EmailError, clean_email};
use crate::domain::csv_safe;
use crate::domain::dates::{DateError, parse_day, parse_when};
use crate::domain::ids::Id;
use crate::domain::instant::Instant;
use crate::domain::money::{AmountError, parse_amount, parse_amount_with};
use crate::domain::text::{TextError, clean_line, clean_text};
use crate::features::leads::{Keys, LeadFields, LeadStatus, keys};
use chrono::NaiveDate;
use chrono_tz::Tz;
use csv::StringRecord;

/// Longest values, in characters.
const NAME_MAX: usize = 200;
const LINE_MAX: usize = 500;
const LIST_MAX: usize = 120;
const TEXT_MAX: usize = 20_000;

/// What rows are read with.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// Zone of the dates without one.
    pub zone: Tz,
    /// Country of the telephones without one.
    pub country: &'static str,
    /// Decimals of the organisation's currency.
    pub decimals: u8,
    /// The instant of the import.
    pub now: Instant,
}

/// Why a row is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    /// More cells than the header has.
    TooManyCells,
    /// Neither name nor e-mail nor telephone.
    Nobody,
    /// Not an e-mail address: column, value.
    Email(String, String),
    /// Too long: column, limit in characters.
    TooLong(String, usize),
    /// A null character: column.
    BadCharacter(String),
    /// Not a date: column, value, why.
    Date(String, String, DateError),
    /// A date in the future: column, value.
    Future(String, String),
    /// Not an amount: column, value, why.
    Amount(String, String, AmountError),
    /// The lead is in the bin: restore it first.
    InBin,
    /// The person's data were erased at their request.
    Erased,
}

/// What a row says. Empty texts say nothing.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Number of the row, from 1, below the header.
    pub row: u64,
    /// Its line in the file.
    pub line: u64,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub phone: String,
    pub job_title: String,
    pub company: String,
    pub source: String,
    pub latest_source: String,
    pub medium: String,
    pub campaign: String,
    pub content: String,
    pub term: String,
    pub persona: String,
    pub pain_points: String,
    pub need: String,
    pub owner_sales: String,
    pub owner_mkt: String,
    pub record_id: String,
    pub note: String,
    pub estimated_value_minor: Option<i64>,
    pub consent_basis: Option<String>,
    pub status: Option<LeadStatus>,
    pub revisit_on: Option<NaiveDate>,
    /// Its past, as far as the row knows it.
    pub known: Known,
    /// Number of a column without a field of its own, and its value.
    pub extras: Vec<(usize, String)>,
    /// Values of stage and status columns that mean nothing to us: column, value.
    pub unknown: Vec<(usize, String)>,
    /// The folded keys of a lead with these values.
    pub keys: Option<Keys>,
}

impl Draft {
    /// Reads a record.
    ///
    /// # Errors
    /// [`RowFault`].
    pub fn read(survey: &Survey, reading: Reading, record: &StringRecord) -> Result<Self, RowFault> {
        let width = survey.mapping.targets.len();
        if record.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
            return Err(RowFault::TooManyCells);
        }
        let mut draft = Self::default();
        let mut full_name = String::new();
        for (at, (cell, target)) in record.iter().zip(&survey.mapping.targets).enumerate() {
            let cell = csv_safe::unescape(cell.trim());
            if cell.is_empty() {
                continue;
            }
            let header = survey.mapping.headers.get(at).map(String::as_str).unwrap_or_default();
            let column = Column { survey, reading, at, header, cell };
            match target {
                Target::Nothing => {}
                Target::Extra => draft.extras.push((at, column.text(TEXT_MAX)?)),
                Target::Field(Field::FullName) => full_name = column.line(NAME_MAX)?,
                Target::Field(field) => draft.take(*field, &column)?,
            }
        }
        if draft.first_name.is_empty() && draft.last_name.is_empty() {
            (draft.first_name, draft.last_name) = split_name(&full_name);
        }
        if [&draft.first_name, &draft.last_name, &draft.email, &draft.phone]
            .iter()
            .all(|text| text.is_empty())
        {
            return Err(RowFault::Nobody);
        }
        let nobody = Id::from_uuid(uuid::Uuid::nil());
        let mut fields = LeadFields::unknown(nobody);
        draft.typed(&mut fields);
        draft.keys = Some(keys(&fields, &draft.company, reading.country));
        Ok(draft)
    }

    fn take(&mut self, field: Field, column: &Column<'_>) -> Result<(), RowFault> {
        match field {
            Field::FirstName => self.first_name = column.line(NAME_MAX)?,
            Field::LastName => self.last_name = column.line(NAME_MAX)?,
            Field::FullName => {}
            Field::Email => self.email = column.email()?,
            Field::Phone => self.phone = column.line(LINE_MAX)?,
            Field::JobTitle => self.job_title = column.line(NAME_MAX)?,
            Field::Company => self.company = column.line(LIST_MAX)?,
            Field::Source => self.source = column.line(LIST_MAX)?,
            Field::LatestSource => self.latest_source = column.line(LIST_MAX)?,
            Field::Medium => self.medium = column.line(LIST_MAX)?,
            Field::Campaign => self.campaign = column.line(LIST_MAX)?,
            Field::Content => self.content = column.line(LIST_MAX)?,
            Field::Term => self.term = column.line(LIST_MAX)?,
            Field::Persona => self.persona = column.line(LIST_MAX)?,
            Field::PainPoints => self.pain_points = column.text(TEXT_MAX)?,
            Field::Need => self.need = column.text(TEXT_MAX)?,
            Field::OwnerSales => self.owner_sales = column.line(LIST_MAX)?,
            Field::OwnerMarketing => self.owner_mkt = column.line(LIST_MAX)?,
            Field::RecordId => self.record_id = column.line(LINE_MAX)?,
            Field::Note => self.note = column.text(TEXT_MAX)?,
            Field::EstimatedValue => self.estimated_value_minor = column.amount()?,
            Field::ConsentBasis => {
                let basis = vocabulary::consent_basis(&column.line(LINE_MAX)?);
                self.consent_basis = self.consent_basis.take().or((!basis.is_empty()).then_some(basis));
            }
            Field::OptOut => match vocabulary::yes_or_no(column.cell) {
                Some(true) => self.consent_basis = Some(OPTED_OUT.to_owned()),
                Some(false) => {} // «not unsubscribed» is no consent
                None => self.unknown.push((column.at, column.line(LINE_MAX)?)),
            },
            Field::OptIn => match vocabulary::yes_or_no(column.cell) {
                Some(true) if self.consent_basis.is_none() => self.consent_basis = Some(CONSENT.to_owned()),
                Some(true) => {}
                Some(false) => self.consent_basis = Some(OPTED_OUT.to_owned()),
                None => self.unknown.push((column.at, column.line(LINE_MAX)?)),
            },
            Field::Status | Field::Stage => {
                let value = column.line(LINE_MAX)?;
                let meant = if field == Field::Stage {
                    vocabulary::stage(&value)
                } else {
                    vocabulary::status(&value)
                };
                match meant {
                    Some(standing) => {
                        self.status = standing.status.or(self.status);
                        self.known.current = standing.stage.or(self.known.current);
                        self.known.exit = standing.exit.or(self.known.exit);
                    }
                    None => {
                        self.extras.push((column.at, value.clone()));
                        self.unknown.push((column.at, value));
                    }
                }
            }
            Field::RevisitOn => self.revisit_on = Some(column.day()?),
            Field::CreatedAt => self.known.created = Some(column.past()?),
            Field::ModifiedAt => self.known.modified = Some(column.past()?),
            Field::Became(stage) => self.known.dates.push((stage, column.past()?)),
        }
        Ok(())
    }

    /// Writes what the row says over the typed fields of a lead; what it does not say stays. Names of lists and
    /// people are looked up elsewhere.
    pub fn typed(&self, fields: &mut LeadFields) {
        let over = |place: &mut String, text: &String| {
            if !text.is_empty() {
                place.clone_from(text);
            }
        };
        over(&mut fields.first_name, &self.first_name);
        over(&mut fields.last_name, &self.last_name);
        over(&mut fields.email, &self.email);
        over(&mut fields.phone, &self.phone);
        over(&mut fields.job_title, &self.job_title);
        over(&mut fields.medium, &self.medium);
        over(&mut fields.term, &self.term);
        over(&mut fields.pain_points, &self.pain_points);
        over(&mut fields.need, &self.need);
        fields.estimated_value_minor = self.estimated_value_minor.or(fields.estimated_value_minor);
        fields.revisit_on = self.revisit_on.or(fields.revisit_on);
        fields.status = self.status.unwrap_or(fields.status);
        // Who said no is not talked into a yes by a file.
        if let Some(basis) = self.consent_basis.as_ref().filter(|_| fields.consent_basis != OPTED_OUT) {
            fields.consent_basis.clone_from(basis);
        }
    }
}

/// A cell with everything that reading it needs.
struct Column<'a> {
    survey: &'a Survey,
    reading: Reading,
    at: usize,
    header: &'a str,
    cell: &'a str,
}

impl Column<'_> {
    fn line(&self, max: usize) -> Result<String, RowFault> {
        clean_line(self.cell, max).map_err(|fault| self.bad_text(fault))
    }
    fn text(&self, max: usize) -> Result<String, RowFault> {
        clean_text(self.cell, max).map_err(|fault| self.bad_text(fault))
    }
    fn bad_text(&self, fault: TextError) -> RowFault {
        match fault {
            TextError::Nul => RowFault::BadCharacter(self.header.to_owned()),
            TextError::TooLong { limit, .. } => RowFault::TooLong(self.header.to_owned(), limit),
        }
    }
    /// The first address of the cell: some tools join several.
    fn email(&self) -> Result<String, RowFault> {
        let whole = clean_email(self.cell);
        let first = || self.cell.split([',', ';', ' ']).map(str::trim).find(|part| !part.is_empty());
        match whole {
            Ok(email) => Ok(email),
            Err(EmailError::TooLong { limit }) => Err(RowFault::TooLong(self.header.to_owned(), limit)),
            Err(_) => match first().map(clean_email) {
                Some(Ok(email)) if self.cell.contains([',', ';']) => Ok(email),
                _ => Err(RowFault::Email(self.header.to_owned(), self.cell.to_owned())),
            },
        }
    }
    fn day(&self) -> Result<NaiveDate, RowFault> {
        let order = self.survey.orders.get(self.at).copied().flatten();
        parse_day(self.cell, order, self.reading.zone).map_err(|why| self.bad_date(why))
    }
    fn past(&self) -> Result<Instant, RowFault> {
        let order = self.survey.orders.get(self.at).copied().flatten();
        let when = parse_when(self.cell, order, self.reading.zone).map_err(|why| self.bad_date(why))?;
        let at = when.instant(self.reading.zone);
        if at > self.reading.now {
            return Err(RowFault::Future(self.header.to_owned(), self.cell.to_owned()));
        }
        Ok(at)
    }
    fn bad_date(&self, why: DateError) -> RowFault {
        RowFault::Date(self.header.to_owned(), self.cell.to_owned(), why)
    }
    fn amount(&self) -> Result<Option<i64>, RowFault> {
        let amount = match self.survey.marks.get(self.at).copied().flatten() {
            Some(mark) => parse_amount_with(self.cell, self.reading.decimals, mark),
            None => parse_amount(self.cell, self.reading.decimals),
        };
        match amount {
            Ok(amount) => Ok(Some(amount.0)),
            Err(AmountError::Empty) => Ok(None),
            Err(why) => Err(RowFault::Amount(self.header.to_owned(), self.cell.to_owned(), why)),
        }
    }
}

/// Given and family name: «Jean Dupont», «DUPONT Jean», «Dupont, Jean»; a single word is the family name.
fn split_name(name: &str) -> (String, String) {
    if let Some((last, first)) = name.split_once(',') {
        return (first.trim().to_owned(), last.trim().to_owned());
    }
    let capitals = |word: &str| word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase());
    let words: Vec<&str> = name.split_whitespace().collect();
    let leading = words.iter().take_while(|word| capitals(word)).count();
    let (first, last) = match words.as_slice() {
        [] => (String::new(), String::new()),
        [only] => (String::new(), (*only).to_owned()),
        all if (1..all.len()).contains(&leading) => {
            let (last, first) = all.split_at(leading);
            (first.join(" "), last.join(" "))
        }
        [first, rest @ ..] => ((*first).to_owned(), rest.join(" ")),
    };
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Jean Dupont", "Jean", "Dupont")]
    #[case("DUPONT Jean", "Jean", "DUPONT")]
    #[case("DE LA TOUR Anne-Marie", "Anne-Marie", "DE LA TOUR")]
    #[case("Dupont, Jean", "Jean", "Dupont")]
    #[case("Madonna", "", "Madonna")]
    #[case("JEAN DUPONT", "JEAN", "DUPONT")]
    #[case("", "", "")]
    fn names_are_split(#[case] name: &str, #[case] first: &str, #[case] last: &str) {
        assert_eq!(split_name(name), (first.to_owned(), last.to_owned()));
    }
}
