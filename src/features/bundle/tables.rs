//! What is in which file: one list serves reading and writing, so that nothing goes out that cannot come in.
//!
//! A table added to the database gets a line here, or one in `tables_tests.rs` that says why it stays behind.

pub use crate::features::imports::List;
use Kind::*;

/// How a column travels between the database and the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The row's id. A UUID is kept; another text is replaced and lost.
    Id,
    /// The row's id. A UUID is kept; another text is kept in the column `ref`.
    IdRef,
    /// A lead, by its id in the bundle; never empty.
    Lead,
    /// The same, or NULL.
    OptLead,
    /// An event, by its id in the bundle.
    Event,
    /// A deal, by its id in the bundle; never empty.
    Deal,
    /// The same, or NULL.
    OptDeal,
    /// A text kept to the byte, NULL when there is none.
    Exact,
    /// A digest in hexadecimal, or NULL.
    Digest,
    /// A person, by name or e-mail; added as an inactive member of this role when unknown.
    Person(&'static str),
    /// An entry of a list, by its name, added when unknown.
    Name(List),
    /// The same, never empty.
    NeededName(List),
    /// Text of at most so many characters, empty when there is none.
    Text(usize),
    /// Text of at most so many characters, NULL when there is none.
    OptText(usize),
    /// A free text about a person: a row of `note`.
    Note,
    /// A code of a closed list.
    Code(&'static [&'static str]),
    /// The same, or NULL.
    OptCode(&'static [&'static str]),
    /// A whole number.
    Int,
    /// `true` or `false`.
    Flag,
    /// An instant, not in the future.
    At,
    /// The same, or NULL.
    OptAt,
    /// A civil date.
    Day,
    /// The same, or NULL.
    OptDay,
    /// An amount in major units, or NULL.
    Money,
    /// An old or new value of a field: an id in the database, a name in the file, when the field is a reference.
    Changed,
}

/// The list that a field of a lead or deal refers to; `None` for other fields.
pub fn list_of_field(field: &str) -> Option<List> {
    Some(match field {
        "company" => List::Company,
        "source" | "latest_source" => List::Source,
        "campaign" => List::Campaign,
        "content" => List::Content,
        "persona" => List::Persona,
        "queue" => List::Queue,
        _ => return None,
    })
}

/// Whether a field of a lead or deal holds a member.
pub fn is_person_field(field: &str) -> bool {
    matches!(field, "owner" | "owner_mkt" | "owner_sales" | "created_by")
}

/// What a cell is when its column is missing or it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Refused.
    Refuse,
    /// NULL, or the empty text.
    Nothing,
    /// As if this had been written.
    Is(&'static str),
    /// As in this other column.
    As(&'static str),
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// In the file.
    pub header: &'static str,
    /// In the database.
    pub sql: &'static str,
    /// How it travels.
    pub kind: Kind,
    /// What it is when it is not there.
    pub missing: Missing,
}

/// One file and its table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The file.
    pub file: &'static str,
    /// The table.
    pub table: &'static str,
    /// A condition on the rows that are exported, on `t`; empty for all.
    pub only: &'static str,
    /// Its columns, in the order of the file.
    pub columns: &'static [Column],
}

impl Table {
    /// The names of its columns in the file.
    pub fn header(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.header).collect()
    }
}

const fn column(header: &'static str, sql: &'static str, kind: Kind, missing: Missing) -> Column {
    Column { header, sql, kind, missing }
}
const fn needed(header: &'static str, sql: &'static str, kind: Kind) -> Column {
    column(header, sql, kind, Missing::Refuse)
}
const fn maybe(header: &'static str, sql: &'static str, kind: Kind) -> Column {
    column(header, sql, kind, Missing::Nothing)
}
const fn or(header: &'static str, sql: &'static str, kind: Kind, text: &'static str) -> Column {
    column(header, sql, kind, Missing::Is(text))
}
const fn like(header: &'static str, sql: &'static str, kind: Kind, other: &'static str) -> Column {
    column(header, sql, kind, Missing::As(other))
}

/// Longest single-line and multi-line texts taken from a file.
const LINE: usize = 500;
const LONG: usize = 20_000;

const STATUSES: &[&str] =
    &["new", "attempting", "connected", "qualifying", "open_deal", "callback", "unreachable", "closed"];

