//! A Fourier transform of 1024 complex values, in plain arithmetic that rounds alike on every platform.

/// Values transformed at once.
pub(crate) const SIZE: usize = 1_024;

/// Stockham's self-sorting transform in five steps of radix 4.
#[derive(Clone, Debug)]
pub(crate) struct Fft {
    /// For each step, the three factors of every group.
    twiddles: Vec<[[f32; 2]; 3]>,
    scratch: Box<[[f32; SIZE]; 2]>,
}

impl Fft {
    pub(crate) fn new() -> Self {
        let mut twiddles = Vec::new();
        let mut length = SIZE;
        while length > 1 {
            for group in 0..length / 4 {
                twiddles.push([1, 2, 3].map(|power| {
                    let angle = -std::f64::consts::TAU * (group * power) as f64 / length as f64;
                    [angle.cos() as f32, angle.sin() as f32]
                }));
            }
            length /= 4;
        }
        Self { twiddles, scratch: Box::new([[0.0; SIZE]; 2]) }
    }

    /// Transforms real and imaginary parts in place.
    pub(crate) fn run(&mut self, re: &mut [f32; SIZE], im: &mut [f32; SIZE]) {
        let [scratch_re, scratch_im] = &mut *self.scratch;
        let (mut length, mut stride, mut at) = (SIZE, 1, 0);
        let mut in_place = true;
        while length > 1 {
            let groups = length / 4;
            let factors = &self.twiddles[at..at + groups];
            if in_place {
                step(re, im, scratch_re, scratch_im, factors, stride);
            } else {
                step(scratch_re, scratch_im, re, im, factors, stride);
            }
            in_place = !in_place;
            at += groups;
            length = groups;
            stride *= 4;
        }
        // Five steps end in the scratch.
        re.copy_from_slice(scratch_re);
        im.copy_from_slice(scratch_im);
    }
}

fn step(
    re: &[f32; SIZE],
    im: &[f32; SIZE],
    out_re: &mut [f32; SIZE],
    out_im: &mut [f32; SIZE],
    factors: &[[[f32; 2]; 3]],
    stride: usize,
) {
    let quarter = SIZE / 4;
    for (group, [w1, w2, w3]) in factors.iter().enumerate() {
        let from = group * stride;
        let (a_re, a_im) = (&re[from..from + stride], &im[from..from + stride]);
        let (b_re, b_im) = (&re[from + quarter..][..stride], &im[from + quarter..][..stride]);
        let (c_re, c_im) = (&re[from + 2 * quarter..][..stride], &im[from + 2 * quarter..][..stride]);
        let (d_re, d_im) = (&re[from + 3 * quarter..][..stride], &im[from + 3 * quarter..][..stride]);
        let (to_re, to_im) = (&mut out_re[4 * from..4 * (from + stride)], &mut out_im[4 * from..4 * (from + stride)]);
        let (r0, rest) = to_re.split_at_mut(stride);
        let (r1, rest) = rest.split_at_mut(stride);
        let (r2, r3) = rest.split_at_mut(stride);
        let (i0, rest) = to_im.split_at_mut(stride);
        let (i1, rest) = rest.split_at_mut(stride);
        let (i2, i3) = rest.split_at_mut(stride);
        for q in 0..stride {
            let (sum_re, sum_im) = (a_re[q] + c_re[q], a_im[q] + c_im[q]);
            let (dif_re, dif_im) = (a_re[q] - c_re[q], a_im[q] - c_im[q]);
            let (odd_re, odd_im) = (b_re[q] + d_re[q], b_im[q] + d_im[q]);
            // i·(b − d)
            let (turn_re, turn_im) = (d_im[q] - b_im[q], b_re[q] - d_re[q]);
            r0[q] = sum_re + odd_re;
            i0[q] = sum_im + odd_im;
            let (x, y) = (dif_re - turn_re, dif_im - turn_im);
            r1[q] = x * w1[0] - y * w1[1];
            i1[q] = x * w1[1] + y * w1[0];
            let (x, y) = (sum_re - odd_re, sum_im - odd_im);
            r2[q] = x * w2[0] - y * w2[1];
            i2[q] = x * w2[1] + y * w2[0];
            let (x, y) = (dif_re + turn_re, dif_im + turn_im);
            r3[q] = x * w3[0] - y * w3[1];
            i3[q] = x * w3[1] + y * w3[0];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fft, SIZE};

    #[test]
    fn agrees_with_the_definition() {
        let mut re = [0.0; SIZE];
        let mut im = [0.0; SIZE];
        let mut state = 1_u32;
        for value in re.iter_mut().chain(&mut im) {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *value = (state >> 8) as f32 / 16_777_216.0 - 0.5;
        }
        let (given_re, given_im) = (re, im);
        Fft::new().run(&mut re, &mut im);
        for k in [0, 1, 2, 3, 5, 17, 255, 256, 511, 512, 700, 1_023] {
            let (mut x, mut y) = (0.0_f64, 0.0_f64);
            for n in 0..SIZE {
                let (sin, cos) = (-std::f64::consts::TAU * (k * n % SIZE) as f64 / SIZE as f64).sin_cos();
                let (a, b) = (f64::from(given_re[n]), f64::from(given_im[n]));
                x += a * cos - b * sin;
                y += a * sin + b * cos;
            }
            assert!((x - f64::from(re[k])).abs() < 1e-3 && (y - f64::from(im[k])).abs() < 1e-3, "bin {k}");
        }
    }
}
