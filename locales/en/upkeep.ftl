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
