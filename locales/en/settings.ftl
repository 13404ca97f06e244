settings-account-hint = Name, language, password, devices, API tokens.
settings-organisation-hint = Name, time zone, currency, language.
settings-members-hint = Invite, give a role, deactivate.
settings-reasons-hint = Why a lead is refused, a deal won or lost.
settings-audit-hint = Who did what, and when.

organisation-title = Organisation
organisation-zone-hint = Days, weeks and months begin there.
organisation-language-hint = That of e-mails and exports.
organisation-settled = Time zone and currency no longer change once there is a lead: figures are counted with them.
organisation-zone-settled = The time zone no longer changes: the days of leads are counted with it.
organisation-currency-settled = The currency no longer changes: amounts are in it.
organisation-saved = Organisation saved.

lists-sources = Sources
lists-sources-hint = Where leads come from.
lists-campaigns = Campaigns
lists-campaigns-hint = Why a content was pushed.
lists-contents = Contents
lists-contents-hint = What was shown.
lists-personas = Personas
lists-personas-hint = The profiles that both teams agreed on.
lists-queues = Queues
lists-queues-hint = Where leads handed to a team wait.
lists-add = Add
lists-active = Offered
lists-saved = List saved.
lists-unknown-source = This source is for leads whose origin nobody noted: it cannot be changed.

reasons-title = Reasons
reasons-intro = Words change, codes don’t: the history stays readable.
reasons-rejection = A lead refused
reasons-win = A deal won
reasons-loss = A deal lost
reasons-words = Wording
reasons-french = French wording
reasons-english = English wording
reasons-code = Code
reasons-saved = Reason saved.

audit-title = Audit
audit-intro = What was done, and by whom. Nothing is ever removed.
audit-when = When
audit-who = Who
audit-what = What
audit-detail = Detail
audit-address = Address
audit-nobody = Relais
