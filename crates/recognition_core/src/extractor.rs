//! From samples to peaks, as they come.

use crate::Peak;
use crate::peaks::PeakFinder;
use crate::resample::Resampler;
use crate::spectrum::Spectrum;

/// How many peaks are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    /// For the index: at most 20 a second.
    Reference,
    /// For a question: denser, at most 40 a second, so that a small index is met often enough.
    Query,
}

impl Density {
    fn peaks_a_block(self) -> usize {
        match self {
            Self::Reference => 10,
            Self::Query => 20,
        }
    }
}

/// Finds the peaks of mono sound of any length in bounded memory.
///
/// ```
/// use recognition_core::{Density, Extractor};
/// let mut extractor = Extractor::new(48_000, Density::Query).expect("a rate in range");
/// let mut peaks = Vec::new();
/// extractor.push(&[0.0; 48_000], &mut peaks);
/// extractor.finish(&mut peaks);
/// assert!(peaks.is_empty(), "silence has none");
/// ```
#[derive(Clone, Debug)]
pub struct Extractor {
    resampler: Resampler,
    spectrum: Spectrum,
    finder: PeakFinder,
}

impl Extractor {
    /// An extractor for sound of `rate_hz`; `None` outside [`crate::RATE_HZ_MIN`]..=[`crate::RATE_HZ_MAX`].
    #[must_use]
    pub fn new(rate_hz: u32, density: Density) -> Option<Self> {
        Some(Self {
            resampler: Resampler::new(rate_hz)?,
            spectrum: Spectrum::new(),
            finder: PeakFinder::new(density.peaks_a_block()),
        })
    }

    /// Takes samples from −1 to 1, mono; peaks that are settled are appended in the order of time.
    ///
    /// A peak is settled about 1.4 s after it sounded; [`Self::unsettled`] tells of later ones.
    pub fn push(&mut self, samples: &[f32], found: &mut Vec<Peak>) {
        // In parts, so that one long slice does not need a buffer of its length.
        for part in samples.chunks(16_384) {
            self.resampler.push(part, self.spectrum.input());
            let finder = &mut self.finder;
            self.spectrum.frames(false, |frame| finder.push(frame, found));
        }
    }

    /// The first frame of which peaks are not settled.
    #[must_use]
    pub fn settled_frames(&self) -> u32 {
        self.finder.settled_frames() as u32
    }

    /// The peaks after the settled ones as they would be if the sound ended here; later sound may change them.
    #[must_use]
    pub fn unsettled(&self) -> Vec<Peak> {
        let mut found = Vec::new();
        self.clone().finish(&mut found);
        found
    }

    /// Settles the rest at the end of the sound.
    pub fn finish(mut self, found: &mut Vec<Peak>) {
        let Self { spectrum, finder, .. } = &mut self;
        spectrum.frames(true, |frame| finder.push(frame, found));
        finder.finish(found);
    }
}
