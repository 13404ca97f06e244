# $title (String) - the page’s title
form-title-error = Erreur – { $title }
form-summary-title = { $n ->
    [one] { $n } point à corriger
   *[other] { $n } points à corriger
  }
form-optional = facultatif
form-choose = Choisir…
form-yes = Oui
form-no = Non
form-save = Enregistrer
form-cancel = Annuler
stale-form = Cette fiche a changé depuis que vous l’avez ouverte. Votre saisie est gardée ; enregistrez à nouveau pour qu’elle remplace ce qui a été enregistré entre-temps.
# $now (String) - what the field says now
stale-field = Enregistré entre-temps : « { $now } »
stale-emptied = Vidé entre-temps.

field-required = Ce champ est nécessaire.
# $max (Number) - characters
field-too-long = { $max } caractères au plus.
# $min (Number) - characters
field-too-short = { $min } caractères au moins.
field-email = Écrivez une adresse comme nom@exemple.fr.
field-phone = Écrivez un numéro comme 06 12 34 56 78 ou +33 6 12 34 56 78.
field-number = Écrivez un nombre entier.
field-money = Écrivez un montant comme 8 000,00.
# $min (String) - formatted bound
# $max (String) - formatted bound
field-out-of-range = Entre { $min } et { $max }.
field-date = Écrivez une date comme 31/12/2026.
field-future-date = Cette date est dans le futur.
field-past-date = Cette date est passée.
field-choice = Choisissez une valeur de la liste.
field-duplicate = Cette valeur existe déjà.
field-characters = Ce texte contient des caractères non admis.
field-money-ambiguous = Milliers ou décimales ? Écrivez 1234 ou 1234,00.
field-money-negative = Le montant ne peut pas être négatif.
# $n (Number) - decimals
field-money-decimals = { $n } décimales au plus.
# $amount (String) - formatted amount
field-money-large = Le montant ne peut pas dépasser { $amount }.
field-instant = Écrivez une date et une heure comme 31/12/2026 09:30.
