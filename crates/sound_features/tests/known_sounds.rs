//! Sounds whose answers are known before they are heard.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use sound_features::{BRIGHTNESS, CHROMA, CONTRAST, Extractor, Features, LOUDNESS, MFCC_MEAN, TEMPO};

const RATE_HZ: u32 = 44_100;

fn features(rate_hz: u32, samples: &[f32]) -> Option<Features> {
    let mut extractor = Extractor::new(rate_hz)?;
    extractor.hear(samples);
    extractor.finish()
}

/// A sum of sines over some seconds.
fn chord(rate_hz: u32, seconds: u32, frequencies_hz: &[f32]) -> Vec<f32> {
    let sample = |at: u32| {
        let at = f64::from(at) / f64::from(rate_hz) * std::f64::consts::TAU;
        frequencies_hz.iter().map(|frequency| (at * f64::from(*frequency)).sin() as f32).sum::<f32>()
            / frequencies_hz.len() as f32
            * 0.5
    };
    (0..rate_hz * seconds).map(sample).collect()
}

/// White noise from a fixed seed.
fn noise(seconds: u32) -> Vec<f32> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let sample = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..RATE_HZ * seconds).map(sample).map(|sample| sample * 0.3).collect()
}

/// Short bursts at an even pace.
fn clicks(bpm: f32, seconds: u32) -> Vec<f32> {
    let beat = 60.0 / bpm * RATE_HZ as f32;
    let sample = |at: u32| {
        let since = at as f32 % beat;
        let decay = (-since / (0.01 * RATE_HZ as f32)).exp();
        decay * (since * 0.14).sin() * 0.8
    };
    (0..RATE_HZ * seconds).map(sample).collect()
}

#[test]
fn the_tempo_of_clicks_is_told_within_two_percent() {
    for bpm in [60.0, 76.0, 90.0, 100.0, 120.0, 128.0, 140.0, 150.0, 174.0] {
        let heard = features(RATE_HZ, &clicks(bpm, 20)).unwrap();
        let ratio = heard.tempo_bpm() / bpm;
        assert!((0.98..=1.02).contains(&ratio), "{bpm}: {}", heard.tempo_bpm());
        assert!(heard.values()[TEMPO.start + 1] > 0.4, "{bpm}: {}", heard.values()[TEMPO.start + 1]);
    }
    let pulse = features(RATE_HZ, &noise(20)).unwrap().values()[TEMPO.start + 1];
    assert!(pulse < 0.2, "noise has no pulse: {pulse}");
}

#[test]
fn a_chord_is_its_pitch_classes_whatever_it_is_tuned_to() {
    // C, E and G, and the same 30 cents flat and 40 sharp.
    for cents in [0.0, -30.0, 40.0] {
        let tuning = (cents / 1_200.0_f32).exp2();
        for rate_hz in [44_100, 48_000, 22_050] {
            let sound = chord(rate_hz, 5, &[261.63, 329.63, 392.0].map(|frequency| frequency * tuning));
            let heard = features(rate_hz, &sound).unwrap();
            let chroma = &heard.values()[CHROMA];
            let in_chord: f32 = [0, 4, 7].map(|class| chroma[class]).iter().sum();
            assert!(in_chord > 0.95, "{cents} cents at {rate_hz}: {chroma:?}");
            assert!([0, 4, 7].iter().all(|class| chroma[*class] > 0.2), "{cents} cents at {rate_hz}: {chroma:?}");
        }
    }
    let heard = features(RATE_HZ, &noise(5)).unwrap();
    assert!(heard.values()[CHROMA].iter().all(|share| (0.04..0.15).contains(share)), "{:?}", &heard.values()[CHROMA]);
}

#[test]
fn contrast_tells_tones_from_noise_and_brightness_high_from_low() {
    let low = features(RATE_HZ, &chord(RATE_HZ, 5, &[150.0, 300.0, 600.0])).unwrap();
    let high = features(RATE_HZ, &chord(RATE_HZ, 5, &[2_000.0, 4_000.0])).unwrap();
    let noise = features(RATE_HZ, &noise(5)).unwrap();
    assert!(low.values()[CONTRAST.start] > noise.values()[CONTRAST.start] + 20.0);
    let brightness = |heard: &Features| heard.values()[BRIGHTNESS.start];
    assert!((brightness(&low) - 350_f32.log2()).abs() < 0.3, "{}", brightness(&low));
    assert!((brightness(&high) - 3_000_f32.log2()).abs() < 0.2, "{}", brightness(&high));
    // White noise lies evenly between 50 Hz and 11,025 Hz.
    assert!((brightness(&noise) - 5_500_f32.log2()).abs() < 0.2, "{}", brightness(&noise));
}

