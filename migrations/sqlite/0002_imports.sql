-- Imports that can be followed, resumed after an interruption, and looked at row by row.
ALTER TABLE import_run ADD COLUMN rows_done  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN unchanged  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN duplicates INTEGER NOT NULL DEFAULT 0;
CREATE INDEX import_run_sha ON import_run (sha256);

-- What became of each row that touched a lead.
CREATE TABLE import_row (
  import_id BLOB    NOT NULL REFERENCES import_run (id),
  row_no    INTEGER NOT NULL,
  lead_id   BLOB    NOT NULL REFERENCES lead (id),
  outcome   TEXT    NOT NULL CHECK (outcome IN ('created', 'updated')),
  PRIMARY KEY (import_id, row_no)
) STRICT;