/// Leads; what is computed (stage, keys) is not in the file.
pub const LEADS: Table = Table {
    file: "leads.csv",
    table: "lead",
    only: "",
    columns: &[
        needed("lead_id", "id", Id),
        needed("created_at", "created_at", At),
        maybe("persona", "persona_id", Name(List::Persona)),
        or("source", "source_id", NeededName(List::Source), crate::features::reference::UNKNOWN_SOURCE),
        maybe("owner_mkt", "owner_mkt_id", Person("marketer")),
        maybe("owner_sales", "owner_sales_id", Person("rep")),
        maybe("queue", "queue_id", Name(List::Queue)),
        maybe("first_name", "first_name", Text(LINE)),
        maybe("last_name", "last_name", Text(LINE)),
        maybe("email", "email", Text(LINE)),
        maybe("phone", "phone", Text(LINE)),
        maybe("job_title", "job_title", Text(LINE)),
        maybe("company", "company_id", Name(List::Company)),
        maybe("latest_source", "latest_source_id", Name(List::Source)),
        maybe("medium", "medium", Text(LINE)),
        maybe("campaign", "campaign_id", Name(List::Campaign)),
        maybe("content", "content_id", Name(List::Content)),
        maybe("term", "term", Text(LINE)),
        maybe("pain_points", "pain_points", Text(LONG)),
        maybe("need", "need", Text(LONG)),
        maybe("estimated_value", "estimated_value_minor", Money),
        maybe("consent_basis", "consent_basis", Text(LINE)),
        or("status", "status", Code(STATUSES), "new"),
        maybe("revisit_on", "revisit_on", OptDay),
        maybe("created_by", "created_by", Person("marketer")),
        like("recorded_at", "recorded_at", At, "created_at"),
        like("updated_at", "updated_at", At, "recorded_at"),
        maybe("trashed_at", "trashed_at", OptAt),
        maybe("erased_at", "erased_at", OptAt),
        or("version", "version", Int, "1"),
    ],
};

/// Deals. What a hand-made file leaves out is taken from the lead's history.
pub const DEALS: Table = Table {
    file: "deals.csv",
    table: "deal",
    only: "",
    columns: &[
        needed("deal_id", "id", IdRef),
        needed("lead_id", "lead_id", Lead),
        maybe("amount", "amount_minor", Money),
        or("outcome", "outcome", Code(&["open", "won", "lost", "cancelled"]), "open"),
        maybe("closed_at", "closed_at", OptAt),
        maybe("reason", "reason_code", OptText(LINE)),
        or("cycle", "cycle", Int, "1"),
        maybe("name", "name", Text(LINE)),
        maybe("company", "company_id", Name(List::Company)),
        maybe("expected_on", "expected_on", OptDay),
        or("stage", "stage", Code(&["discovery", "need_confirmed", "proposal", "negotiation"]), "discovery"),
        or("probability", "probability", Int, "20"),
        maybe("competitor", "competitor", Text(LINE)),
        maybe("text", "text_id", Note),
        maybe("owner", "owner_id", Person("rep")),
        or("origin", "origin", Code(&["funnel", "upsell"]), "funnel"),
        maybe("opened_event", "opened_event_id", Event),
        maybe("closed_event", "closed_event_id", Event),
        needed("opened_at", "opened_at", At),
        like("recorded_at", "recorded_at", At, "opened_at"),
        or("version", "version", Int, "1"),
    ],
};

