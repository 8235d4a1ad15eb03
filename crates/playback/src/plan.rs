//! What a listener will hear: the original, or which transcode. A pure decision.

use serde::{Deserialize, Serialize};

use crate::media::{Codec, Codecs, Container, is_usual, media_type};

/// What is known of a track's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackFacts {
    /// How the audio is coded.
    pub codec: Codec,
    /// The file around it.
    pub container: Container,
    /// Mean rate of the file in kbit/s, when known.
    pub bitrate_kbps: Option<u32>,
    /// Frames of samples a second, when known.
    pub sample_rate_hz: Option<u32>,
    /// How many channels, when known.
    pub channels: Option<u32>,
    /// Bits a sample, of lossless codecs, when known.
    pub bit_depth: Option<u32>,
}

impl TrackFacts {
    /// A file of which nothing but codec and container is known.
    #[must_use]
    pub const fn of(codec: Codec, container: Container) -> Self {
        Self { codec, container, bitrate_kbps: None, sample_rate_hz: None, channels: None, bit_depth: None }
    }
}

/// The sound a listener asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// The file as it is.
    #[default]
    Original,
    /// Hard to tell from the original: 160 kbit/s Opus.
    High,
    /// Good, and half of that: 96 kbit/s Opus.
    Standard,
    /// For narrow links: 48 kbit/s Opus.
    Low,
}

impl Quality {
    /// The rate, in kbit/s, at which `codec` sounds as this quality promises.
    ///
    /// Opus needs less than AAC, and AAC less than MP3, for the same sound.
    #[must_use]
    pub fn bitrate_kbps(self, codec: Codec) -> u32 {
        match (self, codec) {
            (Self::Original | Self::High, Codec::Mp3) => 256,
            (Self::Original | Self::High, Codec::Aac) => 192,
            (Self::Original | Self::High, _) => 160,
            (Self::Standard, Codec::Mp3 | Codec::Aac) => 128,
            (Self::Standard, _) => 96,
            (Self::Low, Codec::Mp3 | Codec::Aac) => 64,
            (Self::Low, _) => 48,
        }
    }
}

/// What an ffmpeg beside the server adds to what this process does itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerAbilities {
    /// Whether a working ffmpeg was found.
    pub ffmpeg: bool,
    /// Whether it makes MP3 (libmp3lame).
    pub ffmpeg_mp3: bool,
    /// Whether it makes Opus (libopus).
    pub ffmpeg_opus: bool,
}

impl ServerAbilities {
    /// Whether ffmpeg makes this.
    #[must_use]
    pub fn ffmpeg_makes(self, codec: Codec) -> bool {
        match codec {
            Codec::Opus => self.ffmpeg_opus,
            Codec::Mp3 => self.ffmpeg_mp3,
            Codec::Aac | Codec::Flac | Codec::Pcm => self.ffmpeg,
            _ => false,
        }
    }
}

/// Who makes a transcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// This process.
    InProcess,
    /// An ffmpeg child.
    Ffmpeg,
}

/// What the sound of a transcode may be at most; one or two channels and 24 bits in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SoundLimits {
    /// Channels.
    pub channels_max: Option<u32>,
    /// Frames of samples a second.
    pub rate_hz_max: Option<u32>,
    /// Bits a sample, of what is lossless.
    pub bits_max: Option<u32>,
}

/// Rates that every device knows, the highest first.
const USUAL_RATES_HZ: [u32; 6] = [192_000, 96_000, 48_000, 44_100, 32_000, 22_050];

impl SoundLimits {
    /// Channels made of this many: one or two.
    #[must_use]
    pub fn channels_of(self, channels: usize) -> usize {
        channels.clamp(1, 2).min(self.channels_max.map_or(2, |most| most.clamp(1, 2) as usize))
    }

    /// The rate made of this one: the same where it may be, else a usual one below the limit.
    #[must_use]
    pub fn rate_hz_of(self, rate_hz: u32) -> u32 {
        let Some(most) = self.rate_hz_max.filter(|most| rate_hz > *most) else { return rate_hz };
        USUAL_RATES_HZ.into_iter().find(|usual| *usual <= most).unwrap_or(most)
    }

