//! How far peaks stand above valleys, octave by octave (Jiang and others, 2002): a flute has high contrast, noise has low.

/// Where bands begin and the last one ends, in hertz.
const EDGES_HZ: [f32; BANDS + 1] = [100.0, 200.0, 400.0, 800.0, 1_600.0, 3_200.0, 8_000.0];
/// How many bands.
pub(crate) const BANDS: usize = 6;
/// The share of magnitudes that counts as peaks, and as valleys.
const SHARE: f32 = 0.2;
const MAGNITUDE_MIN: f32 = 1e-6;

/// Measures contrast over the magnitudes of one kind of spectrum.
pub(crate) struct Contrast {
    bands: [std::ops::Range<usize>; BANDS],
    sorted: Vec<f32>,
}

impl Contrast {
    pub(crate) fn new(bin_hz: f32, bins: usize) -> Self {
        let bin = |edge: usize| ((EDGES_HZ[edge] / bin_hz).round() as usize).min(bins);
        Self { bands: std::array::from_fn(|band| bin(band)..bin(band + 1)), sorted: Vec::new() }
    }

    /// The contrast of each band in decibels; 0 for a band that the rate does not reach.
    pub(crate) fn of(&mut self, magnitudes: &[f32]) -> [f32; BANDS] {
        let mut contrasts = [0.0; BANDS];
        for (contrast, band) in contrasts.iter_mut().zip(self.bands.clone()) {
            self.sorted.clear();
            self.sorted.extend_from_slice(&magnitudes[band]);
            let count = (self.sorted.len() as f32 * SHARE).ceil() as usize;
            if count == 0 || self.sorted.len() < 2 * count {
                continue;
            }
            self.sorted.select_nth_unstable_by(count - 1, f32::total_cmp);
            let valley = mean(&self.sorted[..count]);
            let peaks_from = self.sorted.len() - count;
            self.sorted.select_nth_unstable_by(peaks_from, f32::total_cmp);
            let peak = mean(&self.sorted[peaks_from..]);
            *contrast = 20.0 * (peak.max(MAGNITUDE_MIN) / valley.max(MAGNITUDE_MIN)).log10();
        }
        contrasts
    }
}

fn mean(values: &[f32]) -> f32 {
    (values.iter().map(|value| f64::from(*value)).sum::<f64>() / values.len() as f64) as f32
}
