pipeline-title = Affaires
pipeline-open = Ouvertes
pipeline-won = Gagnées
pipeline-lost = Perdues
pipeline-closed = Conclue le
pipeline-start = Revenir au début
# $amount (String) - formatted sum
# $weighted (String) - formatted weighted sum
pipeline-sum-open = { $amount }, pondéré { $weighted }
# $amount (String) - formatted weighted sum
pipeline-weighted = pondéré { $amount }
pipeline-none-title = Aucune affaire ici
pipeline-none-text = Une affaire s’ouvre quand un lead devient opportunité.
