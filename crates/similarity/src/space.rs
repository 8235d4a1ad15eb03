//! All measured tracks as points, so that what sounds alike lies close together.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use ids::{AlbumId, ArtistId, TrackId};
use sound_features::{BRIGHTNESS, CHROMA, CONTRAST, Features, LEN, LOUDNESS, MFCC_MEAN, MFCC_SPREAD, TEMPO};

/// How much each group of features counts, after every number was brought to a spread of 1.
///
/// A group's numbers say much the same as each other, so the groups are weighed and not the numbers.
const WEIGHTS: [(Range<usize>, f32); 7] = [
    (MFCC_MEAN, 1.0),
    (MFCC_SPREAD, 0.5),
    (CHROMA, 0.4),
    (CONTRAST, 1.0),
    (BRIGHTNESS, 1.0),
    (LOUDNESS, 0.8),
    (TEMPO, 0.6),
];

/// A measured track, and what the catalogue says of it.
#[derive(Clone, Debug)]
pub struct Point {
    /// The track.
    pub track: TrackId,
    /// The album it is on.
    pub album: Option<AlbumId>,
    /// Who performs it.
    pub artists: Vec<ArtistId>,
    /// Its title as it is sorted, by which a recording is known again.
    pub title_key: String,
    /// What it sounds like.
    pub features: Features,
}

/// A place; distances between places are what similarity is.
pub(crate) type Place = [f32; LEN];

/// All measured tracks. Memory is about 350 bytes a track.
#[derive(Debug, Default)]
pub struct Space {
    pub(crate) places: Vec<Place>,
    pub(crate) facts: Vec<Facts>,
    numbers: HashMap<TrackId, usize>,
    artists: BTreeMap<ArtistId, Vec<usize>>,
    /// The squared distance that two tracks at random have on average.
    usual_square: f32,
}

#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) track: TrackId,
    pub(crate) album: Option<AlbumId>,
    pub(crate) artists: Vec<ArtistId>,
    pub(crate) title_key: String,
}

impl Space {
    /// A space of these points. Each number is brought to a mean of 0 and a spread of 1 over all of them.
    #[must_use]
    pub fn of(mut points: Vec<Point>) -> Self {
        points.sort_by_key(|point| point.track);
        points.dedup_by_key(|point| point.track);
        let scales = scales(&points);
        let places: Vec<Place> = points
            .iter()
            .map(|point| {
                let values = point.features.values();
                std::array::from_fn(|at| (values[at] - scales[at].0) * scales[at].1)
            })
            .collect();
        let mut artists: BTreeMap<ArtistId, Vec<usize>> = BTreeMap::new();
        for (number, point) in points.iter().enumerate() {
            for artist in &point.artists {
                artists.entry(*artist).or_default().push(number);
            }
        }
        // The mean lies at the origin, so two points are on average twice as far from each other, squared, as from it.
        let from_middle: f32 = places.iter().map(|place| square(place, &[0.0; LEN])).sum();
        let usual_square = 2.0 * from_middle / places.len().max(1) as f32;
        let numbers = points.iter().enumerate().map(|(number, point)| (point.track, number)).collect();
        let facts = points.into_iter().map(|point| {
            let Point { track, album, artists, title_key, features: _ } = point;
            Facts { track, album, artists, title_key }
        });
        Self { facts: facts.collect(), places, numbers, artists, usual_square }
    }

    /// How many tracks were measured.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether no track was measured.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The nearest tracks with the squares of their distances, the closest first; the track itself is the first of them.
    #[must_use]
    pub fn nearest(&self, track: TrackId, limit: usize) -> Vec<(TrackId, f32)> {
        let Some(number) = self.number(track) else { return Vec::new() };
        let distances = self.squares_from(&self.places[number]);
        self.smallest(&distances, limit).into_iter().map(|near| (self.facts[near].track, distances[near])).collect()
    }

    /// The squared distance that two tracks at random have on average.
    pub(crate) fn usual_square(&self) -> f32 {
        self.usual_square
    }

    pub(crate) fn number(&self, track: TrackId) -> Option<usize> {
        self.numbers.get(&track).copied()
    }

    pub(crate) fn numbers_of_artist(&self, artist: ArtistId) -> &[usize] {
        self.artists.get(&artist).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn tracks_of_album(&self, album: AlbumId) -> Vec<TrackId> {
        self.facts.iter().filter(|facts| facts.album == Some(album)).map(|facts| facts.track).collect()
    }

    /// Every artist with the middle of their tracks.
    pub(crate) fn artist_places(&self) -> impl Iterator<Item = (ArtistId, Place)> {
        self.artists.iter().map(|(artist, numbers)| {
            let mut middle = [0.0; LEN];
            for number in numbers {
                middle.iter_mut().zip(&self.places[*number]).for_each(|(middle, value)| *middle += value);
            }
            (*artist, middle.map(|value| value / numbers.len() as f32))
        })
    }

    /// The square of every track's distance from a place.
    pub(crate) fn squares_from(&self, place: &Place) -> Vec<f32> {
        self.places.iter().map(|other| square(place, other)).collect()
    }

    /// The numbers of the smallest values, in order; equal ones by the ids of their tracks.
    pub(crate) fn smallest(&self, values: &[f32], limit: usize) -> Vec<usize> {
        let by_value = |left: &usize, right: &usize| values[*left].total_cmp(&values[*right]).then(left.cmp(right));
        let mut numbers: Vec<usize> = (0..values.len()).collect();
        if limit < numbers.len() {
            numbers.select_nth_unstable_by(limit, by_value);
            numbers.truncate(limit);
        }
        numbers.sort_unstable_by(by_value);
        numbers
    }

    /// A squared distance as a similarity: 1 for the same sound, about 0.37 for two tracks at random, towards 0 from there.
    pub(crate) fn similarity(&self, square: f32) -> f32 {
        if self.usual_square > 0.0 { (-square / self.usual_square).exp() } else { 1.0 }
    }
}

/// The mean of each number, and what brings it to the spread that its group has.
fn scales(points: &[Point]) -> [(f32, f32); LEN] {
    let count = points.len().max(1) as f64;
    let mut scales = [(0.0, 0.0); LEN];
    for (range, weight) in WEIGHTS {
        let share = weight / (range.len() as f32).sqrt();
        for at in range {
            let values = || points.iter().map(|point| f64::from(point.features.values()[at]));
            let mean = values().sum::<f64>() / count;
            let spread = (values().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
            // What is the same everywhere tells nothing apart.
            scales[at] = (mean as f32, if spread > 1e-6 { share / spread as f32 } else { 0.0 });
        }
    }
    scales
}

/// The square of the distance of two places, summed in eight lanes, which wide registers hold.
pub(crate) fn square(left: &Place, right: &Place) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for (left, right) in left.as_chunks::<8>().0.iter().zip(right.as_chunks::<8>().0) {
        for lane in 0..8 {
            let difference = left[lane] - right[lane];
            lanes[lane] += difference * difference;
        }
    }
    lanes.iter().sum()
}
