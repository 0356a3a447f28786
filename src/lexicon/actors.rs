//! Actors as data: the rows of `actors.tsv`, and the armies, ministries and media of every state, which
//! `actor_forms.tsv` derives from a demonym ("Iraqi" + "interior ministry"). Must not know how texts are scanned.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::table::{LexiconError, Row};
use crate::vocabulary::{ActorKind, VictimClass};

pub const ACTOR_COLUMNS: &[&str] = &["id", "name", "kind", "country", "class", "aliases", "parent", "context"];
pub const FORM_COLUMNS: &[&str] = &["id", "name", "kind", "class", "forms"];

/// A party to a conflict or a speaker about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: String,
    /// Canonical short English name.
    pub name: String,
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// What its members are when they come to harm.
    pub class: Option<VictimClass>,
    /// Id of the actor that this one belongs to.
    pub parent: Option<String>,
    /// The cell of the file; see `aliases`.
    alias_cell: String,
}

impl Actor {
    /// Names under which texts speak of it, beside `name`; none for derived actors.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.alias_cell.split('|').filter(|alias| !alias.is_empty())
    }
}

/// An institution that every state has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorForm {
    pub id: String,
    /// `{}` stands for the demonym.
    pub name: String,
    pub kind: ActorKind,
    pub class: Option<VictimClass>,
    pub forms: Vec<String>,
}

/// Words near an alias without which it is not the actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Folded hashes of the words.
    pub words: Vec<u64>,
    /// What to do where the surroundings are all capitals, and where they are not.
    pub rule: ContextRule,
}

/// When the words of a context are needed. Initials with dots (`U.S.`) are never in doubt in capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContextRule {
    #[default]
    Always,
    /// `capitals:`: only where the surroundings are all capitals.
    InCapitals,
    /// `mixed:`: where they are all capitals the alias is not the actor (`US`, `WHO` and `IS` are words there);
    /// elsewhere the words, if any, are needed.
    NeverInCapitals,
}

/// Every actor: the rows of the file first, then the derived ones, which are made when first asked for.
#[derive(Debug, Default)]
pub struct Actors {
    pub(super) rows: Vec<Actor>,
    pub(super) contexts: FxHashMap<u32, Context>,
    pub(super) forms: Vec<ActorForm>,
    /// Indices into `rows`.
    pub(super) states: Vec<u32>,
    /// Adjective of each state, as derived names show it.
    adjectives: Vec<String>,
    /// Derived slots that a row of the file fills: `iraq-army` in the file is the army of `iraq`.
    overrides: FxHashMap<u32, u32>,
    derived: Vec<OnceLock<Box<Actor>>>,
    by_id: FxHashMap<String, u32>,
    state_of_country: FxHashMap<String, u32>,
}

