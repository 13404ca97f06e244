//! Why leads leave the path: the reason drawn, and the request that says so with everything its reason asks for.

use super::market::CRITERIA;
use super::planner::Planner;
use super::words::Parts;
use super::words::reasons::{
    AREA, BESIDE, CUSTOMERS, NO_BUDGET, NO_NEED, NOT_NOW, OTHERS, OUTSIDE, STRANGERS, TWICE, UNREACHABLE,
    WRONG,
};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Request;
use crate::domain::stage::Stage::{self, Disqualified, Recycled};
use crate::features::seed::Dice;

/// Reasons with their weights, before the white paper and since.
type Weighted = &'static [(&'static str, [u64; 2])];

/// Why sales refuses an MQL.
pub const REFUSED: Weighted = &[
    ("hors_persona", [14, 52]),
    ("hors_zone_taille", [12, 8]),
    ("pas_de_besoin", [20, 7]),
    ("pas_de_budget", [19, 14]),
    ("mauvais_timing", [17, 9]),
    ("donnees_fausses", [5, 3]),
    ("deja_client", [3, 1]),
    ("doublon", [2, 1]),
    ("etudiant_concurrent", [5, 4]),
    ("autre", [3, 1]),
];
/// Why a lead that sales worked leaves.
pub const GIVEN_UP: Weighted = &[
    ("injoignable", [26, 26]),
    ("pas_de_besoin", [24, 16]),
    ("mauvais_timing", [26, 18]),
    ("pas_de_budget", [24, 18]),
    ("hors_persona", [0, 22]),
];
/// Why marketing keeps a lead to itself.
pub const NOT_QUALIFIED: Weighted = &[
    ("etudiant_concurrent", [26, 30]),
    ("hors_zone_taille", [28, 26]),
    ("donnees_fausses", [14, 12]),
    ("pas_de_besoin", [32, 32]),
];

/// One of the reasons.
pub fn draw(list: Weighted, turn: usize, dice: &mut Dice) -> &'static str {
    let weight = |entry: &(&str, [u64; 2])| entry.1.get(turn).copied().unwrap_or(0);
    let mut place = dice.below(list.iter().map(weight).sum());
    for entry in list {
        if place < weight(entry) {
            return entry.0;
        }
        place -= weight(entry);
    }
    list.first().map_or("pas_de_besoin", |entry| entry.0)
}

impl Planner<'_> {
    /// A refusal for that reason at `at`. `late` is whether sales had accepted: then to recycle takes a date.
    pub(super) fn refusal(&mut self, reason: &'static str, at: Instant, late: bool) -> Request {
        let to = self.destination(reason);
        let mut request = Request { reason: Some(reason.to_owned()), ..Request::to(to) };
        let mut said = |list: Parts| Some(self.words.say(&[list]));
        match reason {
            "hors_persona" => {
                let weights = [46, 24, 12, 10, 8];
                let mut place = self.dice.below(100);
                let at = weights.iter().position(|weight| {
                    let here = place < *weight;
                    place = place.saturating_sub(*weight);
                    here
                });
                let at = at.unwrap_or(0);
                request.criterion = CRITERIA.get(at).map(|c| (*c).to_owned());
                let why = OUTSIDE.get(at).copied().unwrap_or_default();
                request.reason_detail = Some(self.words.say(&[why, BESIDE]));
            }
            "hors_zone_taille" => request.reason_detail = said(AREA),
            "pas_de_besoin" => request.reason_detail = said(NO_NEED),
            "pas_de_budget" => request.reason_detail = said(NO_BUDGET),
            "mauvais_timing" => request.reason_detail = said(NOT_NOW),
            "injoignable" => request.reason_detail = said(UNREACHABLE),
            "donnees_fausses" => {
                request.reason_detail = said(WRONG);
                request.criterion =
                    Some(if self.dice.chance(60) { "Téléphone" } else { "Courriel" }.to_owned());
            }
            "deja_client" => request.link = said(CUSTOMERS),
            "doublon" => request.note = said(TWICE),
            "etudiant_concurrent" => request.reason_detail = said(STRANGERS),
            _ => request.reason_detail = said(OTHERS),
        }
        let dated = matches!(reason, "pas_de_budget" | "mauvais_timing");
        if to == Recycled && (late || dated) {
            request.revisit_on = Some(self.revisit(at));
        }
        request
    }

    fn destination(&mut self, reason: &str) -> Stage {
        match reason {
            "pas_de_budget" | "mauvais_timing" | "injoignable" => Recycled,
            "pas_de_besoin" if self.dice.chance(45) => Recycled,
            _ => Disqualified,
        }
    }

    /// A working day, some months later.
    pub(super) fn revisit(&mut self, at: Instant) -> chrono::NaiveDate {
        let later = at.plus_secs(self.dice.secs(45, 150) * 86_400);
        super::pace::next_open(self.pace.date(later))
    }
}
