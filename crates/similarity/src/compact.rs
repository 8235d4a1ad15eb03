//! The space made small: turned so that the first numbers tell most, cut where little is left, one byte a number.
//!
//! A turn changes no distance, so what is lost is what was cut off, at most [`LOST_MAX`] of the squared distances on
//! average, and the rounding to whole steps. The order of the numbers lets whoever looks for neighbours stop early.

use ids::TrackId;
use sound_features::LEN;

use crate::space::{Place, Space};

/// How much of the squared distances may be cut off, on average.
const LOST_MAX: f64 = 0.01;
/// Numbers come in groups of so many, as registers like them.
const GROUP: usize = 8;
/// The largest number of either sign.
const LEVELS: f32 = 127.0;
/// Steps reach so many spreads of the first number; the few that lie beyond are taken for the farthest.
const REACH: f32 = 4.0;
/// Rounds of rotations at most; symmetric matrices of this size need about ten.
const ROUNDS_MAX: usize = 60;

/// All measured tracks, a few bytes each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compact {
    /// How many numbers each track has; a multiple of eight.
    pub numbers_each: usize,
    /// How far one step is, in the measure of the space.
    pub step: f32,
    /// The squared distance that two tracks at random have on average, in steps.
    pub usual_square: f32,
    /// The tracks, by id.
    pub tracks: Vec<TrackId>,
    /// Their numbers, one track after the other.
    pub values: Vec<i8>,
}

impl Space {
    /// The space made small; the same for the same tracks on every machine.
    #[must_use]
    pub fn compact(&self) -> Compact {
        if self.is_empty() {
            return Compact::default();
        }
        let (axes, spreads) = principal(covariance(&self.places));
        let numbers_each = kept(&spreads);
        let farthest = REACH * (spreads[0].max(0.0).sqrt() as f32);
        let step = if farthest > 0.0 { farthest / LEVELS } else { 1.0 };
        let mut values = Vec::with_capacity(self.len() * numbers_each);
        for place in &self.places {
            for axis in axes.iter().take(numbers_each) {
                let along: f64 = axis.iter().zip(place).map(|(axis, value)| axis * f64::from(*value)).sum();
                #[expect(clippy::cast_possible_truncation, reason = "it is a whole number between the two levels")]
                values.push((along as f32 / step).round().clamp(-LEVELS, LEVELS) as i8);
            }
        }
        let usual_square = self.usual_square() / (step * step);
        let tracks = self.facts.iter().map(|facts| facts.track).collect();
        Compact { numbers_each, step, usual_square, tracks, values }
    }
}

/// How many of the numbers, the first, hold nearly all of the distances.
fn kept(spreads: &[f64; LEN]) -> usize {
    let whole: f64 = spreads.iter().map(|spread| spread.max(0.0)).sum();
    let mut held = 0.0;
    let enough = spreads.iter().position(|spread| {
        held += spread.max(0.0);
        held >= whole * (1.0 - LOST_MAX)
    });
    (enough.unwrap_or(LEN - 1) + 1).next_multiple_of(GROUP)
}

type Matrix = [[f64; LEN]; LEN];

/// How the numbers vary together; the middle of the space lies at the origin.
fn covariance(places: &[Place]) -> Box<Matrix> {
    let mut sums = Box::new([[0.0; LEN]; LEN]);
    for place in places {
        for row in 0..LEN {
            let value = f64::from(place[row]);
            for column in row..LEN {
                sums[row][column] += value * f64::from(place[column]);
            }
        }
    }
    let count = places.len().max(1) as f64;
    for row in 0..LEN {
        for column in row..LEN {
            sums[row][column] /= count;
            sums[column][row] = sums[row][column];
        }
    }
    sums
}

/// The directions in which a symmetric matrix varies, the most first, each with how much: Jacobi's rotations.
fn principal(mut matrix: Box<Matrix>) -> (Vec<[f64; LEN]>, [f64; LEN]) {
    let mut axes: Box<Matrix> = Box::new([[0.0; LEN]; LEN]);
    (0..LEN).for_each(|at| axes[at][at] = 1.0);
    let size: f64 = matrix.iter().flatten().map(|value| value * value).sum();
    for _ in 0..ROUNDS_MAX {
        let beside = |row: usize| (row + 1..LEN).map(move |column| (row, column));
        let off: f64 = (0..LEN).flat_map(beside).map(|(row, column)| matrix[row][column].powi(2)).sum();
        if off <= size * 1e-20 {
            break;
        }
        for (row, column) in (0..LEN).flat_map(beside) {
            rotate(&mut matrix, &mut axes, row, column);
        }
    }
    let mut order: Vec<usize> = (0..LEN).collect();
    order.sort_by(|left, right| matrix[*right][*right].total_cmp(&matrix[*left][*left]).then(left.cmp(right)));
    let spreads = std::array::from_fn(|at| matrix[order[at]][order[at]]);
    (order.into_iter().map(|at| facing(axes[at])).collect(), spreads)
}

/// One rotation, after which the two numbers no longer vary together.
fn rotate(matrix: &mut Matrix, axes: &mut Matrix, row: usize, column: usize) {
    let off = matrix[row][column];
    if off == 0.0 {
        return;
    }
    let theta = (matrix[column][column] - matrix[row][row]) / (2.0 * off);
    let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    for line in matrix.iter_mut() {
        let (left, right) = (line[row], line[column]);
        (line[row], line[column]) = (cosine * left - sine * right, sine * left + cosine * right);
    }
    for at in 0..LEN {
        let (left, right) = (matrix[row][at], matrix[column][at]);
        (matrix[row][at], matrix[column][at]) = (cosine * left - sine * right, sine * left + cosine * right);
        let (left, right) = (axes[row][at], axes[column][at]);
        (axes[row][at], axes[column][at]) = (cosine * left - sine * right, sine * left + cosine * right);
    }
}

/// The same direction, seen from the side on which its largest number is above 0.
fn facing(axis: [f64; LEN]) -> [f64; LEN] {
    let largest =
        axis.iter().copied().fold(0.0, |most: f64, value| if value.abs() > most.abs() { value } else { most });
    if largest < 0.0 { axis.map(|value| -value) } else { axis }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_at_right_angles_and_hold_all_that_varies() {
        let mut matrix = Box::new([[0.0; LEN]; LEN]);
        for row in 0..LEN {
            for column in 0..LEN {
                matrix[row][column] = 0.9_f64.powi(i32::try_from(row.abs_diff(column)).unwrap_or(0));
            }
        }
        let (axes, spreads) = principal(matrix);
        assert!((spreads.iter().sum::<f64>() - LEN as f64).abs() < 1e-9);
        assert!(spreads.windows(2).all(|pair| pair[0] >= pair[1]), "the most first");
        for (at, left) in axes.iter().enumerate() {
            for (other, right) in axes.iter().enumerate() {
                let along: f64 = left.iter().zip(right).map(|(left, right)| left * right).sum();
                assert!((along - f64::from(u8::from(at == other))).abs() < 1e-9, "{at} {other}: {along}");
            }
        }
        assert_eq!(kept(&spreads) % GROUP, 0);
        assert!(kept(&spreads) < LEN, "much is said by few");
    }
}
