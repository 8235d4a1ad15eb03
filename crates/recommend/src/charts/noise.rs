//! Noise that is the same whenever it is asked for, and unforeseeable without its key.

use consent::Noise;
use hmac::{Hmac, KeyInit as _, Mac as _};
use ids::TrackId;
use sha2::Sha256;

/// What the noise of one chart in one period is derived from.
#[derive(Clone)]
pub(super) struct Key {
    bytes: [u8; 32],
    keyed: Hmac<Sha256>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(hidden)")
    }
}

impl Key {
    fn new(bytes: [u8; 32]) -> Self {
        Self { bytes, keyed: Hmac::new_from_slice(&bytes).expect("HMAC takes keys of any length") }
    }

    /// A key that chance draws.
    pub(super) fn random(rng: &mut (impl rand::CryptoRng + ?Sized)) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self::new(bytes)
    }

    /// The key as it is kept.
    pub(super) fn to_hex(&self) -> String {
        hex::encode(self.bytes)
    }

    /// A key that was kept; none for what is no key.
    pub(super) fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self::new(bytes))
    }

    /// The noise on one song's number.
    pub(super) fn noise(&self, noise: Noise, track: TrackId) -> i64 {
        noise.draw(&mut Words { keyed: &self.keyed, track, block: 0, left: [0; 8], count: 0 })
    }
}

/// As many words as are asked for, all from the key and the song.
struct Words<'a> {
    keyed: &'a Hmac<Sha256>,
    track: TrackId,
    block: u64,
    left: [u32; 8],
    count: usize,
}

impl Iterator for Words<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.count == 0 {
            let mut mac = self.keyed.clone();
            mac.update(&self.track.as_i64().to_be_bytes());
            mac.update(&self.block.to_be_bytes());
            let bytes = mac.finalize().into_bytes();
            for (word, four) in self.left.iter_mut().zip(bytes.chunks_exact(4)) {
                *word = four.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
            }
            (self.block, self.count) = (self.block + 1, self.left.len());
        }
        self.count -= 1;
        Some(self.left[self.count])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: i64 = 60_000;

    fn key(number: u8) -> Key {
        Key::new([number; 32])
    }

    fn chance(scale: u32, k: i64) -> f64 {
        let a = (-1.0 / f64::from(scale)).exp();
        (1.0 - a) / (1.0 + a) * a.powi(i32::try_from(k.abs()).unwrap())
    }

    fn drawn(key: &Key, scale: u32) -> Vec<i64> {
        let noise = Noise { values_per_person: 1, scale };
        (0..DRAWS).map(|track| key.noise(noise, TrackId::from_i64(track))).collect()
    }

    fn share(values: &[i64], is: impl Fn(i64) -> bool) -> f64 {
        let count = u32::try_from(values.iter().filter(|value| is(**value)).count()).unwrap();
        f64::from(count) / DRAWS as f64
    }

    #[test]
    fn noise_is_two_sided_geometric() {
        for scale in [1, 2, 3, 10] {
            let values = drawn(&key(7), scale);
            // Pearson's test over the values that are expected often enough, and the two tails.
            let reach = (0..).take_while(|k| chance(scale, *k) * DRAWS as f64 >= 50.0).last().unwrap();
            let mut statistic = 0.0;
            let mut cells = 0;
            for k in -reach..=reach {
                let expected = chance(scale, k);
                statistic += (share(&values, |value| value == k) - expected).powi(2) / expected * DRAWS as f64;
                cells += 1;
            }
            let inside: f64 = (-reach..=reach).map(|k| chance(scale, k)).sum();
            let outside = share(&values, |value| value.abs() > reach);
            statistic += (outside - (1.0 - inside)).powi(2) / (1.0 - inside) * DRAWS as f64;
            // A sum of `cells` squares lies within five standard deviations of its mean; the keys are fixed, so it always does.
            let limit = f64::from(cells) + 5.0 * (2.0 * f64::from(cells)).sqrt();
            assert!(statistic < limit, "scale {scale}: {statistic} over {cells} cells");
        }
    }

    #[test]
    fn one_listener_more_changes_the_odds_by_epsilon_at_most() {
        for scale in [2, 3] {
            let values = drawn(&key(9), scale);
            let bound = 1.0 / f64::from(scale);
            let mut most = 0.0_f64;
            for shown in -3..=3 {
                let (without, with) =
                    (share(&values, |noise| noise == shown), share(&values, |noise| 1 + noise == shown));
                let ratio = (with / without).ln().abs();
                assert!(ratio < bound + 0.1, "scale {scale}, shown {shown}: {ratio} against {bound}");
                most = most.max(ratio);
            }
            assert!(most > bound - 0.1, "and no more noise than that takes: {most}");
        }
    }

    #[test]
    fn the_same_key_draws_the_same_and_another_has_nothing_to_do_with_it() {
        let (one, again, other) = (drawn(&key(1), 2), drawn(&key(1), 2), drawn(&key(2), 2));
        assert_eq!(one, again);
        let product: i64 = one.iter().zip(&other).map(|(left, right)| left * right).sum();
        let square: i64 = one.iter().map(|value| value * value).sum();
        assert!((product as f64 / square as f64).abs() < 0.02, "uncorrelated");
        let neighbours: i64 = one.windows(2).map(|pair| pair[0] * pair[1]).sum();
        assert!((neighbours as f64 / square as f64).abs() < 0.02, "from song to song as well");
    }

    #[test]
    fn a_key_comes_back_as_it_was_kept() {
        let kept = key(5).to_hex();
        assert_eq!((kept.len(), Key::from_hex(&kept).unwrap().bytes), (64, [5; 32]));
        assert!(Key::from_hex("no key").is_none());
        assert_eq!(format!("{:?}", key(5)), "Key(hidden)");
    }
}
