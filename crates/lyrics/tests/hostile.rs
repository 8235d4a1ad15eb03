//! Input made to hurt.

use std::iter::once;

use lyrics::{
    Error, LineReason, Lyrics, MAX_LINES, MAX_PROBLEMS, MAX_SIZE_BYTES, MAX_STAMPS_PER_LINE, StructuredLyrics, parse,
    read, read_sylt, to_lrc, to_ttml,
};
use proptest::prelude::*;

/// What holds for any lyrics, whatever they were read from.
fn check(lyrics: &Lyrics) {
    assert!(lyrics.lines.windows(2).all(|pair| pair[0].start_ms <= pair[1].start_ms));
    for line in &lyrics.lines {
        assert_eq!(line.start_ms.is_some(), lyrics.synced);
        let background = line.background.iter().map(|background| (&background.text, &background.words));
        for (text, words) in once((&line.text, &line.words)).chain(background) {
            assert!(words.iter().all(|word| word.start_ms <= word.end_ms && !word.text.is_empty()));
            if !words.is_empty() {
                let joined: String = words.iter().map(|word| word.text.as_str()).collect();
                assert_eq!(joined.trim(), text.as_str());
            }
        }
    }
    let written = (to_lrc(lyrics), to_ttml(lyrics));
    assert!(parse(&written.0).is_ok() && parse(&written.1).is_ok());
    for layer in StructuredLyrics::of(lyrics, true) {
        for cue_line in layer.cue_line {
            for cue in cue_line.cue {
                assert_eq!(&cue_line.value[cue.byte_start..=cue.byte_end], cue.value);
            }
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..4_000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_text_of_brackets_panics(text in "[\\[\\]<>:.0-9a\n\r\t 花é]{0,600}") {
        check(&parse(&text).unwrap().lyrics);
    }

    #[test]
    fn no_pieces_of_any_form_panic(pieces in proptest::collection::vec(piece(), 0..60)) {
        if let Ok(parsed) = parse(&pieces.concat()) {
            check(&parsed.lyrics);
        }
    }

    #[test]
    fn no_pieces_of_ttml_panic(pieces in proptest::collection::vec(markup(), 0..60)) {
        check(&parse(&format!("<tt xml:lang=\"x\"><body><div>{}", pieces.concat())).unwrap().lyrics);
    }

    #[test]
    fn no_frame_panics(head in "[\\x00-\\x03]", rest in proptest::collection::vec(any::<u8>(), 0..400), duration in any::<Option<u32>>()) {
        let frame = [head.as_bytes(), &[0, 0, 0, 2, 1, 0, 0], &rest].concat();
        if let Ok(parsed) = read_sylt(&frame, duration) {
            check(&parsed.lyrics);
        }
    }

    #[test]
    fn no_packed_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&[b"krc1", bytes.as_slice()].concat());
        let _ = read(&[&[0x98, 0x25, 0xb0, 0xac, 0xe3, 0x02, 0x83, 0x68, 0xe8, 0xfc, 0x6c], bytes.as_slice()].concat());
    }
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\\[\\]<>():,.0-9a花 ]{0,20}",
        (0_u32..9_999, 0_u32..999).prop_map(|(start, length)| format!("\n[{start},{length}]")),
        (0_u32..9_999, 0_u32..999).prop_map(|(start, length)| format!("<{start},{length},0>花")),
        (0_u32..9_999, 0_u32..999).prop_map(|(start, length)| format!("({start},{length},0)a ")),
        (0_u32..9_999, 0_u32..999).prop_map(|(start, length)| format!("b({start},{length})")),
        (0_u32..60, 0_u32..60).prop_map(|(from, to)| format!("\n\n00:00:{from:02},000 --> 00:00:{to:02},000\n")),
        (0_u32..60, 0_u32..99).prop_map(|(seconds, hundredths)| format!("\n[00:{seconds:02}.{hundredths:02}]")),
        (0_u32..60, 0_u32..99).prop_map(|(seconds, hundredths)| format!("<00:{seconds:02}.{hundredths:02}>")),
        Just("\n[bg: ".to_owned()),
        Just("]".to_owned()),
        Just("v1: ".to_owned()),
        Just("\n{\"t\":5,\"c\":[{\"tx\":\"x\"}]}\n".to_owned()),
    ]
}

