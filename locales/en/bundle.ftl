# $column (String) - name of a column
bundle-no-column = column “{ $column }” is missing
# $column (String) - name of a column
bundle-twice-column = two columns “{ $column }”
bundle-too-many-cells = more cells than the header has columns
# $column (String) - name of a column
bundle-empty = “{ $column }” is empty
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-instant = “{ $column }”: “{ $text }” is no instant; write 2026-11-24T08:00:00Z
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-date = “{ $column }”: “{ $text }” is no date; write 2026-11-24
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-number = “{ $column }”: “{ $text }” is no whole number
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-amount = “{ $column }”: “{ $text }” is no amount; write 8000 or 8000.50
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-flag = “{ $column }”: “{ $text }” is neither true nor false
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-code = “{ $column }”: “{ $text }” is no known value
# $column (String) - name of a column
bundle-bad-text = “{ $column }”: text too long, or with a null character
# $column (String) - name of a column
# $text (String) - what it holds
bundle-future = “{ $column }”: { $text } is in the future
bundle-recorded-before = recorded before it happened
# $id (String) - an id of the file
bundle-duplicate = the id “{ $id }” names two rows
# $id (String) - an id of the file
bundle-no-lead = lead “{ $id }” is neither in leads.csv nor in events.csv
# $id (String) - an id of the file
bundle-no-event = event “{ $id }” does not exist
# $id (String) - an id of the file
bundle-no-deal = deal “{ $id }” does not exist
bundle-twice-row = this row repeats an earlier one
# $id (String) - an id of the file
bundle-other-lead = supersedes “{ $id }”, an event of another lead
# $id (String) - an id of the file
bundle-superseded-twice = “{ $id }” is already superseded by another event
# $id (String) - an id of the file
bundle-void-of-void = “{ $id }” is a void and can’t be voided: enter the event again
bundle-supersedes-nothing = a void or a correction must say what it supersedes
bundle-may-not-supersede = only a void or a correction supersedes an event
bundle-supersedes-itself = the event supersedes itself, directly or not
bundle-stage-mismatch = “to” is for transitions and corrections, and needed there
bundle-survivor-mismatch = “into” is for merges, and needed there
bundle-merged-into-itself = the lead is merged into itself, directly or not
# $to (String) - a stage
bundle-start = a history starts with “Subscriber” or “Lead”, not with “{ $to }”
# $to (String) - a stage
bundle-repeated = the lead is already at “{ $to }”
# $from (String) - a stage
# $to (String) - a stage
bundle-backward = back from “{ $from }” to “{ $to }” within a cycle: this is a correction, or an exit and a new cycle
# $from (String) - a stage
# $to (String) - a stage
bundle-no-such-move = there is no move from “{ $from }” to “{ $to }”
# $found (Number) - cycle of the line
# $expected (Number) - cycle it should have
bundle-cycle = cycle { $found } instead of { $expected }
# $found (Number) - cycle of the line
# $expected (Number) - cycle that is still open
# $at (String) - a stage
bundle-cycle-open = cycle { $found } starts while cycle { $expected } has not ended (it is at “{ $at }”)
bundle-closing = an open deal has no closing date; a closed one has
bundle-owner-and-queue = a sales owner or a queue, one of the two
# $why (String) - what the reader says
bundle-unreadable = unreadable file: { $why }
# $file (String) - a file of the bundle
# $line (Number) - line in it
# $why (String) - reason
bundle-refusal = { $file }, line { $line }: { $why }

# $folder (String) - a path
bundle-no-folder = There is no folder { $folder }.
# $folder (String) - a path
bundle-no-events = The folder { $folder } has no events.csv.
# $folder (String) - a path
bundle-not-empty = The folder { $folder } is not empty: choose another one.
# $n (Number) - leads
bundle-holds-leads = { $n ->
    [one] The database already holds a lead: a history is imported into a database without leads only.
   *[other] The database already holds { $n } leads: a history is imported into a database without leads only.
  }
# $n (Number) - lines
bundle-refused = { $n ->
    [one] One line is refused. Nothing was written.
   *[other] { $n } lines are refused. Nothing was written.
  }
# $n (Number) - lines not shown
bundle-more-refusals = … and { $n } more

# $file (String) - a file
# $n (String) - formatted number of rows
bundle-rows = { $file }: { $n } rows
# $n (String) - formatted number
bundle-bare-leads = { $n } leads have nothing but their history: leads.csv does not name them
# $file (String) - a file
# $columns (String) - names
bundle-unknown-columns = { $file }: unknown columns, left aside: { $columns }
# $columns (String) - names
bundle-kept-columns = leads.csv: unknown columns, kept as they are with each lead: { $columns }
# $files (String) - names
bundle-unknown-files = unknown files, not read: { $files }
# $names (String) - names
bundle-new-people = members added without access: { $names }
# $list (String) - a list
# $names (String) - names
bundle-new-names = added to “{ $list }”: { $names }
# $name (String) - a setting
# $before (String) - its value
# $after (String) - its value
bundle-setting = setting “{ $name }”: { $after } instead of { $before }, as in the imported history
bundle-gaps-title = What this history does not say:
# $n (String) - formatted number
bundle-gap-exits = { $n } exits without a reason
# $reasons (String) - texts
bundle-gap-reasons = reasons outside the list, kept as texts: { $reasons }
# $n (String) - formatted number
bundle-gap-amounts = { $n } deals without an amount
# $n (String) - formatted number
bundle-gap-opportunities = { $n } entries into opportunity without a deal
# $n (String) - formatted number
bundle-gap-sources = { $n } leads without a known source
# $n (String) - formatted number
bundle-gap-events = { $n } leads without any event: they are in no list
