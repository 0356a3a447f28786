//! The files of the page, as they are embedded in the program. It must not know how they are served.

/// One file of the page.
pub struct Asset {
    pub bytes: &'static [u8],
    pub content_type: &'static str,
    pub etag: &'static str,
    /// Its name changes with its content, so that it may be kept for ever.
    pub immutable: bool,
}

/// A file by its path: `""` is the page itself, the others are below `assets/`.
pub fn asset(path: &str) -> Option<Asset> {
    let bytes: &[u8] = b"<!doctype html><html lang=en><meta charset=utf-8><title>warwire</title>\
        <p>This warwire was built without its page. The API is at <a href=/v1/search>/v1/search</a>.";
    (path.is_empty()).then_some(Asset {
        bytes,
        content_type: "text/html; charset=utf-8",
        etag: "\"none\"",
        immutable: false,
    })
}
