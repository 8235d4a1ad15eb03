//! A way from one track to another in small steps.
//!
//! Tracks between the two are put in order by how far along the straight line they lie; among the sequences that keep
//! this order, the one with the least sum of squared steps is found exactly. Squares make one large step dearer than
//! two small ones, so the way is even.

use ids::TrackId;

use crate::alike::Match;
use crate::space::{Space, square};

/// Tracks considered for each one on the way.
const CANDIDATES_A_STEP: usize = 16;
/// Tracks considered at least, so that a short way has a choice too.
const CANDIDATES_MIN: usize = 64;
/// Tracks considered at most; their distances from each other fill a table of 160,000 numbers.
const CANDIDATES_MAX: usize = 400;

impl Space {
    /// The way, both ends included; nothing when one of them was not measured.
    #[must_use]
    pub fn path(&self, from: TrackId, to: TrackId, tracks_max: usize) -> Vec<Match> {
        let (Some(start), Some(end)) = (self.number(from), self.number(to)) else { return Vec::new() };
        let from_start = self.squares_from(&self.places[start]);
        let from_end = self.squares_from(&self.places[end]);
        let mut way = vec![start];
        if start != end && tracks_max > 2 {
            let between = self.between(start, end, &from_start, &from_end, tracks_max - 2);
            way.extend(self.smoothest(start, end, &between, tracks_max - 2));
        }
        if start != end && tracks_max > 1 {
            way.push(end);
        }
        let step =
            |number: usize| Match { track: self.facts[number].track, similarity: self.similarity(from_start[number]) };
        way.into_iter().take(tracks_max).map(step).collect()
    }

    /// The tracks that lie closest to the line between two, in the order of their feet on it.
    fn between(&self, start: usize, end: usize, from_start: &[f32], from_end: &[f32], steps: usize) -> Vec<usize> {
        let length = from_start[end];
        if length <= 0.0 {
            return Vec::new();
        }
        let foot = |at: usize| (from_start[at] - from_end[at] + length) / (2.0 * length);
        let aside: Vec<f32> = (0..self.len())
            .map(|at| {
                let foot = foot(at);
                let is_between = foot > 0.0 && foot < 1.0 && at != start && at != end;
                if is_between { from_start[at] - foot * foot * length } else { f32::INFINITY }
            })
            .collect();
        let mut between = self.smallest(&aside, (steps * CANDIDATES_A_STEP).clamp(CANDIDATES_MIN, CANDIDATES_MAX));
        between.retain(|at| aside[*at].is_finite());
        between.sort_by(|left, right| foot(*left).total_cmp(&foot(*right)).then(left.cmp(right)));
        between
    }

    /// So many of these, in this order, with the least sum of squared steps from start to end.
    fn smoothest(&self, start: usize, end: usize, between: &[usize], steps: usize) -> Vec<usize> {
        let steps = steps.min(between.len());
        if steps == 0 {
            return Vec::new();
        }
        let square = |left: usize, right: usize| square(&self.places[left], &self.places[right]);
        let count = between.len();
        let table: Vec<f32> =
            (0..count * count).map(|cell| square(between[cell / count], between[cell % count])).collect();
        // The cost of the best way that ends at each candidate, after one step, two, and so on; and where it came from.
        let mut costs: Vec<f32> = between.iter().map(|at| square(start, *at)).collect();
        let mut origins: Vec<Vec<usize>> = Vec::with_capacity(steps);
        for _ in 1..steps {
            let mut next = vec![f32::INFINITY; count];
            let mut origin = vec![0; count];
            for to in 1..count {
                for from in 0..to {
                    let cost = costs[from] + table[from * count + to];
                    if cost < next[to] {
                        (next[to], origin[to]) = (cost, from);
                    }
                }
            }
            costs = next;
            origins.push(origin);
        }
        let whole = |at: usize| costs[at] + square(between[at], end);
        let Some(mut at) = (0..count).min_by(|left, right| whole(*left).total_cmp(&whole(*right))) else {
            return Vec::new();
        };
        let mut way = vec![between[at]];
        for origin in origins.iter().rev() {
            at = origin[at];
            way.push(between[at]);
        }
        way.reverse();
        way
    }
}
