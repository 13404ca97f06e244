language-name = Français

shell-skip = Aller au contenu
shell-main-nav = Principale
shell-quick-nav = Rapide
shell-new-lead = Nouveau lead
shell-new-short = Nouveau
shell-search = Rechercher
shell-search-label = Chercher un nom, une entreprise, un courriel
shell-my-account = Mon compte
shell-more = Plus
shell-sign-out = Se déconnecter
shell-language = Langue
shell-theme = Apparence
shell-theme-system = Système
shell-theme-light = Clair
shell-theme-dark = Sombre
shell-shortcuts = Raccourcis clavier
shell-shortcuts-on = Activer les raccourcis à une touche
shell-offline = Hors connexion. Votre saisie reste sur cet appareil.
shell-failed = L’actualisation a échoué. Rechargez la page.
shell-draft-restored = Ce que vous aviez saisi est revenu.
shell-draft-discard = Repartir de zéro
shell-show = Afficher
shell-close = Fermer
shell-sending = Envoi en cours
# $organisation (String) - the organisation’s name
# $moment (String) - formatted date and time
# $address (String) - the page’s address
shell-print-foot = Relais · { $organisation } · imprimé le { $moment } · { $address }

shortcut-new = Nouveau lead
shortcut-search = Rechercher
shortcut-help = Afficher cette aide
shortcut-inbox = Aller à ce qui attend
shortcut-leads = Aller aux leads
shortcut-board = Aller au tableau
shortcut-review = Aller à la revue
shortcut-funnel = Aller à l’entonnoir
shortcut-home = Aller à l’accueil

nav-home = Accueil
nav-leads = Leads
nav-board = Tableau
nav-deals = Affaires
nav-companies = Entreprises
nav-steer = Piloter
nav-funnel = Entonnoir
nav-sla = SLA
nav-settings = Réglages

team-marketing = Marketing
team-sales = Commercial
role-marketer = Marketeur
role-rep = Commercial
role-manager = Responsable
role-admin = Administrateur
role-system = Relais
