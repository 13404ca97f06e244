cli-demo = Opens the product with an invented company (data/demo.db, made anew each day)
cli-arg-fresh = Makes the demo anew, even if it is today’s
demo-filling = Preparing eighteen months of work…
demo-acts = Actions played
demo-sign-in = { $company }, an invented company. To sign in (e-mail, password, role):
demo-public = Mind: this address is open to other machines, and these passwords are public.
