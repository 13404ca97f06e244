people-email = E-mail
people-password = Password
people-new-password = New password
people-password-hint = At least 12 characters. A sentence of a few words does very well.
people-name = Name
people-your-name = Your name
people-organisation = Name of the organisation
people-zone = Time zone
people-currency = Currency
people-language = Language

signin-title = Sign in
signin-refused = Unknown e-mail or password.
signin-wrong-password = This is not your current password.
signin-help = Forgotten your password? Ask your administrator for a link.
signin-not-set-up = This instance has no administrator yet. Open the link shown in the terminal where Relais started.

setup-title = First start
setup-intro = You will be the administrator. Time zone, currency and language can be changed until the first lead.
setup-save = Open Relais

join-title = Welcome
join-intro = Your role: { $role }. Choose a password to enter.
join-save = Enter Relais

reset-title = Choose a new password
reset-intro = All your sessions will end and your API tokens will be revoked.
reset-save = Replace the password
reset-done = Password replaced. Sign in with the new one.

members-email-taken = This address is a member’s already.
