//! Names, and which of them was said.

use std::collections::HashMap;

use crate::align::align;
use crate::command::asked_for;
use crate::sound::{Sound, sounds};

/// Of a transcript no more is looked at: fifteen seconds of speech have about 70 characters.
pub const TRANSCRIPT_CHARACTERS_MAX: usize = 120;
/// Of a name no more is looked at.
const NAME_CHARACTERS_MAX: usize = 40;
/// Names that are compared in full, the most promising ones.
const COMPARED_MAX: usize = 600;
/// A name of which less was said is not meant.
const SCORE_MIN: f32 = 0.55;
/// An artist counts as said from here on.
const ARTIST_MIN: f32 = 0.7;
/// What a particle counts for in a transcript.
const PARTICLE: f32 = 0.2;

/// A name that can be said.
#[derive(Clone, Debug)]
pub struct Name {
    /// The caller's number of what bears it.
    pub id: i64,
    /// Of names that were said alike, the higher comes first.
    pub popularity: u32,
    /// The name itself.
    pub name: String,
    /// Other names that may be said along with it: of a song, its artists.
    pub around: Vec<String>,
}

/// What was heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heard {
    /// The number of what bears the name.
    pub id: i64,
    /// How well it fits what was said, from 0 to 1.
    pub score: f32,
}

#[derive(Debug)]
struct Entry {
    id: i64,
    popularity: u32,
    /// The name whole, and without what stands in brackets behind it.
    names: Vec<Vec<Sound>>,
    around: Vec<Vec<Sound>>,
    /// How many different sounds the shortest of the names has; 哇哇哇哇 has one.
    different: u32,
}

/// Names by their sounds; made whole and never changed.
#[derive(Debug, Default)]
pub struct SpokenNames {
    entries: Vec<Entry>,
    by_sound: HashMap<u64, Vec<u32>>,
}

impl SpokenNames {
    /// All of these names.
    #[must_use]
    pub fn of(names: impl IntoIterator<Item = Name>) -> Self {
        let mut all = Self::default();
        for Name { id, popularity, name, around } in names {
            let heard = |name: &str| sounds(name, NAME_CHARACTERS_MAX);
            let mut names = vec![heard(&name)];
            names.extend(stem(&name).map(heard));
            names.retain(|sounds| !sounds.is_empty());
            if names.is_empty() {
                continue;
            }
            let around: Vec<Vec<Sound>> =
                around.iter().map(|name| heard(name)).filter(|sounds| !sounds.is_empty()).collect();
            let entry = all.entries.len() as u32;
            let mut keys: Vec<u64> = names.iter().flatten().flat_map(Sound::keys).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                all.by_sound.entry(key).or_default().push(entry);
            }
            let different = names.iter().map(|name| different(name)).min().unwrap_or(1);
            all.entries.push(Entry { id, popularity, names, around, different });
        }
        all
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The names that a transcript most likely means, the likeliest first.
    #[must_use]
    pub fn find(&self, transcript: &str, limit: usize) -> Vec<Heard> {
        let said = sounds(transcript, TRANSCRIPT_CHARACTERS_MAX);
        let asked = asked_for(&said);
        // What sounds like a command may be a name all the same.
        let readings: Vec<&[Sound]> = if asked.len() == said.len() { vec![&said] } else { vec![asked, &said] };
        let mut heard: Vec<(Heard, u32)> = self
            .promising(&said)
            .into_iter()
            .filter_map(|entry| {
                let entry = &self.entries[entry as usize];
                let score = readings.iter().map(|said| entry.score(said)).fold(0.0, f32::max);
                (score >= SCORE_MIN).then_some((Heard { id: entry.id, score }, entry.popularity))
            })
            .collect();
        heard.sort_by(|(a, popular_a), (b, popular_b)| {
            b.score.total_cmp(&a.score).then(popular_b.cmp(popular_a)).then(a.id.cmp(&b.id))
        });
        heard.truncate(limit);
        heard.into_iter().map(|(heard, _)| heard).collect()
    }

    /// Names of which the largest part was said, in any order.
    fn promising(&self, said: &[Sound]) -> Vec<u32> {
        let mut keys: Vec<u64> = said.iter().flat_map(Sound::keys).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut shared: HashMap<u32, u32> = HashMap::new();
        for key in keys {
            for entry in self.by_sound.get(&key).into_iter().flatten() {
                *shared.entry(*entry).or_default() += 1;
            }
        }
        let mut promising: Vec<(u32, u32)> = shared
            .into_iter()
            .filter_map(|(entry, shared)| {
                // A sound counts once however often it is said, so once in the name, too.
                let sounds = self.entries[entry as usize].different;
                // A third of a name has to be there, and of a short one all but one sound.
                (shared * 3 >= sounds).then_some((entry, shared.min(sounds) * 1_000 / sounds + shared.min(20) * 100))
            })
            .collect();
        let popularity = |entry: u32| self.entries[entry as usize].popularity;
        promising.sort_unstable_by_key(|(entry, share)| {
            (std::cmp::Reverse(*share), std::cmp::Reverse(popularity(*entry)), *entry)
        });
        promising.truncate(COMPARED_MAX);
        promising.into_iter().map(|(entry, _)| entry).collect()
    }
}

impl Entry {
    /// How well the name, alone or with one that goes with it, fits all that was said.
    fn score(&self, said: &[Sound]) -> f32 {
        self.names.iter().map(|name| self.score_of(name, said)).fold(0.0, f32::max)
    }

    fn score_of(&self, name: &[Sound], said: &[Sound]) -> f32 {
        let weight =
            |sounds: &[Sound]| sounds.iter().map(|sound| if sound.is_particle() { PARTICLE } else { 1.0 }).sum::<f32>();
        let found = align(name, said);
        let length = name.len() as f32;
        // What was said in place of the name counts once: as long as it is, or as the name is.
        let beside = weight(&said[..found.from]) + weight(&said[found.to..]);
        let within = (found.to - found.from) as f32;
        let alone = found.sounds / (length.max(within) + beside);
        let with = self.around.iter().filter_map(|around| {
            let rests = [&said[..found.from], &said[found.to..]];
            let (index, other) = rests
                .iter()
                .map(|rest| align(around, rest))
                .enumerate()
                .max_by(|(_, a), (_, b)| a.sounds.total_cmp(&b.sounds))?;
            let around_length = around.len() as f32;
            if other.sounds < around_length * ARTIST_MIN {
                return None;
            }
            let rest = rests[index];
            let left = beside - weight(rest) + weight(&rest[..other.from]) + weight(&rest[other.to..]);
            let all = length.max(within) + around_length.max((other.to - other.from) as f32);
            Some((found.sounds + other.sounds) / (all + left))
        });
        with.fold(alone, f32::max)
    }
}

/// How many different sounds there are.
fn different(name: &[Sound]) -> u32 {
    let mut keys: Vec<Vec<u64>> = name.iter().map(Sound::keys).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len() as u32
}

/// A name without what stands in brackets at its end, such as `(Live)`.
fn stem(name: &str) -> Option<&str> {
    let at = name.find(['(', '（', '[', '【', '《']).filter(|at| *at > 0)?;
    Some(name[..at].trim()).filter(|stem| !stem.is_empty())
}
