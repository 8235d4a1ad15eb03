//! Lyrics in tags, and what is said of the words: each format's own fields, and those that all formats share.

use lofty::file::AudioFile as _;
use lofty::id3::v2::{Frame, Id3v2Tag};
use lofty::mpeg::{Layer, MpegFile, MpegVersion};
use lofty::ogg::tag::VorbisComments;
use lofty::tag::{ItemKey, Tag};
use lyrics::Parsed;

use crate::model::Advisory;

/// The most fields of lyrics of one file.
const MAX_FIELDS: usize = 16;

/// What a file's tags hold of lyrics.
#[derive(Debug, Default)]
pub(crate) struct Sung {
    /// Texts, each with its language as the tag spells it.
    texts: Vec<(String, Option<String>)>,
    /// Bodies of frames SYLT.
    frames: Vec<Vec<u8>>,
    mpeg_frame_duration_us: Option<u32>,
    advisory: Option<Advisory>,
}

impl Sung {
    /// What only an MPEG file can have.
    pub(crate) fn of_mpeg(file: &MpegFile) -> Self {
        let properties = file.properties();
        // Samples of one frame by version and layer (ISO/IEC 11172-3 and 13818-3).
        let samples: u64 = match (properties.version(), properties.layer()) {
            (_, Layer::Layer1) => 384,
            (MpegVersion::V1, _) | (_, Layer::Layer2) => 1_152,
            _ => 576,
        };
        let rate_hz = u64::from(properties.sample_rate());
        let duration_us = (samples * 1_000_000).checked_div(rate_hz);
        let mut sung = Self::of_id3v2(file.id3v2());
        sung.mpeg_frame_duration_us = duration_us.and_then(|duration_us| u32::try_from(duration_us).ok());
        sung
    }

    /// The frames SYLT of an ID3v2 tag; USLT is shared by all formats.
    pub(crate) fn of_id3v2(tag: Option<&Id3v2Tag>) -> Self {
        let frames = tag.into_iter().flatten().filter_map(|frame| match frame {
            Frame::Binary(frame) if frame.id().as_str() == "SYLT" && frame.data.len() <= lyrics::MAX_SIZE_BYTES => {
                Some(frame.data.to_vec())
            }
            _ => None,
        });
        Self { frames: frames.take(MAX_FIELDS).collect(), ..Self::default() }
    }

    /// The fields of Vorbis comments that other formats do not know.
    pub(crate) fn of_vorbis(comments: Option<&VorbisComments>) -> Self {
        let fields = comments.into_iter().flat_map(|comments| comments.items());
        let texts = fields.filter_map(|(key, value)| {
            let key = key.to_ascii_uppercase();
            let language = match key.as_str() {
                "SYNCEDLYRICS" | "SYNCED LYRICS" | "UNSYNCED LYRICS" => None,
                // `LYRICS:ENG`, and `LYRICS:description:ENG`.
                key => Some(key.strip_prefix("LYRICS:")?.rsplit(':').next()?.to_ascii_lowercase()),
            };
            text_of(value, language)
        });
        let mut fields = comments.into_iter().flat_map(|comments| comments.items());
        let advisory = fields.find(|(key, _)| key.eq_ignore_ascii_case("ITUNESADVISORY"));
        let advisory = advisory.and_then(|(_, value)| Advisory::from_number(value.trim().parse().ok()?));
        Self { texts: texts.take(MAX_FIELDS).collect(), advisory, ..Self::default() }
    }

    /// Adds the fields that all formats share.
    pub(crate) fn with_tags<'a>(mut self, tags: impl Iterator<Item = &'a Tag>) -> Self {
        for tag in tags {
            for key in [ItemKey::Lyrics, ItemKey::UnsyncLyrics] {
                for item in tag.get_items(key) {
                    let language = std::str::from_utf8(item.lang()).ok().map(str::to_ascii_lowercase);
                    let field = item.value().text().and_then(|text| text_of(text, language));
                    self.texts.extend(field.filter(|_| self.texts.len() < MAX_FIELDS));
                }
            }
        }
        self
    }

    /// What a field says of the words that other formats have under the name they share.
    pub(crate) fn advisory(&self) -> Option<Advisory> {
        self.advisory
    }

    /// Whether there is anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.frames.is_empty()
    }

    /// Reads all of it; what cannot be read is left out.
    pub(crate) fn parsed(&self) -> Vec<Parsed> {
        let frames = self.frames.iter().filter_map(|frame| lyrics::read_sylt(frame, self.mpeg_frame_duration_us).ok());
        let texts = self.texts.iter().filter_map(|(text, language)| {
            let repaired = lyrics::repair_mojibake(text);
            let mut parsed = lyrics::parse(repaired.as_deref().unwrap_or(text)).ok()?;
            if parsed.lyrics.language.is_none() {
                parsed.lyrics.language.clone_from(language);
            }
            Some(parsed)
        });
        frames.chain(texts).collect()
    }
}

/// A text that is worth reading; `XXX` and `und` are languages that nobody knows.
fn text_of(text: &str, language: Option<String>) -> Option<(String, Option<String>)> {
    let language = language.filter(|language| {
        language.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
            && !language.is_empty()
            && !matches!(language.as_str(), "xxx" | "und")
    });
    let is_text = !text.trim().is_empty() && text.len() <= lyrics::MAX_SIZE_BYTES;
    is_text.then(|| (text.to_owned(), language))
}