    /// Bits a sample of what is lossless: 16, or 24 where the source has more.
    #[must_use]
    pub fn bits_of(self, bits: Option<u32>) -> u8 {
        if bits.is_some_and(|bits| bits > 16) && self.bits_max.is_none_or(|most| most >= 24) { 24 } else { 16 }
    }
}

/// For the names of what is kept; nothing where there is no limit.
impl std::fmt::Display for SoundLimits {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let limits = [("c", self.channels_max), ("r", self.rate_hz_max), ("b", self.bits_max)];
        for (name, limit) in limits {
            if let Some(limit) = limit {
                write!(formatter, "-{name}{limit}")?;
            }
        }
        Ok(())
    }
}

/// A transcode to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// What it will be coded in: Opus, AAC, MP3, FLAC or PCM.
    pub codec: Codec,
    /// Its rate in kbit/s; 0 of what is lossless.
    pub bitrate_kbps: u32,
    /// What the sound may be at most.
    pub limits: SoundLimits,
    /// Who makes it.
    pub engine: Engine,
}

/// For clients to pass back: codec, kbit/s, and the limits, 0 for none.
impl std::fmt::Display for Target {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let SoundLimits { channels_max, rate_hz_max, bits_max } = self.limits;
        let [channels, rate_hz, bits] = [channels_max, rate_hz_max, bits_max].map(Option::unwrap_or_default);
        write!(formatter, "{}-{}-{channels}-{rate_hz}-{bits}", self.codec, self.bitrate_kbps)
    }
}

/// A text that names no transcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a transcode of this server")]
pub struct NotATarget;

impl std::str::FromStr for Target {
    type Err = NotATarget;

    /// Reads what [`Target`]'s `Display` writes; who makes it is to be decided anew.
    fn from_str(text: &str) -> Result<Self, NotATarget> {
        let parts: Vec<&str> = text.split('-').collect();
        let [codec, numbers @ ..] = parts.as_slice() else { return Err(NotATarget) };
        let numbers: Vec<u32> = numbers.iter().filter_map(|part| part.parse().ok()).collect();
        let &[bitrate_kbps, channels, rate_hz, bits] = numbers.as_slice() else { return Err(NotATarget) };
        let codec = Codec::named(codec);
        let rates = crate::lent::BITRATE_KBPS_MIN..=crate::lent::BITRATE_KBPS_MAX;
        let is_rate = if codec.is_lossless() { bitrate_kbps == 0 } else { rates.contains(&bitrate_kbps) };
        let is_made = matches!(codec, Codec::Opus | Codec::Aac | Codec::Mp3 | Codec::Flac | Codec::Pcm);
        let is_limit =
            channels <= 2 && matches!(bits, 0 | 16 | 24) && (rate_hz == 0 || (8_000..=192_000).contains(&rate_hz));
        if parts.len() != 5 || !is_rate || !is_made || !is_limit {
            return Err(NotATarget);
        }
        let some = |number: u32| (number > 0).then_some(number);
        let limits = SoundLimits { channels_max: some(channels), rate_hz_max: some(rate_hz), bits_max: some(bits) };
        Ok(Self { limits, ..Self::new(codec, bitrate_kbps, Engine::InProcess) })
    }
}

impl Target {
    /// A transcode without limits but its rate.
    #[must_use]
    pub fn new(codec: Codec, bitrate_kbps: u32, engine: Engine) -> Self {
        let bitrate_kbps = if codec.is_lossless() { 0 } else { bitrate_kbps };
        Self { codec, bitrate_kbps, limits: SoundLimits::default(), engine }
    }

    /// The container such a transcode comes in.
    #[must_use]
    pub fn container(self) -> Container {
        match self.codec {
            Codec::Mp3 => Container::Mpeg,
            Codec::Aac => Container::Adts,
            Codec::Flac => Container::Flac,
            Codec::Pcm => Container::Wav,
            _ => Container::Ogg,
        }
    }

