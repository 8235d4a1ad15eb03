//! A small seeded generator, so that the same score always renders to the same samples.

/// Pseudo-random numbers from a seed (splitmix64).
pub struct Random(u64);

impl Random {
    /// Starts from the bytes of a name, so every piece and part has its own sequence.
    pub fn from_name(name: &str) -> Self {
        // FNV-1a: short, stable across platforms and Rust versions.
        let seed = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(seed)
    }

    /// A number from 0 (inclusive) to 1 (exclusive).
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number from -1 to 1, flat.
    pub fn signed(&mut self) -> f64 {
        self.unit() * 2.0 - 1.0
    }

    /// A number around 0, bell-shaped, within -1 to 1.
    pub fn bell(&mut self) -> f64 {
        (self.signed() + self.signed() + self.signed()) / 3.0
    }
}
