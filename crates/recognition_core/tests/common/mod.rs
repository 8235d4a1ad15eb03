//! Sound made by arithmetic, the same on every machine.

use recognition_core::{Density, Extractor, Peak};

pub const RATE_HZ: u32 = 8_000;

/// Whole numbers that look random.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }

    /// From −1 to 1.
    pub fn sample(&mut self) -> f32 {
        self.next() as f32 / (1_u64 << 30) as f32 - 1.0
    }
}

/// A tune of its own for every seed: three voices of plucked notes, some seconds long.
pub fn tune(seed: u64, seconds: usize) -> Vec<f32> {
    let mut sound = vec![0.0_f32; seconds * RATE_HZ as usize];
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for voice in 0..3 {
        let mut at = dice.below(800) as usize;
        while at < sound.len() {
            let semitone = dice.below(30) as i32 + voice * 4;
            let hz = 190.0 * (semitone as f64 / 12.0).exp2();
            let length = (dice.below(3) as usize + 1) * 1_000;
            for n in 0..length.min(sound.len() - at) {
                let t = n as f64 / f64::from(RATE_HZ);
                let tone = (std::f64::consts::TAU * hz * t).sin() + 0.5 * (2.0 * std::f64::consts::TAU * hz * t).sin();
                sound[at + n] += (tone * (-4.0 * t).exp() * 0.15) as f32;
            }
            at += length + dice.below(400) as usize;
        }
    }
    sound
}

pub fn peaks(sound: &[f32], rate_hz: u32, density: Density) -> Vec<Peak> {
    let mut found = Vec::new();
    let mut extractor = Extractor::new(rate_hz, density).expect("a rate in range");
    extractor.push(sound, &mut found);
    extractor.finish(&mut found);
    found
}
