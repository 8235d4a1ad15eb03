//! What becomes of what a member does not want when one track takes the place of another that holds the same recording.

use catalog::{NamedBy, Replacement};
use db::sql;

sql! {
    static SAME_DISLIKES = "DELETE FROM recommendation_dislikes WHERE track_id = $1 AND EXISTS \
        (SELECT 1 FROM recommendation_dislikes k WHERE k.subject_id = recommendation_dislikes.subject_id AND k.track_id = $2)";
    static DISLIKES = "UPDATE recommendation_dislikes SET track_id = $2 WHERE track_id = $1";
    static SAME_UNWANTED = "DELETE FROM suggestion_dislikes WHERE track_id = $1 AND EXISTS \
        (SELECT 1 FROM suggestion_dislikes k WHERE k.subject_id = suggestion_dislikes.subject_id AND k.track_id = $2)";
    static UNWANTED = "UPDATE suggestion_dislikes SET track_id = $2 WHERE track_id = $1";
}

/// For each table of this crate that names tracks.
pub static REPLACEMENTS: &[Replacement] = &[
    Replacement { table: "recommendation_dislikes", named_by: NamedBy::Number, steps: &[&SAME_DISLIKES, &DISLIKES] },
    Replacement { table: "suggestion_dislikes", named_by: NamedBy::Number, steps: &[&SAME_UNWANTED, &UNWANTED] },
];
