//! Every operation of the API. A test compares it with the table of routes.

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number; money is minor units.
    Whole,
    /// Truth.
    Bool,
    /// `2026-12-31`.
    Date,
    /// RFC 3339.
    Instant,
    /// A UUID.
    Id,
    /// One of these codes.
    Code(&'static [&'static str]),
    /// A list of texts.
    Texts,
}

/// A parameter of the query or a field of the body.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it means; bounds and defaults.
    pub means: &'static str,
}

/// What an operation answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// One object of this schema, with this status.
    One(u16, &'static str),
    /// `{"items": […], "next": cursor|null}` of this schema.
    Many(&'static str),
}

/// A method and an address, with what it takes and gives.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// `get`, `post`, `patch`.
    pub method: &'static str,
    /// The path with its parameters.
    pub path: &'static str,
    /// The token's scope that it needs.
    pub scope: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Parameters of the query.
    pub query: &'static [Field],
    /// Fields of the JSON body.
    pub body: &'static [Field],
    /// What it answers.
    pub answer: Answer,
}

const fn field(name: &'static str, kind: Kind, means: &'static str) -> Field {
    Field { name, kind, required: false, means }
}
const fn needed(name: &'static str, kind: Kind, means: &'static str) -> Field {
    Field { name, kind, required: true, means }
}

pub(super) const STAGES: &[&str] = &[
    "subscriber",
    "lead",
    "mql",
    "sal",
    "sql",
    "opportunity",
    "customer",
    "evangelist",
    "other",
    "recycled",
    "disqualified",
    "lost",
];
const STATUSES: &[&str] =
    &["new", "attempting", "connected", "qualifying", "open_deal", "callback", "unreachable", "closed"];
const DEAL_STAGES: &[&str] = &["discovery", "need_confirmed", "proposal", "negotiation"];

const PAGING: [Field; 2] = [
    field("after", Kind::Text, "The «next» of the page before."),
    field("limit", Kind::Whole, "1 to 200; 50 unless given."),
];

const LEAD: &[Field] = &[
    field("first_name", Kind::Text, "At most 100 characters. A name, an e-mail or a telephone is enough."),
    field("last_name", Kind::Text, "At most 100 characters."),
    field("email", Kind::Text, "An address."),
    field("phone", Kind::Text, "As typed; matched in its international form."),
    field("job_title", Kind::Text, "At most 120 characters."),
    field("company", Kind::Text, "A name; a new one makes a new company."),
    field("source", Kind::Text, "Where from first; «inconnu» unless given."),
    field("latest_source", Kind::Text, "Where from last."),
    field("medium", Kind::Text, "utm_medium."),
    field("campaign", Kind::Text, "utm_campaign; a new one is created."),
    field("content", Kind::Text, "utm_content; a new one is created."),
    field("term", Kind::Text, "utm_term."),
    field("persona", Kind::Text, "Id or name of an existing persona."),
    field("pain_points", Kind::Text, "At most 5,000 characters."),
    field("need", Kind::Text, "At most 5,000 characters."),
    field("estimated_value_minor", Kind::Whole, "Minor units of the organisation's currency, 0 to 10^12."),
    field("consent_basis", Kind::Text, "Why one may write to them."),
    field("status", Kind::Code(STATUSES), "Sub-state of the sales work."),
    field("revisit_on", Kind::Date, "When to come back."),
    field("owner", Kind::Text, "Id, e-mail or name of somebody who sells."),
    field("queue", Kind::Id, "Excludes «owner»."),
    field("tags", Kind::Texts, "Exactly these tags."),
    field("note", Kind::Text, "A note logged with it, at most 20,000 characters."),
];
const SLA: &[Field] = &[
    field("from", Kind::Date, "First local day on which obligations fall due; this month's unless given."),
    field("until", Kind::Date, "The day after the last one."),
    field("as_of", Kind::Text, "Seen from: a date (its end) or an instant; now unless given."),
    field("known_at", Kind::Text, "As known then: a date (its end) or an instant; now unless given."),
];
const PACING: &[Field] = &[
    field("metric", Kind::Code(&["mql"]), "What is promised."),
    field("month", Kind::Text, "`2026-11`; this month unless given."),
    field("as_of", Kind::Date, "The end of this local day; today unless given."),
];
const PREVIEW: &[Field] = &[
    needed("time_zone", Kind::Text, "IANA name."),
    needed(
        "weekly",
        Kind::Text,
        "Object of `mon` … `sun`, each a list of [start, end]; an end may be `24:00`.",
    ),
    field("holidays", Kind::Texts, "Local dates that are closed."),
    field(
        "holiday_set",
        Kind::Code(&["fr", "fr-alsace-moselle", "fr-reunion"]),
        "Public holidays, any year.",
    ),
    needed("from", Kind::Instant, "Where counting starts."),
    field("until", Kind::Instant, "Answers the open seconds until here."),
    field("add_seconds", Kind::Whole, "Answers when so many open seconds have elapsed."),
];
const NEW_LEAD: &[Field] = &[
    field("stage", Kind::Code(&["lead", "subscriber"]), "Where it begins; «lead» unless given."),
    field("occurred_at", Kind::Instant, "When the person first showed interest; never in the future."),
];

