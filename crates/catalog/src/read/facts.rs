//! What the audio of a file is.

/// Facts about the audio; zero and none where the file does not tell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AudioFacts {
    /// `mp3`, `flac`, `vorbis`, `opus`, `aac`, `alac`, `pcm`, …; empty when unknown.
    pub codec: String,
    /// `mpeg`, `flac`, `ogg`, `mp4`, `wav`, `aiff`, `matroska`, …; empty when unknown.
    pub container: String,
    /// The length in milliseconds.
    pub duration_ms: u64,
    /// Of the audio, in kbit/s.
    pub bitrate_kbps: Option<u32>,
    /// In hertz.
    pub sample_rate_hz: Option<u32>,
    /// How many channels.
    pub channels: Option<u32>,
    /// Bits a sample, of lossless formats.
    pub bit_depth: Option<u32>,
}

/// How much louder or softer a track is to be played, so that all sound equally loud.
///
/// Gains are in decibels relative to 89 dB SPL (ReplayGain 2.0, −18 LUFS); peaks are of full scale 1.0.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Gain {
    /// For the track alone.
    pub track_db: Option<f64>,
    /// The loudest sample of the track.
    pub track_peak: Option<f64>,
    /// For the album as a whole, which keeps soft tracks soft.
    pub album_db: Option<f64>,
    /// The loudest sample of the album.
    pub album_peak: Option<f64>,
}

/// Reads `-7.03 dB`, `+1,2` and `-7.03`; gains beyond ±64 dB are slips.
pub(crate) fn parse_gain(text: &str) -> Option<f64> {
    let text = text.trim();
    let number =
        text.get(..text.len().saturating_sub(2)).filter(|_| text.to_ascii_lowercase().ends_with("db")).unwrap_or(text);
    parse_number(number).filter(|gain| gain.abs() <= 64.0)
}

/// Reads a peak; full scale is 1.0, and decoders overshoot it by little.
pub(crate) fn parse_peak(text: &str) -> Option<f64> {
    parse_number(text).filter(|peak| (0.0..=16.0).contains(peak))
}

/// R128 gains (RFC 7845 5.2.1) are 1/256 dB relative to −23 LUFS; ReplayGain's reference is 5 dB louder.
pub(crate) fn parse_r128(text: &str) -> Option<f64> {
    let steps: i16 = text.trim().parse().ok()?;
    Some(f64::from(steps) / 256.0 + 5.0)
}

fn parse_number(text: &str) -> Option<f64> {
    let number: f64 = text.trim().replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gains() {
        assert_eq!(parse_gain("-7.03 dB"), Some(-7.03));
        assert_eq!(parse_gain("+1,5DB"), Some(1.5));
        assert_eq!(parse_gain("3"), Some(3.0));
        assert_eq!(parse_r128("-1280"), Some(0.0));
        for text in ["", "dB", "NaN", "inf dB", "999 dB", "响"] {
            assert_eq!(parse_gain(text), None, "{text}");
        }
        assert_eq!(parse_peak("0.98"), Some(0.98));
        assert_eq!(parse_peak("-1"), None);
    }
}
