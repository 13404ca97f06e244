//! Writing about a week, and closing it. Each function runs inside the caller's write; writes about one week wait for
//! each other, so that nothing is written into a review that has just been closed.

use super::model::{Denied, NewAction, NewContent, NewDecision, NoteConflict};
use super::store::{agreed, kept};
use crate::clock::Clock;
use crate::db::Tx;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Role, Team};
use crate::domain::period::IsoWeek;
use crate::domain::review::{Block, Payload, Person, canonical, sha256};
use crate::domain::zone::{Tz, local_date};
use crate::features::audit::{self, By, Entry};

/// Whether somebody may write a team's words: its members, and those who belong to both.
pub fn may_note(role: Role, own: Option<Team>, team: Team) -> bool {
    match (role, own) {
        (Role::Admin, _) | (Role::Manager, None) => true,
        (_, Some(own)) => own == team,
        (Role::Marketer, None) => team == Team::Marketing,
        (Role::Rep, None) => team == Team::Sales,
        (Role::System, None) => false,
    }
}

/// Whether somebody may close a review.
pub fn may_close(role: Role) -> bool {
    matches!(role, Role::Manager | Role::Admin)
}

/// A team's words in a block.
#[derive(Debug, Clone)]
pub struct NewNote {
    /// Which block.
    pub block: Block,
    /// Whose words.
    pub team: Team,
    /// What they are now.
    pub text: String,
    /// The version that the form was filled from; 0 when there was none.
    pub version: i64,
}

async fn open(tx: &mut Tx, week: IsoWeek) -> Result<(), Denied> {
    if kept::take(tx, week).await?.is_some() { Err(Denied::Closed) } else { Ok(()) }
}

/// Writes a note.
///
/// # Errors
/// [`Denied::Conflict`] when both changed it since the form was shown, [`Denied`].
pub async fn write_note(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    author: Id<of::Member>,
    week: IsoWeek,
    new: &NewNote,
) -> Result<(), Denied> {
    open(tx, week).await?;
    let (block, team) = (new.block, new.team);
    let now = agreed::note_of(tx, week, block, team).await?;
    let (version, theirs) = now.as_ref().map_or((0, ""), |note| (note.version, note.text.as_str()));
    if new.text == theirs {
        return Ok(());
    }
    if new.version != version {
        let base = agreed::note_at(tx, week, block, team, new.version).await?;
        if new.text == base {
            return Ok(()); // only they changed it
        }
        return Err(Denied::Conflict(Box::new(NoteConflict {
            mine: new.text.clone(),
            theirs: theirs.to_owned(),
            base,
            by: now.map(|note| note.author.name).unwrap_or_default(),
            version,
        })));
    }
    let next = (block, team, version + 1);
    agreed::add_note(tx, week, next, &new.text, (author, clock.now())).await?;
    let entry =
        Entry::new("review.note", "review", week).with("block", block.code()).with("team", team.code());
    Ok(audit::write(tx, clock, by, entry).await?)
}

/// Writes a decision down.
///
/// # Errors
/// [`Denied`].
pub async fn add_decision(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    author: Id<of::Member>,
    week: IsoWeek,
    new: &NewDecision,
) -> Result<Id<of::Decision>, Denied> {
    open(tx, week).await?;
    let id = clock.id();
    agreed::add_decision(tx, week, id, new, (author, clock.now())).await?;
    audit::write(tx, clock, by, Entry::new("review.decision", "review", week).with("id", id.to_string()))
        .await?;
    Ok(id)
}

/// Writes an action down.
///
/// # Errors
/// [`Denied`].
pub async fn add_action(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    author: Id<of::Member>,
    week: IsoWeek,
    new: &NewAction,
) -> Result<Id<of::Action>, Denied> {
    open(tx, week).await?;
    let id = clock.id();
    agreed::add_action(tx, week, id, new, (author, clock.now())).await?;
    audit::write(tx, clock, by, Entry::new("review.action", "review", week).with("id", id.to_string()))
        .await?;
    Ok(id)
}

/// Plans a content.
///
/// # Errors
/// [`Denied`].
pub async fn add_content(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    author: Id<of::Member>,
    new: &NewContent,
) -> Result<Id<of::Planned>, Denied> {
    let id = clock.id();
    agreed::add_content(tx, id, new, (author, clock.now())).await?;
    audit::write(tx, clock, by, Entry::new("content.planned", "planned_content", id)).await?;
    Ok(id)
}

