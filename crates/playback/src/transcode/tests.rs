//! What comes out of a transcode, decoded again and listened to.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::decode::PcmSource;
use super::pcm_job::{PcmJob, PcmTarget};
use super::tags::TrackTags;
use crate::media::Codec;
use crate::plan::SoundLimits;

/// A file of 16-bit samples, `rate_hz` a second, as `sample(frame, channel)` gives them.
fn wav(path: &Path, rate_hz: u32, channels: u16, frames: u32, sample: impl Fn(u32, u16) -> f64) {
    let data_bytes = frames * u32::from(channels) * 2;
    let mut bytes = Vec::with_capacity(44 + data_bytes as usize);
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&(36 + data_bytes).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt ");
    bytes.extend_from_slice(&16u32.to_le_bytes());
    bytes.extend_from_slice(&1u16.to_le_bytes());
    bytes.extend_from_slice(&channels.to_le_bytes());
    bytes.extend_from_slice(&rate_hz.to_le_bytes());
    bytes.extend_from_slice(&(rate_hz * u32::from(channels) * 2).to_le_bytes());
    bytes.extend_from_slice(&(channels * 2).to_le_bytes());
    bytes.extend_from_slice(&16u16.to_le_bytes());
    bytes.extend_from_slice(b"data");
    bytes.extend_from_slice(&data_bytes.to_le_bytes());
    for frame in 0..frames {
        for channel in 0..channels {
            let value = (sample(frame, channel) * 32_000.0) as i16;
            bytes.extend_from_slice(&value.to_le_bytes());
        }
    }
    File::create(path).and_then(|mut file| file.write_all(&bytes)).expect("a file in a new folder");
}

/// A tone whose pitch tells the time: 500 Hz, and 500 Hz more with each second.
fn stairs(rate_hz: u32) -> impl Fn(u32, u16) -> f64 {
    move |frame, _| {
        let second = frame / rate_hz;
        let pitch = 500.0 * f64::from(second + 1);
        (f64::from(frame) * pitch * std::f64::consts::TAU / f64::from(rate_hz)).sin() * 0.5
    }
}

fn opus(bitrate_kbps: u32, start_ms: u64) -> PcmTarget {
    let (limits, tags) = (SoundLimits::default(), TrackTags::default());
    PcmTarget { codec: Codec::Opus, bitrate_kbps, limits, start_ms, serial: 7, tags }
}

fn transcode(path: &Path, start_ms: u64, bitrate_kbps: u32) -> Vec<u8> {
    let file = File::open(path).expect("the file was just written");
    let mut job = PcmJob::open(file, path, opus(bitrate_kbps, start_ms)).expect("a source");
    let mut out = Vec::new();
    loop {
        let part = job.more(10_000).expect("transcodes");
        if part.is_empty() {
            return out;
        }
        out.extend(part);
    }
}

/// The left channel of a file, and how many channels there are.
fn decode(path: &Path) -> (Vec<f32>, usize) {
    let file = File::open(path).expect("a file");
    let mut source = PcmSource::open(file, path, 0).expect("a source");
    let (mut left, mut count) = (Vec::new(), 0);
    while let Some((spec, samples)) = source.next_block().expect("decodes") {
        assert_eq!(spec.rate_hz, 48_000);
        count = spec.channels.count();
        left.extend(samples.iter().step_by(count));
    }
    (left, count)
}

/// How strongly `hz` sounds in samples at 48 kHz, 1 being a full tone (Goertzel).
fn level(samples: &[f32], hz: f64) -> f64 {
    let turn = hz * std::f64::consts::TAU / 48_000.0;
    let (mut re, mut im) = (0.0, 0.0);
    for (at, &sample) in samples.iter().enumerate() {
        re += f64::from(sample) * (turn * at as f64).cos();
        im += f64::from(sample) * (turn * at as f64).sin();
    }
    2.0 * re.hypot(im) / samples.len() as f64
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for the test"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn transcoded(&self, source: &Path, start_ms: u64) -> PathBuf {
        let path = self.path("out.opus");
        std::fs::write(&path, transcode(source, start_ms, 96)).expect("room for a few kilobytes");
        path
    }
}

fn assert_duration(name: &str, samples: &[f32], expected_ms: u64, tolerance_ms: u64) {
    let ms = samples.len() as u64 * 1_000 / 48_000;
    let difference = ms.abs_diff(expected_ms);
    assert!(difference <= tolerance_ms, "{name}: {ms} ms instead of {expected_ms} ms");
}

