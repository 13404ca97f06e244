home-hello = Hello { $name }
home-month = The month
home-tiles = Four figures
home-funnel = See the funnel
home-see-all = See all
home-before = Month before:
home-today = Today

home-sentence = In { $month }: { $parts }
home-sentence-quiet = Nothing yet in { $month }.
home-sentence-leads = { $leads } new leads and { $mql } new MQLs.
home-sentence-decided = { $accepted } accepted of { $decided } decided.
home-sentence-won = { $amount } signed.

home-tile-leads = New leads
home-tile-mql = New MQLs
home-tile-acceptance = Acceptance of MQLs
home-tile-won = Revenue signed
home-note-first = entered for the first time this month
home-note-decided = { $accepted } accepted of { $decided } decided
home-note-won = { $n ->
    [one] { $count } deal won
   *[other] { $count } deals won
  }

home-waiting-all = MQLs waiting
home-waiting-none = No MQL waits for a decision.
home-waits = Waiting for

home-decide = To accept or reject
home-decide-none = No lead waits for your decision.
home-accept = Accept
home-refuse = Reject…
home-since = Waiting for { $age }
home-by = from { $name }
home-in-queue = queue { $queue }
home-follow-ups = Follow-ups today
home-follow-ups-none = No follow-up planned today.
home-call = Call { $name }
home-deals = My open deals
home-deals-none = No open deal.
home-deal = Deal
home-amount = Amount
home-expected = Expected signature
home-percent = { $n }%

home-mine = My leads
home-refused = Rejected by sales
home-refused-none = None of your leads came back.
home-revisits = To revisit
home-revisits-none = No recycled lead is due today.
home-proposals = Proposals to settle
home-proposals-none = No proposal.
home-revisit = Revisit the recycled lead
home-proposal = Merge or set aside

home-notifications = To do
home-nothing-title = Nothing to settle
home-nothing-text = Leads handed to you and your follow-ups of the day show up here.
home-prepare-review = Prepare the review
home-trend = By week, over eight weeks: from { $from } to { $to }
home-pace = { $word }, pace { $pace }
home-promised = of { $target } promised by marketing
home-expected-tonight = Expected by tonight: { $expected }
home-late = Promises broken
home-late-none = No broken promise is waiting.
home-sentence-late = { $count } leads with a promise broken.
home-promise = MQL of the month, promised by marketing
