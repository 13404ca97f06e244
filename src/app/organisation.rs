//! The organisation, kept at hand: every page needs its name and zone.

use crate::db::{Db, DbError};
use crate::domain::money::Currency;
use crate::domain::zone::parse_zone;
use crate::features::settings::{self, OrganisationRow};
use crate::i18n::Lang;
use chrono_tz::Tz;
use std::sync::{Arc, PoisonError, RwLock};

/// What every request may want to know of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its name; empty until set up.
    pub name: String,
    /// ISO 4217 code of its currency.
    pub currency: String,
    /// The zone in which its days, weeks and months begin.
    pub zone: Tz,
    /// The language of what is written for nobody in particular.
    pub lang: Lang,
    /// Whether its first administrator exists; until then `/setup` is open.
    pub set_up: bool,
}

impl Organisation {
    /// How many decimals its currency has.
    pub fn decimals(&self) -> u8 {
        self.currency.parse::<Currency>().unwrap_or(Currency::EUR).decimals()
    }
}

impl From<OrganisationRow> for Organisation {
    fn from(row: OrganisationRow) -> Self {
        Self {
            zone: parse_zone(&row.time_zone).unwrap_or(chrono_tz::Europe::Paris),
            lang: row.language.parse().unwrap_or_default(),
            name: row.name,
            currency: row.currency,
            set_up: row.set_up,
        }
    }
}

pub(super) struct Cache(RwLock<Arc<Organisation>>);

impl Cache {
    pub(super) async fn load(db: &Db) -> Result<Self, DbError> {
        Ok(Self(RwLock::new(Arc::new(read(db).await?))))
    }

    pub(super) fn get(&self) -> Arc<Organisation> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) async fn refresh(&self, db: &Db) -> Result<(), DbError> {
        let now = read(db).await?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(now);
        Ok(())
    }
}

async fn read(db: &Db) -> Result<Organisation, DbError> {
    let mut conn = db.read().await?;
    let row = settings::organisation(&mut conn).await?;
    let row = row.ok_or_else(|| DbError::Decode {
        column: "organisation.id".into(),
        problem: "the defaults were never written: run `relais migrate`".into(),
    })?;
    Ok(row.into())
}
