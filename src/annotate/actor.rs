//! The actors of an article: every name of a party or speaker that the lexicon's scan found, in tokens, and the record's
//! list of them. It must not know what an actor did or said.

use rustc_hash::FxHashSet;

use super::passage::{ActorMention, Passage};
use crate::article::{Actor, ActorKind};
use crate::lexicon::{Entry, Lexicon};

/// Fills the actor mentions of a passage from its scan.
pub fn read(passage: &mut Passage<'_>) {
    let document = &passage.document;
    let mut mentions = Vec::new();
    let mut first = 0;
    for hit in &passage.scan.hits {
        let Entry::Actor(actor) = hit.entry else { continue };
        while document.tokens.get(first).is_some_and(|token| (token.start as usize) < hit.start) {
            first += 1;
        }
        let behind = document.tokens.get(first..).unwrap_or(&[]);
        let length = behind.iter().take_while(|token| (token.start as usize) < hit.end).count();
        if length > 0 {
            mentions.push(ActorMention { tokens: first..first + length, actor: actor as usize });
        }
    }
    passage.actors = mentions;
}

/// The actors of the record, each once, in the order of the text. Agencies and media count only where a figure is theirs.
pub fn record(passages: &[Passage<'_>], lexicon: &Lexicon) -> Vec<Actor> {
    let statements = passages.iter().flat_map(|passage| &passage.statements);
    let quoted: FxHashSet<&str> =
        statements.filter_map(|statement| statement.attribution.as_ref().map(|actor| actor.id.as_str())).collect();
    let mut seen = FxHashSet::default();
    let mut actors = Vec::new();
    for mention in passages.iter().flat_map(|passage| &passage.actors) {
        let Some(actor) = lexicon.actor(mention.actor as u32) else { continue };
        let messenger =
            matches!(actor.kind, ActorKind::Agency | ActorKind::Media) && !quoted.contains(actor.id.as_str());
        if !messenger && seen.insert(mention.actor) {
            actors.push(Actor { id: actor.id.clone(), name: actor.name.clone(), kind: Some(actor.kind) });
        }
    }
    actors
}
