//! From the name of a party to the ids that records carry: a state's name stands for its institutions, a group's for its
//! parts, a common noun for those of a country. It must not know how a question names them.

use super::reader::push;
use super::tables::NOUN_ACTORS;
use super::{QuestionContext, QuestionError};
use crate::article::ActorKind;
use crate::lexicon::{Actor, Lexicon};
use crate::text::fold::fold;

/// Which parts of a state its name stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What fights.
    Forces,
    /// What fights or speaks.
    Any,
}

/// The ids that a named actor stands for: itself and what belongs to it. A state's name stands for its forces, and for
/// its ministries and officials where they speak; one of its forces for all that a text may call it.
pub fn with_parts(lexicon: &Lexicon, actor: u32, part: Part) -> Vec<String> {
    let Some(named) = lexicon.actor(actor) else { return Vec::new() };
    let mut ids = vec![named.id.clone()];
    let state = named.country.as_deref().and_then(|country| lexicon.state(country));
    if let Some(state) = state.filter(|_| stands_for_state(named)) {
        let fits = |kind: ActorKind| match kind {
            ActorKind::ArmedForce => true,
            ActorKind::Police => named.kind != ActorKind::ArmedForce,
            ActorKind::State | ActorKind::Government | ActorKind::Ministry => true,
            ActorKind::Official | ActorKind::Media => part == Part::Any,
            _ => false,
        };
        for id in institutions(lexicon, state) {
            let found = lexicon.actor_by_id(&id).and_then(|index| lexicon.actor(index));
            // A ministry speaks; of those, only the army's fight.
            let speaker = found.is_some_and(|actor| actor.kind == ActorKind::Ministry) && part == Part::Forces;
            if found.is_some_and(|actor| fits(actor.kind)) && !speaker {
                push(&mut ids, id);
            }
        }
    }
    // What names another actor as its parent, over several steps.
    let mut from = 0;
    while from < ids.len() {
        let parent = ids[from].clone();
        from += 1;
        for row in lexicon.actors.rows() {
            if row.parent.as_deref() == Some(parent.as_str()) && !(speaks_only(row.kind) && part == Part::Forces) {
                push(&mut ids, row.id.clone());
            }
        }
    }
    ids
}

fn speaks_only(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::Media | ActorKind::Agency)
}

/// Whether a name means the state at large: the state, its government, its armed forces as a whole.
fn stands_for_state(actor: &Actor) -> bool {
    match actor.kind {
        ActorKind::State | ActorKind::Government => true,
        ActorKind::ArmedForce => {
            ["-army", "-military", "-forces", "-government-forces", "-security-forces", "-armed-forces"]
                .iter()
                .any(|end| actor.id.ends_with(end))
                || actor.parent.is_none()
                || is_national_army(actor)
        }
        _ => false,
    }
}

/// The army of a state under its own name: the FARDC, the Tatmadaw.
fn is_national_army(actor: &Actor) -> bool {
    let names = std::iter::once(actor.name.as_str()).chain(actor.aliases());
    let army = |name: &str| ["army", "armed forces", "military"].iter().any(|word| name.to_lowercase().ends_with(word));
    actor.parent.is_some() && !actor.name.to_lowercase().contains("air force") && names.into_iter().any(army)
}

/// Ids of a state and all its institutions; its own rows of the lexicon name one of them as their parent.
fn institutions(lexicon: &Lexicon, state: u32) -> Vec<String> {
    let own = lexicon.actor(state).map(|actor| actor.id.clone());
    own.into_iter().chain(lexicon.actors.institutions(state)).collect()
}

