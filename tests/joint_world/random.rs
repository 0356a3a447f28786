//! A small source of random choices that a seed repeats.

pub struct Random(u64);

#[allow(dead_code)] // each test uses its part
impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// The next number of splitmix64.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    pub fn pick<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.below(values.len())]
    }

    /// Nothing once in so many times.
    pub fn maybe<T>(&mut self, chances: usize, make: impl FnOnce(&mut Random) -> T) -> Option<T> {
        if self.one_in(chances) { None } else { Some(make(self)) }
    }

    /// Up to so many values, none twice.
    pub fn some<T: Copy + PartialEq>(&mut self, values: &[T], most: usize) -> Vec<T> {
        let mut chosen = Vec::new();
        for _ in 0..self.below(most + 1) {
            let value = *self.pick(values);
            if !chosen.contains(&value) {
                chosen.push(value);
            }
        }
        chosen
    }
}
