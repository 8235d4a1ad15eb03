//! A tune is named with its moment, however it is asked for; what is not there is not named.

use crate::common::{Dice, RATE_HZ, peaks, tune};
use recognition_core::{Acceptance, Density, Extractor, Segment, SegmentBuilder, recognise};

const SONGS: u64 = 12;

fn index(songs: std::ops::Range<u64>) -> Segment {
    let mut builder = SegmentBuilder::default();
    for song in songs {
        builder
            .add(song as i64, song * 7, &peaks(&tune(song, 40), RATE_HZ, Density::Reference))
            .expect("there is room");
    }
    builder.build().expect("there is room")
}

fn excerpt(song: u64, from_s: usize, length_s: usize) -> Vec<f32> {
    tune(song, 40)[from_s * RATE_HZ as usize..(from_s + length_s) * RATE_HZ as usize].to_vec()
}

fn asked(segments: &[&Segment], sound: &[f32]) -> Option<(i64, i64)> {
    let question = peaks(sound, RATE_HZ, Density::Query);
    let found =
        recognise(segments, |_, _| true, &question, Acceptance::default()).expect("memory can be read").found()?;
    Some((found.track, found.start_ms))
}

#[test]
fn an_excerpt_in_noise_is_named_with_its_moment() {
    let segment = index(0..SONGS);
    for song in 0..SONGS {
        let mut sound = excerpt(song, 12, 5);
        let mut dice = Dice(song + 99);
        for sample in &mut sound {
            *sample += dice.sample() * 0.05;
        }
        let (track, start_ms) = asked(&[&segment], &sound).expect("the song is known");
        assert_eq!(track, song as i64);
        assert!((start_ms - 12_000).abs() < 200, "begins at {start_ms} ms");
    }
}

#[test]
fn a_tune_that_is_played_faster_or_slower_is_named() {
    let segment = index(0..SONGS);
    for song in 0..SONGS {
        // With a sample between each two, since no rate below the extractor's own is taken.
        let sound = excerpt(song, 12, 5);
        let doubled: Vec<f32> = sound.windows(2).flat_map(|two| [two[0], f32::midpoint(two[0], two[1])]).collect();
        for percent in [96, 98, 102, 104] {
            // The same samples at another rate: pitch and tempo change together, as on a turntable.
            let question = peaks(&doubled, 2 * RATE_HZ * percent / 100, Density::Query);
            let outcome = recognise(&[&segment], |_, _| true, &question, Acceptance::default());
            let found = outcome.expect("memory can be read").found().expect("the song is known");
            assert_eq!(found.track, song as i64, "at {percent} %");
            let tempo = i64::from(found.tempo_permille);
            assert!((tempo - i64::from(percent) * 10).abs() <= 10, "{tempo} for {percent} %");
        }
    }
}

#[test]
fn a_tune_that_is_not_there_is_not_named() {
    let segment = index(0..SONGS);
    for song in 100..120 {
        assert_eq!(asked(&[&segment], &excerpt(song, 5, 5)), None, "tune {song}");
    }
}

#[test]
fn silence_noise_one_tone_and_clipping_are_named_by_nobody() {
    let segment = index(0..SONGS);
    let count = 5 * RATE_HZ as usize;
    let mut dice = Dice(5);
    let tone: Vec<f32> = (0..count).map(|n| (std::f32::consts::TAU * 440.0 * n as f32 / 8_000.0).sin() * 0.5).collect();
    let noise: Vec<f32> = (0..count).map(|_| dice.sample() * 0.5).collect();
    let clipped: Vec<f32> = noise.iter().map(|sample| (sample * 100.0).clamp(-1.0, 1.0)).collect();
    let square: Vec<f32> = tone.iter().map(|sample| sample.signum()).collect();
    let broken = vec![f32::NAN; count];
    for (name, sound) in [
        ("silence", vec![0.0; count]),
        ("tone", tone),
        ("noise", noise),
        ("clipped", clipped),
        ("square", square),
        ("nan", broken),
    ] {
        assert_eq!(asked(&[&segment], &sound), None, "{name}");
    }
    assert_eq!(asked(&[&segment], &[]), None);
    assert_eq!(asked(&[], &excerpt(1, 1, 5)), None);
}

