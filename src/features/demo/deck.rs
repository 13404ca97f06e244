//! Chance that looks fair: cards drawn without putting back, and shares that are kept.

use crate::features::seed::Dice;
use std::collections::BTreeMap;

/// Numbers from 0 to `len` − 1 in random order; shuffled again when all were drawn.
#[derive(Debug, Clone)]
pub struct Deck {
    len: usize,
    left: Vec<usize>,
}

impl Deck {
    /// A deck of so many cards, not yet shuffled.
    pub fn new(len: usize) -> Self {
        Self { len, left: Vec::new() }
    }
    /// The next card; 0 from an empty deck.
    pub fn draw(&mut self, dice: &mut Dice) -> usize {
        if self.left.is_empty() {
            self.left = (0..self.len).collect();
            for i in (1..self.left.len()).rev() {
                let j = usize::try_from(dice.below(i as u64 + 1)).unwrap_or(0);
                self.left.swap(i, j);
            }
        }
        self.left.pop().unwrap_or(0)
    }
}

/// Yes or no, so that the share of yes stays within a few of what is asked, whatever the seed.
#[derive(Debug, Default)]
pub struct Quotas(BTreeMap<(&'static str, usize), i64>);

impl Quotas {
    /// Whether this one is among the `per_mille` of a thousand; each `step` and `class` keeps its own account.
    pub fn hit(&mut self, step: &'static str, class: usize, per_mille: i64, dice: &mut Dice) -> bool {
        let owed = self.0.entry((step, class)).or_default();
        *owed += per_mille;
        let hit = *owed > dice.secs(0, 1_000);
        if hit {
            *owed -= 1_000;
        }
        hit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_gives_each_card_once_per_round() {
        let (mut deck, mut dice) = (Deck::new(7), Dice::new(3));
        for _ in 0..4 {
            let mut round: Vec<_> = (0..7).map(|_| deck.draw(&mut dice)).collect();
            round.sort_unstable();
            assert_eq!(round, [0, 1, 2, 3, 4, 5, 6]);
        }
        assert_eq!(Deck::new(0).draw(&mut dice), 0);
    }

    #[test]
    fn a_share_is_kept_whatever_the_seed() {
        for seed in 0..50 {
            let (mut quotas, mut dice) = (Quotas::default(), Dice::new(seed));
            let hits = (0..200).filter(|_| quotas.hit("mql", 1, 390, &mut dice)).count();
            assert!((76..=80).contains(&hits), "{hits} of 200");
        }
    }
}
