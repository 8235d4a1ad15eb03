//! From numbers and noise to an order. What goes in is counted from listeners; what comes out went through the noise.

use std::collections::{HashMap, HashSet};

use consent::Noise;
use ids::TrackId;

/// What noise alone lifts into a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lifted {
    /// From which number on a song is shown.
    pub(super) counted_min: i64,
    /// Songs whose noise alone reaches it, with their noise.
    songs: Vec<(TrackId, i64)>,
}

impl Lifted {
    /// Of all songs that take part; it costs a draw for each, once a period.
    pub(super) fn of(candidates: &[TrackId], terms: Noise, noise: impl Fn(TrackId) -> i64) -> Self {
        let counted_min = terms.least_beyond_chance(candidates.len());
        let drawn = candidates.iter().map(|track| (*track, noise(*track)));
        Self { counted_min, songs: drawn.filter(|(_, noise)| *noise >= counted_min).collect() }
    }
}

/// Songs by their number with noise, the most first, ties by song; every song of the catalogue as if it had been drawn
/// for, also those that nobody heard.
pub(super) fn order(counted: &[(TrackId, i64)], lifted: &Lifted, noise: impl Fn(TrackId) -> i64) -> Vec<TrackId> {
    let heard: HashSet<TrackId> = counted.iter().map(|(track, _)| *track).collect();
    let of_heard = counted.iter().map(|(track, count)| (*track, count + noise(*track)));
    let of_others = lifted.songs.iter().copied().filter(|(track, _)| !heard.contains(track));
    let numbers: HashMap<TrackId, i64> =
        of_heard.chain(of_others).filter(|(_, number)| *number >= lifted.counted_min).collect();
    let mut order: Vec<(TrackId, i64)> = numbers.into_iter().collect();
    order.sort_unstable_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
    order.into_iter().map(|(track, _)| track).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(range: std::ops::Range<i64>) -> Vec<TrackId> {
        range.map(TrackId::from_i64).collect()
    }

    #[test]
    fn every_song_is_drawn_for_whether_heard_or_not() {
        let noise = |track: TrackId| [0, 30, -5, 12, 0][usize::try_from(track.as_i64() % 5).unwrap()];
        let songs = ids(0..5);
        let lifted = Lifted::of(&songs, Noise { values_per_person: 1, scale: 2 }, noise);
        let counts = [(TrackId::from_i64(0), 40), (TrackId::from_i64(2), 20), (TrackId::from_i64(4), 3)];
        // As the definition says it: noise on each number, then the least.
        let mut naive: Vec<(i64, TrackId)> = songs
            .iter()
            .map(|song| {
                let count = counts.iter().find(|(track, _)| track == song).map_or(0, |(_, count)| *count);
                (count + noise(*song), *song)
            })
            .filter(|(number, _)| *number >= lifted.counted_min)
            .collect();
        naive.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
        let naive: Vec<TrackId> = naive.into_iter().map(|(_, song)| song).collect();
        assert_eq!(order(&counts, &lifted, noise), naive);
        assert_eq!(naive, [0, 1, 2, 3].map(TrackId::from_i64), "{lifted:?}");
    }
}
