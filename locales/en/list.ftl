list-title = Leads
list-search = Name, company, e-mail
list-filter-form = Filter leads
list-filter-add = Filter
list-filter-clear = Clear the filters
list-filter-remove = Remove the filter { $facet }
list-export = Export
list-export-label = Export this list as CSV
list-view-board = Board
list-view-list = List
list-view-label = Layout
list-rows = List of leads
list-caption = { $n ->
    [one] { $count } lead
   *[other] { $count } leads
  }
list-count-all = Count every lead

list-tabs = Views
list-tab-all = All
list-tab-mine = My leads
list-tab-waiting = To decide
list-tab-overdue = Overdue actions
list-tab-idle = No next action
list-tab-nurture = To nurture
list-tab-unassigned = To hand off

list-col-lead = Lead
list-col-stage = Stage
list-col-owner = In charge
list-col-next = Next action
list-col-source = Source
list-col-created = Created
list-col-age = In stage
list-col-value = Value
list-nobody = Nobody
list-queue-tag = Queue
list-unnamed = No name

list-age-minutes = { $n } min
list-age-hours = { $n } h
list-age-days = { $n } d
list-age-months = { $n } mo
list-age-years = { $n ->
    [one] { $n } yr
   *[other] { $n } yrs
  }

list-next-qualify = Qualify
list-next-hand-off = Hand off
list-next-decide = Accept or reject
list-next-missing = No action planned
list-next-follow-up = Follow up
list-next-today = today
list-next-late = { $day }, overdue
list-next-none = Nothing to do

list-empty-title = No lead yet
list-empty-text = Leads that you enter, import or receive show up here.
list-empty-action = Enter a lead
list-none-title = No lead matches
list-none-text = Remove a filter or search for something else.

list-filters-title = Filter leads
list-filters-apply = Apply
list-any = All
list-none = None
list-me = Me
list-missing-entry = not found

list-facet-search = Search
list-facet-stage = Stage
list-facet-status = Status
list-facet-owner = Rep
list-facet-owner-mkt = Marketer
list-facet-queue = Queue
list-facet-source = Source
list-facet-campaign = Campaign
list-facet-persona = Persona
list-facet-company = Company
list-facet-tag = Tag
list-facet-created = Created
list-facet-in-stage = In stage
list-facet-reached = Entered { $stage }
list-facet-decided = Handoff
list-facet-next = Next action
list-facet-sort = Order

list-days-from = since { $from }
list-days-until = before { $until }
list-days-between = from { $from } to { $until }, excluded
list-days-ever = at any time
list-day-from = From
list-day-until = Before

list-decided-accepted = accepted
list-decided-refused = rejected
list-decided-any = decided

list-planned-overdue = overdue
list-planned-today = today
list-planned-none = none

list-status-new = New
list-status-attempting = Attempting
list-status-connected = Connected
list-status-qualifying = Qualifying
list-status-open-deal = Open deal
list-status-callback = Call-back agreed
list-status-unreachable = Unreachable
list-status-closed = Closed

list-error-choice = The filter “{ $parameter }” does not know “{ $value }”. It accepts: { $choices }.
list-error-id = The filter “{ $parameter }” does not accept “{ $value }”: it expects an id, “me” or “none”.
list-error-date = The filter “{ $parameter }” does not accept “{ $value }”: it expects a date such as 2026-11-24.
list-error-place = The parameter “{ $parameter }” does not accept “{ $value }”: that is no place in this list.
list-error-long = The filter “{ $parameter }” accepts at most { $max } characters.
list-error-twice = The filter “{ $parameter }” is given twice.
list-colon = :

list-csv-id = Id
list-csv-first-name = First name
list-csv-last-name = Last name
list-csv-email = E-mail
list-csv-phone = Phone
list-csv-job-title = Job title
list-csv-company = Company
list-csv-stage = Stage
list-csv-stage-at = In stage since
list-csv-status = Status
list-csv-owner = Rep
list-csv-owner-mkt = Marketer
list-csv-queue = Queue
list-csv-value = Estimated value
list-csv-next-on = Next action on
list-csv-revisit-on = Revisit on
list-csv-source = Source
list-csv-medium = Medium
list-csv-campaign = Campaign
list-csv-content = Content
list-csv-persona = Persona
list-csv-pain-points = Pain points
list-csv-need = Confirmed need
list-csv-created-at = Created
list-csv-updated-at = Updated
list-csv-name = leads-{ $day }.csv