    /// What the name of such a file ends in.
    #[must_use]
    pub fn file_ending(self) -> &'static str {
        match self.codec {
            Codec::Mp3 => "mp3",
            Codec::Aac => "aac",
            Codec::Flac => "flac",
            Codec::Pcm => "wav",
            _ => "opus",
        }
    }

    /// The media type of such a transcode.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        media_type(self.codec, self.container())
    }
}

/// Why a plan is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PlaybackReason)]
pub enum Reason {
    /// Nothing stood against the original.
    Original,
    /// The client does not play the original's codec.
    CodecNotSupported,
    /// The client plays it, but asked for less.
    QualityAsked,
}

/// What a listener will hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// The file as it is.
    Original,
    /// A transcode, and why.
    Transcode(Target, Reason),
    /// Nothing this server can make is anything this client can play.
    Unavailable,
}

/// Decides what a client hears.
///
/// The original wins when the client plays it and did not ask for less, or when it is already
/// no larger than what was asked for: transcoding what is lossy again would only harm it.
/// When no transcode can be made, a playable original is played: the music plays on.
#[must_use]
pub fn decide(facts: &TrackFacts, client: &Codecs, quality: Quality, server: ServerAbilities) -> Plan {
    let playable = client.contains(facts.codec) && is_usual(facts.codec, facts.container);
    if playable && (quality == Quality::Original || is_small_enough(facts, quality)) {
        return Plan::Original;
    }
    let reason = if playable { Reason::QualityAsked } else { Reason::CodecNotSupported };
    let target =
        [Codec::Opus, Codec::Aac, Codec::Mp3].into_iter().filter(|codec| client.contains(*codec)).find_map(|codec| {
            let engine = engine_for(facts.codec, codec, server)?;
            Some(Target::new(codec, quality.bitrate_kbps(codec), engine))
        });
    match target {
        Some(target) => Plan::Transcode(target, reason),
        None if playable => Plan::Original,
        None => Plan::Unavailable,
    }
}

fn is_small_enough(facts: &TrackFacts, quality: Quality) -> bool {
    !facts.codec.is_lossless()
        && facts.bitrate_kbps.is_some_and(|bitrate_kbps| bitrate_kbps <= quality.bitrate_kbps(facts.codec))
}

