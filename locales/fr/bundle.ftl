# $column (String) - name of a column
bundle-no-column = colonne « { $column } » absente
# $column (String) - name of a column
bundle-twice-column = deux colonnes « { $column } »
bundle-too-many-cells = plus de cellules que l’en-tête n’a de colonnes
# $column (String) - name of a column
bundle-empty = « { $column } » est vide
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-instant = « { $column } » : « { $text } » n’est pas un instant ; écrivez 2026-11-24T08:00:00Z
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-date = « { $column } » : « { $text } » n’est pas une date ; écrivez 2026-11-24
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-number = « { $column } » : « { $text } » n’est pas un nombre entier
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-amount = « { $column } » : « { $text } » n’est pas un montant ; écrivez 8000 ou 8000.50
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-flag = « { $column } » : « { $text } » n’est ni true ni false
# $column (String) - name of a column
# $text (String) - what it holds
bundle-not-code = « { $column } » : « { $text } » n’est pas une valeur connue
# $column (String) - name of a column
bundle-bad-text = « { $column } » : texte trop long, ou avec un caractère nul
# $column (String) - name of a column
# $text (String) - what it holds
bundle-future = « { $column } » : { $text } est dans le futur
bundle-recorded-before = enregistré avant d’avoir eu lieu
# $id (String) - an id of the file
bundle-duplicate = l’identifiant « { $id } » désigne deux lignes
# $id (String) - an id of the file
bundle-no-lead = le lead « { $id } » n’est ni dans leads.csv ni dans events.csv
# $id (String) - an id of the file
bundle-no-event = l’événement « { $id } » n’existe pas
# $id (String) - an id of the file
bundle-no-deal = l’affaire « { $id } » n’existe pas
bundle-twice-row = cette ligne redit une ligne précédente
# $id (String) - an id of the file
bundle-other-lead = remplace « { $id } », qui est l’événement d’un autre lead
# $id (String) - an id of the file
bundle-superseded-twice = « { $id } » est déjà remplacé par un autre événement
# $id (String) - an id of the file
bundle-void-of-void = « { $id } » est une annulation : elle ne s’annule pas, saisissez l’événement de nouveau
bundle-supersedes-nothing = une annulation ou une correction doit dire ce qu’elle remplace (« supersedes »)
bundle-may-not-supersede = seules une annulation et une correction remplacent un événement
bundle-supersedes-itself = l’événement se remplace lui-même, directement ou non
bundle-stage-mismatch = « to » se remplit pour une transition ou une correction, et pour elles seules
bundle-survivor-mismatch = « into » se remplit pour une fusion, et pour elle seule
bundle-merged-into-itself = le lead est fusionné avec lui-même, directement ou non
# $to (String) - a stage
bundle-start = un historique commence par « Abonné » ou « Lead », pas par « { $to } »
# $to (String) - a stage
bundle-repeated = le lead est déjà à l’étape « { $to } »
# $from (String) - a stage
# $to (String) - a stage
bundle-backward = retour de « { $from } » à « { $to } » dans un même cycle : c’est une correction, ou une sortie puis un nouveau cycle
# $from (String) - a stage
# $to (String) - a stage
bundle-no-such-move = on ne passe pas de « { $from } » à « { $to } »
# $found (Number) - cycle of the line
# $expected (Number) - cycle it should have
bundle-cycle = cycle { $found } au lieu de { $expected }
# $found (Number) - cycle of the line
# $expected (Number) - cycle that is still open
# $at (String) - a stage
bundle-cycle-open = le cycle { $found } commence alors que le cycle { $expected } n’est pas terminé (il est à « { $at } »)
bundle-closing = une affaire ouverte n’a pas de date de clôture ; une affaire close en a une
bundle-owner-and-queue = un commercial ou une file, l’un des deux
# $why (String) - what the reader says
bundle-unreadable = fichier illisible : { $why }
# $file (String) - a file of the bundle
# $line (Number) - line in it
# $why (String) - reason
bundle-refusal = { $file }, ligne { $line } : { $why }

# $folder (String) - a path
bundle-no-folder = Le dossier { $folder } n’existe pas.
# $folder (String) - a path
bundle-no-events = Le dossier { $folder } ne contient pas de fichier events.csv.
# $folder (String) - a path
bundle-not-empty = Le dossier { $folder } n’est pas vide : choisissez-en un autre.
# $n (Number) - leads
bundle-holds-leads = { $n ->
    [one] La base contient déjà un lead : un historique ne s’importe que dans une base sans lead.
   *[other] La base contient déjà { $n } leads : un historique ne s’importe que dans une base sans lead.
  }
# $n (Number) - lines
bundle-refused = { $n ->
    [one] Une ligne est refusée. Rien n’a été écrit.
   *[other] { $n } lignes sont refusées. Rien n’a été écrit.
  }
# $n (Number) - lines not shown
bundle-more-refusals = … et { $n } de plus

# $file (String) - a file
# $n (String) - formatted number of rows
bundle-rows = { $file } : { $n }
# $n (String) - formatted number
bundle-bare-leads = leads connus par leur seul historique, leads.csv ne les nomme pas : { $n }
# $file (String) - a file
# $columns (String) - names
bundle-unknown-columns = { $file } : colonnes inconnues, laissées de côté : { $columns }
# $columns (String) - names
bundle-kept-columns = leads.csv : colonnes inconnues, gardées telles quelles avec chaque lead : { $columns }
# $files (String) - names
bundle-unknown-files = fichiers inconnus, non lus : { $files }
# $names (String) - names
bundle-new-people = membres ajoutés sans accès : { $names }
# $list (String) - a list
# $names (String) - names
bundle-new-names = ajoutés à « { $list } » : { $names }
# $name (String) - a setting
# $before (String) - its value
# $after (String) - its value
bundle-setting = réglage « { $name } » : { $after } au lieu de { $before }, comme dans l’historique importé
bundle-gaps-title = Ce que cet historique ne dit pas :
# $n (String) - formatted number
bundle-gap-exits = sorties sans motif : { $n }
# $reasons (String) - texts
bundle-gap-reasons = motifs hors liste, gardés comme textes : { $reasons }
# $n (String) - formatted number
bundle-gap-amounts = affaires sans montant : { $n }
# $n (String) - formatted number
bundle-gap-opportunities = passages en opportunité sans affaire : { $n }
# $n (String) - formatted number
bundle-gap-sources = leads sans source connue : { $n }
# $n (String) - formatted number
bundle-gap-events = leads sans aucun événement, absents de toutes les listes : { $n }
