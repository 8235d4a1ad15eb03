//! Finding fingerprints among others.

use std::collections::HashSet;

use audio_fingerprint::{CODES_MAX, Fingerprint, Index, align};

use crate::sound::Lcg;

/// Codes that nobody heard, as even as those of music.
fn invented(seed: u32) -> Fingerprint {
    let mut lcg = Lcg(seed);
    Fingerprint::of((0..CODES_MAX).map(|_| (lcg.next() << 16) ^ lcg.next()).collect()).unwrap()
}

/// The same with about so many wrong bits in a thousand, in clusters as other encodings have them.
fn with_errors(fingerprint: &Fingerprint, permille: u32, seed: u32) -> Fingerprint {
    let mut lcg = Lcg(seed);
    let codes = fingerprint.codes().iter().map(|code| {
        let mut wrong = 0;
        // Half of the codes have twice the errors.
        if lcg.next().is_multiple_of(2) {
            for bit in 0..32 {
                wrong |= u32::from(lcg.next() % 1_000 < permille * 2) << bit;
            }
        }
        code ^ wrong
    });
    Fingerprint::of(codes.collect()).unwrap()
}

fn index(count: u32) -> Index {
    let all: Vec<(i64, Fingerprint)> = (0..count).map(|id| (i64::from(id), invented(id))).collect();
    Index::default().changed(&HashSet::new(), &all)
}

#[test]
fn a_recording_is_found_among_a_thousand() {
    let index = index(1_000);
    for id in (0..1_000).step_by(50) {
        let asked = with_errors(&invented(id), 80, id + 5_000);
        let found = index.candidates(&asked, 4);
        assert_eq!(found.first().map(|candidate| candidate.id), Some(i64::from(id)), "{found:?}");
        assert!(align(&invented(id), &asked).unwrap().is_same());
    }
}

#[test]
fn what_is_not_there_is_not_the_same_as_anything() {
    let index = index(500);
    for id in 10_000..10_100 {
        let asked = invented(id);
        let same = index.candidates(&asked, 8).into_iter().filter(|candidate| {
            align(&invented(u32::try_from(candidate.id).unwrap()), &asked).is_some_and(|found| found.is_same())
        });
        assert_eq!(same.count(), 0);
    }
}

#[test]
fn what_went_is_found_no_more_and_what_changed_is_found_as_it_is() {
    let index = index(20);
    let changed = index.changed(&HashSet::from([3]), &[(7, invented(777))]);
    assert_eq!(changed.len(), 19);
    assert!(changed.candidates(&invented(3), 4).iter().all(|candidate| candidate.id != 3));
    assert!(changed.candidates(&invented(7), 4).iter().all(|candidate| candidate.id != 7));
    assert_eq!(changed.candidates(&invented(777), 1)[0].id, 7);
    assert_eq!(changed.candidates(&invented(8), 1)[0].id, 8);
}

#[test]
fn silence_has_no_mates() {
    let silence = Fingerprint::of(vec![627_964_279; CODES_MAX]).unwrap();
    let all: Vec<(i64, Fingerprint)> = (0..400).map(|id| (id, silence.clone())).collect();
    let index = Index::default().changed(&HashSet::new(), &all);
    assert_eq!(index.candidates(&silence, 8), []);
}