#[test]
fn more_clarity_is_asked_of_ten_seconds_than_of_five() {
    let segment = index(0..SONGS);
    for (length_s, is_named) in [(5, true), (10, false)] {
        let question = peaks(&excerpt(1, 12, length_s), RATE_HZ, Density::Query);
        let asked = |clarity_min| {
            let acceptance = Acceptance { clarity_min, ..Acceptance::default() };
            recognise(&[&segment], |_, _| true, &question, acceptance).expect("memory can be read")
        };
        let clarity = asked(0.0).best.expect("the song is known").clarity;
        assert_eq!(asked(clarity * 0.9).is_clear, is_named, "{length_s} s");
    }
}

#[test]
fn a_second_file_of_one_recording_does_not_hide_it() {
    let mut builder = SegmentBuilder::default();
    for (id, song) in [(1, 1), (2, 2), (3, 1), (4, 4)] {
        builder.add(id, 0, &peaks(&tune(song, 40), RATE_HZ, Density::Reference)).expect("there is room");
    }
    let (track, _) =
        asked(&[&builder.build().expect("there is room")], &excerpt(1, 8, 5)).expect("either file is right");
    assert!([1, 3].contains(&track));
}

#[test]
fn what_is_deleted_is_not_named_and_a_merge_drops_its_bytes() {
    let (first, second) = (index(0..6), index(6..12));
    let gone = |segment: usize, track: usize| segment == 0 && track == 2;
    let question = peaks(&excerpt(2, 12, 5), RATE_HZ, Density::Query);
    let outcome = recognise(&[&first, &second], |s, t| !gone(s, t), &question, Acceptance::default());
    assert_eq!(outcome.expect("memory can be read").found(), None, "a tombstone hides it at once");

    let merged = SegmentBuilder::merge(&[&first, &second], |s, t| !gone(s, t)).expect("there is room");
    assert_eq!(asked(&[&merged], &excerpt(2, 12, 5)), None);
    assert_eq!(asked(&[&merged], &excerpt(8, 12, 5)).map(|found| found.0), Some(8), "the others stay");
    // Byte by byte what an index has that never knew the song.
    let mut builder = SegmentBuilder::default();
    for song in (0..SONGS).filter(|song| *song != 2) {
        builder
            .add(song as i64, song * 7, &peaks(&tune(song, 40), RATE_HZ, Density::Reference))
            .expect("there is room");
    }
    assert!(merged.bytes() == builder.build().expect("there is room").bytes(), "nothing of the deleted song is left");
}

#[test]
fn pieces_of_any_size_give_the_same_peaks() {
    let sound = tune(3, 12);
    let whole = peaks(&sound, RATE_HZ, Density::Query);
    for size in [1, 100, 128, 4_000, 65_536] {
        let (mut found, mut extractor) =
            (Vec::new(), Extractor::new(RATE_HZ, Density::Query).expect("a rate in range"));
        for part in sound.chunks(size) {
            extractor.push(part, &mut found);
            let settled = extractor.settled_frames();
            assert!(found.iter().all(|peak| peak.frame < settled));
        }
        extractor.finish(&mut found);
        assert_eq!(found, whole, "in pieces of {size}");
    }
}

#[test]
fn unsettled_peaks_come_after_the_settled_ones() {
    let mut extractor = Extractor::new(RATE_HZ, Density::Query).expect("a rate in range");
    let mut found = Vec::new();
    extractor.push(&tune(3, 4), &mut found);
    let (settled, later) = (extractor.settled_frames(), extractor.unsettled());
    assert!(later.iter().all(|peak| peak.frame >= settled), "none is told twice");
    assert!(!later.is_empty() && later.is_sorted());
}