impl Actors {
    /// Reads one row of `actors.tsv` and gives the aliases to match it by.
    pub(super) fn add<'t>(&mut self, row: &Row<'t>) -> Result<Vec<&'t str>, LexiconError> {
        let aliases = row.checked_list(5)?;
        let actor = Actor {
            id: row.text(0).to_string(),
            name: row.text(1).to_string(),
            kind: row.value(2)?,
            country: country(row, 3)?,
            class: row.optional_value(4)?,
            parent: row.optional(6).map(str::to_string),
            alias_cell: row.optional(5).unwrap_or("").to_string(),
        };
        let index = self.rows.len() as u32;
        if self.by_id.insert(actor.id.clone(), index).is_some() {
            return Err(row.error(0, &format!("the id {:?} is taken by an earlier line", actor.id), "choose another"));
        }
        if let Some(words) = row.optional(7) {
            self.contexts.insert(index, context(words));
        }
        if actor.kind == ActorKind::State {
            self.states.push(index);
        }
        self.rows.push(actor);
        Ok(aliases)
    }

    pub(super) fn add_form(&mut self, row: &Row<'_>) -> Result<(), LexiconError> {
        self.forms.push(ActorForm {
            id: row.text(0).to_string(),
            name: row.text(1).to_string(),
            kind: row.value(2)?,
            class: row.optional_value(3)?,
            forms: row.checked_list(4)?.into_iter().map(str::to_string).collect(),
        });
        if !row.text(1).contains("{}") {
            return Err(row.error(1, "the name has no place for the demonym", "write {} where the demonym belongs"));
        }
        Ok(())
    }

    /// Call once all rows and forms are in. `adjective` gives the demonym of a country code.
    pub(super) fn derive(&mut self, adjective: impl Fn(&str) -> Option<String>) {
        let mut ordinals = FxHashMap::default();
        for (ordinal, &state) in self.states.iter().enumerate() {
            let Some(row) = self.rows.get(state as usize) else { continue };
            ordinals.insert(row.id.as_str(), ordinal);
            if let Some(country) = &row.country {
                self.state_of_country.entry(country.clone()).or_insert(ordinal as u32);
            }
            let word = row.country.as_deref().and_then(&adjective);
            self.adjectives.push(word.unwrap_or_else(|| row.name.clone()));
        }
        for (index, row) in self.rows.iter().enumerate() {
            for (dash, _) in row.id.match_indices('-') {
                let (state, form) = row.id.split_at(dash);
                let Some(&ordinal) = ordinals.get(state) else { continue };
                let form = form.strip_prefix('-').unwrap_or(form);
                if let Some(form) = self.forms.iter().position(|known| known.id == form) {
                    self.overrides.insert((ordinal * self.forms.len() + form) as u32, index as u32);
                }
            }
        }
        self.derived = (0..self.states.len() * self.forms.len()).map(|_| OnceLock::new()).collect();
    }

    /// The index of a state's institution, both given by their ordinals.
    pub(super) fn institution(&self, state: u32, form: u32) -> u32 {
        let slot = state * self.forms.len() as u32 + form;
        self.overrides.get(&slot).copied().unwrap_or(self.rows.len() as u32 + slot)
    }

    /// The ordinal of the state of a country code.
    pub(super) fn state_ordinal(&self, country: &str) -> Option<u32> {
        self.state_of_country.get(country).copied()
    }

    /// The actor of an index that a hit gave.
    pub fn get(&self, index: u32) -> Option<&Actor> {
        let slot = match (index as usize).checked_sub(self.rows.len()) {
            None => return self.rows.get(index as usize),
            Some(slot) => slot,
        };
        let cell = self.derived.get(slot)?;
        let forms = self.forms.len();
        let form = self.forms.get(slot.checked_rem(forms)?)?;
        let ordinal = slot / forms;
        let state = self.rows.get(*self.states.get(ordinal)? as usize)?;
        let adjective = self.adjectives.get(ordinal)?;
        Some(cell.get_or_init(|| {
            Box::new(Actor {
                id: format!("{}-{}", state.id, form.id),
                name: form.name.replace("{}", adjective),
                kind: form.kind,
                country: state.country.clone(),
                class: form.class,
                parent: Some(state.id.clone()),
                alias_cell: String::new(),
            })
        }))
    }

    /// The index of an actor by its id, derived actors included.
    pub fn by_id(&self, id: &str) -> Option<u32> {
        if let Some(&index) = self.by_id.get(id) {
            return Some(index);
        }
        (0..self.states.len() as u32).find_map(|ordinal| {
            let state = self.rows.get(*self.states.get(ordinal as usize)? as usize)?;
            let form = id.strip_prefix(state.id.as_str())?.strip_prefix('-')?;
            let form = self.forms.iter().position(|known| known.id == form)?;
            Some(self.institution(ordinal, form as u32))
        })
    }

    /// Ids of all institutions of the state whose index this is.
    pub fn institutions(&self, state: u32) -> Vec<String> {
        let Some(ordinal) = self.states.iter().position(|&known| known == state) else { return Vec::new() };
        let forms = 0..self.forms.len() as u32;
        forms
            .filter_map(|form| self.get(self.institution(ordinal as u32, form)).map(|actor| actor.id.clone()))
            .collect()
    }

    /// The id of the institution that a word names: "army", "federal police".
    pub fn form_named(&self, word: &str) -> Option<&str> {
        let named = |form: &&ActorForm| form.forms.iter().any(|known| known.eq_ignore_ascii_case(word));
        self.forms.iter().find(named).map(|form| form.id.as_str())
    }

    /// Whether the file has a row with this id.
    pub(super) fn has_row(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// The actors of the file, without the derived ones.
    pub fn rows(&self) -> &[Actor] {
        &self.rows
    }
}

fn country(row: &Row<'_>, column: usize) -> Result<Option<String>, LexiconError> {
    match row.optional(column) {
        Some(code) if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => Ok(Some(code.into())),
        Some(code) => Err(row.error(
            column,
            &format!("{code:?} is no country code"),
            "write two capitals of ISO 3166-1, or - for none",
        )),
        None => Ok(None),
    }
}

fn context(words: &str) -> Context {
    let (rule, words) = match words.split_once(':') {
        Some(("capitals", rest)) => (ContextRule::InCapitals, rest),
        Some(("mixed", rest)) => (ContextRule::NeverInCapitals, rest),
        _ => (ContextRule::Always, words),
    };
    let mut cut = Vec::new();
    super::words::cut(words, &mut cut);
    Context { words: cut.iter().map(|word| word.hash).collect(), rule }
}