/// Something written down by mistake.
#[derive(Debug, Clone, Copy)]
pub enum Struck {
    /// A decision.
    Decision(Id<of::Decision>),
    /// An action.
    Action(Id<of::Action>),
}

/// Strikes a decision or an action of a week out.
///
/// # Errors
/// [`Denied`].
pub async fn strike(tx: &mut Tx, clock: &Clock, by: &By, week: IsoWeek, what: Struck) -> Result<(), Denied> {
    open(tx, week).await?;
    let (found, entry) = match what {
        Struck::Decision(id) => {
            let found = agreed::drop_decision(tx, week, id, clock.now()).await?;
            (found, Entry::new("review.decision_struck", "review", week).with("id", id.to_string()))
        }
        Struck::Action(id) => {
            let found = agreed::drop_action(tx, week, id, clock.now()).await?;
            (found, Entry::new("review.action_struck", "review", week).with("id", id.to_string()))
        }
    };
    if !found {
        return Err(Denied::NotFound);
    }
    Ok(audit::write(tx, clock, by, entry).await?)
}

/// Takes a content off the list.
///
/// # Errors
/// [`Denied`].
pub async fn drop_content(tx: &mut Tx, clock: &Clock, by: &By, id: Id<of::Planned>) -> Result<(), Denied> {
    if !agreed::drop_content(tx, id, clock.now()).await? {
        return Err(Denied::NotFound);
    }
    Ok(audit::write(tx, clock, by, Entry::new("content.dropped", "planned_content", id)).await?)
}

/// Marks an action done today, or open again; the same twice changes nothing.
///
/// # Errors
/// [`Denied`].
pub async fn set_done(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    author: Id<of::Member>,
    zone: Tz,
    id: Id<of::Action>,
    done: bool,
) -> Result<(), Denied> {
    let (action, _) = agreed::action_by(tx, id).await?.ok_or(Denied::NotFound)?;
    if action.done_on.is_some() == done {
        return Ok(());
    }
    let now = clock.now();
    agreed::set_done(tx, id, done.then(|| (now, local_date(now, zone), author))).await?;
    let entry =
        Entry::new(if done { "review.action_done" } else { "review.action_reopened" }, "review_action", id);
    Ok(audit::write(tx, clock, by, entry).await?)
}

/// Closes a review: what was counted, completed with what people wrote, is kept with its digest. `presented` was
/// counted in one snapshot at the instant that it names. Answers the digest in hexadecimal.
///
/// # Errors
/// [`Denied::Closed`] when somebody was faster.
pub async fn close(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    author: Id<of::Member>,
    (week, zone): (IsoWeek, Tz),
    mut presented: Payload,
    attendees: Vec<Person>,
) -> Result<String, Denied> {
    open(tx, week).await?;
    super::minutes::write_into(tx, &mut presented, week, zone).await?;
    presented.attendees = attendees;
    let text = canonical(&presented).map_err(|e| Denied::Form(e.to_string()))?;
    let sha = sha256(&text);
    if !kept::freeze(tx, week, clock.now(), author, &text, sha).await? {
        return Err(Denied::Closed);
    }
    let hex: String = sha.iter().map(|byte| format!("{byte:02x}")).collect();
    let entry = Entry::new("review.closed", "review", week).with("sha256", hex.as_str());
    audit::write(tx, clock, by, entry).await?;
    Ok(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_team_writes_its_own_words() {
        use Role::{Admin, Manager, Marketer, Rep};
        let (marketing, sales) = (Team::Marketing, Team::Sales);
        assert!(
            may_note(Marketer, Some(marketing), marketing) && !may_note(Marketer, Some(marketing), sales)
        );
        assert!(may_note(Rep, None, sales) && !may_note(Rep, None, marketing));
        assert!(may_note(Manager, Some(sales), sales) && !may_note(Manager, Some(sales), marketing));
        for team in Team::ALL {
            assert!(may_note(Manager, None, team) && may_note(Admin, Some(sales), team));
        }
        assert!(may_close(Manager) && may_close(Admin) && !may_close(Rep) && !may_close(Marketer));
    }
}
