//! From the names of a bundle to the ids of the database; what is unknown is added.

use super::model::{BundleError, Fault, Report};
use super::store::{self, Person};
use super::tables::List;
use crate::clock::Clock;
use crate::db::{DbError, Tx};
use crate::domain::contact::email_key;
use crate::domain::ids::{Id, of};
use crate::domain::text::{clean_line, fold};
use crate::features::reference::{self, ReferenceError};
use std::collections::HashMap;
use uuid::Uuid;

/// Longest name of a person or of an entry.
const NAME_MAX: usize = 120;

/// A fault of the line, or a failure of the whole.
pub enum Stop {
    /// The line is refused; the others are still read.
    Fault(Fault),
    /// Nothing can go on.
    Error(BundleError),
}
impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
impl From<DbError> for Stop {
    fn from(e: DbError) -> Self {
        Self::Error(e.into())
    }
}

/// What `people.csv` says of somebody.
#[derive(Debug, Clone, Default)]
pub struct KnownPerson {
    /// Address; empty when there is none.
    pub email: String,
    /// Full name; empty for the text itself.
    pub name: String,
    /// Role code; empty for what the file at hand suggests.
    pub role: String,
    /// Team code; empty for none.
    pub team: String,
}

/// Names already resolved.
pub struct Lookups {
    clock: Clock,
    lists: HashMap<(List, String), Uuid>,
    members: Vec<Person>,
    people: HashMap<String, Uuid>,
    /// `people.csv`, by the text that the other files use.
    pub known: HashMap<String, KnownPerson>,
}

impl Lookups {
    /// Reads the names that the database has.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn load(tx: &mut Tx, clock: Clock) -> Result<Self, DbError> {
        let mut lists = HashMap::new();
        for list in List::ALL {
            for entry in store::names(tx, list).await? {
                lists.insert((list, fold(&entry.name)), entry.id);
            }
        }
        let members = store::members(tx).await?;
        Ok(Self { clock, lists, members, people: HashMap::new(), known: HashMap::new() })
    }

    /// The entry of this name, added when it is new.
    ///
    /// # Errors
    /// [`Stop::Fault`] for an unusable name.
    pub async fn name(
        &mut self,
        tx: &mut Tx,
        list: List,
        header: &'static str,
        text: &str,
        report: &mut Report,
    ) -> Result<Uuid, Stop> {
        let key = (list, fold(text));
        if let Some(id) = self.lists.get(&key) {
            return Ok(*id);
        }
        let clock = self.clock.clone();
        let added = match list {
            List::Source => {
                reference::ensure::<of::Source>(tx, &clock, reference::List::Source, text).await.map(Id::uuid)
            }
            List::Campaign => reference::ensure::<of::Campaign>(tx, &clock, reference::List::Campaign, text)
                .await
                .map(Id::uuid),
            List::Content => reference::ensure::<of::Content>(tx, &clock, reference::List::Content, text)
                .await
                .map(Id::uuid),
            List::Persona => reference::ensure::<of::Persona>(tx, &clock, reference::List::Persona, text)
                .await
                .map(Id::uuid),
            List::Tag => {
                reference::ensure::<of::Tag>(tx, &clock, reference::List::Tag, text).await.map(Id::uuid)
            }
            List::Company => reference::company_named(tx, &clock, text).await.map(Id::uuid),
            List::Queue => self.queue(tx, text).await,
        };
        let id = added.map_err(|e| match e {
            ReferenceError::Db(e) => Stop::from(e),
            ReferenceError::Empty | ReferenceError::Name(_) => Fault::BadText(header).into(),
        })?;
        report.new_names.entry(list.code()).or_default().insert(text.to_owned());
        self.lists.insert(key, id);
        Ok(id)
    }

    async fn queue(&self, tx: &mut Tx, text: &str) -> Result<Uuid, ReferenceError> {
        let name = clean_line(text, NAME_MAX).map_err(ReferenceError::Name)?;
        let id = self.clock.id::<of::Queue>().uuid();
        store::insert_queue(tx, id, &name, &fold(&name), "sales").await?;
        Ok(id)
    }

    /// Notes an entry that was just inserted under its own id.
    pub fn note(&mut self, list: List, name: &str, id: Uuid) {
        self.lists.insert((list, fold(name)), id);
    }
    /// The entry of this name, if it is there.
    pub fn find(&self, list: List, name: &str) -> Option<Uuid> {
        self.lists.get(&(list, fold(name))).copied()
    }

    /// The member meant by a name or an address: by address, else the only one of that name (who is active, if
    /// several are there); else an inactive one is added.
    ///
    /// # Errors
    /// [`Stop::Fault`] for an unusable name.
    pub async fn person(
        &mut self,
        tx: &mut Tx,
        header: &'static str,
        text: &str,
        role: &str,
        report: &mut Report,
    ) -> Result<Uuid, Stop> {
        if let Some(id) = self.people.get(text) {
            return Ok(*id);
        }
        let known = self.known.get(text).cloned().unwrap_or_default();
        let email = [known.email.as_str(), text].into_iter().find_map(|email| email_key(email).ok());
        let name = if known.name.is_empty() { text } else { &known.name };
        let name = clean_line(name, NAME_MAX).map_err(|_| Fault::BadText(header))?;
        let key = fold(&name);
        if key.is_empty() {
            return Err(Fault::BadText(header).into());
        }
        let found = match &email {
            Some(email) => self.members.iter().find(|m| &m.email_key == email),
            None => self.named(&key),
        };
        let id = match found {
            Some(member) => member.id,
            None => {
                let id = self.clock.id::<of::Member>().uuid();
                let address = email.unwrap_or_else(|| format!("{id}@{NO_ADDRESS}"));
                let role = if known.role.is_empty() { role.to_owned() } else { known.role };
                let team = match (known.team.is_empty(), role.as_str()) {
                    (false, _) => Some(known.team),
                    (true, "rep") => Some("sales".to_owned()),
                    (true, "marketer") => Some("marketing".to_owned()),
                    (true, _) => None,
                };
                let person = Person {
                    id,
                    name,
                    name_key: key,
                    email_key: address.clone(),
                    email: address,
                    role,
                    team,
                    active: false,
                };
                store::insert_inactive(tx, &person, self.clock.now()).await?;
                report.new_people.insert(text.to_owned());
                self.members.push(person);
                id
            }
        };
        self.people.insert(text.to_owned(), id);
        Ok(id)
    }

    fn named(&self, key: &str) -> Option<&Person> {
        let mut all = self.members.iter().filter(|m| m.name_key == key);
        let mut active = self.members.iter().filter(|m| m.name_key == key && m.active);
        match (active.next(), active.next(), all.next(), all.next()) {
            (Some(only), None, ..) | (None, _, Some(only), None) => Some(only),
            _ => None,
        }
    }
}

/// The domain of the addresses of members who have none: reserved, no mail ever leaves for it.
pub const NO_ADDRESS: &str = "relais.invalid";
