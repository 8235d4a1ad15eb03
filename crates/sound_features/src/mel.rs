//! Energy by bands as wide as the ear hears them, and the shape of their envelope.

use std::f32::consts::PI;

/// How many bands.
pub(crate) const BANDS: usize = 40;
/// How many coefficients tell the shape.
const COEFFICIENTS: usize = 20;
const LOWEST_HZ: f32 = 60.0;
const HIGHEST_HZ: f32 = 10_000.0;
/// Energy of a band that counts as none; it keeps the logarithm finite.
const ENERGY_MIN: f32 = 1e-10;

/// Triangular bands over the magnitudes of one kind of spectrum.
pub(crate) struct MelBands {
    /// The first magnitude of each band, and the weights from there.
    bands: Vec<(usize, Vec<f32>)>,
    /// The cosines of the transform, a row for each coefficient.
    cosines: Vec<[f32; BANDS]>,
}

/// Mel by O'Shaughnessy's formula.
fn mel(frequency_hz: f32) -> f32 {
    2_595.0 * (1.0 + frequency_hz / 700.0).log10()
}

fn frequency_hz(mel: f32) -> f32 {
    700.0 * (10_f32.powf(mel / 2_595.0) - 1.0)
}

impl MelBands {
    pub(crate) fn new(bin_hz: f32, bins: usize) -> Self {
        let (low, high) = (mel(LOWEST_HZ), mel(HIGHEST_HZ));
        let edge = |number: usize| frequency_hz(low + (high - low) * number as f32 / (BANDS + 1) as f32);
        let bands = (0..BANDS)
            .map(|band| {
                let (left, middle, right) = (edge(band), edge(band + 1), edge(band + 2));
                let first = ((left / bin_hz).ceil() as usize).min(bins);
                let last = ((right / bin_hz).floor() as usize + 1).clamp(first, bins);
                let weights = (first..last).map(|bin| {
                    let at = bin as f32 * bin_hz;
                    let weight = ((at - left) / (middle - left)).min((right - at) / (right - middle));
                    // Divided by its width, so that a flat spectrum is flat in bands too.
                    weight.max(0.0) * bin_hz * 2.0 / (right - left)
                });
                (first, weights.collect())
            })
            .collect();
        let cosines = (1..=COEFFICIENTS)
            .map(|row| {
                let scale = (2.0 / BANDS as f32).sqrt();
                std::array::from_fn(|band| scale * (PI * row as f32 * (band as f32 + 0.5) / BANDS as f32).cos())
            })
            .collect();
        Self { bands, cosines }
    }

    /// The energy of each band as a power of ten.
    pub(crate) fn energies(&self, magnitudes: &[f32]) -> [f32; BANDS] {
        let mut energies = [0.0; BANDS];
        for (energy, (first, weights)) in energies.iter_mut().zip(&self.bands) {
            let sum: f32 = weights.iter().zip(&magnitudes[*first..]).map(|(weight, bin)| weight * bin * bin).sum();
            *energy = sum.max(ENERGY_MIN).log10();
        }
        energies
    }

    /// Cepstral coefficients 1 to 20: the shape of the envelope without its level.
    pub(crate) fn coefficients(&self, energies: &[f32; BANDS]) -> impl Iterator<Item = f32> {
        self.cosines.iter().map(move |row| row.iter().zip(energies).map(|(cosine, energy)| cosine * energy).sum())
    }
}
