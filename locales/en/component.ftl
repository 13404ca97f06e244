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
ago-days = { $n } d ago
