lead-needs-a-name = Donnez au moins un nom, un courriel ou un téléphone.
# $max (Number) - most
lead-tag-too-long = Une étiquette a { $max } caractères au plus.
# $max (Number) - most
lead-too-many-tags = { $max } étiquettes au plus.
lead-target-address = Collez l’adresse de la fiche, telle que votre navigateur la montre.
lead-destination-required = Dites si ce lead est à reprendre plus tard, ou plus jamais.

lead-nameless = Sans nom
lead-crumbs = Fil d’Ariane
lead-previous = Lead précédent
lead-next = Lead suivant
# $place (String) - position dans la liste
# $total (String) - longueur de la liste
lead-place = { $place } sur { $total }
lead-call = Appeler
lead-write = Écrire
lead-log = Noter
lead-more = Autres actions
lead-edit = Modifier
lead-hand-off = Transmettre
lead-moves = Toutes les étapes
lead-merge = Fusionner
lead-print = Imprimer la fiche
lead-trash = Mettre à la corbeille
lead-restore = Restaurer
# $name (String) - name
lead-merged-into = Ce lead a été fusionné dans { $name }.
lead-see-survivor = Ouvrir cette fiche
# $date (String) - formatted date
lead-trashed = Dans la corbeille depuis le { $date }. Il n’entre dans aucun chiffre.
lead-path = Étapes
lead-inferred = étape non saisie, date de la suivante
# $n (Number) - count
lead-run = Passage { $n }
lead-work = À faire et affaires
lead-facts = Coordonnées
lead-extras = Colonnes importées

lead-first-name = Prénom
lead-last-name = Nom
lead-email = Courriel
lead-phone = Téléphone
lead-job-title = Fonction
lead-company = Entreprise
lead-source = Première source
lead-latest-source = Dernière source
lead-medium = Support
lead-campaign = Campagne
lead-content = Contenu
lead-term = Mot-clé
lead-persona = Persona
lead-persona-who = Qui est-ce ?
lead-pain-points = Points de douleur
lead-need = Besoin confirmé
lead-estimated-value = Valeur estimée
lead-consent-basis = Base du consentement
lead-consent-unknown = Non renseignée
lead-status = Suivi
lead-revisit-on = À revoir le
lead-owner-mkt = Responsable marketing
lead-owner = Responsable commercial
lead-queue = File d’attente
lead-tags = Étiquettes

status-new = À traiter
status-attempting = Tentative
status-connected = Contact établi
status-qualifying = En qualification
status-open-deal = Affaire ouverte
status-callback = Rappel convenu
status-unreachable = Injoignable
status-closed = Clos

move-lead = Passer en Lead
move-mql = Qualifier en MQL
move-sal = Accepter le lead
move-sql = Qualifier en SQL
move-opportunity = Ouvrir une affaire
move-customer = Affaire gagnée
move-lost = Affaire perdue
move-recycled = Recycler
move-disqualified = Disqualifier
move-evangelist = Devient ambassadeur
move-other = Sortir des rapports

next-subscriber = A-t-il montré un intérêt au-delà de la lettre ?
next-lead = Ce lead est-il prêt pour les commerciaux ?
next-lead-sales = Avez-vous déjà échangé avec ce prospect ?
next-mql = Ce lead n’a pas encore été transmis
next-sal = Un échange a-t-il confirmé un besoin ?
next-sql = Le besoin devient-il une affaire ?
next-opportunity = L’affaire est-elle conclue ?
next-lost = Et maintenant, que devient ce lead ?
next-recycled = Un nouvel élan ?

decide-question = Prenez-vous ce lead ?
decide-promise = Accepter vous engage à le qualifier. Un refus motivé repart au marketing.
# $who (String) - name of a member
decide-by = Accepter vous engage à le qualifier. Un refus motivé part à { $who }.
# $queue (String) - name of a queue
decide-queue = Il attend dans la file { $queue }. L’accepter vous le confie ; un refus motivé repart au marketing.
decide-accept = Accepter le lead
decide-refuse = Refuser avec un motif
decide-claim = Le prendre maintenant, décider plus tard
decide-waiting = Décision attendue
# $name (String) - name
decide-waiting-on = Ce lead est transmis à { $name }, qui l’accepte ou le refuse.

