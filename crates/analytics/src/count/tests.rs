//! Attacks on the numbers, by who knows everything about everybody else.

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use units::Millis;

use super::*;

const NOON: Timestamp = Timestamp::from_millis(1_795_492_800_000);
const TRIALS: u32 = 1_000;

fn names() -> NamesOf {
    (0..6).map(|track| (TrackId::from_i64(track), vec![format!("歌手 {track}")])).collect()
}

fn heard(subject: i64, track: i64) -> Heard {
    Heard {
        subject: SubjectId::from_i64(subject),
        track: TrackId::from_i64(track),
        started_at: NOON - Millis::hours(track),
    }
}

/// Sixty people, known to whoever attacks, and whether the one they look for is among them, who hears two artists.
fn world(is_there: bool) -> Vec<Heard> {
    let others = (0..60).flat_map(|person| [heard(person, person % 6), heard(person, (person + 1) % 6)]);
    let target = [heard(1_000, 1), heard(1_000, 1), heard(1_000, 4)];
    others.chain(target.into_iter().filter(|_| is_there)).collect()
}

/// What whoever attacks works out beforehand: the rows that are counted, and the true numbers with and without the target.
struct Known {
    rows: [Vec<(SubjectId, String)>; 2],
    exact: [BTreeMap<String, i64>; 2],
}

fn known() -> Known {
    let artists = names();
    let rows = [false, true].map(|is_there| most_first(&world(is_there), |one| artists[&one.track].clone()));
    let exact = rows.each_ref().map(|rows| {
        let mut numbers = BTreeMap::new();
        // Each of these people heard two artists, as many as count.
        rows.iter().for_each(|(_, value)| *numbers.entry(value.clone()).or_default() += 1);
        numbers
    });
    Known { rows, exact }
}

impl Known {
    /// A file as it is given out.
    fn file(&self, is_there: bool, rng: &mut StdRng) -> Numbers {
        let values: BTreeSet<String> = names().into_values().flatten().collect();
        let rows = self.rows[usize::from(is_there)].clone();
        Anonymous::noised(values, rows, Measure::Artist.noise(), i64::MIN, rng)
    }

    /// The best guess there is: which of both worlds makes these numbers more likely.
    fn guesses_there(&self, files: &[Numbers]) -> bool {
        let distance = |exact: &BTreeMap<String, i64>| -> i64 {
            files.iter().flat_map(Anonymous::get).map(|(value, number)| (number - exact[value]).abs()).sum()
        };
        distance(&self.exact[1]) < distance(&self.exact[0])
    }

    /// The share of the guesses that are right, when the files of one who is there or not are put together like this.
    fn share_right(&self, files: impl Fn(bool, &mut StdRng) -> Vec<Numbers>) -> f64 {
        let mut rng = StdRng::seed_from_u64(11);
        let right = (0..TRIALS).filter(|trial| {
            let is_there = trial % 2 == 0;
            self.guesses_there(&files(is_there, &mut rng)) == is_there
        });
        f64::from(u32::try_from(right.count()).unwrap()) / f64::from(TRIALS)
    }
}

#[test]
fn who_knows_everything_about_everybody_else_guesses_little_better_than_chance() {
    let epsilon = Measure::Artist.noise().epsilon();
    let bound = epsilon.exp() / (1.0 + epsilon.exp());
    let known = known();
    let right = known.share_right(|is_there, rng| vec![known.file(is_there, rng)]);
    // Three standard deviations of the share of so many trials.
    let margin = 1.5 / f64::from(TRIALS).sqrt();
    assert!(right <= bound + margin, "{right} of the guesses are right, and {bound} may be");
    assert!(right > 0.5, "the attack does what it can: {right}");
}

#[test]
fn two_who_put_their_files_together_know_no_more_than_one() {
    let known = known();
    // Both receive the numbers that were drawn once, so there is nothing to average away.
    let one = known.share_right(|is_there, rng| vec![known.file(is_there, rng)]);
    let both = known.share_right(|is_there, rng| {
        let file = known.file(is_there, rng);
        vec![file.clone(), file]
    });
    assert!((one - both).abs() < f64::EPSILON, "{one} alone, {both} together");
    // Had each been drawn for anew, they would.
    let anew = known.share_right(|is_there, rng| (0..20).map(|_| known.file(is_there, rng)).collect());
    assert!(anew > one + 0.1, "{anew} with twenty drawings, {one} with one: the attack would find it");
}

#[test]
fn a_person_counts_for_the_artists_they_heard_most_and_no_more() {
    let mut rng = StdRng::seed_from_u64(5);
    let much: Vec<Heard> =
        (0..400).flat_map(|person| [0, 0, 0, 1, 1, 2, 3].map(|track| heard(person, track))).collect();
    let artists = names();
    let values: BTreeSet<String> = artists.values().flatten().cloned().collect();
    let rows = most_first(&much, |heard| artists[&heard.track].clone());
    let numbers: Numbers = Anonymous::noised(values, rows, Measure::Artist.noise(), i64::MIN, &mut rng);
    let near: Vec<bool> = numbers.get().iter().map(|(_, number)| *number > 300).collect();
    assert_eq!(near, [true, true, false, false, false, false], "{numbers:?}");
    assert!(numbers.get()[2].1.abs() < 60, "{numbers:?}");
}

#[test]
fn of_a_large_library_hardly_anything_is_kept_that_nobody_heard() {
    let mut rng = StdRng::seed_from_u64(6);
    let library: NamesOf = (0..5_000).map(|track| (TrackId::from_i64(track), vec![format!("歌手 {track}")])).collect();
    let many: Vec<Heard> = (0..90).map(|person| heard(person, 7)).collect();
    let kept = named(Measure::Artist, &many, &library, &mut rng);
    let unheard = kept.get().iter().filter(|(name, _)| name != "歌手 7").count();
    assert!(unheard <= 2, "{kept:?}");
    assert!(kept.get().iter().any(|(name, number)| name == "歌手 7" && (40..140).contains(number)), "{kept:?}");
    assert_eq!(hours(&many, &mut rng).get().len(), 24, "each hour is told");
    assert_eq!(listeners(&[], &mut rng).get().len(), 1, "a day on which nobody listened too");
}
