//! The building firms that get in touch, and the people in them.

use super::deck::Deck;
use super::names::{FAMILIES, MEN, WOMEN};
use crate::domain::text::fold;
use crate::features::seed::Dice;
use std::collections::{BTreeSet, VecDeque};

/// How many names in a row are all different, family names included.
const APART: usize = 70;

/// How large a firm is: which persona it speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Up to 20 people.
    Small,
    /// Up to 50.
    Medium,
    /// More, with several agencies.
    Large,
}

/// A firm.
#[derive(Debug, Clone)]
pub struct Firm {
    /// Its name, unique.
    pub name: String,
    /// Where it is.
    pub city: &'static str,
    /// Its domain, under `.example`.
    pub domain: String,
    /// The family that it is named after.
    pub family: Option<&'static str>,
    /// How large.
    pub size: Size,
}

/// Somebody.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// Given name.
    pub first: &'static str,
    /// Family name.
    pub last: &'static str,
    /// For the gender of the job title.
    pub woman: bool,
}

#[rustfmt::skip]
const TRADES: [&str; 30] = [
    "Menuiserie", "Maçonnerie", "Électricité", "Plomberie", "Charpente", "Carrelage", "Façades", "Isolation", "Peinture",
    "Piscines", "Serrurerie", "Plâtrerie", "Chauffage", "Climatisation", "Étanchéité", "Couverture", "Rénovation",
    "Terrassement", "Paysage", "Ébénisterie", "Miroiterie", "Métallerie", "Cuisines", "Ravalement", "Fermetures", "Vérandas",
    "Taille de pierre", "Ascenseurs", "Domotique", "Agencement",
];
#[rustfmt::skip]
const OF_A_PLACE: [&str; 14] = [
    "Toitures", "Charpentes", "Menuiseries", "Piscines", "Façades", "Jardins", "Maisons", "Cuisines", "Ateliers", "Compagnons",
    "Bâtisseurs", "Artisans", "Couvertures", "Carrelages",
];
#[rustfmt::skip]
const PLACES: [&str; 36] = [
    "du Faron", "du Verdon", "de la Sainte-Baume", "de l’Estérel", "des Maures", "du Gapeau", "de la Siagne", "du Coudon",
    "de la Durance", "du Luberon", "des Alpilles", "de la Crau", "de Camargue", "du Ventoux", "de l’Argens", "du Cap Sicié",
    "de l’Huveaune", "de la Vésubie", "du Mercantour", "de la Presqu’île", "des Calanques", "du Garlaban", "de l’Étoile",
    "de la Sorgue", "du Comtat", "de la Provence verte", "du Haut-Var", "du golfe", "de la Rade", "du Mont-Caume", "de Tinée",
    "des Dentelles", "du pays de Fayence", "de l’Arc", "de la Roya", "du Loup",
];
#[rustfmt::skip]
const BRANDS: [&str; 14] = [
    "Sud", "Azur", "Provence", "Var", "Estérel", "Méditerranée", "Mistral", "Riviera", "Garrigue", "Lavande", "Massilia",
    "Horizon", "Littoral", "Restanque",
];
#[rustfmt::skip]
const CITIES: [&str; 38] = [
    "Toulon", "Hyères", "La Seyne-sur-Mer", "Fréjus", "Draguignan", "Brignoles", "Six-Fours-les-Plages", "Sanary-sur-Mer",
    "La Garde", "Ollioules", "Saint-Raphaël", "Solliès-Pont", "Cuers", "Le Luc", "Bandol", "Cogolin", "La Crau", "Le Muy",
    "Marseille", "Aubagne", "Aix-en-Provence", "Martigues", "Salon-de-Provence", "Arles", "La Ciotat", "Gardanne", "Istres",
    "Nice", "Antibes", "Grasse", "Cannes", "Cagnes-sur-Mer", "Avignon", "Carpentras", "Cavaillon", "Manosque", "Digne-les-Bains",
    "Gap",
];

/// Makes firms and people, none twice.
#[derive(Debug)]
pub struct Registry {
    dice: Dice,
    decks: [Deck; 7],
    firms: BTreeSet<String>,
    people: BTreeSet<(&'static str, &'static str)>,
    recent: VecDeque<[&'static str; 2]>,
}

impl Registry {
    /// An empty registry.
    pub fn new(dice: Dice) -> Self {
        let decks = [
            FAMILIES.len(),
            TRADES.len(),
            OF_A_PLACE.len(),
            PLACES.len(),
            BRANDS.len(),
            WOMEN.len(),
            MEN.len(),
        ];
        Self {
            dice,
            decks: decks.map(Deck::new),
            firms: BTreeSet::new(),
            people: BTreeSet::new(),
            recent: VecDeque::new(),
        }
    }

