//! From named values of any format to an article: which names stand for which field, and what `--map` says instead.
//! This module must not know the formats.

use std::str::FromStr;

use crate::article::Article;

use super::date::parse_day;

crate::vocabulary::vocabulary!(
    /// A field of an article that a source can fill.
    SourceField {
        Id = "id",
        Title = "title",
        Text = "text",
        Published = "published",
        Source = "source",
        Url = "url",
        Language = "language",
    }
);

impl SourceField {
    /// Names that stand for this field, the strongest first; compared without case.
    fn aliases(self) -> &'static [&'static str] {
        match self {
            SourceField::Id => &["id", "guid", "_id", "uid", "doc_id", "document_id"],
            SourceField::Title => &["title", "headline", "head", "name"],
            SourceField::Text => {
                &["text", "body", "content", "body_text", "full_text", "fulltext", "maintext", "article"]
            }
            SourceField::Published => &[
                "published",
                "date",
                "published_at",
                "publishedat",
                "date_published",
                "datepublished",
                "date_publish",
                "publication_date",
                "publish_date",
                "pubdate",
            ],
            SourceField::Source => &["source", "publisher", "agency", "outlet", "source_name", "site_name", "site"],
            SourceField::Url => &["url", "link", "canonical_url", "uri"],
            SourceField::Language => &["language", "lang"],
        }
    }
}

/// Which column or key fills which field, where the usual names do not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mapping(Vec<(SourceField, String)>);

impl Mapping {
    /// Reads `field=column` pairs.
    pub fn parse<S: AsRef<str>>(pairs: &[S]) -> Result<Mapping, String> {
        let read = |pair: &S| {
            let pair = pair.as_ref();
            let (field, column) = pair.split_once('=').ok_or_else(|| format!("--map {pair}: expected field=column"))?;
            let field = SourceField::from_str(field.trim()).map_err(|error| format!("--map {pair}: {error}"))?;
            Ok((field, column.trim().to_string()))
        };
        pairs.iter().map(read).collect::<Result<_, _>>().map(Mapping)
    }

    /// The names to look for, the strongest first.
    pub fn names(&self, field: SourceField) -> Vec<&str> {
        match self.0.iter().find(|(mapped, _)| *mapped == field) {
            Some((_, column)) => vec![column.as_str()],
            None => field.aliases().to_vec(),
        }
    }

    /// Whether the user said where this field is.
    pub fn is_given(&self, field: SourceField) -> bool {
        self.0.iter().any(|(mapped, _)| *mapped == field)
    }

    /// The field that a name stands for.
    pub fn field(&self, name: &str) -> Option<SourceField> {
        SourceField::ALL
            .iter()
            .copied()
            .find(|field| self.names(*field).iter().any(|known| known.eq_ignore_ascii_case(name.trim())))
    }
}

/// An article, and the date that stood there but could not be read.
pub struct Assembled {
    pub article: Article,
    pub unread_date: Option<String>,
}

/// Builds an article out of named values. `value` gives the value of a field, where the source has one; `default_id`
/// is used where it names no id. `Err` when there is no text.
pub fn assemble(value: impl Fn(SourceField) -> Option<String>, default_id: &str) -> Result<Assembled, NoText> {
    let filled = |field| value(field).filter(|value: &String| !value.trim().is_empty());
    let text = filled(SourceField::Text).ok_or(NoText)?;
    let trimmed = |field| filled(field).map(|value| value.trim().to_string());
    let date = trimmed(SourceField::Published);
    let published = date.as_deref().and_then(parse_day);
    let article = Article {
        id: trimmed(SourceField::Id).unwrap_or_else(|| default_id.to_string()),
        title: filled(SourceField::Title),
        text,
        published,
        source: trimmed(SourceField::Source),
        url: trimmed(SourceField::Url),
        language: trimmed(SourceField::Language).map(|language| primary_language(&language)),
        encoding: None,
    };
    Ok(Assembled { article, unread_date: date.filter(|_| published.is_none()) })
}

/// There was no text, or only white space.
#[derive(Debug)]
pub struct NoText;

/// `en` out of `en-GB` or `EN_us`; longer names are kept in lower case.
fn primary_language(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    let chosen = if (2..=3).contains(&primary.len()) { primary } else { tag };
    chosen.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_names_are_known_and_a_map_replaces_them() {
        let usual = Mapping::default();
        assert_eq!(usual.field("Headline"), Some(SourceField::Title));
        assert_eq!(usual.field("pubDate"), Some(SourceField::Published));
        assert_eq!(usual.field("dateline"), None);
        let mapped = Mapping::parse(&["text=story"]).unwrap();
        assert_eq!(mapped.field("STORY"), Some(SourceField::Text));
        assert_eq!(mapped.field("text"), None);
        assert!(Mapping::parse(&["story"]).unwrap_err().contains("field=column"));
        assert!(Mapping::parse(&["words=story"]).unwrap_err().contains("words"));
    }

    #[test]
    fn an_article_needs_a_text_and_nothing_else() {
        assert!(assemble(|_| None, "x").is_err());
        let only_text = |field| (field == SourceField::Text).then(|| "Two died.".to_string());
        let assembled = assemble(only_text, "x:3").unwrap();
        assert_eq!(assembled.article.id, "x:3");
        assert_eq!(assembled.article.published, None);
        assert_eq!(assembled.unread_date, None);
    }

    #[test]
    fn a_date_that_cannot_be_read_is_said() {
        let value = |field| match field {
            SourceField::Text => Some("Two died.".to_string()),
            SourceField::Published => Some("05/04/2017".to_string()),
            SourceField::Language => Some("en-GB".to_string()),
            _ => None,
        };
        let assembled = assemble(value, "x").unwrap();
        assert_eq!(assembled.article.published, None);
        assert_eq!(assembled.unread_date.as_deref(), Some("05/04/2017"));
        assert_eq!(assembled.article.language.as_deref(), Some("en"));
    }
}
