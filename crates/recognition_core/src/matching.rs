//! From the peaks of a question to a song, or to none.

use std::collections::HashMap;

use crate::pairs;
use crate::segment::Segment;
use crate::verify::{Fit, Verifier, same_recording};
use crate::votes::{BIAS_FRAMES, Ballot};
use crate::{FRAME_MS, Peak};

/// Moments that are verified for each shift of pitch.
const MOMENTS_MAX: usize = 32;
/// Shifts of pitch in bins, the likely one first: 4 % are two bins.
const SHIFTS: [i32; 5] = [0, -1, 1, -2, 2];

/// How clear a song must stand out to be named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acceptance {
    /// Standard deviations above chance.
    pub score_min: f32,
    /// Standard deviations above the next best song that is another recording.
    pub margin_min: f32,
}

impl Default for Acceptance {
    /// Fixed before the run whose figures `docs/benchmarks.md` has.
    fn default() -> Self {
        Self { score_min: 8.0, margin_min: 4.0 }
    }
}

/// The song that was heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The number that names the track.
    pub track: i64,
    /// Where in the track the question begins, in milliseconds; below zero when it began before the track did.
    pub start_ms: i64,
    /// How fast it was played, in thousandths of the track's own tempo.
    pub tempo_permille: u32,
}

/// The best song and how clear it stood out, whether or not that sufficed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The song.
    pub found: Found,
    /// Standard deviations above chance.
    pub score: f32,
    /// Standard deviations above the next best.
    pub margin: f32,
}

/// What came of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The best song, if anything fitted at all.
    pub best: Option<Scored>,
    /// Whether it stands out enough to be named.
    pub is_clear: bool,
}

impl Outcome {
    /// The song, when it is clear.
    #[must_use]
    pub fn found(&self) -> Option<Found> {
        self.best.filter(|_| self.is_clear).map(|best| best.found)
    }
}

#[derive(Clone, Copy, Debug)]
struct Best {
    segment: usize,
    track: usize,
    fit: Fit,
}

/// Looks for the song whose peaks the question has.
///
/// `lives` says whether a track of a segment is to be found, by their numbers; `question` is in the order of time
/// and made with [`crate::Density::Query`].
pub fn recognise(
    segments: &[&Segment],
    lives: impl Fn(usize, usize) -> bool,
    question: &[Peak],
    acceptance: Acceptance,
) -> Outcome {
    let mut best: HashMap<(usize, usize), Best> = HashMap::new();
    let mut peaks_of: HashMap<(usize, usize), Vec<Peak>> = HashMap::new();
    let (mut ballot, mut verifier, mut pairs) = (Ballot::default(), Verifier::default(), Vec::new());
    let mut outcome = Outcome::default();
    for shift in SHIFTS {
        pairs.clear();
        pairs::each_pair(question, pairs::QUERY_FAN, shift, |key, frame| pairs.push((key, frame)));
        pairs.sort_unstable();
        let mut moments = Vec::new();
        for (number, segment) in segments.iter().enumerate() {
            moments.extend(ballot.count(segment, &pairs, MOMENTS_MAX).into_iter().map(|moment| (moment, number)));
        }
        moments.sort_unstable_by(|a, b| b.cmp(a));
        moments.truncate(MOMENTS_MAX);
        for (moment, number) in moments {
            let segment = segments[number];
            // The question may begin before the track does, in the silence after another: its middle tells.
            let middle = question.len() / 2;
            let reach = question.get(middle).map_or(0, |peak| peak.frame);
            let Some(track) = segment.track_at((moment.start + reach).saturating_sub(BIAS_FRAMES)) else { continue };
            if !lives(number, track) {
                continue;
            }
            let place = (number, track);
            let peaks = peaks_of.entry(place).or_insert_with(|| segment.peaks(track));
            let start = i64::from(moment.start) - i64::from(BIAS_FRAMES) - i64::from(segment.tracks()[track].base);
            let fit = verifier.fit(peaks, question, shift * 4, start as i32);
            let known = best.entry(place).or_insert(Best { segment: number, track, fit });
            if fit.score > known.fit.score {
                known.fit = fit;
            }
        }
        outcome = judge(segments, &best, &peaks_of, question, acceptance);
        // So clear that no other pitch can be it.
        if outcome.best.is_some_and(|best| best.score > 14.0 && best.margin > 6.0) {
            break;
        }
    }
    outcome
}

fn judge(
    segments: &[&Segment],
    best: &HashMap<(usize, usize), Best>,
    peaks_of: &HashMap<(usize, usize), Vec<Peak>>,
    question: &[Peak],
    acceptance: Acceptance,
) -> Outcome {
    let mut ranked: Vec<&Best> = best.values().collect();
    // By place where scores are equal, so that the answer does not depend on a hash.
    ranked.sort_by(|a, b| b.fit.score.total_cmp(&a.fit.score).then((a.segment, a.track).cmp(&(b.segment, b.track))));
    let Some((first, others)) = ranked.split_first() else { return Outcome::default() };
    let frames = question.last().map_or(0, |peak| peak.frame) as i32;
    // A second file of the same recording is no rival.
    let rival = others.iter().find(|other| {
        let (Some(a), Some(b)) =
            (peaks_of.get(&(first.segment, first.track)), peaks_of.get(&(other.segment, other.track)))
        else {
            return true;
        };
        !same_recording(a, first.fit.start, b, other.fit.start, frames)
    });
    let margin = first.fit.score - rival.map_or(0.0, |rival| rival.fit.score.max(0.0));
    let found = Found {
        track: segments[first.segment].tracks()[first.track].id,
        start_ms: i64::from(first.fit.start) * i64::from(FRAME_MS),
        tempo_permille: (1_000 + first.fit.tempo) as u32,
    };
    Outcome {
        best: Some(Scored { found, score: first.fit.score, margin }),
        is_clear: first.fit.score >= acceptance.score_min && margin >= acceptance.margin_min,
    }
}
