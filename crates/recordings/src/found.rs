//! What is known of the library's recordings at one moment.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use audio_fingerprint::{Fingerprint, Index};
use ids::TrackId;

use crate::MATES_MAX;
use crate::duplicates::{Group, Pair, groups};

/// New tracks with their fingerprints, and those that may hold the same recording.
pub(crate) type Asked = Vec<(TrackId, Fingerprint, Vec<TrackId>)>;

/// It never changes, another takes its place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    index: Arc<Index>,
    /// The state of each track's file when it was measured.
    stamps: HashMap<TrackId, i64>,
    /// What holds the same recording, the lower id first.
    pairs: BTreeMap<(TrackId, TrackId), Pair>,
    /// Pairs that an operator wants both of.
    apart: HashSet<(TrackId, TrackId)>,
    /// Made of the pairs when they are first asked for.
    groups: OnceLock<Arc<Vec<Group>>>,
}

impl Found {
    /// What stays of it when these tracks are there in these states.
    pub(crate) fn without_others(&self, there: &[(TrackId, i64)], apart: HashSet<(TrackId, TrackId)>) -> Self {
        let there: HashMap<TrackId, i64> = there.iter().copied().collect();
        let is_same = |track: &TrackId| there.get(track) == self.stamps.get(track);
        let gone: HashSet<i64> = self.stamps.keys().filter(|track| !is_same(track)).map(|id| id.as_i64()).collect();
        let pairs = self.pairs.iter().filter(|((a, b), _)| is_same(a) && is_same(b));
        Self {
            index: if gone.is_empty() { Arc::clone(&self.index) } else { Arc::new(self.index.changed(&gone, &[])) },
            stamps: self.stamps.iter().filter(|(track, _)| is_same(track)).map(|(id, stamp)| (*id, *stamp)).collect(),
            pairs: pairs.map(|(ids, pair)| (*ids, *pair)).collect(),
            apart,
            groups: OnceLock::new(),
        }
    }

    /// Tracks that are there and not known in their present state.
    pub(crate) fn missing(&self, there: &[(TrackId, i64)]) -> Vec<(TrackId, i64)> {
        there.iter().copied().filter(|(track, stamp)| self.stamps.get(track) != Some(stamp)).collect()
    }

    /// With more fingerprints, and what each of them has to be compared with.
    pub(crate) fn with(&self, prints: Vec<(TrackId, i64, Fingerprint)>) -> (Self, Asked) {
        let mut next = Self { groups: OnceLock::new(), ..self.clone() };
        next.stamps.extend(prints.iter().map(|(track, stamp, _)| (*track, *stamp)));
        let added: Vec<(i64, Fingerprint)> =
            prints.into_iter().map(|(track, _, print)| (track.as_i64(), print)).collect();
        next.index = Arc::new(self.index.changed(&HashSet::new(), &added));
        let asked = added.into_iter().filter_map(|(id, print)| {
            let track = TrackId::from_i64(id);
            let mut mates = next.candidates(&print, MATES_MAX);
            mates.retain(|mate| *mate != track);
            (!mates.is_empty()).then_some((track, print, mates))
        });
        let asked = asked.collect();
        (next, asked)
    }

    /// Notes pairs that hold the same recording.
    pub(crate) fn join(&mut self, pairs: Vec<Pair>) {
        self.pairs.extend(pairs.into_iter().map(|pair| (pair.tracks, pair)));
        self.groups = OnceLock::new();
    }

    pub(crate) fn stamp(&self, track: TrackId) -> Option<i64> {
        self.stamps.get(&track).copied()
    }

    pub(crate) fn candidates(&self, print: &Fingerprint, limit: usize) -> Vec<TrackId> {
        let candidates = self.index.candidates(print, limit).into_iter();
        candidates.map(|candidate| TrackId::from_i64(candidate.id)).collect()
    }

    pub(crate) fn groups(&self) -> Arc<Vec<Group>> {
        Arc::clone(self.groups.get_or_init(|| {
            let pairs = self.pairs.values().filter(|pair| !self.apart.contains(&pair.tracks));
            Arc::new(groups(pairs.copied()))
        }))
    }

    pub(crate) fn size(&self) -> (usize, usize) {
        (self.index.len(), self.index.size_bytes())
    }
}
