//! Which columns hold what, by base, stage and dimension: constant texts only, so that nothing of a request becomes
//! SQL. Tables go by the aliases `j` (journey), `p` and `q` (passage).

use crate::domain::funnel::Dimension;
use crate::domain::history::Base;
use crate::domain::stage::Stage;

/// First explicit entry since the base event. The base itself is its event.
pub(super) const fn explicit(base: Base, stage: Stage) -> &'static str {
    match (base, stage) {
        (Base::Lead, Stage::Lead) => "j.lead_at",
        (Base::Lead, Stage::Mql) => "j.x_mql",
        (Base::Lead, Stage::Sal) => "j.x_sal",
        (Base::Lead, Stage::Sql) => "j.x_sql",
        (Base::Lead, Stage::Opportunity) => "j.x_opp",
        (Base::Lead, _) => "j.x_cust",
        (Base::Mql, Stage::Lead | Stage::Mql) => "j.mql_at",
        (Base::Mql, Stage::Sal) => "j.mx_sal",
        (Base::Mql, Stage::Sql) => "j.mx_sql",
        (Base::Mql, Stage::Opportunity) => "j.mx_opp",
        (Base::Mql, _) => "j.mx_cust",
    }
}

/// First entry into the stage or a later one, since the base event.
pub(super) const fn reached(base: Base, stage: Stage) -> &'static str {
    match (base, stage) {
        (Base::Lead, Stage::Lead) => "j.lead_at",
        (Base::Lead, Stage::Mql) => "j.r_mql",
        (Base::Lead, Stage::Sal) => "j.r_sal",
        (Base::Lead, Stage::Sql) => "j.r_sql",
        (Base::Lead, Stage::Opportunity) => "j.r_opp",
        (Base::Lead, _) => "j.r_cust",
        (Base::Mql, Stage::Lead | Stage::Mql) => "j.mql_at",
        (Base::Mql, Stage::Sal) => "j.mr_sal",
        (Base::Mql, Stage::Sql) => "j.mr_sql",
        (Base::Mql, Stage::Opportunity) => "j.mr_opp",
        (Base::Mql, _) => "j.mr_cust",
    }
}

/// First explicit entry ever into the stage.
pub(super) const fn first(stage: Stage) -> &'static str {
    match stage {
        Stage::Lead => "j.first_lead",
        Stage::Mql => "j.first_mql",
        Stage::Sal => "j.first_sal",
        Stage::Sql => "j.first_sql",
        Stage::Opportunity => "j.first_opp",
        _ => "j.first_cust",
    }
}

/// Instant of the base event.
pub(super) const fn base_at(base: Base) -> &'static str {
    explicit(base, base.stage())
}

/// Day number of the base event.
pub(super) const fn day(base: Base) -> &'static str {
    match base {
        Base::Lead => "j.day",
        Base::Mql => "j.mql_day",
    }
}

/// Deepest stage since the base event, as known now.
pub(super) const fn depth(base: Base) -> &'static str {
    match base {
        Base::Lead => "j.depth",
        Base::Mql => "j.mql_depth",
    }
}

/// What a lead was in the cycle of its base event.
pub(super) const fn base_facet(base: Base, dimension: Dimension) -> &'static str {
    match (base, dimension) {
        (_, Dimension::Company) => "j.company_id",
        (Base::Lead, Dimension::Source) => "j.source_id",
        (Base::Lead, Dimension::Persona) => "j.persona_id",
        (Base::Lead, Dimension::Campaign) => "j.campaign_id",
        (Base::Lead, Dimension::Owner) => "j.owner_id",
        (Base::Mql, Dimension::Source) => "j.m_source_id",
        (Base::Mql, Dimension::Persona) => "j.m_persona_id",
        (Base::Mql, Dimension::Campaign) => "j.m_campaign_id",
        (Base::Mql, Dimension::Owner) => "j.m_owner_id",
    }
}

/// Entry of a passage into the stage.
pub(super) const fn entry(stage: Stage) -> &'static str {
    match stage {
        Stage::Lead => "p.lead_at",
        Stage::Mql => "p.mql_at",
        Stage::Sal => "p.sal_at",
        Stage::Sql => "p.sql_at",
        Stage::Opportunity => "p.opp_at",
        _ => "p.cust_at",
    }
}

/// Entry of another passage of the same lead into the stage.
pub(super) const fn other_entry(stage: Stage) -> &'static str {
    match stage {
        Stage::Lead => "q.lead_at",
        Stage::Mql => "q.mql_at",
        Stage::Sal => "q.sal_at",
        Stage::Sql => "q.sql_at",
        Stage::Opportunity => "q.opp_at",
        _ => "q.cust_at",
    }
}

/// What a lead was in a passage.
pub(super) const fn facet(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Source => "p.source_id",
        Dimension::Persona => "p.persona_id",
        Dimension::Campaign => "p.campaign_id",
        Dimension::Owner => "p.owner_id",
        Dimension::Company => "p.company_id",
    }
}

/// What a lead was in another passage.
pub(super) const fn other_facet(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Source => "q.source_id",
        Dimension::Persona => "q.persona_id",
        Dimension::Campaign => "q.campaign_id",
        Dimension::Owner => "q.owner_id",
        Dimension::Company => "q.company_id",
    }
}

/// Names of count columns, by position.
pub(super) const COUNTS: [&str; 6] = ["n0", "n1", "n2", "n3", "n4", "n5"];
