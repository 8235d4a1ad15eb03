//! Long texts are found by any stretch of them, whatever came and went.

use std::collections::BTreeMap;

use proptest::prelude::*;
use search_index::{MAX_RUNNING_CHARACTERS, Passages, Stretch, running};

fn text() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(
        prop_oneof![
            "[花行重香月夜]{1,9}",
            "(moon|light|blue|i|my)( (moon|light|blue|lighter|my)){0,4}",
            "[花行]{0,3} \\PC{0,6}"
        ],
        0..6,
    )
}

fn found(passages: &Passages, texts: &BTreeMap<i64, String>, stretch: &Stretch) -> Vec<i64> {
    let candidates = passages.candidates(stretch, usize::MAX);
    candidates.into_iter().filter(|id| texts.get(id).is_some_and(|text| stretch.is_in(text))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_stretch_is_found_in_every_text_that_has_it(
        changes in prop::collection::vec(prop::collection::vec((0i64..30, text()), 0..8), 0..10),
        queries in prop::collection::vec(prop_oneof!["[花行重香月夜]{2,4}", "(moon|lig|my) ?(moon|li|blue)?", "\\PC{0,8}"], 1..8),
    ) {
        let mut passages = Passages::default();
        let mut texts: BTreeMap<i64, String> = BTreeMap::new();
        for change in changes {
            let change: Vec<(i64, String)> =
                change.into_iter().map(|(id, lines)| (id, running(lines.iter().map(String::as_str)))).collect();
            passages.add(change.iter().map(|(id, text)| (*id, text.as_str())));
            texts.extend(change);
        }
        texts.retain(|_, text| !text.is_empty());
        prop_assert_eq!(passages.len(), texts.len());
        let mut anew = Passages::default();
        anew.add(texts.iter().map(|(id, text)| (*id, text.as_str())));
        for stretch in queries.iter().filter_map(|query| Stretch::parse(query)) {
            let expected: Vec<i64> =
                texts.iter().filter(|(_, text)| stretch.is_in(text)).map(|(id, _)| *id).collect();
            prop_assert_eq!(&found(&passages, &texts, &stretch), &expected);
            prop_assert_eq!(passages.candidates(&stretch, 7), anew.candidates(&stretch, 7));
        }
    }

    /// Where a text has a stretch, one of its lines has, or begins with, it; and the marks are inside that line.
    #[test]
    fn what_is_found_can_be_shown(lines in text(), query in "\\PC{0,12}|[花行]{2,3}|my (moon|light)") {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        if let Some(stretch) = Stretch::parse(&query) {
            let located = stretch.locate(&lines);
            prop_assert_eq!(located.is_some(), stretch.is_in(&running(lines.iter().copied())));
            if let Some((line, marks)) = located {
                prop_assert!(marks.start < marks.end && marks.end <= lines[line].chars().count());
            }
        }
    }
}

#[test]
fn hostile_texts_and_queries_end() {
    let long = "花".repeat(1_000_000);
    let text = running(std::iter::repeat_n("花朵 flower", 100_000).chain([long.as_str()]));
    assert!(text.chars().count() <= MAX_RUNNING_CHARACTERS);
    let mut passages = Passages::default();
    passages.add([(i64::MIN, text.as_str()), (i64::MAX, "x"), (0, "")]);
    assert_eq!(passages.len(), 2);
    for query in [&long[..], &"ﷺ".repeat(10_000), "\0花\0朵", "a".repeat(100_000).as_str()] {
        if let Some(stretch) = Stretch::parse(query) {
            assert!(passages.candidates(&stretch, 10).len() <= 1, "one text has Chinese");
        }
    }
    let stretch = Stretch::parse("\0花\0朵").expect("two characters are a stretch");
    assert_eq!(passages.candidates(&stretch, 10), [i64::MIN]);
}

/// Songs of forty lines, of which a chorus comes three times, with characters about as unevenly spread as in songs.
fn songs(count: usize) -> Vec<String> {
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let unit = f64::from(u32::try_from(state >> 32).unwrap()) / f64::from(u32::MAX);
        ((unit * unit * below as f64) as usize).min(below - 1)
    };
    let mut line = move || -> String {
        (0..9).map(|_| char::from_u32(0x4e00 + u32::try_from(random(2_500)).unwrap()).unwrap()).collect()
    };
    (0..count)
        .map(|_| {
            let parts: [Vec<String>; 3] = std::array::from_fn(|_| (0..8).map(|_| line()).collect());
            running([0, 2, 1, 2, 2].into_iter().flat_map(|at: usize| &parts[at]).map(String::as_str))
        })
        .collect()
}

/// What the lists take of memory is less than what they are lists of, though these characters stand beside each other at
/// random, which is more kinds of pairs than any language has.
#[test]
fn the_lists_are_smaller_than_the_texts() {
    let songs = songs(5_000);
    let mut passages = Passages::default();
    for (page, from) in songs.chunks(500).zip((0_i64..).step_by(500)) {
        passages.add((from..).zip(page).map(|(id, text)| (id, text.as_str())));
    }
    let text_bytes: usize = songs.iter().map(String::len).sum();
    println!("{} B a song, of {} B of text", passages.size_bytes() / songs.len(), text_bytes / songs.len());
    assert_eq!(passages.len(), songs.len());
    assert!(passages.size_bytes() < text_bytes, "{} of {text_bytes}", passages.size_bytes());
    // Rewriting everything leaves nothing behind.
    let before = passages.size_bytes();
    for (page, from) in songs.chunks(500).zip((0_i64..).step_by(500)) {
        passages.add((from..).zip(page).map(|(id, text)| (id, text.as_str())));
    }
    assert!(passages.size_bytes() < before * 8 / 5, "{} after {before}", passages.size_bytes());
}
