//! From the names in a file to the ids of the database; what is unknown is added.

use super::model::List;
use super::store::names::{self as store, Person};
use crate::clock::Clock;
use crate::db::{Conn, DbError, Tx};
use crate::domain::contact::email_key;
use crate::domain::ids::{Id, of};
use crate::domain::text::{clean_line, fold};
use crate::features::reference::{self, ReferenceError};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Longest name of a person or of an entry.
const NAME_MAX: usize = 120;
/// The domain of the addresses of members who have none: reserved, no mail ever leaves for it.
pub const NO_ADDRESS: &str = "relais.invalid";

/// What is said of somebody beside the text that names them.
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

/// Names already resolved, and what was added for the others.
#[derive(Debug)]
pub struct Names {
    clock: Clock,
    lists: HashMap<(List, String), Uuid>,
    members: Vec<Person>,
    people: HashMap<String, Uuid>,
    /// What a file of people says, by the text that the other files use.
    pub known: HashMap<String, KnownPerson>,
    /// Names for which an inactive member was added.
    pub new_people: BTreeSet<String>,
    /// Names added to the lists.
    pub new_names: BTreeMap<List, BTreeSet<String>>,
}

impl Names {
    /// Reads the names that the database has.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn load(conn: &mut Conn, clock: Clock) -> Result<Self, DbError> {
        let mut lists = HashMap::new();
        for list in List::ALL {
            for entry in store::names(conn, list).await? {
                lists.insert((list, fold(&entry.name)), entry.id);
            }
        }
        let members = store::members(conn).await?;
        let (people, known) = (HashMap::new(), HashMap::new());
        Ok(Self {
            clock,
            lists,
            members,
            people,
            known,
            new_people: BTreeSet::new(),
            new_names: BTreeMap::new(),
        })
    }

    /// The entry of this name, added when it is new.
    ///
    /// # Errors
    /// [`ReferenceError::Name`] or [`ReferenceError::Empty`] for an unusable name.
    pub async fn name(&mut self, tx: &mut Tx, list: List, text: &str) -> Result<Uuid, ReferenceError> {
        let key = (list, fold(text));
        if let Some(id) = self.lists.get(&key) {
            return Ok(*id);
        }
        let clock = &self.clock;
        let id = match list {
            List::Source => {
                reference::ensure::<of::Source>(tx, clock, reference::List::Source, text).await?.uuid()
            }
            List::Campaign => {
                reference::ensure::<of::Campaign>(tx, clock, reference::List::Campaign, text).await?.uuid()
            }
            List::Content => {
                reference::ensure::<of::Content>(tx, clock, reference::List::Content, text).await?.uuid()
            }
            List::Persona => {
                reference::ensure::<of::Persona>(tx, clock, reference::List::Persona, text).await?.uuid()
            }
            List::Tag => reference::ensure::<of::Tag>(tx, clock, reference::List::Tag, text).await?.uuid(),
            List::Company => reference::company_named(tx, clock, text).await?.uuid(),
            List::Queue => self.queue(tx, text).await?,
        };
        self.new_names.entry(list).or_default().insert(text.to_owned());
        self.lists.insert(key, id);
        Ok(id)
    }

    async fn queue(&self, tx: &mut Tx, text: &str) -> Result<Uuid, ReferenceError> {
        let name = clean_line(text, NAME_MAX).map_err(ReferenceError::Name)?;
        let key = fold(&name);
        if key.is_empty() {
            return Err(ReferenceError::Empty);
        }
        let id = self.clock.id::<of::Queue>().uuid();
        store::insert_queue(tx, id, &name, &key, "sales").await?;
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
    /// several are there); else an inactive one of this role is added.
    ///
    /// # Errors
    /// [`ReferenceError::Name`] or [`ReferenceError::Empty`] for an unusable name.
    pub async fn person(&mut self, tx: &mut Tx, text: &str, role: &str) -> Result<Uuid, ReferenceError> {
        if let Some(id) = self.people.get(text) {
            return Ok(*id);
        }
        let known = self.known.get(text).cloned().unwrap_or_default();
        let email = [known.email.as_str(), text].into_iter().find_map(|email| email_key(email).ok());
        let name = if known.name.is_empty() { text } else { &known.name };
        let name = clean_line(name, NAME_MAX).map_err(ReferenceError::Name)?;
        let key = fold(&name);
        if key.is_empty() {
            return Err(ReferenceError::Empty);
        }
        let found = match &email {
            Some(email) => self.members.iter().find(|m| &m.email_key == email),
            None => self.named(&key),
        };
        let id = match found {
            Some(member) => member.id,
            None => {
                let id: Id<of::Member> = self.clock.id();
                let address = email.unwrap_or_else(|| format!("{id}@{NO_ADDRESS}"));
                let role = if known.role.is_empty() { role.to_owned() } else { known.role };
                let team = match (known.team.is_empty(), role.as_str()) {
                    (false, _) => Some(known.team),
                    (true, "rep") => Some("sales".to_owned()),
                    (true, "marketer") => Some("marketing".to_owned()),
                    (true, _) => None,
                };
                let person = Person {
                    id: id.uuid(),
                    name,
                    name_key: key,
                    email_key: address.clone(),
                    email: address,
                    role,
                    team,
                    active: false,
                };
                store::insert_inactive(tx, &person, self.clock.now()).await?;
                self.new_people.insert(text.to_owned());
                self.members.push(person);
                id.uuid()
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
