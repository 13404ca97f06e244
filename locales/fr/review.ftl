review-nav = Revue
# $week (String) - week
review-title = Revue { $week }
review-draft = Brouillon
# $at (String) - date and hour
review-figures-at = chiffres au { $at }
# $at (String) - date and hour
# $by (String) - person
review-closed = Figée le { $at } par { $by }
# $sha (String) - start of the digest
review-digest = empreinte { $sha }
review-digest-how = SHA-256 du contenu présenté. Rien de ce qui est corrigé ensuite ne le change.
review-present = Présents :
review-meeting = Ouvrir la réunion
review-minutes = Compte rendu
review-close = Figer la revue…
review-as-presented = Comme présentée
review-today = Aujourd’hui
review-restated = Chiffres recalculés aujourd’hui, à côté de ce qui a été présenté.
review-past = Revues passées
review-past-none = Aucune revue n’a encore été figée.
review-past-lead = Chaque revue figée reste telle qu’elle a été présentée.
review-week-before = Semaine précédente
review-week-after = Semaine suivante
review-agenda = Ordre du jour
review-quit = Quitter
# $n (String) - minutes
review-min = { $n } min
# $n (String) - step
# $of (String) - steps
review-step = Étape { $n } sur { $of }
review-time-spent = Temps passé
review-of-total = / 45 min

review-block-carried = Actions reportées
review-block-mql = MQL
review-block-sales = Objectifs commerciaux
review-block-feedback = Retours du terrain
review-block-contents = Prochains contenus
review-block-agreed = Décisions et actions

review-this-week = Cette semaine
review-target-mql = Objectif MQL
review-target = Objectif
review-mean = Moyenne
review-measure = Indicateur
review-verdict = Lecture
# $n (Number) - working days
# $rate (String) - a day
review-per-day = { $n ->
    [one] { $n } jour ouvré, { $rate } par jour
   *[other] { $n } jours ouvrés, { $rate } par jour
  }
# $sum (String) - formatted number
review-in-four = { $sum } en quatre semaines
# $target (String) - formatted number
review-target-month = { $target } par mois
# $expected (String) - formatted number
review-expected = attendu { $expected }
# $pace (String) - per cent
review-pace = rythme { $pace }
# $n (String) - a day
review-required = il en faut { $n } par jour
# $low (String) - formatted number
# $high (String) - formatted number
review-forecast = Le mois finirait entre { $low } et { $high }.
review-no-promise = Aucun engagement en vigueur.
review-ordinary = Variation ordinaire
review-unusual = Écart inhabituel
review-too-early = Semaine en cours
review-no-history = Pas encore d’historique
# $this (String) - formatted number
# $mean (String) - formatted number
# $p (String) - probability
review-ordinary-why = { $this } contre { $mean } en moyenne (p = { $p }) : rien à expliquer.
# $this (String) - formatted number
# $mean (String) - formatted number
# $p (String) - probability
review-unusual-why = { $this } contre { $mean } en moyenne (p = { $p }) : cherchez la cause.
# $done (String) - working days
# $of (String) - working days
review-too-early-why = { $done } jours ouvrés sur { $of } : on jugera à la fin.
review-no-history-why = Rien de tel dans les quatre semaines d’avant.
# $p (String) - probability
review-p = p = { $p }

review-sources = D’où viennent-ils
review-source = Source
review-personas = À qui ressemblent-ils
review-persona = Persona
review-persona-none = Sans persona
review-accepted = Acceptés
review-total = Total
review-none-entered = Aucun MQL en cinq semaines.
review-exceptions = À traiter
review-exceptions-none = Rien ne traîne.
review-undecided = MQL transmis sans décision
review-breached = leads dont un engagement est manqué
review-at-risk = leads dont un engagement est à risque
review-no-next-step = leads en cours sans prochaine étape
review-stale = affaires sans activité depuis 14 jours
review-without-reason = refus sans motif
review-recycled-due = leads recyclés à revoir
review-sla-kept = Engagements échus tenus
review-sql = SQL
review-opportunities = Opportunités
review-won = Affaires gagnées
review-open-deals = Affaires ouvertes
review-wins = Gagnées
review-losses = Perdues
review-slipped = Signatures repoussées
review-none-won = Aucune affaire gagnée cette semaine.
review-none-lost = Aucune affaire perdue cette semaine.
review-none-slipped = Aucune date n’a reculé.
review-deal = Affaire
review-amount = Montant
review-reason = Motif
review-no-reason = Sans motif
# $was (String) - date
# $is (String) - date
review-moved = du { $was } au { $is }
# $n (String) - formatted number
review-others = et { $n } autres
review-refusals = Refus par motif
review-refusals-none = Aucun refus cette semaine.
review-count = Nombre
review-decided = MQL décidés
# $accepted (String) - formatted number
# $decided (String) - formatted number
review-accepted-of = { $accepted } acceptés sur { $decided }

