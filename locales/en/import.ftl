import-reason-header = Reason for rejection
import-undated = date unknown (import)
import-deduced = deduced from the next stage (import)
import-status = reason unknown (import)

# $encoding (String) - name of an encoding
# $separator (String) - a character
# $n (String) - formatted number of rows
import-shape = File read as { $encoding }, columns separated by { $separator }, { $n } rows
import-separator-tab = tabs
# $system (String) - name of a tool
# $headers (String) - columns
import-recognised = Recognised: { $system } (columns { $headers })
# $system (String) - name of a tool
import-as = Read as: { $system }
import-system-csv = table
import-system-relais = Relais export
# $columns (String) - column → field
import-columns = Columns recognised: { $columns }
# $columns (String) - names
import-extras = Kept as they are with each lead: { $columns }
# $column (String) - a column
# $other (String) - the column taken
import-passed-over = “{ $column }” is kept as it is: “{ $other }” already holds this field
import-day-first = Dates: day first
import-month-first = Dates: month first

import-dry = Dry run: nothing was written.
# $n (String) - formatted number
import-resumed = An interrupted import goes on, after { $n } rows
# $n (String) - formatted number
import-created = created: { $n }
# $n (String) - formatted number
import-updated = updated: { $n }
# $n (String) - formatted number
import-unchanged = unchanged: { $n }
# $n (String) - formatted number
import-duplicates = duplicates in the file: { $n }
# $n (String) - formatted number
import-rejected = rejected: { $n }
# $path (String) - a file
import-rejects = Rejected rows, with the reason: { $path }
# $line (Number) - line of the file
# $why (String) - reason
import-reject-line = line { $line }: { $why }
# $n (String) - formatted number
import-near = People perhaps already known: { $n }
# $line (Number) - line
# $other (Number) - line
import-near-line-phone = lines { $other } and { $line }: same telephone
# $line (Number) - line
# $other (Number) - line
import-near-line-name = lines { $other } and { $line }: same name, same company
# $line (Number) - line
# $lead (String) - id
import-near-lead-phone = line { $line } and lead { $lead }: same telephone
# $line (Number) - line
# $lead (String) - id
import-near-lead-name = line { $line } and lead { $lead }: same name, same company
import-past = Past rebuilt from the dates:
# $n (String) - formatted number
# $lines (String) - lines of the file
import-note-no-lead-date = without a date of becoming a lead, the creation date stands for it: { $n } (line { $lines })
# $n (String) - formatted number
# $stage (String) - a stage
# $lines (String) - lines of the file
import-note-inverted = “{ $stage }” dates contradicted by later ones, left out: { $n } (line { $lines })
# $n (String) - formatted number
# $stage (String) - a stage
# $lines (String) - lines of the file
import-note-undated = at “{ $stage }” without a date, placed at the last known moment (durations mean nothing): { $n } (line { $lines })
# $n (String) - formatted number
# $lines (String) - lines of the file
import-note-no-opportunity = customers without an opportunity, one is deduced at the same moment: { $n } (line { $lines })
# $n (String) - formatted number
# $stage (String) - a stage
# $lines (String) - lines of the file
import-note-unplaced = “{ $stage }” without a place in the history, not taken: { $n } (line { $lines })
# $n (String) - formatted number
# $stage (String) - a stage
# $lines (String) - lines of the file
import-note-went-back = gone back to “{ $stage }” in the other tool, the deepest stage is kept: { $n } (line { $lines })
# $n (String) - formatted number
# $lines (String) - lines of the file
import-not-added = new dates that contradict the known history, not taken: { $n } (line { $lines })
# $column (String) - a column
# $value (String) - a value
# $n (String) - formatted number
import-unknown-value = “{ $column }”: unknown value “{ $value }”, kept as it is ({ $n } times)
# $names (String) - names
import-new-people = Members added without access: { $names }
# $list (String) - a list
# $names (String) - names
import-new-names = Added to “{ $list }”: { $names }

