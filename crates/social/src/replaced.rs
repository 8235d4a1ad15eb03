//! What becomes of shares when one track takes the place of another that holds the same recording.

use catalog::{NamedBy, Replacement};
use db::sql;

sql! {
    static SHARED = "UPDATE share_items SET track_id = $2 WHERE track_id = $1";
}

/// For each table of this crate that names tracks.
pub static REPLACEMENTS: &[Replacement] =
    &[Replacement { table: "share_items", named_by: NamedBy::Number, steps: &[&SHARED] }];
