//! Tables and properties of decisions.

use proptest::prelude::*;

use super::{CodecLimit, Comparison, Decision, Device, Obstacle, Playable, Property, Sound, Wanted, decide_for};
use crate::media::{Codec, Container};
use crate::plan::{ServerAbilities, TrackFacts};

const ALONE: ServerAbilities = ServerAbilities { ffmpeg: false, ffmpeg_mp3: false, ffmpeg_opus: false };
const WITH_FFMPEG: ServerAbilities = ServerAbilities { ffmpeg: true, ffmpeg_mp3: true, ffmpeg_opus: true };

fn playable(containers: &[&str], codecs: &[&str]) -> Playable {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Playable { containers: own(containers), codecs: own(codecs), over_http: true, channels_max: Some(2) }
}

fn wanted(container: &str, codec: &str) -> Wanted {
    Wanted { container: container.to_owned(), codec: codec.to_owned(), over_http: true, channels_max: Some(2) }
}

fn limit(codec: &str, property: Property, comparison: Comparison, values: &[u64], is_required: bool) -> CodecLimit {
    CodecLimit { codec: codec.to_owned(), property, comparison, values: values.to_vec(), is_required }
}

fn flac(sample_rate_hz: u32, bit_depth: u32, channels: u32) -> TrackFacts {
    TrackFacts {
        bitrate_kbps: Some(sample_rate_hz * bit_depth * channels / 2_000),
        sample_rate_hz: Some(sample_rate_hz),
        channels: Some(channels),
        bit_depth: Some(bit_depth),
        ..TrackFacts::of(Codec::Flac, Container::Flac)
    }
}

/// A loudspeaker: MP3 and FLAC, stereo, up to 512 kbit/s and 256 kbit/s of what is made.
fn speaker() -> Device {
    Device {
        bitrate_bps_max: Some(512_000),
        made_bitrate_bps_max: Some(256_000),
        plays: vec![playable(&["mp3"], &["mp3"]), playable(&["flac"], &["flac"])],
        wants: vec![wanted("mp3", "mp3"), wanted("ogg", "opus")],
        limits: vec![limit("mp3", Property::Bitrate, Comparison::AtMost, &[320_000], true)],
    }
}

#[test]
fn the_order_of_wishes_counts_and_reasons_are_told_for_each_kind_of_file() {
    let decision = decide_for(&flac(44_100, 16, 2), &speaker(), WITH_FFMPEG);
    assert!(!decision.plays_as_it_is, "705 kbit/s are too many");
    assert_eq!(decision.obstacles, [Obstacle::Container, Obstacle::Bitrate]);
    let (target, sound) = decision.transcode.expect("can be made");
    assert_eq!((target.codec, target.bitrate_kbps), (Codec::Mp3, 256));
    assert_eq!(sound.channels, Some(2));
    // Without ffmpeg the next wish is taken.
    let (target, _) = decide_for(&flac(44_100, 16, 2), &speaker(), ALONE).transcode.expect("can be made");
    assert_eq!((target.codec, target.bitrate_kbps), (Codec::Opus, 256));
}

#[test]
fn what_plays_plays_as_it_is() {
    let small =
        TrackFacts { bitrate_kbps: Some(320), channels: Some(2), ..TrackFacts::of(Codec::Mp3, Container::Mpeg) };
    let Decision { plays_as_it_is, obstacles, .. } = decide_for(&small, &speaker(), ALONE);
    assert!(plays_as_it_is && obstacles.is_empty());
    // An empty list means any, in the usual files.
    let any = Device { plays: vec![playable(&[], &[])], ..Device::default() };
    assert!(decide_for(&small, &any, ALONE).plays_as_it_is);
    let odd = TrackFacts::of(Codec::Mp3, Container::Wav);
    assert_eq!(decide_for(&odd, &any, ALONE).obstacles, [Obstacle::Container]);
    assert_eq!(decide_for(&TrackFacts::of(Codec::Other, Container::Other), &any, ALONE).obstacles, [Obstacle::Codec]);
}

