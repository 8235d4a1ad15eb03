//! Which formats there are, told from a file's first bytes.

use lofty::file::FileType;

/// How many bytes from the start decide.
pub(crate) const HEAD_BYTES: usize = 4096;

/// What a file is listed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Music.
    Audio,
    /// Moving pictures with sound.
    Video,
}

/// How a file's content is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// A format whose tags and facts one parser knows.
    Tagged(FileType),
    /// A container that is probed for its tracks.
    Probed(&'static str),
    /// A format that is known by its mark only.
    Listed(&'static str),
    /// None of these.
    Unknown,
}

/// Endings that make a file part of the library, and how it is listed.
///
/// Only the listing follows the name; what is in the file is told by its content.
const ENDINGS: &[(&str, Kind)] = &[
    ("aac", Kind::Audio),
    ("aif", Kind::Audio),
    ("aifc", Kind::Audio),
    ("aiff", Kind::Audio),
    ("ape", Kind::Audio),
    ("asf", Kind::Audio),
    ("dff", Kind::Audio),
    ("dsf", Kind::Audio),
    ("flac", Kind::Audio),
    ("m4a", Kind::Audio),
    ("m4b", Kind::Audio),
    ("m4v", Kind::Video),
    ("mka", Kind::Audio),
    ("mkv", Kind::Video),
    ("mov", Kind::Video),
    ("mp2", Kind::Audio),
    ("mp3", Kind::Audio),
    ("mp4", Kind::Video),
    ("mpc", Kind::Audio),
    ("oga", Kind::Audio),
    ("ogg", Kind::Audio),
    ("opus", Kind::Audio),
    ("spx", Kind::Audio),
    ("tta", Kind::Audio),
    ("wav", Kind::Audio),
    ("weba", Kind::Audio),
    ("webm", Kind::Video),
    ("wma", Kind::Audio),
    ("wv", Kind::Audio),
];

/// How a file is listed by its name's ending; `None` when it is no part of the library.
#[must_use]
pub fn kind_of_name(name: &[u8]) -> Option<Kind> {
    let dot = name.iter().rposition(|byte| *byte == b'.')?;
    let ending = name.get(dot + 1..).filter(|ending| ending.len() <= 4)?;
    ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known.as_bytes())).map(|(_, kind)| *kind)
}

pub(crate) fn sniff(head: &[u8], name: &str) -> Content {
    let at = |offset: usize, mark: &[u8]| head.get(offset..offset + mark.len()) == Some(mark);
    if at(0, b"fLaC") {
        return Content::Tagged(FileType::Flac);
    }
    if at(0, b"OggS") {
        return sniff_ogg(head);
    }
    if at(4, b"ftyp") {
        return Content::Tagged(FileType::Mp4);
    }
    if at(0, b"RIFF") && at(8, b"WAVE") {
        return Content::Tagged(FileType::Wav);
    }
    if at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC")) {
        return Content::Tagged(FileType::Aiff);
    }
    if at(0, b"MAC ") {
        return Content::Tagged(FileType::Ape);
    }
    if at(0, b"wvpk") {
        return Content::Tagged(FileType::WavPack);
    }
    if at(0, b"MPCK") || at(0, b"MP+") {
        return Content::Tagged(FileType::Mpc);
    }
    if at(0, &[0x1a, 0x45, 0xdf, 0xa3]) {
        let is_webm = head.windows(4).take(64).any(|window| window == b"webm");
        return Content::Probed(if is_webm { "webm" } else { "matroska" });
    }
    if at(0, &[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]) {
        return Content::Listed("wma");
    }
    if at(0, b"DSD ") || (at(0, b"FRM8") && at(12, b"DSD ")) {
        return Content::Listed("dsd");
    }
    if at(0, b"TTA1") || at(0, b"TTA2") {
        return Content::Listed("tta");
    }
    if at(0, b"ID3") {
        return after_id3(name);
    }
    match mpeg_sync(head) {
        Some(sync) => sync,
        None => Content::Unknown,
    }
}

/// An ID3v2 tag says nothing of what follows it, and may be megabytes long: the name's ending decides, MP3 in doubt.
fn after_id3(name: &str) -> Content {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if ending == "tta" {
        return Content::Listed("tta");
    }
    Content::Tagged(match ending.as_str() {
        "flac" => FileType::Flac,
        "ape" => FileType::Ape,
        "aac" => FileType::Aac,
        "mpc" => FileType::Mpc,
        _ => FileType::Mpeg,
    })
}

fn sniff_ogg(head: &[u8]) -> Content {
    // The first packet follows the page header of 27 bytes and its table of segments.
    let segments = usize::from(head.get(26).copied().unwrap_or_default());
    let packet = head.get(27 + segments..).unwrap_or_default();
    if packet.starts_with(b"OpusHead") {
        Content::Tagged(FileType::Opus)
    } else if packet.starts_with(b"\x01vorbis") {
        Content::Tagged(FileType::Vorbis)
    } else if packet.starts_with(b"Speex   ") {
        Content::Tagged(FileType::Speex)
    } else {
        Content::Probed("ogg")
    }
}

