//! Small linear models that choose where rules cannot: each candidate is a sum of named clues, the heaviest wins. The
//! weights are data files with one clue a line. It must not know what is chosen.

use std::str::FromStr;

/// The weights of one model, by the number of the clue.
#[derive(Clone, Debug)]
pub struct Weights(pub Vec<f32>);

impl Weights {
    /// Reads `clue<TAB>weight` lines; lines that begin with `#` are comments. A clue that the file lacks weighs nothing.
    pub fn read<C: FromStr>(file: &str, clues: usize, number: impl Fn(C) -> usize) -> Self {
        let mut weights = vec![0.0; clues];
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let Some((clue, weight)) = line.split_once('\t') else { continue };
            let known = clue.parse::<C>().ok().map(&number);
            debug_assert!(known.is_some(), "{clue:?} is no clue");
            if let (Some(slot), Ok(weight)) = (known.and_then(|known| weights.get_mut(known)), weight.trim().parse()) {
                *slot = weight;
            }
        }
        Weights(weights)
    }

    pub fn of(&self, clue: usize) -> f32 {
        self.0.get(clue).copied().unwrap_or(0.0)
    }
}

/// The number of the candidate with the greatest score; the earlier of equals.
pub fn best(scores: impl Iterator<Item = f32>) -> Option<usize> {
    let mut best: Option<(usize, f32)> = None;
    for (number, score) in scores.enumerate() {
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((number, score));
        }
    }
    best.map(|(number, _)| number)
}