#[test]
fn a_tone_keeps_its_pitch_level_and_length() {
    let folder = Folder::new();
    for (rate_hz, channels) in [(44_100, 2), (48_000, 1), (96_000, 2), (22_050, 1), (44_100, 6)] {
        let source = folder.path("tone.wav");
        wav(&source, rate_hz, channels, rate_hz * 2 + 333, |frame, _| {
            (f64::from(frame) * 1_000.0 * std::f64::consts::TAU / f64::from(rate_hz)).sin() * 0.5
        });
        let (left, count) = decode(&folder.transcoded(&source, 0));
        assert_eq!(count, usize::from(channels.min(2)));
        let expected = (u64::from(rate_hz) * 2 + 333) * 48_000 / u64::from(rate_hz);
        assert!((left.len() as u64).abs_diff(expected) <= 1, "{} for {expected}", left.len());
        assert_duration("tone.wav", &left, 2_000 + 333_000 / u64::from(rate_hz), 20);
        let middle = &left[24_000..72_000];
        let tone = level(middle, 1_000.0);
        assert!((0.45..0.55).contains(&tone), "level {tone} at {rate_hz} Hz, {channels} channels");
        assert!(level(middle, 1_100.0) < 0.01 && level(middle, 900.0) < 0.01);
    }
}

#[test]
fn the_beginning_is_not_shifted() {
    let folder = Folder::new();
    let source = folder.path("click.wav");
    wav(&source, 44_100, 1, 44_100, |frame, _| if frame >= 22_050 { 0.5 } else { 0.0 });
    let (samples, _) = decode(&folder.transcoded(&source, 0));
    let onset = samples.iter().position(|sample| sample.abs() > 0.25).expect("a click");
    assert!(onset.abs_diff(24_000) < 48, "the click is at {onset}");
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    let folder = Folder::new();
    let source = folder.path("stairs.wav");
    wav(&source, 44_100, 2, 44_100, stairs(44_100));
    assert_eq!(transcode(&source, 0, 96), transcode(&source, 0, 96));
}

#[test]
fn higher_quality_is_larger() {
    let folder = Folder::new();
    let source = folder.path("noise.wav");
    wav(&source, 48_000, 2, 96_000, |frame, channel| {
        let mixed = (u64::from(frame) * 2 + u64::from(channel)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 40) as f64 / f64::from(1u32 << 24) - 0.5
    });
    let sizes = [48, 96, 160].map(|bitrate_kbps| transcode(&source, 0, bitrate_kbps).len());
    for (size, kbps) in sizes.into_iter().zip([48, 96, 160]) {
        let ratio = size as f64 * 8.0 / 2_000.0 / f64::from(kbps);
        assert!((0.6..1.5).contains(&ratio), "{size} bytes for two seconds at {kbps} kbit/s");
    }
}

#[test]
fn seeking_begins_where_asked() {
    let folder = Folder::new();
    let source = folder.path("stairs.wav");
    wav(&source, 44_100, 2, 44_100 * 6, stairs(44_100));
    let again = folder.path("again.opus");
    std::fs::write(&again, transcode(&source, 0, 96)).expect("room");
    for source in [&source, &again] {
        assert_seeks(&folder, source, 6_000, 20);
    }
}

/// Begins half a second before each stair and finds the stair half a second in.
fn assert_seeks(folder: &Folder, source: &Path, length_ms: u64, tolerance_ms: u64) {
    for start_ms in (500..length_ms - 1_000).step_by(1_000) {
        let name = format!("{} from {start_ms} ms", source.display());
        let (samples, _) = decode(&folder.transcoded(source, start_ms));
        assert_duration(&name, &samples, length_ms - start_ms, tolerance_ms);
        let below = 500.0 * (start_ms / 1_000 + 1) as f64;
        let above = below + 500.0;
        // 20 ms of tone on each side of where the stair must be, beyond the tolerance.
        let away = tolerance_ms as usize * 48;
        let before = &samples[24_000 - away - 960..24_000 - away];
        let after = &samples[24_000 + away..24_000 + away + 960];
        assert!(level(before, below) > 0.3, "{name} is late");
        assert!(level(after, above) > 0.3, "{name} is early");
    }
}

/// The three seconds of `tests/fixtures`, in one format.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

#[test]
fn every_format_is_read_whole_and_from_the_middle() {
    let folder = Folder::new();
    // AAC begins with silence of its encoder, and the decoder at hand does not know how much:
    // 23 ms of it in front, and what fills the last frame behind.
    const AAC_PRIMING_MS: u64 = 50;
    for (name, tolerance_ms) in [
        ("stairs.mp3", 20),
        ("stairs-vbr.mp3", 20),
        ("stairs.flac", 20),
        ("stairs.ogg", 20),
        ("stairs.opus", 20),
        ("stairs.webm", 20),
        ("stairs.m4a", AAC_PRIMING_MS),
        ("stairs.aac", AAC_PRIMING_MS),
        ("stairs-alac.m4a", 20),
        ("stairs.aiff", 20),
    ] {
        let source = fixture(name);
        let (samples, count) = decode(&folder.transcoded(&source, 0));
        assert_eq!(count, 1, "{name}");
        assert_duration(name, &samples, 3_000, tolerance_ms);
        assert_seeks(&folder, &source, 3_000, tolerance_ms);
    }
}

#[test]
fn beginning_behind_the_end_is_silence_that_ends() {
    let folder = Folder::new();
    let source = folder.path("stairs.wav");
    wav(&source, 44_100, 2, 44_100, stairs(44_100));
    let (samples, _) = decode(&folder.transcoded(&source, 60_000));
    assert!(samples.len() < 960, "{} samples", samples.len());
}

