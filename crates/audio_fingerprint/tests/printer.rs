//! From sound to fingerprint, however the sound comes.

use audio_fingerprint::{CODES_MAX, Fingerprint, Printer, SECONDS_MAX, align};
use proptest::prelude::*;

use crate::sound::{as_float, music};

fn print(rate_hz: u32, samples: &[f32]) -> Option<Fingerprint> {
    let mut printer = Printer::new(rate_hz).unwrap();
    printer.push(samples);
    printer.finish()
}

/// The same music at four times the rate, by straight lines between the samples.
fn at_44_100(samples: &[f32]) -> Vec<f32> {
    samples.windows(2).flat_map(|pair| (0..4).map(|i| pair[0] + (pair[1] - pair[0]) * i as f32 / 4.0)).collect()
}

#[test]
fn another_rate_gives_nearly_the_same() {
    let samples = as_float(&music(4, 40));
    let (low, high) = (print(11_025, &samples).unwrap(), print(44_100, &at_44_100(&samples)).unwrap());
    let found = align(&low, &high).unwrap();
    assert_eq!(found.offset, 0);
    assert!(found.bit_errors_permille < 30, "{found:?}");
}

#[test]
fn a_cut_beginning_is_found_at_its_place() {
    let samples = as_float(&music(5, 60));
    let whole = print(11_025, &samples).unwrap();
    let cut = print(11_025, &samples[7 * 11_025..]).unwrap();
    let found = align(&whole, &cut).unwrap();
    assert!((56..=57).contains(&found.offset), "{found:?}");
    assert!(found.is_same(), "{found:?}");
}

#[test]
fn other_music_is_other() {
    let print = |seed| print(11_025, &as_float(&music(seed, 60))).unwrap();
    let prints: Vec<Fingerprint> = (10..22).map(print).collect();
    for (i, a) in prints.iter().enumerate() {
        for b in &prints[..i] {
            assert!(align(a, b).is_none_or(|found| !found.is_same()), "{:?}", align(a, b));
        }
    }
}

#[test]
fn no_more_than_two_minutes_are_heard() {
    let mut printer = Printer::new(48_000).unwrap();
    let second = vec![0.1; 48_000];
    let heard = (0..1_000).take_while(|_| printer.push(&second)).count();
    assert!((SECONDS_MAX as usize - 1..=SECONDS_MAX as usize).contains(&heard), "{heard}");
    assert_eq!(printer.finish().unwrap().codes().len(), CODES_MAX);
}

#[test]
fn what_is_too_short_or_no_sound_has_no_fingerprint_and_harms_nothing() {
    assert!(print(44_100, &[]).is_none());
    assert!(print(44_100, &vec![0.3; 44_100 * 9]).is_none());
    let hostile = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, -0.0, 1e-45];
    let samples: Vec<f32> = hostile.iter().copied().cycle().take(44_100 * 15).collect();
    assert!(print(44_100, &samples).is_some());
}

#[test]
fn bytes_that_are_no_fingerprint_are_refused() {
    let whole = print(11_025, &as_float(&music(6, 20))).unwrap();
    let bytes = whole.to_bytes();
    assert_eq!(Fingerprint::from_bytes(&bytes), Some(whole));
    assert_eq!(Fingerprint::from_bytes(&bytes[1..]), None);
    assert_eq!(Fingerprint::from_bytes(&bytes[..100]), None);
    assert_eq!(Fingerprint::from_bytes(&vec![7; CODES_MAX * 4 + 4]), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn blocks_of_any_length_give_the_same(rate in 8_000_u32..50_000, cuts in prop::collection::vec(1_usize..9_000, 40..60)) {
        let samples: Vec<f32> = as_float(&music(7, 45));
        let whole = print(rate, &samples);
        let mut printer = Printer::new(rate).unwrap();
        let mut rest = samples.as_slice();
        for cut in cuts {
            let (block, left) = rest.split_at(cut.min(rest.len()));
            printer.push(block);
            rest = left;
        }
        printer.push(rest);
        prop_assert_eq!(whole, printer.finish());
    }
}
