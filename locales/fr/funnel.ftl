funnel-title = Entonnoir
# $stage (String) - the stage’s name
# $count (String) - formatted count
funnel-lead-title = { $stage } : { $count }
funnel-kinds = Sorte d’entonnoir
funnel-kind-cohort = Cohorte
funnel-kind-activity = Flux
funnel-kind-snapshot = Photo
funnel-explain-cohort-lead = Cohorte : les leads créés pendant la période, et jusqu’où ils sont allés. Ses taux sont des taux de conversion.
funnel-explain-cohort-mql = Cohorte : les leads devenus MQL pendant la période, et jusqu’où ils sont allés. Ses taux sont des taux de conversion.
funnel-explain-activity = Flux : les entrées dans chaque étape pendant la période, quels que soient les leads. Ses ratios sont des ratios de flux : ils peuvent dépasser 100 %.
funnel-explain-snapshot = Photo : où se trouve chaque lead à la date choisie. Elle dit la charge, pas la conversion.
funnel-bases = Leads comptés
funnel-base-lead = Leads créés
funnel-base-mql = Devenus MQL
funnel-counts = Manière de compter
funnel-count-first-time = Premières entrées
funnel-count-passages = Tous les passages
funnel-count-distinct = Leads distincts
funnel-period = Période
funnel-range-this-week = Cette semaine
funnel-range-last-week = La semaine dernière
funnel-range-this-month = Ce mois-ci
funnel-range-last-month = Le mois dernier
funnel-range-this-quarter = Ce trimestre
funnel-range-last-quarter = Le trimestre dernier
funnel-range-this-year = Cette année
funnel-range-last-year = L’année dernière
funnel-range-last-30-days = 30 derniers jours
funnel-range-last-90-days = 90 derniers jours
funnel-range-last-12-months = 12 derniers mois
funnel-from = Du
funnel-until = jusqu’au (exclu)
funnel-as-of-field = Vu à la fin du jour
funnel-with-sal = Afficher l’étape SAL
funnel-narrow = Filtrer
funnel-apply = Appliquer
funnel-all = Tous
funnel-dimension-source = Source
funnel-dimension-persona = Persona
funnel-dimension-campaign = Campagne
funnel-dimension-owner = Commercial
funnel-dimension-company = Entreprise
funnel-without = Sans
# $filter (String) - the filter’s name and value
funnel-remove = Retirer le filtre { $filter }
# $moment (String) - formatted date and time
funnel-seen = vu le { $moment }
# $moment (String) - formatted date and time
funnel-known = tel que connu le { $moment }
funnel-head-title = Constat
# $from (String) - stage
# $to (String) - stage
# $rate (String) - formatted rate
# $x (String) - count
# $n (String) - count
# $interval (String) - formatted interval
funnel-head-narrowest = Le passage le plus étroit est { $from } → { $to } : { $rate } ({ $x } sur { $n }), intervalle à 95 % { $interval }.
# $rate (String) - formatted rate
# $x (String) - count
# $n (String) - count
funnel-head-previous = Au même âge, la période précédente en était à { $rate } ({ $x } sur { $n }).
# $count (String) - count
# $stage (String) - stage
funnel-head-few = { $count } en { $stage } : trop peu pour dire quel passage est étroit.
# $first (String) - count
# $from (String) - stage
# $last (String) - count
# $to (String) - stage
funnel-head-activity = { $first } entrées en { $from } et { $last } en { $to } pendant la période.
# $count (String) - count
funnel-head-snapshot = { $count } leads dans les étapes affichées.
funnel-observation = observation
# $period (String) - formatted period
funnel-caption = Étapes, { $period }
funnel-col-stage = Étape
funnel-col-bar = Barre
funnel-col-leads = Leads
funnel-col-entries = Entrées
funnel-col-rate = Taux de passage
funnel-col-flow = Ratio de flux
funnel-col-target = Objectif
funnel-col-previous = Période précédente
funnel-col-gap = Écart
funnel-col-stopped = Pas passés
funnel-col-total = Depuis le début
# $points (String) - signed decimal
# $n (Number) - absolute points, to choose the plural
funnel-points = { $n ->
    [one] { $points } pt
   *[other] { $points } pts
  }
