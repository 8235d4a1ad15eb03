//! Sound features as a measure of the shared decoding.

use audio_analysis::{Measure, Measurement, Sound};
use sound_features::Extractor;

/// Measures what a track sounds like.
#[derive(Clone, Copy, Debug, Default)]
pub struct SoundFeatures;

struct Hearing(Extractor);

impl Measure for SoundFeatures {
    fn kind(&self) -> &'static str {
        "sound_features"
    }

    fn version(&self) -> u32 {
        sound_features::VERSION
    }

    fn begin(&self, rate_hz: u32) -> Option<Box<dyn Measurement>> {
        Some(Box::new(Hearing(Extractor::new(rate_hz)?)))
    }
}

impl Measurement for Hearing {
    fn hear(&mut self, sound: &Sound<'_>) -> bool {
        self.0.hear(sound.mono)
    }

    fn finish(self: Box<Self>) -> Option<Vec<u8>> {
        self.0.finish().map(|features| features.to_bytes())
    }
}
