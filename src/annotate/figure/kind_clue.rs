//! The clues that speak for what the victims of a statement were, where the noun alone does not tell: who did it, what is
//! said of the people behind them, who else stands in the sentence, what the article is about. It must not weigh them.

use std::ops::Range;

use super::marks::{Mark, Page};
use crate::annotate::statement::{Mention, Statement};
use crate::article::{Effect, VictimClass};
use crate::lexicon::{Entry, PersonKind};
use crate::text::document::Document;
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What speaks for a class of victims. The names are those of `data/victim-class.tsv`. A clue that ends in a class
    /// comes in a row of four: civilian, military, police, militant.
    KindClue {
        // What the rules say, and from where.
        Rule0 = "rule-civilian", Rule1 = "rule-military", Rule2 = "rule-police", Rule3 = "rule-militant",
        Noun0 = "noun-civilian", Noun1 = "noun-military", Noun2 = "noun-police", Noun3 = "noun-militant",
        // Names of parties within the phrase: "Hezbollah members".
        Own0 = "party-in-phrase-civilian", Own1 = "party-in-phrase-military",
        Own2 = "party-in-phrase-police", Own3 = "party-in-phrase-militant",
        // The last word for people or a party in what did it.
        Agent0 = "agent-civilian", Agent1 = "agent-military", Agent2 = "agent-police", Agent3 = "agent-militant",
        // Within a few words behind the people and before them.
        Behind0 = "behind-civilian", Behind1 = "behind-military", Behind2 = "behind-police", Behind3 = "behind-militant",
        Before0 = "before-civilian", Before1 = "before-military", Before2 = "before-police", Before3 = "before-militant",
        // Elsewhere in the sentence, and in the one before.
        Sentence0 = "sentence-civilian", Sentence1 = "sentence-military",
        Sentence2 = "sentence-police", Sentence3 = "sentence-militant",
        Previous0 = "previous-civilian", Previous1 = "previous-military",
        Previous2 = "previous-police", Previous3 = "previous-militant",
        // The statement before: in the same sentence, or at most two sentences before.
        Told0 = "told-before-civilian", Told1 = "told-before-military", Told2 = "told-before-police", Told3 = "told-before-militant",
        Near0 = "told-in-sentence-civilian", Near1 = "told-in-sentence-military",
        Near2 = "told-in-sentence-police", Near3 = "told-in-sentence-militant",
        Whole0 = "whole-civilian", Whole1 = "whole-military", Whole2 = "whole-police", Whole3 = "whole-militant",
        // The statement of the headline with the same harm.
        Title0 = "title-civilian", Title1 = "title-military", Title2 = "title-police", Title3 = "title-militant",
        // More than half of the article's words for people of a class.
        Most0 = "article-civilian", Most1 = "article-military", Most2 = "article-police", Most3 = "article-militant",
        // Beside other mentions of the same name.
        Name0 = "name-civilian", Name1 = "name-military", Name2 = "name-police", Name3 = "name-militant",
        // The last word for people or a party before the people, in the sentence.
        Last0 = "last-before-civilian", Last1 = "last-before-military",
        Last2 = "last-before-police", Last3 = "last-before-militant",
        Unspecified = "rule-unspecified",
        Joined = "joined-to-another-class",
        SuspectBehind = "suspicion-behind",
        TakenSuspect = "captured-and-suspicion-near",
        TakenAfterSuspect = "captured-and-suspicion-in-article",
        Vague = "noun-vague",
        Relative = "noun-relative",
        Collective = "noun-collective",
        NoNoun = "no-noun",
        Nation = "nationality-alone",
        IsName = "a-name",
        IsPronoun = "a-pronoun",
        IsDefinite = "definite",
        Single = "one-person",
        Many = "a-hundred-or-more",
        Grouped = "group-told",
        Killed = "killed",
        Wounded = "wounded",
        Casualties = "casualties",
        Captured = "captured",
        Displaced = "displaced",
        Released = "released",
        Missing = "missing",
        SuspectNear = "suspicion-near",
        SuspectSentence = "suspicion-in-sentence",
        SuspectArticle = "suspicion-in-article",
        CapturedByState = "captured-by-state",
        CapturedByMilitant = "captured-by-militants",
        KilledByState = "killed-by-state",
        KilledByMilitant = "killed-by-militants",
        WordPeople = "word-people",
        WordMan = "word-man",
        WordOthers = "word-others",
        WordMember = "word-member",
        WordLeader = "word-leader",
        WordCommander = "word-commander",
        WordOfficer = "word-officer",
        WordOfficial = "word-official",
        WordSuspect = "word-suspect",
        WordCitizen = "word-citizen",
        WordSupporter = "word-supporter",
        WordPersonnel = "word-personnel",
        WordVictim = "word-victim",
        WordBody = "word-body",
        WordPrisoner = "word-prisoner",
        WordHostage = "word-hostage",
        WordActivist = "word-activist",
        WordWoman = "word-woman",
        Capitals = "all-in-capitals",
    }
);

