//! Mean and spread of numbers that come one by one.

/// Mean and standard deviation by Welford's method, which loses no digits over many numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stats {
    count: u32,
    mean: f64,
    squares: f64,
}

impl Stats {
    pub(crate) fn add(&mut self, value: f32) {
        self.count += 1;
        let value = f64::from(value);
        let from_old = value - self.mean;
        self.mean += from_old / f64::from(self.count);
        self.squares += from_old * (value - self.mean);
    }

    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    pub(crate) fn mean(&self) -> f32 {
        self.mean as f32
    }

    pub(crate) fn spread(&self) -> f32 {
        (self.squares / f64::from(self.count.max(1))).sqrt() as f32
    }
}
