//! Noise in whole numbers, drawn exactly.
//!
//! The two-sided geometric distribution (discrete Laplace): the chance of k is proportional to exp(−|k| / scale).
//! It is drawn exactly, with whole numbers alone, after Canonne, Kamath and Steinke, *The Discrete Gaussian for
//! Differential Privacy* (2020), algorithms 1 and 2. Fractions in floating point would not do: their gaps tell the
//! number under the noise (Mironov, *On Significance of the Least Significant Bits*, 2012).

/// How many values that stand behind nobody may be shown on average.
const BY_CHANCE_MAX: f64 = 0.1;

/// How much one person counts for in something that is counted, and how much noise is laid over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noise {
    /// For how many values one person counts, by one each; at least 1.
    pub values_per_person: u32,
    /// The scale of the noise on each value's number; at least 1.
    pub scale: u32,
}

impl Noise {
    /// How much one person's being counted may change the odds of anything that is shown: what they add is at most
    /// `values_per_person` ones, so the ε of the whole is that over the scale.
    #[must_use]
    pub fn epsilon(self) -> f64 {
        f64::from(self.values_per_person) / f64::from(self.scale)
    }

    /// The least number with which a value is shown, so that of so many values behind which nobody stands hardly one
    /// gets there.
    ///
    /// It depends on how many values there are alone, so it tells nothing about people.
    #[must_use]
    pub fn least_beyond_chance(self, values: usize) -> i64 {
        let (scale, values) = (f64::from(self.scale), values.max(1));
        #[expect(clippy::cast_precision_loss, reason = "values of a service are far below 2^53")]
        let values = values as f64;
        // The chance that noise reaches t is a^t / (1 + a), where a is exp(−1 / scale).
        let ratio = (-1.0 / scale).exp();
        let least = scale * (values / (BY_CHANCE_MAX * (1.0 + ratio))).ln();
        #[expect(clippy::cast_possible_truncation, reason = "a scale times the logarithm of a count is a small number")]
        let least = least.ceil() as i64;
        least.max(1)
    }

    /// A draw from the two-sided geometric distribution of this scale; `words` are uniform in all their bits.
    ///
    /// # Panics
    /// When the words end.
    #[must_use]
    pub fn draw(self, words: &mut impl Iterator<Item = u32>) -> i64 {
        let scale = self.scale.max(1);
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
        let word = words.next().expect("the words do not end");
        if word <= odd {
            return word % limit;
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::{Rng as _, SeedableRng as _};

    use super::*;

    #[test]
    fn chance_alone_hardly_ever_shows_a_value_and_the_least_is_no_higher_than_that() {
        let least_of = |values, scale| Noise { values_per_person: 1, scale }.least_beyond_chance(values);
        for (values, scale) in [(1, 2), (90, 2), (10_000, 2), (10_000, 3), (1_000_000, 3)] {
            let a = (-1.0 / f64::from(scale)).exp();
            let by_chance = |least: i64| values as f64 * a.powf(least as f64) / (1.0 + a);
            let least = least_of(values, scale);
            assert!(by_chance(least) <= 0.1 + 1e-9, "{values} values, {least}");
            assert!(least == 1 || by_chance(least - 1) > 0.1, "{values} values, {least}");
        }
        assert_eq!(least_of(0, 2), least_of(1, 2), "an empty library divides nothing by zero");
        assert_eq!((least_of(10_000, 2), least_of(10_000, 3)), (23, 33));
    }

    #[test]
    fn every_remainder_is_as_likely() {
        let mut rng = rand::rngs::StdRng::seed_from_u64(3);
        let mut words = std::iter::repeat_with(|| rng.next_u32());
        for limit in [1, 2, 3, 5, 7] {
            let mut counts = vec![0_u32; limit as usize];
            (0..70_000).for_each(|_| counts[below(limit, &mut words) as usize] += 1);
            let expected = 70_000 / limit;
            assert!(counts.iter().all(|count| count.abs_diff(expected) < 900), "{limit}: {counts:?}");
        }
    }
}
