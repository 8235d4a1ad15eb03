//! Bytes of strangers are refused, never followed.

use crate::common;
use crate::common::{RATE_HZ, peaks, tune};
use proptest::prelude::*;
use recognition_core::{
    Acceptance, Density, PITCH_STEPS, Peak, PeakError, Segment, SegmentBuilder, SegmentError, Source,
};
use recognition_core::{decode_peaks, encode_peaks, recognise};

fn segment() -> Vec<u8> {
    let mut builder = SegmentBuilder::default();
    for song in 0..3 {
        builder.add(song, 0, &peaks(&tune(song as u64, 10), RATE_HZ, Density::Reference)).expect("there is room");
    }
    builder.build().expect("there is room").bytes().expect("it is in memory").to_vec()
}

fn open(bytes: Vec<u8>) -> Result<Segment, SegmentError> {
    Segment::open(Source::Memory(bytes))
}

#[test]
fn every_changed_or_missing_byte_is_noticed() {
    let bytes = segment();
    for at in (0..bytes.len()).step_by(9_973).chain(0..40) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x40;
        assert!(open(changed).is_err(), "byte {at}");
        assert!(open(bytes[..at].to_vec()).is_err(), "cut at {at}");
    }
    let mut older = bytes.clone();
    older[8] = 0;
    assert_eq!(open(older).unwrap_err(), SegmentError::Version);
    assert!(open(bytes).is_ok());
}

#[test]
fn a_forged_segment_with_a_right_sum_is_read_without_harm() {
    let bytes = segment();
    for seed in 0..200_u64 {
        let mut forged = bytes.clone();
        let mut dice = common::Dice(seed);
        for _ in 0..6 {
            // Half of them where the sizes are told.
            let length = forged.len() as u64;
            let at = if seed % 2 == 0 { length - 32 + dice.below(28) } else { dice.below(length - 4) } as usize;
            forged[at] = dice.next() as u8;
        }
        let end = forged.len() - 4;
        let sum = crc32fast::hash(&forged[..end]);
        forged[end..].copy_from_slice(&sum.to_le_bytes());
        if let Ok(segment) = open(forged) {
            let question = peaks(&tune(1, 5), RATE_HZ, Density::Query);
            let _ = recognise(&[&segment], |_, _| true, &question, Acceptance::default());
            let _ = SegmentBuilder::merge(&[&segment], |_, _| true);
        }
    }
}

#[test]
fn limits_of_a_peak_stream_hold() {
    assert_eq!(decode_peaks(&[1], 0, 10, 10), Err(PeakError::Torn));
    assert_eq!(decode_peaks(&0x03ff_u16.to_le_bytes(), 0, 10, 10), Err(PeakError::Pitch));
    assert_eq!(decode_peaks(&(11_u16 << 10).to_le_bytes(), 0, 10, 10), Err(PeakError::TooLong));
    assert_eq!(decode_peaks(&[0, 0, 0, 0], 0, 10, 1), Err(PeakError::TooMany));
    assert_eq!(decode_peaks(&[0xff; 1_000_000], u32::MAX - 5, u32::MAX, 1), Err(PeakError::TooLong));
}

proptest! {
    #[test]
    fn peaks_come_back_as_they_were(
        steps in proptest::collection::vec((0_u32..200, 0..PITCH_STEPS), 0..300), first in 0_u32..1_000,
    ) {
        let mut now = first;
        let peaks: Vec<Peak> = steps.into_iter().map(|(gap, pitch)| {
            now += gap;
            Peak { frame: now, pitch }
        }).collect();
        let mut bytes = Vec::new();
        encode_peaks(&peaks, first, &mut bytes);
        prop_assert_eq!(decode_peaks(&bytes, first, now + 1, peaks.len()), Ok(peaks));
    }

    #[test]
    fn any_bytes_are_peaks_within_the_limits_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        if let Ok(peaks) = decode_peaks(&bytes, 3, 750, 480) {
            prop_assert!(peaks.len() <= 480);
            prop_assert!(peaks.is_sorted_by_key(|peak| peak.frame));
            prop_assert!(peaks.iter().all(|peak| peak.frame < 750 && peak.pitch < PITCH_STEPS));
            let segment = open(segment_once()).expect("it is whole");
            let _ = recognise(&[&segment], |_, _| true, &peaks, Acceptance::default());
        }
    }

    #[test]
    fn any_bytes_are_no_segment(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(open(bytes).is_err());
    }

    #[test]
    fn any_sound_at_any_rate_is_borne(
        sound in proptest::collection::vec(any::<f32>(), 0..5_000), rate_hz in 8_000_u32..200_000,
    ) {
        let _ = peaks(&sound, rate_hz, Density::Query);
    }
}

fn segment_once() -> Vec<u8> {
    static BYTES: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    BYTES.get_or_init(segment).clone()
}
