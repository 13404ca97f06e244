check-leads = leads checked
check-repaired = Written again. Checking once more:
check-finding = lead { $lead }: { $place } = { $stored }, expected { $expected }
check-whole = { $place }: { $stored }
check-search = search index: does not agree with the leads
check-clean = { $n } leads checked, no difference.
check-verdict = { $n ->
    [one] One difference.
   *[other] { $n } differences.
  }
# $file (String) - a file
# $size (String) - formatted size
backup-done = Copied and checked: { $file } ({ $size })
# $file (String) - a file
backup-exists = { $file } exists already: choose another name.
backup-postgres = With Postgres, back up with pg_dump, or export the history: relais history export DIR.
restore-postgres = With Postgres, restore with pg_restore, or import a history: relais history import DIR.
# $file (String) - a file
restore-done = The database now comes from { $file }.
# $file (String) - a file
restore-kept = The former database is kept: { $file }
# $file (String) - a file
# $why (String) - what the engine says
restore-damaged = { $file } is no whole Relais database: { $why }
# $file (String) - a file
restore-newer = { $file } comes from a newer version of Relais: update the program first.
# $file (String) - a file
restore-not-empty = The database { $file } is not empty: nothing was done. Add --force to replace it.
# $file (String) - a file
restore-served = A server uses { $file }: stop it first.
# $why (String) - what the engine says
doctor-no-database = database: { $why }. Check DATABASE_URL; if the file is damaged: relais restore FILE --force
# $engine (String) - name
# $version (String) - its version
doctor-engine = engine: { $engine } { $version }
# $journal (String) - a setting
# $synchronous (String) - a setting
# $keys (String) - a setting
doctor-settings = durability: journal_mode={ $journal } synchronous={ $synchronous } foreign_keys={ $keys }
doctor-whole = file: whole
# $why (String) - what the engine says
doctor-damaged = file: damaged ({ $why }). Stop the service, then relais restore FILE --force
# $mib (String) - formatted number
doctor-disk = disk: { $mib } MiB free
doctor-migrations = schema: up to date
# $n (Number) - migrations
doctor-migrations-missing = schema: { $n } migrations are missing. Run relais migrate
doctor-newer = schema: written by a newer version. Update the program
# $leads (String) - formatted number
# $events (String) - formatted number
doctor-counts = content: { $leads } leads, { $events } events
# $now (String) - an instant
# $newest (String) - an instant
doctor-clock = clock: { $now } is before the newest record ({ $newest }). Set the machine’s clock
# $now (String) - an instant
doctor-clock-right = clock: { $now }
# $at (String) - an instant
doctor-backup = last backup: { $at }
# $at (String) - an instant
doctor-backup-old = last backup: { $at }, more than seven days ago. Run relais backup FILE
doctor-backup-none = last backup: none. Run relais backup FILE
# $n (Number) - failures
doctor-failed = Things to correct: { $n }
