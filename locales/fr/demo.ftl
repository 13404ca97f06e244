cli-demo = Ouvre le produit avec une entreprise de démonstration (data/demo.db, refaite chaque jour)
cli-arg-fresh = Refait la démonstration, même si elle est d’aujourd’hui
demo-filling = Préparation de dix-huit mois d’activité…
demo-acts = Actions jouées
# $company (String) - the invented company
demo-sign-in = { $company }, entreprise inventée. Pour vous connecter (courriel, mot de passe, rôle) :
demo-public = Attention : cette adresse est ouverte à d’autres machines, et ces mots de passe sont publics.