sheet-title = Fiche de transfert
sheet-known = Ce que nous savons
# $who (String) - name of a member
sheet-says = Ce qu’en dit { $who }
sheet-origin = Provenance
sheet-runs = Passages précédents
# $n (Number) - count
# $stage (String) - stage
# $date (String) - formatted date
sheet-run = Passage { $n } : { $stage }, { $date }

thread-title = Fil du lead
thread-all = Tout
thread-exchanges = Échanges
thread-stages = Étapes
thread-edits = Modifications
thread-none = Rien dans cette vue pour l’instant.
thread-more = Tout l’historique
thread-history = Historique complet
# $name (String) - name
thread-history-title = Historique, { $name }
thread-created = Lead créé
# $who (String) - name of a member
thread-by = par { $who }
# $who (String) - name of a member
thread-by-api = par { $who }, via l’API
thread-imported = importé
thread-automatic = automatique
# $owner (String) - name of a member
# $who (String) - name of a member
thread-handed = transmis à { $owner } par { $who }
# $queue (String) - name of a queue
# $who (String) - name of a member
thread-handed-queue = transmis à la file { $queue } par { $who }
thread-handoff = Transmission
# $name (String) - name
thread-merged = Fusionné dans { $name }
thread-correction = Entrée corrigée
# $reason (String) - reason
thread-reason = Motif : { $reason }
# $criterion (String) - criterion
thread-criterion = Critère non rempli : { $criterion }
# $name (String) - name
thread-competitor = Concurrent retenu : { $name }
thread-late = saisie tardive
# $date (String) - formatted date
thread-late-why = noté le { $date }
# $who (String) - name of a member
# $when (String) - formatted date
thread-voided = Annulé par { $who }, { $when }.
# $who (String) - name of a member
# $when (String) - formatted date
# $reason (String) - reason
thread-voided-why = Annulé par { $who }, { $when } : { $reason }
# $who (String) - name of a member
# $when (String) - formatted date
thread-corrected = Corrigé par { $who }, { $when }.
# $who (String) - name of a member
# $when (String) - formatted date
# $reason (String) - reason
thread-corrected-why = Corrigé par { $who }, { $when } : { $reason }
# $when (String) - formatted date
thread-struck = Barré, { $when }.
thread-correct = Corriger
thread-void = Annuler l’entrée
thread-strike = Barrer
# $what (String) - what was done
thread-received = { $what } reçu
# $what (String) - what was done
# $title (String) - title
thread-outcome = { $what } : { $title }
# $title (String) - title
thread-task-done = Fait : { $title }
thread-deal-opened = Affaire ouverte
thread-deal-won = Affaire gagnée
thread-deal-lost = Affaire perdue
thread-edited = Fiche modifiée
# $field (String) - name of a field
# $old (String) - value before
# $new (String) - value after
thread-field = { $field } : { $old } → { $new }
thread-blank = (vide)

log-kind = Nature
log-text = Note ou compte rendu
log-placeholder = Note, compte rendu d’appel, réponse reçue…
# $what (String) - what was done
log-outcome = { $what } : résultat
log-more = Quand, dans quel sens ?
log-when = Date et heure
log-when-hint = Vide : maintenant
log-direction = Sens
log-add = Ajouter
# $what (String) - what was done
log-done = { $what } ajouté.

task-title = Prochaine action
task-none = Rien de prévu. Fixez la prochaine étape.
task-add = Planifier une relance
task-what = Quoi
task-when = Pour le
task-who = Qui
task-plan = Planifier
task-done = Fait
# $when (String) - formatted date
task-overdue = En retard : { $when }
task-about = Voir la fiche concernée
task-follow-up = Relancer
task-revisit = Reprendre contact
task-proposal = Doublon ou client existant à vérifier
task-planned = Relance prévue.
# $title (String) - title
task-completed = «   { $title }   » est fait.

