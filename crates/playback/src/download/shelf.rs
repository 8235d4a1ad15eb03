//! What may be downloaded, as whoever puts the service together looks it up.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use catalog::Track;
use http_api::Problem;
use ids::{AlbumId, PlaylistId, SubjectId, TrackId};

/// One thing to download.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// One track.
    Track(TrackId),
    /// An album.
    Album(AlbumId),
    /// A playlist.
    Playlist(PlaylistId),
}

impl Wanted {
    /// Reads an id of any of the kinds; nothing when it is of another.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let track = text.parse().map(Self::Track);
        track.or_else(|_| text.parse().map(Self::Album)).or_else(|_| text.parse().map(Self::Playlist)).ok()
    }

    /// The kind's name in the API.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Track(_) => "track",
            Self::Album(_) => "album",
            Self::Playlist(_) => "playlist",
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Track(id) => id.fmt(formatter),
            Self::Album(id) => id.fmt(formatter),
            Self::Playlist(id) => id.fmt(formatter),
        }
    }
}

/// What is behind one thing to download.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// What it is called.
    pub title: String,
    /// Its tracks, in order; also those whose file is missing.
    pub tracks: Vec<Track>,
    /// Its cover as a JPEG.
    pub cover: Option<Bytes>,
}

type Opened = Pin<Box<dyn Future<Output = Result<Option<Collection>, Problem>> + Send>>;
type Titled = Pin<Box<dyn Future<Output = Result<HashMap<Wanted, String>, Problem>> + Send>>;

/// Looks up what may be downloaded by whom.
///
/// Functions rather than the library itself, which stands beside this crate: downloads need these two answers of it.
#[derive(Clone)]
pub struct Shelf {
    open: Arc<dyn Fn(Option<SubjectId>, Wanted) -> Opened + Send + Sync>,
    titles: Arc<dyn Fn(Option<SubjectId>, Vec<Wanted>) -> Titled + Send + Sync>,
}

impl Shelf {
    /// A shelf whose things are opened by `open` and named by `titles`.
    ///
    /// Both are told who asks, and leave out what that person may not see.
    pub fn new<O, OFut, T, TFut>(open: O, titles: T) -> Self
    where
        O: Fn(Option<SubjectId>, Wanted) -> OFut + Send + Sync + 'static,
        OFut: Future<Output = Result<Option<Collection>, Problem>> + Send + 'static,
        T: Fn(Option<SubjectId>, Vec<Wanted>) -> TFut + Send + Sync + 'static,
        TFut: Future<Output = Result<HashMap<Wanted, String>, Problem>> + Send + 'static,
    {
        Self {
            open: Arc::new(move |viewer, wanted| Box::pin(open(viewer, wanted))),
            titles: Arc::new(move |viewer, wanted| Box::pin(titles(viewer, wanted))),
        }
    }

    pub(crate) async fn open(&self, viewer: Option<SubjectId>, wanted: Wanted) -> Result<Collection, Problem> {
        (self.open)(viewer, wanted).await?.ok_or_else(Problem::not_found)
    }

    pub(crate) async fn titles(
        &self,
        viewer: Option<SubjectId>,
        wanted: Vec<Wanted>,
    ) -> Result<HashMap<Wanted, String>, Problem> {
        (self.titles)(viewer, wanted).await
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Shelf")
    }
}
