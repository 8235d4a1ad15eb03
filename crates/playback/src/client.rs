//! What a device says it can play, in full, and what that means for one file. Pure decisions.
//!
//! [`crate::plan`] decides for clients that name codecs and a quality; this is for those that tell everything: which containers hold
//! which codecs, how many channels, at which rates, and into what they would have a file made, in their order.

use crate::media::{Codec, Container, is_usual};
use crate::plan::{Engine, ServerAbilities, SoundLimits, Target, TrackFacts, engine_for};

/// Rates at which lossy targets are made, in kbit/s, the best first.
const BITRATES_KBPS: [u32; 11] = [320, 256, 192, 160, 128, 112, 96, 64, 48, 32, 24];

/// What a device can play.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The highest rate of anything it plays, in bit/s.
    pub bitrate_bps_max: Option<u64>,
    /// The highest rate of what is made for it, in bit/s.
    pub made_bitrate_bps_max: Option<u64>,
    /// What it plays as it is.
    pub plays: Vec<Playable>,
    /// What it would have made, the best first.
    pub wants: Vec<Wanted>,
    /// Limits of codecs.
    pub limits: Vec<CodecLimit>,
}

/// Files that a device plays as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Playable {
    /// Their containers; any, when empty.
    pub containers: Vec<String>,
    /// Their codecs; any, when empty.
    pub codecs: Vec<String>,
    /// Whether they may come in one piece over HTTP.
    pub over_http: bool,
    /// The most channels.
    pub channels_max: Option<u32>,
}

/// A form in which a device would have a file made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its container.
    pub container: String,
    /// Its codec.
    pub codec: String,
    /// Whether it may come in one piece over HTTP.
    pub over_http: bool,
    /// The most channels.
    pub channels_max: Option<u32>,
}

/// A limit of one codec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecLimit {
    /// The codec.
    pub codec: String,
    /// What is limited.
    pub property: Property,
    /// How it is compared.
    pub comparison: Comparison,
    /// With what.
    pub values: Vec<u64>,
    /// Whether a file beyond the limit does not play.
    pub is_required: bool,
}

/// A property of sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// How many channels.
    Channels,
    /// Bit/s.
    Bitrate,
    /// Hz.
    SampleRate,
    /// Bits a sample.
    BitDepth,
}

/// How a property is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// It is one of the values.
    Equals,
    /// It is none of the values.
    NotEquals,
    /// It is at most the first value.
    AtMost,
    /// It is at least the first value.
    AtLeast,
}

/// Why a file does not play as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Its container.
    Container,
    /// Its codec.
    Codec,
    /// Not over HTTP.
    Protocol,
    /// Too many channels, or too few.
    Channels,
    /// Its rate in bit/s.
    Bitrate,
    /// Its rate in Hz.
    SampleRate,
    /// Its bits a sample.
    BitDepth,
}

impl From<Property> for Obstacle {
    fn from(property: Property) -> Self {
        match property {
            Property::Channels => Self::Channels,
            Property::Bitrate => Self::Bitrate,
            Property::SampleRate => Self::SampleRate,
            Property::BitDepth => Self::BitDepth,
        }
    }
}

/// The sound of a file or a transcode; what is unknown is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    /// How many channels.
    pub channels: Option<u32>,
    /// Bit/s.
    pub bitrate_bps: Option<u64>,
    /// Hz.
    pub sample_rate_hz: Option<u32>,
    /// Bits a sample, of what is lossless.
    pub bit_depth: Option<u32>,
}

impl Sound {
    /// The sound of a file.
    #[must_use]
    pub fn of(facts: &TrackFacts) -> Self {
        Self {
            channels: facts.channels,
            bitrate_bps: facts.bitrate_kbps.map(|kbps| u64::from(kbps) * 1_000),
            sample_rate_hz: facts.sample_rate_hz,
            bit_depth: facts.bit_depth,
        }
    }

    fn value(&self, property: Property) -> Option<u64> {
        match property {
            Property::Channels => self.channels.map(u64::from),
            Property::Bitrate => self.bitrate_bps,
            Property::SampleRate => self.sample_rate_hz.map(u64::from),
            Property::BitDepth => self.bit_depth.map(u64::from),
        }
    }
}

