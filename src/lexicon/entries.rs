//! What the other lexicon files say of a word: people, harm, weapons, cues, sources, reporting verbs, as plain data read
//! from one row each. Must not know how texts are scanned.

use super::table::{LexiconError, Row};
use crate::vocabulary::{ActorKind, Effect, Group, Method, VictimClass, vocabulary};

vocabulary!(
    /// What a word of `victims.tsv` is in a sentence.
    PersonKind {
        /// Names people by itself: "soldier".
        Person = "person",
        /// Names people by their tie to another person: "wife".
        Relative = "relative",
        /// One word for many: "family", "crew", "couple".
        Collective = "collective",
        /// Says nothing of what they were: "people", "others".
        Vague = "vague",
        /// The dead themselves: "bodies".
        Remains = "remains",
        /// An adjective that tells what the noun after it is: "civilian", "rebel".
        Modifier = "modifier",
    }
);

vocabulary!(
    EffectKind {
        Verb = "verb",
        Noun = "noun",
        Adjective = "adjective",
        Phrase = "phrase",
    }
);

vocabulary!(
    /// Where the people harmed stand beside a word of harm.
    Harmed {
        /// Object of the active verb, subject of the passive: "kill".
        Object = "object",
        /// Subject: "die".
        Subject = "subject",
        /// After "of" or before the noun: "deaths of", "civilian deaths".
        Complement = "complement",
        /// The word itself is the people: "the dead".
        Itself = "itself",
    }
);

vocabulary!(
    /// How far a word of harm may be trusted alone.
    Strength {
        Strong = "strong",
        /// Harm only when people stand where it needs them: "seized 12 soldiers", not "seized a hill".
        Weak = "weak",
    }
);

vocabulary!(
    /// Which form of a verb a word is.
    VerbForm {
        Base = "base",
        Third = "third",
        Past = "past",
        Participle = "participle",
        /// Past and participle alike: "killed".
        PastParticiple = "past_participle",
        Gerund = "gerund",
    }
);

vocabulary!(
    CueKind {
        /// "no", "not", "without".
        Negation = "negation",
        /// "would", "if", "could have".
        Hypothesis = "hypothesis",
        Threat = "threat",
        /// "in order to", "aimed at".
        Purpose = "purpose",
        Future = "future",
        /// "failed to", "averted".
        Failure = "failure",
        /// Opens a list of parts: "including", "among them".
        Subset = "subset",
        /// "since", "so far", "in all".
        Cumulative = "cumulative",
        /// "rose to", "revised".
        Revision = "revision",
        /// Makes an adjective of a name with a hyphen: "-led", "-backed".
        Attached = "attached",
    }
);

