people-email = Courriel
people-password = Mot de passe
people-new-password = Nouveau mot de passe
people-password-hint = 12 caractères au moins. Une phrase de quelques mots convient très bien.
people-name = Nom
people-your-name = Votre nom
people-organisation = Nom de l’organisation
people-zone = Fuseau horaire
people-currency = Devise
people-language = Langue

signin-title = Se connecter
signin-refused = Courriel ou mot de passe inconnu.
signin-wrong-password = Ce n’est pas votre mot de passe actuel.
signin-help = Mot de passe oublié ? Demandez un lien à votre administrateur.
signin-not-set-up = Cette instance n’a pas encore d’administrateur. Ouvrez le lien affiché dans le terminal où Relais a démarré.

setup-title = Premier démarrage
setup-intro = Vous serez administrateur. Le fuseau, la devise et la langue se règlent ensuite, jusqu’au premier lead.
setup-save = Ouvrir Relais

join-title = Bienvenue
# $role (String) - the role’s name
join-intro = Votre rôle : { $role }. Choisissez un mot de passe pour entrer.
join-save = Entrer dans Relais

reset-title = Choisir un nouveau mot de passe
reset-intro = Toutes vos sessions seront fermées et vos jetons d’API révoqués.
reset-save = Remplacer le mot de passe
reset-done = Mot de passe remplacé. Connectez-vous avec le nouveau.

members-email-taken = Ce courriel est déjà celui d’un membre.
