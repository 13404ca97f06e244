company-title = Entreprises
company-search = Nom de l’entreprise
company-name = Nom
company-domain = Domaine internet
company-domain-error = Écrivez un domaine comme exemple.fr, sans https ni adresse.
company-city = Ville
company-note = Note
company-open = Affaires ouvertes
company-card = Fiche
company-saved = Entreprise enregistrée.
company-no-lead = Aucun lead n’y travaille.
company-none-title = Aucune entreprise ne correspond
company-none-text = Cherchez une autre partie du nom.
company-empty-title = Aucune entreprise pour l’instant
company-empty-text = Une entreprise apparaît avec le premier lead qui y travaille.
# $name (String) - how it is called now
company-changed = Quelqu’un a modifié cette fiche depuis que vous l’avez ouverte : elle s’appelle maintenant { $name }. Votre saisie est gardée ; enregistrez à nouveau pour qu’elle remplace la sienne.
