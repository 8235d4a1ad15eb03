//! The words for audio formats: codecs, containers, and their media types.

use std::fmt;

/// How audio is coded, as far as it matters for who can play it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Codec {
    /// MPEG layer III.
    Mp3,
    /// Free lossless audio codec.
    Flac,
    /// Vorbis.
    Vorbis,
    /// Opus.
    Opus,
    /// AAC, low complexity.
    Aac,
    /// AAC with spectral band replication; only an ffmpeg beside the server decodes it in full.
    HeAac,
    /// Apple lossless.
    Alac,
    /// Uncompressed samples.
    Pcm,
    /// MPEG layer I or II.
    Mp2,
    /// Adaptive differential PCM.
    Adpcm,
    /// Anything else, such as wma, ape, wavpack or musepack.
    Other,
}

impl Codec {
    /// Reads a codec's name as the catalogue and clients write it; letters' case is ignored.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "mp3" => Self::Mp3,
            "flac" => Self::Flac,
            "vorbis" => Self::Vorbis,
            "opus" => Self::Opus,
            "aac" | "aac_lc" => Self::Aac,
            "he_aac" | "he-aac" | "aac_he" | "he_aac_v2" => Self::HeAac,
            "alac" => Self::Alac,
            "pcm" => Self::Pcm,
            "mp1" | "mp2" => Self::Mp2,
            "adpcm" => Self::Adpcm,
            _ => Self::Other,
        }
    }

    /// The codec's name in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Flac => "flac",
            Self::Vorbis => "vorbis",
            Self::Opus => "opus",
            Self::Aac => "aac",
            Self::HeAac => "he_aac",
            Self::Alac => "alac",
            Self::Pcm => "pcm",
            Self::Mp2 => "mp2",
            Self::Adpcm => "adpcm",
            Self::Other => "other",
        }
    }

    /// Whether this process decodes it without help.
    #[must_use]
    pub fn decodes_in_process(self) -> bool {
        !matches!(self, Self::HeAac | Self::Other)
    }

    /// Whether nothing was thrown away in coding.
    #[must_use]
    pub fn is_lossless(self) -> bool {
        matches!(self, Self::Flac | Self::Alac | Self::Pcm)
    }

    /// Whether one who names this codec plays `other`.
    pub(crate) fn plays(self, other: Self) -> bool {
        self == other || self == other.asked_of_clients()
    }

    /// What a client must be able to play to play this.
    fn asked_of_clients(self) -> Self {
        if self == Self::HeAac { Self::Aac } else { self }
    }
}

impl fmt::Display for Codec {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The file around the audio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Bare MPEG audio frames.
    Mpeg,
    /// Native FLAC.
    Flac,
    /// Ogg.
    Ogg,
    /// MPEG-4: m4a, m4b, mp4.
    Mp4,
    /// Bare AAC frames.
    Adts,
    /// RIFF wave.
    Wav,
    /// AIFF.
    Aiff,
    /// WebM.
    Webm,
    /// Matroska.
    Matroska,
    /// Core audio format.
    Caf,
    /// Anything else.
    Other,
}

impl Container {
    /// Reads a container's name as the catalogue writes it, or a file name's extension.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "mpeg" | "mp3" | "mp2" | "mp1" | "mpa" => Self::Mpeg,
            "flac" => Self::Flac,
            "ogg" | "oga" | "opus" => Self::Ogg,
            "mp4" | "m4a" | "m4b" | "m4v" | "isomp4" => Self::Mp4,
            "adts" | "aac" => Self::Adts,
            "wav" | "wave" | "riff" => Self::Wav,
            "aiff" | "aif" | "aifc" => Self::Aiff,
            "webm" => Self::Webm,
            "mkv" | "mka" | "matroska" => Self::Matroska,
            "caf" => Self::Caf,
            _ => Self::Other,
        }
    }
}

/// The media type of a file, with its codec where the container alone does not tell.
#[must_use]
pub fn media_type(codec: Codec, container: Container) -> &'static str {
    match (container, codec) {
        (Container::Mpeg, _) => "audio/mpeg",
        (Container::Flac, _) => "audio/flac",
        (Container::Ogg, Codec::Opus) => "audio/ogg; codecs=opus",
        (Container::Ogg, Codec::Vorbis) => "audio/ogg; codecs=vorbis",
        (Container::Ogg, Codec::Flac) => "audio/ogg; codecs=flac",
        (Container::Ogg, _) => "audio/ogg",
        (Container::Mp4, Codec::Alac) => "audio/mp4; codecs=alac",
        (Container::Mp4, Codec::Flac) => "audio/mp4; codecs=flac",
        (Container::Mp4, Codec::Opus) => "audio/mp4; codecs=opus",
        (Container::Mp4, _) => "audio/mp4",
        (Container::Adts, _) => "audio/aac",
        (Container::Wav, _) => "audio/wav",
        (Container::Aiff, _) => "audio/aiff",
        (Container::Webm, _) => "audio/webm",
        (Container::Matroska, _) => "audio/matroska",
        (Container::Caf, _) => "audio/x-caf",
        (Container::Other, _) => "application/octet-stream",
    }
}

/// Whether one who plays `codec` will find it in this container.
///
/// Clients name codecs alone, and mean them in their usual files.
#[must_use]
pub fn is_usual(codec: Codec, container: Container) -> bool {
    use Container::{Adts, Flac, Matroska, Mp4, Mpeg, Ogg, Wav, Webm};
    match codec {
        Codec::Mp3 | Codec::Mp2 => container == Mpeg,
        Codec::Flac => matches!(container, Flac | Ogg),
        Codec::Vorbis | Codec::Opus => matches!(container, Ogg | Webm | Matroska),
        Codec::Aac | Codec::HeAac => matches!(container, Mp4 | Adts),
        Codec::Alac => container == Mp4,
        Codec::Pcm => container == Wav,
        Codec::Adpcm | Codec::Other => false,
    }
}

/// The codecs a client plays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codecs(Vec<Codec>);

impl Codecs {
    /// Reads a comma-separated list; names nobody knows are left out.
    #[must_use]
    pub fn listed(text: &str) -> Self {
        text.split(',').map(Codec::named).filter(|codec| *codec != Codec::Other).collect()
    }

    /// Whether the client plays `codec`.
    #[must_use]
    pub fn contains(&self, codec: Codec) -> bool {
        self.0.contains(&codec.asked_of_clients())
    }
}

impl FromIterator<Codec> for Codecs {
    fn from_iter<I: IntoIterator<Item = Codec>>(codecs: I) -> Self {
        let mut codecs: Vec<Codec> = codecs.into_iter().map(Codec::asked_of_clients).collect();
        codecs.sort_unstable();
        codecs.dedup();
        Self(codecs)
    }
}
