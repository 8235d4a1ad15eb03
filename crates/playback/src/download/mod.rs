//! Downloads: a track as a file, an album or a playlist as an archive, as they are or in a quality of one's choice.
//!
//! Downloading is open to everyone, like playing. An archive is written while it is sent: nothing is laid down on disk, and what is in
//! memory does not grow with it. Where every entry goes as it is, the archive's length is told beforehand.
//!
//! Policy: item `download` for purpose `download_history` ([`crate::history`]); kept 180 days, and erased by a withdrawal.
//!
//! Invariants
//! - What cannot be read is named in the archive; one that breaks off is seen to be broken.
//! - Refusing the history costs the history, never the download.

mod archive;
mod log;
mod names;
mod routes;
mod shelf;
mod zip;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, header};
use http_api::Problem;
use ids::SubjectId;
use units::Clock;

pub use routes::routes;
pub use shelf::{Collection, Shelf, Wanted};

use crate::history::History;
use crate::media::Codec;
use crate::plan::{Quality, Target, engine_for};
use crate::problems::Refused;
use crate::{AudioSource, Playback, Stream};
use archive::{Planner, artist_and_title, stem};
use names::{attachment, file_name};

/// How downloads are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What to make of the files; as they are when nothing is chosen.
    pub codec: Option<Codec>,
    /// How good that shall sound.
    pub quality: Quality,
}

impl Choice {
    /// The name under which a history keeps it: `original`, or the codec.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.codec.map_or("original", Codec::name)
    }

    /// What is to be made of a file; nothing when it goes as it is, because it is wanted so or is already no larger than what was wanted.
    fn target(self, playback: &Playback, source: &AudioSource) -> Result<Option<Target>, Refused> {
        let Some(codec) = self.codec else { return Ok(None) };
        let facts = source.facts;
        let bitrate_kbps = self.quality.bitrate_kbps(codec);
        let is_small = codec.is_lossless() || facts.bitrate_kbps.is_some_and(|kbps| kbps <= bitrate_kbps);
        if facts.codec == codec && is_small {
            return Ok(None);
        }
        let abilities = playback.transcoder().abilities();
        let engine = engine_for(facts.codec, codec, abilities).ok_or(Refused::NothingToPlay)?;
        Ok(Some(Target::new(codec, bitrate_kbps, engine)))
    }
}

/// Gives out files and archives; clones share everything.
#[derive(Clone, Debug)]
pub struct Downloads {
    playback: Playback,
    shelf: Shelf,
    history: History,
    clock: Arc<dyn Clock>,
}

impl Downloads {
    /// Downloads of what is on `shelf`.
    #[must_use]
    pub fn new(playback: Playback, shelf: Shelf, history: History, clock: Arc<dyn Clock>) -> Self {
        Self { playback, shelf, history, clock }
    }

    /// One track as a file under its own name. The file as it is, and a transcode made before, can be had by range,
    /// so that what broke off goes on.
    ///
    /// # Errors
    /// Not found; [`crate::codes::UNAVAILABLE`] when this server cannot make what was chosen; [`crate::codes::BUSY`].
    pub async fn file(
        &self,
        track: ids::TrackId,
        choice: Choice,
        method: &Method,
        headers: &HeaderMap,
    ) -> Result<Response<Body>, Problem> {
        let source = self.playback.source(track).await?;
        let named = self.shelf.open(None, Wanted::Track(track)).await?.tracks.into_iter().next();
        let named = named.ok_or_else(Problem::not_found)?;
        let (name, stream) = match choice.target(&self.playback, &source)? {
            None => (file_name(&named.file_name, "track"), Stream::Original),
            Some(target) => {
                let name = format!("{}.{}", artist_and_title(&named), target.file_ending());
                (name, Stream::Transcode { target, start_ms: 0, has_picture: true })
            }
        };
        let mut response = self.playback.stream(&source, stream, method, headers, None, None).await?;
        if response.status().is_success() {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment(&name));
        }
        Ok(response)
    }

    /// An album or a playlist as an archive, made while it is sent.
    ///
    /// # Errors
    /// Not found, also for what the viewer may not see.
    pub async fn archive(
        &self,
        viewer: Option<SubjectId>,
        wanted: Wanted,
        choice: Choice,
        method: &Method,
    ) -> Result<Response<Body>, Problem> {
        let collection = self.shelf.open(viewer, wanted).await?;
        let mut planner = Planner::new(self.clock.now());
        for (index, track) in collection.tracks.iter().enumerate() {
            let source = self.playback.source_if_playable(track.id).await?;
            // What cannot be made goes as it is: a file in another form is worth more than none.
            let target = source.as_ref().and_then(|source| choice.target(&self.playback, source).ok().flatten());
            planner.track(&self.playback, &stem(wanted, index, track), source, target).await;
        }
        if let Some(cover) = collection.cover {
            planner.cover(cover);
        }
        let plan = planner.finish();
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
        let name = format!("{}.zip", file_name(&collection.title, "music"));
        headers.insert(header::CONTENT_DISPOSITION, attachment(&name));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("none"));
        if let Some(size_bytes) = plan.size_bytes() {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size_bytes));
        }
        if *method != Method::HEAD {
            *response.body_mut() = archive::body(self.playback.clone(), plan);
        }
        Ok(response)
    }
}