/// The files that follow leads, events and deals, in the order in which they are read.
pub const OTHERS: &[Table] = &[
    Table {
        file: "activities.csv",
        table: "activity",
        only: "",
        columns: &[
            needed("activity_id", "id", IdRef),
            needed("lead_id", "lead_id", Lead),
            or("cycle", "cycle", Int, "1"),
            needed("kind", "kind", Code(&["call", "email", "meeting", "message", "note"])),
            or("direction", "direction", Code(&["inbound", "outbound", "internal"]), "outbound"),
            maybe(
                "outcome",
                "outcome",
                OptCode(&["connected", "no_answer", "voicemail", "replied", "bounced", "held", "no_show"]),
            ),
            or("automatic", "automatic", Flag, "false"),
            maybe("actor", "actor_id", Person("rep")),
            needed("occurred_at", "occurred_at", At),
            like("recorded_at", "recorded_at", At, "occurred_at"),
            maybe("text", "text_id", Note),
            maybe("voided_at", "voided_at", OptAt),
            maybe("voided_by", "voided_by", Person("rep")),
        ],
    },
    Table {
        file: "tasks.csv",
        table: "task",
        only: "",
        columns: &[
            needed("task_id", "id", Id),
            needed("lead_id", "lead_id", Lead),
            or("kind", "kind", Code(&["follow_up", "revisit", "proposal"]), "follow_up"),
            maybe("title", "title", Text(LINE)),
            needed("due_on", "due_on", Day),
            maybe("assignee", "assignee_id", Person("rep")),
            maybe("created_by", "created_by", Person("rep")),
            needed("created_at", "created_at", At),
            maybe("done_at", "done_at", OptAt),
            maybe("done_by", "done_by", Person("rep")),
            maybe("dropped_at", "dropped_at", OptAt),
            or("version", "version", Int, "1"),
        ],
    },
    Table {
        file: "handoffs.csv",
        table: "handoff",
        only: "",
        columns: &[
            needed("handoff_id", "id", Id),
            needed("lead_id", "lead_id", Lead),
            or("cycle", "cycle", Int, "1"),
            maybe("event", "event_id", Event),
            needed("at", "at", At),
            like("recorded_at", "recorded_at", At, "at"),
            maybe("to_member", "to_member", Person("rep")),
            maybe("to_queue", "to_queue", Name(List::Queue)),
            maybe("by", "by_member", Person("marketer")),
            maybe("text", "text_id", Note),
            maybe("decided_at", "decided_at", OptAt),
            maybe("cancelled_at", "cancelled_at", OptAt),
            maybe("calendar", "calendar_sha", Digest),
        ],
    },
    Table {
        file: "excuses.csv",
        table: "obligation_excuse",
        only: "",
        columns: &[
            needed("handoff_id", "handoff_id", Id),
            needed("kind", "kind", Code(&["first_contact", "decision"])),
            needed("lead_id", "lead_id", Lead),
            needed("at", "at", At),
            maybe("by", "by_member", Person("manager")),
            maybe("text", "text_id", Note),
        ],
    },
    Table {
        file: "notes.csv",
        table: "note",
        only: " AND NOT EXISTS (SELECT 1 FROM stage_event x WHERE x.text_id = t.id) \
               AND NOT EXISTS (SELECT 1 FROM activity x WHERE x.text_id = t.id) \
               AND NOT EXISTS (SELECT 1 FROM deal x WHERE x.text_id = t.id) \
               AND NOT EXISTS (SELECT 1 FROM handoff x WHERE x.text_id = t.id) \
               AND NOT EXISTS (SELECT 1 FROM obligation_excuse x WHERE x.text_id = t.id)",
        columns: &[
            needed("note_id", "id", Id),
            needed("lead_id", "lead_id", Lead),
            maybe("text", "body", Text(LONG)),
        ],
    },
    Table {
        file: "lead_tags.csv",
        table: "lead_tag",
        only: "",
        columns: &[needed("lead_id", "lead_id", Lead), needed("tag", "tag_id", NeededName(List::Tag))],
    },
    Table {
        file: "extras.csv",
        table: "lead_extra",
        only: "",
        columns: &[
            needed("lead_id", "lead_id", Lead),
            needed("key", "key", Text(LINE)),
            maybe("value", "value", Text(LONG)),
        ],
    },
    Table {
        file: "external_refs.csv",
        table: "external_ref",
        only: " AND t.system <> 'bundle'",
        columns: &[
            needed("lead_id", "lead_id", Lead),
            needed("system", "system", Text(LINE)),
            needed("ref", "ref", Text(LINE)),
        ],
    },
    Table {
        file: "cycles.csv",
        table: "cycle_dimension",
        only: "",
        columns: &[
            needed("lead_id", "lead_id", Lead),
            needed("cycle", "cycle", Int),
            or("source", "source_id", NeededName(List::Source), crate::features::reference::UNKNOWN_SOURCE),
            maybe("campaign", "campaign_id", Name(List::Campaign)),
            maybe("persona", "persona_id", Name(List::Persona)),
            maybe("owner", "owner_id", Person("rep")),
            or("settled", "settled", Flag, "false"),
        ],
    },
    Table {
        file: "lead_changes.csv",
        table: "lead_change",
        only: "",
        columns: &[
            needed("lead_id", "lead_id", Lead),
            needed("version", "version", Int),
            needed("field", "field", Text(LINE)),
            maybe("old", "old_value", Changed),
            maybe("new", "new_value", Changed),
            maybe("actor", "actor_id", Person("marketer")),
            needed("at", "at", At),
        ],
    },
    Table {
        file: "deal_changes.csv",
        table: "deal_change",
        only: "",
        columns: &[
            needed("deal_id", "deal_id", Deal),
            needed("version", "version", Int),
            needed("field", "field", Text(LINE)),
            maybe("old", "old_value", Changed),
            maybe("new", "new_value", Changed),
            maybe("actor", "actor_id", Person("rep")),
            needed("at", "at", At),
        ],
    },
];