/// What a device hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether the file plays as it is.
    pub plays_as_it_is: bool,
    /// Why not, one for each kind of file that the device plays; for all of them when it plays none.
    pub obstacles: Vec<Obstacle>,
    /// What can be made for it, and how that sounds.
    pub transcode: Option<(Target, Sound)>,
}

/// Decides what a device hears of a file.
#[must_use]
pub fn decide_for(facts: &TrackFacts, device: &Device, server: ServerAbilities) -> Decision {
    let tried: Vec<Result<(), Obstacle>> =
        device.plays.iter().map(|playable| device.plays_as(facts, playable)).collect();
    let plays_as_it_is = tried.iter().any(Result::is_ok);
    let obstacles = if plays_as_it_is { Vec::new() } else { tried.into_iter().filter_map(Result::err).collect() };
    let transcode = device.wants.iter().find_map(|wanted| device.made_as(facts, wanted, server));
    Decision { plays_as_it_is, obstacles, transcode }
}

impl Device {
    fn plays_as(&self, facts: &TrackFacts, playable: &Playable) -> Result<(), Obstacle> {
        if !playable.over_http {
            return Err(Obstacle::Protocol);
        }
        let any_container = playable.containers.is_empty();
        if !any_container && !playable.containers.iter().any(|name| container_named(name) == facts.container) {
            return Err(Obstacle::Container);
        }
        let is_codec = |name: &String| codec_named(name).is_some_and(|codec| codec.plays(facts.codec));
        if facts.codec == Codec::Other || !playable.codecs.is_empty() && !playable.codecs.iter().any(is_codec) {
            return Err(Obstacle::Codec);
        }
        // Who names no container means the usual ones.
        if any_container && !is_usual(facts.codec, facts.container) {
            return Err(Obstacle::Container);
        }
        let sound = Sound::of(facts);
        if let (Some(most), Some(channels)) = (playable.channels_max, sound.channels)
            && channels > most
        {
            return Err(Obstacle::Channels);
        }
        if let (Some(most), Some(bitrate)) = (self.bitrate_bps_max, sound.bitrate_bps)
            && bitrate > most
        {
            return Err(Obstacle::Bitrate);
        }
        let broken = self.limits_of(facts.codec).filter(|limit| limit.is_required).find(|limit| !limit.holds(&sound));
        broken.map_or(Ok(()), |limit| Err(limit.property.into()))
    }

    fn limits_of(&self, codec: Codec) -> impl Iterator<Item = &CodecLimit> {
        self.limits.iter().filter(move |limit| codec_named(&limit.codec).is_some_and(|named| named.plays(codec)))
    }

    /// The best that can be made in this form: as the file has it, and less only where the device asks for less.
    fn made_as(&self, facts: &TrackFacts, wanted: &Wanted, server: ServerAbilities) -> Option<(Target, Sound)> {
        let codec = codec_named(&wanted.codec).filter(|_| wanted.over_http)?;
        let engine = engine_for(facts.codec, codec, server)?;
        let container = Target::new(codec, 0, engine).container();
        if container_named(&wanted.container) != container {
            return None;
        }
        let most_bps =
            [self.bitrate_bps_max, self.made_bitrate_bps_max].into_iter().flatten().min().unwrap_or(u64::MAX);
        let fits = |target: &Target, sound: &Sound| {
            sound.bitrate_bps.is_none_or(|bitrate| bitrate <= most_bps)
                && wanted.channels_max.is_none_or(|most| sound.channels.is_none_or(|channels| channels <= most))
                && self.limits_of(target.codec).all(|limit| limit.holds(sound))
        };
        candidates(facts, codec, engine)
            .into_iter()
            .map(|target| (target, sound_of(facts, &target)))
            .find(|(target, sound)| fits(target, sound))
    }
}

