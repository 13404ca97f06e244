-- The house: people, reference lists, leads with their append-only history, and what is computed from it.
-- Instants are Unix microseconds UTC; money is minor units; ids are UUIDv7; every integer is 64-bit.

CREATE TABLE organisation (
  id              BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  name            TEXT    NOT NULL,
  currency        TEXT    NOT NULL,
  time_zone       TEXT    NOT NULL,
  language        TEXT    NOT NULL CHECK (language IN ('fr', 'en')),
  setup_token_sha BYTEA,
  setup_done_at   BIGINT,
  version         BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE member (
  id            UUID    NOT NULL PRIMARY KEY,
  email         TEXT    NOT NULL,
  email_key     TEXT COLLATE "C"    NOT NULL UNIQUE,
  name          TEXT    NOT NULL,
  name_key      TEXT COLLATE "C"    NOT NULL,
  role          TEXT    NOT NULL CHECK (role IN ('marketer', 'rep', 'manager', 'admin')),
  team          TEXT    CHECK (team IN ('marketing', 'sales')),
  language      TEXT    CHECK (language IN ('fr', 'en')),
  time_zone     TEXT,
  theme         TEXT    NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
  shortcuts     BOOLEAN NOT NULL DEFAULT TRUE,
  password_hash TEXT,
  active        BOOLEAN NOT NULL DEFAULT TRUE,
  remembered    TEXT    NOT NULL DEFAULT '{}',
  created_at    BIGINT NOT NULL,
  version       BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE session (
  token_sha  BYTEA    NOT NULL PRIMARY KEY,
  id         UUID    NOT NULL UNIQUE,
  member_id  UUID    NOT NULL REFERENCES member (id),
  created_at BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  agent      TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX session_member ON session (member_id);

-- Invitations (a member without a password yet) and password resets; single use.
CREATE TABLE link (
  token_sha  BYTEA    NOT NULL PRIMARY KEY,
  kind       TEXT    NOT NULL CHECK (kind IN ('invitation', 'reset')),
  member_id  UUID    NOT NULL REFERENCES member (id),
  created_by UUID    REFERENCES member (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at    BIGINT
);
CREATE INDEX link_member ON link (member_id);

CREATE TABLE api_token (
  id           UUID    NOT NULL PRIMARY KEY,
  token_sha    BYTEA    NOT NULL UNIQUE,
  member_id    UUID    NOT NULL REFERENCES member (id),
  name         TEXT    NOT NULL,
  scope        TEXT    NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
  created_at   BIGINT NOT NULL,
  last_used_at BIGINT,
  expires_at   BIGINT,
  revoked_at   BIGINT
);
CREATE INDEX api_token_member ON api_token (member_id);

-- Browsers from which a member has signed in before: failed guesses by others don't lock them out there.
CREATE TABLE device (
  token_sha  BYTEA  NOT NULL PRIMARY KEY,
  member_id  UUID   NOT NULL REFERENCES member (id),
  seen_at    BIGINT NOT NULL
);
CREATE INDEX device_member ON device (member_id);

-- Failed sign-ins, per account and per address, for slowing down guesses.
CREATE TABLE sign_in_failure (
  subject TEXT    NOT NULL,
  at      BIGINT NOT NULL
);
CREATE INDEX sign_in_failure_subject ON sign_in_failure (subject, at);

CREATE TABLE audit (
  id          UUID    NOT NULL PRIMARY KEY,
  at          BIGINT NOT NULL,
  actor_id    UUID    REFERENCES member (id),
  token_id    UUID    REFERENCES api_token (id),
  address     TEXT,
  action      TEXT    NOT NULL,
  object_kind TEXT    NOT NULL,
  object_id   TEXT,
  detail      TEXT    NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_at ON audit (at);

CREATE TABLE queue (
  id       UUID    NOT NULL PRIMARY KEY,
  name     TEXT    NOT NULL,
  name_key TEXT COLLATE "C"    NOT NULL UNIQUE,
  team     TEXT    NOT NULL CHECK (team IN ('marketing', 'sales')),
  active   BOOLEAN NOT NULL DEFAULT TRUE,
  version  BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE source (
  id       UUID    NOT NULL PRIMARY KEY,
  name     TEXT    NOT NULL,
  name_key TEXT COLLATE "C"    NOT NULL UNIQUE,
  active   BOOLEAN NOT NULL DEFAULT TRUE,
  version  BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE campaign (
  id       UUID    NOT NULL PRIMARY KEY,
  name     TEXT    NOT NULL,
  name_key TEXT COLLATE "C"    NOT NULL UNIQUE,
  active   BOOLEAN NOT NULL DEFAULT TRUE,
  version  BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE content (
  id       UUID    NOT NULL PRIMARY KEY,
  name     TEXT    NOT NULL,
  name_key TEXT COLLATE "C"    NOT NULL UNIQUE,
  active   BOOLEAN NOT NULL DEFAULT TRUE,
  version  BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE persona (
  id          UUID    NOT NULL PRIMARY KEY,
  name        TEXT    NOT NULL,
  name_key    TEXT COLLATE "C"    NOT NULL UNIQUE,
  description TEXT    NOT NULL DEFAULT '',
  active      BOOLEAN NOT NULL DEFAULT TRUE,
  version     BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE tag (
  id       UUID NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  name_key TEXT COLLATE "C" NOT NULL UNIQUE
);

-- Closed, editable list of reasons. The destination and the extra field decide what the form asks.
CREATE TABLE reason (
  code         TEXT    NOT NULL,
  kind         TEXT    NOT NULL CHECK (kind IN ('rejection', 'win', 'loss')),
  label_fr     TEXT    NOT NULL,
  label_en     TEXT    NOT NULL,
  destination  TEXT    CHECK (destination IN ('recycled', 'disqualified', 'either')),
  extra        TEXT    NOT NULL DEFAULT 'nothing'
               CHECK (extra IN ('nothing', 'criterion_and_text', 'text', 'revisit_date', 'attempts', 'which_field', 'link',
                                'target_lead', 'competitor')),
  position     BIGINT NOT NULL,
  active       BOOLEAN NOT NULL DEFAULT TRUE,
  version      BIGINT NOT NULL DEFAULT 1,
  PRIMARY KEY (kind, code)
);

CREATE TABLE company (
  seq        BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  id         UUID    NOT NULL UNIQUE,
  version    BIGINT NOT NULL DEFAULT 1,
  name       TEXT    NOT NULL,
  name_key   TEXT COLLATE "C"    NOT NULL UNIQUE,
  domain     TEXT,
  phone      TEXT,
  city       TEXT,
  note       TEXT    NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL
);
CREATE INDEX company_domain ON company (domain);

CREATE TABLE lead (
  seq                   BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  id                    UUID    NOT NULL UNIQUE,
  version               BIGINT NOT NULL DEFAULT 1,
  first_name            TEXT    NOT NULL DEFAULT '',
  last_name             TEXT    NOT NULL DEFAULT '',
  email                 TEXT    NOT NULL DEFAULT '',
  phone                 TEXT    NOT NULL DEFAULT '',
  job_title             TEXT    NOT NULL DEFAULT '',
  company_id            UUID    REFERENCES company (id),
  source_id             UUID    NOT NULL REFERENCES source (id),
  latest_source_id      UUID    REFERENCES source (id),
  medium                TEXT    NOT NULL DEFAULT '',
  campaign_id           UUID    REFERENCES campaign (id),
  content_id            UUID    REFERENCES content (id),
  term                  TEXT    NOT NULL DEFAULT '',
  persona_id            UUID    REFERENCES persona (id),
  pain_points           TEXT    NOT NULL DEFAULT '',
  need                  TEXT    NOT NULL DEFAULT '',
  estimated_value_minor BIGINT,
  consent_basis         TEXT    NOT NULL DEFAULT '',
  status                TEXT    NOT NULL DEFAULT 'new'
                        CHECK (status IN ('new', 'attempting', 'connected', 'qualifying', 'open_deal', 'callback', 'unreachable', 'closed')),
  revisit_on            DATE,
  -- Day of the next action planned, kept by triggers on task; NULL when none is.
  next_on               DATE,
  owner_mkt_id          UUID    REFERENCES member (id),
  owner_sales_id        UUID    REFERENCES member (id),
  queue_id              UUID    REFERENCES queue (id),
  -- Cache of the last effective event; the truth is stage_event. Empty once every event is voided.
  stage                 TEXT    NOT NULL DEFAULT '',
  stage_at              BIGINT NOT NULL,
  cycle                 BIGINT NOT NULL DEFAULT 1,
  -- Keys folded by the application, so that both engines search and sort alike.
  name_key              TEXT COLLATE "C"    NOT NULL DEFAULT '',
  email_key             TEXT COLLATE "C"    NOT NULL DEFAULT '',
  phone_key             TEXT COLLATE "C"    NOT NULL DEFAULT '',
  search_key            TEXT COLLATE "C"    NOT NULL DEFAULT '',
  -- 1 for leads out of every list: in the trash, merged or erased.
  hidden                BIGINT NOT NULL DEFAULT 0,
  trashed_at            BIGINT,
  merged_into           UUID    REFERENCES lead (id),
  erased_at             BIGINT,
  created_by            UUID    REFERENCES member (id),
  created_at            BIGINT NOT NULL,
  recorded_at           BIGINT NOT NULL,
  updated_at            BIGINT NOT NULL,
  CHECK (owner_sales_id IS NULL OR queue_id IS NULL)
);
CREATE INDEX lead_created ON lead (created_at, seq) WHERE hidden = 0;
CREATE INDEX lead_stage_at ON lead (stage_at, seq) WHERE hidden = 0;
CREATE INDEX lead_name ON lead (name_key, seq) WHERE hidden = 0;
CREATE INDEX lead_stage ON lead (stage, created_at, seq) WHERE hidden = 0;
-- The board: a column's count, sum and ages come from this index alone.
CREATE INDEX lead_board ON lead (stage, stage_at, seq, estimated_value_minor) WHERE hidden = 0;
CREATE INDEX lead_value ON lead (estimated_value_minor, seq) WHERE hidden = 0;
CREATE INDEX lead_next ON lead (next_on, seq) WHERE hidden = 0 AND next_on IS NOT NULL;
CREATE INDEX lead_stage_next ON lead (stage, next_on, seq) WHERE hidden = 0 AND next_on IS NOT NULL;
CREATE INDEX lead_owner_sales ON lead (owner_sales_id, stage, created_at, seq) WHERE hidden = 0;
CREATE INDEX lead_owner_created ON lead (owner_sales_id, created_at, seq) WHERE hidden = 0;
CREATE INDEX lead_owner_mkt ON lead (owner_mkt_id, created_at, seq) WHERE hidden = 0;
CREATE INDEX lead_status ON lead (status, created_at, seq) WHERE hidden = 0;
CREATE INDEX lead_queue ON lead (queue_id, created_at, seq) WHERE hidden = 0 AND queue_id IS NOT NULL;
CREATE INDEX lead_source ON lead (source_id, created_at, seq) WHERE hidden = 0;
CREATE INDEX lead_campaign ON lead (campaign_id, created_at, seq) WHERE hidden = 0;
CREATE INDEX lead_persona ON lead (persona_id, created_at, seq) WHERE hidden = 0;
CREATE INDEX lead_company ON lead (company_id, created_at, seq) WHERE hidden = 0;
CREATE INDEX lead_email ON lead (email_key) WHERE email_key <> '';
CREATE INDEX lead_phone ON lead (phone_key) WHERE phone_key <> '';
CREATE INDEX lead_trash ON lead (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX lead_erased ON lead (erased_at) WHERE erased_at IS NOT NULL;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX lead_search ON lead USING gin (search_key gin_trgm_ops);

CREATE TABLE lead_tag (
  lead_id UUID NOT NULL REFERENCES lead (id),
  tag_id  UUID NOT NULL REFERENCES tag (id),
  PRIMARY KEY (lead_id, tag_id)
);
CREATE INDEX lead_tag_tag ON lead_tag (tag_id, lead_id);

-- Columns of an import that have no field of their own, kept and shown.
CREATE TABLE lead_extra (
  lead_id UUID NOT NULL REFERENCES lead (id),
  key     TEXT NOT NULL,
  value   TEXT NOT NULL,
  PRIMARY KEY (lead_id, key)
);

CREATE TABLE external_ref (
  system  TEXT NOT NULL,
  ref     TEXT NOT NULL,
  lead_id UUID NOT NULL REFERENCES lead (id),
  PRIMARY KEY (system, ref)
);
CREATE INDEX external_ref_lead ON external_ref (lead_id);

-- Audit of fields, and the base of the three-way merge.
CREATE TABLE lead_change (
  lead_id   UUID    NOT NULL REFERENCES lead (id),
  version   BIGINT NOT NULL,
  field     TEXT    NOT NULL,
  old_value TEXT,
  new_value TEXT,
  actor_id  UUID    REFERENCES member (id),
  at        BIGINT NOT NULL,
  PRIMARY KEY (lead_id, version, field)
);

-- Every free text about a person lives here, so that erasure blanks one place.
CREATE TABLE note (
  id      UUID NOT NULL PRIMARY KEY,
  lead_id UUID NOT NULL REFERENCES lead (id),
  body    TEXT NOT NULL
);
CREATE INDEX note_lead ON note (lead_id);

-- The truth: append-only, bitemporal.
CREATE TABLE stage_event (
  id          UUID    NOT NULL PRIMARY KEY,
  lead_id     UUID    NOT NULL REFERENCES lead (id),
  cycle       BIGINT NOT NULL CHECK (cycle >= 1),
  kind        TEXT    NOT NULL CHECK (kind IN ('transition', 'correction', 'void', 'merge')),
  to_stage    TEXT    CHECK (to_stage IN ('subscriber', 'lead', 'mql', 'sal', 'sql', 'opportunity', 'customer', 'evangelist',
                                          'other', 'recycled', 'disqualified', 'lost')),
  occurred_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  actor_id    UUID    REFERENCES member (id),
  actor_role  TEXT    NOT NULL CHECK (actor_role IN ('marketer', 'rep', 'manager', 'admin', 'system')),
  origin      TEXT    NOT NULL CHECK (origin IN ('user', 'api', 'import', 'system')),
  reason_code TEXT,
  criterion   TEXT,
  text_id     UUID    REFERENCES note (id),
  into_lead   UUID    REFERENCES lead (id),
  supersedes  UUID    UNIQUE REFERENCES stage_event (id),
  ref         TEXT,
  CHECK (recorded_at >= occurred_at),
  CHECK ((to_stage IS NULL) = (kind IN ('void', 'merge'))),
  CHECK ((into_lead IS NULL) = (kind <> 'merge'))
);
CREATE INDEX stage_event_lead ON stage_event (lead_id, occurred_at, id);
CREATE INDEX stage_event_late ON stage_event (recorded_at) WHERE kind <> 'transition' OR recorded_at > occurred_at;

-- One row per lead over all its cycles, as known now. «Never» is 9e18.
CREATE TABLE journey (
  lead_id     UUID    NOT NULL PRIMARY KEY REFERENCES lead (id),
  day         BIGINT NOT NULL,
  mql_day     BIGINT NOT NULL,
  lead_at     BIGINT NOT NULL,
  mql_at      BIGINT NOT NULL,
  x_mql       BIGINT NOT NULL,
  x_sal       BIGINT NOT NULL,
  x_sql       BIGINT NOT NULL,
  x_opp       BIGINT NOT NULL,
  x_cust      BIGINT NOT NULL,
  r_mql       BIGINT NOT NULL,
  r_sal       BIGINT NOT NULL,
  r_sql       BIGINT NOT NULL,
  r_opp       BIGINT NOT NULL,
  r_cust      BIGINT NOT NULL,
  mx_sal      BIGINT NOT NULL,
  mx_sql      BIGINT NOT NULL,
  mx_opp      BIGINT NOT NULL,
  mx_cust     BIGINT NOT NULL,
  mr_sal      BIGINT NOT NULL,
  mr_sql      BIGINT NOT NULL,
  mr_opp      BIGINT NOT NULL,
  mr_cust     BIGINT NOT NULL,
  first_lead  BIGINT NOT NULL,
  first_mql   BIGINT NOT NULL,
  first_sal   BIGINT NOT NULL,
  first_sql   BIGINT NOT NULL,
  first_opp   BIGINT NOT NULL,
  first_cust  BIGINT NOT NULL,
  depth       BIGINT NOT NULL,
  mql_depth   BIGINT NOT NULL,
  gone_at     BIGINT NOT NULL,
  source_id   UUID    NOT NULL REFERENCES source (id),
  persona_id  UUID    REFERENCES persona (id),
  campaign_id UUID    REFERENCES campaign (id),
  owner_id    UUID    REFERENCES member (id),
  company_id  UUID    REFERENCES company (id),
  -- The same, as they stood in the cycle of the first MQL.
  m_source_id   UUID REFERENCES source (id),
  m_persona_id  UUID REFERENCES persona (id),
  m_campaign_id UUID REFERENCES campaign (id),
  m_owner_id    UUID REFERENCES member (id)
);
CREATE INDEX journey_depth ON journey (depth, day);
CREATE INDEX journey_source ON journey (source_id, depth, day, persona_id, campaign_id, owner_id);
CREATE INDEX journey_persona ON journey (persona_id, depth, day, source_id, campaign_id, owner_id);
CREATE INDEX journey_campaign ON journey (campaign_id, depth, day, source_id, persona_id, owner_id);
CREATE INDEX journey_owner ON journey (owner_id, depth, day, source_id, persona_id, campaign_id);
CREATE INDEX journey_company ON journey (company_id, depth, day);
CREATE INDEX journey_mql_depth ON journey (mql_depth, mql_day);
CREATE INDEX journey_mql_source ON journey (m_source_id, mql_depth, mql_day, m_persona_id, m_campaign_id, m_owner_id);
CREATE INDEX journey_mql_persona ON journey (m_persona_id, mql_depth, mql_day, m_source_id, m_campaign_id, m_owner_id);
CREATE INDEX journey_mql_campaign ON journey (m_campaign_id, mql_depth, mql_day, m_source_id, m_persona_id, m_owner_id);
CREATE INDEX journey_mql_owner ON journey (m_owner_id, mql_depth, mql_day, m_source_id, m_persona_id, m_campaign_id);
-- Past dates: leads that went no further than the base need no date but that one.
CREATE INDEX journey_reached ON journey (day, r_mql, r_sal, r_sql, r_opp, r_cust, depth, lead_at) WHERE depth >= 2;
CREATE INDEX journey_mql_reached ON journey (mql_day, mr_sal, mr_sql, mr_opp, mr_cust, mql_depth, mql_at) WHERE mql_depth >= 3;
CREATE INDEX journey_gone ON journey (gone_at) WHERE gone_at < 9000000000000000000;
CREATE INDEX journey_first_lead ON journey (first_lead);
CREATE INDEX journey_first_mql ON journey (first_mql);
CREATE INDEX journey_first_sal ON journey (first_sal);
CREATE INDEX journey_first_sql ON journey (first_sql);
CREATE INDEX journey_first_opp ON journey (first_opp);
CREATE INDEX journey_first_cust ON journey (first_cust);

-- One row per lead and cycle.
CREATE TABLE passage (
  lead_id     UUID    NOT NULL REFERENCES lead (id),
  cycle       BIGINT NOT NULL,
  started_at  BIGINT NOT NULL,
  lead_at     BIGINT NOT NULL,
  mql_at      BIGINT NOT NULL,
  sal_at      BIGINT NOT NULL,
  sql_at      BIGINT NOT NULL,
  opp_at      BIGINT NOT NULL,
  cust_at     BIGINT NOT NULL,
  exit_at     BIGINT NOT NULL,
  exit_kind   TEXT,
  next_at     BIGINT NOT NULL,
  source_id   UUID    NOT NULL REFERENCES source (id),
  persona_id  UUID    REFERENCES persona (id),
  campaign_id UUID    REFERENCES campaign (id),
  owner_id    UUID    REFERENCES member (id),
  company_id  UUID    REFERENCES company (id),
  -- Of the lead: days of its base events and when it left every report, so that times need no join.
  day         BIGINT NOT NULL,
  mql_day     BIGINT NOT NULL,
  gone_at     BIGINT NOT NULL,
  PRIMARY KEY (lead_id, cycle)
);
CREATE INDEX passage_cohort ON passage (day, lead_at, mql_at, sal_at, sql_at, opp_at, cust_at, exit_at, gone_at);
CREATE INDEX passage_mql_cohort ON passage (mql_day, mql_at, sal_at, sql_at, opp_at, cust_at, exit_at, gone_at) WHERE mql_at < 9000000000000000000;
CREATE INDEX passage_lead_at ON passage (lead_at);
CREATE INDEX passage_mql_at ON passage (mql_at);
CREATE INDEX passage_sal_at ON passage (sal_at);
CREATE INDEX passage_sql_at ON passage (sql_at);
CREATE INDEX passage_opp_at ON passage (opp_at);
CREATE INDEX passage_cust_at ON passage (cust_at);
-- The few that came back.
CREATE INDEX passage_again ON passage (cycle, lead_id, lead_at, mql_at, sal_at, sql_at, opp_at, cust_at) WHERE cycle > 1;

-- Who a lead belonged to and what it was, settled once per cycle.
CREATE TABLE cycle_dimension (
  lead_id     UUID    NOT NULL REFERENCES lead (id),
  cycle       BIGINT NOT NULL,
  source_id   UUID    NOT NULL REFERENCES source (id),
  campaign_id UUID    REFERENCES campaign (id),
  persona_id  UUID    REFERENCES persona (id),
  owner_id    UUID    REFERENCES member (id),
  settled     BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (lead_id, cycle)
);

CREATE TABLE handoff (
  id          UUID    NOT NULL PRIMARY KEY,
  lead_id     UUID    NOT NULL REFERENCES lead (id),
  cycle       BIGINT NOT NULL,
  event_id    UUID    REFERENCES stage_event (id),
  at          BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  to_member   UUID    REFERENCES member (id),
  to_queue    UUID    REFERENCES queue (id),
  by_member   UUID    REFERENCES member (id),
  text_id     UUID    REFERENCES note (id),
  decided_at  BIGINT,
  cancelled_at BIGINT,
  CHECK ((to_member IS NULL) <> (to_queue IS NULL))
);
CREATE INDEX handoff_lead ON handoff (lead_id, cycle);
CREATE INDEX handoff_decided ON handoff (decided_at, lead_id, cycle) WHERE decided_at IS NOT NULL;
CREATE INDEX handoff_open ON handoff (at, lead_id) WHERE decided_at IS NULL AND cancelled_at IS NULL;

-- What a merge moved from the loser to the survivor, so that an unmerge moves exactly that back.
CREATE TABLE merge_moved (
  event_id UUID NOT NULL REFERENCES stage_event (id),
  kind     TEXT NOT NULL CHECK (kind IN ('activity', 'deal', 'task', 'external_ref')),
  row_id   TEXT NOT NULL,
  PRIMARY KEY (event_id, kind, row_id)
);

CREATE TABLE activity (
  id          UUID    NOT NULL PRIMARY KEY,
  lead_id     UUID    NOT NULL REFERENCES lead (id),
  cycle       BIGINT NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('call', 'email', 'meeting', 'message', 'note')),
  direction   TEXT    NOT NULL CHECK (direction IN ('inbound', 'outbound', 'internal')),
  outcome     TEXT    CHECK (outcome IN ('connected', 'no_answer', 'voicemail', 'replied', 'bounced', 'held', 'no_show')),
  automatic   BOOLEAN NOT NULL DEFAULT FALSE,
  actor_id    UUID    REFERENCES member (id),
  occurred_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  text_id     UUID    REFERENCES note (id),
  voided_at   BIGINT,
  voided_by   UUID    REFERENCES member (id),
  ref         TEXT,
  CHECK (recorded_at >= occurred_at)
);
CREATE INDEX activity_lead ON activity (lead_id, occurred_at);

CREATE TABLE task (
  id          UUID    NOT NULL PRIMARY KEY,
  lead_id     UUID    NOT NULL REFERENCES lead (id),
  kind        TEXT    NOT NULL CHECK (kind IN ('follow_up', 'revisit', 'proposal')),
  title       TEXT    NOT NULL DEFAULT '',
  due_on      DATE    NOT NULL,
  assignee_id UUID    REFERENCES member (id),
  created_by  UUID    REFERENCES member (id),
  created_at  BIGINT NOT NULL,
  done_at     BIGINT,
  done_by     UUID    REFERENCES member (id),
  dropped_at  BIGINT,
  version     BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX task_lead ON task (lead_id, due_on) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE INDEX task_assignee ON task (assignee_id, due_on) WHERE done_at IS NULL AND dropped_at IS NULL;

-- The day of a lead's next action follows its open tasks, whoever writes them; proposals to marketing are none.
CREATE FUNCTION task_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE lead SET next_on = (SELECT MIN(due_on) FROM task WHERE lead_id = OLD.lead_id AND done_at IS NULL
      AND dropped_at IS NULL AND kind <> 'proposal') WHERE id = OLD.lead_id;
  END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.lead_id <> OLD.lead_id) THEN
    UPDATE lead SET next_on = (SELECT MIN(due_on) FROM task WHERE lead_id = NEW.lead_id AND done_at IS NULL
      AND dropped_at IS NULL AND kind <> 'proposal') WHERE id = NEW.lead_id;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER task_next AFTER INSERT OR DELETE OR UPDATE OF lead_id, kind, due_on, done_at, dropped_at ON task
  FOR EACH ROW EXECUTE FUNCTION task_next();

CREATE TABLE deal (
  seq             BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  id              UUID    NOT NULL UNIQUE,
  version         BIGINT NOT NULL DEFAULT 1,
  lead_id         UUID    NOT NULL REFERENCES lead (id),
  company_id      UUID    REFERENCES company (id),
  cycle           BIGINT NOT NULL,
  name            TEXT    NOT NULL DEFAULT '',
  amount_minor    BIGINT CHECK (amount_minor >= 0),
  expected_on     DATE,
  stage           TEXT    NOT NULL CHECK (stage IN ('discovery', 'need_confirmed', 'proposal', 'negotiation')),
  probability     BIGINT NOT NULL CHECK (probability BETWEEN 0 AND 100),
  outcome         TEXT    NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'won', 'lost', 'cancelled')),
  reason_code     TEXT,
  competitor      TEXT    NOT NULL DEFAULT '',
  text_id         UUID    REFERENCES note (id),
  owner_id        UUID    REFERENCES member (id),
  origin          TEXT    NOT NULL CHECK (origin IN ('funnel', 'upsell')),
  opened_event_id UUID    UNIQUE REFERENCES stage_event (id),
  closed_event_id UUID    UNIQUE REFERENCES stage_event (id),
  opened_at       BIGINT NOT NULL,
  closed_at       BIGINT,
  recorded_at     BIGINT NOT NULL,
  ref             TEXT,
  CHECK ((closed_at IS NULL) = (outcome = 'open'))
);
CREATE INDEX deal_lead ON deal (lead_id);
CREATE INDEX deal_company ON deal (company_id);
CREATE INDEX deal_open ON deal (owner_id, expected_on) WHERE outcome = 'open';
CREATE INDEX deal_outcome ON deal (outcome, closed_at, seq);
CREATE INDEX deal_due ON deal (expected_on, seq) WHERE outcome = 'open';
CREATE INDEX deal_opened ON deal (opened_at, seq);

CREATE TABLE deal_change (
  deal_id   UUID    NOT NULL REFERENCES deal (id),
  version   BIGINT NOT NULL,
  field     TEXT    NOT NULL,
  old_value TEXT,
  new_value TEXT,
  actor_id  UUID    REFERENCES member (id),
  at        BIGINT NOT NULL,
  PRIMARY KEY (deal_id, version, field)
);

-- A form or API key already used, with the place its first answer led to.
CREATE TABLE idempotency (
  member_id   UUID    NOT NULL REFERENCES member (id),
  key         TEXT    NOT NULL,
  route       TEXT    NOT NULL,
  body_sha256 BYTEA    NOT NULL,
  location    TEXT    NOT NULL,
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (member_id, key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);

CREATE TABLE import_run (
  id          UUID    NOT NULL PRIMARY KEY,
  system      TEXT    NOT NULL,
  file_name   TEXT    NOT NULL,
  sha256      BYTEA    NOT NULL,
  actor_id    UUID    REFERENCES member (id),
  started_at  BIGINT NOT NULL,
  finished_at BIGINT,
  created     BIGINT NOT NULL DEFAULT 0,
  updated     BIGINT NOT NULL DEFAULT 0,
  rejected    BIGINT NOT NULL DEFAULT 0
);
