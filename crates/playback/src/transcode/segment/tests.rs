//! Pieces against the whole.

use std::path::{Path, PathBuf};

use super::*;
use crate::transcode::decode::PcmSource;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn piece(path: &Path, codec: SegmentCodec, begin_ms: u64, length_ms: u64, is_last: bool) -> SegmentFrames {
    let target = SegmentTarget { codec, begin_ms, length_ms, is_last };
    let mut job = SegmentJob::open(File::open(path).expect("a file"), path, target).expect("a source");
    loop {
        if let Some(frames) = job.step().expect("sound") {
            return frames;
        }
    }
}

/// A file in pieces of a second, one after another.
fn pieces(path: &Path, seconds: u64, codec: impl Fn(u64) -> SegmentCodec) -> SegmentFrames {
    let mut all = SegmentFrames::default();
    for second in 0..seconds {
        let made = piece(path, codec(second), second * 1_000, 1_000, second + 1 == seconds);
        all.data.extend(made.data);
        all.sizes.extend(made.sizes);
    }
    all
}

fn samples_of(frames: &SegmentFrames) -> u64 {
    frames.sizes.iter().map(|(_, samples)| u64::from(*samples)).sum()
}

/// Decodes frames of FLAC by putting the head of a file before them.
fn decoded_flac(format: FlacFormat, frames: &SegmentFrames) -> Vec<f32> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("made.flac");
    let mut bytes = b"fLaC\x80\0\0\x22".to_vec();
    bytes.extend_from_slice(&format.stream_info(0));
    bytes.extend_from_slice(&frames.data);
    std::fs::write(&path, bytes).expect("room");
    let mut source = PcmSource::open(File::open(&path).expect("a file"), &path, 0).expect("FLAC");
    let mut all = Vec::new();
    while let Some((_, samples)) = source.next_block().expect("decodes") {
        all.extend_from_slice(samples);
    }
    all
}

/// Decodes packets of Opus, without what comes first and was never heard.
fn decoded_opus(frames: &SegmentFrames) -> Vec<f32> {
    let mut decoder = opus::Decoder::new(OPUS_RATE_HZ, Channels::Stereo).expect("a decoder");
    let (mut all, mut at, mut block) = (Vec::new(), 0, vec![0.0; OPUS_FRAME * CHANNELS]);
    for (size, samples) in &frames.sizes {
        let packet = &frames.data[at..at + *size as usize];
        decoder.decode_float(packet, &mut block, false).expect("a packet");
        all.extend_from_slice(&block[..*samples as usize * CHANNELS]);
        at += *size as usize;
    }
    all.drain(..usize::from(OPUS_PRE_SKIP) * CHANNELS);
    all
}

/// A file of some seconds: chords that change, as music does, in two channels at 48 kHz.
fn chords(folder: &Path, seconds: u32) -> (PathBuf, Vec<f32>) {
    let value = |frame: u32, channel: u32| {
        let time = f64::from(frame) / 48_000.0;
        let root = 110.0 * 2_f64.powf(f64::from(frame / 17_000 % 12) / 12.0) * (1.0 + 0.01 * f64::from(channel));
        (1..8_u32)
            .map(|tone| (time * root * f64::from(tone) * std::f64::consts::TAU).sin() / f64::from(tone))
            .sum::<f64>()
            * 0.2
    };
    let frames = 48_000 * seconds;
    let samples: Vec<i16> =
        (0..frames).flat_map(|frame| [0, 1].map(|channel| (value(frame, channel) * 32_000.0) as i16)).collect();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + frames * 4).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x02\0");
    bytes.extend(48_000_u32.to_le_bytes());
    bytes.extend(192_000_u32.to_le_bytes());
    bytes.extend(b"\x04\0\x10\0data");
    bytes.extend((frames * 4).to_le_bytes());
    bytes.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    let path = folder.join("chords.wav");
    std::fs::write(&path, bytes).expect("room");
    (path, samples.iter().map(|sample| f32::from(*sample) / 32_768.0).collect())
}

