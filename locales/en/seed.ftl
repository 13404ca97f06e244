cli-seed = Fills an empty database with a synthetic company, for measuring
cli-arg-leads = How many leads
cli-arg-seed = Same seed, same leads
cli-arg-months = Over how many months before today
cli-arg-open-obligations = How many promises of sales wait
seed-leads = Leads written
seed-done = { $count } leads written. “relais check” proves that everything agrees.
seed-not-empty = The database already holds leads. Give an empty one.
