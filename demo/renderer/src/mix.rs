//! Brings the parts together: place in the room, the room itself, loudness and peaks.

use ebur128::{EbuR128, Mode};

use crate::arrange::Arrangement;
use crate::random::Random;
use crate::score::Score;
use crate::synth::filter::Biquad;
use crate::synth::{SAMPLE_RATE, reverb};

/// Loudness every piece is brought to, in LUFS (EBU R 128).
pub const LOUDNESS_LUFS: f64 = -16.0;
/// Highest sample allowed, as a share of full scale; leaves room for what lossy encoders add.
const PEAK_MAX: f32 = 0.76;
/// Silence and reverberation after the last note, in seconds.
const TAIL_S: f64 = 2.6;

/// A finished stereo recording.
pub struct Recording {
    /// Samples of the left channel, -1 to 1.
    pub left: Vec<f32>,
    /// Samples of the right channel.
    pub right: Vec<f32>,
}

/// Loudness and peak of a recording.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Integrated loudness in LUFS.
    pub loudness_lufs: f64,
    /// True peak as a share of full scale.
    pub peak: f64,
}

impl Recording {
    /// Samples of both channels in turn.
    pub fn interleaved(&self) -> Vec<f32> {
        self.left.iter().zip(&self.right).flat_map(|(left, right)| [*left, *right]).collect()
    }

    /// Length in milliseconds.
    pub fn length_ms(&self) -> u64 {
        (self.left.len() as f64 / SAMPLE_RATE * 1000.0) as u64
    }
}

/// Opens a meter of loudness and true peak and feeds it a recording.
///
/// # Errors
/// The meter refuses the samples.
pub fn meter(interleaved: &[f32]) -> Result<EbuR128, ebur128::Error> {
    let mut meter = EbuR128::new(2, SAMPLE_RATE as u32, Mode::I | Mode::TRUE_PEAK)?;
    meter.add_frames_f32(interleaved)?;
    Ok(meter)
}

/// Reads a meter.
///
/// # Errors
/// The meter has nothing to say.
pub fn read(meter: &EbuR128) -> Result<Measured, ebur128::Error> {
    let peak = meter.true_peak(0)?.max(meter.true_peak(1)?);
    Ok(Measured { loudness_lufs: meter.loudness_global()?, peak })
}

/// Plays the arrangement and returns it at the common loudness.
///
/// # Errors
/// The loudness cannot be measured.
pub fn perform(score: &Score, arrangement: &Arrangement) -> Result<Recording, ebur128::Error> {
    let length = ((arrangement.end_s + TAIL_S) * SAMPLE_RATE) as usize;
    let mut dry = [vec![0.0_f32; length], vec![0.0_f32; length]];
    let mut wet = [vec![0.0_f32; length], vec![0.0_f32; length]];
    for (part, events) in score.parts.iter().zip(&arrangement.parts) {
        let mut random = Random::from_name(&format!("{}/{}/sound", score.title, part.name));
        let gain = 10_f64.powf(part.gain_db / 20.0);
        let send = part.instrument.reverb_send();
        for sound in part.instrument.render(events, &mut random) {
            let angle = ((part.pan + sound.pan).clamp(-1.0, 1.0) + 1.0) * std::f64::consts::FRAC_PI_4;
            let sides = [angle.cos() * gain, angle.sin() * gain];
            let from = (sound.start_s * SAMPLE_RATE) as usize;
            for (channel, side) in sides.into_iter().enumerate() {
                let (direct, room) = ((side * (1.0 - send * 0.4)) as f32, (side * send) as f32);
                let places = dry[channel].iter_mut().zip(wet[channel].iter_mut()).skip(from);
                for ((dry, wet), sample) in places.zip(&sound.samples) {
                    *dry += sample * direct;
                    *wet += sample * room;
                }
            }
        }
    }
    let [mut left, mut right] = dry;
    let [wet_left, wet_right] = wet;
    let (room_left, room_right) = reverb::room(&wet_left, &wet_right, score.reverb_s);
    for (channel, room) in [(&mut left, room_left), (&mut right, room_right)] {
        // What lies below hearing only takes room from the rest.
        let mut rumble = Biquad::high_pass(32.0, 0.7);
        for (sample, room) in channel.iter_mut().zip(room) {
            *sample = rumble.run(f64::from(*sample + room)) as f32;
        }
        fade_out(channel);
    }
    let mut recording = Recording { left, right };
    // The limiter takes a little loudness away, so the level is approached in a few turns.
    for _ in 0..3 {
        // True peaks are dear to measure and not needed until the level is right.
        let mut meter = EbuR128::new(2, SAMPLE_RATE as u32, Mode::I)?;
        meter.add_frames_planar_f32(&[&recording.left, &recording.right])?;
        let gain = 10_f64.powf((LOUDNESS_LUFS - meter.loudness_global()?) / 20.0) as f32;
        for channel in [&mut recording.left, &mut recording.right] {
            channel.iter_mut().for_each(|sample| *sample *= gain);
        }
        limit(&mut recording);
    }
    Ok(recording)
}

fn fade_out(channel: &mut [f32]) {
    let count = ((1.1 * SAMPLE_RATE) as usize).min(channel.len());
    let from = channel.len() - count;
    for (at, sample) in channel[from..].iter_mut().enumerate() {
        let left = 1.0 - at as f32 / count as f32;
        *sample *= left * left * (3.0 - 2.0 * left);
    }
}

/// Turns peaks down smoothly: the gain falls before a peak arrives and recovers within a fifth of a second.
fn limit(recording: &mut Recording) {
    let ahead = (0.004 * SAMPLE_RATE) as usize;
    let recover = (-1.0 / (0.2 * SAMPLE_RATE)).exp() as f32;
    let length = recording.left.len();
    let mut gains: Vec<f32> = recording
        .left
        .iter()
        .zip(&recording.right)
        .map(|(left, right)| (PEAK_MAX / left.abs().max(right.abs()).max(1e-9)).min(1.0))
        .collect();
    let mut held = 1.0_f32;
    for gain in &mut gains {
        held = (1.0 - (1.0 - held) * recover).min(*gain);
        *gain = held;
    }
    let slope = (1.0 / ahead as f32).max(1e-4);
    for at in (0..length.saturating_sub(1)).rev() {
        gains[at] = gains[at].min(gains[at + 1] + slope * 0.5);
    }
    for (at, gain) in gains.iter().enumerate() {
        recording.left[at] *= gain;
        recording.right[at] *= gain;
    }
}