impl CodecLimit {
    /// What is unknown of a file keeps a limit only where keeping it is not required.
    fn holds(&self, sound: &Sound) -> bool {
        let Some(value) = sound.value(self.property) else { return !self.is_required };
        let first = self.values.first();
        match self.comparison {
            Comparison::Equals => self.values.contains(&value),
            Comparison::NotEquals => !self.values.contains(&value),
            Comparison::AtMost => first.is_none_or(|most| value <= *most),
            Comparison::AtLeast => first.is_none_or(|least| value >= *least),
        }
    }
}

/// Everything that can be made of a file in this codec, the best first.
fn candidates(facts: &TrackFacts, codec: Codec, engine: Engine) -> Vec<Target> {
    let rates_hz = [
        None,
        Some(192_000),
        Some(96_000),
        Some(48_000),
        Some(44_100),
        Some(32_000),
        Some(22_050),
        Some(16_000),
        Some(8_000),
    ];
    let is_fixed_rate = codec == Codec::Opus;
    let bitrates: &[u32] = if codec.is_lossless() { &[0] } else { &BITRATES_KBPS };
    // A lossy file becomes no better by a higher rate than its own.
    let enough_kbps = facts.bitrate_kbps.filter(|_| !facts.codec.is_lossless()).map_or(u32::MAX, |kbps| kbps.max(64));
    let mut found = Vec::new();
    for channels_max in [None, Some(1)] {
        for rate_hz_max in rates_hz.iter().take(if is_fixed_rate { 1 } else { rates_hz.len() }) {
            for bits_max in [None, Some(16)].into_iter().take(if codec.is_lossless() { 2 } else { 1 }) {
                for bitrate_kbps in bitrates.iter().filter(|kbps| **kbps <= enough_kbps) {
                    let limits = SoundLimits { channels_max, rate_hz_max: *rate_hz_max, bits_max };
                    found.push(Target { limits, ..Target::new(codec, *bitrate_kbps, engine) });
                }
            }
        }
    }
    found
}

/// How a transcode sounds.
#[must_use]
pub fn sound_of(facts: &TrackFacts, target: &Target) -> Sound {
    let limits = target.limits;
    let channels = limits.channels_of(facts.channels.map_or(2, |channels| channels as usize)) as u32;
    let rate_hz = match target.codec {
        Codec::Opus => Some(48_000),
        _ => facts.sample_rate_hz.map(|rate_hz| limits.rate_hz_of(rate_hz)).or(limits.rate_hz_max),
    };
    let bit_depth = target.codec.is_lossless().then(|| u32::from(limits.bits_of(facts.bit_depth)));
    let bitrate_bps = match bit_depth {
        None => Some(u64::from(target.bitrate_kbps) * 1_000),
        // FLAC takes less, how much less nobody knows beforehand.
        Some(bits) => rate_hz.map(|rate_hz| u64::from(rate_hz) * u64::from(channels) * u64::from(bits)),
    };
    Sound { channels: Some(channels), bitrate_bps, sample_rate_hz: rate_hz, bit_depth }
}

/// The codec that a client means by a name.
fn codec_named(name: &str) -> Option<Codec> {
    let codec = match name.trim().to_ascii_lowercase().as_str() {
        "wav" | "lpcm" | "pcm_s16le" | "pcm_s24le" => Codec::Pcm,
        "ogg" => Codec::Vorbis,
        "m4a" => Codec::Aac,
        name => Codec::named(name),
    };
    (codec != Codec::Other).then_some(codec)
}

/// The container that a client means by a name, often a file's ending.
fn container_named(name: &str) -> Container {
    match name.trim().to_ascii_lowercase().as_str() {
        "mp3" | "mp2" | "mpeg" => Container::Mpeg,
        "m4a" | "m4b" | "mp4" => Container::Mp4,
        "oga" | "opus" | "ogg" => Container::Ogg,
        "aac" | "adts" => Container::Adts,
        "wav" | "wave" => Container::Wav,
        "aif" | "aiff" => Container::Aiff,
        "mka" | "mkv" | "matroska" => Container::Matroska,
        name => Container::named(name),
    }
}

#[cfg(test)]
mod tests;
