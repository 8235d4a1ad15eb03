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

/// Who makes a transcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// This process.
    InProcess,
    /// An ffmpeg child.
    Ffmpeg,
}

/// A transcode to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// What it will be coded in: Opus, AAC or MP3.
    pub codec: Codec,
    /// Its rate in kbit/s.
    pub bitrate_kbps: u32,
    /// Who makes it.
    pub engine: Engine,
}

impl Target {
    /// The container such a transcode comes in.
    #[must_use]
    pub fn container(self) -> Container {
        match self.codec {
            Codec::Mp3 => Container::Mpeg,
            Codec::Aac => Container::Adts,
            _ => Container::Ogg,
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
            Some(Target { codec, bitrate_kbps: quality.bitrate_kbps(codec), engine })
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
        Codec::Opus if source.decodes_in_process() => Some(Engine::InProcess),
        Codec::Opus if server.ffmpeg_opus => Some(Engine::Ffmpeg),
        Codec::Aac if server.ffmpeg => Some(Engine::Ffmpeg),
        Codec::Mp3 if server.ffmpeg_mp3 => Some(Engine::Ffmpeg),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Engine, Plan, Quality, Reason, ServerAbilities, Target, TrackFacts, decide};
    use crate::media::{Codec, Codecs, Container};

    const ALONE: ServerAbilities = ServerAbilities { ffmpeg: false, ffmpeg_mp3: false, ffmpeg_opus: false };
    const WITH_FFMPEG: ServerAbilities = ServerAbilities { ffmpeg: true, ffmpeg_mp3: true, ffmpeg_opus: true };
    const BROWSER: &str = "mp3,flac,opus,vorbis,aac,pcm";

    fn check(file: (&str, &str, Option<u32>), client: &str, quality: Quality, server: ServerAbilities, expected: Plan) {
        let facts =
            TrackFacts { codec: Codec::named(file.0), container: Container::named(file.1), bitrate_kbps: file.2 };
        let plan = decide(&facts, &Codecs::listed(client), quality, server);
        assert_eq!(plan, expected, "{file:?} to {client} at {quality:?}");
    }

    fn opus(bitrate_kbps: u32, engine: Engine, reason: Reason) -> Plan {
        Plan::Transcode(Target { codec: Codec::Opus, bitrate_kbps, engine }, reason)
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
        let to = |codec, bitrate_kbps, reason| Plan::Transcode(Target { codec, bitrate_kbps, engine: Ffmpeg }, reason);
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
