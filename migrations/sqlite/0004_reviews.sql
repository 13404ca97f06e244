-- The weekly review. A row per week from the first word written about it; closing it freezes what was presented.
CREATE TABLE review (
  week      TEXT    NOT NULL PRIMARY KEY,
  monday    TEXT    NOT NULL UNIQUE,
  frozen_at INTEGER,
  frozen_by BLOB    REFERENCES member (id),
  -- Canonical JSON, exactly the bytes that were digested.
  payload   TEXT,
  sha256    BLOB,
  CHECK ((frozen_at IS NULL) = (payload IS NULL)),
  CHECK ((frozen_at IS NULL) = (sha256 IS NULL))
) STRICT;

-- Each team's words in each block; a new row per edit, so that two people typing at once lose nothing.
CREATE TABLE review_note (
  week       TEXT    NOT NULL REFERENCES review (week),
  block      TEXT    NOT NULL CHECK (block IN ('mql', 'sales', 'feedback', 'contents')),
  team       TEXT    NOT NULL CHECK (team IN ('marketing', 'sales')),
  version    INTEGER NOT NULL CHECK (version >= 1),
  body       TEXT    NOT NULL,
  author_id  BLOB    NOT NULL REFERENCES member (id),
  at         INTEGER NOT NULL,
  PRIMARY KEY (week, block, team, version)
) STRICT;

CREATE TABLE review_decision (
  id         BLOB    NOT NULL PRIMARY KEY,
  week       TEXT    NOT NULL REFERENCES review (week),
  body       TEXT    NOT NULL,
  who_id     BLOB    NOT NULL REFERENCES member (id),
  decided_on TEXT    NOT NULL,
  created_by BLOB    NOT NULL REFERENCES member (id),
  created_at INTEGER NOT NULL,
  dropped_at INTEGER
) STRICT;
CREATE INDEX review_decision_week ON review_decision (week);

CREATE TABLE review_action (
  id         BLOB    NOT NULL PRIMARY KEY,
  week       TEXT    NOT NULL REFERENCES review (week),
  monday     TEXT    NOT NULL,
  body       TEXT    NOT NULL,
  owner_id   BLOB    NOT NULL REFERENCES member (id),
  due_on     TEXT    NOT NULL,
  lead_id    BLOB    REFERENCES lead (id),
  deal_id    BLOB    REFERENCES deal (id),
  created_by BLOB    NOT NULL REFERENCES member (id),
  created_at INTEGER NOT NULL,
  done_at    INTEGER,
  done_on    TEXT,
  done_by    BLOB    REFERENCES member (id),
  dropped_at INTEGER,
  CHECK ((done_at IS NULL) = (done_on IS NULL))
) STRICT;
CREATE INDEX review_action_open ON review_action (due_on) WHERE done_at IS NULL AND dropped_at IS NULL;
CREATE INDEX review_action_due ON review_action (due_on) WHERE dropped_at IS NULL;
CREATE INDEX review_action_week ON review_action (week);
CREATE INDEX review_action_lead ON review_action (lead_id) WHERE lead_id IS NOT NULL;

-- Contents to come: a dated list.
CREATE TABLE planned_content (
  id         BLOB    NOT NULL PRIMARY KEY,
  planned_on TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  owner_id   BLOB    REFERENCES member (id),
  created_by BLOB    NOT NULL REFERENCES member (id),
  created_at INTEGER NOT NULL,
  dropped_at INTEGER
) STRICT;
CREATE INDEX planned_content_on ON planned_content (planned_on) WHERE dropped_at IS NULL;

-- What the review looks for: leads without a next step, recycled leads to see again, deals that sleep or slip.
CREATE INDEX lead_no_next ON lead (stage_at, seq)
  WHERE hidden = 0 AND next_on IS NULL AND stage IN ('mql', 'sal', 'sql', 'opportunity');
CREATE INDEX lead_revisit ON lead (revisit_on, seq) WHERE hidden = 0 AND stage = 'recycled' AND revisit_on IS NOT NULL;
CREATE INDEX deal_open_since ON deal (opened_at, seq, amount_minor) WHERE outcome = 'open';
CREATE INDEX deal_change_slip ON deal_change (at) WHERE field = 'expected_on';
