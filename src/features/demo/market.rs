//! Where Batipro Conseil's leads come from, and how far each kind goes: the demo's story in figures.
//!
//! In the last full quarter a white paper doubles the volume of one source and brings people outside the personas,
//! while first contacts get slower: MQL → SQL falls from about 39 % to about 15 %, every other step holds.

/// A value before the white paper, and since.
pub type Turn<T> = [T; 2];

/// A kind of origin.
#[derive(Debug)]
pub struct Channel {
    /// Name of the source (utm_source).
    pub source: &'static str,
    /// utm_medium.
    pub medium: &'static str,
    /// Share of the leads, in thousandths.
    pub share: Turn<i64>,
    /// Leads that become MQL, in thousandths.
    pub mql: Turn<i64>,
    /// MQLs that become SQL in their first cycle, in thousandths.
    pub sql: Turn<i64>,
    /// Places in [`CAMPAIGNS`].
    pub campaigns: Turn<&'static [usize]>,
    /// Places in [`CONTENTS`].
    pub contents: Turn<&'static [usize]>,
    /// Which openings of a handoff note fit ([`super::words`]).
    pub opening: Opening,
}

/// How somebody first got in touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Asked for a demonstration.
    Demo,
    /// Was at an online event.
    Webinar,
    /// Downloaded something.
    Download,
    /// Met at a fair.
    Fair,
    /// Was recommended.
    Referral,
    /// Wrote or called after a search, a post, a newsletter.
    Other,
}

/// Place of the fair in [`CHANNELS`]: its leads come in bursts and are entered by hand.
pub const FAIR: usize = 5;
/// Place of the newsletter.
pub const NEWSLETTER: usize = 6;
/// Place of recommendations.
pub const REFERRAL: usize = 2;
/// Place of the white paper.
pub const WHITE_PAPER: usize = 7;
/// Place of the webinar.
pub const WEBINAR: usize = 3;

#[rustfmt::skip]
pub const CHANNELS: [Channel; 9] = [
    Channel { source: "démo", medium: "organic", share: [140, 90], mql: [610, 590], sql: [535, 290],
        campaigns: [&[7, 5], &[7, 5]], contents: [&[5, 12], &[5, 12]], opening: Opening::Demo },
    Channel { source: "google", medium: "organic", share: [200, 140], mql: [390, 390], sql: [350, 165],
        campaigns: [&[4, 5], &[4, 5]], contents: [&[4, 6, 8, 9], &[4, 6, 8, 9]], opening: Opening::Other },
    Channel { source: "recommandation", medium: "referral", share: [70, 55], mql: [580, 560], sql: [530, 290],
        campaigns: [&[8], &[8]], contents: [&[13], &[13]], opening: Opening::Referral },
    Channel { source: "webinaire", medium: "event", share: [150, 120], mql: [410, 410], sql: [345, 160],
        campaigns: [&[1], &[1]], contents: [&[1, 2], &[1, 2]], opening: Opening::Webinar },
    Channel { source: "linkedin", medium: "social", share: [100, 80], mql: [330, 330], sql: [310, 130],
        campaigns: [&[6], &[6]], contents: [&[3, 8, 9, 12], &[3, 8, 9, 12]], opening: Opening::Other },
    Channel { source: "salon-bati-sud", medium: "event", share: [90, 60], mql: [400, 400], sql: [340, 150],
        campaigns: [&[2, 3], &[2, 3]], contents: [&[11], &[11]], opening: Opening::Fair },
    Channel { source: "newsletter", medium: "email", share: [70, 45], mql: [270, 270], sql: [280, 130],
        campaigns: [&[9], &[9]], contents: [&[8, 9, 10], &[8, 9, 10]], opening: Opening::Other },
    Channel { source: "livre blanc", medium: "cpc", share: [130, 360], mql: [310, 410], sql: [190, 55],
        campaigns: [&[5, 6], &[0]], contents: [&[7], &[0]], opening: Opening::Download },
    Channel { source: "inconnu", medium: "", share: [50, 50], mql: [230, 230], sql: [250, 110],
        campaigns: [&[], &[]], contents: [&[], &[]], opening: Opening::Other },
];

/// The campaigns; the first one is the white paper of the last full quarter.
pub const CAMPAIGNS: [&str; 10] = [
    "Livre blanc « Relancer ses devis »",
    "Webinaires du jeudi",
    "Salon Bâti Sud, printemps",
    "Salon Bâti Sud, automne",
    "Référencement « suivi de devis »",
    "Annonces recherche bâtiment",
    "LinkedIn dirigeants du Sud-Est",
    "Diagnostic commercial offert",
    "Parrainage clients",
    "Lettre mensuelle du bâtiment",
];

