//! The names of the vocabulary: stages, roles and teams, in the reader's words.

use super::{Given, L};
use crate::domain::lifecycle::{Role, Team};
use crate::domain::stage::Stage;

impl L {
    /// Short name of a stage, as on a pill: «MQL», «Opportunité».
    pub fn stage(&self, stage: impl Given<Stage>) -> String {
        match stage.given() {
            Stage::Subscriber => self.t.stage_subscriber(),
            Stage::Lead => self.t.stage_lead(),
            Stage::Mql => self.t.stage_mql(),
            Stage::Sal => self.t.stage_sal(),
            Stage::Sql => self.t.stage_sql(),
            Stage::Opportunity => self.t.stage_opportunity(),
            Stage::Customer => self.t.stage_customer(),
            Stage::Evangelist => self.t.stage_evangelist(),
            Stage::Other => self.t.stage_other(),
            Stage::Recycled => self.t.stage_recycled(),
            Stage::Disqualified => self.t.stage_disqualified(),
            Stage::Lost => self.t.stage_lost(),
        }
    }

    /// What the stage means in a few words: «Lead qualifié par le marketing».
    pub fn stage_long(&self, stage: impl Given<Stage>) -> String {
        match stage.given() {
            Stage::Subscriber => self.t.stage_subscriber_long(),
            Stage::Lead => self.t.stage_lead_long(),
            Stage::Mql => self.t.stage_mql_long(),
            Stage::Sal => self.t.stage_sal_long(),
            Stage::Sql => self.t.stage_sql_long(),
            Stage::Opportunity => self.t.stage_opportunity_long(),
            Stage::Customer => self.t.stage_customer_long(),
            Stage::Evangelist => self.t.stage_evangelist_long(),
            Stage::Other => self.t.stage_other_long(),
            Stage::Recycled => self.t.stage_recycled_long(),
            Stage::Disqualified => self.t.stage_disqualified_long(),
            Stage::Lost => self.t.stage_lost_long(),
        }
    }

    /// Name of a role: «Commercial».
    pub fn role(&self, role: impl Given<Role>) -> String {
        match role.given() {
            Role::Marketer => self.t.role_marketer(),
            Role::Rep => self.t.role_rep(),
            Role::Manager => self.t.role_manager(),
            Role::Admin => self.t.role_admin(),
            Role::System => self.t.role_system(),
        }
    }

    /// Name of a team: «Marketing».
    pub fn team(&self, team: impl Given<Team>) -> String {
        match team.given() {
            Team::Marketing => self.t.team_marketing(),
            Team::Sales => self.t.team_sales(),
        }
    }
}
