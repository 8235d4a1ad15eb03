//! The peaks of a song as a measure of the shared decoding.

use audio_analysis::{Measure, Measurement, Sound};
use recognition_core::{Density, Extractor, PEAKS_VERSION, Peak, encode_peaks};

/// Hours of a file after which nothing more is indexed: a longer one is no song.
const HOURS_MAX: u32 = 3;

/// Measures the peaks of a song, 2 bytes each and at most 20 a second.
#[derive(Clone, Copy, Debug, Default)]
pub struct SongPeaks;

struct Hearing {
    extractor: Extractor,
    found: Vec<Peak>,
}

impl Measure for SongPeaks {
    fn kind(&self) -> &'static str {
        "recognition_peaks"
    }

    fn version(&self) -> u32 {
        PEAKS_VERSION
    }

    fn begin(&self, rate_hz: u32) -> Option<Box<dyn Measurement>> {
        let extractor = Extractor::new(rate_hz, Density::Reference)?;
        Some(Box::new(Hearing { extractor, found: Vec::new() }))
    }
}

impl Measurement for Hearing {
    fn hear(&mut self, sound: &Sound<'_>) -> bool {
        self.extractor.push(sound.mono, &mut self.found);
        self.extractor.settled_frames() < HOURS_MAX * 3_600 * 1_000 / recognition_core::FRAME_MS
    }

    fn finish(self: Box<Self>) -> Option<Vec<u8>> {
        let Self { extractor, mut found } = *self;
        extractor.finish(&mut found);
        let mut bytes = Vec::with_capacity(found.len() * 2);
        encode_peaks(&found, 0, &mut bytes);
        (!found.is_empty()).then_some(bytes)
    }
}
