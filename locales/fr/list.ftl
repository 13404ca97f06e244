list-title = Leads
list-search = Nom, entreprise, courriel
list-filter-form = Filtrer les leads
list-filter-add = Filtrer
list-filter-clear = Effacer les filtres
# $facet (String) - name of the filter
list-filter-remove = Retirer le filtre { $facet }
list-export = Exporter
list-export-label = Exporter cette liste en CSV
list-view-board = Tableau
list-view-list = Liste
list-view-label = Présentation
list-rows = Liste des leads
# $count (String) - formatted number of leads
# $n (Number) - the same number
list-caption = { $n ->
    [one] { $count } lead
   *[other] { $count } leads
  }
list-count-all = Compter tous les leads

list-tabs = Vues
list-tab-all = Tous
list-tab-mine = Mes leads
list-tab-waiting = À décider
list-tab-overdue = Actions en retard
list-tab-idle = Sans prochaine action
list-tab-nurture = À nourrir
list-tab-unassigned = À transmettre

list-col-lead = Lead
list-col-stage = Étape
list-col-owner = Responsable
list-col-next = Prochaine action
list-col-source = Source
list-col-created = Créé le
list-col-age = Dans l’étape
list-col-value = Valeur
list-nobody = Personne
list-queue-tag = File
list-unnamed = Sans nom

# $n (Number) - minutes
list-age-minutes = { $n } min
# $n (Number) - hours
list-age-hours = { $n } h
# $n (Number) - days
list-age-days = { $n } j
# $n (Number) - months
list-age-months = { $n } mois
list-age-years = { $n ->
    [one] { $n } an
   *[other] { $n } ans
  }

list-next-qualify = Qualifier
list-next-hand-off = Transmettre
list-next-decide = Accepter ou refuser
list-next-missing = Aucune action prévue
list-next-follow-up = Relancer
list-next-today = aujourd’hui
# $day (String) - formatted date
list-next-late = { $day }, passée
list-next-none = Rien à faire

list-empty-title = Aucun lead pour l’instant
list-empty-text = Les leads que vous saisissez, importez ou recevez apparaissent ici.
list-empty-action = Saisir un lead
list-none-title = Aucun lead ne correspond
list-none-text = Retirez un filtre ou cherchez autrement.

list-filters-title = Filtrer les leads
list-filters-apply = Appliquer
list-any = Tous
list-none = Aucun
list-me = Moi
list-missing-entry = introuvable

list-facet-search = Recherche
list-facet-stage = Étape
list-facet-status = Suivi
list-facet-owner = Commercial
list-facet-owner-mkt = Marketeur
list-facet-queue = File
list-facet-source = Source
list-facet-campaign = Campagne
list-facet-persona = Persona
list-facet-company = Entreprise
list-facet-tag = Étiquette
list-facet-created = Créé
list-facet-in-stage = Dans l’étape
# $stage (String) - name of the stage
list-facet-reached = Passé { $stage }
list-facet-decided = Transfert
list-facet-next = Prochaine action
list-facet-sort = Tri

# $from (String) - formatted date
list-days-from = depuis le { $from }
# $until (String) - formatted date
list-days-until = avant le { $until }
# $from (String) - formatted date
# $until (String) - formatted date, excluded
list-days-between = du { $from } au { $until } exclu
list-days-ever = un jour ou l’autre
list-day-from = À partir du
list-day-until = Avant le

list-decided-accepted = accepté
list-decided-refused = refusé
list-decided-any = décidé

list-planned-overdue = en retard
list-planned-today = aujourd’hui
list-planned-none = aucune

list-status-new = Nouveau
list-status-attempting = Tentatives
list-status-connected = Joint
list-status-qualifying = En qualification
list-status-open-deal = Affaire ouverte
list-status-callback = Rappel convenu
list-status-unreachable = Injoignable
list-status-closed = Terminé

# $parameter (String) - name in the address
# $value (String) - what was given
# $choices (String) - what would do
list-error-choice = Le filtre « { $parameter } » ne connaît pas « { $value } ». Il accepte : { $choices }.
# $parameter (String) - name in the address
# $value (String) - what was given
list-error-id = Le filtre « { $parameter } » n’accepte pas « { $value } » : il attend un identifiant, « me » ou « none ».
# $parameter (String) - name in the address
# $value (String) - what was given
list-error-date = Le filtre « { $parameter } » n’accepte pas « { $value } » : il attend une date comme 2026-11-24.
# $parameter (String) - name in the address
# $value (String) - what was given
list-error-place = Le paramètre « { $parameter } » n’accepte pas « { $value } » : ce n’est pas un endroit de cette liste.
# $parameter (String) - name in the address
# $max (Number) - characters
list-error-long = Le filtre « { $parameter } » accepte { $max } caractères au plus.
# $parameter (String) - name in the address
list-error-twice = Le filtre « { $parameter } » est donné deux fois.
list-colon =  :

list-csv-id = Identifiant
list-csv-first-name = Prénom
list-csv-last-name = Nom
list-csv-email = Courriel
list-csv-phone = Téléphone
list-csv-job-title = Fonction
list-csv-company = Entreprise
list-csv-stage = Étape
list-csv-stage-at = Dans l’étape depuis
list-csv-status = Suivi
list-csv-owner = Commercial
list-csv-owner-mkt = Marketeur
list-csv-queue = File
list-csv-value = Valeur estimée
list-csv-next-on = Prochaine action le
list-csv-revisit-on = À revoir le
list-csv-source = Source
list-csv-medium = Support
list-csv-campaign = Campagne
list-csv-content = Contenu
list-csv-persona = Persona
list-csv-pain-points = Difficultés
list-csv-need = Besoin confirmé
list-csv-created-at = Créé le
list-csv-updated-at = Modifié le
# $day (String) - date as in a file name
list-csv-name = leads-{ $day }.csv
