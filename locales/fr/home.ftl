# $name (String) - first name
home-hello = Bonjour { $name }
home-month = Le mois
home-tiles = Quatre chiffres
home-funnel = Voir l’entonnoir
home-see-all = Tout voir
home-before = Mois précédent :
home-today = Aujourd’hui

# $month (String) - name of the month
# $parts (String) - sentences
home-sentence = En { $month }, { $parts }
# $month (String) - name of the month
home-sentence-quiet = Rien encore en { $month }.
# $leads (String) - formatted number
# $mql (String) - formatted number
home-sentence-leads = { $leads } leads et { $mql } MQL nouveaux.
# $accepted (String) - formatted number
# $decided (String) - formatted number
home-sentence-decided = { $accepted } acceptés sur { $decided } décidés.
# $amount (String) - formatted amount
home-sentence-won = { $amount } signés.

home-tile-leads = Nouveaux leads
home-tile-mql = Nouveaux MQL
home-tile-acceptance = Acceptation des MQL
home-tile-won = Chiffre d’affaires signé
home-note-first = entrés pour la première fois ce mois
# $accepted (String) - formatted number
# $decided (String) - formatted number
home-note-decided = { $accepted } acceptés sur { $decided } décidés
# $n (Number) - deals
# $count (String) - the same, formatted
home-note-won = { $n ->
    [one] { $count } affaire gagnée
   *[other] { $count } affaires gagnées
  }

home-waiting-all = MQL en attente
home-waiting-none = Aucun MQL n’attend de décision.
home-waits = Attend depuis

home-decide = À accepter ou à refuser
home-decide-none = Aucun lead n’attend votre décision.
home-accept = Accepter
home-refuse = Refuser…
# $age (String) - formatted duration
home-since = Attend depuis { $age }
# $name (String) - person
home-by = transmis par { $name }
# $queue (String) - name of the queue
home-in-queue = file { $queue }
home-follow-ups = Relances du jour
home-follow-ups-none = Aucune relance prévue aujourd’hui.
# $name (String) - person
home-call = Appeler { $name }
home-deals = Mes affaires ouvertes
home-deals-none = Aucune affaire ouverte.
home-deal = Affaire
home-amount = Montant
home-expected = Signature prévue
# $n (String) - per cent
home-percent = { $n } %

home-mine = Mes leads
home-refused = Refusés par le commercial
home-refused-none = Aucun de vos leads n’est revenu.
home-revisits = À revoir
home-revisits-none = Aucun lead recyclé n’est à revoir aujourd’hui.
home-proposals = Propositions à traiter
home-proposals-none = Aucune proposition.
home-revisit = Revoir le lead recyclé
home-proposal = Fusionner ou écarter

home-notifications = À traiter
home-nothing-title = Rien à traiter
home-nothing-text = Les leads qu’on vous transmet et vos relances du jour apparaissent ici.
home-prepare-review = Préparer la revue
# $from (String) - first week
# $to (String) - last week
home-trend = Par semaine, sur huit semaines : de { $from } à { $to }
# $word (String) - verdict
# $pace (String) - per cent
home-pace = { $word }, rythme { $pace }
# $target (String) - formatted number
home-promised = sur { $target } promis par le marketing
# $expected (String) - formatted number
home-expected-tonight = Attendu ce soir : { $expected }
home-late = Engagements manqués
home-late-none = Aucun engagement manqué n’attend.
# $count (String) - formatted number
home-sentence-late = { $count } leads dont un engagement est manqué.
home-promise = MQL du mois, promis par le marketing
