//! Tags: names, numbers, ReplayGain, lyrics and covers, in each container's own way.

use std::path::Path;

use lofty::config::WriteOptions;
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::tag::items::Lang;
use lofty::tag::{ItemKey, ItemValue, Tag, TagExt as _, TagItem, TagType};

use crate::library::Album;
use crate::mix::Measured;
use crate::score::{Format, Score};

/// Loudness to which ReplayGain 2.0 brings music, in LUFS.
const REPLAYGAIN_LUFS: f64 = -18.0;
/// Loudness to which Opus header gains refer (RFC 7845, section 5.2.1), in LUFS.
const R128_LUFS: f64 = -23.0;

/// All that the tag of one track says.
pub struct TrackTag<'a> {
    /// Its piece.
    pub score: &'a Score,
    /// Its release.
    pub album: &'a Album,
    /// Disc, from 1.
    pub disc: usize,
    /// Track on the disc, from 1.
    pub track: usize,
    /// Loudness and peak of the track.
    pub measured: Measured,
    /// Loudness and peak of the release.
    pub album_measured: Measured,
    /// LRC text to embed.
    pub lyrics: Option<String>,
    /// JPEG to embed.
    pub cover: Option<Vec<u8>>,
}

/// Writes the tag into the file.
///
/// # Errors
/// The file cannot be written in its format.
pub fn write(path: &Path, track: &TrackTag<'_>) -> Result<(), lofty::error::FileEncodingError> {
    let format = track.score.format;
    let mut tag = Tag::new(match format {
        Format::Mp3 => TagType::Id3v2,
        Format::M4a => TagType::Mp4Ilst,
        Format::Flac | Format::Ogg | Format::Opus => TagType::VorbisComments,
    });
    let (score, album) = (track.score, track.album);
    let mut put = |key: ItemKey, value: String| {
        let mut item = TagItem::new(key, ItemValue::Text(value));
        item.set_lang(language(&score.language));
        tag.push(item);
    };
    put(ItemKey::TrackTitle, score.title.clone());
    score.artists.iter().for_each(|artist| put(ItemKey::TrackArtist, artist.clone()));
    put(ItemKey::AlbumTitle, album.title.clone());
    put(ItemKey::AlbumArtist, album.artist.clone());
    put(ItemKey::TrackNumber, track.track.to_string());
    put(ItemKey::TrackTotal, album.discs[track.disc - 1].tracks.len().to_string());
    put(ItemKey::DiscNumber, track.disc.to_string());
    put(ItemKey::DiscTotal, album.discs.len().to_string());
    if let Some(subtitle) = &album.discs[track.disc - 1].title {
        put(ItemKey::SetSubtitle, subtitle.clone());
    }
    score.genres.iter().for_each(|genre| put(ItemKey::Genre, genre.clone()));
    put(ItemKey::RecordingDate, album.date.clone());
    put(ItemKey::Composer, score.composer.clone());
    if let Some(lyricist) = &score.lyricist {
        put(ItemKey::Lyricist, lyricist.clone());
    }
    put(ItemKey::Language, score.language.clone());
    put(ItemKey::Label, "清音 Qingyin".into());
    put(ItemKey::CopyrightMessage, "Public-domain work; recording by the Qingyin project, Apache-2.0".into());
    if album.compilation {
        put(ItemKey::FlagCompilation, "1".into());
    }
    if format == Format::Opus {
        let q7_8 = |measured: &Measured| ((R128_LUFS - measured.loudness_lufs) * 256.0).round().to_string();
        put(ItemKey::R128TrackGain, q7_8(&track.measured));
        put(ItemKey::R128AlbumGain, q7_8(&track.album_measured));
    } else {
        let gain = |measured: &Measured| format!("{:.2} dB", REPLAYGAIN_LUFS - measured.loudness_lufs);
        put(ItemKey::ReplayGainTrackGain, gain(&track.measured));
        put(ItemKey::ReplayGainTrackPeak, format!("{:.6}", track.measured.peak));
        put(ItemKey::ReplayGainAlbumGain, gain(&track.album_measured));
        put(ItemKey::ReplayGainAlbumPeak, format!("{:.6}", track.album_measured.peak));
    }
    if let Some(lyrics) = &track.lyrics {
        let key = if format == Format::Mp3 { ItemKey::UnsyncLyrics } else { ItemKey::Lyrics };
        put(key, lyrics.clone());
    }
    if let Some(cover) = &track.cover {
        let picture =
            Picture::unchecked(cover.clone()).pic_type(PictureType::CoverFront).mime_type(MimeType::Jpeg).build();
        tag.push_picture(picture);
    }
    tag.save_to_path(path, WriteOptions::default().preferred_padding(512))
}

/// ID3v2 asks for a language beside lyrics; anything but three letters becomes "unknown".
fn language(code: &str) -> Lang {
    code.as_bytes().try_into().unwrap_or(*b"XXX")
}
