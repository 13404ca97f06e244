-- Sums of the obligations by the local day on which they fall due: a month of reports reads these, not the rows.
-- `status` is where an obligation stands once its day is over; `value` is the owner, persona or source, the nil id for
-- none. Filled when the program starts on a base that has none yet.
CREATE TABLE obligation_tally (
  facet   TEXT    NOT NULL CHECK (facet IN ('owner', 'persona', 'source')),
  day     BIGINT NOT NULL,
  value   UUID    NOT NULL,
  kind    TEXT    NOT NULL CHECK (kind IN ('first_contact', 'decision')),
  status  TEXT    NOT NULL,
  n       BIGINT NOT NULL,
  late    BIGINT NOT NULL,
  PRIMARY KEY (facet, day, value, kind, status)
);

-- Sums of the relays by the local day of the handoff and by persona.
CREATE TABLE relay_tally (
  day       BIGINT NOT NULL,
  persona   UUID    NOT NULL,
  volume    BIGINT NOT NULL,
  accepted  BIGINT NOT NULL,
  rejected  BIGINT NOT NULL,
  undecided BIGINT NOT NULL,
  PRIMARY KEY (day, persona)
);

-- Obligations that were not kept in time, or not yet: the lists of what goes wrong.
CREATE INDEX obligation_trouble ON obligation (due_at, handoff_id, kind)
  WHERE excused = 0 AND cancelled = 0 AND done_at > due_at;

-- Sums of the journeys by the day of their base event and how deep they went since: all together (facet `all`, the nil
-- id), and by source, persona, campaign and owner.
CREATE TABLE journey_tally (
  base  TEXT    NOT NULL CHECK (base IN ('lead', 'mql')),
  facet TEXT    NOT NULL CHECK (facet IN ('all', 'source', 'persona', 'campaign', 'owner')),
  value UUID    NOT NULL,
  day   BIGINT  NOT NULL,
  depth BIGINT  NOT NULL,
  n     BIGINT  NOT NULL,
  PRIMARY KEY (base, facet, value, day, depth)
);

-- What the open deals amount to, without a look at the deals themselves.
CREATE INDEX deal_open_amount ON deal (amount_minor) WHERE outcome = 'open';

-- What sales decided in a period, with the source.
DROP INDEX relay_accepted;
DROP INDEX relay_rejected;
CREATE INDEX relay_accepted ON relay (accepted_at, lead_id, source_id) WHERE accepted_at < 9000000000000000000;
CREATE INDEX relay_rejected ON relay (rejected_at, lead_id, source_id) WHERE rejected_at < 9000000000000000000;

-- Leads that were handed over more than once: what a count of leads must not count twice.
CREATE INDEX relay_again ON relay (accepted_at, rejected_at, lead_id, cycle) WHERE cycle > 1;
