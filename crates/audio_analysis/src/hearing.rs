//! One file, decoded once, heard by everyone who wants it.

use std::path::Path;
use std::sync::Arc;

use playback::transcode::{Pcm, TranscodeError};

use crate::measure::{Measure, Measurement, Sound};

/// A measure with what it says of a file; nothing where it has nothing to say.
type Verdict = (Arc<dyn Measure>, Option<Vec<u8>>);
/// What each measure makes of the sound so far; nothing where it does not want it.
type Begun = Vec<Option<Box<dyn Measurement>>>;

/// How hearing a file went.
pub(crate) enum Heard {
    /// Each measure with its result; `is_whole` when the file could be decoded at all.
    Measured { results: Vec<Verdict>, is_whole: bool },
    /// The file could not be read just now.
    Unreadable,
}

/// Decodes a file as far as somebody wants to hear it.
pub(crate) fn hear(path: &Path, measures: Vec<Arc<dyn Measure>>) -> Heard {
    let mut pcm = match Pcm::open(path) {
        Ok(pcm) => pcm,
        Err(TranscodeError::Read(error)) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "a track was not read");
            return Heard::Unreadable;
        }
        Err(error) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "a track was not decoded");
            return Heard::Measured {
                results: measures.into_iter().map(|measure| (measure, None)).collect(),
                is_whole: false,
            };
        }
    };
    let mut begun: Option<(u32, Begun)> = None;
    let mut wanting = vec![true; measures.len()];
    let mut mono = Vec::new();
    while wanting.contains(&true) {
        let block = match pcm.next_block() {
            Ok(Some(block)) => block,
            Ok(None) => break,
            Err(TranscodeError::Read(_)) => return Heard::Unreadable,
            // A damaged file is what could be heard of it.
            Err(_) => break,
        };
        let (rate_hz, measurements) =
            begun.get_or_insert_with(|| (block.rate_hz, measures.iter().map(|m| m.begin(block.rate_hz)).collect()));
        // A stream may change its rate in the middle; what comes then is another sound.
        if block.rate_hz != *rate_hz {
            break;
        }
        mono.clear();
        let scale = 1.0 / block.channels as f32;
        mono.extend(block.interleaved.chunks_exact(block.channels).map(|frame| frame.iter().sum::<f32>() * scale));
        let sound = Sound { channels: block.channels, interleaved: block.interleaved, mono: &mono };
        for (measurement, wants) in measurements.iter_mut().zip(&mut wanting) {
            *wants = *wants && measurement.as_mut().is_some_and(|measurement| measurement.hear(&sound));
        }
    }
    let is_whole = begun.is_some();
    let mut measurements = begun.map(|(_, measurements)| measurements).unwrap_or_default();
    measurements.resize_with(measures.len(), || None);
    let results = measures.into_iter().zip(measurements);
    let results =
        results.map(|(measure, measurement)| (measure, measurement.and_then(|measurement| measurement.finish())));
    Heard::Measured { results: results.collect(), is_whole }
}
