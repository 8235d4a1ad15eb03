//! What tells a track, an album or an artist apart in any library, where the ids of this one mean nothing.
//!
//! What has left the library is still described by its id, as histories still name it; only what is there can be found.

use db::Reader;
use ids::{AlbumId, ArtistId, TrackId};

use crate::store::identities as store;

/// Things read at a time when all of a kind are walked, so that no reader is held for long.
const WALKED_AT_A_TIME: usize = 1_000;

/// What tells a track apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackIdentity {
    /// The track, here.
    pub id: TrackId,
    /// Its title.
    pub title: String,
    /// Who performs it, in order.
    pub artists: Vec<String>,
    /// The title of the album it is on.
    pub album: Option<String>,
    /// Its length; zero when unknown.
    pub duration_ms: u64,
    /// The International Standard Recording Code in its tags.
    pub isrc: Option<String>,
    /// The recording in MusicBrainz, by its tags.
    pub musicbrainz_recording: Option<String>,
    /// The release in MusicBrainz, by its tags.
    pub musicbrainz_release: Option<String>,
}

/// What tells an album apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlbumIdentity {
    /// The album, here.
    pub id: AlbumId,
    /// Its title.
    pub title: String,
    /// Whose it is; empty for a compilation of various artists.
    pub artists: Vec<String>,
    /// The year of release.
    pub year: Option<i64>,
}

/// What tells an artist apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArtistIdentity {
    /// The artist, here.
    pub id: ArtistId,
    /// The name.
    pub name: String,
}

/// What tells these tracks apart, in no order; those that never were are left out.
///
/// # Errors
/// The database's.
pub async fn tracks_among(reader: &Reader, ids: &[TrackId]) -> db::Result<Vec<TrackIdentity>> {
    store::tracks_among(reader, ids).await
}

/// What tells these albums apart, in no order; those that never were are left out.
///
/// # Errors
/// The database's.
pub async fn albums_among(reader: &Reader, ids: &[AlbumId]) -> db::Result<Vec<AlbumIdentity>> {
    store::albums_among(reader, ids).await
}

/// What tells these artists apart, in no order; those that never were are left out.
///
/// # Errors
/// The database's.
pub async fn artists_among(reader: &Reader, ids: &[ArtistId]) -> db::Result<Vec<ArtistIdentity>> {
    store::artists_among(reader, ids).await
}

macro_rules! walks {
    ($($(#[$about:meta])* $name:ident: $identity:ty = $after:ident;)*) => {
        $(
            $(#[$about])*
            ///
            /// # Errors
            /// The database's.
            pub async fn $name(reader: &Reader, wanted: impl Fn(&$identity) -> bool) -> db::Result<Vec<$identity>> {
                let mut kept = Vec::new();
                let mut after = i64::MIN;
                loop {
                    let rows = store::$after(reader, after, WALKED_AT_A_TIME as i64).await?;
                    let is_last = rows.len() < WALKED_AT_A_TIME;
                    after = rows.last().map_or(after, |last| last.id.as_i64());
                    kept.extend(rows.into_iter().filter(&wanted));
                    if is_last {
                        return Ok(kept);
                    }
                }
            }
        )*
    };
}

walks! {
    /// The tracks that are in the library and wanted, in the order of their ids.
    tracks_wanted: TrackIdentity = tracks_after;
    /// The albums with something to hear that are wanted, in the order of their ids.
    albums_wanted: AlbumIdentity = albums_after;
    /// The artists with something to hear that are wanted, in the order of their ids.
    artists_wanted: ArtistIdentity = artists_after;
}
