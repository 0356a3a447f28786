//! Kinds of JSON whose fields are not where their names suggest: ninjs, the news agencies' JSON, in its versions 1 to 3,
//! and the entries of JSON Feed. `docs/formats.md` lists what is taken from where. This module must not know how JSON
//! is found in a file.

use serde_json::{Map, Value};

use super::fields::SourceField;
use super::html;

type Object = Map<String, Value>;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Fields go by their names.
    Plain,
    Ninjs,
    FeedEntry,
}

impl Kind {
    pub fn of(object: &Object) -> Kind {
        let has = |names: &[&str]| names.iter().any(|name| object.contains_key(*name));
        let body = ["body_text", "body_xhtml", "body_html", "bodies"];
        let version = ["versioncreated", "versionCreated", "firstcreated", "firstCreated", "headlines", "headline"];
        match () {
            _ if object.get("uri").is_some_and(Value::is_string) && has(&body) && has(&version) => Kind::Ninjs,
            _ if has(&["content_html", "content_text"]) => Kind::FeedEntry,
            _ => Kind::Plain,
        }
    }

    /// The value of a field where this kind keeps it.
    pub fn value(self, object: &Object, field: SourceField) -> Option<String> {
        match self {
            Kind::Plain => None,
            Kind::Ninjs => ninjs(object, field),
            Kind::FeedEntry => feed_entry(object, field),
        }
    }
}

fn string(object: &Object, names: &[&str]) -> Option<String> {
    let found = names.iter().find_map(|name| object.get(*name)?.as_str());
    found.map(str::to_string).filter(|text| !text.trim().is_empty())
}

/// Version 1 keeps bodies and headlines under names of their own, 2 and 3 in lists; 3 writes `contentType` for
/// `contenttype` and so on.
fn ninjs(object: &Object, field: SourceField) -> Option<String> {
    match field {
        SourceField::Id => string(object, &["uri"]),
        SourceField::Title => string(object, &["headline"])
            .or_else(|| main_of(object, "headlines"))
            .or_else(|| string(object, &["title"])),
        SourceField::Text => ninjs_text(object),
        SourceField::Published => string(
            object,
            &["versioncreated", "versionCreated", "contentcreated", "contentCreated", "firstcreated", "firstCreated"],
        ),
        SourceField::Source => string(object, &["provider", "source"])
            .or_else(|| ["infosources", "infoSources"].iter().find_map(|name| first_name(object.get(*name)?)))
            .or_else(|| string(object, &["copyrightholder", "copyrightHolder"])),
        SourceField::Url => {
            let uri = string(object, &["uri"]).filter(|uri| uri.starts_with("http"));
            string(object, &["url"]).or(uri)
        }
        SourceField::Language => string(object, &["language"]),
    }
}

fn ninjs_text(object: &Object) -> Option<String> {
    if let Some(text) = string(object, &["body_text"]) {
        return Some(text);
    }
    if let Some(html) = string(object, &["body_xhtml", "body_html"]) {
        return html::text_of_fragment(&html);
    }
    let bodies = object.get("bodies")?.as_array()?;
    let of_type = |wanted: fn(&str) -> bool| {
        bodies.iter().filter_map(Value::as_object).find_map(|body| {
            let kind = string(body, &["contenttype", "contentType"]).unwrap_or_default();
            if wanted(&kind) { string(body, &["value"]) } else { None }
        })
    };
    let plain = of_type(|kind| kind == "text/plain" || kind.is_empty());
    plain.or_else(|| html::text_of_fragment(&of_type(|kind| kind.contains("html") || kind.contains("xml"))?))
}

/// The value of the entry of a list whose role is the main one, else of the first.
fn main_of(object: &Object, list: &str) -> Option<String> {
    let entries: Vec<&Object> = object.get(list)?.as_array()?.iter().filter_map(Value::as_object).collect();
    let main = entries.iter().find(|entry| string(entry, &["role"]).is_some_and(|role| role.ends_with("main")));
    string(main.or(entries.first())?, &["value"])
}

/// The name of the first of a list of parties.
fn first_name(parties: &Value) -> Option<String> {
    parties.as_array()?.iter().filter_map(Value::as_object).find_map(|party| string(party, &["name", "literal"]))
}

fn feed_entry(object: &Object, field: SourceField) -> Option<String> {
    match field {
        SourceField::Text => string(object, &["content_text"])
            .or_else(|| html::text_of_fragment(&string(object, &["content_html"])?))
            .or_else(|| string(object, &["summary"])),
        SourceField::Published => string(object, &["date_published", "date_modified"]),
        SourceField::Url => string(object, &["url", "external_url"]),
        // The rest goes by its names.
        _ => None,
    }
}
