board-title = Tableau
board-sorted = Trié par urgence
board-keys = Déplacer par le menu ou les touches
board-columns = Colonnes du tableau
board-asides = Hors du tableau
board-many = 10 000+
board-too-many = Filtrez pour voir les totaux.
# $amount (String) - formatted sum
# $weighted (String) - formatted weighted sum
board-deals = { $amount }, pondéré { $weighted }
# $days (String) - formatted whole days
board-median = Âge médian { $days } j
# $days (String) - formatted whole days
board-median-inline = âge médian { $days } j
# $name (String) - company or person
board-move = Déplacer { $name }
board-signature-late = Signature dépassée
# $probability (String) - per cent
board-probability = Probabilité { $probability } %
board-nobody = Personne ici.
# $n (Number) - how many more
# $count (String) - the same, formatted
board-rest = { $n ->
    [one] Voir l’autre
   *[other] Voir les { $count } autres
  }
board-all = Voir la liste
board-no-action = Sans action
