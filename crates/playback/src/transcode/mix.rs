//! Any number of channels made into one or two.

use symphonia::core::audio::{Channels, Position};

/// −3 dB, the share of a centre or surround channel (ITU-R BS.775-3, annex 4).
const SHARE: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// How each source channel sounds left and right.
#[derive(Debug, PartialEq)]
pub(super) struct Mix {
    gains: Vec<[f32; 2]>,
    outputs: usize,
    identity: bool,
}

impl Mix {
    /// A mix of `channels` into `outputs` channels, one or two.
    ///
    /// Gains are scaled so that full level in all channels does not clip.
    /// The low-frequency channel is left out, as the recommendation has it.
    pub(super) fn new(channels: &Channels, outputs: usize) -> Self {
        let count = channels.count();
        let mut gains = match (count, channels) {
            (0 | 1, _) => vec![[1.0, 1.0]; count],
            (2, _) => vec![[1.0, 0.0], [0.0, 1.0]],
            (_, Channels::Positioned(positions)) => positions.iter().map(gain_of).collect(),
            _ => Vec::new(),
        };
        if gains.len() != count {
            gains = (0..count).map(unnamed_gain).collect();
        }
        let loudest = (0..2).map(|side| gains.iter().map(|gain| gain[side]).sum::<f32>()).fold(1.0, f32::max);
        for gain in &mut gains {
            *gain = gain.map(|side| side / loudest);
        }
        Self { gains, outputs, identity: count == outputs }
    }

    /// Appends the mixed frames of `input` to `out`; values that are no numbers become silence.
    pub(super) fn mix(&self, input: &[f32], out: &mut Vec<f32>) {
        let sane = |sample: f32| if sample.is_finite() { sample } else { 0.0 };
        if self.identity {
            out.extend(input.iter().map(|&sample| sane(sample)));
            return;
        }
        if self.gains.is_empty() {
            return;
        }
        for frame in input.chunks_exact(self.gains.len()) {
            let mut sides = [0.0; 2];
            for (&sample, gain) in frame.iter().zip(&self.gains) {
                let sample = sane(sample);
                sides[0] += sample * gain[0];
                sides[1] += sample * gain[1];
            }
            if self.outputs == 1 {
                out.push((sides[0] + sides[1]) / 2.0);
            } else {
                out.extend_from_slice(&sides);
            }
        }
    }
}

fn gain_of(position: Position) -> [f32; 2] {
    let left = Position::FRONT_LEFT | Position::FRONT_LEFT_CENTER | Position::FRONT_LEFT_WIDE;
    let right = Position::FRONT_RIGHT | Position::FRONT_RIGHT_CENTER | Position::FRONT_RIGHT_WIDE;
    let surround_left = Position::REAR_LEFT
        | Position::SIDE_LEFT
        | Position::TOP_FRONT_LEFT
        | Position::TOP_REAR_LEFT
        | Position::TOP_SIDE_LEFT;
    let surround_right = Position::REAR_RIGHT
        | Position::SIDE_RIGHT
        | Position::TOP_FRONT_RIGHT
        | Position::TOP_REAR_RIGHT
        | Position::TOP_SIDE_RIGHT;
    let low = Position::LFE1 | Position::LFE2;
    if left.contains(position) {
        [1.0, 0.0]
    } else if right.contains(position) {
        [0.0, 1.0]
    } else if surround_left.contains(position) {
        [SHARE, 0.0]
    } else if surround_right.contains(position) {
        [0.0, SHARE]
    } else if low.contains(position) {
        [0.0, 0.0]
    } else {
        [SHARE, SHARE]
    }
}

/// Channels without names: the first two are a pair, the others sound in the middle.
fn unnamed_gain(index: usize) -> [f32; 2] {
    match index {
        0 => [1.0, 0.0],
        1 => [0.0, 1.0],
        _ => [SHARE, SHARE],
    }
}

#[cfg(test)]
mod tests {
    use super::Mix;
    use symphonia::core::audio::{Channels, Position};

    fn mixed(channels: Channels, outputs: usize, input: &[f32]) -> Vec<f32> {
        let mut out = Vec::new();
        Mix::new(&channels, outputs).mix(input, &mut out);
        out
    }

    fn surround() -> Channels {
        Channels::Positioned(
            Position::FRONT_LEFT
                | Position::FRONT_RIGHT
                | Position::FRONT_CENTER
                | Position::LFE1
                | Position::REAR_LEFT
                | Position::REAR_RIGHT,
        )
    }

    #[test]
    fn pairs_and_single_channels_pass_unchanged() {
        assert_eq!(mixed(Channels::Discrete(2), 2, &[0.1, -0.2, 0.3, 0.4]), [0.1, -0.2, 0.3, 0.4]);
        assert_eq!(mixed(Channels::Discrete(1), 1, &[0.1, -0.2]), [0.1, -0.2]);
        assert_eq!(mixed(Channels::Discrete(1), 2, &[0.1]), [0.1, 0.1]);
    }

    #[test]
    fn surround_keeps_its_sides_and_never_clips() {
        let full = mixed(surround(), 2, &[1.0; 6]);
        assert!(full.iter().all(|sample| (sample - 1.0).abs() < 1e-6), "{full:?}");
        let left = mixed(surround(), 2, &[0.0, 0.0, 0.0, 0.0, 1.0, 0.0]);
        assert!(left[0] > 0.2 && left[1] == 0.0);
        assert_eq!(mixed(surround(), 2, &[0.0, 0.0, 0.0, 1.0, 0.0, 0.0]), [0.0, 0.0]);
    }

    #[test]
    fn what_is_no_number_becomes_silence() {
        assert_eq!(mixed(Channels::Discrete(1), 1, &[f32::NAN, f32::INFINITY, 0.5]), [0.0, 0.0, 0.5]);
        assert!(mixed(Channels::None, 2, &[0.5]).is_empty());
    }
}
