//! SubRip and WebVTT.

use crate::common::shown;
use lyrics::{Form, LineProblem, LineReason, parse};

#[test]
fn cues_are_lines() {
    let parsed = parse("1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hello</i>\r\n{\\an8}there 1 < 2\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n你好\r\nhello\r\n").unwrap();
    assert_eq!(shown(&parsed.lyrics), ["1000-2500 Hello there 1 < 2", "3000-4000 你好 / hello"]);
    assert_eq!((parsed.lyrics.form, parsed.problems), (Form::Srt, vec![]));
}

#[test]
fn web_vtt_is_read_as_well() {
    let parsed =
        parse("WEBVTT\n\nNOTE by hand\n\nintro\n00:01.000 --> 00:02.000 align:start\n<c.yellow>a</c>\n").unwrap();
    assert_eq!(shown(&parsed.lyrics), ["1000-2000 a"]);
}

#[test]
fn a_bad_cue_costs_that_cue() {
    let parsed = parse("1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:0x,000 --> 00:00:03,000\nb\n\n3\n00:00:05,000 --> 00:00:04,000\nc\n").unwrap();
    assert_eq!(shown(&parsed.lyrics), ["1000-2000 a", "5000-? c"]);
    let problem = |line_number, reason| LineProblem { line_number, reason };
    assert_eq!(parsed.problems, [problem(6, LineReason::BadTime), problem(10, LineReason::EndBeforeStart)]);
}
