//! Where the middle of the spectrum lies.

/// Frequencies below this are rumble.
const LOWEST_HZ: f32 = 50.0;

/// The spectral centroid, in octaves above 1 Hz.
pub(crate) fn centroid_octaves(magnitudes: &[f32], bin_hz: f32) -> f32 {
    let first = (LOWEST_HZ / bin_hz).ceil() as usize;
    let (mut sum, mut weighted) = (0.0_f32, 0.0_f32);
    for (bin, magnitude) in magnitudes.iter().enumerate().skip(first) {
        sum += magnitude;
        weighted += magnitude * bin as f32;
    }
    let centroid_hz = if sum > 0.0 { weighted / sum * bin_hz } else { LOWEST_HZ };
    centroid_hz.max(LOWEST_HZ).log2()
}
