settings-account-hint = Nom, langue, mot de passe, appareils, jetons d’API.
settings-organisation-hint = Nom, fuseau horaire, devise, langue.
settings-members-hint = Inviter, donner un rôle, désactiver.
settings-reasons-hint = Pourquoi un lead est refusé, une affaire gagnée ou perdue.
settings-audit-hint = Qui a fait quoi, et quand.

organisation-title = Organisation
organisation-zone-hint = Les jours, les semaines et les mois y commencent.
organisation-language-hint = Celle des courriels et des exports.
organisation-settled = Le fuseau et la devise ne changent plus dès le premier lead : les chiffres sont comptés avec.
organisation-zone-settled = Le fuseau ne change plus : les jours des leads sont comptés avec.
organisation-currency-settled = La devise ne change plus : les montants sont dans celle-ci.
organisation-saved = Organisation enregistrée.

lists-sources = Sources
lists-sources-hint = D’où viennent les leads.
lists-campaigns = Campagnes
lists-campaigns-hint = Pourquoi un contenu a été poussé.
lists-contents = Contenus
lists-contents-hint = Ce qui a été montré.
lists-personas = Personas
lists-personas-hint = Les profils convenus entre les deux équipes.
lists-queues = Files
lists-queues-hint = Où attendent les leads transmis à une équipe.
lists-add = Ajouter
lists-active = Proposé
lists-saved = Liste enregistrée.
lists-unknown-source = Cette source accueille les leads dont l’origine n’a pas été notée : elle ne se modifie pas.

reasons-title = Motifs
reasons-intro = Les mots changent, pas les codes : l’historique reste lisible.
reasons-rejection = Refus d’un lead
reasons-win = Affaire gagnée
reasons-loss = Affaire perdue
reasons-words = Libellés
reasons-french = Libellé français
reasons-english = Libellé anglais
reasons-code = Code
reasons-saved = Motif enregistré.

audit-title = Journal
audit-intro = Ce qui a été fait, par qui. Rien ne s’y efface.
audit-when = Quand
audit-who = Qui
audit-what = Quoi
audit-detail = Détail
audit-address = Adresse
audit-nobody = Relais
