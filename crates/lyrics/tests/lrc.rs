//! What each form of lyrics is read as.

use lyrics::{Error, LineProblem, LineReason, Lyrics, MAX_LINES, parse};

fn lyrics_of(text: &str) -> Lyrics {
    parse(text).unwrap().lyrics
}

/// Compares `start-end text / translation`, one line each.
fn check(text: &str, expected: &[&str]) {
    let lines: Vec<String> = lyrics_of(text)
        .lines
        .iter()
        .map(|line| {
            let time = |time_ms: Option<u64>| time_ms.map_or("?".to_owned(), |time_ms| time_ms.to_string());
            let translation =
                line.translation.as_ref().map_or(String::new(), |translation| format!(" / {translation}"));
            format!("{}-{} {}{translation}", time(line.start_ms), time(line.end_ms), line.text)
        })
        .collect();
    assert_eq!(lines, expected, "{text}");
}

#[test]
fn a_line_lasts_until_the_next() {
    check(
        "[00:01.00]好一朵美丽的茉莉花\n[00:05.50]芬芳美丽满枝桠",
        &["1000-5500 好一朵美丽的茉莉花", "5500-? 芬芳美丽满枝桠"],
    );
}

#[test]
fn a_refrain_with_several_stamps_is_sung_several_times() {
    check("[00:03.00][00:01]副歌\n[00:02.000]主歌", &["1000-2000 副歌", "2000-3000 主歌", "3000-? 副歌"]);
}

#[test]
fn a_stamp_without_text_ends_the_line_before() {
    check("[00:01]a\n[00:02]\n[00:04]b", &["1000-2000 a", "4000-? b"]);
}

#[test]
fn a_positive_offset_shows_lines_earlier_and_never_before_the_start() {
    check("[offset:500]\n[00:00.2]a\n[00:02]b", &["0-1500 a", "1500-? b"]);
    check("[offset: -500]\n[00:01]a", &["1500-? a"]);
    check("[00:01]a\n[offset:+250]", &["750-? a"]);
}

#[test]
fn a_second_line_of_one_time_is_the_translation() {
    check("[00:01]茉莉花\n[00:01]Jasmine\n[00:02]香\n[00:02]香", &["1000-2000 茉莉花 / Jasmine", "2000-? 香"]);
    check("[00:01]一\n[00:02]二\n[00:01]one\n[00:02]two", &["1000-2000 一 / one", "2000-? 二 / two"]);
    check("[00:01]a\n[00:01]b\n[00:01]c", &["1000-? a / b", "1000-? c"]);
}

#[test]
fn id_tags_are_not_sung() {
    let lyrics = lyrics_of("\u{feff}[ti:茉莉花]\r\n[ar: 民歌]\r\n[la:zh]\r\n[00:01]a\r\n");
    assert_eq!(lyrics.language.as_deref(), Some("zh"));
    assert_eq!(lyrics.lines.len(), 1);
    assert!(lyrics.synced);
}

#[test]
fn words_of_enhanced_lines() {
    let lyrics = lyrics_of("[00:01.00]<00:01.00>Hello <00:01.50>dear <00:02.00>world<00:02.70>\n[00:03]next");
    let line = &lyrics.lines[0];
    assert_eq!(line.text, "Hello dear world");
    let words: Vec<_> = line.words.iter().map(|word| (word.start_ms, word.end_ms, word.text.as_str())).collect();
    assert_eq!(words, [(1000, 1500, "Hello "), (1500, 2000, "dear "), (2000, 2700, "world")]);
    assert_eq!(line.end_ms, Some(2700));
}

#[test]
fn words_in_brackets_and_with_leading_spaces() {
    let lyrics = lyrics_of("[00:01.00]茉[00:01.20]莉[00:01.40]花\n[00:03] <00:03.0> Hey <00:03.5> you");
    let words: Vec<_> =
        lyrics.lines[0].words.iter().map(|word| (word.start_ms, word.end_ms, word.text.as_str())).collect();
    assert_eq!(words, [(1000, 1200, "茉"), (1200, 1400, "莉"), (1400, 3000, "花")]);
    assert_eq!(lyrics.lines[1].text, "Hey you");
    assert_eq!(lyrics.lines[1].words.len(), 2);
}

#[test]
fn words_of_a_repeated_line_move_with_it() {
    let lyrics = lyrics_of("[00:01][00:11]<00:01.0>a<00:01.5>b<00:02>");
    let starts: Vec<_> = lyrics.lines.iter().map(|line| line.words[1].start_ms).collect();
    assert_eq!(starts, [1500, 11_500]);
}

#[test]
fn plain_text_keeps_its_stanzas() {
    let lyrics = lyrics_of("\n\n劝君更尽一杯酒\n\n西出阳关无故人\n\n");
    let texts: Vec<_> = lyrics.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["劝君更尽一杯酒", "", "西出阳关无故人"]);
    assert!(!lyrics.synced);
    assert_eq!(lyrics.line_at(5), None);
}

#[test]
fn what_is_left_out_is_reported_by_line() {
    let parsed = parse("[00:01]a\nwithout a time\n[offset:soon]\n\n[00:02]b").unwrap();
    assert_eq!(
        parsed.problems,
        [
            LineProblem { line_number: 2, reason: LineReason::NoTime },
            LineProblem { line_number: 3, reason: LineReason::BadOffset },
        ]
    );
    assert_eq!(parsed.lyrics.lines.len(), 2);
}

#[test]
fn text_in_brackets_is_text() {
    check("[Chorus]\nla la", &["?-? [Chorus]", "?-? la la"]);
    check("[00:01]1 < 2 [live]", &["1000-? 1 < 2 [live]"]);
}

#[test]
fn too_many_lines_name_the_line() {
    let text = "[00:01]a\n".repeat(MAX_LINES + 1);
    assert_eq!(parse(&text), Err(Error::TooManyLines { line_number: MAX_LINES + 1 }));
}

#[test]
fn line_at_follows_the_clock() {
    let lyrics = lyrics_of("[00:01]a\n[00:02]b");
    assert_eq!(
        [0, 999, 1000, 1999, 2000, 99_999].map(|time_ms| lyrics.line_at(time_ms)),
        [None, None, Some(0), Some(0), Some(1), Some(1)]
    );
}