funnel-legend-target = objectif : étape précédente × taux visé
# $count (String) - count
# $period (String) - formatted period
# $stage (String) - base stage
# $moment (String) - formatted date and time
funnel-how-cohort = Les { $count } leads dont la première entrée en { $stage } tombe dans la période ({ $period }), et les étapes qu’ils ont atteintes au { $moment }. Un lead qui saute une étape l’a atteinte avec la suivante. Taux : leads arrivés à l’étape sur leads de l’étape précédente, intervalle de Wilson à 95 %. Moins de 10 leads : pas de taux ; de 10 à 29 : indicatif.
# $period (String) - formatted period
funnel-how-activity = Entrées explicites dans chaque étape pendant la période ({ $period }). Premières entrées : un lead recyclé ne compte qu’une fois. Tous les passages : une fois par cycle. Leads distincts : une fois par période. Un ratio de flux rapporte deux flux : ce n’est pas une conversion.
# $moment (String) - formatted date and time
funnel-how-snapshot = La dernière étape de chaque lead au { $moment }.
# $period (String) - formatted period
# $moment (String) - formatted date and time
funnel-how-previous = Période précédente : { $period }, vue le { $moment }, quand elle avait le même âge que celle-ci.
# $period (String) - formatted period
funnel-empty = Aucun lead compté, { $period }.
funnel-empty-action = Voir les 12 derniers mois
funnel-note-as-of-is-now = La date demandée est dans le futur : l’entonnoir est vu maintenant.
funnel-note-known-at-is-now = La date de connaissance demandée est dans le futur : tout ce qui est connu compte.
funnel-note-as-of-is-known-at = On ne peut rien voir après la date de connaissance : l’entonnoir est vu à cette date.
funnel-note-nothing-known = Rien n’était encore connu à cette date : le rapport est vide.
funnel-times-title = Temps entre étapes
funnel-times-link = Voir le temps entre étapes
funnel-times-caption = Jours calendaires, passages de la période
funnel-times-step = Passage
funnel-times-median = Médiane
funnel-times-p90 = 9 sur 10 en moins de
funnel-times-done = Passés
funnel-times-open = En cours
# $days (String) - formatted days
funnel-times-days = { $days } j
# $days (String) - formatted days
funnel-times-beyond = > { $days } j
funnel-times-km = Kaplan-Meier
funnel-times-how = Du premier jour dans l’étape à l’entrée dans la suivante ou une plus lointaine ; un lead recyclé, refusé ou perdu avant n’a pas de temps. Une étape sautée non plus. Quand plus d’un cinquième sont encore en cours, la médiane les compte (Kaplan-Meier) : la plus petite durée après laquelle la moitié n’y est plus.
funnel-leads-back = Retour à l’entonnoir
# $stage (String) - stage
# $later (String) - stage
funnel-leads-not-reached = { $stage } pas encore { $later }
funnel-leads-name = Lead
funnel-leads-today = Étape aujourd’hui
funnel-leads-entered = Entrée
funnel-leads-nobody = Personne
funnel-leads-erased = Personne effacée
funnel-leads-unnamed = Sans nom
funnel-leads-gone = Événements annulés depuis
funnel-leads-none = Aucun lead derrière ce nombre.
funnel-leads-csv = CSV
funnel-print = Imprimer
# $reasons (String) - field and sentence, joined
funnel-refused = Cette adresse demande un entonnoir impossible : { $reasons }
# $field (String) - parameter
# $reason (String) - sentence
funnel-refused-field = { $field } : { $reason }
fault-unknown-name = Ce paramètre n’existe pas.
fault-both-dates = Donnez les deux dates, ou aucune.
fault-stage-missing = Dites quelle étape ouvrir.
fault-moment = Écrivez une date (2026-11-20) ou un instant (2026-11-20T10:00:00Z).
fault-inverted = La fin doit suivre le début.
# $days (Number) - bound
fault-too-long = La période dépasse { $days } jours.
fault-stage-order = Les étapes doivent suivre l’ordre de l’entonnoir, chacune une fois.
# $stage (String) - base stage
fault-stage-base = La première étape d’une cohorte est sa base : { $stage }.
fault-stage-not-shown = Cette étape n’est pas affichée.
fault-not-later = Cette étape ne suit pas celle qui est ouverte.
fault-cohort-only = Possible pour une cohorte, en mode « reached » ou « strict » seulement.
fault-decimal = Écrivez un nombre décimal comme 0.4.
# $above (String) - lower bound
# $max (String) - upper bound
fault-above = Plus de { $above }, au plus { $max }.
# $steps (Number) - steps shown
# $given (Number) - targets given
fault-target-count = Un objectif par passage : { $steps } attendus, { $given } donnés.
# $max (Number) - bound
fault-too-many = { $max } valeurs au plus.
funnel-mode-strict = Mode strict : un lead ne compte que s’il est entré explicitement dans chaque étape affichée.
funnel-mode-any = Entrées explicites seulement : un lead compte à chaque étape où il est entré, quelles que soient les autres.
funnel-leads-created = Créé le
funnel-leads-became-mql = MQL le
