figure-how = Comment est-ce calculé ?
figure-none = Aucun lead dans la période
figure-indicative = indicatif
figure-too-few = trop peu pour conclure

pager-label = Pages
pager-previous = Précédents
pager-next = Suivants
flash-undo = Annuler
flash-close = Fermer le message

ago-now = à l’instant
# $n (Number) - minutes
ago-minutes = il y a { $n } min
# $n (Number) - hours
ago-hours = il y a { $n } h
ago-yesterday = hier
# $n (Number) - days
ago-days = il y a { $n } j
# $n (Number) - months
ago-months = il y a { $n } mois
ago-years = il y a { $n ->
    [one] { $n } an
   *[other] { $n } ans
  }
# $n (Number) - minutes
in-minutes = dans { $n } min
# $n (Number) - hours
in-hours = dans { $n } h
in-tomorrow = demain
# $n (Number) - days
in-days = dans { $n } j
# $n (Number) - months
in-months = dans { $n } mois
in-years = dans { $n ->
    [one] { $n } an
   *[other] { $n } ans
  }