const FUNNEL: &[Field] = &[
    field("kind", Kind::Code(&["cohort", "activity", "snapshot"]), "Cohort unless given."),
    field("base", Kind::Code(&["lead", "mql"]), "The cohort's base event; «lead» unless given."),
    field("mode", Kind::Code(&["reached", "strict", "any"]), "Reached unless given."),
    field(
        "count",
        Kind::Code(&["first_time", "passages", "distinct"]),
        "For activity; first_time unless given.",
    ),
    field("stages", Kind::Text, "Comma-separated; lead,mql,sql,opportunity,customer unless given."),
    field("sal", Kind::Code(&["1", "0"]), "1 adds the stage sal to those by default."),
    field(
        "from",
        Kind::Date,
        "First day, in the organisation's zone; the last 90 days unless both dates are given.",
    ),
    field("until", Kind::Date, "First day after the window."),
    field("range", Kind::Text, "Instead of dates: this-month, last-quarter, last-12-months…"),
    field("as_of", Kind::Text, "A date (its end) or an instant: what had happened by then."),
    field("known_at", Kind::Text, "A date (its end) or an instant: what was known by then."),
    field("targets", Kind::Text, "Comma-separated decimals, one per step."),
    field("source", Kind::Text, "Only leads of this source (id or name); may be repeated."),
    field("persona", Kind::Text, "Only leads of this persona (id, name or «none»); may be repeated."),
    field("campaign", Kind::Text, "Only leads of this campaign (id, name or «none»); may be repeated."),
    field(
        "owner",
        Kind::Text,
        "Only leads of this sales owner (id, address, name, «me» or «none»); may be repeated.",
    ),
    field("company", Kind::Text, "Only leads of this company (id, name or «none»); may be repeated."),
    field(
        "times",
        Kind::Code(&["1", "0"]),
        "Of the report: 1 tells the time between stages, 0 does not; unless given, only up to 10,000 leads.",
    ),
    field("stage", Kind::Text, "Of the list, needed there: the stage whose count is opened."),
    field("not_reached", Kind::Text, "Of the list: only those that did not get as far as this later stage."),
    field("after", Kind::Text, "Of the list: the «next» of the page before."),
    field("limit", Kind::Whole, "Of the list: 1 to 200; 50 unless given."),
];