#[test]
fn loudness_is_in_decibels_and_touches_nothing_else() {
    let sound = noise(10);
    let loud = features(RATE_HZ, &sound).unwrap();
    // Uniform noise of amplitude 0.3 has a mean square of 0.03, of which the lower half of the spectrum is kept with nine tenths.
    assert!((-19.5..-17.5).contains(&loud.values()[LOUDNESS.start]), "{}", loud.values()[LOUDNESS.start]);
    assert!(loud.values()[LOUDNESS.start + 1] < 0.5, "noise is steady");
    let quiet: Vec<f32> = sound.iter().map(|sample| sample * 0.1).collect();
    let quiet = features(RATE_HZ, &quiet).unwrap();
    let difference = loud.values()[LOUDNESS.start] - quiet.values()[LOUDNESS.start];
    assert!((difference - 20.0).abs() < 0.05, "{difference}");
    for (loud, quiet) in loud.values()[MFCC_MEAN].iter().zip(&quiet.values()[MFCC_MEAN]) {
        assert!((loud - quiet).abs() < 0.01, "timbre does not depend on the volume");
    }
}

#[test]
fn noise_of_another_colour_has_another_timbre() {
    let white = noise(10);
    let mut last = 0.0;
    let brown: Vec<f32> = white
        .iter()
        .map(|sample| {
            last = 0.98 * last + 0.1 * sample;
            last
        })
        .collect();
    let [first, again, brown] = [&white[..RATE_HZ as usize * 5], &white[RATE_HZ as usize * 5..], &brown]
        .map(|sound| features(RATE_HZ, sound).unwrap());
    let distance = |left: &Features, right: &Features| -> f32 {
        left.values()[MFCC_MEAN]
            .iter()
            .zip(&right.values()[MFCC_MEAN])
            .map(|(l, r)| (l - r).powi(2))
            .sum::<f32>()
            .sqrt()
    };
    assert!(distance(&first, &again) * 20.0 < distance(&first, &brown));
    assert!(brown.values()[MFCC_MEAN.start] > white_slope(&first) + 1.0, "it falls off towards the treble");
}

fn white_slope(heard: &Features) -> f32 {
    heard.values()[MFCC_MEAN.start]
}

#[test]
fn the_same_samples_give_the_same_numbers_in_whatever_pieces() {
    let sound: Vec<f32> =
        clicks(110.0, 12).iter().zip(chord(RATE_HZ, 12, &[220.0, 277.2, 329.6])).map(|(l, r)| l + r).collect();
    let whole = features(RATE_HZ, &sound).unwrap();
    for piece in [1, 333, 4_096, 100_000] {
        let mut extractor = Extractor::new(RATE_HZ).unwrap();
        sound.chunks(piece).for_each(|samples| assert!(extractor.hear(samples)));
        assert_eq!(extractor.finish().unwrap(), whole, "{piece}");
    }
    assert_eq!(Features::from_bytes(&whole.to_bytes()).unwrap(), whole);
    assert!(Features::from_bytes(&whole.to_bytes()[1..]).is_none());
    assert!(Features::from_bytes(&[0xff; 256]).is_none(), "what is no number is refused");
}

#[test]
fn rates_that_carry_the_same_sound_are_close() {
    let at = |rate_hz| features(rate_hz, &chord(rate_hz, 6, &[196.0, 246.9, 293.7, 392.0])).unwrap();
    let (cd, studio) = (at(44_100), at(96_000));
    for range in [CHROMA, BRIGHTNESS] {
        for (left, right) in cd.values()[range.clone()].iter().zip(&studio.values()[range.clone()]) {
            assert!((left - right).abs() < 0.15, "{range:?}: {left} {right}");
        }
    }
}

#[test]
fn what_is_no_music_has_no_features_and_breaks_nothing() {
    assert!(features(RATE_HZ, &vec![0.0; RATE_HZ as usize * 10]).is_none(), "silence");
    assert!(features(RATE_HZ, &noise(1)).is_none(), "too short");
    assert!(features(RATE_HZ, &[]).is_none());
    assert!(Extractor::new(0).is_none() && Extractor::new(u32::MAX).is_none());
    let mut broken = noise(5);
    for (at, sample) in broken.iter_mut().enumerate() {
        match at % 1_000 {
            1 => *sample = f32::NAN,
            2 => *sample = f32::INFINITY,
            3 => *sample = f32::MIN,
            _ => {}
        }
    }
    // Whatever it makes of these, each number is one: `Features` cannot hold another.
    assert!(features(RATE_HZ, &broken).is_some());
    assert!(features(RATE_HZ, &vec![1.0; RATE_HZ as usize * 5]).is_some(), "a constant");
    for rate_hz in [4_000, 8_000, 11_025, 32_000, 192_000, 768_000] {
        let heard = features(rate_hz, &chord(rate_hz, 4, &[440.0]));
        assert!(heard.unwrap().values()[CHROMA.start + 9] > 0.9, "{rate_hz}");
    }
}

#[test]
fn a_long_piece_is_heard_for_ten_minutes() {
    let mut extractor = Extractor::new(8_000).unwrap();
    let minute = chord(8_000, 60, &[440.0]);
    for _ in 0..9 {
        assert!(extractor.hear(&minute));
    }
    assert!(!extractor.hear(&minute) || !extractor.hear(&minute));
    assert!(extractor.finish().is_some());
}
