use super::super::{Options, read_held};
use super::*;
use crate::article::Article;

fn read_all(text: &str) -> (Vec<Article>, Vec<String>) {
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    let flow = read_held(text.as_bytes(), "feed", &Options::default(), &mut |item| {
        match item {
            Ok(found) => articles.push(found.article),
            Err(problem) => problems.push(problem.to_string()),
        }
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    (articles, problems)
}

#[test]
fn rss_gives_an_article_an_item() {
    let (articles, problems) = read_all(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='u' xmlns:dc='d'><channel><title>Example Wire</title><language>en-us\
         </language><image><title>Logo</title></image><item><title>Four &amp; more killed</title><link>https://example.org/1</link>\
         <guid isPermaLink='false'>g1</guid><pubDate>Fri, 11 Nov 2016 10:00:00 GMT</pubDate><description>Short.</description>\
         <content:encoded><![CDATA[<p>Four <b>civilians</b> died.</p><p>Two were children.</p><script>x</script>]]></content:encoded>\
         </item><item><link>https://example.org/2</link><dc:date>2016-11-12</dc:date><description>&lt;p&gt;Two died.&lt;/p&gt;\
         </description></item><item><title>No text</title></item></channel></rss>",
    );
    assert_eq!(articles[0].id, "g1");
    assert_eq!(articles[0].title.as_deref(), Some("Four & more killed"));
    assert_eq!(articles[0].text, "Four civilians died.\n\nTwo were children.");
    assert_eq!(articles[0].published, chrono::NaiveDate::from_ymd_opt(2016, 11, 11));
    assert_eq!((articles[0].source.as_deref(), articles[0].language.as_deref()), (Some("Example Wire"), Some("en")));
    assert_eq!((articles[1].id.as_str(), articles[1].text.as_str()), ("https://example.org/2", "Two died."));
    assert_eq!(articles[1].published, chrono::NaiveDate::from_ymd_opt(2016, 11, 12));
    assert_eq!(problems, ["feed:1: holds an entry without text"]);
}

#[test]
fn atom_gives_an_article_an_entry() {
    let (articles, _) = read_all(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Example</title><entry><title type='text'>A &lt; B</title>\
         <id>urn:1</id><link rel='self' href='x'/><link href='https://example.org/1'/><updated>2016-11-13T00:00:00Z</updated>\
         <published>2016-11-11T00:00:00Z</published><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Two died.\
         </p></div></content></entry><entry xml:lang='fr'><id>urn:2</id><updated>2016-11-13</updated><content type='html'>\
         &lt;p&gt;Cinq morts.&lt;/p&gt;</content></entry></feed>",
    );
    assert_eq!((articles[0].id.as_str(), articles[0].text.as_str()), ("urn:1", "Two died."));
    assert_eq!(
        (articles[0].title.as_deref(), articles[0].url.as_deref()),
        (Some("A < B"), Some("https://example.org/1"))
    );
    assert_eq!(articles[0].published, chrono::NaiveDate::from_ymd_opt(2016, 11, 11));
    assert_eq!((articles[1].text.as_str(), articles[1].language.as_deref()), ("Cinq morts.", Some("fr")));
}

#[test]
fn json_feed_and_ninjs_are_read_by_their_own_names() {
    let (articles, problems) = read_all(
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Example\", \"items\": [{\"id\": \"1\", \"url\": \"https://e.org/1\", \
         \"content_html\": \"<p>Two died.</p>\", \"date_published\": \"2016-11-11T00:00:00Z\"}, {\"id\": 2, \"content_text\": \"Three.\"}]}",
    );
    assert_eq!(problems, [""; 0]);
    assert_eq!((articles[0].text.as_str(), articles[0].source.as_deref()), ("Two died.", Some("Example")));
    assert_eq!(articles[0].published, chrono::NaiveDate::from_ymd_opt(2016, 11, 11));
    assert_eq!(articles[1].text, "Three.");

    let first = "{\"uri\": \"tag:1\", \"type\": \"text\", \"versioncreated\": \"2016-11-11T10:00:00Z\", \"headline\": \"H1\", \"language\": \"en\",\
        \"body_xhtml\": \"<div><p>Two died.</p><p>More.</p></div>\", \"copyrightholder\": \"Example\", \"located\": \"Homs\"}";
    let second = "{\"uri\": \"tag:2\", \"type\": \"text\", \"versioncreated\": \"2016-11-12\", \"headlines\": [{\"role\": \"sub\", \"value\": \"S\"},\
        {\"role\": \"main\", \"value\": \"H2\"}], \"bodies\": [{\"contenttype\": \"text/plain\", \"value\": \"Three died.\"}],\
        \"infosources\": [{\"name\": \"Wire Two\"}]}";
    let third = "{\"uri\": \"https://example.org/3\", \"type\": \"text\", \"versionCreated\": \"2016-11-13\", \"headlines\": [{\"value\": \"H3\"}],\
        \"bodies\": [{\"contentType\": \"text/html\", \"value\": \"<p>Four died.</p>\"}], \"infoSources\": [{\"name\": \"Wire Three\"}]}";
    let (articles, problems) = read_all(&format!("{first}\n{second}\n{third}\n"));
    assert_eq!(problems, [""; 0]);
    let told: Vec<_> = articles
        .iter()
        .map(|article| {
            let day = article.published.map(|day| day.to_string()).unwrap_or_default();
            let [title, source] = [&article.title, &article.source].map(|value| value.clone().unwrap_or_default());
            format!("{} {day} {title} {source} {:?}", article.id, article.text)
        })
        .collect();
    assert_eq!(
        told,
        [
            "tag:1 2016-11-11 H1 Example \"Two died.\\n\\nMore.\"",
            "tag:2 2016-11-12 H2 Wire Two \"Three died.\"",
            "https://example.org/3 2016-11-13 H3 Wire Three \"Four died.\"",
        ]
    );
    assert_eq!(articles[2].url.as_deref(), Some("https://example.org/3"));
}
