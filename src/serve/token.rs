//! The secret that allows writing. It must never be shown, logged or compared in a time that depends on it.

use std::fmt;

/// Shorter ones could be guessed.
const SHORTEST: usize = 16;

/// A bearer token.
#[derive(Clone)]
pub struct Token(Vec<u8>);

impl Token {
    /// Takes the token out of a file's or variable's text; white space around it does not belong to it.
    pub fn new(text: &str) -> Result<Token, String> {
        let text = text.trim();
        if text.len() < SHORTEST {
            return Err(format!("a token has at least {SHORTEST} characters; `openssl rand -hex 32` makes a good one"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("a token has letters, digits and signs of ASCII, and no white space".to_owned());
        }
        Ok(Token(text.as_bytes().to_vec()))
    }

    /// Whether the value of an `Authorization` header carries this token. Takes as long for a wrong token as for the
    /// right one of the same length.
    pub fn allows(&self, authorization: &[u8]) -> bool {
        let Some((scheme, offered)) = authorization.split_at_checked("Bearer ".len()) else { return false };
        let same_length = offered.len() == self.0.len();
        let mut difference = u8::from(!same_length) | u8::from(!scheme.eq_ignore_ascii_case(b"Bearer "));
        for (at, byte) in self.0.iter().enumerate() {
            difference |= byte ^ offered.get(at).copied().unwrap_or(0);
        }
        std::hint::black_box(difference) == 0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_token_allows() {
        let token = Token::new(" 0123456789abcdef\n").unwrap();
        assert!(token.allows(b"Bearer 0123456789abcdef"));
        assert!(token.allows(b"bearer 0123456789abcdef"));
        for wrong in ["", "Bearer ", "Bearer 0123456789abcde", "Bearer 0123456789abcdef0", "Basic 0123456789abcdef"] {
            assert!(!token.allows(wrong.as_bytes()), "{wrong}");
        }
        assert!(Token::new("short").is_err());
        assert!(Token::new("0123456789 abcdef").is_err());
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}
