//! Noise in whole numbers, the same whenever it is asked for and unforeseeable without its key.
//!
//! The two-sided geometric distribution (discrete Laplace): the chance of k is proportional to exp(−|k| / scale).
//! It is drawn exactly, with whole numbers alone, after Canonne, Kamath and Steinke, *The Discrete Gaussian for
//! Differential Privacy* (2020), algorithms 1 and 2. Fractions in floating point would not do: their gaps tell the
//! number under the noise (Mironov, *On Significance of the Least Significant Bits*, 2012).

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
    pub(super) fn noise(&self, scale: u32, track: TrackId) -> i64 {
        two_sided_geometric(scale, &mut Words { keyed: &self.keyed, track, block: 0, left: [0; 8], count: 0 })
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

/// A draw from the two-sided geometric distribution of this scale, which is at least 1.
fn two_sided_geometric(scale: u32, words: &mut impl Iterator<Item = u32>) -> i64 {
    loop {
        let rest = below(scale, words);
        if !happens_exp_minus(rest, scale, words) {
            continue;
        }
        let mut whole = 0_i64;
        while happens_exp_minus(1, 1, words) {
            whole += 1;
        }
        let size = i64::from(rest) + i64::from(scale) * whole;
        match (below(2, words) == 1, size) {
            // Zero would come from either side, twice as often as it should.
            (true, 0) => {}
            (true, size) => return -size,
            (false, size) => return size,
        }
    }
}

/// True with the chance exp(−part / whole), for a part that is not above the whole.
fn happens_exp_minus(part: u32, whole: u32, words: &mut impl Iterator<Item = u32>) -> bool {
    // The chance that the first k draws of part / (whole · 1), part / (whole · 2), … all happen is (part/whole)^k / k!;
    // that an even number of them does is the series of the exponential.
    let mut draws = 0_u32;
    loop {
        draws += 1;
        if !(below(whole, words) < part && below(draws, words) == 0) {
            return draws % 2 == 1;
        }
    }
}

/// A number from 0 up to, not including, the limit, each as likely as any other.
fn below(limit: u32, words: &mut impl Iterator<Item = u32>) -> u32 {
    // What lies above the last whole multiple of the limit is drawn again.
    let odd = u32::MAX - (u32::MAX % limit + 1) % limit;
    loop {
        let word = words.next().expect("the words of a key do not end");
        if word <= odd {
            return word % limit;
        }
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
        (0..DRAWS).map(|track| key.noise(scale, TrackId::from_i64(track))).collect()
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

    #[test]
    fn every_remainder_is_as_likely() {
        for limit in [1, 2, 3, 5, 7] {
            let mut words =
                Words { keyed: &key(3).keyed, track: TrackId::from_i64(1), block: 0, left: [0; 8], count: 0 };
            let mut counts = vec![0_u32; limit as usize];
            (0..70_000).for_each(|_| counts[below(limit, &mut words) as usize] += 1);
            let expected = 70_000 / limit;
            assert!(counts.iter().all(|count| count.abs_diff(expected) < 900), "{limit}: {counts:?}");
        }
    }
}