/// A set of clues, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindClues(u128);

const _: () = assert!(KindClue::ALL.len() <= 128);

impl KindClues {
    pub fn add(&mut self, clue: KindClue) {
        self.0 |= 1 << clue as u32;
    }

    pub fn add_if(&mut self, clue: KindClue, holds: bool) {
        self.0 |= u128::from(holds) << clue as u32;
    }

    /// Adds the clue of a class in a row of four; nothing for no class.
    pub fn add_class(&mut self, first: KindClue, class: VictimClass) {
        if let Some(step) = step(class) {
            self.0 |= 1 << (first as u32 + step);
        }
    }

    pub fn has(self, clue: KindClue) -> bool {
        self.0 >> (clue as u32) & 1 == 1
    }

    /// The numbers of the clues that hold.
    pub fn numbers(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let next = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                next
            })
        })
    }
}

fn step(class: VictimClass) -> Option<u32> {
    match class {
        VictimClass::Civilian => Some(0),
        VictimClass::Military => Some(1),
        VictimClass::Police => Some(2),
        VictimClass::Militant => Some(3),
        VictimClass::Unspecified => None,
    }
}

/// How often words of each class stand in a passage.
pub struct Census {
    most: VictimClass,
    suspects: bool,
}

impl Census {
    pub fn of(page: Page<'_>) -> Self {
        let all = 0..page.document.tokens.len();
        let mut counts = [0usize; 4];
        for mark in page.marks.within(all.clone()) {
            if let Some(step) = class_of(page, mark).and_then(step) {
                counts[step as usize] += 1;
            }
        }
        let total: usize = counts.iter().sum();
        let most = CLASSES.iter().zip(counts).find(|(_, count)| count * 2 > total).map(|(class, _)| *class);
        Census {
            most: most.unwrap_or_default(),
            suspects: all.into_iter().any(|token| is_suspicion(page.lower(token))),
        }
    }
}

const CLASSES: [VictimClass; 4] =
    [VictimClass::Civilian, VictimClass::Military, VictimClass::Police, VictimClass::Militant];

/// Words behind the people or before them that are looked at.
const NEAR: usize = 12;
const BEFORE: usize = 7;

