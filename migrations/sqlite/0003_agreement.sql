-- The agreement between both teams: open hours, dated terms, and the obligations that handoffs create.

-- Calendars as frozen on handoffs: canonical text under its SHA-256. Never changed, never deleted.
CREATE TABLE calendar (
  sha        BLOB NOT NULL PRIMARY KEY,
  body       TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- The calendars that people work by; editing one points it to another frozen text.
CREATE TABLE work_calendar (
  id         BLOB NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL UNIQUE,
  sha        BLOB NOT NULL REFERENCES calendar (sha),
  is_default INTEGER NOT NULL DEFAULT 0,
  version    INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX work_calendar_default ON work_calendar (is_default) WHERE is_default = 1;

ALTER TABLE member ADD COLUMN calendar_id BLOB REFERENCES work_calendar (id);
ALTER TABLE queue ADD COLUMN calendar_id BLOB REFERENCES work_calendar (id);

-- What is promised from a day on; never edited once the day has come. Signatures and texts will hang on the number.
CREATE TABLE agreement (
  number                INTEGER NOT NULL PRIMARY KEY,
  starts_on             TEXT NOT NULL UNIQUE,
  mql_target            INTEGER NOT NULL CHECK (mql_target > 0),
  acceptance_floor      INTEGER NOT NULL CHECK (acceptance_floor BETWEEN 0 AND 100),
  first_contact_minutes INTEGER NOT NULL CHECK (first_contact_minutes > 0),
  decision_minutes      INTEGER NOT NULL CHECK (decision_minutes > 0),
  created_by            BLOB REFERENCES member (id),
  created_at            INTEGER NOT NULL
) STRICT;
CREATE TABLE agreement_persona (
  number     INTEGER NOT NULL REFERENCES agreement (number),
  persona_id BLOB NOT NULL REFERENCES persona (id),
  mql_target INTEGER NOT NULL CHECK (mql_target > 0),
  PRIMARY KEY (number, persona_id)
) STRICT;

ALTER TABLE handoff ADD COLUMN calendar_sha BLOB REFERENCES calendar (sha);

-- A manager takes one obligation out of the count, with a reason.
CREATE TABLE obligation_excuse (
  handoff_id BLOB NOT NULL REFERENCES handoff (id),
  kind       TEXT NOT NULL CHECK (kind IN ('first_contact', 'decision')),
  lead_id    BLOB NOT NULL REFERENCES lead (id),
  at         INTEGER NOT NULL,
  by_member  BLOB REFERENCES member (id),
  text_id    BLOB REFERENCES note (id),
  PRIMARY KEY (handoff_id, kind)
) STRICT;
CREATE INDEX obligation_excuse_lead ON obligation_excuse (lead_id);

-- Computed: the first handoff of each cycle, with what sales decided. «Never» is 9e18.
CREATE TABLE relay (
  lead_id      BLOB NOT NULL REFERENCES lead (id),
  cycle        INTEGER NOT NULL,
  handoff_id   BLOB NOT NULL REFERENCES handoff (id),
  at           INTEGER NOT NULL,
  first_time   INTEGER NOT NULL,
  accepted_at  INTEGER NOT NULL,
  rejected_at  INTEGER NOT NULL,
  withdrawn_at INTEGER NOT NULL,
  terms        INTEGER,
  persona_id   BLOB REFERENCES persona (id),
  source_id    BLOB NOT NULL REFERENCES source (id),
  owner_id     BLOB REFERENCES member (id),
  PRIMARY KEY (lead_id, cycle)
) STRICT;
CREATE INDEX relay_at ON relay (at, first_time, withdrawn_at, accepted_at, rejected_at, persona_id);

-- Computed: what the relay obliges to. Its status is read from these instants and the clock.
CREATE TABLE obligation (
  handoff_id BLOB NOT NULL REFERENCES handoff (id),
  kind       TEXT NOT NULL CHECK (kind IN ('first_contact', 'decision')),
  lead_id    BLOB NOT NULL REFERENCES lead (id),
  cycle      INTEGER NOT NULL,
  terms      INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  risk_at    INTEGER NOT NULL,
  due_at     INTEGER NOT NULL,
  done_at    INTEGER NOT NULL,
  late       INTEGER NOT NULL,
  cancelled  INTEGER NOT NULL,
  excused    INTEGER NOT NULL,
  open       INTEGER NOT NULL,
  owner_id   BLOB REFERENCES member (id),
  persona_id BLOB REFERENCES persona (id),
  source_id  BLOB NOT NULL REFERENCES source (id),
  PRIMARY KEY (handoff_id, kind)
) STRICT;
CREATE INDEX obligation_lead ON obligation (lead_id);
CREATE INDEX obligation_due ON obligation (due_at, kind, done_at, risk_at, cancelled, excused, late, owner_id, persona_id, source_id);
CREATE INDEX obligation_open ON obligation (owner_id, due_at, lead_id) WHERE open = 1;
CREATE INDEX obligation_open_due ON obligation (due_at, risk_at, lead_id) WHERE open = 1;