fn power(samples: impl Iterator<Item = f32>) -> f64 {
    let (sum, count) = samples.fold((0.0, 0_u32), |(sum, count), sample| (sum + f64::from(sample).powi(2), count + 1));
    sum / f64::from(count.max(1))
}

#[test]
fn segments_join_as_one_stream() {
    let format = FlacFormat { rate_hz: 44_100, channels: 2, bits: 16, block: 4_410 };
    let flac = |second: u64| SegmentCodec::Flac { format, first_block: second as u32 * 10 };
    // How far a sample may be off where pieces meet, in steps of 16 bits: AAC fills in noise that it makes anew each time.
    for (name, steps_max) in [
        ("stairs.flac", 1.0),
        ("stairs-alac.m4a", 1.0),
        ("stairs.aiff", 1.0),
        ("stairs.mp3", 1.0),
        ("stairs-vbr.mp3", 1.0),
        ("stairs.ogg", 1.0),
        ("stairs.opus", 1.0),
        ("stairs.m4a", 200.0),
        ("stairs.aac", 200.0),
    ] {
        let path = fixture(name);
        let whole = decoded_flac(format, &piece(&path, flac(0), 0, 3_000, true));
        let joined = decoded_flac(format, &pieces(&path, 3, flac));
        assert_eq!(whole.len(), joined.len(), "{name}");
        let worst = whole.iter().zip(&joined).map(|(a, b)| (a - b).abs() * 32_768.0).fold(0.0, f32::max);
        assert!(worst <= steps_max, "{name}: {worst} steps apart");
    }
    // WebM tells times in whole milliseconds, so that a joint can be a millisecond off.
    let path = fixture("stairs.webm");
    let (whole, joined) = (piece(&path, flac(0), 0, 3_000, true), pieces(&path, 3, flac));
    assert!(samples_of(&whole).abs_diff(samples_of(&joined)) <= 2 * 45);
}

#[test]
fn what_is_lossless_joins_exactly() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, source) = chords(folder.path(), 3);
    let format = FlacFormat { rate_hz: 48_000, channels: 2, bits: 16, block: 3_840 };
    // 480 ms are six blocks.
    let mut joined = SegmentFrames::default();
    for index in 0..6 {
        let codec = SegmentCodec::Flac { format, first_block: index * 6 };
        let made = piece(&path, codec, u64::from(index) * 480, if index == 5 { 600 } else { 480 }, index == 5);
        joined.data.extend(made.data);
        joined.sizes.extend(made.sizes);
    }
    assert!(decoded_flac(format, &joined) == source, "a sample differs");
}

#[test]
fn a_joint_of_opus_is_not_heard() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, source) = chords(folder.path(), 6);
    for bitrate_kbps in [24, 32, 48, 64, 96, 160, 320] {
        let made = pieces(&path, 6, |_| SegmentCodec::Opus { bitrate_kbps });
        assert_eq!(samples_of(&made), 6 * 48_000 + u64::from(OPUS_PRE_SKIP));
        let heard = decoded_opus(&made);
        assert_eq!(heard.len(), source.len());
        let whole = decoded_opus(&piece(&path, SegmentCodec::Opus { bitrate_kbps }, 0, 6_000, true));
        // What the coding adds, in windows of 20 ms.
        let noise = |samples: &[f32]| -> Vec<f64> {
            let windows = samples.chunks(OPUS_FRAME * CHANNELS).zip(source.chunks(OPUS_FRAME * CHANNELS));
            windows.map(|(a, b)| power(a.iter().zip(b).map(|(a, b)| a - b))).collect()
        };
        let (joined, whole) = (noise(&heard), noise(&whole));
        let loudest = whole.iter().copied().fold(0.0, f64::max);
        for joint in (1..6).map(|second| second * 50) {
            let there = joined[joint - 1..joint + 3].iter().copied().fold(0.0, f64::max);
            assert!(there <= loudest * 1.2, "{bitrate_kbps} kbit/s: {there} at {joint}, elsewhere {loudest} at most");
        }
    }
}
