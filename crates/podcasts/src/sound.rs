//! Which kinds of sound an episode may be, told by its first bytes and by nothing that a stranger claims.

/// How many bytes tell the kind.
pub(crate) const HEAD_BYTES: usize = 64;

/// A kind of sound or film that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// MPEG-1 and 2, layer 3.
    Mp3,
    /// AAC in a stream of its own.
    Aac,
    /// MPEG-4: AAC or ALAC.
    M4a,
    /// MPEG-4 with pictures.
    Mp4,
    /// Vorbis or Opus.
    Ogg,
    /// FLAC.
    Flac,
    /// WAVE.
    Wav,
    /// WebM or Matroska.
    Webm,
}

impl Sound {
    /// The kind that these first bytes begin.
    #[must_use]
    pub fn of_head(head: &[u8]) -> Option<Self> {
        let at = |place: usize, length: usize| head.get(place..place + length);
        match (head, at(4, 4), at(8, 4)) {
            ([b'I', b'D', b'3', ..], ..) => Some(Self::Mp3),
            ([b'O', b'g', b'g', b'S', ..], ..) => Some(Self::Ogg),
            ([b'f', b'L', b'a', b'C', ..], ..) => Some(Self::Flac),
            ([0x1a, 0x45, 0xdf, 0xa3, ..], ..) => Some(Self::Webm),
            ([b'R', b'I', b'F', b'F', ..], _, Some(b"WAVE")) => Some(Self::Wav),
            (_, Some(b"ftyp"), Some(b"M4A " | b"M4B ")) => Some(Self::M4a),
            (_, Some(b"ftyp"), Some(_)) => Some(Self::Mp4),
            // A frame's first eleven bits are set; of the rest the layer tells MP3 (01) from AAC (00).
            ([0xff, second, ..], ..) if second & 0xf6 == 0xf0 => Some(Self::Aac),
            ([0xff, second, ..], ..) if second & 0xe6 == 0xe2 => Some(Self::Mp3),
            _ => None,
        }
    }

    /// The value of `Content-Type`.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Mp3 => "audio/mpeg",
            Self::Aac => "audio/aac",
            Self::M4a => "audio/mp4",
            Self::Mp4 => "video/mp4",
            Self::Ogg => "audio/ogg",
            Self::Flac => "audio/flac",
            Self::Wav => "audio/wav",
            Self::Webm => "video/webm",
        }
    }

    /// The ending of a file's name, and the word that the database keeps.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Aac => "aac",
            Self::M4a => "m4a",
            Self::Mp4 => "mp4",
            Self::Ogg => "ogg",
            Self::Flac => "flac",
            Self::Wav => "wav",
            Self::Webm => "webm",
        }
    }

    pub(crate) fn of_ending(ending: &str) -> Option<Self> {
        let all = [Self::Mp3, Self::Aac, Self::M4a, Self::Mp4, Self::Ogg, Self::Flac, Self::Wav, Self::Webm];
        all.into_iter().find(|sound| sound.ending() == ending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_the_kind() {
        for (head, sound) in [
            (b"ID3\x04\0\0".as_slice(), Some(Sound::Mp3)),
            (b"\xff\xfb\x90\x64", Some(Sound::Mp3)),
            (b"\xff\xf3\x90\x64", Some(Sound::Mp3)),
            (b"\xff\xf1\x50\x80", Some(Sound::Aac)),
            (b"OggS\0\x02", Some(Sound::Ogg)),
            (b"fLaC\0\0", Some(Sound::Flac)),
            (b"RIFF\x24\0\0\0WAVEfmt ", Some(Sound::Wav)),
            (b"\0\0\0\x20ftypM4A \0\0", Some(Sound::M4a)),
            (b"\0\0\0\x20ftypisom\0\0", Some(Sound::Mp4)),
            (b"<!DOCTYPE html>", None),
            (b"RIFF\x24\0\0\0AVI ", None),
            (b"", None),
            (b"\xff", None),
            (b"\x7fELF", None),
        ] {
            assert_eq!(Sound::of_head(head), sound, "{head:?}");
        }
        for sound in [Sound::Mp3, Sound::Webm] {
            assert_eq!(Sound::of_ending(sound.ending()), Some(sound));
        }
    }
}
