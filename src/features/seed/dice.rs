//! Chance that can be repeated.

/// SplitMix64: tiny, fast, and the same on every machine. The same start gives the same throws.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that begin at `start`.
    pub const fn new(start: u64) -> Self {
        Self(start)
    }
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// A number from 0 to `n` − 1; 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        self.bits() % n.max(1)
    }
    /// Yes in so many of a hundred throws.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
    /// A whole number from `min` to `max` − 1; `min` when there is none.
    pub fn secs(&mut self, min: i64, max: i64) -> i64 {
        let span = u64::try_from(max - min).unwrap_or(1);
        min + i64::try_from(self.below(span)).unwrap_or(0)
    }
    /// One of a list; `None` when it is empty.
    pub fn pick<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        let at = usize::try_from(self.below(list.len() as u64)).unwrap_or(0);
        list.get(at).cloned()
    }
}
