//! A linear model over named clues: weights are a data file, so that a person can read what speaks for what.
//! It must not know what the clues mean.

use std::str::FromStr;

/// Reads `name<TAB>weight` rows; names that `T` does not know are left out, which a test forbids for the shipped files.
pub fn read_weights<T: FromStr>(text: &str) -> Vec<(T, f32)> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, weight)| Some((name.parse().ok()?, weight.parse().ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::clue::Clue;
    use super::*;

    #[test]
    fn rows_are_read_and_comments_skipped() {
        let read: Vec<(Clue, f32)> = read_weights("# columns: clue\tweight\nbias\t-1.5\nno such\t2\n");
        assert_eq!(read, [(Clue::Bias, -1.5)]);
    }
}
