//! What sounds alike, made fit to listen to: not one album over and over, and no recording twice.

use std::collections::HashMap;

use ids::{AlbumId, ArtistId, TrackId};

use crate::space::{Space, square};

/// Tracks of one album in an answer, as long as there are others.
const OF_ALBUM_MAX: usize = 2;
/// Tracks of one artist in an answer, as long as there are others.
const OF_ARTIST_MAX: usize = 3;
/// How many tracks are compared with, when it is asked for what is like many: enough to know an artist by.
const SEEDS_MAX: usize = 16;
/// One in so many tracks of an artist's radio is the artist's own.
const OWN_EVERY: usize = 4;

/// A track of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The track.
    pub track: TrackId,
    /// 1 for the same sound, about 0.37 for two tracks at random, towards 0 from there.
    pub similarity: f32,
}

impl Space {
    /// Tracks that sound like this one, the closest first; none when it was not measured.
    #[must_use]
    pub fn similar(&self, track: TrackId, limit: usize) -> Vec<Match> {
        self.similar_to_many(&[track], limit)
    }

    /// Tracks that sound like any of these, the closest first, and none of these.
    #[must_use]
    pub fn similar_to_many(&self, tracks: &[TrackId], limit: usize) -> Vec<Match> {
        let seeds: Vec<usize> = tracks.iter().filter_map(|track| self.number(*track)).collect();
        let squares = self.squares_to_nearest(&seeds);
        self.varied(&squares, &seeds, limit)
    }

    /// The artist's own tracks and what sounds like them, mixed.
    #[must_use]
    pub fn artist_radio(&self, artist: ArtistId, limit: usize) -> Vec<Match> {
        let own = self.numbers_of_artist(artist);
        let own_tracks: Vec<TrackId> = own.iter().map(|number| self.facts[*number].track).collect();
        let own_count = limit.div_ceil(OWN_EVERY);
        let mut others = self.similar_to_many(&own_tracks, limit).into_iter();
        let mut own = evenly(own, own_count).into_iter();
        let mut mixed = Vec::new();
        while mixed.len() < limit {
            let is_own = mixed.len() % OWN_EVERY == 0;
            let number = if is_own { own.next() } else { None };
            let own_match = number.map(|number| Match { track: self.facts[number].track, similarity: 1.0 });
            match own_match.or_else(|| others.next()) {
                Some(next) => mixed.push(next),
                None => {
                    mixed.extend(own.by_ref().map(|number| Match { track: self.facts[number].track, similarity: 1.0 }));
                    break;
                }
            }
        }
        mixed.truncate(limit);
        mixed
    }

    /// Artists whose tracks sound alike on the whole, the closest first; none when no track of this one was measured.
    #[must_use]
    pub fn similar_artists(&self, artist: ArtistId, limit: usize) -> Vec<ArtistId> {
        let places: Vec<_> = self.artist_places().collect();
        let Some((_, own)) = places.iter().find(|(id, _)| *id == artist) else { return Vec::new() };
        let mut others: Vec<(f32, ArtistId)> =
            places.iter().filter(|(id, _)| *id != artist).map(|(id, place)| (square(place, own), *id)).collect();
        others.sort_unstable_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
        others.into_iter().take(limit).map(|(_, id)| id).collect()
    }

    /// For every track, the square of its distance from the nearest of some of these.
    fn squares_to_nearest(&self, seeds: &[usize]) -> Vec<f32> {
        let mut nearest = vec![f32::INFINITY; if seeds.is_empty() { 0 } else { self.len() }];
        for seed in evenly(seeds, SEEDS_MAX) {
            for (nearest, square) in nearest.iter_mut().zip(self.squares_from(&self.places[seed])) {
                *nearest = nearest.min(square);
            }
        }
        nearest
    }

    /// The closest, with few of each album and artist; those left out fill up an answer that would be too short.
    fn varied(&self, squares: &[f32], seeds: &[usize], limit: usize) -> Vec<Match> {
        let mut chosen: Vec<usize> = Vec::new();
        let mut left_out = Vec::new();
        let (mut of_album, mut of_artist) = (HashMap::<AlbumId, usize>::new(), HashMap::<ArtistId, usize>::new());
        for number in self.smallest(squares, seeds.len() + limit * 8 + 64) {
            if chosen.len() >= limit {
                break;
            }
            if seeds.contains(&number) || self.is_known(number, seeds.iter().chain(&chosen)) {
                continue;
            }
            let facts = &self.facts[number];
            let is_one_more =
                facts.album.is_some_and(|album| of_album.get(&album).copied().unwrap_or_default() >= OF_ALBUM_MAX)
                    || facts
                        .artists
                        .iter()
                        .any(|artist| of_artist.get(artist).copied().unwrap_or_default() >= OF_ARTIST_MAX);
            if is_one_more {
                left_out.push(number);
                continue;
            }
            facts.album.iter().for_each(|album| *of_album.entry(*album).or_default() += 1);
            facts.artists.iter().for_each(|artist| *of_artist.entry(*artist).or_default() += 1);
            chosen.push(number);
        }
        for number in left_out {
            if chosen.len() >= limit {
                break;
            }
            if !self.is_known(number, chosen.iter()) {
                chosen.push(number);
            }
        }
        let value = |number: &usize| (squares[*number], *number);
        chosen.sort_unstable_by(|left, right| value(left).0.total_cmp(&value(right).0).then(left.cmp(right)));
        let matches = chosen.into_iter();
        matches.map(|at| Match { track: self.facts[at].track, similarity: self.similarity(squares[at]) }).collect()
    }

    /// Whether a recording is among these already, on another album perhaps: the title and an artist tell.
    fn is_known<'a>(&self, number: usize, mut among: impl Iterator<Item = &'a usize>) -> bool {
        let facts = &self.facts[number];
        among.any(|other| {
            let other = &self.facts[*other];
            other.title_key == facts.title_key && other.artists.iter().any(|artist| facts.artists.contains(artist))
        })
    }
}

/// At most so many of these, evenly spread.
fn evenly(all: &[usize], count_max: usize) -> Vec<usize> {
    let count = count_max.min(all.len());
    (0..count).map(|at| all[at * all.len() / count]).collect()
}