    fn draw(&mut self, deck: usize, from: &[&'static str]) -> &'static str {
        let at = self.decks.get_mut(deck).map_or(0, |deck| deck.draw(&mut self.dice));
        from.get(at).copied().unwrap_or_default()
    }

    /// A firm that did not exist yet.
    pub fn firm(&mut self) -> Firm {
        loop {
            let size = match self.dice.below(100) {
                0..62 => Size::Small,
                62..88 => Size::Medium,
                _ => Size::Large,
            };
            let (name, family) = self.firm_name(size);
            let slug: String =
                fold(&name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            let slug: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
            let domain = format!("{}.example", slug.join("-"));
            if self.firms.insert(domain.clone()) {
                let city = self.dice.pick(&CITIES).unwrap_or_default();
                return Firm { name, city, domain, family, size };
            }
        }
    }

    fn firm_name(&mut self, size: Size) -> (String, Option<&'static str>) {
        let trade = self.draw(1, &TRADES);
        if self.dice.chance(if size == Size::Large { 45 } else { 70 }) {
            let family = self.draw(0, &FAMILIES);
            let name = match (size, self.dice.below(6)) {
                (Size::Large, 0..3) => format!("Groupe {family}"),
                (Size::Large, _) => format!("{family} Bâtiment"),
                (_, 0..3) => format!("{trade} {family}"),
                (_, 3..5) => format!("{family} {trade}"),
                _ => format!("{family} & Fils"),
            };
            return (name, Some(family));
        }
        let name = if self.dice.chance(60) {
            let (what, place) = (self.draw(2, &OF_A_PLACE), self.draw(3, &PLACES));
            format!("{what} {place}")
        } else {
            format!("{} {trade}", self.draw(4, &BRANDS))
        };
        (name, None)
    }

    /// Somebody new; of that family when it has not been met for a while.
    pub fn person(&mut self, family: Option<&'static str>) -> Person {
        let mut family = family.filter(|name| self.recent.iter().all(|[_, last]| last != name));
        loop {
            let woman = self.dice.chance(44);
            let first = if woman { self.draw(5, &WOMEN) } else { self.draw(6, &MEN) };
            let last = family.take().unwrap_or_else(|| self.draw(0, &FAMILIES));
            let near = self.recent.iter().any(|[f, l]| *f == first || *l == last);
            if near || !self.people.insert((first, last)) {
                continue;
            }
            self.recent.push_back([first, last]);
            if self.recent.len() > APART {
                self.recent.pop_front();
            }
            return Person { first, last, woman };
        }
    }
}

/// Job titles of those who fit a persona, by size of firm; for men, for women.
#[rustfmt::skip]
const TITLES: [[&[&str]; 2]; 3] = [
    [
        &["Gérant", "Dirigeant", "Artisan, gérant", "Cogérant", "Chef d’entreprise"],
        &["Gérante", "Dirigeante", "Artisane, gérante", "Cogérante", "Cheffe d’entreprise"],
    ],
    [
        &["Responsable marketing", "Chargé de communication", "Responsable développement", "Responsable commercial", "Assistant de direction"],
        &["Responsable marketing", "Chargée de communication", "Responsable développement", "Responsable commerciale", "Assistante de direction"],
    ],
    [
        &["Directeur d’agence", "Directeur commercial", "Directeur général adjoint", "Responsable grands comptes", "Directeur régional"],
        &["Directrice d’agence", "Directrice commerciale", "Directrice générale adjointe", "Responsable grands comptes", "Directrice régionale"],
    ],
];
/// Job titles of those who fit none.
#[rustfmt::skip]
const ELSEWHERE: [&[&str]; 2] = [
    &["Étudiant en BTS", "Apprenti", "Consultant indépendant", "Autoentrepreneur", "Conducteur de travaux", "Formateur",
      "Technico-commercial fournisseur", "Économiste de la construction", "Comptable", "Stagiaire"],
    &["Étudiante en BTS", "Apprentie", "Consultante indépendante", "Autoentrepreneuse", "Conductrice de travaux", "Formatrice",
      "Technico-commerciale fournisseur", "Économiste de la construction", "Comptable", "Stagiaire"],
];

/// What somebody does in a firm of that size, or something that fits no persona.
pub fn title(woman: bool, size: Size, fits: bool, dice: &mut Dice) -> &'static str {
    let gender = usize::from(woman);
    let list =
        if fits { TITLES.get(size as usize).and_then(|t| t.get(gender)) } else { ELSEWHERE.get(gender) };
    list.and_then(|list| dice.pick(list)).unwrap_or_default()
}

/// A telephone number that nobody has: two ranges are kept for fiction, and each number is given once.
pub fn telephone(number: usize) -> String {
    let (prefix, step) = if number.is_multiple_of(3) { ("04 65 71", 4_799) } else { ("06 39 98", 7_919) };
    let digits = (number * step + 1_234) % 10_000;
    format!("{prefix} {:02} {:02}", digits / 100, digits % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn nobody_and_no_firm_comes_twice() {
        let mut registry = Registry::new(Dice::new(5));
        let firms: Vec<_> = (0..1_200).map(|_| registry.firm()).collect();
        let names: HashSet<_> = firms.iter().map(|firm| firm.name.clone()).collect();
        assert_eq!(names.len(), firms.len());
        let people: Vec<_> = firms.iter().cycle().take(3_200).map(|f| registry.person(f.family)).collect();
        for page in people.windows(50) {
            let (first, last): (HashSet<_>, HashSet<_>) = page.iter().map(|p| (p.first, p.last)).unzip();
            assert_eq!((first.len(), last.len()), (50, 50));
        }
    }

    #[test]
    fn numbers_are_fictitious_and_unique() {
        let numbers: HashSet<_> = (0..3_300).map(telephone).collect();
        assert_eq!(numbers.len(), 3_300);
        assert!(numbers.iter().all(|n| n.starts_with("06 39 98 ") || n.starts_with("04 65 71 ")));
    }
}
