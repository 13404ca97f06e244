refusal-title = Ce n’est pas possible
refusal-title-stale = Le lead a changé entre-temps
refusal-title-forbidden = Ce n’est pas à vous de le faire
refusal-back = Revenir au lead

# $from (String) - stage left
# $to (String) - stage entered
# $allowed (String) - list of stages
refusal-no-such-move = Un lead en { $from } ne passe pas en { $to }. D’ici, il peut passer en : { $allowed }.
# $from (String) - stage left
# $to (String) - stage entered
refusal-no-such-move-end = Un lead en { $from } ne passe pas en { $to } : d’ici, il ne change plus d’étape.
# $to (String) - stage entered
refusal-no-such-move-new = Un lead commence en Abonné ou en Lead, pas en { $to }.
# $from (String) - stage left
# $to (String) - stage entered
refusal-role-marketing = Passer un lead de { $from } à { $to } revient au marketing.
# $from (String) - stage left
# $to (String) - stage entered
refusal-role-sales = Passer un lead de { $from } à { $to } revient à son commercial ou à un responsable commercial.
# $from (String) - stage left
# $to (String) - stage entered
refusal-role-either = Passer un lead de { $from } à { $to } revient au marketing ou à son commercial.
# $from (String) - stage left
# $to (String) - stage entered
refusal-role-manager = Passer un lead de { $from } à { $to } revient à un responsable.
refusal-new-lead = nouveau

# $owner (String) - name of a member
refusal-not-yours-owner = Ce lead est suivi par { $owner }. Demandez-lui, ou à un responsable commercial.
# $owner (String) - name of a member
# $ago (String) - how long ago
refusal-not-yours-taken = Ce lead est pris par { $owner } ({ $ago }). Demandez-lui, ou à un responsable commercial.
# $queue (String) - name of a queue
refusal-not-yours-queue = Ce lead attend dans la file { $queue }, qui n’est pas celle de votre équipe.
refusal-not-yours = Ce lead n’a pas encore été confié à un commercial. Un marketeur doit d’abord le transmettre.
refusal-someone = quelqu’un d’autre
refusal-only-sales = Seuls les commerciaux prennent un lead dans une file.
refusal-not-queued = Ce lead n’attend dans aucune file.
refusal-only-marketing = Seuls les marketeurs et les responsables fusionnent deux leads.
# $expected (String) - stage
# $who (String) - name of a member
# $current (String) - stage
# $ago (String) - how long ago
refusal-stale = Vous le voyiez en { $expected }. { $who } l’a passé en { $current } ({ $ago }).
# $name (String) - name
refusal-merged = Ce lead a été fusionné dans { $name }. Travaillez sur celui-là, ou annulez la fusion.
refusal-trashed = Ce lead est dans la corbeille. Restaurez-le d’abord.
# $after (String) - stage and date
refusal-clash-start = Une histoire commence en Abonné ou en Lead, pas en { $after }.
# $before (String) - stage and date
# $after (String) - stage and date
refusal-clash-repeated = Le lead entrerait deux fois de suite à la même étape : { $before }, puis { $after }.
# $after (String) - stage and date
# $before (String) - stage and date
refusal-clash-backward = { $after } viendrait après { $before }, ce qui serait un retour en arrière. Corrigez l’entrée la plus avancée, ou sortez d’abord le lead du parcours.
# $before (String) - stage and date
# $after (String) - stage and date
refusal-clash-move = De { $before }, un lead ne passe pas à { $after }. Son histoire ne tiendrait plus.
# $after (String) - stage and date
# $n (Number) - count
refusal-clash-cycle = { $after } appartiendrait au passage { $n } du lead, pas à celui-ci.
# $deals (String) - list of deals
refusal-several-deals = Plusieurs affaires sont ouvertes : { $deals }. Clôturez celle qui est concernée, depuis sa ligne.
refusal-unknown-event = Cette entrée n’est pas dans l’historique de ce lead.
# $who (String) - name of a member
refusal-already-superseded = Cette entrée a déjà été annulée ou corrigée par { $who }.
refusal-void-of-void = Une annulation ne s’annule pas : saisissez l’étape à nouveau.
refusal-correction-of-merge = Une fusion s’annule, elle ne se corrige pas.
# $who (String) - name of a member
refusal-not-author = Cette entrée est de { $who }. Seul son auteur ou un responsable peut la reprendre.
# $date (String) - formatted date
refusal-too-old = Cette entrée date du { $date }. Après 24 h, seul un responsable peut la reprendre.
refusal-merge-with-itself = Un lead ne se fusionne pas avec lui-même.
refusal-nothing-to-restore = Il n’y a rien à restaurer.
refusal-not-trashed = Ce lead n’est pas dans la corbeille.
# $date (String) - formatted date
refusal-restore-expired = Ce lead est dans la corbeille depuis le { $date } : au-delà de 30 jours, il ne se restaure plus.
refusal-deal-not-open = Cette affaire n’est plus ouverte.
refusal-stale-record = Quelqu’un a modifié cette fiche entre-temps. Rechargez-la et recommencez.

rule-reason-required = Choisissez un motif.
rule-persona-required = Choisissez le persona auquel ce lead correspond.
rule-amount-required = Indiquez le montant de l’affaire.
rule-expected-required = Indiquez la date de signature prévue.
rule-deal-stage-required = Indiquez où en est l’affaire.
rule-revisit-required = Indiquez quand reprendre ce lead.
rule-criterion-required = Dites quel critère n’est pas rempli.
rule-need-required = Écrivez le besoin que l’échange a confirmé.
rule-competitor-required = Indiquez quel concurrent l’a emporté.
rule-target-required = Indiquez le lead dont celui-ci est le doublon.
rule-link-required = Dites où trouver ce client.
rule-proof-required = Dites ce qui en fait un ambassadeur.
rule-why-required = Dites ce qui a changé.
# $stage (String) - stage
rule-reason-leads-to = Ce motif conduit à l’étape { $stage }.
rule-only-withdrawal = Le marketing reprend un lead transmis avec le motif «  Retiré par le marketing  ».
rule-withdrawal-is-marketing = Ce motif est réservé au marketing.
# $min (Number) - least
rule-too-short = Écrivez au moins { $min } caractères : le marketing s’en servira.
# $needed (Number) - attempts asked for
# $done (Number) - attempts made
rule-too-few-attempts = «  Injoignable  » demande { $needed } tentatives. Il y en a { $done }.
rule-no-conversation = Notez d’abord un échange : un appel abouti, une réponse ou un rendez-vous tenu.
rule-not-positive = Le montant doit être supérieur à zéro.
rule-past = Cette date est passée.
rule-future = Cette date est dans le futur.
# $date (String) - formatted date
rule-before-cycle = Ce passage du lead commence le { $date }. Rien n’a pu s’y produire avant.
# $days (Number) - days
rule-too-far-back = Vous pouvez remonter de { $days } jours. Au-delà, demandez à un responsable.
rule-owner-and-queue = Choisissez une personne ou une file, pas les deux.
# $min (Number) - least
rule-score-below = Une recommandation compte à partir de { $min } sur 10.
rule-not-offered = Ce choix n’est pas proposé ici.
rule-decided-by-deal = Cette étape dépend d’une affaire : annulez l’entrée, puis changez d’étape.