/// The files of the weekly reviews, in the order in which they are read; they belong to no lead.
pub const REVIEWS: &[Table] = &[
    Table {
        file: "reviews.csv",
        table: "review",
        only: "",
        columns: &[
            needed("week", "week", Text(LINE)),
            needed("monday", "monday", Day),
            maybe("frozen_at", "frozen_at", OptAt),
            maybe("frozen_by", "frozen_by", Person("manager")),
            maybe("payload", "payload", Exact),
            maybe("sha256", "sha256", Digest),
        ],
    },
    Table {
        file: "review_notes.csv",
        table: "review_note",
        only: "",
        columns: &[
            needed("week", "week", Text(LINE)),
            needed("block", "block", Code(&["mql", "sales", "feedback", "contents"])),
            needed("team", "team", Code(&["marketing", "sales"])),
            or("version", "version", Int, "1"),
            maybe("text", "body", Text(LONG)),
            needed("author", "author_id", Person("marketer")),
            needed("at", "at", At),
        ],
    },
    Table {
        file: "review_decisions.csv",
        table: "review_decision",
        only: "",
        columns: &[
            needed("decision_id", "id", Id),
            needed("week", "week", Text(LINE)),
            needed("text", "body", Text(LINE)),
            needed("who", "who_id", Person("marketer")),
            needed("decided_on", "decided_on", Day),
            needed("created_by", "created_by", Person("marketer")),
            needed("created_at", "created_at", At),
            maybe("dropped_at", "dropped_at", OptAt),
        ],
    },
    Table {
        file: "review_actions.csv",
        table: "review_action",
        only: "",
        columns: &[
            needed("action_id", "id", Id),
            needed("week", "week", Text(LINE)),
            needed("monday", "monday", Day),
            needed("text", "body", Text(LINE)),
            needed("owner", "owner_id", Person("marketer")),
            needed("due_on", "due_on", Day),
            maybe("lead", "lead_id", OptLead),
            maybe("deal", "deal_id", OptDeal),
            needed("created_by", "created_by", Person("marketer")),
            needed("created_at", "created_at", At),
            maybe("done_at", "done_at", OptAt),
            maybe("done_on", "done_on", OptDay),
            maybe("done_by", "done_by", Person("marketer")),
            maybe("dropped_at", "dropped_at", OptAt),
        ],
    },
    Table {
        file: "planned_contents.csv",
        table: "planned_content",
        only: "",
        columns: &[
            needed("planned_id", "id", Id),
            needed("planned_on", "planned_on", Day),
            needed("title", "title", Text(LINE)),
            maybe("owner", "owner_id", Person("marketer")),
            needed("created_by", "created_by", Person("marketer")),
            needed("created_at", "created_at", At),
            maybe("dropped_at", "dropped_at", OptAt),
        ],
    },
];

/// Companies: the only list whose rows have ids of their own in the bundle.
pub const COMPANIES: Table = Table {
    file: "companies.csv",
    table: "company",
    only: "",
    columns: &[
        needed("company_id", "id", Id),
        needed("name", "name", Text(LINE)),
        maybe("domain", "domain", OptText(LINE)),
        maybe("phone", "phone", OptText(LINE)),
        maybe("city", "city", OptText(LINE)),
        maybe("note", "note", Text(LONG)),
        needed("created_at", "created_at", At),
        or("version", "version", Int, "1"),
    ],
};

/// Names that other tools and people give to columns.
pub const ALIASES: &[(&str, &str)] = &[
    ("lead", "lead_id"),
    ("deal", "deal_id"),
    ("to_stage", "to"),
    ("reason_code", "reason"),
    ("into_lead", "into"),
    ("owner_mkt_id", "owner_mkt"),
    ("owner_sales_id", "owner_sales"),
];