/// The contents; the first one is the white paper of the last full quarter.
pub const CONTENTS: [&str; 15] = [
    "Livre blanc : relancer ses devis sans harceler",
    "Webinaire : tenir ses relances malgré les chantiers",
    "Webinaire : défendre son prix face au moins-disant",
    "Étude de cas : un couvreur varois double ses signatures",
    "Page « Suivi de devis pour le bâtiment »",
    "Page « Demander une démonstration »",
    "Page « Combien ça coûte »",
    "Guide : chiffrer juste un chantier de rénovation",
    "Article : pourquoi six devis sur dix restent sans réponse",
    "Article : relancer au téléphone, mode d’emploi",
    "Modèles de relance à copier",
    "Plaquette du salon",
    "Vidéo : la prise en main en trois minutes",
    "Fiche parrainage",
    "Calculateur : ce que coûtent vos devis oubliés",
];

/// Free labels.
pub const TAGS: [&str; 8] = [
    "multi-agences",
    "équipé d’un concurrent",
    "saisonnier",
    "rénovation énergétique",
    "appel d’offres publics",
    "ancien client",
    "à recontacter le soir",
    "bouche-à-oreille",
];

/// The agreed profiles, with what makes somebody fit.
pub const PERSONAS: [(&str, &str); 3] = [
    (
        "Dirigeant TPE",
        "Dirige une entreprise du bâtiment de 5 à 20 salariés et fait lui-même les devis, le soir. \
         Perd des chantiers faute de relance. Décide seul, en moins d’un mois.",
    ),
    (
        "Responsable marketing PME",
        "Fait venir les demandes dans une PME de 20 à 50 salariés et ne sait pas ce qu’elles deviennent. \
         Cherche des chiffres communs avec les commerciaux. Prescrit, ne signe pas.",
    ),
    (
        "Directeur d’agence ETI",
        "Tient un objectif de signatures avec trois à dix technico-commerciaux. \
         Veut un suivi commun à toutes les agences. Signe jusqu’à 15 000 euros.",
    ),
];

/// Criteria that a refused lead may miss, in the words of the personas.
pub const CRITERIA: [&str; 5] = [
    "Taille de l’entreprise",
    "Fonction du contact",
    "Secteur d’activité",
    "Pouvoir de décision",
    "Volume de devis",
];

/// How much of a year's flow falls on each month, January first, in hundredths of the mean.
pub const SEASON: [i64; 12] = [105, 108, 116, 104, 88, 104, 82, 48, 118, 122, 108, 78];

#[cfg(test)]
mod tests {
    use super::*;

    /// The story that the figures must tell, from the table alone.
    #[test]
    fn the_mix_gives_the_rates_of_the_story() {
        let rates = [0, 1].map(|turn: usize| {
            let sum = |f: &dyn Fn(&Channel) -> i64| CHANNELS.iter().map(f).sum::<i64>();
            assert_eq!(sum(&|c| c.share[turn]), 1_000);
            let mql = sum(&|c| c.share[turn] * c.mql[turn]);
            let sql = sum(&|c| c.share[turn] * c.mql[turn] * c.sql[turn]) / 1_000;
            (mql / 1_000, sql * 1_000 / mql)
        });
        let [(mql_before, sql_before), (mql_since, sql_since)] = rates;
        assert!((385..=415).contains(&mql_before) && (385..=415).contains(&mql_since), "{rates:?}");
        assert!((360..=395).contains(&sql_before) && (135..=155).contains(&sql_since), "{rates:?}");
    }

    #[test]
    fn every_place_exists() {
        for channel in &CHANNELS {
            assert!(channel.campaigns.iter().flat_map(|c| c.iter()).all(|c| *c < CAMPAIGNS.len()));
            assert!(channel.contents.iter().flat_map(|c| c.iter()).all(|c| *c < CONTENTS.len()));
        }
        assert_eq!(CHANNELS[FAIR].medium, "event");
        assert_eq!(CHANNELS[WHITE_PAPER].source, "livre blanc");
        assert_eq!(
            (CHANNELS[NEWSLETTER].source, CHANNELS[REFERRAL].source),
            ("newsletter", "recommandation")
        );
        assert_eq!(CHANNELS[WEBINAR].source, "webinaire");
    }
}
