//! What speaks for one of the places that a name may mean: its own weight, the words beside the name, and what else the
//! article names. Each clue is a number with a name; how much it weighs is data.

use super::names::Sense;
use crate::gazetteer::PlaceKind;
use crate::vocabulary::vocabulary;

vocabulary!(
    /// One clue. The names are those of `data/place-resolution.tsv`.
    SenseClue {
        Importance = "importance",
        First = "first-by-importance",
        GapToFirst = "gap-to-first",
        MainName = "main-name",
        Capital = "capital",
        Country = "kind-country",
        Admin1 = "kind-admin1",
        Admin2 = "kind-admin2",
        Town = "kind-town",
        Nature = "kind-nature",
        District = "kind-district",
        // Forts, fords, bases and the like.
        Site = "kind-site",
        // The words beside some mention say the kind: "X province", "the town of X".
        KindSaid = "kind-said",
        KindOtherThanSaid = "kind-other-than-said",
        // "X, Y" and "Y's X".
        InContainerRegion = "in-region-behind-comma",
        InContainerCountry = "in-country-behind-comma",
        ContainsTown = "contains-town-before-comma",
        // What the article names.
        InNamedRegion = "in-named-region",
        InFirstRegion = "in-first-named-region",
        InNamedCountry = "in-named-country",
        InFirstCountry = "in-first-named-country",
        CountryNamedByOthers = "country-not-named",
        IsDateline = "is-dateline",
        InDatelineCountry = "in-dateline-country",
        NearDateline = "near-dateline",
        // What the other names of the article were found to mean.
        CountryShare = "share-in-country",
        RegionShare = "share-in-region",
        // A state or province of which nothing else is named.
        NothingInside = "nothing-else-inside",
        Within30 = "other-within-30-km",
        Within100 = "other-within-100-km",
        Within300 = "other-within-300-km",
        Nearness = "mean-nearness",
        PossibleNear = "possible-other-near",
        PossibleShare = "share-of-possible-others-near",
        NextCountry = "next-name-in-country",
        NextRegion = "next-name-in-region",
        NextNear = "next-name-near",
    }
);

/// A clue with its strength.
pub type Weighed = (SenseClue, f32);

/// A kind that the words beside a name say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Town,
    Admin1,
    Admin2,
    Nature,
    Country,
    District,
}

/// The kind that a generic word says.
pub fn said(lower: &str) -> Option<Said> {
    Some(match lower {
        "town" | "city" | "village" | "hamlet" | "port" | "settlement" | "resort" | "township" => Said::Town,
        "province" | "state" | "governorate" | "oblast" | "region" | "prefecture" | "department" => Said::Admin1,
        "county" | "district" | "raion" | "rayon" | "parish" | "municipality" => Said::Admin2,
        "river" | "lake" | "bay" | "sea" | "gulf" | "mountain" | "mountains" | "valley" | "island" | "creek" => {
            Said::Nature
        }
        "republic" | "kingdom" | "nation" | "country" => Said::Country,
        "neighborhood" | "neighbourhood" | "suburb" | "quarter" | "borough" => Said::District,
        _ => return None,
    })
}

/// Whether a place is of a kind that was said.
pub fn is_kind(kind: PlaceKind, said: Said) -> bool {
    match said {
        Said::Town => matches!(kind, PlaceKind::City | PlaceKind::Village),
        Said::Admin1 => matches!(kind, PlaceKind::Admin1 | PlaceKind::Region),
        Said::Admin2 => matches!(kind, PlaceKind::Admin2 | PlaceKind::District),
        Said::Nature => matches!(kind, PlaceKind::Water | PlaceKind::Mountain | PlaceKind::Island | PlaceKind::Region),
        Said::Country => kind == PlaceKind::Country,
        Said::District => matches!(kind, PlaceKind::District | PlaceKind::City | PlaceKind::Village),
    }
}

/// The clues that a place gives by itself among the places of its name.
pub fn own_clues(sense: &Sense, first: &Sense, out: &mut Vec<Weighed>) {
    out.push((SenseClue::Importance, sense.importance / 10.0));
    if sense.id == first.id {
        out.push((SenseClue::First, 1.0));
    } else {
        out.push((SenseClue::GapToFirst, (first.importance - sense.importance).max(0.0) / 10.0));
    }
    if sense.main_name {
        out.push((SenseClue::MainName, 1.0));
    }
    if sense.capital {
        out.push((SenseClue::Capital, 1.0));
    }
    let kind = match sense.kind {
        PlaceKind::Country => SenseClue::Country,
        PlaceKind::Admin1 => SenseClue::Admin1,
        PlaceKind::Admin2 => SenseClue::Admin2,
        PlaceKind::City | PlaceKind::Village => SenseClue::Town,
        PlaceKind::District | PlaceKind::Camp => SenseClue::District,
        PlaceKind::Other => SenseClue::Site,
        PlaceKind::Region | PlaceKind::Water | PlaceKind::Mountain | PlaceKind::Island => SenseClue::Nature,
    };
    out.push((kind, 1.0));
}

/// Distance in kilometres by the plane, good enough for telling near from far.
pub fn roughly_km(a: (f32, f32), b: (f32, f32)) -> f32 {
    let mut across = (a.1 - b.1).abs();
    if across > 180.0 {
        across = 360.0 - across;
    }
    let narrow = ((a.0 + b.0) * 0.5).to_radians().cos();
    let (north, east) = ((a.0 - b.0) * 111.2, across * narrow * 111.2);
    (north * north + east * east).sqrt()
}
