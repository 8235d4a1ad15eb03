//! From sound to its fingerprint.

use rusty_chromaprint::{Configuration, Fingerprinter};

use crate::resample::Resampler;
use crate::{CODES_MAX, Fingerprint, SAMPLE_RATE_HZ, SECONDS_MAX};

/// Samples that are kept: 2.6 MB of them.
const SAMPLES_MAX: usize = (SECONDS_MAX * SAMPLE_RATE_HZ) as usize;

/// Hears the beginning of a file, mono, in blocks of any length.
///
/// The sound is kept until the end, because Chromaprint's own state cannot go from one thread to another.
#[derive(Clone, Debug)]
pub struct Printer {
    resampler: Resampler,
    resampled: Vec<f32>,
    kept: Vec<i16>,
}

impl Printer {
    /// A printer of sound with so many samples a second; nothing when that rate is not taken.
    #[must_use]
    pub fn new(rate_hz: u32) -> Option<Self> {
        Some(Self { resampler: Resampler::new(rate_hz)?, resampled: Vec::new(), kept: Vec::new() })
    }

    /// Hears the next samples, where 1 is full scale, and tells whether it wants more.
    pub fn push(&mut self, samples: &[f32]) -> bool {
        self.resampler.push(samples, &mut self.resampled);
        self.keep();
        self.kept.len() < SAMPLES_MAX
    }

    /// The fingerprint of what was heard; nothing of less than about ten seconds.
    #[must_use]
    pub fn finish(mut self) -> Option<Fingerprint> {
        self.resampler.finish(&mut self.resampled);
        self.keep();
        let mut fingerprinter = Fingerprinter::new(&Configuration::preset_test2());
        fingerprinter.start(SAMPLE_RATE_HZ, 1).ok()?;
        fingerprinter.consume(&self.kept);
        fingerprinter.finish();
        let mut codes = fingerprinter.fingerprint().to_vec();
        codes.truncate(CODES_MAX);
        Fingerprint::of(codes)
    }

    fn keep(&mut self) {
        let taken = self.resampled.len().min(SAMPLES_MAX - self.kept.len());
        // The cast holds at the ends of the range, as a file of 16 bits would.
        self.kept.extend(self.resampled[..taken].iter().map(|sample| (sample * 32_768.0).round() as i16));
        self.resampled.clear();
    }
}
