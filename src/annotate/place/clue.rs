//! What speaks for and against a candidate being a place name: the clues of its own words, of the words beside it and
//! of the rest of the article. Each clue is a yes or no with a name; how much it weighs is data.

use rustc_hash::FxHashMap;

use super::candidate::{Candidate, Form};
use super::cues::hash;
use super::names::{Names, Sense};
use crate::text::document::Document;
use crate::vocabulary::vocabulary;

vocabulary!(
    /// One clue. The names are those of `data/place-recognition.tsv`.
    Clue {
        Bias = "bias",
        // How the candidate was found, and what its most important place is.
        Abbreviation = "form-abbreviation",
        Adjective = "form-adjective",
        Plural = "form-plural",
        Generic = "form-generic",
        GenericKnown = "form-generic-of-known-name",
        Road = "form-road",
        Unknown = "form-unknown",
        Country = "kind-country",
        Admin1 = "kind-admin1",
        Admin2 = "kind-admin2",
        CityHuge = "kind-city-over-1000000",
        CityBig = "kind-city-over-100000",
        CityMiddling = "kind-city-over-15000",
        CitySmall = "kind-city-small",
        Region = "kind-region",
        Water = "kind-water",
        Mountain = "kind-mountain",
        Island = "kind-island",
        District = "kind-district",
        OtherKind = "kind-other",
        MainName = "main-name",
        // Its words.
        TwoWords = "two-words",
        ManyWords = "many-words",
        Common = "common-word",
        CommonOpens = "common-word-opens-sentence",
        FirstName = "first-name",
        Surname = "surname",
        Month = "month-or-weekday",
        Upper = "in-capitals",
        ShortUpper = "short-in-capitals",
        UpperDocument = "all-in-capitals",
        UpperDocumentCommon = "all-in-capitals-common-word",
        Short = "short",
        OrgWord = "word-of-organisations",
        TitleWord = "title-itself",
        // What stands before it.
        Opens = "opens-sentence",
        OpensParagraph = "opens-paragraph",
        Locative = "after-locative",
        From = "after-from",
        To = "after-to",
        Of = "after-of",
        Preposition = "after-preposition",
        Motion = "after-motion",
        Direction = "after-direction",
        The = "after-the",
        Article = "after-article",
        Title = "after-title",
        FirstNameBefore = "after-first-name",
        CapitalBefore = "after-capital",
        InitialBefore = "after-initial",
        PlaceComma = "after-place-and-comma",
        PlaceAnd = "after-place-and-and",
        CommaBefore = "after-comma",
        AndBefore = "after-and",
        GenericOf = "after-generic-of",
        GenericBefore = "after-generic",
        OrgOf = "after-organisation-of",
        PossessiveBefore = "after-possessive",
        HyphenBefore = "after-hyphen",
        PlaceHyphen = "after-place-and-hyphen",
        OrdinalBefore = "after-ordinal",
        Never = "never-a-place",
        Actor = "actor",
        InActor = "in-actor",
        DirectionWord = "direction-itself",
        KinBefore = "after-named",
        NumberBefore = "after-number",
        QuoteBefore = "after-quote",
        BracketBefore = "after-bracket",
        AdjectiveBefore = "after-adjective",
        LowerBefore = "after-other-word",
        // What stands behind it.
        Container = "before-its-container",
        PlaceAfterComma = "before-comma-and-place",
        PlaceAfterAnd = "before-and-and-place",
        PlaceNext = "before-place",
        GenericAfter = "before-generic",
        CapitalAfter = "before-capital",
        OrgTailAfter = "before-organisation-word",
        SurnameAfter = "before-surname",
        SpeechAfter = "before-speech",
        PersonalAfter = "before-personal",
        AgeAfter = "before-age",
        PossessiveAfter = "before-possessive",
        AffixAfter = "before-affix",
        HyphenAfter = "before-hyphen",
        BelongingAfter = "before-belonging",
        InitialAfter = "before-initial",
        NumberAfter = "before-number",
        BracketAfter = "before-bracket",
        StopAfter = "before-stop",
        CommaAfter = "before-comma",
        SportNear = "near-sport",
        // The rest of the article.
        LocatedElsewhere = "located-elsewhere",
        PersonElsewhere = "person-elsewhere",
        Repeated = "repeated",
        InNamedCountry = "in-named-country",
        InNamedRegion = "in-named-region",
        InDateline = "in-dateline",
        // Pairs that weigh otherwise than their sum.
        CommonLocative = "common-word+after-locative",
        SurnameLocative = "surname+after-locative",
        SurnameAlone = "surname+no-sign",
        FirstNameCapital = "first-name+before-capital",
        UnknownLocative = "form-unknown+after-locative",
        UnknownGeneric = "form-unknown+generic",
        UnknownPerson = "form-unknown+person-words",
        SmallCity = "kind-city-small+no-sign",
        SmallCityCommon = "kind-city-small+common-word",
        UpperCommon = "in-capitals+common-word",
        TheCountry = "kind-country+after-the",
        AdjectiveGovernment = "form-adjective+before-belonging",
        AdjectiveLower = "form-adjective+before-other-word",
        AdjectiveCapital = "form-adjective+before-capital",
        CapitalOrg = "capital-beside+organisation-word",
    }
);

/// What the rest of the article says of a name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    pub mentions: u16,
    /// Other mentions behind a locative preposition.
    pub located: u16,
    /// Other mentions beside a title or first name.
    pub person: u16,
    pub in_country: bool,
    pub in_region: bool,
    pub in_dateline: bool,
}

/// The countries and first-level regions that the article names beyond doubt.
#[derive(Default)]
pub struct Named {
    pub countries: Vec<[u8; 2]>,
    pub regions: Vec<u64>,
}

/// Facts by the key of a candidate.
pub type FactTable = FxHashMap<u64, Facts>;

/// What candidates of one name share: the gazetteer's name, or the words themselves.
pub fn key(document: &Document<'_>, names: &Names<'_>, candidate: &Candidate) -> u64 {
    let whole = matches!(candidate.form, Form::Name | Form::Abbreviation);
    match candidate.name.and_then(|name| names.names.get(name as usize)) {
        Some(name) if whole => name.hash,
        _ => hash(document.lower.get(document.bytes(candidate.tokens.clone())).unwrap_or("")),
    }
}

/// The most important place of a candidate.
pub fn best<'n>(names: &'n Names<'_>, candidate: &Candidate) -> Option<&'n Sense> {
    names.senses(candidate.name?).first()
}
