//! The music library: what is there, found by scanning folders, listed and searched (MUS-1, MUS-2, MUS-12).
//!
//! Policy: no item. Nothing here is about a person; what somebody listens to belongs to other crates.
//!
//! Invariants
//! - No file stops a scan, whatever is in it: `tests/hostile.rs`.
//! - A file that is moved or renamed, or missing for a while, keeps its track's id: `tests/identity.rs`.
//! - An unchanged library is not written to by a scan: `tests/identity.rs`.
//! - A merge moves everything or nothing, and a hidden file stays hidden through scans until it sounds different: `tests/merge.rs`.
//! - Every list pages by a key on an index: `tests/lists.rs`.
//! - A line of lyrics is found while its file has it, on every node: `tests/lines.rs`.
//! - Memory is bounded by what is known of the library, never by what a file claims: `read::budget`.

mod catalog;
pub mod covers;
mod error;
mod explicit;
pub mod identities;
pub mod jobs;
mod known_names;
mod lines;
mod merge;
mod model;
mod names;
mod pages;
pub mod read;
pub mod routes;
mod scan;
mod search;
mod sidecars;
mod spoken;
mod store;
mod track_lyrics;

pub use catalog::{Catalog, Options};
pub use error::Error;
pub use explicit::without_explicit;
pub use lines::FoundLine;
pub use merge::{MERGED_MAX, Merged, NamedBy, Replacement};
pub use model::{
    Advisory, Album, AlbumName, AlbumSummary, Artist, ArtistName, ArtistSummary, AudioSource, Cover, Disc, Facet,
    GainView, Reason, Totals, Track,
};
pub use names::{fold, sort_key};
pub use pages::{AlbumSort, ArtistSort, FacetKind, FolderPage, List, Place, TrackSort, genre_key};
pub use routes::{Genre, cover_at_hand};
pub use scan::{FolderState, MusicFolder, ScanProgress, ScanState, Scope};
pub use store::lists::{Filter, Key};
#[doc(hidden)]
pub use store::lists::{LISTS, ListKind};
pub use store::problems::ProblemRow;
pub use track_lyrics::TrackLyrics;

db::migrations![
    "0001_catalogue",
    "0002_lyrics_offset",
    "0003_merged_tracks",
    "0004_lyric_texts",
    "0005_names_revision",
    "0006_advisory"
];