/// Whom a common noun means in these countries; or only what kind of speaker it is.
pub fn noun_ids(
    word: &str,
    field: &str,
    countries: &[String],
    context: &QuestionContext<'_>,
) -> (Vec<String>, Option<ActorKind>) {
    let lexicon = context.lexicon;
    let mut ids = Vec::new();
    let nouns = || NOUN_ACTORS.iter().filter(|noun| noun.words.contains(&word));
    let mut of_country: Vec<_> =
        nouns().filter(|noun| countries.iter().any(|country| country == noun.country)).collect();
    if of_country.is_empty() {
        of_country = nouns().filter(|noun| noun.country.is_empty()).collect();
    }
    for id in of_country.iter().flat_map(|noun| &noun.actors) {
        push(&mut ids, (*id).to_owned());
    }
    let source = lexicon.source(word);
    let kind = source.map(|source| source.kind);
    let form =
        source.and_then(|source| source.form.clone()).or_else(|| lexicon.actors.form_named(word).map(str::to_owned));
    if let (true, Some(form)) = (ids.is_empty(), form) {
        let part = if field == "by" { Part::Forces } else { Part::Any };
        for country in countries {
            if let Some(index) = lexicon.institution(country, &form) {
                with_parts(lexicon, index, part).into_iter().for_each(|id| push(&mut ids, id));
            }
        }
        // "Libyan rebels" may be a row of its own.
        let adjectives = lexicon.demonyms.iter().filter(|demonym| demonym.adjective);
        for demonym in
            adjectives.filter(|demonym| demonym.country.as_ref().is_some_and(|code| countries.contains(code)))
        {
            if let Some(index) = lexicon.actor_named(&format!("{} {word}", demonym.word)).filter(|_| !ids.is_empty()) {
                let part = if field == "by" { Part::Forces } else { Part::Any };
                with_parts(lexicon, index, part).into_iter().for_each(|id| push(&mut ids, id));
            }
        }
        // Texts name them without their country too: "the rebels".
        if !ids.is_empty() {
            push(&mut ids, slug(word));
        }
    }
    (ids, kind)
}

/// The id of an actor that no table has: its name in small letters with hyphens.
pub fn slug(name: &str) -> String {
    fold(name).replace(' ', "-")
}

/// Names of actors that are written nearly like this.
pub fn suggest(lexicon: &Lexicon, name: &str) -> Vec<String> {
    let wanted = fold(name);
    if wanted.chars().count() < 3 {
        return Vec::new();
    }
    let mut near: Vec<(usize, &str)> = Vec::new();
    for row in lexicon.actors.rows() {
        let names = std::iter::once(row.name.as_str()).chain(row.aliases());
        let best = names
            .map(|alias| {
                let folded = fold(alias);
                if folded.starts_with(&wanted) { 1 } else { edit_distance(&wanted, &folded) }
            })
            .min();
        if let Some(best) = best.filter(|best| *best <= wanted.len() / 4 + 1) {
            near.push((best, &row.name));
        }
    }
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// Letters to insert, delete or replace.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, left) in a.chars().enumerate() {
        let mut diagonal = row.first().copied().unwrap_or(0);
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
        for (column, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != *right);
            diagonal = row.get(column + 1).copied().unwrap_or(usize::MAX);
            let around = diagonal.min(row.get(column).copied().unwrap_or(usize::MAX)).saturating_add(1);
            if let Some(cell) = row.get_mut(column + 1) {
                *cell = replaced.min(around);
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Reads the value of `--by`, `--actor` or `--source`: an actor's id, name or alias. Gives its id and those of its parts.
pub fn actor_filter(text: &str, context: &QuestionContext<'_>) -> Result<Vec<String>, QuestionError> {
    let lexicon = context.lexicon;
    let name = text.trim();
    let bare = name.strip_prefix("the ").unwrap_or(name);
    let named = || {
        lexicon
            .actor_by_id(bare)
            .or_else(|| lexicon.actor_named(bare))
            .or_else(|| lexicon.actor_named(&bare.to_ascii_uppercase()))
    };
    if let Some(index) = named() {
        return Ok(with_parts(lexicon, index, Part::Any));
    }
    if let Some(demonym) = lexicon.demonym(bare) {
        return Ok(match demonym.country.as_deref().and_then(|country| lexicon.state(country)) {
            Some(state) => with_parts(lexicon, state, Part::Any),
            None => vec![slug(bare)],
        });
    }
    let (ids, _) = noun_ids(&bare.to_lowercase(), "source", &[], context);
    if !ids.is_empty() {
        return Ok(ids);
    }
    if lexicon.source(bare).is_some() || lexicon.victim(bare).is_some() {
        return Ok(vec![slug(bare)]);
    }
    // Speakers and doers that no lexicon has are known by the ids that facets show: "karim-haddad".
    if bare.contains('-') && slug(bare) == bare {
        return Ok(vec![bare.to_string()]);
    }
    Err(QuestionError {
        column: 1,
        message: format!("no party or source is known as {name:?}"),
        suggestions: suggest(lexicon, name),
    })
}
