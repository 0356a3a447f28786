//! Weighted edit distance between a skeleton and the keys of a finite-state map, walked as a tree so that common
//! beginnings are compared once. It must not know places or how they are ranked.

use super::layer::Section;

/// What a changed, missing or added consonant costs; vowels and letters that transliterations interchange cost less.
pub(super) const EDIT: u8 = 10;

/// Keys this much worse than the best so far are not looked for any more.
const SLACK: u8 = 6;

/// Pairs of letters that stand for one sound in different transliterations or are often confused, with their cost.
const KIN: [(u8, u8, u8); 27] = [
    (b'j', b'y', 1),
    (b'v', b'w', 1),
    (b'c', b'k', 3),
    (b's', b'z', 2),
    (b'd', b't', 4),
    (b's', b'x', 4),
    (b'g', b'j', 4),
    (b'j', b'z', 4),
    (b'i', b'j', 2),
    (b'u', b'v', 3),
    (b'b', b'p', 4),
    (b'b', b'v', 5),
    (b'f', b'v', 5),
    (b'f', b'p', 5),
    (b'g', b'k', 5),
    (b'h', b'k', 5),
    (b'x', b'j', 5),
    (b'd', b'z', 5),
    (b'g', b'h', 2),
    (b'k', b'x', 6),
    (b's', b't', 6),
    (b'x', b'z', 6),
    (b'm', b'n', 6),
    (b'l', b'r', 7),
    (b'g', b'r', 7),
    (b'd', b'l', 8),
    (b'd', b'j', 7),
];

fn change(a: u8, b: u8) -> u8 {
    if a == b {
        return 0;
    }
    if is_vowel(a) && is_vowel(b) {
        return match (a.min(b), a.max(b)) {
            (b'i', b'y') => 1,
            (b'e', b'i') | (b'a', b'e') | (b'o', b'u') | (b'a', b'o') | (b'e', b'y') => 2,
            _ => 3,
        };
    }
    KIN.iter().find(|&&(x, y, _)| (x, y) == (a, b) || (y, x) == (a, b)).map_or(EDIT, |&(_, _, cost)| cost)
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn add(letter: u8) -> u8 {
    match letter {
        _ if is_vowel(letter) => 5,
        b' ' => 5,
        b'h' => 4,
        _ => EDIT,
    }
}

/// Weighted edit distance between two folded names, as a share of the longer one: 0 for equal names, 1 for different ones.
pub(super) fn difference(a: &str, b: &str) -> f32 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut row: Vec<u16> = vec![0];
    for &letter in b {
        row.push(row[row.len() - 1] + u16::from(add(letter)));
    }
    for &letter in a {
        let mut diagonal = row[0];
        row[0] += u16::from(add(letter));
        for (index, &other) in b.iter().enumerate() {
            let least = (diagonal + u16::from(change(letter, other)))
                .min(row[index + 1] + u16::from(add(letter)))
                .min(row[index] + u16::from(add(other)));
            diagonal = std::mem::replace(&mut row[index + 1], least);
        }
    }
    let longest = a.len().max(b.len()).max(1);
    f32::from(row[b.len()]) / (longest * usize::from(EDIT)) as f32
}

/// Keys of `map` that begin with `prefix` and lie within `budget` of `query` after it: calls `visit` with the key's
/// value and its cost. Stops after `steps` nodes, so that no query can take long.
pub(super) fn search(
    map: &fst::Map<Section>,
    prefix: &[u8],
    query: &[u8],
    budget: u8,
    steps: usize,
    mut visit: impl FnMut(u64, u8),
) {
    let fst = map.as_fst();
    let mut node = fst.root();
    let mut output = 0;
    for &byte in prefix {
        let Some(index) = node.find_input(byte) else { return };
        let transition = node.transition(index);
        output += transition.out.value();
        node = fst.node(transition.addr);
    }
    let mut row = vec![0u8; query.len() + 1];
    for (index, &letter) in query.iter().enumerate() {
        row[index + 1] = row[index].saturating_add(add(letter));
    }
    let mut walk = Walk { fst, query, budget, steps, rows: row, visit: &mut visit };
    walk.node(node, 0, output);
}

/// The values of at most `limit` keys that begin with `prefix`.
pub(super) fn longer(map: &fst::Map<Section>, prefix: &[u8], limit: usize, mut visit: impl FnMut(u64)) {
    use fst::{IntoStreamer, Streamer};
    let mut keys = map.range().ge(prefix).into_stream();
    for _ in 0..limit {
        match keys.next() {
            Some((key, value)) if key.starts_with(prefix) => visit(value),
            _ => return,
        }
    }
}

struct Walk<'q, 'v> {
    fst: &'q fst::raw::Fst<Section>,
    query: &'q [u8],
    budget: u8,
    steps: usize,
    /// One row of the distance table for each letter of the key so far.
    rows: Vec<u8>,
    visit: &'v mut dyn FnMut(u64, u8),
}

impl Walk<'_, '_> {
    fn node(&mut self, node: fst::raw::Node<'_>, depth: usize, output: u64) {
        let width = self.query.len() + 1;
        let last = self.rows[depth * width + width - 1];
        if node.is_final() && last <= self.budget {
            self.budget = self.budget.min(last.saturating_add(SLACK));
            (self.visit)(output + node.final_output().value(), last);
        }
        for transition in node.transitions() {
            if self.steps == 0 {
                return;
            }
            self.steps -= 1;
            self.rows.truncate((depth + 1) * width);
            if self.extend(depth, transition.inp) <= self.budget {
                let next = self.fst.node(transition.addr);
                self.node(next, depth + 1, output + transition.out.value());
            }
        }
    }

    /// Adds the row of one more letter of the key; gives its smallest cost.
    fn extend(&mut self, depth: usize, letter: u8) -> u8 {
        let width = self.query.len() + 1;
        let start = depth * width;
        let extra = add(letter);
        let mut left = self.rows[start].saturating_add(extra);
        let mut least = left;
        self.rows.push(left);
        for (index, &wanted) in self.query.iter().enumerate() {
            let above = self.rows[start + index + 1].saturating_add(extra);
            let diagonal = self.rows[start + index].saturating_add(change(wanted, letter));
            left = left.saturating_add(add(wanted)).min(above).min(diagonal);
            least = least.min(left);
            self.rows.push(left);
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kin_letters_and_vowels_cost_less_than_others() {
        assert_eq!(change(b's', b'z'), 2);
        assert_eq!(change(b'z', b's'), 2);
        assert_eq!(change(b'a', b'u'), 3);
        assert_eq!(change(b'm', b'k'), EDIT);
        assert_eq!(change(b'm', b'm'), 0);
    }
}
