//! Builds the lexicons from their files: the embedded ones or those of a directory. Must not know what a row means
//! beyond which table it goes into, nor search anything.

use std::borrow::Cow;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::table::{LexiconError, Row, read_rows};
use super::{Actors, Entry, Lexicon, Phrases, entries};

/// Name and contents of every lexicon file.
pub(super) const EMBEDDED_FILES: [(&str, &str); 9] = [
    ("actors.tsv", include_str!("../../data/actors.tsv")),
    ("actor_forms.tsv", include_str!("../../data/actor_forms.tsv")),
    ("victims.tsv", include_str!("../../data/victims.tsv")),
    ("demonyms.tsv", include_str!("../../data/demonyms.tsv")),
    ("effects.tsv", include_str!("../../data/effects.tsv")),
    ("methods.tsv", include_str!("../../data/methods.tsv")),
    ("cues.tsv", include_str!("../../data/cues.tsv")),
    ("sources.tsv", include_str!("../../data/sources.tsv")),
    ("reporting.tsv", include_str!("../../data/reporting.tsv")),
];

pub(super) fn empty() -> Lexicon {
    Lexicon {
        actors: Actors::default(),
        victims: Vec::new(),
        demonyms: Vec::new(),
        effects: Vec::new(),
        methods: Vec::new(),
        cues: Vec::new(),
        sources: Vec::new(),
        reporting: Vec::new(),
        phrases: Phrases::with_capacity(14_000),
    }
}

pub(super) fn load(directory: &Path) -> Result<Lexicon, LexiconError> {
    let mut files = EMBEDDED_FILES.map(|(name, text)| (name, Cow::Borrowed(text)));
    for (name, text) in &mut files {
        let path = directory.join(*name);
        match std::fs::read_to_string(&path) {
            Ok(own) => *text = own.into(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(LexiconError {
                    file: path.display().to_string(),
                    line: 0,
                    column: None,
                    problem: format!("cannot be read as UTF-8 text ({error})"),
                    advice: "make it readable, or remove it to use the embedded one".into(),
                });
            }
        }
    }
    build(&files)
}

/// Reads all files and checks what concerns several rows at once.
pub(super) fn build(files: &[(&'static str, Cow<'_, str>)]) -> Result<Lexicon, LexiconError> {
    let mut lexicon = empty();
    for (name, text) in files {
        read_file(&mut lexicon, name, text)?;
    }
    let Lexicon { actors, demonyms, .. } = &mut lexicon;
    let mut adjectives = FxHashMap::default();
    for demonym in demonyms.iter().filter(|demonym| demonym.adjective) {
        if let Some(country) = demonym.country.as_deref() {
            adjectives.entry(country).or_insert(&demonym.word);
        }
    }
    actors.derive(|country| adjectives.get(country).map(|word| word.to_string()));
    Ok(lexicon)
}

