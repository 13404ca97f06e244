//! The names of what a lead holds, in the reader's words.

use super::model::{LeadStatus, Match};
use crate::i18n::L;

/// «À traiter», «Contact établi».
pub fn status(l: &L, status: LeadStatus) -> String {
    match status {
        LeadStatus::New => l.t.status_new(),
        LeadStatus::Attempting => l.t.status_attempting(),
        LeadStatus::Connected => l.t.status_connected(),
        LeadStatus::Qualifying => l.t.status_qualifying(),
        LeadStatus::OpenDeal => l.t.status_open_deal(),
        LeadStatus::Callback => l.t.status_callback(),
        LeadStatus::Unreachable => l.t.status_unreachable(),
        LeadStatus::Closed => l.t.status_closed(),
    }
}

/// The label of a field by its form name; the name itself for one without.
pub fn field(l: &L, name: &str) -> String {
    match name {
        "first_name" => l.t.lead_first_name(),
        "last_name" => l.t.lead_last_name(),
        "email" => l.t.lead_email(),
        "phone" => l.t.lead_phone(),
        "job_title" => l.t.lead_job_title(),
        "company" => l.t.lead_company(),
        "source" => l.t.lead_source(),
        "latest_source" => l.t.lead_latest_source(),
        "medium" => l.t.lead_medium(),
        "campaign" => l.t.lead_campaign(),
        "content" => l.t.lead_content(),
        "term" => l.t.lead_term(),
        "persona" => l.t.lead_persona(),
        "pain_points" => l.t.lead_pain_points(),
        "need" => l.t.lead_need(),
        "estimated_value" => l.t.lead_estimated_value(),
        "consent_basis" => l.t.lead_consent_basis(),
        "status" => l.t.lead_status(),
        "revisit_on" => l.t.lead_revisit_on(),
        "owner_mkt" => l.t.lead_owner_mkt(),
        "owner" => l.t.lead_owner(),
        "queue" => l.t.lead_queue(),
        "tags" => l.t.lead_tags(),
        other => other.to_owned(),
    }
}

/// What two leads have in common.
pub fn matching(l: &L, why: Match) -> String {
    match why {
        Match::Email => l.t.double_email(),
        Match::Phone => l.t.double_phone(),
        Match::Name => l.t.double_name(),
    }
}
