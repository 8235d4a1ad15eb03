//! Many fingerprints, in which those like another one are found.
//!
//! An eighth of the codes is kept, the same eighth of every fingerprint, each with where it comes from:
//! about 1.4 KB for a file. What is found by them has to be compared in full.

use std::collections::{HashMap, HashSet};

use crate::{Codes, Fingerprint};

/// One code in so many is looked up.
const KEPT_OF: u32 = 8;
/// A code that more places have says nothing, such as that of silence.
const PLACES_MAX: usize = 256;
/// Places that have to agree before a fingerprint is compared.
const VOTES_MIN: u32 = 2;
/// With so many it is not looked for codes that nearly agree.
const VOTES_PLENTY: u32 = 4;

/// A fingerprint that may be of the same recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The number under which it was added.
    pub id: i64,
    /// Codes that agree on how the two lie over each other.
    pub votes: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    code: u32,
    slot: u32,
    at: u16,
}

/// Fingerprints by their codes; it never changes, another takes its place.
#[derive(Clone, Debug, Default)]
pub struct Index {
    postings: Vec<Posting>,
    ids: Vec<i64>,
}

impl Index {
    /// The index without some fingerprints and with some more.
    #[must_use]
    pub fn changed(&self, gone: &HashSet<i64>, added: &[(i64, Fingerprint)]) -> Self {
        let replaced: HashSet<i64> = added.iter().map(|(id, _)| *id).collect();
        let mut ids = Vec::with_capacity(self.ids.len() + added.len());
        let mut slots = Vec::with_capacity(self.ids.len());
        for id in &self.ids {
            let stays = !gone.contains(id) && !replaced.contains(id);
            slots.push(stays.then_some(ids.len() as u32));
            if stays {
                ids.push(*id);
            }
        }
        let moved = |posting: &Posting| Some(Posting { slot: slots[posting.slot as usize]?, ..*posting });
        let mut postings: Vec<Posting> = self.postings.iter().filter_map(moved).collect();
        for (id, fingerprint) in added {
            let slot = ids.len() as u32;
            ids.push(*id);
            postings.extend(kept(fingerprint.codes()).map(|(at, code)| Posting { code, slot, at }));
        }
        // What stays is in order already, and this sort makes use of that.
        postings.sort();
        Self { postings, ids }
    }

    /// How many fingerprints there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Memory that it takes, in bytes.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.postings.len() * size_of::<Posting>() + self.ids.len() * size_of::<i64>()
    }

    /// Counts for every place that has a code how the two would lie over each other.
    fn vote(&self, code: u32, at: u16, votes: &mut HashMap<(u32, i32), u32>) {
        let start = self.postings.partition_point(|posting| posting.code < code);
        let places = self.postings[start..].iter().take_while(|posting| posting.code == code);
        if places.clone().take(PLACES_MAX + 1).count() > PLACES_MAX {
            return;
        }
        for place in places {
            *votes.entry((place.slot, i32::from(place.at) - i32::from(at))).or_default() += 1;
        }
    }

    /// Fingerprints that may be of the same recording, the most promising first.
    #[must_use]
    pub fn candidates(&self, fingerprint: &Fingerprint, limit: usize) -> Vec<Candidate> {
        let mut votes: HashMap<(u32, i32), u32> = HashMap::new();
        for (at, code) in kept(fingerprint.codes()) {
            self.vote(code, at, &mut votes);
        }
        // What is more noise than music is encoded with an error in nearly every code: then codes with one other bit count too.
        if votes.values().all(|count| *count < VOTES_PLENTY) {
            for (at, code) in (0_u16..).zip(fingerprint.codes()) {
                let beside = (0..32).map(|bit| code ^ (1 << bit)).filter(|code| is_kept(*code));
                beside.for_each(|code| self.vote(code, at, &mut votes));
            }
        }
        let mut best: HashMap<u32, u32> = HashMap::new();
        for ((slot, offset), count) in &votes {
            // Frames of another cut fall between, and their codes on either side.
            let beside = votes.get(&(*slot, offset + 1)).copied().unwrap_or_default();
            let of_slot = best.entry(*slot).or_default();
            *of_slot = (*of_slot).max(count + beside);
        }
        let mut candidates: Vec<Candidate> = best
            .into_iter()
            .filter(|(_, votes)| *votes >= VOTES_MIN)
            .map(|(slot, votes)| Candidate { id: self.ids[slot as usize], votes })
            .collect();
        candidates.sort_unstable_by_key(|candidate| (std::cmp::Reverse(candidate.votes), candidate.id));
        candidates.truncate(limit);
        candidates
    }
}

/// The codes that are looked up, with their places; of a run of the same code only the first.
fn kept(codes: &Codes) -> impl Iterator<Item = (u16, u32)> {
    codes.iter().enumerate().filter_map(move |(at, &code)| {
        let repeats = at > 0 && codes[at - 1] == code;
        (!repeats && is_kept(code)).then_some((at as u16, code))
    })
}

fn is_kept(code: u32) -> bool {
    mixed(code).is_multiple_of(KEPT_OF)
}

/// Spreads codes evenly: neighbouring ones differ in few bits.
fn mixed(code: u32) -> u32 {
    let code = (code ^ (code >> 16)).wrapping_mul(0x85eb_ca6b);
    let code = (code ^ (code >> 13)).wrapping_mul(0xc2b2_ae35);
    code ^ (code >> 16)
}
