//! The audit in words: what is acted on, and what was done.

use crate::i18n::L;

/// The name of a noun, as the filter offers it; one that is not known is called by its code.
pub fn noun_name(l: &L, noun: &str) -> String {
    let t = l.t;
    match noun {
        "member" => t.audit_noun_member(),
        "session" => t.audit_noun_session(),
        "token" => t.audit_noun_token(),
        "link" => t.audit_noun_link(),
        "organisation" => t.audit_noun_organisation(),
        "list" => t.audit_noun_list(),
        "reason" => t.audit_noun_reason(),
        "calendar" => t.audit_noun_calendar(),
        "agreement" => t.audit_noun_agreement(),
        "obligation" => t.audit_noun_obligation(),
        "review" => t.audit_noun_review(),
        "content" => t.audit_noun_content(),
        "import" => t.audit_noun_import(),
        "backup" => t.audit_noun_backup(),
        "demo" => t.audit_noun_demo(),
        other => other.to_owned(),
    }
}

/// What an action is called; one that is not known (an entry of a later version) is called by its code.
pub fn action_name(l: &L, action: &str) -> String {
    let t = l.t;
    match action {
        "member.added" => t.audit_did_member_added(),
        "member.joined" => t.audit_did_member_joined(),
        "member.changed" => t.audit_did_member_changed(),
        "member.deactivated" => t.audit_did_member_deactivated(),
        "member.reactivated" => t.audit_did_member_reactivated(),
        "member.password_changed" => t.audit_did_member_password_changed(),
        "member.password_reset" => t.audit_did_member_password_reset(),
        "session.begun" => t.audit_did_session_begun(),
        "session.refused" => t.audit_did_session_refused(),
        "session.ended" => t.audit_did_session_ended(),
        "session.ended_others" => t.audit_did_session_ended_others(),
        "token.created" => t.audit_did_token_created(),
        "token.revoked" => t.audit_did_token_revoked(),
        "link.created" => t.audit_did_link_created(),
        "organisation.changed" => t.audit_did_organisation_changed(),
        "list.added" => t.audit_did_list_added(),
        "list.changed" => t.audit_did_list_changed(),
        "reason.changed" => t.audit_did_reason_changed(),
        "calendar.added" => t.audit_did_calendar_added(),
        "calendar.changed" => t.audit_did_calendar_changed(),
        "agreement.agreed" => t.audit_did_agreement_agreed(),
        "agreement.withdrawn" => t.audit_did_agreement_withdrawn(),
        "obligation.excused" => t.audit_did_obligation_excused(),
        "review.note" => t.audit_did_review_note(),
        "review.decision" => t.audit_did_review_decision(),
        "review.decision_struck" => t.audit_did_review_decision_struck(),
        "review.action" => t.audit_did_review_action(),
        "review.action_struck" => t.audit_did_review_action_struck(),
        "review.action_done" => t.audit_did_review_action_done(),
        "review.action_reopened" => t.audit_did_review_action_reopened(),
        "review.closed" => t.audit_did_review_closed(),
        "content.planned" => t.audit_did_content_planned(),
        "content.dropped" => t.audit_did_content_dropped(),
        "import.finished" => t.audit_did_import_finished(),
        "backup.made" => t.audit_did_backup_made(),
        "demo.filled" => t.audit_did_demo_filled(),
        other => other.to_owned(),
    }
}
