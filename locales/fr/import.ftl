import-reason-header = Motif du rejet
import-undated = date inconnue (import)
import-deduced = déduit de l’étape suivante (import)
import-status = motif inconnu (import)

# $encoding (String) - name of an encoding
# $separator (String) - a character
# $n (String) - formatted number of rows
import-shape = Fichier lu en { $encoding }, colonnes séparées par { $separator }, { $n } lignes
import-separator-tab = des tabulations
# $system (String) - name of a tool
# $headers (String) - columns
import-recognised = Reconnu : { $system } (colonnes { $headers })
# $system (String) - name of a tool
import-as = Lu comme : { $system }
import-system-csv = tableau
import-system-relais = export de Relais
# $columns (String) - column → field
import-columns = Colonnes reconnues : { $columns }
# $columns (String) - names
import-extras = Gardées telles quelles avec chaque lead : { $columns }
# $column (String) - a column
# $other (String) - the column taken
import-passed-over = « { $column } » est gardée telle quelle : « { $other } » tient déjà ce champ
import-day-first = Dates : le jour d’abord
import-month-first = Dates : le mois d’abord

import-dry = Essai à blanc : rien n’a été écrit.
# $n (String) - formatted number
import-resumed = Reprise d’un import interrompu, après { $n } lignes
# $n (String) - formatted number
import-created = créés : { $n }
# $n (String) - formatted number
import-updated = mis à jour : { $n }
# $n (String) - formatted number
import-unchanged = inchangés : { $n }
# $n (String) - formatted number
import-duplicates = doublons dans le fichier : { $n }
# $n (String) - formatted number
import-rejected = rejetés : { $n }
# $path (String) - a file
import-rejects = Lignes rejetées, avec le motif : { $path }
# $line (Number) - line of the file
# $why (String) - reason
import-reject-line = ligne { $line } : { $why }
# $n (String) - formatted number
import-near = Personnes peut-être déjà connues : { $n }
# $line (Number) - line
# $other (Number) - line
import-near-line-phone = lignes { $other } et { $line } : même téléphone
# $line (Number) - line
# $other (Number) - line
import-near-line-name = lignes { $other } et { $line } : même nom, même entreprise
# $line (Number) - line
# $lead (String) - id
import-near-lead-phone = ligne { $line } et lead { $lead } : même téléphone
# $line (Number) - line
# $lead (String) - id
import-near-lead-name = ligne { $line } et lead { $lead } : même nom, même entreprise
import-past = Passé reconstruit à partir des dates :
# $n (String) - formatted number
# $lines (String) - lines of the file
import-note-no-lead-date = sans date d’entrée en « Lead », la date de création en tient lieu : { $n } (l. { $lines })
# $n (String) - formatted number
# $stage (String) - a stage
# $lines (String) - lines of the file
import-note-inverted = dates « { $stage } » contredites par les suivantes, laissées de côté : { $n } (l. { $lines })
# $n (String) - formatted number
# $stage (String) - a stage
# $lines (String) - lines of the file
import-note-undated = à « { $stage } » sans date, placés au dernier moment connu (durées à ne pas lire) : { $n } (l. { $lines })
# $n (String) - formatted number
# $lines (String) - lines of the file
import-note-no-opportunity = clients sans opportunité, une opportunité est déduite au même moment : { $n } (l. { $lines })
# $n (String) - formatted number
# $stage (String) - a stage
# $lines (String) - lines of the file
import-note-unplaced = « { $stage } » sans place dans l’historique, non repris : { $n } (l. { $lines })
# $n (String) - formatted number
# $stage (String) - a stage
# $lines (String) - lines of the file
import-note-went-back = revenus à « { $stage } » dans l’autre outil, l’étape la plus avancée est gardée : { $n } (l. { $lines })
# $n (String) - formatted number
# $lines (String) - lines of the file
import-not-added = dates nouvelles qui contredisent l’historique connu, non reprises : { $n } (l. { $lines })
# $column (String) - a column
# $value (String) - a value
# $n (String) - formatted number
import-unknown-value = « { $column } » : valeur inconnue « { $value } », gardée telle quelle ({ $n } fois)
# $names (String) - names
import-new-people = Membres ajoutés sans accès : { $names }
# $list (String) - a list
# $names (String) - names
import-new-names = Ajoutés à « { $list } » : { $names }

