//! TTML as Apple and the makers of karaoke lyrics write it.

use crate::common::shown;
use lyrics::{AgentKind, Form, LineProblem, LineReason, Parsed, parse};

const HEAD: &str = r#"<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:itunes="http://music.apple.com/lyric-ttml-internal" itunes:timing="Word" xml:lang="ja"><head><metadata><ttm:agent type="person" xml:id="v1"><ttm:name type="full">A &amp; B</ttm:name></ttm:agent><ttm:agent type="person" xml:id="v2"/><ttm:agent type="group" xml:id="v1000"/>"#;

fn song(head: &str, body: &str) -> Parsed {
    parse(&format!(
        "{HEAD}{head}</metadata></head><body dur=\"10.0\"><div begin=\"1.0\" end=\"9.0\">\n{body}\n</div></body></tt>"
    ))
    .unwrap()
}

fn check(body: &str, expected: &[&str]) {
    let parsed = song("", body);
    assert_eq!(shown(&parsed.lyrics), expected, "{body}");
    assert_eq!(parsed.problems, []);
}

#[test]
fn lines_and_words() {
    check(r#"<p begin="1.0" end="2.5" ttm:agent="v1">Only a line</p>"#, &["1000-2500 v1: Only a line"]);
    check(
        r#"<p begin="1.0" end="2.5"><span begin="1.0" end="1.5">Two</span> <span begin="1.5" end="2.0">wo</span><span begin="2.0" end="2.5">rds</span></p>"#,
        &["1000-2500 Two @1000+500|wo@1500+500|rds@2000+500"],
    );
}

#[test]
fn a_file_that_was_laid_out_by_hand_gets_no_more_spaces() {
    check(
        "<p begin=\"1.0\" end=\"2.5\">\n   <span begin=\"1.0\" end=\"1.5\">茉</span>\n   <span begin=\"1.5\" end=\"2.0\">莉</span>\n</p>",
        &["1000-2500 茉@1000+500|莉@1500+500"],
    );
}

#[test]
fn voices_background_and_layers_in_the_line() {
    let parsed = song(
        "",
        r#"<p begin="1.0" end="2.0" ttm:agent="v2"><span begin="1.0" end="2.0">君</span><span ttm:role="x-bg"><span begin="1.5" end="1.8">(ねえ)</span><span ttm:role="x-translation" xml:lang="zh-CN">(喂)</span></span><span ttm:role="x-translation" xml:lang="zh-CN">你</span><span ttm:role="x-roman" xml:lang="ja-Latn">kimi</span></p>
           <p begin="2.0" end="3.0" ttm:agent="v1000"><span begin="2.0" end="3.0">歌</span></p>"#,
    );
    assert_eq!(
        shown(&parsed.lyrics),
        ["1000-2000 v2: 君@1000+1000 / 你 ~ kimi & (ねえ)@1500+300 / (喂)", "2000-3000 v1000: 歌@2000+1000"]
    );
    let lyrics = parsed.lyrics;
    assert_eq!((lyrics.form, lyrics.language.as_deref()), (Form::Ttml, Some("ja")));
    assert_eq!(lyrics.translation_language.as_deref(), Some("zh-CN"));
    assert_eq!(lyrics.romanisation_language.as_deref(), Some("ja-Latn"));
    let agents: Vec<_> =
        lyrics.agents.iter().map(|agent| (agent.id.as_str(), agent.kind, agent.name.as_deref())).collect();
    assert_eq!(
        agents,
        [("v1", AgentKind::Person, Some("A & B")), ("v2", AgentKind::Person, None), ("v1000", AgentKind::Group, None)]
    );
}

#[test]
fn layers_in_the_head() {
    let head = r#"<iTunesMetadata><translations><translation type="subtitle" xml:lang="zh-Hans"><text for="L1">你<span ttm:role="x-bg">(喂)</span></text></translation><translation xml:lang="en"><text for="L1">you</text></translation></translations><transliterations><transliteration xml:lang="ja-Latn"><text for="L1"><span begin="1.0" end="2.0">ki</span><span>mi</span></text></transliteration></transliterations></iTunesMetadata>"#;
    let parsed = song(head, r#"<p begin="1.0" end="2.0" itunes:key="L1">君<span ttm:role="x-bg">(ねえ)</span></p>"#);
    assert_eq!(shown(&parsed.lyrics), ["1000-2000 君 / 你 ~ kimi & (ねえ) / (喂)"]);
    assert_eq!(parsed.lyrics.translation_language.as_deref(), Some("zh-Hans"));
}

#[test]
fn a_line_of_background_alone_is_a_line() {
    check(
        r#"<p begin="1.0" end="2.0"><span ttm:role="x-bg"><span begin="1.0" end="2.0">(ooh)</span></span></p>"#,
        &["1000-2000 (ooh)@1000+1000"],
    );
}

#[test]
fn times_may_be_relative_have_durations_or_be_missing() {
    check(
        r#"<p begin="00:00:01.500" dur="500ms">a</p><p begin="200ms" end="1s">b</p>"#,
        &["1200-2000 b", "1500-2000 a"],
    );
    check(r#"<p><span begin="3s" end="4s">a</span></p>"#, &["3000-4000 a@3000+1000"]);
    let plain = song("", "<p>a</p><p>b<br/>c</p>").lyrics;
    assert_eq!(shown(&plain), ["?-? a", "?-? b c"]);
    assert!(!plain.synced);
}

#[test]
fn a_bad_line_costs_that_line() {
    let parsed = song(
        "",
        "<p begin=\"1.0\" end=\"2.0\">a &amp; &#x82b1; &evil;b</p>\n<p begin=\"soon\">c</p>\n<p>no time</p>\n\
         <p begin=\"3.0\" end=\"2.0\" ttm:agent=\"v9\">d</p>\n<p begin=\"4.0\" end=\"5.0\"><span begin=\"4.0\" <broken</p>\n\
         <p begin=\"6.0\" end=\"7.0\">e</p>",
    );
    let texts: Vec<_> = parsed.lyrics.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["a & 花 b", "d", "e"]);
    let problem = |line_number, reason| LineProblem { line_number, reason };
    assert!(parsed.problems.contains(&problem(2, LineReason::UnknownEntity)), "{:?}", parsed.problems);
    assert!(parsed.problems.contains(&problem(3, LineReason::BadTime)), "{:?}", parsed.problems);
    assert!(parsed.problems.contains(&problem(4, LineReason::NoTime)), "{:?}", parsed.problems);
    assert!(parsed.problems.contains(&problem(5, LineReason::UnknownAgent)), "{:?}", parsed.problems);
    assert!(parsed.problems.contains(&problem(5, LineReason::EndBeforeStart)), "{:?}", parsed.problems);
}

#[test]
fn markup_that_breaks_off_keeps_what_was_read() {
    for body in [
        "<p begin=\"1.0\">a</p><p begin=\"2.0\">b</p><p begin=\"3.0\"><!-- never closed",
        "<p begin=\"1.0\">a</p><p begin=\"2.0\">b</p><p begin",
    ] {
        let parsed = parse(&format!("{HEAD}<body><div>{body}")).unwrap();
        let texts: Vec<_> = parsed.lyrics.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["a", "b"]);
        assert_eq!(parsed.problems.last().unwrap().reason, LineReason::BadXml);
    }
    let parsed =
        parse(&format!("{HEAD}<body><div><p begin=\"1.0\">a<![CDATA[ b</p>\n<p begin=\"2.0\" end=\"3.0\">c</p>"))
            .unwrap();
    assert_eq!(shown(&parsed.lyrics), ["1000-2000 a", "2000-3000 c"]);
}

#[test]
fn nothing_is_looked_up_and_nothing_unfolds() {
    let text = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE tt [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>{HEAD}<body><div><p begin=\"1s\">x&b;&f;y</p></div></body></tt>"
    );
    let parsed = parse(&text).unwrap();
    assert_eq!(parsed.lyrics.lines[0].text, "xy");
    assert_eq!(parsed.problems.iter().filter(|problem| problem.reason == LineReason::UnknownEntity).count(), 2);
}
