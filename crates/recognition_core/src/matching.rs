//! From the peaks of a question to a song, or to none.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;

use crate::pairs::{self, Pair};
use crate::segment::Segment;
use crate::verify::{Fit, Verifier, same_recording};
use crate::votes::{BIAS_FRAMES, Ballot};
use crate::{FRAME_MS, Peak};

/// How much is looked at for a shift of pitch.
#[derive(Clone, Copy, Debug)]
struct Effort {
    /// Bytes of postings, of which some two and a half are a place.
    posting_bytes: usize,
    /// Moments that are verified.
    moments: usize,
}

/// For the likely pitch.
const LIKELY: Effort = Effort { posting_bytes: 6_000_000, moments: 96 };
/// For each other one.
const UNLIKELY: Effort = Effort { posting_bytes: 1_500_000, moments: 96 };
/// For the likely pitch once more, when no song stood out: where much is drowned, chance agrees on more moments than the song does.
const UNCLEAR: Effort = Effort { posting_bytes: 20_000_000, moments: 480 };
/// Shifts of pitch in bins, the likely one first: 4 % are two bins.
const SHIFTS: [i32; 5] = [0, -1, 1, -2, 2];
/// How many times what chance brings a margin is when no other shift is tried: a drone gathers much at a wrong pitch, and more with time.
const BEYOND_DOUBT: f32 = 25.0;
/// The time that this is told for: three seconds.
const FRAMES_OF_DOUBT: f32 = 187.0;
/// From so many frames on, four seconds, agreement tells the song from chance without a second look, once all pairs were looked at.
const FRAMES_ENOUGH: u32 = 250;
/// Until so many frames, five seconds, the clarity that is asked for is that of [`Acceptance`]; then it grows with the cube root of the time.
/// What a song has beyond chance grows with the time itself, and what two songs have in common is met more often in a longer part of them.
const FRAMES_AS_ASKED: u32 = 312;
/// A fit that has less than this share of the best is not refined.
const WORTH: f32 = 0.4;
/// Below so many songs it is shown to chance instead in wrong pitches.
const FEW_SONGS: usize = 100;
/// How much clearer a song must be there.
const FEW_SONGS_CLARITY: f32 = 1.4;
/// Shifts of pitch in bins that no song is played at, whole semitones so that chords still meet chords.
const DECOYS: [i32; 12] = [-21, 21, -18, 18, -15, 15, -12, 12, -9, 9, -6, 6];
/// What is added to the next best song's score before a margin is compared with it: next to nothing is no measure.
const RIVAL_MORE: f32 = 5.0;
/// The next best song is taken to fit as well as this at least: where few songs are known, chance has too few tries to show itself.
const RIVAL_MIN: f32 = 8.0;

/// How clear a song must stand out to be named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acceptance {
    /// By how much the logarithm of its likelihood is above that of the next best song that is another recording.
    pub margin_min: f32,
    /// How great that margin is beside what the next best has: see [`Scored::clarity`]. More is asked of what lasts longer than five seconds.
    pub clarity_min: f32,
}

impl Default for Acceptance {
    /// Chosen on songs and a seed that `docs/benchmarks.md` has no figures of.
    fn default() -> Self {
        Self { margin_min: 10.0, clarity_min: 0.65 }
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
    /// The logarithm of how much likelier the peaks are here than by chance.
    pub score: f32,
    /// How much that is above the next best.
    pub margin: f32,
    /// The margin as a share of what music has that is only alike, which is the next best, whatever the length of the question.
    pub clarity: f32,
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

/// Looks for the song whose peaks the question has.
///
/// `lives` says whether a track of a segment is to be found, by their numbers; `question` is in the order of time
/// and made with [`crate::Density::Query`].
///
/// # Errors
/// When a segment that is not in memory cannot be read.
pub fn recognise(
    segments: &[&Segment],
    lives: impl Fn(usize, usize) -> bool,
    question: &[Peak],
    acceptance: Acceptance,
) -> io::Result<Outcome> {
    let mut search = Search::new(segments, question);
    search.look(SHIFTS[0], LIKELY, &lives)?;
    // Of the likely pitch: of the others less is looked at in any case.
    let has_left_out = search.ballot.has_left_out;
    let mut outcome = Outcome::default();
    for shift in SHIFTS {
        if shift != SHIFTS[0] {
            search.look(shift, UNLIKELY, &lives)?;
        }
        outcome = search.judge(RIVAL_MIN, acceptance);
        // So clear that no other pitch can be it.
        if outcome.best.is_some_and(|best| search.is_beyond_doubt(&best)) {
            return Ok(outcome);
        }
    }
    // Where much is drowned, chance agrees on more moments than were looked at.
    if !outcome.is_clear && (has_left_out || search.frames() < FRAMES_ENOUGH) {
        search.look(SHIFTS[0], UNCLEAR, &lives)?;
        outcome = search.judge(RIVAL_MIN, acceptance);
    }
    let songs: usize = segments.iter().map(|segment| segment.tracks().len()).sum();
    if outcome.is_clear && songs < FEW_SONGS {
        let mut decoys = Search::new(segments, question);
        for shift in DECOYS {
            decoys.look(shift, UNLIKELY, &lives)?;
        }
        let rival = decoys.best.values().fold(RIVAL_MIN, |rival, best| rival.max(best.fit.score));
        let clarity_min = acceptance.clarity_min * FEW_SONGS_CLARITY;
        outcome = search.judge(rival, Acceptance { clarity_min, ..acceptance });
    }
    Ok(outcome)
}

/// How well a track fits.
#[derive(Clone, Copy, Debug)]
struct Best {
    segment: usize,
    track: usize,
    fit: Fit,
}

/// What was found out about a question.
struct Search<'a> {
    segments: &'a [&'a Segment],
    question: &'a [Peak],
    best: HashMap<(usize, usize), Best>,
    peaks_of: HashMap<(usize, usize), Vec<Peak>>,
    highest: f32,
    ballot: Ballot,
    verifier: Verifier<'a>,
    pairs: Vec<Pair>,
}

