//! What is written is read back equal.
#![allow(missing_docs, clippy::unwrap_used)]

use lyrics::{Lyrics, parse, to_lrc};
use proptest::prelude::*;

fn read_again(lyrics: &Lyrics) -> Lyrics {
    let mut again = parse(&to_lrc(lyrics)).unwrap().lyrics;
    // Written times have the offset in them, so the copy has none of its own.
    again.offset_ms = lyrics.offset_ms;
    again
}

proptest! {
    #[test]
    fn timed_lyrics(stamps in proptest::collection::btree_set(0_u64..6_000_000, 1..40), texts in proptest::collection::vec("[a-z花茉 ]{1,12}x", 40), ends in any::<bool>()) {
        let mut text = String::from("[la:zh]\n");
        for (stamp, words) in stamps.iter().zip(&texts) {
            text.push_str(&format!("[{:02}:{:02}.{:03}]{words}\n", stamp / 60_000, stamp / 1000 % 60, stamp % 1000));
            if ends {
                let end = stamp + 1;
                text.push_str(&format!("[{:02}:{:02}.{:03}]\n", end / 60_000, end / 1000 % 60, end % 1000));
            }
        }
        let lyrics = parse(&text).unwrap().lyrics;
        prop_assert_eq!(read_again(&lyrics), lyrics);
    }

    #[test]
    fn plain_lyrics(lines in proptest::collection::vec("[a-z花茉]{1,12}", 1..40)) {
        let lyrics = parse(&lines.join("\n")).unwrap().lyrics;
        prop_assert_eq!(read_again(&lyrics), lyrics);
    }
}

#[test]
fn enhanced_lyrics_with_translation() {
    let lyrics =
        parse("[offset:100]\n[00:01.00]<00:01.00>Hello <00:01.50>world<00:02.70>\n[00:01.00]你好\n[00:03]next")
            .unwrap()
            .lyrics;
    assert_eq!(read_again(&lyrics), lyrics);
}
