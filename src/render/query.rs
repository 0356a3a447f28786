//! A query in words: how a question was read, constraint by constraint. It must not know how the words were typed.

use crate::query::ast::{Area, Circle, Query};

use super::escape::line;
use super::words::{country, group_noun, number, period, plain, where_it_is};

/// Alternatives of one constraint that are named; a government has dozens of ministries.
const SHOWN: usize = 3;

/// Every constraint as a phrase, in a fixed order; `actor` gives the name of an actor's id.
pub fn phrases(query: &Query, actor: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut said = Vec::new();
    let mut list = |prefix: &str, mut words: Vec<String>| {
        if words.len() > SHOWN + 1 {
            let more = words.split_off(SHOWN).len();
            words.push(format!("{more} more"));
        }
        if !words.is_empty() {
            said.push(format!("{prefix}{}", words.join(" or ")));
        }
    };
    let actors = |ids: &[String]| ids.iter().map(|id| line(&actor(id))).collect::<Vec<_>>();
    let words = |words: &[&'static str]| words.iter().map(|word| plain(word)).collect::<Vec<_>>();
    let texts = |words: &[String]| words.iter().map(|word| line(word)).collect::<Vec<_>>();

    list("", query.effect.iter().map(|effect| plain(super::words::effect(*effect))).collect());
    list("victims: ", words(&query.victims.iter().map(|class| class.as_str()).collect::<Vec<_>>()));
    list("among them: ", query.groups.iter().map(|group| group_noun(*group, false)).collect());
    list(
        "of: ",
        query.affiliation.iter().map(|name| if name.len() == 2 { country(name) } else { line(name) }).collect(),
    );
    list("", count(query.min, query.max).into_iter().collect());
    list("within ", query.near.iter().map(circle).collect());
    list("in ", query.within.iter().map(area).collect());
    list("", Some(period(query.from, query.to)).filter(|words| !words.is_empty()).into_iter().collect());
    list("by ", actors(&query.by));
    list("according to ", actors(&query.source));
    list("according to: ", words(&query.source_kind.iter().map(|kind| kind.as_str()).collect::<Vec<_>>()));
    list("denied by ", actors(&query.denied_by));
    list("method: ", words(&query.method.iter().map(|method| method.as_str()).collect::<Vec<_>>()));
    list("scope: ", words(&query.scope.iter().map(|scope| scope.as_str()).collect::<Vec<_>>()));
    list("stance: ", words(&query.stance.iter().map(|stance| stance.as_str()).collect::<Vec<_>>()));
    list("confidence at least ", query.min_confidence.iter().map(|least| least.to_string()).collect());
    list("naming ", actors(&query.actor));
    list("filed from ", query.dateline.iter().map(area).collect());
    list("filed by ", texts(&query.agency));
    list("in the language ", texts(&query.language));
    let published = period(query.published_from, query.published_to);
    list("published ", Some(published).filter(|words| !words.is_empty()).into_iter().collect());
    list("text: ", query.text.iter().map(|text| line(text)).collect());
    said
}

fn count(min: Option<u64>, max: Option<u64>) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) if min == max => Some(number(min)),
        (Some(min), Some(max)) => Some(format!("{} to {}", number(min), number(max))),
        (Some(min), None) => Some(format!("{} or more", number(min))),
        (None, Some(max)) => Some(format!("{} or fewer", number(max))),
        (None, None) => None,
    }
}

fn circle(circle: &Circle) -> String {
    let point = format!("{:.2}, {:.2}", circle.lat, circle.lon);
    let centre = match &circle.name {
        Some(name) => {
            let name = where_it_is(name, circle.admin1.as_deref(), circle.country.as_deref());
            format!("{name} ({point})")
        }
        None => point,
    };
    format!("{} km of {centre}", (circle.radius_km * 10.0).round() / 10.0)
}

fn area(area: &Area) -> String {
    let admin1 = area.admin1.as_deref().filter(|admin1| *admin1 != area.name);
    where_it_is(&area.name, admin1, area.country.as_deref().filter(|code| country(code) != area.name))
}
