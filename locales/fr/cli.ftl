cli-about = Un seul entonnoir pour le marketing et le commercial.
cli-serve = Sert l’application (ce que fait aussi « relais » seul)
cli-migrate = Met la base à jour et écrit les réglages par défaut
cli-user = Gère les membres
cli-user-add = Ajoute un membre (mot de passe demandé, ou lu dans RELAIS_PASSWORD)
cli-user-reset = Remplace un mot de passe oublié ; ferme les sessions et révoque les jetons
cli-user-list = Liste les membres
cli-token = Gère les jetons d’API
cli-token-create = Crée un jeton et l’affiche, une seule fois
cli-token-revoke = Révoque un jeton
cli-token-list = Liste les jetons d’un membre
cli-arg-email = Courriel du membre
cli-arg-name = Nom complet
cli-arg-role = Rôle
cli-arg-team = Équipe ; par défaut celle du rôle
cli-arg-scope = Portée du jeton
cli-arg-token-name = À quoi sert le jeton
cli-arg-token-id = Identifiant du jeton (voir « token list »)
cli-arg-days = Durée de validité en jours ; sans limite par défaut

cli-migrated = La base est à jour.
# $email (String) - the member’s address
cli-user-added = Membre ajouté : { $email }
# $email (String) - the member’s address
cli-user-reset-done = Mot de passe remplacé : { $email }
cli-password-prompt = Mot de passe : {""}
cli-password-again = Encore une fois : {""}
cli-password-differs = Les deux saisies diffèrent.
cli-email-taken = Ce courriel est déjà celui d’un membre.
cli-no-such-member = Aucun membre n’a ce courriel.
cli-no-such-token = Ce membre n’a pas de jeton valide de cet identifiant.
cli-token-revoked = Jeton révoqué.
cli-bind-remedy = Choisissez une autre adresse ou un autre port avec RELAIS_BIND.
# $why (String) - what the engine says
cli-database-damaged = La base de DATABASE_URL est endommagée, rien n’y a été écrit. Remettez une copie : relais restore COPIE --force ({ $why })
cli-database-newer = La base de DATABASE_URL vient d’une version plus récente de Relais, rien n’y a été écrit. Mettez d’abord le programme à jour.
# $why (String) - what the engine says
cli-database-not-migrated = La mise à jour de la base a échoué : l’étape en cause n’a rien changé. Relancez la version précédente, ou remettez la copie d’avant. ({ $why })
# $url (String) - the address
cli-serving = Relais est ouvert sur { $url }
# $url (String) - the one-time address
cli-setup = Premier démarrage : ouvrez { $url }

# $min (Number) - characters
password-too-short = { $min } caractères au moins. Une phrase fait un bon mot de passe.
# $max (Number) - bytes
password-too-long = { $max } octets au plus.
password-common = Ce mot de passe est parmi les premiers que l’on devine. Choisissez une phrase à vous.

cli-check = Vérifie que tout ce qui est calculé correspond à l’historique
cli-arg-repair = Réécrit ce qui peut se recalculer
cli-history = Importe ou exporte tout l’historique, en un dossier de fichiers CSV
cli-history-import = Importe un dossier dans une base sans lead, en entier ou pas du tout
cli-history-export = Exporte dans un nouveau dossier
cli-arg-dir = Dossier
cli-import = Importe des leads : HubSpot, Salesforce, Zoho, Pipedrive ou un tableau CSV
cli-arg-file = Fichier
cli-arg-system = Outil d’où vient le fichier ; reconnu par défaut
cli-arg-dry-run = Compte sans rien écrire
cli-arg-dates = Dates au jour d’abord (dmy) ou au mois d’abord (mdy)
cli-arg-decimal = Décimales après une virgule (comma) ou un point (point)
cli-arg-encoding = Encodage du fichier ; reconnu par défaut
cli-backup = Copie la base dans un nouveau fichier, même pendant le service (SQLite)
cli-restore = Remet une copie à la place de la base (SQLite)
cli-arg-force = Remplace une base qui n’est pas vide ; elle est gardée à côté
cli-doctor = Examine l’instance et dit les remèdes