/// Collects the clues that the passage itself gives for a statement.
pub fn local(page: Page<'_>, census: &Census, statement: &Statement) -> KindClues {
    let mut clues = KindClues::default();
    of_phrase(page, statement, &mut clues);
    let sentence = page.document.sentences.get(statement.sentence).map_or(0..0, |sentence| sentence.tokens());
    let people = statement.people.clone();
    let behind = people.end..sentence.end.min(people.end + NEAR).max(people.end);
    let before = sentence.start.max(people.start.saturating_sub(BEFORE)).min(people.start)..people.start;
    for mark in page.marks.within(people.clone()).iter().filter(|mark| matches!(mark.entry, Entry::Actor(_))) {
        clues.add_class(KindClue::Own0, class_of(page, mark).unwrap_or_default());
    }
    let agent = statement.agent.clone().map(|agent| last_class(page, agent)).unwrap_or_default();
    clues.add_class(KindClue::Agent0, agent);
    let by_state = matches!(agent, VictimClass::Military | VictimClass::Police);
    let taken = statement.effect == Effect::Captured;
    clues.add_if(KindClue::CapturedByState, taken && by_state);
    clues.add_if(KindClue::CapturedByMilitant, taken && agent == VictimClass::Militant);
    clues.add_if(KindClue::KilledByState, statement.effect == Effect::Killed && by_state);
    clues.add_if(KindClue::KilledByMilitant, statement.effect == Effect::Killed && agent == VictimClass::Militant);
    clues.add_class(KindClue::Behind0, first_class(page, behind.clone()));
    clues.add_class(KindClue::Before0, last_class(page, before.clone()));
    let suspicion = |mut tokens: Range<usize>| tokens.any(|token| is_suspicion(page.lower(token)));
    let near = suspicion(before.start..behind.end);
    clues.add_if(KindClue::SuspectNear, near);
    clues.add_if(KindClue::TakenSuspect, taken && near);
    clues.add_if(KindClue::TakenAfterSuspect, taken && census.suspects);
    clues.add_if(KindClue::SuspectBehind, behind.clone().any(|token| is_charge(page.lower(token))));
    clues.add_class(KindClue::Last0, last_class(page, sentence.start.min(people.start)..people.start));
    clues.add_if(KindClue::Joined, is_joined(page, statement));
    clues.add_if(KindClue::SuspectSentence, suspicion(sentence.clone()));
    clues.add_if(KindClue::SuspectArticle, census.suspects);
    for part in [sentence.start..people.start, people.end..sentence.end] {
        add_all(page, part, KindClue::Sentence0, &mut clues);
    }
    if let Some(before) = statement.sentence.checked_sub(1).and_then(|before| page.document.sentences.get(before)) {
        add_all(page, before.tokens(), KindClue::Previous0, &mut clues);
    }
    clues.add_class(KindClue::Most0, census.most);
    clues.add_if(KindClue::Capitals, page.document.upper_case);
    if statement.mention == Mention::Name {
        add_namesakes(page, &people, &mut clues);
    }
    clues
}

/// What the phrase itself, its number and its harm say.
fn of_phrase(page: Page<'_>, statement: &Statement, clues: &mut KindClues) {
    clues.add_class(KindClue::Rule0, statement.victims.class);
    clues.add_class(KindClue::Noun0, statement.noun_class);
    clues.add_if(KindClue::Unspecified, statement.victims.class == VictimClass::Unspecified);
    let kind = statement.noun_kind;
    clues.add_if(KindClue::Vague, kind == Some(PersonKind::Vague));
    clues.add_if(KindClue::Relative, kind == Some(PersonKind::Relative));
    clues.add_if(KindClue::Collective, kind == Some(PersonKind::Collective));
    clues.add_if(KindClue::NoNoun, kind.is_none() && statement.mention == Mention::Indefinite);
    clues.add_if(KindClue::IsName, statement.mention == Mention::Name);
    clues.add_if(KindClue::IsPronoun, statement.mention == Mention::Pronoun);
    clues.add_if(KindClue::IsDefinite, statement.mention == Mention::Definite);
    clues.add_if(KindClue::Single, statement.count.high == Some(1));
    clues.add_if(KindClue::Many, statement.count.low.or(statement.count.high).is_some_and(|count| count >= 100));
    clues.add_if(KindClue::Grouped, !statement.victims.groups.is_empty());
    clues.add(match statement.effect {
        Effect::Killed => KindClue::Killed,
        Effect::Wounded => KindClue::Wounded,
        Effect::Casualties => KindClue::Casualties,
        Effect::Captured => KindClue::Captured,
        Effect::Displaced => KindClue::Displaced,
        Effect::Released => KindClue::Released,
        Effect::Missing => KindClue::Missing,
    });
    let mut told = false;
    for token in statement.people.clone().rev() {
        if let Some(clue) = word_clue(page.lower(token)) {
            clues.add(clue);
            told = true;
        }
    }
    let nation = !told && kind == Some(PersonKind::Vague) && statement.victims.affiliation.is_some();
    clues.add_if(KindClue::Nation, nation);
}

