//! What somebody who measures sound has to say.

use std::fmt;

/// One kind of measuring.
pub trait Measure: fmt::Debug + Send + Sync {
    /// Its name in the table; it never changes.
    fn kind(&self) -> &'static str;

    /// Raised whenever the same sound would give another result: every track is then measured anew.
    fn version(&self) -> u32;

    /// Begins with a track whose sound comes at this rate, in hertz; nothing when it cannot be measured at that rate.
    fn begin(&self, rate_hz: u32) -> Option<Box<dyn Measurement>>;
}

/// The measuring of one track.
pub trait Measurement: Send {
    /// Hears the next frames, and tells whether it wants more.
    fn hear(&mut self, sound: &Sound<'_>) -> bool;

    /// What was measured; nothing when there was nothing to measure.
    fn finish(self: Box<Self>) -> Option<Vec<u8>>;
}

/// Some frames of sound, where 1 is full scale; a sample may be anything that a file can hold, also what is no number.
#[derive(Clone, Copy, Debug)]
pub struct Sound<'a> {
    /// How many channels the frames have; at least 1.
    pub channels: usize,
    /// The samples, frame by frame.
    pub interleaved: &'a [f32],
    /// The mean of the channels of each frame.
    pub mono: &'a [f32],
}
