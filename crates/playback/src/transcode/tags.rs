//! What a transcode says about itself: the words of its track, and how loud it is.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use catalog::{GainView, Track};
use lofty::config::WriteOptions;
use lofty::picture::{MimeType, PictureType};
use lofty::tag::{ItemKey, ItemValue, Tag, TagExt as _, TagItem, TagType};

use crate::media::Codec;

/// The reference of ReplayGain 2 lies 5 dB above that of EBU R 128 (−18 and −23 LUFS), by which Opus counts.
const R128_BELOW_REPLAY_GAIN_DB: f64 = 5.0;
const VENDOR: &str = "Qingyin";
/// The type "cover (front)" of a picture (RFC 9639 §8.8).
const FRONT_COVER: u32 = 3;
const JPEG: &str = "image/jpeg";

/// The picture of a track, which goes along where the transcode is for keeps.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture(Bytes);

impl Picture {
    /// A picture from the bytes of a JPEG file.
    #[must_use]
    pub fn jpeg(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// The picture as FLAC has it, which Ogg takes over: a block without its head (RFC 9639 §8.8).
    pub(super) fn block(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.0.len() + 64);
        let mut put = |number: u32| out.extend_from_slice(&number.to_be_bytes());
        put(FRONT_COVER);
        put(JPEG.len() as u32);
        out.extend_from_slice(JPEG.as_bytes());
        // No description; width, height, depth and colours stay 0, as the picture tells them itself.
        out.extend_from_slice(&[0; 20]);
        out.extend_from_slice(&(self.0.len() as u32).to_be_bytes());
        out.extend_from_slice(&self.0);
        out
    }

    /// How many bytes its file has.
    pub(super) fn size_bytes(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Picture({:x})", fnv(&self.0))
    }
}

/// The words of a track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackTags {
    /// Its title.
    pub title: String,
    /// Who performs it.
    pub artists: Vec<String>,
    /// Its album.
    pub album: Option<String>,
    /// Whose album that is.
    pub album_artists: Vec<String>,
    /// The number on its disc.
    pub track_number: Option<u32>,
    /// The disc of the album.
    pub disc_number: Option<u32>,
    /// The year of release.
    pub year: Option<u32>,
    /// Genres.
    pub genres: Vec<String>,
    /// Composers.
    pub composers: Vec<String>,
    /// Loudness.
    pub gain: GainView,
    /// Its picture, where that goes along.
    pub picture: Option<Picture>,
}

impl From<&Track> for TrackTags {
    fn from(track: &Track) -> Self {
        Self {
            title: track.title.clone(),
            artists: track.artists.iter().map(|artist| artist.name.clone()).collect(),
            album: track.album.as_ref().map(|album| album.title.clone()),
            album_artists: track.album_artists.iter().map(|artist| artist.name.clone()).collect(),
            track_number: track.track_number,
            disc_number: track.disc_number,
            year: track.year,
            genres: track.genres.clone(),
            composers: track.composers.clone(),
            gain: track.gain,
            picture: None,
        }
    }
}

impl TrackTags {
    /// The same words, with a picture.
    #[must_use]
    pub fn with_picture(self, picture: Option<Picture>) -> Self {
        Self { picture, ..self }
    }

