//! The files of the page, as `build.rs` made and embedded them. It must not know how they are served.

/// One file of the page.
pub struct Asset {
    pub bytes: &'static [u8],
    pub content_type: &'static str,
    pub etag: &'static str,
    /// Its name changes with its content, so that it may be kept for ever.
    pub immutable: bool,
}

/// Path, bytes, media type, entity tag, and whether the name changes with the content.
type File = (&'static str, &'static [u8], &'static str, &'static str, bool);

const FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/page_files.rs"));

/// A file by its path: `""` is the page itself, the others are below `assets/`.
pub fn asset(path: &str) -> Option<Asset> {
    let (_, bytes, content_type, etag, immutable) = *FILES.iter().find(|(known, ..)| *known == path)?;
    Some(Asset { bytes, content_type, etag, immutable })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_a_page_and_nothing_beside_its_files() {
        let page = asset("").expect("a page or the notice that stands for it");
        assert!(page.content_type.starts_with("text/html"));
        assert!(String::from_utf8_lossy(page.bytes).contains("warwire"));
        assert!(!page.immutable, "the page itself is asked for anew");
        assert!(asset("index.html").is_none());
        assert!(asset("assets/../page.rs").is_none());
    }

    #[test]
    fn every_file_that_the_page_names_is_there() {
        let page = String::from_utf8_lossy(asset("").expect("a page").bytes).into_owned();
        let named = page
            .split(['"', '\''])
            .filter_map(|word| word.strip_prefix("./"))
            .filter(|word| word.starts_with("assets/"));
        for path in named {
            let file = asset(path).unwrap_or_else(|| panic!("{path} is named by the page and not embedded"));
            assert!(file.immutable);
        }
    }
}