/// Two frame headers in a row, so that a stray byte pair in some other file does not count.
fn mpeg_sync(head: &[u8]) -> Option<Content> {
    let junk = head.iter().position(|byte| *byte != 0)?;
    (junk..head.len().saturating_sub(4)).take(2048).find_map(|offset| {
        let header = &head[offset..];
        if header[0] != 0xff {
            return None;
        }
        if header[1] & 0xf6 == 0xf0 {
            let length = adts_length(header)?;
            let next = head.get(offset + length..).filter(|next| next.len() >= 2);
            let is_frame = next.is_some_and(|next| next[0] == 0xff && next[1] & 0xf6 == 0xf0);
            return is_frame.then_some(Content::Tagged(FileType::Aac));
        }
        let length = mpeg_length(header)?;
        let is_frame = match head.get(offset + length..) {
            Some(next) if next.len() >= 2 => next[0] == 0xff && next[1] & 0xe0 == 0xe0,
            // A truncated file ends inside its first frame.
            _ => offset == junk,
        };
        is_frame.then_some(Content::Tagged(FileType::Mpeg))
    })
}

fn adts_length(header: &[u8]) -> Option<usize> {
    let bytes = header.get(..6)?;
    let length = usize::from(bytes[3] & 3) << 11 | usize::from(bytes[4]) << 3 | usize::from(bytes[5] >> 5);
    (length > 7).then_some(length)
}

/// The length of an MPEG audio frame (ISO/IEC 11172-3 2.4.2.3, with the low rates of 13818-3).
fn mpeg_length(header: &[u8]) -> Option<usize> {
    const RATES_V1: [[u32; 15]; 3] = [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    ];
    const RATES_V2: [[u32; 15]; 2] = [
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    if header[1] & 0xe0 != 0xe0 {
        return None;
    }
    let version = header[1] >> 3 & 3;
    let layer = match header[1] >> 1 & 3 {
        3 => 1,
        2 => 2,
        1 => 3,
        _ => return None,
    };
    let rate_index = usize::from(header[2] >> 4);
    let sample_index = usize::from(header[2] >> 2 & 3);
    if version == 1 || rate_index == 0 || rate_index == 15 || sample_index == 3 {
        return None;
    }
    let is_v1 = version == 3;
    let kbps = if is_v1 { RATES_V1[layer - 1][rate_index] } else { RATES_V2[usize::from(layer != 1)][rate_index] };
    let sample_rate_hz = [44_100, 48_000, 32_000][sample_index]
        / if is_v1 {
            1
        } else if version == 2 {
            2
        } else {
            4
        };
    let padding = u32::from(header[2] >> 1 & 1);
    let length = if layer == 1 {
        (12 * kbps * 1000 / sample_rate_hz + padding) * 4
    } else {
        let factor = if layer == 3 && !is_v1 { 72 } else { 144 };
        factor * kbps * 1000 / sample_rate_hz + padding
    };
    usize::try_from(length).ok().filter(|length| *length >= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(kind_of_name("茉莉花.MP3".as_bytes()), Some(Kind::Audio));
        assert_eq!(kind_of_name(b"\xff\xfe.flac"), Some(Kind::Audio));
        assert_eq!(kind_of_name(b"clip.webm"), Some(Kind::Video));
        for name in ["cover.jpg", "noending", ".mp3x", "a.mp3.txt", ""] {
            assert_eq!(kind_of_name(name.as_bytes()), None, "{name}");
        }
    }

    #[test]
    fn content_wins_over_the_name() {
        assert_eq!(sniff(b"fLaC\0\0\0\x22", "song.mp3"), Content::Tagged(FileType::Flac));
        assert_eq!(sniff(b"\0\0\0\x20ftypM4A ", "song.mp3"), Content::Tagged(FileType::Mp4));
        assert_eq!(sniff(b"RIFF\0\0\0\0WAVEfmt ", "song.ogg"), Content::Tagged(FileType::Wav));
        assert_eq!(sniff(b"DSD \x1c\0\0\0", "song.dff"), Content::Listed("dsd"));
        assert_eq!(sniff(b"FRM8\0\0\0\0\0\0\0\x08DSD ", "song.dsf"), Content::Listed("dsd"));
        assert_eq!(sniff(b"TTA1\x01\0", "song.tta"), Content::Listed("tta"));
        assert_eq!(sniff(b"ID3\x04\0\0", "song.tta"), Content::Listed("tta"));
        assert_eq!(sniff(b"<!DOCTYPE html><html>", "song.mp3"), Content::Unknown);
        assert_eq!(sniff(&[0; 4096], "song.mp3"), Content::Unknown);
        assert_eq!(sniff(b"", "song.mp3"), Content::Unknown);
    }

    #[test]
    fn a_frame_of_mpeg_needs_a_second() {
        // 128 kbit/s at 44.1 kHz: 417 bytes.
        let mut head = vec![0_u8; 1000];
        head[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
        assert_eq!(sniff(&head, "a.mp3"), Content::Unknown);
        head[417..421].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
        assert_eq!(sniff(&head, "a.mp3"), Content::Tagged(FileType::Mpeg));
    }
}