/// Every operation, by path.
pub fn operations() -> &'static [Operation] {
    const OPERATIONS: &[Operation] = &[
        Operation {
            method: "post",
            path: "/api/v1/leads",
            scope: "write",
            summary: "Enters a lead. Near duplicates never refuse it. Send an Idempotency-Key to be able to repeat the call.",
            query: &[],
            body: LEAD,
            answer: Answer::One(201, "Lead"),
        },
        Operation {
            method: "get",
            path: "/api/v1/leads",
            scope: "read",
            summary: "Lists leads in play, in the order of their entry.",
            query: &[
                PAGING[0],
                PAGING[1],
                field("stage", Kind::Code(STAGES), "Only leads that stand there."),
                field("email", Kind::Text, "Only the leads with this address."),
            ],
            body: &[],
            answer: Answer::Many("Lead"),
        },
        Operation {
            method: "get",
            path: "/api/v1/leads/{id}",
            scope: "read",
            summary: "Shows a lead; its version is the ETag.",
            query: &[],
            body: &[],
            answer: Answer::One(200, "Lead"),
        },
        Operation {
            method: "patch",
            path: "/api/v1/leads/{id}",
            scope: "write",
            summary: "Changes the fields given. With If-Match, a version that is no longer current is 412.",
            query: &[],
            body: LEAD,
            answer: Answer::One(200, "Lead"),
        },
        Operation {
            method: "get",
            path: "/api/v1/leads/{id}/history",
            scope: "read",
            summary: "Lists a lead's events, newest first, those taken out too.",
            query: &[],
            body: &[],
            answer: Answer::Many("Event"),
        },
        Operation {
            method: "post",
            path: "/api/v1/leads/{id}/stage",
            scope: "write",
            summary: "Moves a lead, by the rules of the state machine. Entering the stage where it is writes nothing.",
            query: &[],
            body: &[
                needed("to", Kind::Code(STAGES), "The stage to enter."),
                field("expected", Kind::Code(STAGES), "The stage that the caller saw; another one is 409."),
                field(
                    "occurred_at",
                    Kind::Instant,
                    "When it happened; now unless given, never in the future.",
                ),
                field("reason", Kind::Text, "Code of the list that fits the move, else free text."),
                field(
                    "reason_detail",
                    Kind::Text,
                    "Text beside the reason; some reasons ask for at least 15 characters.",
                ),
                field(
                    "criterion",
                    Kind::Text,
                    "The persona criterion that failed, or the detail that is wrong.",
                ),
                field("revisit_on", Kind::Date, "When to come back to a recycled lead."),
                field("owner", Kind::Text, "Id, e-mail or name of the rep to hand off to."),
                field("queue", Kind::Id, "The queue to hand off to."),
                field("persona", Kind::Text, "Id or name of the persona; needed for an MQL without one."),
                field("note", Kind::Text, "Free note; for «sql» the need."),
                field("amount_minor", Kind::Whole, "Amount of the deal, minor units."),
                field("expected_on", Kind::Date, "When the deal should close."),
                field("deal_stage", Kind::Code(DEAL_STAGES), "How far the deal is."),
                field("competitor", Kind::Text, "Who won a lost deal."),
                field("then", Kind::Code(&["recycled", "disqualified"]), "What a lost lead becomes at once."),
                field("target", Kind::Id, "The lead that this one doubles."),
                field("proof", Kind::Code(&["referral", "testimonial", "nps"]), "What makes an evangelist."),
            ],
            answer: Answer::One(200, "Lead"),
        },
        Operation {
            method: "post",
            path: "/api/v1/leads/{id}/claim",
            scope: "write",
            summary: "Takes a lead out of its queue; the first who asks has it.",
            query: &[],
            body: &[],
            answer: Answer::One(200, "Lead"),
        },
        Operation {
            method: "post",
            path: "/api/v1/leads/{id}/merge",
            scope: "write",
            summary: "Merges this lead into another one, which is answered.",
            query: &[],
            body: &[needed("into", Kind::Id, "The survivor.")],
            answer: Answer::One(200, "Lead"),
        },
        Operation {
            method: "post",
            path: "/api/v1/leads/{id}/activities",
            scope: "write",
            summary: "Logs an activity.",
            query: &[],
            body: &[
                needed("kind", Kind::Code(&["call", "email", "meeting", "message", "note"]), "What it was."),
                field("direction", Kind::Code(&["outbound", "inbound"]), "Outbound unless given."),
                field(
                    "outcome",
                    Kind::Code(&[
                        "connected",
                        "no_answer",
                        "voicemail",
                        "replied",
                        "bounced",
                        "held",
                        "no_show",
                    ]),
                    "What came of it; must fit the kind.",
                ),
                field("automatic", Kind::Bool, "Sent by a machine: never counts as a contact."),
                field("occurred_at", Kind::Instant, "Now unless given."),
                field("text", Kind::Text, "At most 20,000 characters; needed for a note."),
            ],
            answer: Answer::One(201, "Activity"),
        },
        Operation {
            method: "post",
            path: "/api/v1/events/{id}/void",
            scope: "write",
            summary: "Says that an event never happened.",
            query: &[],
            body: &[needed("reason", Kind::Text, "Why.")],
            answer: Answer::One(200, "Lead"),
        },
        Operation {
            method: "post",
            path: "/api/v1/events/{id}/correction",
            scope: "write",
            summary: "Says what really happened instead of an event.",
            query: &[],
            body: &[
                needed("to", Kind::Code(STAGES), "The stage really entered."),
                needed("occurred_at", Kind::Instant, "When."),
                needed("reason", Kind::Text, "Why the entry was wrong."),
            ],
            answer: Answer::One(200, "Event"),
        },
        Operation {
            method: "get",
            path: "/api/v1/deals",
            scope: "read",
            summary: "Lists deals in the order of their entry.",
            query: &[
                PAGING[0],
                PAGING[1],
                field("outcome", Kind::Code(&["open", "won", "lost", "cancelled"]), "Only these."),
                field("lead", Kind::Id, "Only this lead's."),
            ],
            body: &[],
            answer: Answer::Many("Deal"),
        },
        Operation {
            method: "post",
            path: "/api/v1/deals",
            scope: "write",
            summary: "Opens a deal: the lead becomes an opportunity; a customer's is an upsell.",
            query: &[],
            body: &[
                needed("lead", Kind::Id, "With whom."),
                needed("amount_minor", Kind::Whole, "Minor units, at least 1."),
                needed("expected_on", Kind::Date, "When it should close."),
                field("deal_stage", Kind::Code(DEAL_STAGES), "«discovery» unless given."),
                field("name", Kind::Text, "Of an upsell; at most 120 characters."),
            ],
            answer: Answer::One(201, "Deal"),
        },
        Operation {
            method: "post",
            path: "/api/v1/deals/{id}/closure",
            scope: "write",
            summary: "Closes a deal. The first one won makes the lead a customer, the last one lost makes it lost.",
            query: &[],
            body: &[
                needed("outcome", Kind::Code(&["won", "lost"]), "How it ended."),
                needed("reason", Kind::Text, "Code of the win or loss list."),
                field("reason_detail", Kind::Text, "Text beside it."),
                field("competitor", Kind::Text, "Who won it; needed for «concurrent»."),
                field("amount_minor", Kind::Whole, "The final amount, when it differs."),
                field("occurred_at", Kind::Instant, "Now unless given."),
                field("then", Kind::Code(&["recycled", "disqualified"]), "What a lost lead becomes."),
                field("revisit_on", Kind::Date, "When to come back to it."),
            ],
            answer: Answer::One(200, "Deal"),
        },
        Operation {
            method: "get",
            path: "/api/v1/reviews/{week}",
            scope: "read",
            summary: "Shows the review of an ISO week, 2026-W46: live until it is closed, then as it was presented.",
            query: &[],
            body: &[],
            answer: Answer::One(200, "Review"),
        },
        Operation {
            method: "get",
            path: "/api/v1/reports/funnel",
            scope: "read",
            summary: "Counts a funnel: stages with counts, steps with rates and their Wilson 95 % intervals.",
            query: FUNNEL,
            body: &[],
            answer: Answer::One(200, "Funnel"),
        },
        Operation {
            method: "get",
            path: "/api/v1/reports/funnel/leads",
            scope: "read",
            summary: "Lists the leads behind a count of the funnel: same parameters and «stage», same total.",
            query: FUNNEL,
            body: &[],
            answer: Answer::One(200, "FunnelLeads"),
        },
        Operation {
            method: "get",
            path: "/api/v1/reports/sla",
            scope: "read",
            summary: "Counts obligations of sales due in a period, with Wilson 95 % intervals, and what marketing promised.",
            query: SLA,
            body: &[],
            answer: Answer::One(200, "Sla"),
        },
        Operation {
            method: "get",
            path: "/api/v1/reports/pacing",
            scope: "read",
            summary: "Marketing's promised volume of a month, by working day: expected, reached, pace, forecast.",
            query: PACING,
            body: &[],
            answer: Answer::One(200, "Pacing"),
        },
        Operation {
            method: "post",
            path: "/api/v1/calendars/preview",
            scope: "read",
            summary: "Open time of a calendar that is given and not kept: elapsed, or due.",
            query: &[],
            body: PREVIEW,
            answer: Answer::One(200, "OpenTime"),
        },
    ];
    OPERATIONS
}

/// Fields of a new lead beside those that may be edited.
pub(super) fn only_when_new() -> &'static [Field] {
    NEW_LEAD
}
