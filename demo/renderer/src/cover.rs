//! The covers: ink, mist and moon, with jade and one touch of vermilion each.

use serde::Deserialize;

use crate::paint::{Canvas, Colour, cloud, colour, mixed, noise, smooth};

const VERMILION: u32 = 0xc8_3c2b;
const INK: u32 = 0x1d_2a2c;

/// What a cover shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scene {
    /// Jade mountains in mist, a moon, a boat.
    Mountains,
    /// A low red sun, long grass, birds leaving.
    Parting,
    /// A thin moon above a dark sea.
    NewMoon,
    /// One round brush stroke at night.
    SmallHours,
    /// A full moon behind a plum branch.
    PlumMoon,
}

impl Scene {
    /// Paints it.
    pub fn paint(self) -> Canvas {
        let mut canvas = match self {
            Self::Mountains => mountains(),
            Self::Parting => parting(),
            Self::NewMoon => new_moon(),
            Self::SmallHours => small_hours(),
            Self::PlumMoon => plum_moon(),
        };
        canvas.grain(0.035);
        canvas
    }
}

fn sky(top: u32, bottom: u32) -> Canvas {
    let (top, bottom) = (colour(top), colour(bottom));
    Canvas::new(|x, y| mixed(top, bottom, smooth(y * 1.15 + 0.22 * (cloud(x * 2.5, y * 4.0, 4, 3) - 0.5))))
}

/// A ridge of mountains: sharp and dark at the crest, dissolving into mist below.
///
/// `crest`, `height` and the mist's `depth` are shares of the picture; `detail` is peaks across it.
fn ridge(
    canvas: &mut Canvas,
    ink: Colour,
    (crest, height, detail): (f32, f32, f32),
    (depth, opacity): (f32, f32),
    seed: u32,
) {
    canvas.wash(ink, |x, y| {
        let folds = cloud(x * detail, 0.0, 6, seed);
        let peaks = 1.0 - (2.0 * cloud(x * detail * 0.7 + 4.0, 1.7, 5, seed + 50) - 1.0).abs();
        let line = crest - height * (0.45 * folds + 0.75 * peaks * peaks - 0.35);
        let below = y - line;
        if below <= -0.002 {
            return 0.0;
        }
        let texture = 0.72 + 0.5 * cloud(x * 16.0 + below * 12.0, y * 9.0 - x * 7.0, 4, seed + 9);
        let mist = (-below / depth).exp() * (0.75 + 0.5 * cloud(x * 3.0, y * 8.0, 3, seed + 5));
        smooth(below / 0.004 + 0.5) * opacity * (mist * texture + 0.04 * (-below / (depth * 3.0)).exp())
    });
}

fn disc(canvas: &mut Canvas, (cx, cy, radius): (f32, f32, f32), ink: Colour, opacity: f32, glow: f32) {
    canvas.wash(ink, |x, y| {
        let away = ((x - cx).powi(2) + (y - cy).powi(2)).sqrt();
        let body =
            smooth((radius - away) / 0.003 + 0.5) * opacity * (0.93 + 0.14 * (cloud(x * 9.0, y * 9.0, 3, 77) - 0.5));
        let halo = if away > radius { glow * (-(away - radius) / (radius * 0.9)).exp() } else { 0.0 };
        body.max(halo)
    });
}

fn bird(canvas: &mut Canvas, x: f32, y: f32, span: f32, lift: f32) {
    let ink = colour(INK);
    let wing = |side: f32| {
        [
            (x, y, span * 0.07),
            (x + side * span * 0.45, y - span * lift, span * 0.075),
            (x + side * span, y - span * lift * 0.55, 0.0004),
        ]
    };
    canvas.stroke(ink, 0.85, &wing(1.0));
    canvas.stroke(ink, 0.85, &wing(-1.0));
}

