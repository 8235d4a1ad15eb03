//! Where a track's file is, as playback needs to know it.

use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use http_api::Problem;
use ids::TrackId;
use serde::Serialize;

use crate::media::{Codec, media_type};
use crate::plan::TrackFacts;

/// How much louder or softer a track is to be played, so that all sound equally loud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = PlaybackGain)]
pub struct Gain {
    /// For the track alone, in decibels.
    pub track_db: Option<f64>,
    /// The loudest sample of the track, of full scale 1.0.
    pub track_peak: Option<f64>,
    /// For the album as a whole, in decibels.
    pub album_db: Option<f64>,
    /// The loudest sample of the album, of full scale 1.0.
    pub album_peak: Option<f64>,
}

/// A track's file and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioSource {
    /// The file.
    pub path: PathBuf,
    /// Codec, container and rate.
    pub facts: TrackFacts,
    /// The codec's name in the catalogue; it may be one that playback has no word for.
    pub codec_name: String,
    /// Length in milliseconds; 0 when unknown.
    pub duration_ms: u64,
    /// Loudness.
    pub gain: Gain,
    /// Whether it can be expected to play.
    pub playable: bool,
}

impl AudioSource {
    /// The media type of the file.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        media_type(self.facts.codec, self.facts.container)
    }

    /// The name under which the API shows the file's codec.
    #[must_use]
    pub fn codec_name(&self) -> &str {
        if self.facts.codec == Codec::Other { &self.codec_name } else { self.facts.codec.name() }
    }
}

type Found = Pin<Box<dyn Future<Output = Result<Option<AudioSource>, Problem>> + Send>>;

/// Finds the file of a track.
///
/// A function rather than the catalogue itself: streaming needs this one answer of it.
#[derive(Clone)]
pub struct Sources(Arc<dyn Fn(TrackId) -> Found + Send + Sync>);

impl Sources {
    /// Sources found by `find`.
    pub fn new<F, Fut>(find: F) -> Self
    where
        F: Fn(TrackId) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Option<AudioSource>, Problem>> + Send + 'static,
    {
        Self(Arc::new(move |track| Box::pin(find(track))))
    }

    pub(crate) async fn find(&self, track: TrackId) -> Result<Option<AudioSource>, Problem> {
        (self.0)(track).await
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sources")
    }
}