#[test]
fn lossless_sound_is_fitted_to_the_device() {
    let device = Device {
        plays: vec![playable(&["flac"], &["flac"])],
        wants: vec![wanted("flac", "flac")],
        limits: vec![
            limit("flac", Property::SampleRate, Comparison::Equals, &[44_100, 48_000], true),
            limit("flac", Property::BitDepth, Comparison::AtMost, &[16], true),
        ],
        ..Device::default()
    };
    let decision = decide_for(&flac(96_000, 24, 6), &device, ALONE);
    assert_eq!(decision.obstacles, [Obstacle::Channels]);
    let (_, sound) = decision.transcode.expect("can be made");
    let expected =
        Sound { channels: Some(2), bitrate_bps: Some(1_536_000), sample_rate_hz: Some(48_000), bit_depth: Some(16) };
    assert_eq!(sound, expected);
}

#[test]
fn what_is_unknown_breaks_only_what_is_required() {
    let unknown = TrackFacts::of(Codec::Flac, Container::Flac);
    for (is_required, plays) in [(true, false), (false, true)] {
        let limits = vec![limit("flac", Property::SampleRate, Comparison::AtMost, &[48_000], is_required)];
        let device = Device { plays: vec![playable(&["flac"], &["flac"])], limits, ..Device::default() };
        assert_eq!(decide_for(&unknown, &device, ALONE).plays_as_it_is, plays);
    }
}

fn any_limit() -> impl Strategy<Value = CodecLimit> {
    let codec = prop::sample::select(vec!["mp3", "flac", "opus", "wav", "aac"]);
    let property =
        prop::sample::select(vec![Property::Channels, Property::Bitrate, Property::SampleRate, Property::BitDepth]);
    let comparison =
        prop::sample::select(vec![Comparison::Equals, Comparison::NotEquals, Comparison::AtMost, Comparison::AtLeast]);
    let values =
        prop::collection::vec(prop::sample::select(vec![1, 2, 16, 24, 44_100, 48_000, 96_000, 128_000, 320_000]), 0..3);
    (codec, property, comparison, values, any::<bool>()).prop_map(
        |(codec, property, comparison, values, is_required)| limit(codec, property, comparison, &values, is_required),
    )
}

fn any_device() -> impl Strategy<Value = Device> {
    let wants = prop::sample::subsequence(
        vec![("mp3", "mp3"), ("ogg", "opus"), ("flac", "flac"), ("wav", "wav"), ("aac", "aac")],
        0..5,
    );
    let rate = || prop::option::of(24_000..2_000_000_u64);
    (rate(), rate(), wants, prop::collection::vec(any_limit(), 0..5)).prop_map(|(most, made, wants, limits)| Device {
        bitrate_bps_max: most,
        made_bitrate_bps_max: made,
        plays: vec![playable(&["flac"], &["flac"]), playable(&["mp3"], &["mp3"])],
        wants: wants.into_iter().map(|(container, codec)| wanted(container, codec)).collect(),
        limits,
    })
}

proptest! {
    #[test]
    fn nothing_is_offered_beyond_what_the_device_said(
        device in any_device(),
        rate_hz in prop::sample::select(vec![8_000, 44_100, 96_000, 384_000]),
        depth in prop::sample::select(vec![16, 24, 32]),
        channels in 1..9_u32,
        helped in any::<bool>(),
    ) {
        let server = if helped { WITH_FFMPEG } else { ALONE };
        let facts = flac(rate_hz, depth, channels);
        let decision = decide_for(&facts, &device, server);
        prop_assert_eq!(&decision, &decide_for(&facts, &device, server), "equal questions have equal answers");
        if decision.plays_as_it_is {
            prop_assert!(channels <= 2);
            prop_assert!(device.bitrate_bps_max.is_none_or(|most| u64::from(rate_hz * depth * channels / 2_000) * 1_000 <= most));
        } else {
            prop_assert_eq!(decision.obstacles.len(), device.plays.len());
        }
        if let Some((target, sound)) = decision.transcode {
            prop_assert!(helped || !matches!(target.codec, Codec::Mp3 | Codec::Aac));
            let most = [device.bitrate_bps_max, device.made_bitrate_bps_max].into_iter().flatten().min();
            prop_assert!(most.is_none_or(|most| sound.bitrate_bps.is_some_and(|bitrate| bitrate <= most)));
            prop_assert!(sound.channels.is_some_and(|channels| (1..=2).contains(&channels)));
            prop_assert!(device.limits_of(target.codec).all(|limit| limit.holds(&sound)));
        }
    }
}
