figure-how = How is this computed?
figure-none = No lead in the period
figure-indicative = indicative
figure-too-few = too few to conclude

pager-label = Pages
pager-previous = Previous
pager-next = Next
flash-undo = Undo
flash-close = Close the message

ago-now = just now
ago-minutes = { $n } min ago
ago-hours = { $n } h ago
ago-yesterday = yesterday
ago-days = { $n } d ago
ago-months = { $n ->
    [one] { $n } month ago
   *[other] { $n } months ago
  }
ago-years = { $n ->
    [one] { $n } year ago
   *[other] { $n } years ago
  }
in-minutes = in { $n } min
in-hours = in { $n } h
in-tomorrow = tomorrow
in-days = in { $n } d
in-months = in { $n ->
    [one] { $n } month
   *[other] { $n } months
  }
in-years = in { $n ->
    [one] { $n } year
   *[other] { $n } years
  }
