//! From samples to features, frame by frame.

use crate::brightness::centroid_octaves;
use crate::chroma::Chroma;
use crate::contrast::{self, Contrast};
use crate::decimate::Decimator;
use crate::mel::MelBands;
use crate::spectrum::Spectrum;
use crate::stats::Stats;
use crate::tempo::Onsets;
use crate::{
    BRIGHTNESS, CHROMA, CONTRAST, Features, HEARD_MS_MAX, HEARD_MS_MIN, LEN, LOUDNESS, MFCC_MEAN, MFCC_SPREAD, TEMPO,
};

/// Rates that sound comes in, in hertz.
const RATES_HZ: std::ops::RangeInclusive<u32> = 4_000..=768_000;
/// Frames below this level are silence: they say nothing about how the music sounds.
const SILENCE_DB: f32 = -60.0;
/// Contrast is measured in one of so many frames; it changes slowly and costs the most.
const CONTRAST_EVERY: usize = 2;

/// Hears one piece of music and tells what it sounds like.
pub struct Extractor {
    bin_hz: f32,
    decimator: Decimator,
    spectrum: Spectrum,
    mel: MelBands,
    contrast: Contrast,
    chroma: Chroma,
    onsets: Onsets,
    kept: Vec<f32>,
    frames: usize,
    frames_max: usize,
    frames_min: usize,
    mfcc: [Stats; 20],
    contrasts: [Stats; contrast::BANDS],
    centroid: Stats,
    level: Stats,
}

impl std::fmt::Debug for Extractor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Extractor").field("frames", &self.frames).finish_non_exhaustive()
    }
}

impl Extractor {
    /// Begins a piece of samples at this rate; nothing for a rate that no music comes in.
    #[must_use]
    pub fn new(rate_hz: u32) -> Option<Self> {
        if !RATES_HZ.contains(&rate_hz) {
            return None;
        }
        let decimator = Decimator::new(rate_hz);
        let kept_hz = decimator.rate_hz(rate_hz);
        let spectrum = Spectrum::new(kept_hz);
        let (bin_hz, bins) = (spectrum.bin_hz(), spectrum.len());
        let frames_in = |ms: u64| (ms as f64 / 1_000.0 * f64::from(kept_hz)) as usize / spectrum.hop_len();
        Some(Self {
            frames_max: frames_in(HEARD_MS_MAX),
            frames_min: frames_in(HEARD_MS_MIN),
            bin_hz,
            decimator,
            mel: MelBands::new(bin_hz, bins),
            contrast: Contrast::new(bin_hz, bins),
            chroma: Chroma::new(bin_hz),
            onsets: Onsets::default(),
            spectrum,
            kept: Vec::new(),
            frames: 0,
            mfcc: [Stats::default(); 20],
            contrasts: [Stats::default(); contrast::BANDS],
            centroid: Stats::default(),
            level: Stats::default(),
        })
    }

    /// Hears the next samples of one channel, where 1 is full scale, and tells whether it wants more.
    pub fn hear(&mut self, samples: &[f32]) -> bool {
        if self.frames >= self.frames_max {
            return false;
        }
        self.decimator.push(samples, &mut self.kept);
        let (frame_len, hop_len) = (self.spectrum.frame_len(), self.spectrum.hop_len());
        let mut from = 0;
        let kept = std::mem::take(&mut self.kept);
        while self.frames < self.frames_max
            && let Some(frame) = kept.get(from..from + frame_len)
        {
            self.frame(frame);
            from += hop_len;
        }
        self.kept = kept;
        self.kept.drain(..from.min(self.kept.len()));
        self.frames < self.frames_max
    }

    /// What was heard; nothing when it was too short, or silent for all but a moment.
    #[must_use]
    pub fn finish(self) -> Option<Features> {
        if (self.level.count() as usize) < self.frames_min / 2 || self.frames < self.frames_min {
            return None;
        }
        let mut values = [0.0; LEN];
        let mut put = |range: std::ops::Range<usize>, numbers: &mut dyn Iterator<Item = f32>| {
            for (value, number) in values[range].iter_mut().zip(numbers) {
                *value = number;
            }
        };
        let tempo = self.onsets.tempo();
        put(MFCC_MEAN, &mut self.mfcc.iter().map(Stats::mean));
        put(MFCC_SPREAD, &mut self.mfcc.iter().map(Stats::spread));
        put(CHROMA, &mut self.chroma.shares().into_iter());
        put(CONTRAST, &mut self.contrasts.iter().map(Stats::mean));
        put(BRIGHTNESS, &mut [self.centroid.mean(), self.centroid.spread()].into_iter());
        put(LOUDNESS, &mut [self.level.mean(), self.level.spread()].into_iter());
        put(TEMPO, &mut [tempo.bpm.log2(), tempo.clarity].into_iter());
        Features::new(values)
    }

    fn frame(&mut self, frame: &[f32]) {
        self.frames += 1;
        let power = frame.iter().map(|sample| sample * sample).sum::<f32>() / frame.len() as f32;
        let level_db = 10.0 * power.max(1e-12).log10();
        let magnitudes = self.spectrum.of(frame);
        let energies = self.mel.energies(magnitudes);
        // Silence is part of a rhythm, though not of a timbre.
        self.onsets.add(energies);
        if level_db < SILENCE_DB {
            return;
        }
        self.level.add(level_db);
        for (stats, coefficient) in self.mfcc.iter_mut().zip(self.mel.coefficients(&energies)) {
            stats.add(coefficient);
        }
        self.centroid.add(centroid_octaves(magnitudes, self.bin_hz));
        if self.frames.is_multiple_of(CONTRAST_EVERY) {
            for (stats, contrast) in self.contrasts.iter_mut().zip(self.contrast.of(magnitudes)) {
                stats.add(contrast);
            }
        }
        self.chroma.add(magnitudes);
    }
}
