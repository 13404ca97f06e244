check-leads = leads vérifiés
check-repaired = Réécrit. Nouvelle vérification :
# $lead (String) - id
# $place (String) - table and column
# $stored (String) - what is stored
# $expected (String) - what should be
check-finding = lead { $lead } : { $place } = { $stored }, attendu { $expected }
# $place (String) - table
# $stored (String) - what is stored
check-whole = { $place } : { $stored }
check-search = index de recherche : ne correspond pas aux leads
# $n (String) - formatted number
check-clean = { $n } leads vérifiés, aucune différence.
# $n (Number) - differences
check-verdict = { $n ->
    [one] Une différence.
   *[other] { $n } différences.
  }
# $file (String) - a file
# $size (String) - formatted size
backup-done = Copie faite et vérifiée : { $file } ({ $size })
# $file (String) - a file
backup-exists = { $file } existe déjà : choisissez un autre nom.
backup-postgres = Avec Postgres, sauvegardez par pg_dump, ou exportez l’historique : relais history export DOSSIER.
restore-postgres = Avec Postgres, restaurez par pg_restore, ou importez un historique : relais history import DOSSIER.
# $file (String) - a file
restore-done = La base vient maintenant de { $file }.
# $file (String) - a file
restore-kept = L’ancienne base est gardée : { $file }
# $file (String) - a file
# $why (String) - what the engine says
restore-damaged = { $file } n’est pas une base Relais intacte : { $why }
# $file (String) - a file
restore-newer = { $file } vient d’une version plus récente de Relais : mettez d’abord le programme à jour.
# $file (String) - a file
restore-not-empty = La base { $file } n’est pas vide : rien n’a été fait. Ajoutez --force pour la remplacer.
# $file (String) - a file
restore-served = Un serveur utilise { $file } : arrêtez-le d’abord.
# $why (String) - what the engine says
doctor-no-database = base : { $why }. Vérifiez DATABASE_URL ; si le fichier est endommagé : relais restore FICHIER --force
# $engine (String) - name
# $version (String) - its version
doctor-engine = moteur : { $engine } { $version }
# $journal (String) - a setting
# $synchronous (String) - a setting
# $keys (String) - a setting
doctor-settings = durabilité : journal_mode={ $journal } synchronous={ $synchronous } foreign_keys={ $keys }
doctor-whole = fichier : intact
# $why (String) - what the engine says
doctor-damaged = fichier : endommagé ({ $why }). Arrêtez le service, puis relais restore FICHIER --force
# $mib (String) - formatted number
doctor-disk = disque : { $mib } Mio libres
doctor-migrations = schéma : à jour
# $n (Number) - migrations
doctor-migrations-missing = schéma : { $n } migrations manquent. Lancez relais migrate
doctor-newer = schéma : écrit par une version plus récente. Mettez le programme à jour
# $leads (String) - formatted number
# $events (String) - formatted number
doctor-counts = contenu : { $leads } leads, { $events } événements
# $now (String) - an instant
# $newest (String) - an instant
doctor-clock = horloge : { $now } est avant le dernier enregistrement ({ $newest }). Réglez l’heure de la machine
# $now (String) - an instant
doctor-clock-right = horloge : { $now }
# $at (String) - an instant
doctor-backup = dernière sauvegarde : { $at }
# $at (String) - an instant
doctor-backup-old = dernière sauvegarde : { $at }, il y a plus de sept jours. Lancez relais backup FICHIER
doctor-backup-none = dernière sauvegarde : aucune. Lancez relais backup FICHIER
# $n (Number) - failures
doctor-failed = Points à corriger : { $n }