    /// Names and values as Vorbis comments have them; a name comes once for each value.
    ///
    /// Loudness goes along in the words of the target: Opus has its own (RFC 7845 §5.2.1), and shall have no other.
    pub(super) fn comments(&self, codec: Codec) -> Vec<(&'static str, String)> {
        let mut comments = Vec::new();
        let mut put = |name: &'static str, value: String| {
            if !value.is_empty() {
                comments.push((name, value));
            }
        };
        put("TITLE", self.title.clone());
        self.artists.iter().for_each(|artist| put("ARTIST", artist.clone()));
        put("ALBUM", self.album.clone().unwrap_or_default());
        self.album_artists.iter().for_each(|artist| put("ALBUMARTIST", artist.clone()));
        put("TRACKNUMBER", self.track_number.map(|number| number.to_string()).unwrap_or_default());
        put("DISCNUMBER", self.disc_number.map(|number| number.to_string()).unwrap_or_default());
        put("DATE", self.year.map(|year| year.to_string()).unwrap_or_default());
        self.genres.iter().for_each(|genre| put("GENRE", genre.clone()));
        self.composers.iter().for_each(|composer| put("COMPOSER", composer.clone()));
        comments.extend(self.loudness(codec));
        // FLAC has a block of its own for it, Ogg this comment.
        if let (Codec::Opus, Some(picture)) = (codec, &self.picture) {
            comments.push(("METADATA_BLOCK_PICTURE", STANDARD.encode(picture.block())));
        }
        comments
    }

    fn loudness(&self, codec: Codec) -> Vec<(&'static str, String)> {
        let GainView { track_db, track_peak, album_db, album_peak } = self.gain;
        if codec == Codec::Opus {
            let r128 = |db: f64| ((db - R128_BELOW_REPLAY_GAIN_DB) * 256.0).round().clamp(-32_768.0, 32_767.0);
            let track = track_db.map(|db| ("R128_TRACK_GAIN", format!("{}", r128(db))));
            return track.into_iter().chain(album_db.map(|db| ("R128_ALBUM_GAIN", format!("{}", r128(db))))).collect();
        }
        let gain = |name, db: Option<f64>| db.map(|db| (name, format!("{db:.2} dB")));
        let peak = |name, peak: Option<f64>| peak.map(|peak| (name, format!("{peak:.6}")));
        [
            gain("REPLAYGAIN_TRACK_GAIN", track_db),
            peak("REPLAYGAIN_TRACK_PEAK", track_peak),
            gain("REPLAYGAIN_ALBUM_GAIN", album_db),
            peak("REPLAYGAIN_ALBUM_PEAK", album_peak),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The comment header without its frame: who made it, and the comments (Vorbis I §5.2.1).
    pub(super) fn comment_header(&self, codec: Codec) -> Vec<u8> {
        let mut out = Vec::new();
        let mut put = |text: &str| {
            out.extend_from_slice(&(text.len() as u32).to_le_bytes());
            out.extend_from_slice(text.as_bytes());
        };
        put(VENDOR);
        let comments = self.comments(codec);
        let lines: Vec<String> = comments.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        out.extend_from_slice(&(lines.len() as u32).to_le_bytes());
        for line in lines {
            out.extend_from_slice(&(line.len() as u32).to_le_bytes());
            out.extend_from_slice(line.as_bytes());
        }
        out
    }

    /// The comments with all values of a name in one, for readers that take only the first.
    fn joined(&self, codec: Codec) -> Vec<(&'static str, String)> {
        let mut joined: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in self.comments(codec) {
            match joined.last_mut().filter(|(last, _)| *last == name) {
                Some((_, values)) => {
                    values.push_str("; ");
                    values.push_str(&value);
                }
                None => joined.push((name, value)),
            }
        }
        joined
    }

    /// Names and values as ffmpeg takes them.
    pub(super) fn for_ffmpeg(&self, codec: Codec) -> Vec<String> {
        let known = |name: &'static str| match name {
            "TRACKNUMBER" => "track",
            "DISCNUMBER" => "disc",
            "ALBUMARTIST" => "album_artist",
            other => other,
        };
        // A null would end the argument early.
        self.joined(codec)
            .into_iter()
            .map(|(name, value)| format!("{}={}", known(name), value.replace('\0', " ")))
            .collect()
    }

    /// A tag as it stands before MP3 and bare AAC (ID3v2.4).
    pub(super) fn id3(&self) -> Vec<u8> {
        let mut tag = Tag::new(TagType::Id3v2);
        for (name, value) in self.joined(Codec::Mp3) {
            if let Some(key) = ItemKey::from_key(TagType::VorbisComments, name) {
                tag.push(TagItem::new(key, ItemValue::Text(value)));
            }
        }
        if let Some(picture) = &self.picture {
            let picture = lofty::picture::Picture::unchecked(picture.0.to_vec())
                .pic_type(PictureType::CoverFront)
                .mime_type(MimeType::Jpeg);
            tag.push_picture(picture.build());
        }
        let mut out = Vec::new();
        let options = WriteOptions::new().preferred_padding(0);
        // Words that cannot be written, such as those beyond 256 MiB, stay out: the music plays on.
        if tag.dump_to(&mut out, options).is_err() {
            out.clear();
        }
        out
    }

    /// The list `INFO` of a WAV file.
    pub(super) fn riff_info(&self) -> Vec<u8> {
        let mut items = Vec::new();
        let mut put = |name: &[u8; 4], value: &str| {
            if value.is_empty() {
                return;
            }
            // Ended by a null, and of an even length.
            let length = value.len() + 1;
            items.extend_from_slice(name);
            items.extend_from_slice(&(length as u32).to_le_bytes());
            items.extend_from_slice(value.as_bytes());
            items.extend(std::iter::repeat_n(0, 1 + length % 2));
        };
        put(b"INAM", &self.title);
        put(b"IART", &self.artists.join("; "));
        put(b"IPRD", self.album.as_deref().unwrap_or_default());
        put(b"ITRK", &self.track_number.map(|number| number.to_string()).unwrap_or_default());
        put(b"ICRD", &self.year.map(|year| year.to_string()).unwrap_or_default());
        put(b"IGNR", &self.genres.join("; "));
        items
    }

    /// A number that differs where the words do (FNV-1a), for the name under which a transcode is kept.
    pub(super) fn digest(&self) -> u64 {
        fnv(format!("{self:?}").as_bytes())
    }
}

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum: u64, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::TrackTags;
    use crate::media::Codec;
    use catalog::GainView;

    #[test]
    fn loudness_speaks_the_language_of_the_target() {
        let gain = GainView { track_db: Some(-6.5), track_peak: Some(0.98), album_db: Some(-7.0), album_peak: None };
        let tags = TrackTags {
            title: "茉莉花".to_owned(),
            artists: vec!["甲".into(), "乙".into()],
            gain,
            ..TrackTags::default()
        };
        let opus = tags.comments(Codec::Opus);
        assert!(opus.contains(&("R128_TRACK_GAIN", "-2944".to_owned())), "{opus:?}");
        assert!(opus.contains(&("R128_ALBUM_GAIN", "-3072".to_owned())));
        assert!(opus.iter().all(|(name, _)| !name.starts_with("REPLAYGAIN")));
        let flac = tags.comments(Codec::Flac);
        assert!(flac.contains(&("REPLAYGAIN_TRACK_GAIN", "-6.50 dB".to_owned())));
        assert!(flac.contains(&("REPLAYGAIN_TRACK_PEAK", "0.980000".to_owned())));
        assert_eq!(tags.for_ffmpeg(Codec::Mp3)[..2], ["TITLE=茉莉花", "ARTIST=甲; 乙"]);
    }
}