fn markup() -> impl Strategy<Value = String> {
    let time = || prop_oneof!["[0-9]{1,3}s", "[0-9:.]{1,9}", Just("x".to_owned())];
    prop_oneof![
        (time(), time()).prop_map(|(begin, end)| format!("<p begin=\"{begin}\" end=\"{end}\" ttm:agent=\"v{begin}\">")),
        (time(), time()).prop_map(|(begin, end)| format!("<span begin=\"{begin}\" end=\"{end}\">")),
        Just("<span ttm:role=\"x-bg\">".to_owned()),
        Just("<span ttm:role=\"x-translation\">".to_owned()),
        Just("<text for=\"L1\">".to_owned()),
        Just("<translation>".to_owned()),
        Just("</span>".to_owned()),
        Just("</p>".to_owned()),
        Just("</div>".to_owned()),
        Just("<br/>".to_owned()),
        "[a花 \n&;<>!\\[-]{0,9}",
    ]
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

#[test]
fn a_packed_file_that_unfolds_too_far_is_refused() {
    // A hundred megabytes of nothing, packed to a hundred kilobytes: the reader stops at its limit.
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 100 * MAX_SIZE_BYTES], 9);
    let mask = b"@Gaw^2tGQ61-\xce\xd2ni";
    let masked: Vec<u8> = packed.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect();
    assert!(masked.len() < MAX_SIZE_BYTES);
    assert_eq!(read(&[b"krc1", masked.as_slice()].concat()), Err(Error::Packing));
}

#[test]
fn markup_nested_without_end_stays_flat() {
    for open in ["<div>", "<span>", "<p>", "<span begin=\"1s\">"] {
        let text = format!("<tt ><body><p begin=\"1s\">{}", open.repeat(MAX_SIZE_BYTES / open.len() - 10));
        let parsed = parse(&text).unwrap();
        assert!(parsed.problems.iter().any(|problem| problem.reason == LineReason::TooDeep));
        assert!(parsed.problems.len() <= MAX_PROBLEMS);
    }
}

#[test]
fn broken_markup_again_and_again_is_read_in_bounded_time() {
    for piece in ["<p <!--", "<p><!--", "<p begin=\"1s\"><![CDATA[", "<p \"", "&", "&;", "</", "<p a='"] {
        let text = format!("<tt ><body>{}", piece.repeat((MAX_SIZE_BYTES - 100) / piece.len()));
        if let Ok(parsed) = parse(&text) {
            assert!(parsed.problems.len() <= MAX_PROBLEMS);
        }
    }
}

#[test]
fn one_element_with_a_hundred_thousand_attributes_is_read_in_linear_time() {
    let attributes: String = (0..80_000).map(|number| format!(" a{number}=\"\"")).collect();
    assert!(parse(&format!("<tt ><body><p begin=\"1s\"{attributes}>x</p></body></tt>")).is_ok());
}

#[test]
fn megabytes_of_half_numbers_are_read_in_linear_time() {
    for piece in ["(1,", "<1,2,", "[1,2]", "(1,2)", "<1,2,3>", "-->", "{\"t\":", "v1: ", "[bg: ", "LyricContent=\""] {
        let text = format!("[0,1]{}", piece.repeat((MAX_SIZE_BYTES - 10) / piece.len()));
        assert!(parse(&text).unwrap().lyrics.lines.len() <= 1);
        let _ = parse(&format!("<{}", piece.repeat((MAX_SIZE_BYTES - 10) / piece.len())));
    }
}