/// Who makes `target` out of `source`; `None` when nobody here can.
pub(crate) fn engine_for(source: Codec, target: Codec, server: ServerAbilities) -> Option<Engine> {
    match target {
        Codec::Opus | Codec::Flac | Codec::Pcm if source.decodes_in_process() => Some(Engine::InProcess),
        _ if server.ffmpeg_makes(target) => Some(Engine::Ffmpeg),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Engine, Plan, Quality, Reason, ServerAbilities, SoundLimits, Target, TrackFacts, decide};
    use crate::media::{Codec, Codecs, Container};

    const ALONE: ServerAbilities = ServerAbilities { ffmpeg: false, ffmpeg_mp3: false, ffmpeg_opus: false };
    const WITH_FFMPEG: ServerAbilities = ServerAbilities { ffmpeg: true, ffmpeg_mp3: true, ffmpeg_opus: true };
    const BROWSER: &str = "mp3,flac,opus,vorbis,aac,pcm";

    fn check(file: (&str, &str, Option<u32>), client: &str, quality: Quality, server: ServerAbilities, expected: Plan) {
        let facts =
            TrackFacts { bitrate_kbps: file.2, ..TrackFacts::of(Codec::named(file.0), Container::named(file.1)) };
        let plan = decide(&facts, &Codecs::listed(client), quality, server);
        assert_eq!(plan, expected, "{file:?} to {client} at {quality:?}");
    }

    fn opus(bitrate_kbps: u32, engine: Engine, reason: Reason) -> Plan {
        Plan::Transcode(Target::new(Codec::Opus, bitrate_kbps, engine), reason)
    }

    #[test]
    fn a_target_is_read_as_it_was_written() {
        let limits = SoundLimits { channels_max: Some(1), rate_hz_max: Some(48_000), bits_max: None };
        for target in [
            Target::new(Codec::Opus, 96, Engine::InProcess),
            Target { limits, ..Target::new(Codec::Flac, 0, Engine::InProcess) },
        ] {
            assert_eq!(target.to_string().parse(), Ok(target));
        }
        for wrong in [
            "",
            "opus",
            "opus-96",
            "opus-1-0-0-0",
            "opus-96-3-0-0",
            "flac-96-0-0-0",
            "wma-96-0-0-0",
            "opus-96-0-0-0-0",
            "opus-96-0-1-0",
            "opus-96-x-0-0",
        ] {
            assert!(wrong.parse::<Target>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_table_of_decisions() {
        use Engine::{Ffmpeg, InProcess};
        use Quality::{High, Low, Original, Standard};
        use Reason::{CodecNotSupported, QualityAsked};
        let mp3 = ("mp3", "mpeg", Some(320));
        let flac = ("flac", "flac", Some(900));
        let alac = ("alac", "mp4", Some(800));
        let wma = ("wma", "asf", Some(128));

        check(mp3, BROWSER, Original, ALONE, Plan::Original);
        check(flac, BROWSER, Original, ALONE, Plan::Original);
        check(("he_aac", "mp4", Some(64)), BROWSER, Original, ALONE, Plan::Original);
        check(alac, BROWSER, Original, ALONE, opus(160, InProcess, CodecNotSupported));
        check(alac, "alac,opus", Original, ALONE, Plan::Original);
        check(mp3, BROWSER, High, ALONE, opus(160, InProcess, QualityAsked));
        check(mp3, BROWSER, Standard, ALONE, opus(96, InProcess, QualityAsked));
        check(mp3, BROWSER, Low, ALONE, opus(48, InProcess, QualityAsked));
        check(flac, BROWSER, High, ALONE, opus(160, InProcess, QualityAsked));

        // Already small enough: a second lossy step would only harm it.
        check(("mp3", "mpeg", Some(128)), BROWSER, High, ALONE, Plan::Original);
        check(("mp3", "mpeg", Some(128)), BROWSER, Standard, ALONE, Plan::Original);
        check(("mp3", "mpeg", Some(128)), BROWSER, Low, ALONE, opus(48, InProcess, QualityAsked));
        check(("opus", "ogg", Some(90)), BROWSER, Standard, ALONE, Plan::Original);
        check(("opus", "ogg", None), BROWSER, Low, ALONE, opus(48, InProcess, QualityAsked));
        // A quiet lossless file may be small, and yet grow without warning.
        check(("pcm", "wav", Some(64)), BROWSER, High, ALONE, opus(160, InProcess, QualityAsked));

        // Codecs in files where clients do not look for them.
        check(("pcm", "aiff", Some(1411)), BROWSER, Original, ALONE, opus(160, InProcess, CodecNotSupported));
        check(("mp3", "wav", Some(128)), BROWSER, Original, ALONE, opus(160, InProcess, CodecNotSupported));

        // What only ffmpeg reads.
        check(wma, BROWSER, Original, ALONE, Plan::Unavailable);
        check(wma, BROWSER, Original, WITH_FFMPEG, opus(160, Ffmpeg, CodecNotSupported));
        check(("he_aac", "mp4", Some(64)), "opus", High, ALONE, Plan::Unavailable);
        check(("he_aac", "mp4", Some(64)), "opus", High, WITH_FFMPEG, opus(160, Ffmpeg, CodecNotSupported));

        // Clients without Opus.
        let to = |codec, bitrate_kbps, reason| Plan::Transcode(Target::new(codec, bitrate_kbps, Ffmpeg), reason);
        check(flac, "mp3", Standard, WITH_FFMPEG, to(Codec::Mp3, 128, CodecNotSupported));
        check(flac, "mp3,aac", Standard, WITH_FFMPEG, to(Codec::Aac, 128, CodecNotSupported));
        check(flac, "mp3", Standard, ALONE, Plan::Unavailable);
        // No transcode can be made, but the original plays: the music plays on.
        check(mp3, "mp3", Low, ALONE, Plan::Original);
        check(mp3, "mp3", Low, WITH_FFMPEG, to(Codec::Mp3, 64, QualityAsked));
        // A client that plays nothing known.
        check(mp3, "", Original, WITH_FFMPEG, Plan::Unavailable);
    }
}