fn word_clue(word: &str) -> Option<KindClue> {
    Some(match word {
        "people" | "persons" | "person" | "residents" => KindClue::WordPeople,
        "man" | "men" => KindClue::WordMan,
        "others" | "other" | "another" => KindClue::WordOthers,
        "member" | "members" | "associate" | "associates" | "operative" | "operatives" => KindClue::WordMember,
        "leader" | "leaders" | "chief" | "head" => KindClue::WordLeader,
        "commander" | "commanders" | "deputy" | "lieutenant" | "lieutenants" => KindClue::WordCommander,
        "officer" | "officers" | "personnel's" => KindClue::WordOfficer,
        "official" | "officials" | "figure" | "figures" => KindClue::WordOfficial,
        "suspect" | "suspects" | "suspected" | "fugitive" | "attacker" | "attackers" => KindClue::WordSuspect,
        "citizen" | "citizens" | "national" | "nationals" | "foreigners" | "tourists" => KindClue::WordCitizen,
        "supporter" | "supporters" | "sympathisers" | "sympathizers" | "followers" => KindClue::WordSupporter,
        "personnel" | "forces" | "guards" | "guard" => KindClue::WordPersonnel,
        "victim" | "victims" | "casualties" => KindClue::WordVictim,
        "body" | "bodies" | "corpses" | "corpse" | "dead" => KindClue::WordBody,
        "prisoner" | "prisoners" | "detainees" | "inmates" => KindClue::WordPrisoner,
        "hostage" | "hostages" | "captives" | "captive" => KindClue::WordHostage,
        "activist" | "activists" | "protesters" | "demonstrators" => KindClue::WordActivist,
        "woman" | "women" | "child" | "children" | "girl" | "girls" => KindClue::WordWoman,
        _ => return None,
    })
}

fn is_suspicion(word: &str) -> bool {
    word.len() > 5
        && (["suspect", "terroris", "accus", "alleged", "fugitive", "assailant", "attacker", "extremis", "plotting"]
            .iter()
            .any(|stem| word.starts_with(stem)))
}

/// "suspected of", "linked to", "accused of planning", "wanted for": what makes fighters of people.
fn is_charge(word: &str) -> bool {
    word.len() > 3
        && [
            "suspect",
            "accus",
            "linked",
            "links",
            "ties",
            "affiliat",
            "alleged",
            "charge",
            "wanted",
            "plot",
            "recruited",
        ]
        .iter()
        .any(|stem| word.starts_with(stem))
}

/// "200 soldiers and guerrillas", "civilians and militants": one number for people of two classes.
fn is_joined(page: Page<'_>, statement: &Statement) -> bool {
    let end = statement.people.end;
    let Some((other, _)) =
        (page.lower(end) == "and").then(|| page.victim(end + 1).or_else(|| page.modifier(end + 1))).flatten()
    else {
        return false;
    };
    statement.noun_class != VictimClass::Unspecified && other.class.is_some_and(|class| class != statement.noun_class)
}

/// The class that a word for people or the name of a party tells.
fn class_of(page: Page<'_>, mark: &Mark) -> Option<VictimClass> {
    match mark.entry {
        Entry::Victim(index) => page.lexicon.victims.get(index as usize)?.class,
        Entry::Actor(index) => page.lexicon.actor(index)?.class,
        _ => None,
    }
}

fn first_class(page: Page<'_>, tokens: Range<usize>) -> VictimClass {
    page.marks.within(tokens).iter().find_map(|mark| class_of(page, mark)).unwrap_or_default()
}

fn last_class(page: Page<'_>, tokens: Range<usize>) -> VictimClass {
    page.marks.within(tokens).iter().rev().find_map(|mark| class_of(page, mark)).unwrap_or_default()
}

fn add_all(page: Page<'_>, tokens: Range<usize>, first: KindClue, clues: &mut KindClues) {
    for mark in page.marks.within(tokens) {
        clues.add_class(first, class_of(page, mark).unwrap_or_default());
    }
}

/// How far from a name its other mentions are looked for, and how far from these a word for what the person is.
const NAMESAKES: usize = 600;
const BESIDE: usize = 6;

/// What is said beside the other mentions of the same name: "the rebel commander Karim Haddad … Haddad was killed".
fn add_namesakes(page: Page<'_>, people: &Range<usize>, clues: &mut KindClues) {
    let document: &Document<'_> = page.document;
    let name = page.lower(people.end.saturating_sub(1));
    let all = people.start.saturating_sub(NAMESAKES)..document.tokens.len().min(people.end + NAMESAKES);
    for token in all.filter(|&token| page.lower(token) == name) {
        let beside = token.saturating_sub(BESIDE)..token + BESIDE;
        for mark in page.marks.within(beside) {
            clues.add_class(KindClue::Name0, class_of(page, mark).unwrap_or_default());
        }
    }
}
