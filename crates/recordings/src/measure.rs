//! The fingerprint of a file as a measure of the shared decoding.

use audio_analysis::{Measure, Measurement, Sound};
use audio_fingerprint::{Printer, VERSION};

/// Fingerprints the first two minutes of a file, in 3.8 KB.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fingerprints;

struct Hearing(Printer);

impl Measure for Fingerprints {
    fn kind(&self) -> &'static str {
        "audio_fingerprint"
    }

    fn version(&self) -> u32 {
        VERSION
    }

    fn begin(&self, rate_hz: u32) -> Option<Box<dyn Measurement>> {
        Some(Box::new(Hearing(Printer::new(rate_hz)?)))
    }
}

impl Measurement for Hearing {
    fn hear(&mut self, sound: &Sound<'_>) -> bool {
        self.0.push(sound.mono)
    }

    fn finish(self: Box<Self>) -> Option<Vec<u8>> {
        self.0.finish().map(|fingerprint| fingerprint.to_bytes())
    }
}
