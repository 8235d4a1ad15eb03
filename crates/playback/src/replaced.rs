//! What becomes of what was heard when one track takes the place of another that holds the same recording.
//!
//! Nothing new is recorded, so no grant is asked for: each row stays under the one it has.

use catalog::{NamedBy, Replacement};
use db::sql;

sql! {
    // Two hearings that began at the same moment are one.
    static SAME_LISTENS = "DELETE FROM listens WHERE track_id = $1 AND EXISTS (SELECT 1 FROM listens k \
        WHERE k.subject_id = listens.subject_id AND k.track_id = $2 AND k.started_at = listens.started_at)";
    static LISTENS = "UPDATE listens SET track_id = $2 WHERE track_id = $1";
    static DOWNLOADS = "UPDATE downloads SET track_id = $2 WHERE track_id = $1";
    // Ids are all as long as each other, so that none is a part of another one.
    static QUEUES = "UPDATE play_states SET queue = REPLACE(queue, CAST($1 AS TEXT), CAST($2 AS TEXT)) \
        WHERE queue LIKE '%' || CAST($1 AS TEXT) || '%'";
}

/// For each table of this crate that names tracks.
pub static REPLACEMENTS: &[Replacement] = &[
    Replacement { table: "listens", named_by: NamedBy::Number, steps: &[&SAME_LISTENS, &LISTENS] },
    Replacement { table: "downloads", named_by: NamedBy::Number, steps: &[&DOWNLOADS] },
    Replacement { table: "play_states", named_by: NamedBy::Text, steps: &[&QUEUES] },
];