impl<'a> Search<'a> {
    fn new(segments: &'a [&'a Segment], question: &'a [Peak]) -> Self {
        Self {
            segments,
            question,
            best: HashMap::new(),
            peaks_of: HashMap::new(),
            highest: 0.0,
            ballot: Ballot::default(),
            verifier: Verifier::new(question),
            pairs: Vec::new(),
        }
    }

    /// Looks the question up with its pitches moved by so many bins, and verifies the moments that most pairs agree on.
    fn look(&mut self, shift: i32, effort: Effort, lives: impl Fn(usize, usize) -> bool) -> io::Result<()> {
        let pairs = &mut self.pairs;
        pairs.clear();
        pairs::each_pair(self.question, pairs::QUERY_FAN, shift, |pair| pairs.push(pair));
        pairs.sort_unstable();
        let mut moments = Vec::new();
        let length: u64 = self.segments.iter().map(|segment| segment.length()).sum();
        for (number, segment) in self.segments.iter().enumerate() {
            let share = (effort.posting_bytes as u64 * segment.length() / length.max(1)) as usize;
            let found = self.ballot.count(segment, pairs, effort.moments, share)?;
            moments.extend(found.into_iter().map(|moment| (moment, number)));
        }
        moments.sort_unstable_by(|a, b| b.cmp(a));
        moments.truncate(effort.moments);
        // The question may begin before the track does, in the silence after another: its middle tells.
        let reach = self.question.get(self.question.len() / 2).map_or(0, |peak| peak.frame);
        for (moment, number) in moments {
            let segment = self.segments[number];
            let Some(track) = segment.track_at((moment.start + reach).saturating_sub(BIAS_FRAMES)) else { continue };
            if !lives(number, track) {
                continue;
            }
            let place = (number, track);
            let peaks = match self.peaks_of.entry(place) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => free.insert(segment.peaks(track)?),
            };
            let start = i64::from(moment.start) - i64::from(BIAS_FRAMES) - i64::from(segment.tracks()[track].base);
            // Where no segment that was really written has it.
            let Some(start) = i32::try_from(start).ok().filter(|start| start.abs() < i32::MAX / 2) else { continue };
            let fit = self.verifier.fit(peaks, shift * 4, start, self.highest * WORTH);
            self.highest = self.highest.max(fit.score);
            let known = self.best.entry(place).or_insert(Best { segment: number, track, fit });
            if fit.score > known.fit.score {
                known.fit = fit;
            }
        }
        Ok(())
    }

    /// The best song, beside the next best or `rival_min`.
    fn judge(&self, rival_min: f32, acceptance: Acceptance) -> Outcome {
        let mut ranked: Vec<&Best> = self.best.values().collect();
        // By place where scores are equal, so that the answer does not depend on a hash.
        ranked
            .sort_by(|a, b| b.fit.score.total_cmp(&a.fit.score).then((a.segment, a.track).cmp(&(b.segment, b.track))));
        let Some((first, others)) = ranked.split_first() else { return Outcome::default() };
        let frames = self.frames();
        // A second file of the same recording is no rival.
        let rival = others.iter().find(|other| !self.is_same(first, other, frames as i32));
        let rival = rival.map_or(rival_min, |rival| rival.fit.score.max(rival_min));
        let margin = first.fit.score - rival;
        let clarity = margin / (rival + RIVAL_MORE);
        let found = Found {
            track: self.segments[first.segment].tracks()[first.track].id,
            start_ms: i64::from(first.fit.start()) * i64::from(FRAME_MS),
            tempo_permille: (1_000 + first.fit.tempo) as u32,
        };
        let longer = (frames.max(FRAMES_AS_ASKED) as f32 / FRAMES_AS_ASKED as f32).cbrt();
        Outcome {
            best: Some(Scored { found, score: first.fit.score, margin, clarity }),
            is_clear: margin >= acceptance.margin_min && clarity >= acceptance.clarity_min * longer,
        }
    }

    /// Whether the margin is so great that no other pitch needs to be tried.
    fn is_beyond_doubt(&self, best: &Scored) -> bool {
        let frames = self.frames().max(1) as f32;
        let chance = ((best.score - best.margin + RIVAL_MORE) * frames / FRAMES_OF_DOUBT).sqrt();
        best.margin > BEYOND_DOUBT * chance
    }

    /// How long the question is.
    fn frames(&self) -> u32 {
        self.question.last().map_or(0, |peak| peak.frame)
    }

    fn is_same(&self, a: &Best, b: &Best, frames: i32) -> bool {
        let peaks = |best: &Best| self.peaks_of.get(&(best.segment, best.track));
        let (Some(peaks_a), Some(peaks_b)) = (peaks(a), peaks(b)) else { return false };
        same_recording(peaks_a, a.fit.start(), peaks_b, b.fit.start(), frames)
    }
}