deal-list = Affaires
deal-untitled = Affaire
deal-discovery = Découverte
deal-need-confirmed = Besoin confirmé
deal-proposal = Proposition remise
deal-negotiation = Négociation
deal-open = Ouverte
deal-won = Gagnée
deal-lost = Perdue
deal-cancelled = Annulée
# $date (String) - formatted date
deal-expected = signature prévue le { $date }
deal-edit = Modifier
deal-win = Gagnée
deal-lose = Perdue
deal-upsell = Nouvelle affaire

double-email = même courriel
double-phone = même téléphone
double-name = même nom, même entreprise

move-refuse = Refuser avec un motif
move-refused-into = selon le motif
move-persona-hint = Le profil convenu entre les deux équipes.
move-owner = À quel commercial
move-receiver-hint = Une personne ou une file. Ni l’une ni l’autre : le lead est qualifié, et transmis plus tard.
move-queue = Ou dans quelle file
move-why = Ce qui a changé
move-why-hint = Ce que le lecteur suivant doit savoir.
move-reason = Motif
# $done (Number) - attempts made
# $needed (Number) - attempts asked for
move-attempts = { $done } tentatives sur { $needed }
move-destination = Et ensuite ?
move-into-recycled = À reprendre plus tard
move-into-disqualified = Jamais pour nous
move-criterion = Critère ou donnée en cause
move-criterion-hint = Par exemple : taille, secteur, pouvoir de décision, téléphone.
move-detail = Voici pourquoi
move-detail-hint = 15 caractères au moins. Le marketing lit ce texte.
move-target = De quel lead est-ce le doublon ?
move-target-address = Adresse de sa fiche
move-link = Où trouver ce client
move-link-hint = Nom, numéro de dossier ou adresse d’une fiche.
move-revisit-hint = Le marketing le reprendra ce jour-là.
move-competitor = Concurrent retenu
move-then = Et ensuite, pour ce lead ?
move-then-later = Je le dirai plus tard
move-proof = Ce qui en fait un ambassadeur
proof-referral = Il nous a recommandés
proof-testimonial = Il témoigne pour nous
proof-nps = Il nous note 9 ou 10
proof-score = Sa note sur 10
move-conversation = L’échange qui a confirmé le besoin
move-conversation-hint = Aucun échange n’est noté sur ce lead. Celui-ci sera ajouté à son fil.
# $what (String) - what was done
# $title (String) - title
log-talk = { $what } : { $title }
move-need-hint = Ce qu’il cherche, pour quand, qui décide, quel budget.
move-note = Note
move-note-handoff = Ce que le commercial doit savoir et ne pas redemander. Elle ouvre la fiche de transfert.
move-when = Ce n’est pas maintenant ?
moves-title = Changer d’étape
moves-here = Ce lead est en
# $name (String) - name
# $stage (String) - stage
moved = { $name } est maintenant en { $stage }.
# $name (String) - name
# $stage (String) - stage
moved-late = { $name } est maintenant en { $stage }. L’entrée porte la mention «  saisie tardive  ».
# $name (String) - name
# $stage (String) - stage
moved-already = { $name } était déjà en { $stage }.
# $name (String) - name
handed-off = { $name } est transmis.
# $name (String) - name
claimed = { $name } est à vous.

deal-name = Nom de l’affaire
# $title (String) - title
deal-amount = Montant ({ $title })
deal-amount-hint = Hors taxes, par exemple 8 000,00
# $title (String) - title
deal-final-amount = Montant signé ({ $title })
deal-expected-on = Signature prévue
deal-stage = Où en est l’affaire
deal-edited = Affaire modifiée.
deal-opened = Affaire ouverte.
deal-closed-won = Affaire gagnée.
deal-closed-lost = Affaire perdue.
deal-edit-title = Modifier l’affaire
deal-new-title = Nouvelle affaire

