//! A member as the author of an action on leads.

use super::App;
use crate::domain::lifecycle::Actor;
use crate::features::history::Origin;
use crate::features::stages::Acting;
use crate::web::me::{Me, Via};

/// ISO country of telephone numbers that are typed without a prefix.
pub const COUNTRY: &str = "FR";

impl App {
    /// Who acts, through which door, by the organisation's clock and calendar.
    pub fn acting(&self, me: &Me) -> Acting {
        let origin = match me.via {
            Via::Session(_) => Origin::User,
            Via::Token(..) => Origin::Api,
        };
        Acting {
            actor: Actor { member: Some(me.id), role: me.role, team: me.team },
            origin,
            clock: self.clock.clone(),
            zone: self.organisation().zone,
            country: COUNTRY,
        }
    }
}