/// The seal of the house: five bars of sound cut out of vermilion.
fn seal(canvas: &mut Canvas, left: f32, top: f32, side: f32) {
    const BARS: [f32; 5] = [0.3, 0.62, 0.84, 0.5, 0.36];
    let frame = (left - 0.01, top - 0.01, left + side + 0.01, top + side + 0.01);
    canvas.dab(colour(VERMILION), frame, |x, y| {
        let (u, v) = ((x - left) / side, (y - top) / side);
        let worn = 0.02 * (cloud(x * 60.0, y * 60.0, 3, 40) - 0.5);
        let edge = (0.5 - (u - 0.5).abs()).min(0.5 - (v - 0.5).abs()) + worn;
        let column = ((u - 0.14) / 0.72 * 5.0).clamp(0.0, 4.999);
        let bar = BARS[column as usize] * 0.4;
        let within = (column.fract() - 0.5).abs() < 0.24 && (v - 0.5).abs() < bar && (0.14..0.86).contains(&u);
        let cut = if within { 0.0 } else { 1.0 };
        smooth(edge / 0.03) * cut * (0.84 + 0.3 * noise(x * 190.0, y * 190.0, 4)).min(1.0)
    });
}

fn mountains() -> Canvas {
    let mut canvas = sky(0xdf_e8e0, 0xf4_f1e6);
    disc(&mut canvas, (0.68, 0.25, 0.105), colour(0xfb_f8ec), 0.96, 0.5);
    ridge(&mut canvas, colour(0x8f_b5ab), (0.47, 0.30, 2.6), (0.13, 0.55), 11);
    ridge(&mut canvas, colour(0x5d_948a), (0.57, 0.36, 2.1), (0.13, 0.7), 29);
    ridge(&mut canvas, colour(0x2f_6f66), (0.70, 0.36, 2.4), (0.12, 0.85), 46);
    ridge(&mut canvas, colour(0x17_4540), (0.86, 0.30, 1.9), (0.10, 0.95), 63);
    canvas.wash(colour(0xf4_f1e6), |x, y| {
        smooth((y - 0.84) / 0.08) * (0.86 + 0.2 * (cloud(x * 2.0, y * 26.0, 3, 5) - 0.5))
    });
    canvas.wash(colour(0x4c_877d), |x, y| {
        let ripple = cloud(x * 3.0, y * 70.0, 3, 14);
        smooth((y - 0.87) / 0.05) * smooth((ripple - 0.6) / 0.15) * 0.3
    });
    let ink = colour(INK);
    canvas.stroke(ink, 0.95, &[(0.225, 0.905, 0.001), (0.26, 0.914, 0.006), (0.33, 0.914, 0.006), (0.375, 0.9, 0.001)]);
    canvas.stroke(ink, 0.9, &[(0.305, 0.905, 0.005), (0.306, 0.882, 0.0055)]);
    canvas.stroke(colour(VERMILION), 0.95, &[(0.306, 0.9, 0.0055), (0.307, 0.886, 0.005)]);
    canvas.stroke(ink, 0.95, &[(0.306, 0.873, 0.004), (0.307, 0.872, 0.004)]);
    canvas.stroke(ink, 0.8, &[(0.317, 0.88, 0.0012), (0.35, 0.945, 0.0012)]);
    for (x, y, span) in [(0.36, 0.24, 0.02), (0.40, 0.215, 0.016), (0.315, 0.205, 0.013)] {
        bird(&mut canvas, x, y, span, 0.55);
    }
    seal(&mut canvas, 0.86, 0.885, 0.06);
    canvas
}