undo-reason = Pourquoi ?
undo-reason-hint = Une phrase. Elle reste dans l’historique.
undo-at-once = Annulé aussitôt.
undo-void-title = Annuler une entrée
# $what (String) - what was done
# $date (String) - formatted date
undo-void-about = «  { $what }  » du { $date } ne comptera plus. L’entrée reste visible, barrée, avec votre nom.
undo-correct-title = Corriger une entrée
# $what (String) - what was done
# $date (String) - formatted date
undo-correct-about = «  { $what }  » du { $date } sera remplacée. L’ancienne reste visible, barrée.
undo-merge-title = Annuler la fusion
undo-voided = L’entrée est annulée.
undo-corrected = L’entrée est corrigée.
undo-struck = L’échange est barré.
correct-to = Étape réelle

trash-confirm = Mettre à la corbeille
trash-explained = Pour un essai ou une erreur. Le lead quitte tous les chiffres ; vous pouvez le restaurer pendant 30 jours. Un lead sans suite se disqualifie plutôt.
# $name (String) - name
trash-done = { $name } est dans la corbeille.
# $name (String) - name
trash-restored = { $name } est restauré.
trash-title = Corbeille
trash-about = Essais et erreurs, hors de tous les chiffres. Chacun peut revenir pendant 30 jours.
trash-empty = La corbeille est vide
trash-empty-about = Les leads supprimés attendent ici 30 jours.
trash-to-leads = Voir les leads
# $who (String) - name of a member
trash-by = par { $who },
# $n (Number) - count
trash-days = { $n ->
    [one] encore { $n } jour
   *[other] encore { $n } jours
  }

merge-explained = Deux fiches pour une même personne : l’une reste et reçoit échanges, affaires et relances de l’autre, qui quitte les chiffres. Une fusion s’annule.
merge-with = Fusionner avec
merge-keep = Laquelle reste ?
# $name (String) - name
merge-keep-this = Celle-ci, { $name }
merge-keep-other = L’autre
merge-keep-deeper = La plus avancée, sinon la plus ancienne
merge-done = Les deux fiches n’en font plus qu’une.

refusal-kept = Ce que vous aviez saisi
again-title = Ce formulaire a déjà servi
again-text = Il a créé ou changé une fiche, avec un autre contenu que celui-ci. Ouvrez-la pour la modifier, ou envoyez aussi cette saisie.
again-open = Ouvrir la première
again-send = Envoyer aussi celle-ci
already-done = C’était déjà enregistré.

new-title = Nouveau lead
new-about = Un nom, un courriel ou un téléphone suffit.
new-source-hint = Où ce contact vous a trouvés. Vide : inconnu.
new-remembered-hint = Source et campagne sont gardées pour le suivant.
new-note-hint = 20 000 caractères au plus.
new-more = Persona, valeur, étiquettes, consentement
new-medium-hint = Par exemple : organique, payant, réseau social, salon.
# $title (String) - title
new-value = Valeur estimée ({ $title })
new-tags-hint = Séparées par des virgules, 20 au plus.
new-consent-hint = Par exemple : formulaire du site, carte de visite au salon.
new-owner-hint = Le commercial pressenti. La transmission se fait au passage en MQL.
new-another = Enregistrer et en ajouter un autre
new-anyway = Créer quand même
# $name (String) - name
new-done = Lead créé : { $name }.
# $n (Number) - count
double-title = { $n ->
    [one] Ce lead existe peut-être déjà
   *[other] { $n } leads lui ressemblent
  }
edit-title = Modifier
edit-who = Identité
edit-fit = Qualification
edit-work = Suivi
edit-queue-hint = Seulement sans responsable commercial.
edit-done = Fiche enregistrée.
edit-merged = Fiche enregistrée, avec les modifications faites entre-temps.
conflict-title = Deux modifications du même champ
conflict-about = Cette fiche a été modifiée pendant que vous l’aviez ouverte. Choisissez ce qui reste.
# $who (String) - name of a member
conflict-by = { $who } a modifié cette fiche pendant que vous l’aviez ouverte. Choisissez ce qui reste.
conflict-field = Champ
conflict-mine = La vôtre
conflict-theirs = L’actuelle
conflict-base = L’originale
conflict-kept = Vos autres changements sont gardés et seront enregistrés aussi.
conflict-save = Enregistrer ces choix
conflict-leave = Abandonner mes changements
