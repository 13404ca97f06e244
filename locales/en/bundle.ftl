bundle-no-column = column “{ $column }” is missing
bundle-twice-column = two columns “{ $column }”
bundle-too-many-cells = more cells than the header has columns
bundle-empty = “{ $column }” is empty
bundle-not-instant = “{ $column }”: “{ $text }” is no instant; write 2026-11-24T08:00:00Z
bundle-not-date = “{ $column }”: “{ $text }” is no date; write 2026-11-24
bundle-not-number = “{ $column }”: “{ $text }” is no whole number
bundle-not-amount = “{ $column }”: “{ $text }” is no amount; write 8000 or 8000.50
bundle-not-flag = “{ $column }”: “{ $text }” is neither true nor false
bundle-not-code = “{ $column }”: “{ $text }” is no known value
bundle-bad-text = “{ $column }”: text too long, or with a null character
bundle-future = “{ $column }”: { $text } is in the future
bundle-recorded-before = recorded before it happened
bundle-duplicate = the id “{ $id }” names two rows
bundle-no-lead = lead “{ $id }” is neither in leads.csv nor in events.csv
bundle-no-event = event “{ $id }” does not exist
bundle-no-deal = deal “{ $id }” does not exist
bundle-twice-row = this row repeats an earlier one
bundle-other-lead = supersedes “{ $id }”, an event of another lead
bundle-superseded-twice = “{ $id }” is already superseded by another event
bundle-void-of-void = “{ $id }” is a void and can’t be voided: enter the event again
bundle-supersedes-nothing = a void or a correction must say what it supersedes
bundle-may-not-supersede = only a void or a correction supersedes an event
bundle-supersedes-itself = the event supersedes itself, directly or not
bundle-stage-mismatch = “to” is for transitions and corrections, and needed there
bundle-survivor-mismatch = “into” is for merges, and needed there
bundle-merged-into-itself = the lead is merged into itself, directly or not
bundle-start = a history starts with “Subscriber” or “Lead”, not with “{ $to }”
bundle-repeated = the lead is already at “{ $to }”
bundle-backward = back from “{ $from }” to “{ $to }” within a cycle: this is a correction, or an exit and a new cycle
bundle-no-such-move = there is no move from “{ $from }” to “{ $to }”
bundle-cycle = cycle { $found } instead of { $expected }
bundle-cycle-open = cycle { $found } starts while cycle { $expected } has not ended (it is at “{ $at }”)
bundle-closing = an open deal has no closing date; a closed one has
bundle-owner-and-queue = a sales owner or a queue, one of the two
bundle-unreadable = unreadable file: { $why }
bundle-refusal = { $file }, line { $line }: { $why }

bundle-no-folder = There is no folder { $folder }.
bundle-no-events = The folder { $folder } has no events.csv.
bundle-not-empty = The folder { $folder } is not empty: choose another one.
bundle-holds-leads = { $n ->
    [one] The database already holds a lead: a history is imported into a database without leads only.
   *[other] The database already holds { $n } leads: a history is imported into a database without leads only.
  }
bundle-refused = { $n ->
    [one] One line is refused. Nothing was written.
   *[other] { $n } lines are refused. Nothing was written.
  }
bundle-more-refusals = … and { $n } more

bundle-rows = { $file }: { $n }
bundle-bare-leads = leads known by their history only, leads.csv does not name them: { $n }
bundle-unknown-columns = { $file }: unknown columns, left aside: { $columns }
bundle-kept-columns = leads.csv: unknown columns, kept as they are with each lead: { $columns }
bundle-unknown-files = unknown files, not read: { $files }
bundle-new-people = members added without access: { $names }
bundle-new-names = added to “{ $list }”: { $names }
bundle-setting = setting “{ $name }”: { $after } instead of { $before }, as in the imported history
bundle-gaps-title = What this history does not say:
bundle-gap-exits = exits without a reason: { $n }
bundle-gap-reasons = reasons outside the list, kept as texts: { $reasons }
bundle-gap-amounts = deals without an amount: { $n }
bundle-gap-opportunities = entries into opportunity without a deal: { $n }
bundle-gap-sources = leads without a known source: { $n }
bundle-gap-events = leads without any event, in no list: { $n }
