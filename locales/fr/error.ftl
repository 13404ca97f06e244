error-bad-request-title = Demande illisible
error-bad-request = L’adresse ou le formulaire est mal formé. Revenez en arrière et réessayez.
error-too-many-parameters = Cette demande a trop de paramètres.
error-encoding = Ce texte est mal encodé. Revenez en arrière et saisissez-le de nouveau.
error-media-type = Cette adresse n’attend pas ce type de contenu.
error-unauthorized-title = Connexion nécessaire
error-unauthorized = Connectez-vous pour voir cette page.
error-forbidden-title = Action réservée
error-forbidden = Vous n’avez pas le droit de faire cela. Demandez à votre responsable.
error-not-found-title = Page introuvable
error-not-found = Cette adresse ne mène à rien. Le lien est peut-être ancien.
error-method-title = Action impossible ici
error-method = Cette adresse ne se demande pas ainsi.
error-conflict-title = Quelqu’un est passé avant vous
error-conflict = La fiche a changé depuis que vous l’avez ouverte. Rechargez-la pour voir son état.
error-precondition = La version que vous modifiez n’est plus la dernière.
error-too-large-title = C’est trop long
error-too-large = Ce contenu dépasse la taille admise. Revenez en arrière et raccourcissez-le.
error-uri-too-long = Cette adresse est trop longue. Retirez des filtres.
error-refused-title = Action refusée
error-refused = Une règle s’oppose à cette action.
error-invalid = Des champs sont à corriger.
error-too-many-title = Trop d’essais
# $seconds (Number) - how long to wait
error-too-many = Attendez { $seconds } s avant de réessayer.
error-unavailable-title = Indisponible un instant
error-unavailable = Votre demande n’a pas été enregistrée. Votre saisie reste dans le formulaire : revenez en arrière et réessayez.
error-internal-title = Une erreur est de notre côté
error-internal = Elle a été notée. Si elle se répète, donnez le numéro ci-dessous à votre administrateur.
# $number (String) - the incident’s number
error-incident = Incident { $number }
error-home = Aller à l’accueil
error-sign-in = Se connecter
# $line (Number) - line of the body
# $column (Number) - column of the line
error-json = Le corps n’est pas un objet JSON plat, sans nom répété (ligne { $line }, colonne { $column }).
