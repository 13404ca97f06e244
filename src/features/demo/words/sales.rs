//! What sales writes: calls, meetings, needs, follow-ups, and why deals end as they do.

use super::Parts;

/// A call that reached somebody.
pub const TALKED: Parts = &[
    "Joint au premier appel, bon accueil.",
    "Joint sur le chantier, a pris cinq minutes.",
    "Échange de {8-25} minutes, il connaît bien ses chiffres.",
    "L’assistante m’a passé le gérant.",
    "A rappelé de lui-même.",
    "Conversation franche sur les relances oubliées.",
    "Confirme {15-60} devis par mois, un tiers sans suite.",
    "Travaille seul le devis, délègue la pose.",
    "Avait préparé une liste de questions.",
    "Connaît un de nos clients à {10-40} km.",
    "Plutôt méfiant au début, intéressé à la fin.",
    "Décrit la même difficulté que dans le formulaire.",
    "A ouvert son tableur pendant l’appel.",
    "Dit perdre {2-5} chantiers par an faute de rappel.",
    "Pressé mais courtois.",
    "Parle de ses deux commerciaux qui ne notent rien.",
    "A comparé avec un autre outil la semaine dernière.",
    "Demande surtout ce que ça change pour lui le soir.",
    "Veut commencer petit, une équipe d’abord.",
    "Évoque la reprise par sa fille l’an prochain.",
    "Le besoin est réel, le calendrier moins.",
    "A lu le document, cite la page sur les délais.",
    "Confirme la taille et la zone.",
];
/// What was agreed on the telephone.
pub const AGREED: Parts = &[
    "Je renvoie le cas du couvreur.",
    "Rendez-vous pris pour la semaine prochaine.",
    "Il en parle à son associé.",
    "Je rappelle après son comité de chantier.",
    "Il m’envoie trois devis types.",
    "On se voit sur place, il préfère.",
    "Je prépare une démonstration sur ses devis.",
    "Elle vérifie le budget avec la comptable.",
    "Rappel convenu en fin de journée.",
    "J’envoie une proposition courte.",
    "Il veut voir l’application sur téléphone.",
    "Il regarde la vidéo d’ici là.",
    "Point à refaire avec la personne qui relance.",
    "Il rappelle après la livraison en cours.",
    "Je chiffre pour {2-6} utilisateurs.",
    "Il veut parler à un client du même métier.",
    "Pas de promesse, mais la porte est ouverte.",
    "Prochaine étape : une heure de diagnostic.",
    "À revoir avec le conducteur de travaux.",
];
/// A call that reached nobody.
pub const UNANSWERED: Parts = &[
    "Sonne dans le vide.",
    "Standard fermé à midi.",
    "Le gérant est sur un chantier, rappeler demain.",
    "Occupé deux fois de suite.",
    "Décroche et raccroche, mauvaise réception.",
    "L’assistante filtre, rappeler le matin.",
    "Absent jusqu’à jeudi.",
    "Pas de réponse, j’essaierai plus tôt.",
    "En réunion, on me promet un rappel.",
    "Numéro du dépôt, personne au bureau.",
    "Parti à {15-17} h, rappeler à la première heure.",
    "Ligne en dérangement ce matin.",
    "La secrétaire prend le message, rien de plus.",
    "En rendez-vous toute la journée.",
    "Portable coupé, zone blanche.",
];
/// A message left.
pub const MESSAGES: Parts = &[
    "Message laissé avec l’objet de l’appel.",
    "Répondeur, j’ai proposé deux créneaux.",
    "Message court, je rappelle demain.",
    "Boîte vocale du portable, message laissé.",
    "Laissé un message à l’accueil.",
    "Répondeur plein au premier essai, message au second.",
    "Message laissé en citant le webinaire.",
];
/// A written message sent.
pub const WROTE: Parts = &[
    "Courriel envoyé avec deux créneaux.",
    "Envoyé le cas du couvreur et une question.",
    "Relance par courriel après l’appel manqué.",
    "Envoyé le lien de la vidéo, trois minutes.",
    "Résumé de l’échange envoyé.",
    "Invitation envoyée pour le rendez-vous.",
    "Envoyé les modèles de relance promis.",
    "Proposition de date pour un passage sur place.",
    "Envoyé deux références dans son métier.",
];
/// A written answer.
pub const ANSWERED: Parts = &[
    "Répond le soir même, favorable.",
    "A répondu : préfère le mardi matin.",
    "Réponse détaillée avec trois devis en pièce jointe.",
    "Demande un rappel en fin de semaine.",
    "A mis son associé en copie.",
    "Répond que le sujet est prioritaire.",
    "A répondu avec ses volumes, {15-60} devis par mois.",
];
/// A meeting that took place.
pub const MET: Parts = &[
    "Rendez-vous sur place, {45-90} minutes.",
    "Visio d’une heure avec le gérant et l’assistante.",
    "Passé au dépôt, vu le tableau de suivi.",
    "Démonstration faite sur quatre de ses devis.",
    "Rendez-vous tenu avec les deux associés.",
    "Diagnostic fait : {20-80} devis ouverts, {8-30} jamais relancés.",
    "Visio courte, il manquait la comptable.",
    "Rencontre à l’agence, trois technico-commerciaux présents.",
    "Rendez-vous au café du chantier, efficace.",
    "Présentation à l’équipe, bonnes questions.",
    "Revue de la proposition ligne à ligne.",
];
/// What came out of a meeting.
pub const OUTCOMES: Parts = &[
    "Ils veulent avancer avant la saison.",
    "Reste à convaincre la comptable.",
    "Le temps gagné le soir est l’argument.",
    "Demande un essai d’un mois.",
    "Compare encore avec un autre devis.",
    "Le prix n’a pas été un sujet.",
    "Veut une formation sur place.",
    "Le décideur est bien celui que nous avions.",
    "Prochaine rencontre avec toute l’équipe.",
    "Ils attendent notre proposition écrite.",
    "Signature possible ce mois-ci.",
    "À cadrer : la reprise de leur tableur.",
    "Objection sur l’usage au téléphone, levée.",
];
/// The need that makes an SQL.
pub const NEEDS: Parts = &[
    "Relancer {20-60} devis par mois sans y passer les soirées.",
    "Savoir chaque lundi quels devis attendent.",
    "Un suivi commun aux {2-4} agences.",
    "Répondre aux demandes du site sous 24 heures.",
    "Mesurer ce que rapporte chaque salon.",
    "Former deux commerciaux à une même méthode.",
    "Reprendre en main {40-120} devis dormants.",
    "Que l’assistante puisse relancer à sa place.",
    "Passer d’un devis signé sur six à un sur quatre.",
    "Garder l’historique au départ du commercial.",
    "Voir les objections qui reviennent.",
    "Prioriser les gros chantiers sans oublier les petits.",
    "Suivre les relances depuis le camion.",
    "Donner un prévisionnel à la banque.",
    "Arrêter de casser les prix en fin de mois.",
    "Partager les clients entre pose et dépannage.",
    "Relier les annonces aux signatures.",
    "Préparer la reprise par la nouvelle gérante.",
    "Tenir l’objectif de {300-900} 000 € de la division.",
];
/// Budget, authority and time of a need.
pub const FRAMES: Parts = &[
    "Décide seul, budget de {4-15} 000 €.",
    "Décision avec l’associé, avant {4-10} semaines.",
    "Budget prévu sur l’exercice.",
    "Calendrier : démarrer avant la saison.",
    "Le gérant signe, l’assistante utilise.",
    "Compare avec une seule autre offre.",
    "Pas d’appel d’offres, décision en comité.",
    "Budget à confirmer, volonté claire.",
    "Deux signataires, tous deux rencontrés.",
    "Veut commencer par une agence.",
    "Financement possible par la formation.",
    "Échéance : fin du trimestre.",
    "Le directeur régional valide au-delà de 10 000 €.",
    "Rien avant la livraison du chantier en cours.",
    "Démarrage souhaité dans {3-8} semaines.",
    "Autonome jusqu’à {8-15} 000 €.",
    "Le comptable est favorable.",
];
/// What to do next with a lead that is being worked.
pub const NEXT: Parts = &[
    "Rappeler pour fixer le diagnostic",
    "Relancer après le message laissé",
    "Demander qui décide",
    "Envoyer le cas du couvreur",
    "Rappel convenu",
    "Confirmer le rendez-vous",
    "Préparer la démonstration sur ses devis",
    "Rappeler après le comité de chantier",
    "Vérifier la taille de l’équipe",
    "Proposer un passage au dépôt",
    "Reprendre contact après les congés",
    "Demander les trois devis types",
    "Faire le point avec l’assistante",
    "Rappeler avant 8 h 30",
    "Relancer par courriel avec le calculateur",
    "Prendre des nouvelles du chantier en cours",
    "Caler une visio avec l’associé",
    "Redemander les volumes de devis",
    "Envoyer deux références du même métier",
    "Rappeler la responsable après sa réunion",
];
/// What to do next with a deal.
pub const NEXT_DEAL: Parts = &[
    "Relancer la proposition",
    "Appeler avant la signature",
    "Envoyer la version à deux agences",
    "Répondre sur la reprise du tableur",
    "Revoir le prix avec le gérant",
    "Fixer la date de formation",
    "Présenter la référence demandée",
    "Obtenir l’accord de la comptable",
    "Passer déposer le contrat",
    "Faire confirmer le budget",
    "Appeler le second associé",
    "Proposer une date de démarrage",
    "Vérifier l’accord du directeur régional",
    "Envoyer le contrat à signer",
    "Lever l’objection sur le téléphone",
];
/// What a customer buys in addition.
pub const UPSELLS: Parts = &[
    "Deuxième agence",
    "Formation des commerciaux",
    "Trois utilisateurs de plus",
    "Accompagnement annuel",
    "Reprise des anciens devis",
    "Module chantiers",
    "Atelier relance téléphonique",
];
/// Why a deal was won, beside the code.
pub const WON: Parts = &[
    "Le diagnostic sur ses propres devis a fait la différence.",
    "Convaincu par la référence du même métier.",
    "Nous étions les seuls à venir sur place.",
    "La prise en main au téléphone a décidé l’équipe.",
    "Prix comparable, mais démarrage sous quinze jours.",
    "L’assistante a poussé pour nous.",
    "Il voulait un interlocuteur dans la région.",
    "Le calculateur a chiffré ce que coûtaient les oublis.",
    "Signé après l’essai d’un mois.",
    "La formation incluse a emporté la décision.",
];
/// Why an event is taken back.
pub const VOIDED: Parts = &[
    "Cliqué sur la mauvaise fiche.",
    "Saisi sur le mauvais lead, corrigé aussitôt.",
    "Erreur de saisie, l’appel concernait un homonyme.",
    "Passé trop vite : rien n’était décidé.",
    "Deux fiches ouvertes, mauvaise fenêtre.",
];
/// Why an event is corrected.
pub const CORRECTED: Parts = &[
    "Le besoin a été confirmé la veille, au téléphone.",
    "Date du rendez-vous, et non de la saisie.",
    "L’échange a eu lieu plus tôt dans la journée.",
];
