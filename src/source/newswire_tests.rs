use super::super::{Options, read_held};
use super::*;
use crate::article::Article;

fn read_all(xml: &[u8]) -> (Vec<Article>, Vec<String>) {
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    let flow = read_held(xml, "wire.xml", &Options::default(), &mut |item| {
        match item {
            Ok(found) => articles.push(found.article),
            Err(problem) => problems.push(problem.to_string()),
        }
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    (articles, problems)
}

const NITF: &str = "<nitf xml:lang='en'><head><title>slug</title><docdata><doc-id id-string='w1' regsrc='x'/>\
    <date.issue norm='20161111T101500Z'/><doc.copyright holder='Example Wire'/></docdata></head><body><body.head><hedline>\
    <hl1>Four killed in Homs</hl1><hl2>More wounded</hl2></hedline><dateline><location>HOMS</location>, Syria</dateline>\
    </body.head><body.content><block><p>Shelling killed <num>four</num> civilians on Friday.</p><media><media-caption>A \
    picture</media-caption></media><p>Two were children.</p></block></body.content></body></nitf>";

#[test]
fn nitf_is_one_article() {
    let (articles, problems) =
        read_all(format!("<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'>{NITF}").as_bytes());
    assert_eq!(problems, [""; 0]);
    let article = &articles[0];
    assert_eq!(article.id, "w1");
    assert_eq!(article.title.as_deref(), Some("Four killed in Homs"));
    assert_eq!(article.published, chrono::NaiveDate::from_ymd_opt(2016, 11, 11));
    assert_eq!((article.source.as_deref(), article.language.as_deref()), (Some("Example Wire"), Some("en")));
    assert_eq!(article.text, "HOMS, Syria\n\nShelling killed four civilians on Friday.\n\nTwo were children.");
}

fn message(items: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>2016-11-11\
         </sent></header><itemSet><packageItem guid='urn:p'><itemMeta><itemClass qcode='ninat:composite'/><versionCreated>2016-11-12\
         </versionCreated></itemMeta><groupSet><group><itemRef residref='urn:1'><headline>Ref</headline></itemRef></group></groupSet>\
         </packageItem>{items}</itemSet></newsMessage>"
    )
}

fn item(guid: &str, status: &str, content: &str) -> String {
    format!(
        "<newsItem guid='{guid}' version='2' xml:lang='fr'><itemMeta><itemClass qcode='ninat:text'/><provider literal='exwire'/>\
         <versionCreated>2016-11-11T10:00:00+02:00</versionCreated><pubStatus qcode='stat:{status}'/><link rel='irel:permalink' \
         href='https://example.org/{guid}'/></itemMeta><contentMeta><headline>Head of {guid}</headline><language tag='en-GB'/>\
         <dateline>HOMS</dateline></contentMeta><contentSet>{content}</contentSet></newsItem>"
    )
}

#[test]
fn a_package_gives_all_its_items() {
    let xhtml = "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title>\
        </head><body><p>Homs: two died.</p><p>More.</p></body></html></inlineXML>";
    let nitf = format!("<inlineXML contenttype='application/nitf+xml'>{NITF}</inlineXML>");
    let items = [
        item("a", "usable", &nitf),
        item("b", "usable", xhtml),
        item("c", "usable", "<inlineData contenttype='text/plain'>Three died.</inlineData>"),
        item("d", "usable", "<inlineData contenttype='text/html'>&lt;p&gt;Five died.&lt;/p&gt;</inlineData>"),
        item("e", "canceled", "<inlineData>Nine died.</inlineData>"),
        "<newsItem guid='f'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta><contentSet/></newsItem>"
            .to_string(),
        item("g", "usable", ""),
    ];
    let (articles, problems) = read_all(message(&items.concat()).as_bytes());
    let told: Vec<(&str, &str)> = articles.iter().map(|article| (article.id.as_str(), article.text.as_str())).collect();
    assert_eq!(told[0].0, "a");
    assert!(told[0].1.starts_with("HOMS\n\nShelling killed four"), "{told:?}");
    assert_eq!(
        told[1..],
        [("b", "Homs: two died.\n\nMore."), ("c", "HOMS\n\nThree died."), ("d", "HOMS\n\nFive died.")]
    );
    let article = &articles[1];
    assert_eq!((article.title.as_deref(), article.source.as_deref()), (Some("Head of b"), Some("exwire")));
    assert_eq!((article.url.as_deref(), article.language.as_deref()), (Some("https://example.org/b"), Some("en")));
    assert_eq!(article.published, chrono::NaiveDate::from_ymd_opt(2016, 11, 11));
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].contains("cancelled") && problems[1].contains("without text"), "{problems:?}");
}

#[test]
fn an_encoding_that_is_declared_is_decoded_and_said() {
    let xml = format!("<?xml version='1.0' encoding='ISO-8859-1'?>{}", NITF.replace("Friday", "vendredi \u{e0} midi"));
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&xml);
    let (articles, _) = read_all(&bytes);
    assert!(articles[0].text.contains("vendredi \u{e0} midi"));
    assert_eq!(articles[0].encoding.as_ref().unwrap().known_by.as_str(), "declared");
}

#[test]
fn what_comes_before_a_break_is_read() {
    let xml =
        message(&[item("a", "usable", "<inlineData>Two died.</inlineData>"), "\n<newsItem></broken>".into()].concat());
    let (articles, problems) = read_all(xml.as_bytes());
    assert_eq!(articles.len(), 1);
    assert!(
        problems[0].starts_with("wire.xml:2: is broken XML") && problems[0].contains("the 1 items before"),
        "{problems:?}"
    );
}
