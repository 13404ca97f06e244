//! Why leads are refused, put aside or lost, in the words of those who met them.

use super::Parts;

/// Outside the persona, by criterion (the order of [`CRITERIA`](crate::features::demo::market::CRITERIA)).
pub const OUTSIDE: [Parts; 5] = [
    &[
        "Travaille seul, sans salarié, et compte le rester.",
        "Trois salariés, pas de devis avant l’an prochain.",
        "Entreprise de {2-4} personnes, un devis par semaine au plus.",
        "Groupe national de {400-900} salariés, achats centralisés à Paris.",
        "Vient de créer son activité, aucun chantier en cours.",
        "Deux associés sans équipe, ils sous-traitent tout.",
        "Autoentreprise, le document lui a suffi.",
        "Un artisan et son apprenti, rien à suivre.",
        "Effectif annoncé de 15, en réalité {2-3} personnes.",
        "Seul avec son épouse au bureau, carnet rempli par le voisinage.",
        "Microentreprise créée en janvier, encore salarié ailleurs.",
        "Entreprise individuelle, deux chantiers par an.",
        "Retraite dans six mois, ne remplacera pas son ouvrier.",
        "Plus de {300-700} salariés, un logiciel maison imposé.",
        "Atelier de {2-3} compagnons, travaille pour un seul architecte.",
        "Cherche d’abord à embaucher son premier salarié.",
        "Coopérative de {150-300} personnes, décision en assemblée.",
        "Un salarié à mi-temps, les devis tiennent dans un classeur.",
        "Filiale d’un grand groupe, {250-500} personnes sur le département.",
        "Intérimaires seulement, aucun effectif stable.",
        "Auto-constructeur qui s’est déclaré par commodité.",
        "Deux frères, chacun sa camionnette et ses clients.",
        "Effectif nul depuis le départ de son associé.",
        "Saisonnier : quatre mois d’activité, seul.",
    ],
    &[
        "Étudiante en alternance, cherche de la matière pour un mémoire.",
        "Formateur en lycée professionnel, document pour ses élèves.",
        "Comptable, curieux, sans rôle dans les ventes.",
        "Conducteur de travaux, ne voit jamais un devis.",
        "Stagiaire chargée d’une veille sur les outils.",
        "Consultant qui prépare une offre pour ses propres clients.",
        "Assistante de passage, ne connaît pas le sujet.",
        "Chercheur d’emploi, pensait postuler chez nous.",
        "Apprenti curieux, son patron n’est pas au courant.",
        "Chargée d’études, rédige un dossier sur la profession.",
        "Délégué syndical, s’intéresse au temps de travail.",
        "Économiste, ne rencontre jamais les clients.",
        "Assistant de paie, s’est trompé de document.",
        "Enseignante, demande dix exemplaires pour sa classe.",
        "Technicien de maintenance, sans contact commercial.",
        "Bénévole d’une association de quartier.",
    ],
    &[
        "Négoce de matériaux, aucune pose et aucun chantier.",
        "Agence immobilière, le bâtiment n’est pas son métier.",
        "Bureau d’études, facture au temps passé, pas de devis.",
        "Promoteur : lance des appels d’offres, n’y répond pas.",
        "Location d’engins, contrats cadres seulement.",
        "Architecte, voulait le document pour un client.",
        "Fabricant de menuiseries, vend aux revendeurs.",
        "Syndic de copropriété, commande des travaux mais n’en vend pas.",
        "Quincaillerie, vente au comptoir uniquement.",
        "Entreprise de nettoyage, contrats au mois.",
        "Organisme de contrôle, prestations réglementées.",
        "Paysagiste municipal, service de la commune.",
    ],
    &[
        "N’a aucun pouvoir d’achat, tout se décide au siège.",
        "Salarié d’une agence, la direction ne veut pas changer.",
        "Son responsable vient d’acheter un autre outil.",
        "Franchisé : l’enseigne impose son logiciel.",
        "Lit pour se former, ne proposera rien à son gérant.",
        "Le gérant décide seul et n’est pas au courant.",
        "La décision se prend chez un oncle qui refuse tout abonnement.",
        "Cogérant minoritaire, l’autre ne veut rien entendre.",
        "Le comité d’achat se réunit une fois par an.",
        "Poste supprimé le mois prochain, personne ne reprend.",
    ],
    &[
        "Travaille en sous-traitance pour deux donneurs d’ordre, sans devis.",
        "Vit d’appels d’offres publics, {4-8} dossiers par an.",
        "Carnet plein pour deux ans, ne fait plus de devis.",
        "Un seul client, la commune, depuis dix ans.",
        "Moins de {3-6} devis par mois, le papier lui suffit.",
        "Contrats d’entretien seulement, rien à relancer.",
        "Chantiers attribués par tirage au sein d’un réseau.",
        "Trois gros clients annuels, prix fixés d’avance.",
        "Ne fait que du dépannage, facturé sur place.",
        "Forfaits affichés en vitrine, jamais de devis.",
    ],
];
/// What a refused lead said or did in addition.
pub const BESIDE: Parts = &[
    "A téléchargé le document par curiosité.",
    "Très aimable, mais rien à faire.",
    "Dit n’avoir pas compris qu’on l’appellerait.",
    "Le formulaire ne le demandait pas.",
    "Vérifié sur son site avant d’appeler.",
    "Il l’a dit d’emblée.",
    "C’est le {2-4}e cette semaine depuis cette annonce.",
    "Pourrait nous recommander, pas plus.",
    "À retirer des envois.",
    "La fiche disait autre chose.",
    "",
    "",
    "Restera abonné à la lettre.",
    "Le document promettait autre chose, selon lui.",
    "L’annonce l’avait touché sur son téléphone.",
    "Conversation de deux minutes.",
    "Ne pas insister.",
    "Même cas que la semaine dernière.",
    "À signaler à l’équipe pour le formulaire.",
];
/// Too far, too small, too large.
pub const AREA: Parts = &[
    "Siège à Lille, aucune agence dans le Sud-Est.",
    "Intervient en Corse seulement.",
    "Basé à La Réunion, hors de notre zone.",
    "Groupe européen, hors de notre taille.",
    "Activité en Belgique, le document circulait.",
    "Bretagne, ne viendra pas au-delà de Nantes.",
    "Plus de {600-2000} salariés, direction des achats à l’étranger.",
    "Suisse romande, autres règles, autre monnaie.",
    "Guadeloupe, nous n’y avons personne.",
    "Entreprise luxembourgeoise, chantiers en Lorraine.",
    "Agence de Bordeaux, décisions prises sur place.",
    "Filiale espagnole, document traduit en ligne.",
];
/// No need.
pub const NO_NEED: Parts = &[
    "Satisfait de sa méthode, n’en changera pas.",
    "Voulait seulement les modèles de courriels.",
    "S’est équipé le mois dernier chez un confrère.",
    "Le besoin venait d’un collègue parti depuis.",
    "N’a plus de devis en attente, tout est signé.",
    "Arrête les particuliers, travaille sur contrats.",
    "Le sujet n’est plus à l’ordre du jour.",
    "Préfère son cahier, et il fonctionne.",
    "L’assistante tient les relances depuis dix ans.",
    "Se renseignait pour un ami.",
    "Recommandations seulement, quatre mois d’attente déjà.",
    "Vend son entreprise, ne changera plus rien.",
    "Sa fille a monté un tableur qui lui convient.",
    "Pensait à un modèle de contrat.",
    "Revient à une clientèle de syndics, sans relance.",
    "Avait confondu avec une formation financée.",
];
/// No budget.
pub const NO_BUDGET: Parts = &[
    "Pas de budget avant le prochain exercice.",
    "Vient de changer deux camions, tout est gelé.",
    "La banque a réduit son découvert, rien d’ici là.",
    "Budget mis sur l’embauche d’un poseur.",
    "Trop cher pour lui tant que le chantier n’est pas payé.",
    "Attend une aide de la région.",
    "Impayé de {15-60} 000 €, il remet tout à plus tard.",
    "Le comptable a dit non pour cette année.",
    "Investit d’abord dans un échafaudage.",
    "Trésorerie tendue jusqu’au versement des subventions.",
    "L’associé bloque toute dépense nouvelle.",
    "Vient de payer un site, plus rien cette année.",
    "Redressement fiscal en cours, dépenses suspendues.",
    "Assurance décennale en forte hausse, budget mangé.",
    "Préfère embaucher une alternante.",
];
/// Not now.
pub const NOT_NOW: Parts = &[
    "Pas le moment : deux chantiers à livrer.",
    "Revoir après la saison, il est débordé.",
    "Déménage l’atelier ce trimestre.",
    "L’associé est en arrêt, décision suspendue.",
    "Change d’abord de logiciel de facturation.",
    "Attend l’arrivée de son nouveau commercial.",
    "Cession en cours, le repreneur décidera.",
    "En congé de maternité, revenir vers elle ensuite.",
    "Veut passer l’hiver avant d’en parler.",
    "Contrat en cours jusqu’à la fin de l’année.",
    "Seul au bureau jusqu’au retour de l’assistante.",
    "Trois mariages et un déménagement, dit-il ; rappeler au calme.",
    "Attend de connaître le sort d’un gros appel d’offres.",
    "Termine la fusion des deux agences.",
    "Inventaire et bilan d’abord.",
    "Accident de chantier, l’équipe pense à autre chose.",
];
/// Not to be reached.
pub const UNREACHABLE: Parts = &[
    "Six essais à des heures différentes, jamais de réponse.",
    "Ni téléphone, ni courriel, ni messagerie en dix jours.",
    "Toujours sur répondeur, aucun rappel.",
    "L’accueil prend les messages, rien ne revient.",
    "Sept tentatives, une fois décroché puis raccroché.",
];
/// Wrong details.
pub const WRONG: Parts = &[
    "Numéro attribué à un particulier.",
    "Le courriel revient, domaine inexistant.",
    "Le numéro sonne chez un fleuriste.",
    "Personne de ce nom dans l’entreprise.",
    "Adresse inventée, entreprise introuvable.",
];
/// Where an existing customer is found.
pub const CUSTOMERS: Parts = &[
    "Déjà client : contrat signé par l’agence de Fréjus.",
    "Affaire en cours avec le gérant, même entreprise.",
    "Client depuis l’an dernier, voir la fiche de son associé.",
    "Déjà suivi par nous au nom de la société mère.",
];
/// Students, competitors, suppliers.
pub const STRANGERS: Parts = &[
    "Commercial d’un éditeur concurrent.",
    "Étudiant, dossier de fin d’année.",
    "Fournisseur qui voulait nous vendre du référencement.",
    "Agence web en repérage.",
    "Ancien salarié d’un concurrent, se renseigne.",
    "Groupe d’étudiants, trois inscriptions le même jour.",
];
/// Other reasons.
pub const OTHERS: Parts = &[
    "Entreprise en redressement, à ne pas démarcher.",
    "Litige ancien avec nous, la direction suit le dossier.",
    "A demandé à être effacé de nos listes.",
    "Fermeture définitive à la fin du mois.",
    "Conflit d’intérêts avec un client sous contrat.",
    "Refuse tout échange au téléphone comme par écrit.",
];
/// Duplicates.
pub const TWICE: Parts = &[
    "Même personne que la fiche liée, autre courriel.",
    "Déjà transmis le mois dernier sous son portable.",
    "Doublon du salon et du formulaire.",
];