fn parting() -> Canvas {
    let mut canvas = sky(0xd8_dcd2, 0xf3_e3cf);
    canvas.wash(colour(0xe9_a37c), |x, y| {
        0.5 * (-((y - 0.55) / 0.16).powi(2)).exp() * (0.6 + 0.6 * cloud(x * 3.0, y * 14.0, 4, 12))
    });
    disc(&mut canvas, (0.5, 0.46, 0.15), colour(VERMILION), 0.93, 0.32);
    // Haze takes the lower rim, before the hills do.
    canvas.wash(colour(0xef_c3a3), |_, y| 0.9 * smooth((y - 0.5) / 0.1) * (1.0 - smooth((y - 0.66) / 0.06)));
    ridge(&mut canvas, colour(0x9d_b0a6), (0.60, 0.18, 3.0), (0.10, 0.75), 5);
    ridge(&mut canvas, colour(0x5f_8a80), (0.69, 0.20, 2.2), (0.10, 0.8), 23);
    canvas.wash(colour(0xf3_e9da), |x, y| {
        let band = (-((y - 0.735) / 0.035).powi(2)).exp();
        band * (0.5 + 0.7 * cloud(x * 2.4, y * 12.0, 4, 31))
    });
    ridge(&mut canvas, colour(0x24_4d47), (0.87, 0.14, 1.5), (0.30, 0.98), 71);
    for blade in 0..150 {
        let spread = noise(blade as f32 * 7.31, 0.5, 3);
        let x = blade as f32 / 150.0 * 1.06 - 0.03 + 0.02 * (spread - 0.5);
        let tall = 0.07 + 0.17 * noise(blade as f32 * 3.7, 2.5, 5).powi(2);
        let lean = 0.015 + 0.09 * noise(blade as f32 * 1.9, 7.5, 6) * tall / 0.2;
        let base = 1.01;
        let shade = mixed(colour(0x12_302c), colour(0x3f_7468), noise(blade as f32 * 5.3, 9.5, 8));
        let points = [
            (x, base, 0.0034),
            (x + lean * 0.22, base - tall * 0.5, 0.0028),
            (x + lean * 0.6, base - tall * 0.85, 0.0018),
            (x + lean, base - tall, 0.0004),
        ];
        canvas.stroke(shade, 0.95, &points);
    }
    let flock =
        [(0.62, 0.25), (0.655, 0.232), (0.69, 0.218), (0.727, 0.21), (0.60, 0.232), (0.59, 0.21), (0.585, 0.185)];
    for (number, (x, y)) in flock.into_iter().enumerate() {
        bird(&mut canvas, x, y, 0.016 - 0.001 * number as f32, 0.4 + 0.08 * (number % 3) as f32);
    }
    seal(&mut canvas, 0.085, 0.085, 0.06);
    canvas
}

fn new_moon() -> Canvas {
    let mut canvas = sky(0x0e_2430, 0x3d_7a78);
    for star in 0..64 {
        // Whole coordinates give evenly spread numbers; those between would crowd towards the middle.
        let number = star as f32;
        let (x, y) = (noise(number, 0.0, 21), 0.55 * noise(number, 4.0, 22));
        if ((x - 0.52).powi(2) + (y - 0.30).powi(2)).sqrt() < 0.2 {
            continue;
        }
        let size = 0.0008 + 0.0012 * noise(number, 8.0, 23);
        canvas.stroke(colour(0xf4_f0dc), 0.25 + 0.6 * noise(number, 3.0, 24), &[(x, y, size), (x + 0.0005, y, size)]);
    }
    canvas.wash(colour(0xc9_e0d4), |x, y| {
        let away = ((x - 0.5_f32).powi(2) + (y - 0.31_f32).powi(2)).sqrt();
        0.34 * (-(away / 0.24).powi(2)).exp()
    });
    // A crescent: what is inside one circle and outside another, a little to the right.
    canvas.wash(colour(0xfb_f4dc), |x, y| {
        let outer = ((x - 0.5_f32).powi(2) + (y - 0.31_f32).powi(2)).sqrt();
        let inner = ((x - 0.545_f32).powi(2) + (y - 0.285_f32).powi(2)).sqrt();
        smooth((0.145 - outer) / 0.003 + 0.5) * smooth((inner - 0.135) / 0.003 + 0.5)
    });
    ridge(&mut canvas, colour(0x2a_5c60), (0.60, 0.13, 2.7), (0.07, 0.8), 33);
    ridge(&mut canvas, colour(0x14_3a42), (0.645, 0.10, 2.0), (0.06, 0.9), 52);
    canvas.wash(colour(0x0d_2733), |x, y| {
        smooth((y - 0.645) / 0.02) * (0.86 + 0.16 * (cloud(x * 2.0, y * 24.0, 3, 6) - 0.5))
    });
    canvas.wash(colour(0x6f_aaa2), |x, y| {
        let ripple = cloud(x * 4.0, y * 80.0, 3, 18);
        smooth((y - 0.66) / 0.05) * smooth((ripple - 0.6) / 0.12) * 0.28
    });
    canvas.wash(colour(0xf6_ecc8), |x, y| {
        if y < 0.66 {
            return 0.0;
        }
        let width = 0.02 + 0.13 * (y - 0.66) / 0.34;
        let ripple = cloud(x * 7.0, y * 90.0, 3, 15);
        smooth((ripple - 0.52) / 0.12) * (-((x - 0.49) / width).powi(2)).exp() * 0.85
    });
    let ink = colour(0x07_161c);
    canvas.stroke(
        ink,
        0.98,
        &[(0.70, 0.715, 0.001), (0.725, 0.722, 0.005), (0.785, 0.722, 0.005), (0.815, 0.712, 0.001)],
    );
    canvas.stroke(ink, 0.98, &[(0.755, 0.72, 0.0016), (0.757, 0.64, 0.001)]);
    canvas.stroke(
        colour(VERMILION),
        0.95,
        &[(0.7655, 0.708, 0.0085), (0.764, 0.69, 0.0068), (0.7605, 0.665, 0.0034), (0.7585, 0.648, 0.0006)],
    );
    seal(&mut canvas, 0.855, 0.86, 0.06);
    canvas
}

