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
backup-done = Copied and checked: { $file } ({ $size })
backup-exists = { $file } exists already: choose another name.
backup-postgres = With Postgres, back up with pg_dump, or export the history: relais history export DIR.
restore-postgres = With Postgres, restore with pg_restore, or import a history: relais history import DIR.
restore-done = The database now comes from { $file }.
restore-kept = The former database is kept: { $file }
restore-damaged = { $file } is no whole Relais database: { $why }
restore-newer = { $file } comes from a newer version of Relais: update the program first.
restore-not-empty = The database { $file } is not empty: nothing was done. Add --force to replace it.
restore-served = A server uses { $file }: stop it first.
doctor-no-database = database: { $why }. Check DATABASE_URL; if the file is damaged: relais restore FILE --force
doctor-engine = engine: { $engine } { $version }
doctor-settings = durability: journal_mode={ $journal } synchronous={ $synchronous } foreign_keys={ $keys }
doctor-whole = file: whole
doctor-damaged = file: damaged ({ $why }). Stop the service, then relais restore FILE --force
doctor-disk = disk: { $mib } MiB free
doctor-migrations = schema: up to date
doctor-migrations-missing = schema: { $n } migrations are missing. Run relais migrate
doctor-newer = schema: written by a newer version. Update the program
doctor-counts = content: { $leads } leads, { $events } events
doctor-clock = clock: { $now } is before the newest record ({ $newest }). Set the machine’s clock
doctor-clock-right = clock: { $now }
doctor-backup = last backup: { $at }
doctor-backup-old = last backup: { $at }, more than seven days ago. Run relais backup FILE
doctor-backup-none = last backup: none. Run relais backup FILE
doctor-failed = Things to correct: { $n }
