check-leads = leads checked
check-repaired = Written again. Checking once more:
# $lead (String) - id
# $place (String) - table and column
# $stored (String) - what is stored
# $expected (String) - what should be
check-finding = lead { $lead }: { $place } = { $stored }, expected { $expected }
# $place (String) - table
# $stored (String) - what is stored
check-whole = { $place }: { $stored }
check-search = search index: does not agree with the leads
# $n (String) - formatted number
check-clean = { $n } leads checked, no difference.
# $n (Number) - differences
check-verdict = { $n ->
    [one] One difference.
   *[other] { $n } differences.
  }
