form-title-error = Error – { $title }
form-summary-title = { $n ->
    [one] One thing to correct
   *[other] { $n } things to correct
  }
form-optional = optional
form-choose = Choose…
form-yes = Yes
form-no = No
form-save = Save
form-cancel = Cancel
stale-form = This record has changed since you opened it. What you typed is kept; save again to replace what was saved meanwhile.
stale-field = Saved meanwhile: “{ $now }”
stale-emptied = Emptied meanwhile.

field-required = This field is needed.
field-too-long = { $max } characters at most.
field-too-short = { $min } characters at least.
field-email = Write an address like name@example.com.
field-phone = Write a number like +44 20 7946 0000.
field-number = Write a whole number.
field-money = Write an amount like 8,000.00.
field-out-of-range = Between { $min } and { $max }.
field-date = Write a date like 31/12/2026.
field-future-date = This date is in the future.
field-past-date = This date is past.
field-choice = Choose a value from the list.
field-duplicate = This value exists already.
field-characters = This text holds characters that are not allowed.
field-money-ambiguous = Thousands or decimals? Write 1234 or 1234.00.
field-money-negative = The amount cannot be negative.
field-money-decimals = { $n } decimals at most.
field-money-large = The amount cannot exceed { $amount }.
field-instant = Write a date and time like 31/12/2026 09:30.
