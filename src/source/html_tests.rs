use super::super::{Item, Options, read_held};
use super::*;
use crate::article::Article;

fn items_of(html: &[u8]) -> Vec<Item> {
    let mut items = Vec::new();
    let flow = read_held(html, "page.html", &Options::default(), &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    items
}

fn article(html: &str) -> Article {
    let items = items_of(html.as_bytes());
    items.into_iter().find_map(Result::ok).expect("an article").article
}

const BODY: &str = "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Four killed in shelling</h1>\
    <p>HOMS, Nov. 11 - Shelling killed four civilians in the Waer district of Homs on Friday, doctors at the town's \
    hospital said, the heaviest toll in the area for a month.</p><p onclick=\"alert('x')\">Two of the dead were \
    children, a doctor said by telephone, and eleven people were wounded, three of them badly.</p>\
    <script>var killed = 'killed 99 people';</script></article><footer>Copyright. All rights reserved.</footer>";

#[test]
fn the_article_is_found_and_what_the_page_says_of_it() {
    let page = format!(
        "<!doctype html><html lang='en-GB'><head><title>Four killed - Example Wire</title>\
         <link rel='canonical' href='https://example.org/homs'><script type='application/ld+json'>{{\"@context\":\
         \"https://schema.org\",\"@graph\":[{{\"@type\":\"WebSite\"}},{{\"@type\":[\"NewsArticle\"],\"headline\":\
         \"Four killed in Homs\",\"datePublished\":\"2016-11-11T10:00:00Z\",\"publisher\":{{\"name\":\"Example Wire\"}}}}]}}\
         </script></head><body>{BODY}</body></html>"
    );
    let article = article(&page);
    assert_eq!(article.id, "page.html");
    assert_eq!(article.title.as_deref(), Some("Four killed in Homs"));
    assert_eq!(article.published, chrono::NaiveDate::from_ymd_opt(2016, 11, 11));
    assert_eq!(article.source.as_deref(), Some("Example Wire"));
    assert_eq!(article.url.as_deref(), Some("https://example.org/homs"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert!(article.text.contains("killed four civilians"), "{}", article.text);
    assert!(article.text.contains("for a month.\n\nTwo of the dead"), "{}", article.text);
    for unread in ["99", "alert", "Home", "rights reserved"] {
        assert!(!article.text.contains(unread), "{unread} in {}", article.text);
    }
}

#[test]
fn opengraph_and_time_elements_stand_in() {
    let page = format!(
        "<html><head><meta property='og:title' content='Four killed &amp; more'><meta property='og:site_name' \
         content='Example'><meta property='og:url' content='https://example.org/a'></head><body>{}</body></html>",
        BODY.replace("<p>HOMS", "<time datetime='2016-11-11T08:00'>Friday</time><p>HOMS")
    );
    let article = article(&page);
    assert_eq!(article.title.as_deref(), Some("Four killed & more"));
    assert_eq!(article.source.as_deref(), Some("Example"));
    assert_eq!(article.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(article.published, chrono::NaiveDate::from_ymd_opt(2016, 11, 11));
}

#[test]
fn two_times_that_differ_give_no_day() {
    let page = format!("<html><body><time datetime='2016-11-11'>a</time><time datetime='2016-11-12'>b</time>{BODY}");
    assert_eq!(article(&page).published, None);
}

#[test]
fn the_encoding_that_a_page_declares_is_taken_and_said() {
    let page = format!(
        "<html><head><meta charset='windows-1251'></head><body>{}</body>",
        BODY.replace("a doctor", "врач Иванов")
    );
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&page);
    let items = items_of(&bytes);
    let found = items.iter().find_map(|item| item.as_ref().ok()).expect("an article");
    assert!(found.article.text.contains("врач Иванов"));
    let encoding = found.article.encoding.as_ref().expect("an encoding");
    assert_eq!((encoding.name.as_str(), encoding.known_by.as_str()), ("windows-1251", "declared"));
}

#[test]
fn pages_that_are_built_to_hurt_cost_little() {
    let started = std::time::Instant::now();
    let nested = |open: &str, times: usize| format!("<html><body>{}<p>Two died.", open.repeat(times));
    for (name, page) in [
        ("deep", nested("<div>", 40_000)),
        ("deep enough", nested("<div>", 390)),
        ("inline", nested("<b><i>", 150)),
        ("tables", nested("<table><tr><td>", 120)),
        ("lists", nested("<ul><li>", 190)),
        ("wide", format!("<html><body>{}", "<p>Two died, he said.".repeat(45_000))),
        ("spans", format!("<html><body><p>{}", "<span>Two</span> ".repeat(45_000))),
        ("mixed", format!("<html><body>{}", format!("{}Two{}", "<div>".repeat(300), "</div>".repeat(300)).repeat(160))),
        ("breaks", format!("<html><body>Two died.{}", "<br>".repeat(45_000))),
        ("attributes", format!("<html><body><p {}>Two died.", "a=1 ".repeat(200_000))),
        ("comments", nested("<!--", 200_000)),
        ("entities", format!("<html><body><p>Two died.{}", "&amp".repeat(500_000))),
        ("brackets", format!("<html><body><p>Two died.{}", "<".repeat(500_000))),
        ("words", format!("<html><body><p>{}", "Two people, died. ".repeat(400_000))),
    ] {
        let at = started.elapsed();
        let count = items_of(page.as_bytes()).len();
        let took = started.elapsed() - at;
        assert!(took.as_secs() < 20, "{name} took {took:?}");
        assert_eq!(count, 1, "{name}");
    }
    assert!(items_of(&vec![b'<'; MOST_HTML + 1])[0].is_err());
}
