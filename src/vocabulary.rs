//! The closed vocabularies of the record, each said once: its values, their spelling in JSON, on the command line,
//! in questions and in the lexicons. This module must not know anything else.

/// Declares a closed vocabulary: an enum whose values have one spelling everywhere.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The one spelling of this value.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownWord;

            fn from_str(word: &str) -> Result<Self, $crate::vocabulary::UnknownWord> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word).ok_or_else(|| $crate::vocabulary::UnknownWord {
                    word: word.to_string(),
                    known: Self::ALL.iter().map(|value| value.as_str()).collect(),
                })
            }
        }
    };
}

pub(crate) use vocabulary;

/// A word that a closed vocabulary does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is none of {}", known.join(", "))]
pub struct UnknownWord {
    pub word: String,
    pub known: Vec<&'static str>,
}

vocabulary!(
    /// What happened to the people of a figure.
    #[derive(Default)]
    Effect {
        #[default]
        Killed = "killed",
        Wounded = "wounded",
        /// Killed and wounded, not told apart.
        Casualties = "casualties",
        Missing = "missing",
        /// Detained, kidnapped, held hostage, surrendered.
        Captured = "captured",
        Displaced = "displaced",
        Released = "released",
    }
);

vocabulary!(
    /// What the people of a figure were, as the text says.
    #[derive(Default)]
    VictimClass {
        Civilian = "civilian",
        Military = "military",
        Police = "police",
        Militant = "militant",
        /// "People", "Iraqis", mixed.
        #[default]
        Unspecified = "unspecified",
    }
);

vocabulary!(
    /// Who among the people of a figure the text names.
    Group {
        Women = "women",
        Children = "children",
        Men = "men",
        Elderly = "elderly",
        Journalists = "journalists",
        AidWorkers = "aid_workers",
        Medics = "medics",
        Officials = "officials",
        Politicians = "politicians",
        Judges = "judges",
        Diplomats = "diplomats",
        Clergy = "clergy",
        Teachers = "teachers",
        Students = "students",
        Farmers = "farmers",
        Workers = "workers",
        Foreigners = "foreigners",
        Contractors = "contractors",
        Refugees = "refugees",
        Worshippers = "worshippers",
        Prisoners = "prisoners",
        Peacekeepers = "peacekeepers",
        SuicideBombers = "suicide_bombers",
    }
);

vocabulary!(
    #[derive(Default)]
    Qualifier {
        #[default]
        Exact = "exact",
        AtLeast = "at_least",
        MoreThan = "more_than",
        AtMost = "at_most",
        FewerThan = "fewer_than",
        About = "about",
        Range = "range",
        Vague = "vague",
    }
);

vocabulary!(
    #[derive(Default)]
    Unit {
        #[default]
        People = "people",
        Families = "families",
    }
);

vocabulary!(
    #[derive(Default)]
    Scope {
        #[default]
        Event = "event",
        /// A total over a longer period, which stands in `when`; never added to events.
        Cumulative = "cumulative",
        /// Part of another figure.
        Subset = "subset",
    }
);

vocabulary!(
    #[derive(Default)]
    Precision {
        #[default]
        Exact = "exact",
        /// Computed from a distance or a bearing from a known place.
        Near = "near",
        City = "city",
        Admin2 = "admin2",
        Admin1 = "admin1",
        Country = "country",
    }
);

vocabulary!(
    #[derive(Default)]
    PlaceFrom {
        Phrase = "phrase",
        #[default]
        Sentence = "sentence",
        Paragraph = "paragraph",
        Article = "article",
        Dateline = "dateline",
    }
);

vocabulary!(
    #[derive(Default)]
    MentionKind {
        #[default]
        Literal = "literal",
        Associative = "associative",
    }
);

vocabulary!(
    #[derive(Default)]
    DatePrecision {
        #[default]
        Day = "day",
        Days = "days",
        Week = "week",
        Month = "month",
        Year = "year",
        Longer = "longer",
    }
);

vocabulary!(
    /// What a date was reckoned from.
    #[derive(Default)]
    Anchor {
        #[default]
        Explicit = "explicit",
        Relative = "relative",
        Published = "published",
    }
);

vocabulary!(
    Method {
        Airstrike = "airstrike",
        Drone = "drone",
        Shelling = "shelling",
        Rocket = "rocket",
        Bombing = "bombing",
        SuicideBombing = "suicide_bombing",
        Shooting = "shooting",
        Execution = "execution",
        Chemical = "chemical",
        Kidnapping = "kidnapping",
        Raid = "raid",
        Siege = "siege",
        Other = "other",
    }
);

vocabulary!(
    #[derive(Default)]
    Stance {
        #[default]
        Reported = "reported",
        /// A party's own claim, mostly about its enemy's losses.
        Claimed = "claimed",
        Denied = "denied",
        Disputed = "disputed",
        Unverified = "unverified",
    }
);

vocabulary!(
    /// How the text ties an actor to the harm.
    #[derive(Default)]
    Relation {
        /// The text says that the actor did it.
        #[default]
        Stated = "stated",
        Claimed = "claimed",
        Blamed = "blamed",
        Suspected = "suspected",
    }
);

vocabulary!(
    ActorKind {
        State = "state",
        ArmedForce = "armed_force",
        Police = "police",
        ArmedGroup = "armed_group",
        Coalition = "coalition",
        Monitor = "monitor",
        Un = "un",
        Ministry = "ministry",
        Government = "government",
        Official = "official",
        Agency = "agency",
        Media = "media",
        Aid = "aid",
        Rights = "rights",
        Medical = "medical",
        Witness = "witness",
        Other = "other",
    }
);

vocabulary!(
    /// How the encoding of a text that was no UTF-8 came to be known.
    EncodingFrom {
        /// A byte order mark.
        Mark = "mark",
        /// The file, or what carried it, names it.
        Declared = "declared",
        /// The user named it.
        Named = "named",
        /// By how often bytes follow each other: a guess, if a good one.
        Detected = "detected",
    }
);