/// Lost: price.
pub const LOST_PRICE: Parts = &[
    "Notre prix dépassait de {15-40} % celui d’en face.",
    "Voulait moitié prix, nous n’avons pas suivi.",
    "A retenu une offre sans accompagnement, moins chère.",
    "Le second associé a trouvé cela trop cher.",
];
/// Lost: a competitor.
pub const LOST_COMPETITOR: Parts = &[
    "Le concurrent était déjà en place dans une agence.",
    "Choisi pour son module de facturation.",
    "Leur démonstration a eu lieu avant la nôtre.",
    "Recommandé par le comptable.",
];
/// Lost: no decision.
pub const LOST_NO_DECISION: Parts = &[
    "Deux mois de silence après la proposition.",
    "L’associé bloque, personne ne tranche.",
    "Reporté trois fois, on arrête de relancer.",
    "Le gérant hésite toujours, rien ne presse pour lui.",
    "Plus de réponse depuis la visite.",
];
/// Lost: frozen budget.
pub const LOST_BUDGET: Parts = &[
    "Budget gelé après un gros impayé.",
    "La direction a coupé toutes les dépenses du semestre.",
    "L’aide attendue a été refusée.",
];
/// Lost: the need is gone.
pub const LOST_NEED: Parts = &[
    "L’entreprise est vendue, le repreneur a son outil.",
    "Le commercial est parti, le projet avec lui.",
    "Ils arrêtent la clientèle particulière.",
];
/// Lost: time.
pub const LOST_TIME: Parts =
    &["Il fallait démarrer en huit jours, impossible.", "Nous avons mis trop de temps à chiffrer."];
/// Lost: something is missing.
pub const LOST_FEATURE: Parts = &[
    "Voulait le métré depuis les plans, nous ne le faisons pas.",
    "Il lui fallait le lien avec son logiciel de paie.",
    "Demandait une application hors connexion.",
];
/// Competitors, all invented.
pub const COMPETITORS: Parts = &["Devizen", "ProRelance", "ChantiSuite", "BatiPilote", "Signetout"];

/// Every list whose parts explain a refusal on their own.
#[cfg(test)]
pub fn all() -> [Parts; 16] {
    [
        AREA,
        NO_NEED,
        NO_BUDGET,
        NOT_NOW,
        UNREACHABLE,
        WRONG,
        CUSTOMERS,
        STRANGERS,
        OTHERS,
        TWICE,
        LOST_PRICE,
        LOST_COMPETITOR,
        LOST_NO_DECISION,
        LOST_BUDGET,
        LOST_NEED,
        LOST_TIME,
    ]
}
