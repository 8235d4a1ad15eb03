//! Input made to hurt.
#![allow(missing_docs, clippy::unwrap_used)]

use lyrics::{LineReason, MAX_LINES, MAX_SIZE_BYTES, MAX_STAMPS_PER_LINE, parse, read};
use proptest::prelude::*;

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..4_000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_text_of_brackets_panics(text in "[\\[\\]<>:.0-9a\n\r\t 花é]{0,600}") {
        let parsed = parse(&text).unwrap();
        let lines = &parsed.lyrics.lines;
        prop_assert!(lines.windows(2).all(|pair| pair[0].start_ms <= pair[1].start_ms));
        for line in lines {
            prop_assert_eq!(line.start_ms.is_some(), parsed.lyrics.synced);
            prop_assert!(line.words.iter().all(|word| word.start_ms <= word.end_ms && !word.text.is_empty()));
            if !line.words.is_empty() {
                let joined: String = line.words.iter().map(|word| word.text.as_str()).collect();
                prop_assert_eq!(joined.trim(), line.text.as_str());
            }
        }
    }
}

#[test]
fn a_line_of_nothing_but_stamps_stays_small() {
    let text = format!("{}x", "[00:01]".repeat(MAX_SIZE_BYTES / 7 - 1));
    let parsed = parse(&text).unwrap();
    assert_eq!(parsed.lyrics.lines.len(), 1);
    assert_eq!(parsed.problems[0].reason, LineReason::TooManyStamps);
}

#[test]
fn stamps_times_lines_stay_within_the_limit() {
    let line = format!("{}x\n", "[00:01]".repeat(MAX_STAMPS_PER_LINE));
    assert!(parse(&line.repeat(MAX_LINES / MAX_STAMPS_PER_LINE + 1)).is_err());
}

#[test]
fn a_long_text_behind_many_stamps_is_refused() {
    let stamps: String = (0..MAX_STAMPS_PER_LINE).map(|second| format!("[00:{:02}]", second % 60)).collect();
    assert!(parse(&format!("{stamps}{}", "x".repeat(MAX_SIZE_BYTES / 2))).is_err());
}

#[test]
fn a_megabyte_of_open_brackets_is_read_in_linear_time() {
    for piece in ["[", "<", "[[<", "[00:", "<00:00.0"] {
        let text = piece.repeat(MAX_SIZE_BYTES / piece.len());
        assert_eq!(parse(&text).unwrap().lyrics.lines.len(), 1);
    }
}
