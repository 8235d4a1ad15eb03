//! What is written is read back equal.

use lyrics::{Agent, AgentKind, Background, Form, Line, Lyrics, Word, parse, to_lrc, to_ttml};
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

fn text() -> impl Strategy<Value = String> {
    "[a-zé花茉&<>\"'(]{1,8}( [a-z花;\\]]{1,5})?"
}

/// Words that begin one after another from `start_ms` on.
fn words(start_ms: u64) -> impl Strategy<Value = Vec<Word>> {
    proptest::collection::vec((text(), 1_u64..400, any::<bool>()), 1..6).prop_map(move |parts| {
        let mut start_ms = start_ms;
        let count = parts.len();
        let word = |(index, (mut text, length_ms, space)): (usize, (String, u64, bool))| {
            if space && index + 1 < count {
                text.push(' ');
            }
            let word = Word { start_ms, end_ms: start_ms + length_ms, text };
            start_ms += length_ms;
            word
        };
        parts.into_iter().enumerate().map(word).collect()
    })
}

fn line(number: u64) -> impl Strategy<Value = Line> {
    let start_ms = number * 10_000;
    let layers = (proptest::option::of(text()), proptest::option::of(text()));
    let background = proptest::option::of((words(start_ms), proptest::option::of(text())));
    (words(start_ms), any::<bool>(), layers, background, 0_usize..3).prop_map(
        move |(words, timed, layers, background, agent)| {
            let joined = |words: &[Word]| words.iter().map(|word| word.text.as_str()).collect::<String>();
            Line {
                start_ms: Some(start_ms),
                end_ms: Some(start_ms + 9_000),
                text: joined(&words),
                words: if timed { words } else { Vec::new() },
                translation: layers.0,
                romanisation: layers.1,
                agent: ["v1", "v2"].get(agent).map(|id| (*id).to_owned()),
                background: background.map(|(words, translation)| Background {
                    text: joined(&words),
                    words,
                    translation,
                    romanisation: None,
                }),
            }
        },
    )
}

proptest! {
    #[test]
    fn ttml_keeps_everything(first in line(0), second in line(1), third in line(2), offset_ms in -5_000_i64..5_000) {
        let agent = |id: &str, kind, name: Option<&str>| Agent { id: id.to_owned(), kind, name: name.map(str::to_owned) };
        let mut lyrics = Lyrics {
            form: Form::Ttml,
            synced: true,
            language: Some("zh".to_owned()),
            agents: vec![agent("v1", AgentKind::Person, Some("A & \"B\"")), agent("v2", AgentKind::Group, None)],
            lines: vec![first, second, third],
            ..Lyrics::default()
        };
        if lyrics.lines.iter().any(|line| line.translation.is_some()) {
            lyrics.translation_language = Some("en".to_owned());
        }
        if lyrics.lines.iter().any(|line| line.romanisation.is_some()) {
            lyrics.romanisation_language = Some("zh-Latn".to_owned());
        }
        let parsed = parse(&to_ttml(&lyrics)).unwrap();
        prop_assert_eq!(&parsed.lyrics, &lyrics);
        prop_assert_eq!(parsed.problems, vec![]);
        // An offset is written into the times, and none is left beside them.
        lyrics.apply_offset(-offset_ms.abs());
        prop_assert_eq!(parse(&to_ttml(&lyrics)).unwrap().lyrics, lyrics);
    }
}

#[test]
fn voices_and_background_survive_lrc() {
    let lyrics =
        parse("[00:01.00]v1: <00:01.00>He<00:02.00>\n[bg: <00:01.50>(ooh)<00:01.90>]\n[00:02.00]v2: She\n[00:02.00]他")
            .unwrap()
            .lyrics;
    assert_eq!(lyrics.lines.len(), 2);
    assert_eq!(read_again(&lyrics), lyrics);
}

#[test]
fn an_offset_is_written_into_the_times() {
    let mut lyrics = parse("[00:01.00]<00:01.00>a<00:02.00>").unwrap().lyrics;
    lyrics.apply_offset(-100);
    assert_eq!(to_lrc(&lyrics), "[00:01.100]<00:01.100>a<00:02.100>\n");
}
