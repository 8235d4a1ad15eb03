//! What becomes of named songs when one track takes the place of another that holds the same recording.

use catalog::{NamedBy, Replacement};
use db::sql;

sql! {
    static RECOGNISED = "UPDATE recognised_songs SET track_id = $2 WHERE track_id = $1";
}

/// For each table of this crate that names tracks.
pub static REPLACEMENTS: &[Replacement] =
    &[Replacement { table: "recognised_songs", named_by: NamedBy::Number, steps: &[&RECOGNISED] }];