vocabulary!(
    /// What a verb makes of its subject.
    ReportingRole {
        Says = "says",
        Claims = "claims",
        Denies = "denies",
        Disputes = "disputes",
        Blames = "blames",
        Suspects = "suspects",
        ClaimsResponsibility = "claims_responsibility",
        /// Goes on with the speaker of the sentence before: "it added".
        Adds = "adds",
        /// The speaker stands after it: "according to".
        According = "according",
    }
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VictimWord {
    pub word: String,
    /// `None` for a modifier, which may say nothing of it.
    pub class: Option<VictimClass>,
    pub groups: Vec<Group>,
    pub kind: PersonKind,
    /// The plural is the same word for some nouns ("police"): then `singular` and `plural` are both true.
    pub singular: bool,
    pub plural: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demonym {
    pub word: String,
    /// ISO 3166-1 alpha-2 of the state, where there is one.
    pub country: Option<String>,
    /// The people or faith, for those that are no state's: "Kurdish".
    pub people: Option<String>,
    /// Can be used of people as a noun in this form: "Iraqis", "an Iraqi", not "Spanish".
    pub noun: bool,
    pub plural: bool,
    /// May stand before a noun: "Iraqi soldiers".
    pub adjective: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectWord {
    pub word: String,
    /// The first form of the row.
    pub lemma: String,
    pub effect: Effect,
    pub kind: EffectKind,
    /// For verbs only.
    pub form: Option<VerbForm>,
    pub harmed: Harmed,
    pub method: Option<Method>,
    pub strength: Strength,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodWord {
    pub word: String,
    pub method: Method,
    /// The higher wins where several stand in one clause: "suicide bomber" over "explosion".
    pub priority: u8,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    pub phrase: String,
    pub kind: CueKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceWord {
    pub word: String,
    /// Canonical short name.
    pub name: String,
    pub kind: ActorKind,
    /// The id of `actor_forms.tsv` that it is when the country is known: "the army" of Syria.
    pub form: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportingVerb {
    pub word: String,
    pub lemma: String,
    pub role: ReportingRole,
}

pub const VICTIM_COLUMNS: &[&str] = &["word", "plural", "class", "groups", "kind"];
pub const DEMONYM_COLUMNS: &[&str] = &["adjective", "noun", "plural", "country", "people"];
pub const EFFECT_COLUMNS: &[&str] = &["forms", "effect", "kind", "harmed", "method", "strength"];
pub const METHOD_COLUMNS: &[&str] = &["words", "method", "priority"];
pub const CUE_COLUMNS: &[&str] = &["kind", "phrases"];
pub const SOURCE_COLUMNS: &[&str] = &["words", "name", "kind", "form"];
pub const REPORTING_COLUMNS: &[&str] = &["forms", "role"];

/// One or two entries: singular and plural.
pub fn victims(row: &Row<'_>, mut add: impl FnMut(VictimWord)) -> Result<(), LexiconError> {
    let class = row.optional_value(2)?;
    let groups: Vec<Group> = row.values(3)?;
    let kind: PersonKind = row.value(4)?;
    if kind != PersonKind::Modifier && class.is_none() {
        return Err(row.error(2, "a noun needs a class", "write unspecified where the word tells none"));
    }
    let (word, plural) = (row.optional(0), row.optional(1));
    if word.is_none() && plural.is_none() {
        return Err(row.error(0, "the row has no word", "write the singular, the plural or both"));
    }
    let entry = |word: &str, singular, plural| VictimWord {
        word: word.to_string(),
        class,
        groups: groups.clone(),
        kind,
        singular,
        plural,
    };
    match (word, plural) {
        (Some(one), Some(many)) if one == many => add(entry(one, true, true)),
        (one, many) => {
            one.into_iter().for_each(|word| add(entry(word, true, false)));
            many.into_iter().for_each(|word| add(entry(word, false, true)));
        }
    }
    Ok(())
}

/// The entries of a demonym; its spellings may coincide ("Chinese" is all three).
pub fn demonyms(row: &Row<'_>, mut add: impl FnMut(Demonym)) -> Result<(), LexiconError> {
    let country = row.optional(3).map(str::to_string);
    let people = row.optional(4).map(str::to_string);
    if country.is_none() && people.is_none() {
        return Err(row.error(3, "neither a country nor a people", "fill one of the two"));
    }
    if country.as_ref().is_some_and(|code| code.len() != 2) {
        return Err(row.error(3, "no country code", "write two capitals of ISO 3166-1, or - for none"));
    }
    let mut entries: Vec<Demonym> = Vec::new();
    for (column, (noun, plural, adjective)) in
        [(false, false, true), (true, false, false), (true, true, false)].into_iter().enumerate()
    {
        for word in row.checked_list(column)? {
            match entries.iter_mut().find(|entry| entry.word == word) {
                Some(entry) => {
                    entry.noun |= noun;
                    entry.plural |= plural;
                    entry.adjective |= adjective;
                }
                None => entries.push(Demonym {
                    word: word.to_string(),
                    country: country.clone(),
                    people: people.clone(),
                    noun,
                    plural,
                    adjective,
                }),
            }
        }
    }
    entries.into_iter().for_each(&mut add);
    Ok(())
}

/// The entries of a row of harm: for a verb, one for each of its forms.
pub fn effects(row: &Row<'_>, mut add: impl FnMut(EffectWord)) -> Result<(), LexiconError> {
    let forms = row.checked_list(0)?;
    let effect = row.value(1)?;
    let kind: EffectKind = row.value(2)?;
    let harmed = row.value(3)?;
    let method = row.optional_value(4)?;
    let strength = row.value(5)?;
    let lemma = forms.first().copied().unwrap_or("").to_string();
    let mut push = |spellings: &str, form| {
        for word in spellings.split('/') {
            let (word, lemma) = (word.to_string(), lemma.clone());
            add(EffectWord { word, lemma, effect, kind, form, harmed, method, strength });
        }
    };
    if kind != EffectKind::Verb {
        forms.iter().for_each(|word| push(word, None));
        return Ok(());
    }
    let [base, third, past, participle, gerund] = forms.as_slice() else {
        return Err(row.error(
            0,
            &format!("a verb has five forms, not {}", forms.len()),
            "write base|third person|past|participle|gerund, as in take|takes|took|taken|taking",
        ));
    };
    // Where the base is the past too ("hit"), reports mean the past.
    if base != past && base != participle {
        push(base, Some(VerbForm::Base));
    }
    push(third, Some(VerbForm::Third));
    if past == participle {
        push(past, Some(VerbForm::PastParticiple));
    } else {
        push(past, Some(VerbForm::Past));
        push(participle, Some(VerbForm::Participle));
    }
    push(gerund, Some(VerbForm::Gerund));
    Ok(())
}

pub fn methods(row: &Row<'_>, mut add: impl FnMut(MethodWord)) -> Result<(), LexiconError> {
    let method = row.value(1)?;
    let priority = row.text(2).parse().map_err(|_| {
        row.error(2, &format!("{:?} is no priority", row.text(2)), "write a whole number from 0 to 255")
    })?;
    for word in row.checked_list(0)? {
        add(MethodWord { word: word.to_string(), method, priority });
    }
    Ok(())
}

pub fn cues(row: &Row<'_>, mut add: impl FnMut(Cue)) -> Result<(), LexiconError> {
    let kind = row.value(0)?;
    for phrase in row.checked_list(1)? {
        add(Cue { phrase: phrase.to_string(), kind });
    }
    Ok(())
}

pub fn sources(row: &Row<'_>, mut add: impl FnMut(SourceWord)) -> Result<(), LexiconError> {
    let kind = row.value(2)?;
    for word in row.checked_list(0)? {
        add(SourceWord {
            word: word.to_string(),
            name: row.text(1).to_string(),
            kind,
            form: row.optional(3).map(str::to_string),
        });
    }
    Ok(())
}

pub fn reporting(row: &Row<'_>, mut add: impl FnMut(ReportingVerb)) -> Result<(), LexiconError> {
    let role = row.value(1)?;
    let forms = row.checked_list(0)?;
    for word in &forms {
        add(ReportingVerb { word: word.to_string(), lemma: forms.first().copied().unwrap_or("").to_string(), role });
    }
    Ok(())
}
