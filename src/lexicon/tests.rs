use super::*;
use crate::vocabulary::{Effect, Method};

/// The actors that `text` names, with the words that name them.
fn actors(text: &str) -> Vec<(&str, &str)> {
    let lexicon = Lexicon::embedded();
    let mut hits = Vec::new();
    lexicon.actors_in(text, &mut hits);
    hits.iter()
        .map(|hit| (&text[hit.start..hit.end], lexicon.actor(hit.actor).map_or("", |actor| actor.name.as_str())))
        .collect()
}

#[test]
fn the_embedded_files_are_sound() {
    let files = build::EMBEDDED_FILES.map(|(name, text)| (name, text.into()));
    if let Err(error) = build::build(&files) {
        panic!("{error}");
    }
}

#[test]
fn states_have_armies_and_ministries() {
    assert_eq!(
        actors("Iraqi federal police and Iraq's interior ministry"),
        [("Iraqi federal police", "Iraqi federal police"), ("Iraq's interior ministry", "Iraqi Interior Ministry")]
    );
    assert_eq!(actors("U.S. military"), [("U.S. military", "US military")]);
}

#[test]
fn short_names_keep_their_capitals() {
    assert_eq!(actors("it is IS that is near"), [("IS", "Islamic State")]);
    assert_eq!(actors("he told us"), []);
    assert_eq!(actors("THE GENERAL TOLD US NOTHING IN 1989"), []);
    assert_eq!(actors("THE U.S. EMBASSY"), [("U.S. EMBASSY", "US embassy")]);
    assert_eq!(actors("Let the men of LeT go"), [("LeT", "Lashkar-e-Taiba")]);
}

#[test]
fn a_verb_is_known_by_its_form() {
    let lexicon = Lexicon::embedded();
    let killed = lexicon.effect("killed").unwrap();
    assert_eq!((killed.effect, killed.form), (Effect::Killed, Some(VerbForm::PastParticiple)));
    let beheaded = lexicon.effect("beheaded").unwrap();
    assert_eq!((beheaded.lemma.as_str(), beheaded.method), ("behead", Some(Method::Execution)));
    assert_eq!(lexicon.effects("wounded").count(), 3);
    assert_eq!(lexicon.effect("gunned down").unwrap().form, Some(VerbForm::PastParticiple));
}

#[test]
fn an_own_directory_replaces_a_file_and_its_errors_name_the_line() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("methods.tsv"), "# columns: words\tmethod\tpriority\npike\tother\t9\n")
        .unwrap();
    let lexicon = Lexicon::load(directory.path()).unwrap();
    assert!(lexicon.method("pike").is_some() && lexicon.method("mortar").is_none());
    std::fs::write(directory.path().join("methods.tsv"), "# columns: words\tmethod\tpriority\npike\tlance\t9\n")
        .unwrap();
    let error = Lexicon::load(directory.path()).unwrap_err().to_string();
    assert!(error.starts_with("methods.tsv:2, column method: \"lance\" is none of airstrike, drone"), "{error}");
}

#[test]
fn two_actors_cannot_share_a_name_and_parents_must_exist() {
    let directory = tempfile::tempdir().unwrap();
    let header = "# columns: id\tname\tkind\tcountry\tclass\taliases\tparent\tcontext\n";
    let say = |rows: &str| {
        std::fs::write(directory.path().join("actors.tsv"), format!("{header}{rows}")).unwrap();
        Lexicon::load(directory.path()).unwrap_err().to_string()
    };
    assert_eq!(
        say(
            "a\tAlpha Front\tarmed_group\t-\tmilitant\tFront of A\t-\t-\nb\tBeta\tarmed_group\t-\t-\tfront of a|Front Of A\t-\t-\n"
        ),
        "actors.tsv:3, column aliases: \"Front Of A\" stands in an earlier line of this file; keep it in one of the two lines"
    );
    assert_eq!(
        say("a\tAlpha\tarmed_group\t-\t-\t-\tb\t-\n"),
        "actors.tsv:2, column parent: no line has the id \"b\"; write the id of another line, or -"
    );
}
