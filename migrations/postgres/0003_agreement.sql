-- The agreement between both teams: open hours, dated terms, and the obligations that handoffs create.

-- Calendars as frozen on handoffs: canonical text under its SHA-256. Never changed, never deleted.
CREATE TABLE calendar (
  sha        BYTEA NOT NULL PRIMARY KEY,
  body       TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- The calendars that people work by; editing one points it to another frozen text.
CREATE TABLE work_calendar (
  id         UUID NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  name_key   TEXT COLLATE "C" NOT NULL UNIQUE,
  sha        BYTEA NOT NULL REFERENCES calendar (sha),
  is_default BIGINT NOT NULL DEFAULT 0,
  version    BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX work_calendar_default ON work_calendar (is_default) WHERE is_default = 1;

ALTER TABLE member ADD COLUMN calendar_id UUID REFERENCES work_calendar (id);
ALTER TABLE queue ADD COLUMN calendar_id UUID REFERENCES work_calendar (id);

-- What is promised from a day on; never edited once the day has come. Signatures and texts will hang on the number.
CREATE TABLE agreement (
  number                BIGINT NOT NULL PRIMARY KEY,
  starts_on             DATE NOT NULL UNIQUE,
  mql_target            BIGINT NOT NULL CHECK (mql_target > 0),
  acceptance_floor      BIGINT NOT NULL CHECK (acceptance_floor BETWEEN 0 AND 100),
  first_contact_minutes BIGINT NOT NULL CHECK (first_contact_minutes > 0),
  decision_minutes      BIGINT NOT NULL CHECK (decision_minutes > 0),
  created_by            UUID REFERENCES member (id),
  created_at            BIGINT NOT NULL
);
CREATE TABLE agreement_persona (
  number     BIGINT NOT NULL REFERENCES agreement (number),
  persona_id UUID NOT NULL REFERENCES persona (id),
  mql_target BIGINT NOT NULL CHECK (mql_target > 0),
  PRIMARY KEY (number, persona_id)
);

ALTER TABLE handoff ADD COLUMN calendar_sha BYTEA REFERENCES calendar (sha);

-- A manager takes one obligation out of the count, with a reason.
CREATE TABLE obligation_excuse (
  handoff_id UUID NOT NULL REFERENCES handoff (id),
  kind       TEXT NOT NULL CHECK (kind IN ('first_contact', 'decision')),
  lead_id    UUID NOT NULL REFERENCES lead (id),
  at         BIGINT NOT NULL,
  by_member  UUID REFERENCES member (id),
  text_id    UUID REFERENCES note (id),
  PRIMARY KEY (handoff_id, kind)
);
CREATE INDEX obligation_excuse_lead ON obligation_excuse (lead_id);

-- Computed: the first handoff of each cycle, with what sales decided. «Never» is 9e18.
CREATE TABLE relay (
  lead_id      UUID NOT NULL REFERENCES lead (id),
  cycle        BIGINT NOT NULL,
  handoff_id   UUID NOT NULL REFERENCES handoff (id),
  at           BIGINT NOT NULL,
  first_time   BIGINT NOT NULL,
  accepted_at  BIGINT NOT NULL,
  rejected_at  BIGINT NOT NULL,
  withdrawn_at BIGINT NOT NULL,
  terms        BIGINT,
  persona_id   UUID REFERENCES persona (id),
  source_id    UUID NOT NULL REFERENCES source (id),
  owner_id     UUID REFERENCES member (id),
  PRIMARY KEY (lead_id, cycle)
);
CREATE INDEX relay_at ON relay (at, first_time, withdrawn_at, accepted_at, rejected_at, persona_id);

-- Computed: what the relay obliges to. Its status is read from these instants and the clock.
CREATE TABLE obligation (
  handoff_id UUID NOT NULL REFERENCES handoff (id),
  kind       TEXT NOT NULL CHECK (kind IN ('first_contact', 'decision')),
  lead_id    UUID NOT NULL REFERENCES lead (id),
  cycle      BIGINT NOT NULL,
  terms      BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  risk_at    BIGINT NOT NULL,
  due_at     BIGINT NOT NULL,
  done_at    BIGINT NOT NULL,
  late       BIGINT NOT NULL,
  cancelled  BIGINT NOT NULL,
  excused    BIGINT NOT NULL,
  open       BIGINT NOT NULL,
  owner_id   UUID REFERENCES member (id),
  persona_id UUID REFERENCES persona (id),
  source_id  UUID NOT NULL REFERENCES source (id),
  PRIMARY KEY (handoff_id, kind)
);
CREATE INDEX obligation_lead ON obligation (lead_id);
CREATE INDEX obligation_due ON obligation (due_at, kind, done_at, risk_at, cancelled, excused, late, owner_id, persona_id, source_id);
CREATE INDEX obligation_open ON obligation (owner_id, due_at, lead_id) WHERE open = 1;
CREATE INDEX obligation_open_due ON obligation (due_at, risk_at, lead_id) WHERE open = 1;
