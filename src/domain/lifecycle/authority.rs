//! Who may: everybody reads everything, writing is by role and by lead.

use super::actor::{Actor, Role, Team};
use super::moves::{self, Who};
use super::refusal::{Needs, Refusal};
use crate::domain::ids::{Id, of};
use crate::domain::stage::Stage;

/// In whose hands a lead is on the sales side: an owner, or a queue, or nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Custody {
    /// The sales owner.
    pub owner: Option<Id<of::Member>>,
    /// The queue it waits in; never together with an owner.
    pub queue: Option<Id<of::Queue>>,
    /// The queue's team.
    pub queue_team: Option<Team>,
}

impl Custody {
    /// Whether the actor may do on this lead what its rep may: its sales owner, any rep of the queue's team while it
    /// waits there, a sales manager, an admin.
    pub fn worked_by(&self, actor: &Actor) -> bool {
        match actor.role {
            Role::Rep if self.owner.is_some() => self.owner == actor.member,
            Role::Rep => self.queue.is_some() && actor.serves(self.queue_team),
            _ => actor.sells(),
        }
    }
}

/// Whether the actor may move a lead in this custody `from` (`None`: create it) `to`. Required fields are not judged.
///
/// # Errors
/// [`Refusal::NoSuchMove`], [`Refusal::NotYourRole`] or [`Refusal::NotYours`].
pub fn may(actor: &Actor, custody: &Custody, from: Option<Stage>, to: Stage) -> Result<(), Refusal> {
    let Some(who) = moves::who(from, to) else {
        return Err(Refusal::NoSuchMove { from, to, allowed: moves::from(from).collect() });
    };
    let holds = |who: &Who| match who {
        Who::System => actor.role == Role::System,
        Who::Marketing => actor.markets(),
        Who::Manager => actor.manages(),
        Who::AnySales => actor.sells(),
        Who::Sales => custody.worked_by(actor),
    };
    if who.iter().any(holds) {
        return Ok(());
    }
    if who.contains(&Who::Sales) && actor.role == Role::Rep {
        return Err(Refusal::NotYours { owner: custody.owner, queue: custody.queue });
    }
    let marketing = who.contains(&Who::Marketing);
    let sales = who.iter().any(|who| matches!(who, Who::Sales | Who::AnySales));
    let needs = match (marketing, sales) {
        (true, true) => Needs::Either,
        (true, false) => Needs::Marketing,
        (false, true) => Needs::Sales,
        (false, false) => Needs::Manager,
    };
    Err(Refusal::NotYourRole { from, to, needs })
}

/// The stages to offer to this actor, in the order of [`Stage::ALL`].
pub fn offered(actor: &Actor, custody: &Custody, from: Option<Stage>) -> Vec<Stage> {
    moves::from(from).filter(|to| may(actor, custody, from, *to).is_ok()).collect()
}

/// Whether the actor may take the lead out of its queue.
///
/// # Errors
/// [`Refusal::NotYours`] when somebody owns it or the queue is another team's, [`Refusal::NotQueued`] when it waits
/// nowhere, [`Refusal::OnlySales`] for those who do not sell.
pub fn may_claim(actor: &Actor, custody: &Custody) -> Result<(), Refusal> {
    if !actor.sells() {
        return Err(Refusal::OnlySales);
    }
    if custody.owner.is_some() {
        return Err(Refusal::NotYours { owner: custody.owner, queue: custody.queue });
    }
    if custody.queue.is_none() {
        return Err(Refusal::NotQueued);
    }
    match custody.worked_by(actor) {
        true => Ok(()),
        false => Err(Refusal::NotYours { owner: None, queue: custody.queue }),
    }
}
