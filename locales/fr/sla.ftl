sla-title = Accord marketing et ventes
# $number (String) - the number of the terms
# $date (String) - their first day
sla-in-force = Conditions n° { $number }, en vigueur depuis le { $date }.
# $date (String) - first day
# $mql (String) - MQL a month
# $contact (String) - open time
# $decision (String) - open time
sla-next-change = À partir du { $date } : { $mql } MQL par mois, premier contact en { $contact }, décision en { $decision }.
sla-settings = Conditions
sla-months = Mois
sla-none = Rien n’est promis pour ce mois : aucune échéance n’est comptée.
sla-none-action = Convenir des conditions
sla-marketing-promises = Le marketing s’engage
sla-sales-promise = Les commerciaux s’engagent
sla-no-promise = Aucune promesse
sla-kept = Tenu
sla-not-kept = Non tenu
sla-pace-early = Trop tôt pour juger
sla-pace-ahead = En avance
sla-pace-watch = À surveiller
sla-pace-behind = En retard
sla-expected = Attendu
sla-actual = Atteint
sla-pace = rythme
sla-required = requis par jour
sla-forecast = projection
sla-volume = Volume
# $count (String) - formatted number
sla-volume-promise = { $count } MQL dans le mois, transmis et non retirés
sla-quality = Qualité
# $share (String) - a percentage
sla-quality-promise = Au moins { $share } des MQL décidés sont acceptés
sla-above-floor = Tenu
sla-below-floor = Sous le plancher
sla-few-decided = Trop peu de décisions
sla-accepted = acceptés
sla-rejected = refusés
sla-undecided = en attente
sla-first-contact = Premier contact
sla-decision = Décision
# $time (String) - open time
sla-first-contact-promise = En { $time } ouvrées, par une personne
# $time (String) - open time
sla-decision-promise = Accepté ou refusé en { $time } ouvrées
# $h (String) - hours
# $m (String) - minutes, two digits
sla-hours = { $h } h { $m }
# $m (String) - minutes
sla-minutes = { $m } min
sla-pending = En cours
sla-at-risk = À risque
sla-breached = Dépassé
sla-met = Tenu
sla-missed-late = Fait trop tard
sla-cancelled = Annulé
sla-excused-status = Excusé
sla-late-entry = Saisie tardive
# $time (String) - open time
sla-over = +{ $time }
sla-chart-title = Volume, jour par jour
# $actual (String) - MQL reached
# $expected (String) - MQL expected
# $target (String) - MQL promised
sla-chart-says = { $actual } MQL atteints, { $expected } attendus, { $target } promis
# $low (String) - a count
# $high (String) - a count
# $chance (String) - a percentage
sla-forecast-band = projection à 80 % : { $low } à { $high }, promesse atteinte avec une probabilité de { $chance }
sla-as-table = Voir en tableau
sla-not-worked = non travaillé
sla-how-volume = Compte les leads devenus MQL pour la première fois, transmis dans le mois et non retirés ; les refusés comptent, le plancher de qualité s’en charge.
sla-how-pace = La ligne promise suit les jours ouvrés : elle est plate un jour férié. Rythme : atteint sur attendu. La projection prolonge le rythme des jours passés.
sla-personas-title = Par persona
sla-by-owner = Responsable
sla-by-persona = Persona
sla-by-source = Source
sla-promised = Promis
sla-handed-off = Transmis
sla-acceptance = Acceptation
sla-groups-title = Tenue des délais
sla-split = Répartir par
sla-groups-none = Aucune échéance ce mois-ci.
sla-due-count = Échéances
sla-attainment = Tenue
# $low (String) - a percentage
# $high (String) - a percentage
sla-interval = [{ $low } ; { $high }]
sla-how-attainment = Tenus sur (tenus + dépassés + faits trop tard), parmi les échéances du mois ; annulés et excusés ne comptent pas. Intervalle de Wilson à 95 %.
sla-how-contact = Le premier contact est la première tentative d’une personne de la vente vers le lead ; un envoi automatique n’en est pas un. Chaque transfert est jugé par les conditions de son jour et le calendrier figé alors.
sla-trouble-title = À risque et dépassés
sla-trouble-none = Tout est dans les temps.
# $cancelled (String) - a count
# $excused (String) - a count
# $late (String) - a count
sla-counted-out = annulés { $cancelled }, excusés { $excused }, saisies tardives { $late }
sla-see-all = Tout voir
sla-nobody = Sans
sla-col-lead = Lead
sla-col-what = Engagement
sla-col-owner = Responsable
sla-col-handed = Transmis
sla-col-due = Dû
sla-col-done = Fait
sla-col-status = État
# $what (String) - the promise
# $time (String) - open time
# $when (String) - an instant
sla-badge-left = { $what } : reste { $time } ouvrées ({ $when })
# $what (String) - the promise
# $time (String) - open time
sla-badge-over = { $what } : dépassé de { $time } ouvrées
list-facet-sla = Engagement
sla-why = Pourquoi ?
# $elapsed (String) - open time
# $promised (String) - open time
# $number (String) - of the terms
sla-why-heading = { $elapsed } ouvrées écoulées pour { $promised } promises (conditions n° { $number }, calendrier figé au transfert).
sla-why-day = Jour
sla-why-counted = Compté
sla-why-time = Durée
sla-why-sum = Cumul
# $count (String) - days left out
sla-why-more = … et encore { $count } jours.
# $from (String) - an hour
# $until (String) - an hour
sla-from-to = { $from } à { $until }
# $hours (String) - from to
sla-why-break = pause, { $hours }
# $hours (String) - from to
sla-why-closed = fermé, { $hours }
sla-why-weekend = jour non travaillé
# $name (String) - of the holiday
sla-why-holiday = férié, { $name }
# $name (String) - of the closure
sla-why-closure = fermeture, { $name }
sla-why-closure-plain = fermeture
# $what (String) - from to
# $at (String) - an hour
sla-why-reached = { $what } (délai atteint à { $at })
# $what (String) - from to
# $activity (String) - what it was
# $who (String) - a name
sla-why-stopped = { $what }, { $activity }, { $who }
sla-by-call = appel
sla-by-email = courriel
sla-by-meeting = rendez-vous
sla-by-message = message
sla-excuse = Excuser
sla-excuse-reason = Motif de l’excuse
sla-excuse-reason-needed = Une excuse demande un motif, de 500 caractères au plus. Revenez en arrière et complétez-le.
sla-excuse-needless = Cet engagement est tenu ou annulé : il n’y a rien à excuser.
sla-excused = Excusé : cet engagement ne compte plus.
# $who (String) - a name
# $why (String) - the reason
sla-excused-because = Excusé par { $who } : { $why }
# $month (String) - a month
# $count (String) - a count
sla-list-title = Derrière le chiffre, { $month } : { $count }
sla-list-volume = MQL comptés dans le volume
sla-list-decided = Décidés
sla-list-accepted = Acceptés
sla-list-rejected = Refusés
sla-list-none = Aucun lead ici.
sla-back = Retour à l’accord
sla-month = Un mois s’écrit 2026-11.
sla-unknown-parameter = Ce paramètre n’existe pas.
sla-period-empty = La fin doit venir après le début.
sla-period-long = La période dépasse trois ans.
sla-until-or-add = Donnez soit « until », soit « add_seconds ».
sla-too-long = Ce calendrier n’offre pas autant de temps ouvert avant 2200.
calendar-title = Calendrier
calendar-hint = Horaires d’ouverture, jours fériés, fermetures.
calendar-intro = Les délais promis se comptent en temps ouvert.
calendar-all = Calendriers
calendar-of-organisation = Organisation
calendar-of-organisation-hint = Il vaut pour tous ceux qui n’en ont pas d’autre, et pour compter les mois.
calendar-usual = Calendrier de l’organisation
calendar-add = Ajouter un calendrier
calendar-add-hint = Pour ceux qui travaillent à d’autres heures ou dans un autre pays. Il part des horaires de l’organisation ; on le choisit ensuite sur la fiche d’un membre ou dans la liste des files.
# $names (String) - members and queues
calendar-followed-by = Suivi par { $names }.
calendar-followed-by-nobody = Personne ne le suit encore : choisissez-le sur la fiche d’un membre ou dans la liste des files.
calendar-mon = Lundi
calendar-tue = Mardi
calendar-wed = Mercredi
calendar-thu = Jeudi
calendar-fri = Vendredi
calendar-sat = Samedi
calendar-sun = Dimanche
calendar-hours-hint = Un ou plusieurs intervalles par jour, par exemple 9:00–12:30, 14:00–18:00. Vide : fermé.
calendar-holidays = Jours fériés
calendar-set-fr = France métropolitaine
calendar-set-alsace = Alsace-Moselle
calendar-set-reunion = La Réunion
calendar-closures = Fermetures
calendar-closures-hint = Une par ligne : 2026-12-24 – 2026-12-31 Fermeture de Noël.
calendar-save = Enregistrer le calendrier
calendar-preview = Voir le mois
calendar-previous = Mois précédent
calendar-next = Mois suivant
calendar-today = aujourd’hui
calendar-closed = fermé
calendar-unsaved = Aperçu : rien n’est encore enregistré.
calendar-frozen = Un changement ne touche que les transferts à venir : chaque lead garde le calendrier de son transfert.
calendar-saved = Calendrier enregistré. Il vaut pour les prochains transferts.
calendar-zone = Ce fuseau horaire n’existe pas.
calendar-day = Les jours s’écrivent mon, tue, wed, thu, fri, sat, sun.
calendar-hours-format = Écrivez des heures comme 9:00–12:30, séparées par des virgules.
calendar-hours-empty = Un intervalle finit quand il commence.
calendar-hours-inverted = Un intervalle finit avant de commencer. Pour une nuit, écrivez deux intervalles : 22:00–24:00 ce jour-là, 0:00–6:00 le lendemain.
calendar-hours-overlap = Deux intervalles se chevauchent.
calendar-hours-many = Six intervalles par jour au plus.
calendar-never-open = Aucune heure d’ouverture dans la semaine : ouvrez au moins un jour.
calendar-closure-inverted = Une fermeture finit avant de commencer.
calendar-closure-long = Une fermeture dure plus d’un an.
calendar-closures-many = Mille fermetures au plus.
# $number (String) - of the line
calendar-closure-line = Ligne { $number } : commencez par une date comme 2026-12-24.
agreement-title = Conditions de l’accord
agreement-hint = Ce que chaque équipe promet, et depuis quand.
agreement-intro = Un lead est jugé par les conditions du jour de son transfert, toute sa vie. Un changement commence à une date et ne rejuge rien.
agreement-terms = Conditions
agreement-none = Rien n’est encore convenu.
agreement-number = N°
agreement-starts = À partir du
agreement-starts-hint = Demain au plus tôt ; aujourd’hui pour les premières conditions.
agreement-mql = MQL par mois
agreement-floor = Acceptation
agreement-floor-field = Acceptation d’au moins (%)
agreement-duration-hint = En temps ouvert : 4 h, 4 h 30 ou 90 min.
agreement-personas = Dont, par persona
agreement-first = Premières conditions
agreement-change = Prochain changement
agreement-save = Convenir
# $date (String) - a date
agreement-saved = Convenu à partir du { $date }.
agreement-withdraw = Retirer
agreement-withdrawn = Changement retiré.
agreement-started = Ces conditions ont commencé : elles ne se retirent plus.
agreement-current = En vigueur
agreement-to-come = À venir
agreement-past = Passées
agreement-duration = Écrivez une durée comme 4 h, 4 h 30 ou 90 min.
agreement-negative = Une promesse ne peut pas être négative.
agreement-zero = Une promesse de zéro ne se tient pas : écrivez au moins 1.
agreement-duration-long = Un an de temps ouvert au plus.
agreement-large = Un million au plus.
agreement-start-past = Les conditions commencent demain au plus tôt : les transferts passés ne sont pas rejugés.
agreement-start-taken = D’autres conditions commencent ce jour-là.
holiday-new-year = jour de l’An
holiday-good-friday = Vendredi saint
holiday-easter-monday = lundi de Pâques
holiday-labour-day = fête du Travail
holiday-victory = Victoire 1945
holiday-ascension = Ascension
holiday-whit-monday = lundi de Pentecôte
holiday-national-day = fête nationale
holiday-assumption = Assomption
holiday-all-saints = Toussaint
holiday-armistice = Armistice
holiday-abolition = abolition de l’esclavage
holiday-christmas = Noël
holiday-saint-stephen = Saint-Étienne
# $n (Number) - how many overdue
# $count (String) - the same, formatted
sla-count-breached = { $n ->
    [one] { $count } dépassé
   *[other] { $count } dépassés
}
# $n (Number) - how many at risk
# $count (String) - the same, formatted
sla-count-at-risk = { $n ->
    [one] { $count } à risque
   *[other] { $count } à risque
}
# $n (Number) - how many working days
# $count (String) - the same, formatted
sla-working-days = { $n ->
    [one] { $count } jour ouvré
   *[other] { $count } jours ouvrés
}
