//! A look at three features of a word (first letter, last letter, length) that spares most words the look-up in a table.
//! It must not know what the table is for.

/// Which combinations of features the words of a table have. A word that does not pass is in no such table; one that
/// passes may be.
#[derive(Clone, Debug)]
pub struct Filter([u64; 64]);

impl Filter {
    /// The filter of a table's words.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Filter {
        let mut filter = Filter([0; 64]);
        for word in words {
            let bit = bit(word.as_bytes());
            filter.0[bit / 64] |= 1 << (bit % 64);
        }
        filter
    }

    /// Whether a word may be in the table.
    pub fn passes(&self, word: &str) -> bool {
        let bit = bit(word.as_bytes());
        self.0[bit / 64] & 1 << (bit % 64) != 0
    }
}

/// The number of a word's features, below 4096.
fn bit(word: &[u8]) -> usize {
    let letter = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or(0) & 31);
    letter(word.first()) << 7 | letter(word.last()) << 2 | word.len() & 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_table_pass_and_most_others_do_not() {
        let filter = Filter::new(["the", "of", "among"]);
        assert!(["the", "of", "among"].iter().all(|word| filter.passes(word)));
        assert!(["city", "", "offensive", "é"].iter().all(|word| !filter.passes(word)));
    }
}