import-fault-too-many-cells = more cells than the header has columns
import-fault-nobody = neither name nor e-mail nor telephone
# $column (String) - a column
# $value (String) - what it holds
import-fault-email = { $column }: “{ $value }” is not an e-mail address
# $column (String) - a column
# $limit (Number) - characters
import-fault-too-long = { $column }: more than { $limit } characters
# $column (String) - a column
import-fault-character = { $column }: contains a null character
# $column (String) - a column
# $value (String) - what it holds
import-fault-date = { $column }: “{ $value }” is not a date
# $column (String) - a column
# $value (String) - what it holds
import-fault-no-such-day = { $column }: “{ $value }” is not in the calendar
# $column (String) - a column
# $value (String) - what it holds
import-fault-two-digit-year = { $column }: “{ $value }”: write the year with four digits
# $column (String) - a column
# $value (String) - what it holds
import-fault-date-range = { $column }: “{ $value }” is outside the accepted period (1900 to 2199)
# $column (String) - a column
# $value (String) - what it holds
import-fault-future = { $column }: “{ $value }” is in the future
# $column (String) - a column
# $value (String) - what it holds
import-fault-amount = { $column }: “{ $value }” is not an amount
# $column (String) - a column
# $value (String) - what it holds
import-fault-negative = { $column }: “{ $value }” is negative
import-fault-bin = this lead is in the bin: restore it first
import-fault-erased = this person’s data were erased at their request

import-error-empty = The file is empty.
import-error-workbook = This is a workbook (Excel, LibreOffice): save the sheet as CSV.
import-error-binary = This is not a text file.
# $line (Number) - line
# $limit (String) - a limit
import-error-row-too-long = Line { $line }: a row is longer than { $limit }.
# $line (Number) - line
# $limit (Number) - columns
import-error-columns = Line { $line }: more than { $limit } columns.
# $line (Number) - line
import-error-quote = Line { $line }: a quote is never closed.
# $line (Number) - line
import-error-encoding = Line { $line }: these characters are not in the chosen encoding. Try --encoding windows-1252.
import-error-nobody = No column holds a name, an e-mail or a telephone.
import-error-deals = This file holds deals, not people: import the contacts first.
import-error-companies = This file holds companies, not people: import the contacts.
# $column (String) - a column
import-error-twice = Two columns are called “{ $column }”.
import-error-no-rows = There are no rows below the header.
# $column (String) - a column
import-error-dates = “{ $column }”: nothing says whether the day or the month comes first. Say it with --dates dmy (day) or --dates mdy (month).
# $column (String) - a column
import-error-dates-mixed = “{ $column }” mixes dates with the day and with the month first. Choose with --dates dmy or --dates mdy; the others will be rejected.
# $column (String) - a column
import-error-amounts = “{ $column }”: nothing says whether the comma or the point separates the decimals. Say it with --decimal comma or --decimal point.
# $column (String) - a column
import-error-amounts-mixed = “{ $column }” mixes decimal commas and points. Choose with --decimal comma or --decimal point; the others will be rejected.
# $lacking (String) - formatted size
import-error-space = { $lacking } of disk space are lacking. Nothing was written.

import-field-first-name = first name
import-field-last-name = last name
import-field-full-name = full name
import-field-email = e-mail
import-field-phone = telephone
import-field-job-title = job title
import-field-company = company
import-field-source = original source
import-field-latest-source = latest source
import-field-medium = medium
import-field-campaign = campaign
import-field-content = content
import-field-term = term
import-field-persona = persona
import-field-pain-points = pain points
import-field-need = need
import-field-estimated-value = estimated value
import-field-consent-basis = legal basis
import-field-opt-out = opt-out
import-field-opt-in = consent
import-field-status = status
import-field-stage = stage
import-field-revisit-on = come back on
import-field-owner-mkt = marketing owner
import-field-owner = sales owner
import-field-created-at = creation date
import-field-updated-at = last change
import-field-record-id = record id
import-field-note = note
# $stage (String) - a stage
import-field-became = “{ $stage }” date

import-rows = rows imported
import-no-encoding = unknown encoding; try utf-8, windows-1252, utf-16le, macintosh
import-error-elsewhere = The same import is running elsewhere.
