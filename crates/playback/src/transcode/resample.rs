//! Any sample rate made another.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler, WindowFunction};

use super::error::TranscodeError;

/// Frames handed over at once, at least.
const BLOCK_MIN: u32 = 1_024;
/// Rates outside these are damage, not music; each would also ask for a huge transform.
const RATES_HZ: std::ops::RangeInclusive<u32> = 4_000..=768_000;

/// A rate converter that gives exactly as much time as it takes: its delay is cut off.
pub(super) struct ToRate {
    inner: Fft<f32>,
    channels: usize,
    from_hz: u32,
    to_hz: u32,
    pending: Vec<f32>,
    scratch: Vec<f32>,
    /// Frames still to drop at the beginning.
    delay: usize,
    taken: u64,
    given: u64,
}

impl ToRate {
    /// A converter between two rates; none is needed when they are equal.
    pub(super) fn new(from_hz: u32, to_hz: u32, channels: usize) -> Result<Option<Self>, TranscodeError> {
        if !RATES_HZ.contains(&from_hz) || !RATES_HZ.contains(&to_hz) {
            return Err(TranscodeError::Resample(format!("{from_hz} to {to_hz} Hz")));
        }
        if from_hz == to_hz {
            return Ok(None);
        }
        let inner = Fft::new_custom(
            from_hz as usize,
            to_hz as usize,
            block_of(from_hz, to_hz),
            1,
            channels,
            WindowFunction::BlackmanHarris2,
            FixedSync::Input,
        )
        .map_err(refused)?;
        let scratch = vec![0.0; inner.output_frames_max() * channels];
        let delay = inner.output_delay();
        Ok(Some(Self { inner, channels, from_hz, to_hz, pending: Vec::new(), scratch, delay, taken: 0, given: 0 }))
    }

    /// Takes interleaved frames and appends what is ready to `out`.
    pub(super) fn push(&mut self, pcm: &[f32], out: &mut Vec<f32>) -> Result<(), TranscodeError> {
        self.taken += (pcm.len() / self.channels) as u64;
        self.pending.extend_from_slice(pcm);
        let mut used = 0;
        loop {
            let wanted = self.inner.input_frames_next() * self.channels;
            if self.pending.len() - used < wanted {
                break;
            }
            let chunk = self.pending[used..used + wanted].to_vec();
            self.convert(&chunk, out)?;
            used += wanted;
        }
        self.pending.drain(..used);
        Ok(())
    }

    /// Appends what the converter still holds.
    pub(super) fn finish(&mut self, out: &mut Vec<f32>) -> Result<(), TranscodeError> {
        let rate = u64::from(self.from_hz);
        let expected = (self.taken * u64::from(self.to_hz) + rate / 2) / rate;
        while self.given < expected {
            let wanted = self.inner.input_frames_next() * self.channels;
            let mut chunk = std::mem::take(&mut self.pending);
            chunk.resize(wanted, 0.0);
            let before = self.given;
            self.convert(&chunk, out)?;
            if self.given > expected {
                let surplus = (self.given - expected) as usize * self.channels;
                out.truncate(out.len() - surplus);
                self.given = expected;
            } else if self.given == before && self.delay == 0 {
                break;
            }
        }
        Ok(())
    }

    fn convert(&mut self, chunk: &[f32], out: &mut Vec<f32>) -> Result<(), TranscodeError> {
        let frames = chunk.len() / self.channels;
        let room = self.scratch.len() / self.channels;
        let source = InterleavedSlice::new(chunk, self.channels, frames).map_err(refused)?;
        let mut target = InterleavedSlice::new_mut(&mut self.scratch, self.channels, room).map_err(refused)?;
        let (_, made) = self.inner.process_into_buffer(&source, &mut target, None::<&Indexing>).map_err(refused)?;
        let dropped = self.delay.min(made);
        self.delay -= dropped;
        out.extend_from_slice(&self.scratch[dropped * self.channels..made * self.channels]);
        self.given += (made - dropped) as u64;
        Ok(())
    }
}

/// The frames of one block: a whole number of the rate ratio's smallest steps, and even.
///
/// The converter delays by half a block; of an odd block it can only delay by the half rounded
/// down, and the sound would arrive half a frame early.
fn block_of(from_hz: u32, to_hz: u32) -> usize {
    let step = from_hz / greatest_common_divisor(from_hz, to_hz);
    let steps = BLOCK_MIN.div_ceil(step);
    let even = if (step * steps).is_multiple_of(2) { steps } else { steps + 1 };
    (step * even) as usize
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

fn refused(error: impl std::fmt::Display) -> TranscodeError {
    TranscodeError::Resample(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::ToRate;

    fn converted(rate_hz: u32, frames: usize) -> Vec<f32> {
        let mut converter = ToRate::new(rate_hz, 48_000, 1).expect("a usual rate").expect("not 48 kHz");
        let wave: Vec<f32> =
            (0..frames).map(|at| (at as f32 * 1_000.0 * std::f32::consts::TAU / rate_hz as f32).sin() * 0.5).collect();
        let mut out = Vec::new();
        for part in wave.chunks(777) {
            converter.push(part, &mut out).expect("converts");
        }
        converter.finish(&mut out).expect("finishes");
        out
    }

    #[test]
    fn time_is_kept_to_the_sample_and_the_wave_lines_up() {
        for rate_hz in [8_000, 11_025, 22_050, 32_000, 44_100, 88_200, 96_000, 192_000] {
            let out = converted(rate_hz, rate_hz as usize);
            assert_eq!(out.len(), 48_000, "{rate_hz} Hz");
            let worst = (4_800..43_200)
                .map(|at| {
                    let expected = (at as f64 * 1_000.0 * std::f64::consts::TAU / 48_000.0).sin();
                    (f64::from(out[at]) - expected * 0.5).abs()
                })
                .fold(0.0, f64::max);
            assert!(worst < 1e-3, "{rate_hz} Hz differs by {worst}");
        }
    }

    #[test]
    fn a_few_frames_come_out_too() {
        assert_eq!(converted(44_100, 1).len(), 1);
        assert_eq!(converted(44_100, 0).len(), 0);
        assert_eq!(converted(44_100, 441).len(), 480);
    }

    #[test]
    fn absurd_rates_are_refused() {
        assert!(ToRate::new(1, 48_000, 2).is_err());
        assert!(ToRate::new(u32::MAX, 48_000, 2).is_err());
        assert!(ToRate::new(48_000, 48_000, 2).expect("fine").is_none());
    }
}