fn small_hours() -> Canvas {
    let mut canvas = sky(0xf2_ede0, 0xe4_e6da);
    canvas.wash(colour(0x3f_8478), |x, y| {
        let away = ((x - 0.56_f32).powi(2) + (y - 0.56_f32).powi(2)).sqrt();
        let edge = 0.33 + 0.14 * (cloud(x * 3.2, y * 3.2, 5, 61) - 0.5);
        smooth((edge - away) / 0.05) * (0.22 + 0.34 * cloud(x * 4.0, y * 4.0, 5, 15))
    });
    // The circle: one breath, wet where the brush lands, dry where it leaves.
    let (cx, cy) = (0.49, 0.5);
    canvas.wash(colour(INK), |x, y| {
        let (dx, dy) = (x - cx, y - cy);
        let away = (dx * dx + dy * dy).sqrt();
        let turn = (dy.atan2(dx) / std::f32::consts::TAU + 0.86).rem_euclid(1.0);
        if turn > 0.945 {
            return 0.0;
        }
        let centre = 0.335 + 0.014 * (turn * 6.0).sin() - 0.018 * turn;
        let width = 0.05 * (1.0 - turn).powf(0.55) * smooth(turn / 0.02) + 0.006;
        let hairs = cloud(away * 150.0, turn * 7.0, 3, 87);
        let dry = smooth((hairs - (turn - 0.32) * 0.78) / 0.2);
        let ragged = 0.006 * (cloud(turn * 60.0, away * 30.0, 3, 19) - 0.5);
        smooth((width - (away - centre).abs() + ragged) / 0.004 + 0.3) * dry * 0.95
    });
    // Strings of an instrument cross the paper, and five notes rest on them.
    for string in 0..5 {
        let y = 0.44 + 0.03 * string as f32;
        canvas.stroke(colour(INK), 0.5, &[(0.0, y + 0.02, 0.0007), (0.5, y, 0.0009), (1.0, y - 0.02, 0.0007)]);
    }
    for (x, y, radius) in [(0.36, 0.536, 0.011), (0.43, 0.505, 0.011), (0.50, 0.5, 0.011), (0.57, 0.467, 0.011)] {
        disc(&mut canvas, (x, y, radius), colour(INK), 0.92, 0.0);
    }
    disc(&mut canvas, (0.645, 0.433, 0.02), colour(VERMILION), 0.95, 0.1);
    seal(&mut canvas, 0.86, 0.87, 0.06);
    canvas
}

