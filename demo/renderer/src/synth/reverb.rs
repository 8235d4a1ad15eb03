//! The room: eight delay lines feeding each other through a Hadamard matrix (Jot and Chaigne 1991).

use super::SAMPLE_RATE;

/// Lengths in samples, mutually prime so that echoes never fall together.
const LINES: [usize; 8] = [1327, 1511, 1801, 2053, 2347, 2677, 2969, 3301];
/// Silence before the room answers, in seconds.
const PRE_DELAY_S: f64 = 0.021;

/// Returns the room's answer to a stereo signal; `ring_s` is the time to -60 dB.
pub fn room(left: &[f32], right: &[f32], ring_s: f64) -> (Vec<f32>, Vec<f32>) {
    let length = left.len();
    let (mut out_left, mut out_right) = (vec![0.0; length], vec![0.0; length]);
    let mut lines: Vec<Vec<f64>> = LINES.iter().map(|size| vec![0.0; *size]).collect();
    let gains = LINES.map(|size| 10_f64.powf(-3.0 * size as f64 / (ring_s * SAMPLE_RATE)));
    let mut damped = [0.0; 8];
    let pre_delay = (PRE_DELAY_S * SAMPLE_RATE) as usize;
    for at in 0..length {
        let (in_left, in_right) = match at.checked_sub(pre_delay) {
            Some(from) => (f64::from(left[from]), f64::from(right[from])),
            None => (0.0, 0.0),
        };
        let mut values = [0.0; 8];
        for (number, line) in lines.iter().enumerate() {
            // Air and walls swallow treble first.
            damped[number] += 0.58 * (line[at % LINES[number]] * gains[number] - damped[number]);
            values[number] = damped[number];
        }
        out_left[at] = (values[0] - values[2] + values[4] - values[6]) as f32 * 0.5;
        out_right[at] = (values[1] - values[3] + values[5] - values[7]) as f32 * 0.5;
        hadamard(&mut values);
        for (number, line) in lines.iter_mut().enumerate() {
            let input = if number % 2 == 0 { in_left } else { in_right };
            line[at % LINES[number]] = values[number] + input * 0.5;
        }
    }
    (out_left, out_right)
}

fn hadamard(values: &mut [f64; 8]) {
    for stride in [1, 2, 4] {
        for at in 0..8 {
            if at & stride == 0 {
                let (a, b) = (values[at], values[at + stride]);
                (values[at], values[at + stride]) = (a + b, a - b);
            }
        }
    }
    values.iter_mut().for_each(|value| *value *= 1.0 / 8_f64.sqrt());
}