import-fault-too-many-cells = plus de cellules que l’en-tête n’a de colonnes
import-fault-nobody = ni nom, ni courriel, ni téléphone
# $column (String) - a column
# $value (String) - what it holds
import-fault-email = { $column } : « { $value } » n’est pas une adresse électronique
# $column (String) - a column
# $limit (Number) - characters
import-fault-too-long = { $column } : plus de { $limit } caractères
# $column (String) - a column
import-fault-character = { $column } : contient un caractère nul
# $column (String) - a column
# $value (String) - what it holds
import-fault-date = { $column } : « { $value } » n’est pas une date
# $column (String) - a column
# $value (String) - what it holds
import-fault-no-such-day = { $column } : « { $value } » n’existe pas au calendrier
# $column (String) - a column
# $value (String) - what it holds
import-fault-two-digit-year = { $column } : « { $value } » : écrivez l’année sur quatre chiffres
# $column (String) - a column
# $value (String) - what it holds
import-fault-date-range = { $column } : « { $value } » est hors de la période admise (1900 à 2199)
# $column (String) - a column
# $value (String) - what it holds
import-fault-future = { $column } : « { $value } » est dans le futur
# $column (String) - a column
# $value (String) - what it holds
import-fault-amount = { $column } : « { $value } » n’est pas un montant
# $column (String) - a column
# $value (String) - what it holds
import-fault-negative = { $column } : « { $value } » est négatif
import-fault-bin = ce lead est à la corbeille : restaurez-le d’abord
import-fault-erased = les données de cette personne ont été effacées à sa demande

import-error-empty = Le fichier est vide.
import-error-workbook = C’est un classeur (Excel, LibreOffice) : enregistrez la feuille au format CSV.
import-error-binary = Ce n’est pas un fichier de texte.
# $line (Number) - line
# $limit (String) - a limit
import-error-row-too-long = Ligne { $line } : une ligne dépasse { $limit }.
# $line (Number) - line
# $limit (Number) - columns
import-error-columns = Ligne { $line } : plus de { $limit } colonnes.
# $line (Number) - line
import-error-quote = Ligne { $line } : un guillemet n’est jamais refermé.
# $line (Number) - line
import-error-encoding = Ligne { $line } : ces caractères ne sont pas dans l’encodage choisi. Essayez --encoding windows-1252.
import-error-nobody = Aucune colonne ne contient de nom, de courriel ni de téléphone.
import-error-deals = Ce fichier contient des affaires, pas des personnes : importez d’abord les contacts.
import-error-companies = Ce fichier contient des entreprises, pas des personnes : importez les contacts.
# $column (String) - a column
import-error-twice = Deux colonnes s’appellent « { $column } ».
import-error-no-rows = Il n’y a aucune ligne sous l’en-tête.
# $column (String) - a column
import-error-dates = « { $column } » : rien ne dit si le jour ou le mois vient d’abord. Dites-le avec --dates dmy (jour) ou --dates mdy (mois).
# $column (String) - a column
import-error-dates-mixed = « { $column } » mêle des dates au jour et au mois d’abord. Choisissez avec --dates dmy ou --dates mdy ; les autres seront rejetées.
# $column (String) - a column
import-error-amounts = « { $column } » : rien ne dit si la virgule ou le point sépare les décimales. Dites-le avec --decimal comma ou --decimal point.
# $column (String) - a column
import-error-amounts-mixed = « { $column } » mêle virgules et points décimaux. Choisissez avec --decimal comma ou --decimal point ; les autres seront rejetés.
# $lacking (String) - formatted size
import-error-space = Il manque { $lacking } d’espace disque. Rien n’a été écrit.

import-field-first-name = prénom
import-field-last-name = nom
import-field-full-name = nom complet
import-field-email = courriel
import-field-phone = téléphone
import-field-job-title = fonction
import-field-company = entreprise
import-field-source = source d’origine
import-field-latest-source = dernière source
import-field-medium = support
import-field-campaign = campagne
import-field-content = contenu
import-field-term = mot-clé
import-field-persona = persona
import-field-pain-points = points de douleur
import-field-need = besoin
import-field-estimated-value = valeur estimée
import-field-consent-basis = base légale
import-field-opt-out = désinscription
import-field-opt-in = consentement
import-field-status = statut
import-field-stage = étape
import-field-revisit-on = à recontacter le
import-field-owner-mkt = responsable marketing
import-field-owner = commercial
import-field-created-at = date de création
import-field-updated-at = dernière modification
import-field-record-id = identifiant
import-field-note = note
# $stage (String) - a stage
import-field-became = date « { $stage } »

import-rows = lignes importées
import-no-encoding = encodage inconnu ; essayez utf-8, windows-1252, utf-16le, macintosh
import-error-elsewhere = Le même import est en cours ailleurs.
