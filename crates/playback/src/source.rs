//! Where a track's file is, as playback needs to know it.

use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use catalog::covers::Format;
use catalog::{Catalog, GainView};
use http_api::Problem;
use ids::TrackId;

use crate::media::{Codec, Container, media_type};
use crate::plan::TrackFacts;
use crate::transcode::{Picture, TrackTags};

/// A track's file and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AudioSource {
    /// The track.
    pub track_id: TrackId,
    /// The file.
    pub path: PathBuf,
    /// Codec, container and rate.
    pub facts: TrackFacts,
    /// The codec's name in the catalogue; it may be one that playback has no word for.
    pub codec_name: String,
    /// Length in milliseconds; 0 when unknown.
    pub duration_ms: u64,
    /// Loudness.
    pub gain: GainView,
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

impl From<catalog::AudioSource> for AudioSource {
    fn from(source: catalog::AudioSource) -> Self {
        let catalog::AudioSource { track_id, path, codec, container, duration_ms, gain, playable, .. } = source;
        let facts = TrackFacts {
            codec: Codec::named(&codec),
            container: Container::named(&container),
            bitrate_kbps: source.bitrate_kbps,
            sample_rate_hz: source.sample_rate_hz,
            channels: source.channels,
            bit_depth: source.bit_depth,
        };
        Self { track_id, path, facts, codec_name: codec, duration_ms, gain, playable }
    }
}

/// The side of pictures in transcodes, in pixels: enough for a phone and a car, and small beside the music.
const PICTURE_PIXELS: u32 = 600;

type Described = Pin<Box<dyn Future<Output = Result<TrackTags, Problem>> + Send>>;
type Pictured = Pin<Box<dyn Future<Output = Result<Option<Picture>, Problem>> + Send>>;
type Found = Pin<Box<dyn Future<Output = Result<Option<AudioSource>, Problem>> + Send>>;

/// Finds the file of a track.
///
/// A function rather than the catalogue itself: streaming needs this one answer of it.
#[derive(Clone)]
pub struct Sources {
    find: Arc<dyn Fn(TrackId) -> Found + Send + Sync>,
    describe: Arc<dyn Fn(TrackId) -> Described + Send + Sync>,
    picture: Arc<dyn Fn(TrackId) -> Pictured + Send + Sync>,
}

impl Sources {
    /// The sources that the catalogue knows.
    #[must_use]
    pub fn of(catalog: Catalog) -> Self {
        let (words, pictures) = (catalog.clone(), catalog.clone());
        Self::new(move |track| {
            let catalog = catalog.clone();
            async move { Ok(catalog.audio_source(track).await?.map(AudioSource::from)) }
        })
        .described_by(move |track| {
            let catalog = words.clone();
            async move { Ok(catalog.track(track).await?.as_ref().map(TrackTags::from).unwrap_or_default()) }
        })
        .pictured_by(move |track| {
            let catalog = pictures.clone();
            async move {
                let cover = catalog.track(track).await?.and_then(|track| track.cover);
                let Some(cover) = cover else { return Ok(None) };
                // A picture that cannot be read keeps nobody from the music.
                let jpeg = catalog.cover(cover.id, PICTURE_PIXELS, Format::Jpeg).await.ok();
                Ok(jpeg.map(Picture::jpeg))
            }
        })
    }

    /// Sources found by `find`.
    pub fn new<F, Fut>(find: F) -> Self
    where
        F: Fn(TrackId) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Option<AudioSource>, Problem>> + Send + 'static,
    {
        let describe: Arc<dyn Fn(TrackId) -> Described + Send + Sync> =
            Arc::new(|_| Box::pin(std::future::ready(Ok(TrackTags::default()))));
        let picture: Arc<dyn Fn(TrackId) -> Pictured + Send + Sync> =
            Arc::new(|_| Box::pin(std::future::ready(Ok(None))));
        Self { find: Arc::new(move |track| Box::pin(find(track))), describe, picture }
    }

    /// The same sources, with what their transcodes say of themselves.
    #[must_use]
    pub fn described_by<F, Fut>(self, describe: F) -> Self
    where
        F: Fn(TrackId) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<TrackTags, Problem>> + Send + 'static,
    {
        Self { describe: Arc::new(move |track| Box::pin(describe(track))), ..self }
    }

    /// The same sources, with their pictures.
    #[must_use]
    pub fn pictured_by<F, Fut>(self, picture: F) -> Self
    where
        F: Fn(TrackId) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Option<Picture>, Problem>> + Send + 'static,
    {
        Self { picture: Arc::new(move |track| Box::pin(picture(track))), ..self }
    }

    pub(crate) async fn picture(&self, track: TrackId) -> Result<Option<Picture>, Problem> {
        (self.picture)(track).await
    }

    pub(crate) async fn find(&self, track: TrackId) -> Result<Option<AudioSource>, Problem> {
        (self.find)(track).await
    }

    pub(crate) async fn describe(&self, track: TrackId) -> Result<TrackTags, Problem> {
        (self.describe)(track).await
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sources")
    }
}