fn plum_moon() -> Canvas {
    let mut canvas = sky(0x1d_3d42, 0x5d_8f86);
    disc(&mut canvas, (0.57, 0.44, 0.31), colour(0xf5_efd9), 0.97, 0.42);
    canvas.wash(colour(0xa9_bfae), |x, y| {
        let away = ((x - 0.57_f32).powi(2) + (y - 0.44_f32).powi(2)).sqrt();
        smooth((0.305 - away) / 0.02) * 0.55 * smooth((cloud(x * 5.0, y * 5.0, 5, 27) - 0.5) / 0.3)
    });
    ridge(&mut canvas, colour(0x1c_4a49), (0.90, 0.24, 2.3), (0.12, 0.9), 36);
    canvas.wash(colour(0xd9_e3d6), |x, y| 0.55 * (-((y - 0.9) / 0.07).powi(2)).exp() * cloud(x * 2.4, y * 9.0, 4, 44));
    ridge(&mut canvas, colour(0x0d_2a2c), (1.02, 0.2, 1.8), (0.2, 0.95), 58);
    let bark = colour(0x14_1f20);
    let branch = [
        (-0.02, 0.80, 0.021),
        (0.12, 0.70, 0.017),
        (0.22, 0.665, 0.014),
        (0.33, 0.57, 0.011),
        (0.47, 0.535, 0.008),
        (0.58, 0.44, 0.005),
        (0.72, 0.40, 0.003),
        (0.80, 0.345, 0.001),
    ];
    canvas.stroke(bark, 1.0, &branch);
    canvas.stroke(bark, 1.0, &[(0.22, 0.665, 0.009), (0.29, 0.66, 0.006), (0.40, 0.71, 0.004), (0.50, 0.70, 0.001)]);
    canvas.stroke(bark, 1.0, &[(0.33, 0.57, 0.008), (0.34, 0.46, 0.005), (0.41, 0.36, 0.003), (0.42, 0.28, 0.001)]);
    canvas.stroke(bark, 1.0, &[(0.58, 0.44, 0.004), (0.60, 0.35, 0.003), (0.66, 0.29, 0.001)]);
    canvas.stroke(bark, 1.0, &[(0.12, 0.70, 0.010), (0.14, 0.58, 0.005), (0.11, 0.50, 0.001)]);
    let blossoms = [
        (0.345, 0.455, 0.030),
        (0.415, 0.345, 0.026),
        (0.475, 0.53, 0.032),
        (0.60, 0.345, 0.027),
        (0.72, 0.398, 0.026),
        (0.40, 0.705, 0.028),
        (0.14, 0.575, 0.027),
        (0.26, 0.625, 0.024),
    ];
    for (number, (x, y, size)) in blossoms.into_iter().enumerate() {
        blossom(&mut canvas, x, y, size, number as f32 * 0.7);
    }
    for (x, y, size) in [
        (0.42, 0.275, 0.010),
        (0.66, 0.285, 0.010),
        (0.80, 0.342, 0.009),
        (0.50, 0.70, 0.009),
        (0.11, 0.497, 0.010),
        (0.545, 0.475, 0.010),
    ] {
        disc(&mut canvas, (x, y, size), colour(VERMILION), 0.95, 0.0);
    }
    seal(&mut canvas, 0.86, 0.07, 0.06);
    canvas
}

fn blossom(canvas: &mut Canvas, x: f32, y: f32, size: f32, turn: f32) {
    for petal in 0..5 {
        let angle = turn + petal as f32 * std::f32::consts::TAU / 5.0;
        let (px, py) = (x + angle.cos() * size * 0.62, y + angle.sin() * size * 0.62);
        let radius = size * 0.55;
        let frame = (px - radius, py - radius, px + radius, py + radius);
        canvas.dab(mixed(colour(VERMILION), colour(0xf3_b49a), 0.12 + 0.1 * petal as f32), frame, |u, v| {
            let away = ((u - px).powi(2) + (v - py).powi(2)).sqrt();
            smooth((radius - away) / 0.003)
                * (0.68 + 0.3 * (away / radius))
                * (0.85 + 0.3 * noise(u * 150.0, v * 150.0, 2)).min(1.0)
        });
    }
    for stamen in 0..7 {
        let angle = turn + 0.3 + stamen as f32 * 0.9;
        let (sx, sy) = (x + angle.cos() * size * 0.34, y + angle.sin() * size * 0.34);
        canvas.stroke(colour(0xf7_e3b0), 0.95, &[(x, y, 0.0008), (sx, sy, 0.0012)]);
    }
}
