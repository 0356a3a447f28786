//! Weighs a page before it is parsed: a parser of HTML has to mend whatever it is given, and some input makes that
//! take hours, or the memory, or the stack. This module must not know what a page says; it is a rough count, and errs
//! towards letting real pages pass.

/// The most elements of a page. A long report's page has some thousands.
const MOST_ELEMENTS: usize = 50_000;
/// How deep elements may lie within each other; browsers stop at 512.
const MOST_LEVELS: usize = 400;
/// The most attributes of one element: the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 300;
/// The most copies of unclosed formatting elements that the parser has to make, one for each element after them.
const MOST_COPIES: usize = 1_000_000;

const VOID: [&[u8]; 14] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source",
    b"track", b"wbr",
];
/// Elements that end where the next of their kind begins.
const ENDS_BY_ITSELF: [&[u8]; 9] = [b"p", b"li", b"dt", b"dd", b"option", b"tr", b"td", b"th", b"tbody"];
const FORMATTING: [&[u8]; 14] =
    [b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u"];
/// Elements whose content is no markup.
const RAW: [&[u8]; 7] = [b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noframes"];

/// Says what makes a page too heavy to parse.
pub fn weigh(html: &str) -> Result<(), String> {
    let lower = html.to_ascii_lowercase();
    let mut scale = Scale::default();
    let mut rest = lower.as_bytes();
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix(b"!--") {
            rest = after(comment, b"-->");
            continue;
        }
        let closes = rest.first() == Some(&b'/');
        let tag = rest.strip_prefix(b"/").unwrap_or(rest);
        let length = tag.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let Some(name) = tag.get(..length).filter(|name| name.first().is_some_and(u8::is_ascii_alphabetic)) else {
            continue;
        };
        let (attributes, closed, behind) = attributes(tag.get(length..).unwrap_or_default());
        rest = behind;
        if closes {
            scale.close(name);
            continue;
        }
        if attributes > MOST_ATTRIBUTES {
            return Err(format!("is a page with an element of more than {MOST_ATTRIBUTES} attributes"));
        }
        if !VOID.contains(&name) && !closed {
            scale.open(name)?;
        }
        scale.count()?;
        if RAW.contains(&name) {
            let end = [b"</", name].concat();
            let content = memchr::memmem::find(rest, &end).unwrap_or(rest.len());
            rest = rest.get(content..).unwrap_or_default();
        }
    }
    Ok(())
}

fn after<'b>(bytes: &'b [u8], end: &[u8]) -> &'b [u8] {
    memchr::memmem::find(bytes, end).and_then(|at| bytes.get(at + end.len()..)).unwrap_or_default()
}

/// The number of attributes of a tag, whether it closes itself, and what comes after it.
fn attributes(tag: &[u8]) -> (usize, bool, &[u8]) {
    let mut count = 0;
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in tag.iter().copied().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if byte == b'>' => return (count, before == b'/', tag.get(at + 1..).unwrap_or_default()),
            None => {
                let begins = before.is_ascii_whitespace() || matches!(before, b'/' | b'"' | b'\'');
                count += usize::from(begins && !byte.is_ascii_whitespace() && byte != b'/');
            }
        }
        // A space after an equals sign does not begin an attribute.
        if !(before == b'=' && byte.is_ascii_whitespace()) {
            before = byte;
        }
    }
    (count, false, &[])
}

#[derive(Default)]
struct Scale<'h> {
    open: Vec<&'h [u8]>,
    formatting: usize,
    elements: usize,
    copies: usize,
}

impl<'h> Scale<'h> {
    fn open(&mut self, name: &'h [u8]) -> Result<(), String> {
        if ENDS_BY_ITSELF.contains(&name) {
            self.end_former(name);
        }
        self.open.push(name);
        self.formatting += usize::from(FORMATTING.contains(&name));
        if self.open.len() > MOST_LEVELS {
            return Err(format!("is a page of more than {MOST_LEVELS} levels"));
        }
        Ok(())
    }

    /// Ends an element of the same kind that nothing but others of these lies within.
    fn end_former(&mut self, name: &[u8]) {
        let ends = |open: &&[u8]| ENDS_BY_ITSELF.contains(open) || FORMATTING.contains(open);
        let within = self.open.iter().rev().take_while(|open| **open != name && ends(open)).count();
        let former = self.open.len().saturating_sub(within + 1);
        if self.open.get(former).is_some_and(|open| *open == name) {
            let within = self.open.split_off(former);
            self.open.extend(within.into_iter().filter(|open| FORMATTING.contains(open)));
        }
    }

    fn close(&mut self, name: &[u8]) {
        let Some(at) = self.open.iter().rposition(|open| *open == name) else { return };
        if FORMATTING.contains(&name) {
            // What was opened inside it stays open.
            self.open.remove(at);
            self.formatting = self.formatting.saturating_sub(1);
        } else {
            // Formatting that was not closed goes on behind it.
            let within = self.open.split_off(at);
            self.open.extend(within.into_iter().skip(1).filter(|open| FORMATTING.contains(open)));
        }
    }

    fn count(&mut self) -> Result<(), String> {
        self.elements += 1;
        self.copies += self.formatting;
        if self.elements > MOST_ELEMENTS {
            return Err(format!("is a page of more than {MOST_ELEMENTS} elements"));
        }
        if self.copies > MOST_COPIES {
            return Err("is a page with formatting that is opened and not closed".to_string());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::weigh;

    #[test]
    fn real_pages_pass() {
        let page = format!(
            "<html><head><title>a < b</title><script>if (a<b) {{ '<div>'.repeat(9) }}</script></head><body>{}",
            "<p>One <b>two</b><br><img src=\"a b c\"> <li>x<li>y".repeat(5000)
        );
        assert_eq!(weigh(&page), Ok(()));
        let image = format!("<img alt='{}' src=x>", "a ".repeat(10_000));
        assert_eq!(weigh(&image), Ok(()));
    }

    #[test]
    fn what_would_cost_hours_does_not() {
        for (page, what) in [
            ("<div>".repeat(1000), "levels"),
            ("<b><i>".repeat(1000), "levels"),
            ("<table><tr><td>".repeat(1000), "levels"),
            ("<br>".repeat(100_000), "elements"),
            (format!("<p {}>", "a=1 ".repeat(1000)), "attributes"),
            (format!("{}{}", "<b x>".repeat(100), "<br>".repeat(20_000)), "formatting"),
        ] {
            assert!(weigh(&page).unwrap_err().contains(what), "{what}: {:?}", weigh(&page));
        }
    }
}
