//! A member as the author of an action on leads.

use super::App;
use crate::domain::contact::country_of;
use crate::domain::lifecycle::Actor;
use crate::features::history::Origin;
use crate::features::stages::Acting;
use crate::web::me::{Me, Via};

impl App {
    /// Who acts, through which door, by the organisation's clock and calendar.
    pub fn acting(&self, me: &Me) -> Acting {
        let origin = match me.via {
            Via::Session(_) => Origin::User,
            Via::Token(..) => Origin::Api,
        };
        let zone = self.organisation().zone;
        Acting {
            actor: Actor { member: Some(me.id), role: me.role, team: me.team },
            origin,
            clock: self.clock.clone(),
            zone,
            country: country_of(zone),
        }
    }
}
