review-nav = Review
review-title = Review { $week }
review-draft = Draft
review-figures-at = figures as of { $at }
review-closed = Closed on { $at } by { $by }
review-digest = digest { $sha }
review-digest-how = SHA-256 of what was presented. Nothing corrected later changes it.
review-present = Present:
review-meeting = Open the meeting
review-minutes = Minutes
review-close = Close the review…
review-as-presented = As presented
review-today = Today
review-restated = Figures computed again today, beside what was presented.
review-past = Past reviews
review-past-none = No review has been closed yet.
review-past-lead = Each closed review stays as it was presented.
review-week-before = Week before
review-week-after = Week after
review-agenda = Agenda
review-quit = Leave
review-min = { $n } min
review-step = Step { $n } of { $of }
review-time-spent = Time spent
review-of-total = / 45 min

review-block-carried = Actions carried over
review-block-mql = MQL
review-block-sales = Sales objectives
review-block-feedback = Feedback
review-block-contents = Next contents
review-block-agreed = Decisions and actions

review-this-week = This week
review-target-mql = MQL target
review-target = Target
review-mean = Mean
review-measure = Figure
review-verdict = Reading
review-per-day = { $n ->
    [one] { $n } working day, { $rate } a day
   *[other] { $n } working days, { $rate } a day
  }
review-in-four = { $sum } in four weeks
review-target-month = { $target } a month
review-expected = expected { $expected }
review-pace = pace { $pace }
review-required = { $n } a day needed
review-forecast = The month would end between { $low } and { $high }.
review-no-promise = No agreement in force.
review-ordinary = Ordinary variation
review-unusual = Unusual gap
review-too-early = Week under way
review-no-history = No history yet
review-ordinary-why = { $this } against a mean of { $mean } (p = { $p }): nothing to explain.
review-unusual-why = { $this } against a mean of { $mean } (p = { $p }): look for the cause.
review-too-early-why = { $done } of { $of } working days: to be judged at the end.
review-no-history-why = Nothing of the kind in the four weeks before.
review-p = p = { $p }

review-sources = Where they come from
review-source = Source
review-personas = Who they resemble
review-persona = Persona
review-persona-none = Without persona
review-accepted = Accepted
review-total = Total
review-none-entered = No MQL in five weeks.
review-exceptions = To settle
review-exceptions-none = Nothing is left lying.
review-undecided = MQL handed over, undecided
review-breached = leads with a promise broken
review-at-risk = leads with a promise at risk
review-no-next-step = leads in progress without a next step
review-stale = deals without activity for 14 days
review-without-reason = refusals without a reason
review-recycled-due = recycled leads due for another look
review-sla-kept = Promises due and kept
review-sql = SQL
review-opportunities = Opportunities
review-won = Deals won
review-open-deals = Open deals
review-wins = Won
review-losses = Lost
review-slipped = Signatures put back
review-none-won = No deal won this week.
review-none-lost = No deal lost this week.
review-none-slipped = No date moved back.
review-deal = Deal
review-amount = Amount
review-reason = Reason
review-no-reason = No reason
review-moved = from { $was } to { $is }
review-others = and { $n } others
review-refusals = Refusals by reason
review-refusals-none = No refusal this week.
review-count = Count
review-decided = MQL decided
review-accepted-of = { $accepted } accepted of { $decided }

review-note-marketing = Our results, by marketing
review-note-sales = Our results, by sales
review-note-empty = Nothing written.
review-note-save = Save the note
review-note-saved = Note saved.
review-note-by = { $who }, { $at }
review-note-conflict = Two people wrote in this note
review-note-conflict-by = { $who } changed it while you were writing. Nothing is lost: keep what is needed.
review-note-final = The note to keep

review-contents-none = No content planned.
review-content = Content
review-content-on = Day
review-content-by = Owner
review-content-add = Add the content
review-content-added = Content added.
review-content-drop = Remove
review-content-dropped = Content removed.
review-decisions = Decisions
review-decisions-none = No decision.
review-decision = New decision
review-decision-who = Who answers for it
review-decision-date = From
review-decision-add = Add the decision
review-decision-added = Decision added.
review-actions = Actions
review-actions-none = No action.
review-action = New action
review-action-owner = Owner
review-action-due = Due
review-action-link = Lead or deal
review-action-link-hint = Paste the address of its page.
review-action-link-error = This is the address of no lead and no deal
review-action-add = Add the action
review-action-added = Action added.
review-action-done = Done
review-action-done-said = Action done.
review-action-reopen = Reopen
review-action-reopened = Action reopened.
review-struck = Removed.
review-strike = Remove
review-carried-none = No action to carry over.
review-age = { $n ->
    [one] agreed one review ago
   *[other] agreed { $n } reviews ago
  }
review-late = { $n ->
    [one] late by one review
   *[other] late by { $n } reviews
  }
review-done-on = done on { $date }
review-completion = Done in time
review-completion-of = { $done } of { $due } due in four weeks
review-linked = See

review-close-title = Close the review
review-close-lead = Figures, notes, decisions and actions are kept as they are presented, for good. Corrections made later will show under “Today”.
review-close-who = Who was there?
review-close-who-error = Tick at least one person
review-close-button = Close
review-closed-said = Review closed.
review-closed-before = { $by } already closed it on { $at }. It stays as it was presented.
review-frozen-write = This review is closed: it stays as it was presented. Write it in the review of the current week.
review-not-yours = This note is the other team’s.
review-week-bad = A week is written 2026-W46: the year, then the number in two digits.
review-week-missing = { $year } has no week { $asked }: it has { $weeks }.
review-week-future = This week has not begun: it begins on { $date }.

review-leads-lead = Lead
review-leads-company = Company
review-leads-owner = Rep
review-leads-stage = Today
review-leads-none = None.
review-leads-back = Back to the review
review-leads-first = The first { $n } are listed.
review-erased = Data erased
review-unnamed = Unnamed
review-diff = What changed since
review-diff-presented = Presented
review-diff-now = Today
review-diff-gap = Gap
review-diff-left = is no longer in it
review-diff-entered = has entered
review-diff-none = No lead has entered or left.
review-diff-many = Too many leads to name one by one.
review-minutes-of = Minutes
review-promised = { $actual } handed over, expected { $expected }
