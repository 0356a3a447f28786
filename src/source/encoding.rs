//! Bytes as text. UTF-8 is taken for what it is; anything else is decoded by what the user named, what the file
//! declares, or what its bytes look like, and the article says which. This module must not know the formats.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

use crate::article::{EncodingFrom, TextEncoding};

/// A decoded text, and what it was where it was no UTF-8.
#[derive(Debug, PartialEq)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: Option<TextEncoding>,
}

/// Decodes bytes. `named` is what the user said and outweighs `declared`, what the file said; without either the
/// encoding is detected. `Err` gives the offset of the first byte that is neither UTF-8 nor in the encoding.
pub fn decode<'a>(
    bytes: &'a [u8],
    named: Option<&'static Encoding>,
    declared: Option<&'static Encoding>,
) -> Result<Decoded<'a>, usize> {
    let error = match std::str::from_utf8(bytes) {
        // Seven bits are valid UTF-8 and may still be something else.
        Ok(text) if declared != Some(ISO_2022_JP) || !bytes.contains(&0x1b) => {
            return Ok(Decoded { text: Cow::Borrowed(text), encoding: None });
        }
        Ok(_) => 0,
        Err(error) => error.valid_up_to(),
    };
    let (encoding, known_by) = match (named, declared) {
        (Some(encoding), _) => (encoding, EncodingFrom::Named),
        (None, Some(encoding)) if encoding != UTF_8 => (encoding, EncodingFrom::Declared),
        _ => (detect(bytes), EncodingFrom::Detected),
    };
    let decoded = |encoding| strictly(bytes, encoding);
    let (text, encoding, known_by) = match decoded(encoding) {
        Some(text) => (text, encoding, known_by),
        // What the file says of itself may be wrong; what the user says is not overruled.
        None if known_by == EncodingFrom::Declared => {
            let detected = detect(bytes);
            (decoded(detected).ok_or(error)?, detected, EncodingFrom::Detected)
        }
        None => return Err(error),
    };
    Ok(Decoded { text: Cow::Owned(text), encoding: Some(note(encoding, known_by)) })
}

/// What a stream that begins with `head` has to be translated from, if it is no UTF-8.
pub fn of_stream(
    head: &[u8],
    named: Option<&'static Encoding>,
    declared: Option<&'static Encoding>,
) -> Option<(&'static Encoding, EncodingFrom)> {
    // A head may end within a character.
    let invalid = std::str::from_utf8(head).err().is_some_and(|error| error.error_len().is_some());
    // A declaration of 16 bits that could be read was wrong.
    let declared = declared.filter(|encoding| *encoding != UTF_8 && encoding.output_encoding() == *encoding);
    match (named, declared) {
        (Some(named), _) if invalid => Some((named, EncodingFrom::Named)),
        (_, Some(declared)) if invalid || head.is_ascii() => Some((declared, EncodingFrom::Declared)),
        _ if invalid => Some((detect(head), EncodingFrom::Detected)),
        _ => None,
    }
}

/// The note that an article carries.
pub fn note(encoding: &'static Encoding, known_by: EncodingFrom) -> TextEncoding {
    TextEncoding { name: encoding.name().to_string(), known_by }
}

/// What bytes look like that are no UTF-8.
pub fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The text, when every byte is in the encoding.
fn strictly(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    // The web's windows-1252 gives the five unassigned bytes to control characters; in a report they are damage.
    let unassigned = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    if encoding == WINDOWS_1252 && bytes.iter().any(unassigned) {
        return None;
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// The encoding that a label such as `iso-8859-1` of a header or declaration names.
pub fn labelled(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim_ascii().trim_ascii_end())
}

/// What `charset=` names in a content type.
pub fn of_content_type(value: &str) -> Option<&'static Encoding> {
    let lower = value.to_ascii_lowercase();
    let after = lower.split("charset").nth(1)?.trim_start().strip_prefix('=')?;
    let label = after.trim().trim_start_matches(['"', '\'']);
    let end = label.find(['"', '\'', ';', ' ', '>', '/']).unwrap_or(label.len());
    labelled(label.get(..end)?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], named: Option<&str>, declared: Option<&str>) -> Result<(String, String), usize> {
        let encoding = |label: Option<&str>| label.and_then(|label| labelled(label.as_bytes()));
        decode(bytes, encoding(named), encoding(declared)).map(|decoded| {
            let said = decoded.encoding.map(|note| format!("{} {}", note.name, note.known_by)).unwrap_or_default();
            (decoded.text.into_owned(), said)
        })
    }

    #[test]
    fn utf8_needs_no_note_and_everything_else_has_one() {
        assert_eq!(read("é".as_bytes(), None, None), Ok(("é".into(), String::new())));
        let latin = b"Saad\xe9 said two died.";
        assert_eq!(read(latin, None, None), Ok(("Saadé said two died.".into(), "windows-1252 detected".into())));
        assert_eq!(read(latin, Some("windows-1252"), None).unwrap().1, "windows-1252 named");
        assert_eq!(read(latin, None, Some("iso-8859-1")).unwrap().1, "windows-1252 declared");
    }

    #[test]
    fn russian_and_arabic_are_told_from_their_bytes() {
        let russian = "В результате обстрела погибли четыре мирных жителя, сообщили врачи районной больницы.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(read(&bytes, None, None), Ok((russian.into(), "windows-1251 detected".into())));
        let arabic = "قتل أربعة مدنيين في قصف على المدينة يوم الاثنين كما قال أطباء في المستشفى";
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(arabic);
        assert_eq!(read(&bytes, None, None), Ok((arabic.into(), "windows-1256 detected".into())));
    }

    #[test]
    fn what_the_user_names_is_not_overruled_and_a_wrong_declaration_is() {
        assert_eq!(read(b"Saad\x81 said", Some("windows-1252"), None), Err(4));
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Погибли четыре мирных жителя, сообщили врачи.");
        assert_eq!(read(&bytes, None, Some("shift_jis")).unwrap().1, "windows-1251 detected");
    }

    #[test]
    fn content_types_name_their_charset() {
        assert_eq!(of_content_type("text/html; charset=\"ISO-8859-1\""), Some(WINDOWS_1252));
        assert_eq!(of_content_type("text/html;charset=windows-1251; q=1"), Some(encoding_rs::WINDOWS_1251));
        assert_eq!(of_content_type("text/html"), None);
    }
}