#[test]
fn a_file_cut_short_plays_as_far_as_it_goes() {
    let folder = Folder::new();
    let source = folder.path("cut.wav");
    wav(&source, 44_100, 2, 44_100 * 2, stairs(44_100));
    let file = File::options().write(true).open(&source).expect("the file");
    file.set_len(44 + 44_100 * 4).expect("shorter");
    let (samples, _) = decode(&folder.transcoded(&source, 0));
    assert_duration("cut.wav", &samples, 1_000, 20);
}

#[test]
fn damage_is_an_error_never_a_panic() {
    let folder = Folder::new();
    for (name, bytes) in [
        ("empty.mp3", Vec::new()),
        ("text.flac", b"this is no music".repeat(1_000)),
        ("zeros.ogg", vec![0; 100_000]),
        ("head.wav", b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x02\0\0\0\0\0".to_vec()),
        ("ones.opus", vec![0xff; 100_000]),
    ] {
        let path = folder.path(name);
        std::fs::write(&path, bytes).expect("room");
        let file = File::open(&path).expect("the file");
        let made = PcmJob::open(file, &path, opus(96, 0)).and_then(|mut job| job.more(1_000));
        assert!(made.is_err(), "{name} gave {} bytes", made.map_or(0, |bytes| bytes.len()));
    }
}

fn made(path: &Path, target: PcmTarget) -> Vec<u8> {
    let file = File::open(path).expect("a file");
    let mut job = PcmJob::open(file, path, target).expect("a source");
    let mut out = Vec::new();
    loop {
        let part = job.more(10_000).expect("transcodes");
        if part.is_empty() {
            return out;
        }
        out.extend(part);
    }
}

/// Every sample of a file, interleaved, with rate, channels and what its head says of its length.
fn samples(path: &Path) -> (Vec<f32>, u32, usize, Option<u64>) {
    let mut source = PcmSource::open(File::open(path).expect("a file"), path, 0).expect("a source");
    let (mut all, mut rate_hz, mut channels) = (Vec::new(), 0, 0);
    while let Some((spec, block)) = source.next_block().expect("decodes") {
        (rate_hz, channels) = (spec.rate_hz, spec.channels.count());
        all.extend_from_slice(block);
    }
    (all, rate_hz, channels, source.exact_frames())
}

#[test]
fn what_is_lossless_loses_nothing() {
    let folder = Folder::new();
    let noise = |frame: u32, channel: u16| {
        let mixed = (u64::from(frame) * 2 + u64::from(channel)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 40) as f64 / f64::from(1_u32 << 24) - 0.5
    };
    let sources = ["stairs", "noise", "silence", "one", "surround"].map(|name| folder.path(&format!("{name}.wav")));
    wav(&sources[0], 44_100, 2, 100_000, stairs(44_100));
    wav(&sources[1], 96_000, 2, 50_001, noise);
    wav(&sources[2], 48_000, 1, 10_000, |_, _| 0.0);
    wav(&sources[3], 8_000, 1, 1, |_, _| 0.3);
    wav(&sources[4], 48_000, 2, 4_096, |frame, channel| if frame % 7 == u32::from(channel) { 0.99 } else { -0.99 });
    for source in sources.iter().chain(&[fixture("stairs.flac"), fixture("stairs-alac.m4a"), fixture("stairs.aiff")]) {
        let before = samples(source);
        for (codec, ending) in [(Codec::Flac, "flac"), (Codec::Pcm, "wav")] {
            let path = folder.path(&format!("made.{ending}"));
            std::fs::write(&path, made(source, PcmTarget { codec, ..opus(0, 0) })).expect("room");
            let after = samples(&path);
            assert!(before.0 == after.0, "{} as {ending} differs", source.display());
            assert_eq!((before.1, before.2), (after.1, after.2), "{} as {ending}", source.display());
            assert_eq!(after.3, Some((before.0.len() / before.2) as u64), "its head tells its length");
        }
    }
    let stairs_bytes = std::fs::metadata(&sources[0]).expect("a file").len() as usize;
    let flac = made(&sources[0], PcmTarget { codec: Codec::Flac, ..opus(0, 0) });
    assert!(flac.len() * 2 < stairs_bytes, "{} of {stairs_bytes} bytes", flac.len());
}

#[test]
fn limits_of_the_sound_are_kept() {
    let folder = Folder::new();
    let source = folder.path("stairs.wav");
    wav(&source, 96_000, 2, 96_000 * 2, stairs(96_000));
    let limits = SoundLimits { channels_max: Some(1), rate_hz_max: Some(50_000), bits_max: None };
    let path = folder.path("made.flac");
    std::fs::write(&path, made(&source, PcmTarget { codec: Codec::Flac, limits, ..opus(0, 500) })).expect("room");
    let (samples, rate_hz, channels, _) = samples(&path);
    assert_eq!((rate_hz, channels, samples.len()), (48_000, 1, 72_000));
}
