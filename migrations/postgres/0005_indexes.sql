-- All tasks of a lead, done ones too: its page shows them, a merge moves them.
DROP INDEX task_lead;
CREATE INDEX task_lead ON task (lead_id, due_on);

-- What was won in a period, without a look at the deals themselves.
CREATE INDEX deal_won ON deal (closed_at, amount_minor) WHERE outcome = 'won';

-- What sales decided in a period.
CREATE INDEX relay_accepted ON relay (accepted_at, lead_id) WHERE accepted_at < 9000000000000000000;
CREATE INDEX relay_rejected ON relay (rejected_at, lead_id) WHERE rejected_at < 9000000000000000000;
