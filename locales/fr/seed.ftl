cli-seed = Remplit une base vide d’une entreprise fictive, pour mesurer
cli-arg-leads = Nombre de leads
cli-arg-seed = Même graine, mêmes leads
cli-arg-months = Sur combien de mois avant aujourd’hui
cli-arg-open-obligations = Combien d’engagements des commerciaux attendent
seed-leads = Leads écrits
# $count (Number) - how many leads
seed-done = { $count } leads écrits. « relais check » prouve que tout concorde.
seed-not-empty = La base contient déjà des leads. Donnez une base vide.
