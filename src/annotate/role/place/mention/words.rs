//! Words beside a place name that say what it is or what happened there. It must not know passages or statements.

/// What stands behind a name as its kind: "X district".
pub(super) fn is_kind(word: &str) -> bool {
    matches!(
        word,
        "town"
            | "city"
            | "village"
            | "province"
            | "district"
            | "governorate"
            | "neighborhood"
            | "neighbourhood"
            | "region"
            | "suburb"
            | "camp"
            | "area"
            | "county"
            | "department"
            | "airport"
            | "base"
    )
}

/// "the fourth largest city of X", "the main town of X".
pub(super) fn is_rank(word: &str) -> bool {
    matches!(
        word,
        "second" | "third" | "fourth" | "main" | "small" | "ancient" | "strategic" | "key" | "held" | "restive"
    ) || word.ends_with("est") && word.len() > 5
}

pub(super) fn is_event(lower: &str) -> bool {
    matches!(
        lower,
        "attack"
            | "attacks"
            | "bombing"
            | "bombings"
            | "blast"
            | "blasts"
            | "explosion"
            | "explosions"
            | "raid"
            | "raids"
            | "strike"
            | "strikes"
            | "airstrike"
            | "airstrikes"
            | "assault"
            | "battle"
            | "battles"
            | "fighting"
            | "clashes"
            | "clash"
            | "massacre"
            | "shooting"
            | "shootings"
            | "siege"
            | "ambush"
            | "offensive"
            | "violence"
            | "war"
            | "conflict"
            | "shelling"
            | "bombardment"
            | "killings"
            | "killing"
            | "murder"
            | "incident"
            | "gunbattle"
            | "shootout"
            | "operation"
            | "operations"
            | "unrest"
            | "uprising"
            | "protest"
            | "protests"
            | "kidnapping"
            | "bomb"
            | "standoff"
    )
}
