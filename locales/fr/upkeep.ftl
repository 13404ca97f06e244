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
