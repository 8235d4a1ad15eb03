//! Invented music of whole numbers only, so that every machine and every language makes the same.

/// A generator that Python writes in one line too.
pub(crate) struct Lcg(pub(crate) u32);

impl Lcg {
    pub(crate) fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 8
    }
}

/// So many seconds of three saw-tooth voices over a little noise, at 11 025 Hz.
pub(crate) fn music(seed: u32, seconds: usize) -> Vec<i16> {
    const SCALE: [u32; 7] = [261, 293, 329, 349, 392, 440, 493];
    let mut lcg = Lcg(seed);
    let mut phases = [0_u32; 3];
    let mut steps = [0_u32; 3];
    let mut left = [0_u32; 3];
    let mut samples = Vec::with_capacity(seconds * 11_025);
    for _ in 0..seconds * 11_025 {
        let mut sum = 0_i32;
        for voice in 0..3 {
            if left[voice] == 0 {
                let hertz = (SCALE[lcg.next() as usize % 7] << (lcg.next() % 3)) / 2;
                steps[voice] = hertz * 389_564;
                left[voice] = 1_500 + lcg.next() % 6_000;
            }
            left[voice] -= 1;
            phases[voice] = phases[voice].wrapping_add(steps[voice]);
            sum += (phases[voice] >> 19) as i32 - 4_096;
        }
        sum += (lcg.next() % 512) as i32 - 256;
        samples.push(sum as i16);
    }
    samples
}

/// The same as a player would have it.
pub(crate) fn as_float(samples: &[i16]) -> Vec<f32> {
    samples.iter().map(|sample| f32::from(*sample) / 32_768.0).collect()
}
