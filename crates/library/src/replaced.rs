//! What becomes of what members collected when one track takes the place of another that holds the same recording.

use catalog::{NamedBy, Replacement};
use db::sql;

sql! {
    // A like stays one like, since when the kept track was liked.
    static SAME_LIKES = "DELETE FROM likes WHERE track_id = $1 AND EXISTS \
        (SELECT 1 FROM likes k WHERE k.subject_id = likes.subject_id AND k.track_id = $2)";
    static LIKES = "UPDATE likes SET track_id = $2 WHERE track_id = $1";

    // Of two ratings the later one is what the member thinks now.
    static OLDER_RATINGS = "DELETE FROM ratings WHERE track_id = $2 AND EXISTS \
        (SELECT 1 FROM ratings o WHERE o.subject_id = ratings.subject_id AND o.track_id = $1 AND o.changed_at > ratings.changed_at)";
    static SAME_RATINGS = "DELETE FROM ratings WHERE track_id = $1 AND EXISTS \
        (SELECT 1 FROM ratings k WHERE k.subject_id = ratings.subject_id AND k.track_id = $2)";
    static RATINGS = "UPDATE ratings SET track_id = $2 WHERE track_id = $1";

    // A track has one bookmark: the later one.
    static OLDER_BOOKMARKS = "DELETE FROM bookmarks WHERE track_id = $2 AND EXISTS \
        (SELECT 1 FROM bookmarks o WHERE o.subject_id = bookmarks.subject_id AND o.track_id = $1 AND o.changed_at > bookmarks.changed_at)";
    static SAME_BOOKMARKS = "DELETE FROM bookmarks WHERE track_id = $1 AND EXISTS \
        (SELECT 1 FROM bookmarks k WHERE k.subject_id = bookmarks.subject_id AND k.track_id = $2)";
    static BOOKMARKS = "UPDATE bookmarks SET track_id = $2 WHERE track_id = $1";

    // Every entry keeps its place. A change made on an older reading is noticed.
    static REVISIONS = "UPDATE playlists SET revision = revision + 1 WHERE CAST($2 AS BIGINT) IS NOT NULL \
        AND id IN (SELECT playlist_id FROM playlist_items WHERE track_id = $1)";
    static ENTRIES = "UPDATE playlist_items SET track_id = $2 WHERE track_id = $1";
}

/// For each table of this crate that names tracks.
pub static REPLACEMENTS: &[Replacement] = &[
    Replacement { table: "likes", named_by: NamedBy::Number, steps: &[&SAME_LIKES, &LIKES] },
    Replacement { table: "ratings", named_by: NamedBy::Number, steps: &[&OLDER_RATINGS, &SAME_RATINGS, &RATINGS] },
    Replacement {
        table: "bookmarks",
        named_by: NamedBy::Number,
        steps: &[&OLDER_BOOKMARKS, &SAME_BOOKMARKS, &BOOKMARKS],
    },
    Replacement { table: "playlist_items", named_by: NamedBy::Number, steps: &[&REVISIONS, &ENTRIES] },
];
