board-title = Board
board-sorted = Most urgent first
board-keys = Move by the menu or the keys
board-columns = Columns of the board
board-asides = Outside the board
board-many = 10,000+
board-too-many = Filter to see the totals.
board-deals = { $amount }, weighted { $weighted }
board-median = Median age { $days } d
board-median-inline = median age { $days } d
board-move = Move { $name }
board-signature-late = Signature overdue
board-probability = Probability { $probability }%
board-nobody = Nobody here.
board-rest = { $n ->
    [one] Show { $count } more
   *[other] Show { $count } more
  }
board-all = Show the list
board-no-action = No action