review-note-marketing = Nos résultats, par le marketing
review-note-sales = Nos résultats, par la vente
review-note-empty = Rien d’écrit.
review-note-save = Enregistrer la note
review-note-saved = Note enregistrée.
# $who (String) - person
# $at (String) - date and hour
review-note-by = { $who }, { $at }
review-note-conflict = Deux personnes ont écrit dans cette note
# $who (String) - person
review-note-conflict-by = { $who } l’a modifiée pendant que vous écriviez. Rien n’est perdu : gardez ce qu’il faut.
review-note-final = La note à garder

review-contents-none = Aucun contenu prévu.
review-content = Contenu
review-content-on = Jour
review-content-by = Responsable
review-content-add = Ajouter le contenu
review-content-added = Contenu ajouté.
review-content-drop = Retirer
review-content-dropped = Contenu retiré.
review-decisions = Décisions
review-decisions-none = Aucune décision.
review-decision = Nouvelle décision
review-decision-who = Qui en répond
review-decision-date = À partir du
review-decision-add = Ajouter la décision
review-decision-added = Décision ajoutée.
review-actions = Actions
review-actions-none = Aucune action.
review-action = Nouvelle action
review-action-owner = Responsable
review-action-due = Échéance
review-action-link = Lead ou affaire
review-action-link-hint = Collez l’adresse de sa page.
review-action-link-error = Ce n’est l’adresse d’aucun lead ni d’aucune affaire
review-action-add = Ajouter l’action
review-action-added = Action ajoutée.
review-action-done = Fait
review-action-done-said = Action faite.
review-action-reopen = Rouvrir
review-action-reopened = Action rouverte.
review-struck = Retiré.
review-strike = Retirer
review-carried-none = Aucune action à reporter.
# $n (Number) - meetings
review-age = { $n ->
    [one] décidée il y a une revue
   *[other] décidée il y a { $n } revues
  }
# $n (Number) - meetings
review-late = { $n ->
    [one] en retard d’une revue
   *[other] en retard de { $n } revues
  }
# $date (String) - date
review-done-on = faite le { $date }
review-completion = Faites à temps
# $done (String) - formatted number
# $due (String) - formatted number
review-completion-of = { $done } sur { $due } échues en quatre semaines
review-linked = Voir

review-close-title = Figer la revue
review-close-lead = Les chiffres, les notes, les décisions et les actions sont gardés tels qu’ils sont présentés, pour toujours. Les corrections faites ensuite se verront dans « Aujourd’hui ».
review-close-who = Qui était présent ?
review-close-who-error = Cochez au moins une personne
review-close-button = Figer
review-closed-said = Revue figée.
# $by (String) - person
# $at (String) - date and hour
review-closed-before = { $by } l’a déjà figée le { $at }. Elle reste comme elle a été présentée.
review-frozen-write = Cette revue est figée : elle reste comme elle a été présentée. Notez-le dans la revue de la semaine en cours.
review-not-yours = Cette note est celle de l’autre équipe.
review-week-bad = Une semaine s’écrit 2026-W46 : l’année, puis le numéro à deux chiffres.
# $year (String) - ISO year
# $asked (String) - week asked for
# $weeks (String) - weeks of that year
review-week-missing = { $year } n’a pas de semaine { $asked } : elle en a { $weeks }.
# $date (String) - date
review-week-future = Cette semaine n’a pas commencé : elle commence le { $date }.

review-leads-lead = Lead
review-leads-company = Entreprise
review-leads-owner = Commercial
review-leads-stage = Aujourd’hui
review-leads-none = Aucun.
review-leads-back = Retour à la revue
# $n (String) - formatted number
review-leads-first = Les { $n } premiers sont listés.
review-erased = Données effacées
review-unnamed = Sans nom
review-diff = Ce qui a changé depuis
review-diff-presented = Présenté
review-diff-now = Aujourd’hui
review-diff-gap = Écart
review-diff-left = n’y est plus
review-diff-entered = est entré
review-diff-none = Aucun lead n’est entré ni sorti.
review-diff-many = Trop de leads pour les nommer un par un.
review-minutes-of = Compte rendu
# $actual (String) - formatted number
# $expected (String) - formatted number
review-promised = { $actual } transmis, attendu { $expected }