fn read_file(lexicon: &mut Lexicon, name: &str, text: &str) -> Result<(), LexiconError> {
    let Lexicon { actors, victims, demonyms, effects, methods, cues, sources, reporting, phrases } = lexicon;
    match name {
        "actors.tsv" => {
            let mut children = Vec::new();
            read_rows(name, text, super::actors::ACTOR_COLUMNS, |row| {
                let entry = Entry::Actor(actors.rows().len() as u32);
                let aliases = actors.add(&row)?;
                for alias in std::iter::once(row.text(1)).chain(aliases) {
                    add(phrases, &row, 5, alias, entry, |other| matches!(other, Entry::Actor(_)) && other != entry)?;
                }
                children.extend(row.optional(6).map(|parent| (row, parent)));
                Ok(())
            })?;
            // A parent may stand in a later line than its children, so this waits for the whole file.
            match children.iter().find(|(_, parent)| !actors.has_row(parent)) {
                Some((row, parent)) => {
                    let problem = format!("no line has the id {parent:?}");
                    Err(row.error(6, &problem, "write the id of another line, or -"))
                }
                None => Ok(()),
            }
        }
        "actor_forms.tsv" => read_rows(name, text, super::actors::FORM_COLUMNS, |row| {
            let index = actors.forms.len() as u32;
            actors.add_form(&row)?;
            for form in row.list(4) {
                add(phrases, &row, 4, form, Entry::Form(index), |entry| matches!(entry, Entry::Form(_)))?;
            }
            Ok(())
        }),
        "victims.tsv" => read_rows(name, text, entries::VICTIM_COLUMNS, |row| {
            let from = victims.len();
            entries::victims(&row, |entry| victims.push(entry))?;
            for (index, word) in victims.iter().enumerate().skip(from) {
                let modifier = |index: u32| {
                    victims.get(index as usize).is_some_and(|word| word.kind == entries::PersonKind::Modifier)
                };
                add(
                    phrases,
                    &row,
                    0,
                    &word.word,
                    Entry::Victim(index as u32),
                    |entry| matches!(entry, Entry::Victim(other) if modifier(other) == modifier(index as u32)),
                )?;
            }
            Ok(())
        }),
        "demonyms.tsv" => read_rows(name, text, entries::DEMONYM_COLUMNS, |row| {
            let from = demonyms.len();
            entries::demonyms(&row, |entry| demonyms.push(entry))?;
            for (index, word) in demonyms.iter().enumerate().skip(from) {
                let entry = Entry::Demonym(index as u32);
                add(phrases, &row, 0, &word.word, entry, |entry| matches!(entry, Entry::Demonym(_)))?;
            }
            Ok(())
        }),
        "effects.tsv" => read_rows(name, text, entries::EFFECT_COLUMNS, |row| {
            let from = effects.len();
            entries::effects(&row, |entry| effects.push(entry))?;
            for (index, word) in effects.iter().enumerate().skip(from) {
                add(phrases, &row, 0, &word.word, Entry::Effect(index as u32), |entry| {
                    matches!(entry, Entry::Effect(other)
                        if effects.get(other as usize).is_some_and(|other| other.kind == word.kind))
                })?;
            }
            Ok(())
        }),
        "methods.tsv" => read_rows(name, text, entries::METHOD_COLUMNS, |row| {
            let from = methods.len();
            entries::methods(&row, |entry| methods.push(entry))?;
            for (index, word) in methods.iter().enumerate().skip(from) {
                let entry = Entry::Method(index as u32);
                add(phrases, &row, 0, &word.word, entry, |entry| matches!(entry, Entry::Method(_)))?;
            }
            Ok(())
        }),
        "cues.tsv" => read_rows(name, text, entries::CUE_COLUMNS, |row| {
            let from = cues.len();
            entries::cues(&row, |entry| cues.push(entry))?;
            for (index, cue) in cues.iter().enumerate().skip(from) {
                add(phrases, &row, 1, &cue.phrase, Entry::Cue(index as u32), |entry| {
                    matches!(entry, Entry::Cue(other)
                        if cues.get(other as usize).is_some_and(|other| other.kind == cue.kind))
                })?;
            }
            Ok(())
        }),
        "sources.tsv" => read_rows(name, text, entries::SOURCE_COLUMNS, |row| {
            if let Some(form) = row.optional(3).filter(|form| actors.forms.iter().all(|known| known.id != *form)) {
                let problem = format!("actor_forms.tsv has no form {form:?}");
                return Err(row.error(3, &problem, "use an id of that file, or -"));
            }
            let from = sources.len();
            entries::sources(&row, |entry| sources.push(entry))?;
            for (index, word) in sources.iter().enumerate().skip(from) {
                let entry = Entry::Source(index as u32);
                add(phrases, &row, 0, &word.word, entry, |entry| matches!(entry, Entry::Source(_)))?;
            }
            Ok(())
        }),
        "reporting.tsv" => read_rows(name, text, entries::REPORTING_COLUMNS, |row| {
            let from = reporting.len();
            entries::reporting(&row, |entry| reporting.push(entry))?;
            for (index, word) in reporting.iter().enumerate().skip(from) {
                let entry = Entry::Reporting(index as u32);
                add(phrases, &row, 0, &word.word, entry, |entry| matches!(entry, Entry::Reporting(_)))?;
            }
            Ok(())
        }),
        _ => Ok(()),
    }
}

/// Adds a phrase for a row, or says which other row has it.
fn add(
    phrases: &mut Phrases<Entry>,
    row: &Row<'_>,
    column: usize,
    phrase: &str,
    entry: Entry,
    clashes: impl Fn(Entry) -> bool,
) -> Result<(), LexiconError> {
    match phrases.add(phrase, entry, clashes) {
        Ok(true) => Ok(()),
        Ok(false) => Err(row.error(column, &format!("{phrase:?} has no letter or digit"), "write a word")),
        Err(_) => Err(row.error(
            column,
            &format!("{phrase:?} stands in an earlier line of this file"),
            "keep it in one of the two lines",
        )),
    }
}
