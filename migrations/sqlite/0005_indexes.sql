-- All tasks of a lead, done ones too: its page shows them, a merge moves them.
DROP INDEX task_lead;
CREATE INDEX task_lead ON task (lead_id, due_on);
