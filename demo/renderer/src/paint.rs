//! A canvas for ink: paper grain, washes that fade into mist, brush strokes and seals.

/// Linear colour, red, green and blue from 0 to 1.
pub type Colour = [f32; 3];

/// Pixels on each side.
pub const SIDE: usize = 1000;

/// A square picture.
pub struct Canvas {
    pixels: Vec<Colour>,
}

impl Canvas {
    /// A canvas whose colour is a function of x and y, each from 0 to 1.
    pub fn new(colour: impl Fn(f32, f32) -> Colour) -> Self {
        let at = |index: usize| ((index % SIDE) as f32 / SIDE as f32, (index / SIDE) as f32 / SIDE as f32);
        Self { pixels: (0..SIDE * SIDE).map(at).map(|(x, y)| colour(x, y)).collect() }
    }

    /// Lays colour over every pixel, as opaque as the function says.
    pub fn wash(&mut self, colour: Colour, cover: impl Fn(f32, f32) -> f32) {
        for (index, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = ((index % SIDE) as f32 / SIDE as f32, (index / SIDE) as f32 / SIDE as f32);
            let cover = cover(x, y).clamp(0.0, 1.0);
            if cover > 0.0 {
                *pixel = mixed(*pixel, colour, cover);
            }
        }
    }

    /// Lays colour over the pixels of a box only, for small things.
    pub fn dab(&mut self, colour: Colour, (x0, y0, x1, y1): (f32, f32, f32, f32), cover: impl Fn(f32, f32) -> f32) {
        let bound = |value: f32| (value.clamp(0.0, 1.0) * SIDE as f32) as usize;
        for row in bound(y0)..bound(y1) {
            for column in bound(x0)..bound(x1) {
                let cover = cover(column as f32 / SIDE as f32, row as f32 / SIDE as f32).clamp(0.0, 1.0);
                let pixel = &mut self.pixels[row * SIDE + column];
                *pixel = mixed(*pixel, colour, cover);
            }
        }
    }

    /// A brush stroke through points of `(x, y, half width)`, dry at its edges.
    pub fn stroke(&mut self, colour: Colour, opacity: f32, points: &[(f32, f32, f32)]) {
        for pair in points.windows(2) {
            let ((ax, ay, aw), (bx, by, bw)) = (pair[0], pair[1]);
            let margin = aw.max(bw) + 0.003;
            let frame = (ax.min(bx) - margin, ay.min(by) - margin, ax.max(bx) + margin, ay.max(by) + margin);
            let (dx, dy) = (bx - ax, by - ay);
            let length = (dx * dx + dy * dy).max(1e-9);
            self.dab(colour, frame, |x, y| {
                let along = (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0);
                let (px, py) = (ax + dx * along, ay + dy * along);
                let away = ((x - px).powi(2) + (y - py).powi(2)).sqrt();
                let width = aw + (bw - aw) * along;
                let grain = 0.75 + 0.35 * noise(x * 260.0, y * 260.0, 91);
                smooth((width - away) / 0.0016 + 0.5) * opacity * grain.min(1.0)
            });
        }
    }

    /// Adds the grain of paper.
    pub fn grain(&mut self, strength: f32) {
        for (index, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = ((index % SIDE) as f32, (index / SIDE) as f32);
            let fibre = cloud(x / 46.0, y / 15.0, 3, 7) - 0.5 + 0.5 * (noise(x / 2.2, y / 2.2, 8) - 0.5);
            pixel.iter_mut().for_each(|value| *value += fibre * strength);
        }
    }

    /// Pixels on each side.
    pub fn side(&self) -> usize {
        SIDE
    }

    /// Bytes, red, green and blue in turn.
    pub fn to_rgb(&self) -> Vec<u8> {
        self.pixels.iter().flatten().map(|value| (value.clamp(0.0, 1.0) * 255.0).round() as u8).collect()
    }
}

/// One colour over another.
pub fn mixed(under: Colour, over: Colour, cover: f32) -> Colour {
    [0, 1, 2].map(|at| under[at] + (over[at] - under[at]) * cover)
}

/// A colour from its bytes, e.g. `0x2f6f62`.
pub fn colour(hex: u32) -> Colour {
    [16, 8, 0].map(|shift| ((hex >> shift) & 0xff) as f32 / 255.0)
}

/// 0 below 0, 1 above 1, smooth between.
pub fn smooth(x: f32) -> f32 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

/// Smooth noise from 0 to 1.
pub fn noise(x: f32, y: f32, seed: u32) -> f32 {
    let (ix, iy) = (x.floor(), y.floor());
    let (fx, fy) = (smooth(x - ix), smooth(y - iy));
    let corner = |dx: f32, dy: f32| lattice((ix + dx) as i32, (iy + dy) as i32, seed);
    let top = corner(0.0, 0.0) + (corner(1.0, 0.0) - corner(0.0, 0.0)) * fx;
    let bottom = corner(0.0, 1.0) + (corner(1.0, 1.0) - corner(0.0, 1.0)) * fx;
    top + (bottom - top) * fy
}

/// Noise of several sizes, as in clouds, from 0 to 1.
pub fn cloud(x: f32, y: f32, octaves: u32, seed: u32) -> f32 {
    let (mut sum, mut weight, mut total) = (0.0, 1.0, 0.0);
    let mut scale = 1.0;
    for octave in 0..octaves {
        sum += weight * noise(x * scale, y * scale, seed + octave * 17);
        total += weight;
        weight *= 0.5;
        scale *= 2.03;
    }
    sum / total
}

fn lattice(x: i32, y: i32, seed: u32) -> f32 {
    let mut hash =
        (x as u32).wrapping_mul(0x85eb_ca6b) ^ (y as u32).wrapping_mul(0xc2b2_ae35) ^ seed.wrapping_mul(0x27d4_eb2f);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2c1b_3c6d);
    hash ^= hash >> 12;
    hash = hash.wrapping_mul(0x297a_2d39);
    hash ^= hash >> 15;
    hash as f32 / u32::MAX as f32
}
