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
# $n (Number) - days
ago-days = il y a { $n } j
