//! The people of Batipro Conseil and the lists that its leads refer to.

use super::market::{CAMPAIGNS, CHANNELS, CONTENTS, PERSONAS, TAGS};
use super::store;
use super::{DemoError, words};
use crate::clock::Clock;
use crate::db::Tx;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Actor, Role, Team};
use crate::features::audit::By;
use crate::features::history::Origin;
use crate::features::people::{NewMember, accounts};
use crate::features::reference::{self, List, ReferenceError};
use crate::features::stages::Acting;
use chrono_tz::Tz;

/// The company.
pub const COMPANY: &str = "Batipro Conseil";

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Nobody: a form of the web site.
    Form,
    /// The director, who also runs the instance.
    Boss,
    /// Head of marketing.
    HeadOfMarketing,
    /// Marketer.
    Marketer,
    /// Head of sales.
    HeadOfSales,
    /// One rep.
    FirstRep,
    /// The other rep.
    SecondRep,
}

/// Both reps.
pub const REPS: [Who; 2] = [Who::FirstRep, Who::SecondRep];

/// Somebody of the team.
#[derive(Debug, Clone, Copy)]
pub struct Mate {
    /// Which one.
    pub who: Who,
    /// Full name.
    pub name: &'static str,
    /// With which they sign in.
    pub email: &'static str,
    /// Role.
    pub role: Role,
    /// Side.
    pub team: Option<Team>,
}

/// The team, in the order of [`Who`].
#[rustfmt::skip]
pub const TEAM: [Mate; 6] = [
    Mate { who: Who::Boss, name: "Florence Aubert", email: "florence.aubert@batipro.example", role: Role::Admin, team: None },
    Mate { who: Who::HeadOfMarketing, name: "Léa Marchetti", email: "lea.marchetti@batipro.example", role: Role::Manager, team: Some(Team::Marketing) },
    Mate { who: Who::Marketer, name: "Camille Perrin", email: "camille.perrin@batipro.example", role: Role::Marketer, team: Some(Team::Marketing) },
    Mate { who: Who::HeadOfSales, name: "Hélène Roux", email: "helene.roux@batipro.example", role: Role::Manager, team: Some(Team::Sales) },
    Mate { who: Who::FirstRep, name: "Sophie Arnaud", email: "sophie.arnaud@batipro.example", role: Role::Rep, team: Some(Team::Sales) },
    Mate { who: Who::SecondRep, name: "Karim Haddad", email: "karim.haddad@batipro.example", role: Role::Rep, team: Some(Team::Sales) },
];

/// Everything that leads refer to.
#[derive(Debug, Clone)]
pub struct Cast {
    members: Vec<Id<of::Member>>,
    /// Sources, in the order of [`CHANNELS`].
    sources: Vec<Id<of::Source>>,
    unknown: Id<of::Source>,
    /// Campaigns, in the order of [`CAMPAIGNS`].
    pub campaigns: Vec<Id<of::Campaign>>,
    /// Contents, in the order of [`CONTENTS`].
    pub contents: Vec<Id<of::Content>>,
    /// Personas, in the order of [`PERSONAS`].
    pub personas: Vec<Id<of::Persona>>,
    /// Tags, in the order of [`TAGS`].
    pub tags: Vec<Id<of::Tag>>,
    /// Where leads wait for a rep.
    pub queue: Id<of::Queue>,
    clock: Clock,
    zone: Tz,
}

impl Cast {
    /// Writes the team and the lists; `hash` is the PHC string of everybody's password.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn write(tx: &mut Tx, clock: &Clock, zone: Tz, hash: &str) -> Result<Self, DemoError> {
        store::name_organisation(tx, COMPANY).await?;
        let mut members = Vec::with_capacity(TEAM.len());
        for mate in TEAM {
            let new = NewMember {
                id: clock.id(),
                email: mate.email.to_owned(),
                name: mate.name.to_owned(),
                role: mate.role,
                team: mate.team,
                language: Some("fr".to_owned()),
                password_hash: Some(hash.to_owned()),
            };
            accounts::add_in(tx, clock, &By::SYSTEM, &new).await?;
            members.push(new.id);
        }
        let sources: Vec<_> = CHANNELS.iter().map(|channel| channel.source).collect();
        let personas: Vec<_> = PERSONAS.iter().map(|(name, _)| *name).collect();
        let cast = Self {
            members,
            sources: list(tx, clock, List::Source, &sources).await?,
            unknown: reference::ensure(tx, clock, List::Source, reference::UNKNOWN_SOURCE).await?,
            campaigns: list(tx, clock, List::Campaign, &CAMPAIGNS).await?,
            contents: list(tx, clock, List::Content, &CONTENTS).await?,
            personas: list(tx, clock, List::Persona, &personas).await?,
            tags: list(tx, clock, List::Tag, &TAGS).await?,
            queue: store::sales_queue(tx).await?.ok_or(DemoError::NotPrepared)?,
            clock: clock.clone(),
            zone,
        };
        for (id, (_, description)) in cast.personas.iter().zip(PERSONAS) {
            store::describe_persona(tx, *id, &words::set_type(description)).await?;
        }
        Ok(cast)
    }

    /// The source of a channel.
    pub fn source(&self, channel: usize) -> Id<of::Source> {
        self.sources.get(channel).copied().unwrap_or(self.unknown)
    }

    /// The member's id; `None` for the form.
    pub fn member(&self, who: Who) -> Option<Id<of::Member>> {
        let at = TEAM.iter().position(|mate| mate.who == who)?;
        self.members.get(at).copied()
    }

    /// That person, acting.
    pub fn acting(&self, who: Who) -> Acting {
        let mate = TEAM.iter().find(|mate| mate.who == who);
        Acting {
            actor: mate.map_or(Actor::SYSTEM, |mate| Actor {
                member: self.member(who),
                role: mate.role,
                team: mate.team,
            }),
            origin: if mate.is_some() { Origin::User } else { Origin::Api },
            clock: self.clock.clone(),
            zone: self.zone,
            country: "FR",
        }
    }
}

async fn list<T>(
    tx: &mut Tx,
    clock: &Clock,
    list: List,
    names: &[&str],
) -> Result<Vec<Id<T>>, ReferenceError> {
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        ids.push(reference::ensure(tx, clock, list, &words::set_type(name)).await?);
    }
    Ok(ids)
}

#[cfg(test)]
impl Cast {
    /// A cast that is nowhere stored.
    pub fn imagined() -> Self {
        let clock = Clock::manual(crate::domain::instant::Instant::from_secs(0), 1);
        fn ids<T>(clock: &Clock, n: usize) -> Vec<Id<T>> {
            (0..n).map(|_| clock.id()).collect()
        }
        Self {
            members: ids(&clock, TEAM.len()),
            sources: ids(&clock, CHANNELS.len()),
            unknown: clock.id(),
            campaigns: ids(&clock, CAMPAIGNS.len()),
            contents: ids(&clock, CONTENTS.len()),
            personas: ids(&clock, PERSONAS.len()),
            tags: ids(&clock, TAGS.len()),
            queue: clock.id(),
            clock,
            zone: super::ZONE,
        }
    }
}
