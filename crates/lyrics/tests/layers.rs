//! Translations and romanisations: in one file, and from files beside it.

use crate::common::shown;
use lyrics::{Kind, parse};

fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(&parse(text).unwrap().lyrics), expected, "{text}");
}

#[test]
fn second_lines_that_spell_the_sound_are_romanised() {
    check(
        "[00:01]好一朵茉莉花\n[00:01]hǎo yī duǒ mò lì huā\n[00:02]芬芳美丽\n[00:02]fēn fāng měi lì",
        &["1000-2000 好一朵茉莉花 ~ hǎo yī duǒ mò lì huā", "2000-? 芬芳美丽 ~ fēn fāng měi lì"],
    );
    check("[00:01]さくら さくら\n[00:01]sakura sakura", &["1000-? さくら さくら ~ sakura sakura"]);
    check("[00:01]春が来た\n[00:01]spring has come", &["1000-? 春が来た / spring has come"]);
    check("[00:01]茉莉花\n[00:01]Jasmine", &["1000-? 茉莉花 / Jasmine"]);
}

#[test]
fn three_lines_of_one_time_are_line_sound_and_translation_in_any_order() {
    check("[00:01]さくら\n[00:01]sakura\n[00:01]樱花", &["1000-? さくら / 樱花 ~ sakura"]);
    check("[00:01]さくら\n[00:01]樱花\n[00:01]sakura", &["1000-? さくら / 樱花 ~ sakura"]);
    check("[00:01]사랑\n[00:01]sarang\n[00:01]爱", &["1000-? 사랑 / 爱 ~ sarang"]);
}

#[test]
fn voices_are_told_apart() {
    let text =
        "[00:01]v1: <00:01>He<00:02>\n[bg: <00:01.5>(ooh)<00:01.9>]\n[00:02]v2: She\n[00:02]他\n[00:03]v1:Re: no mark";
    let lyrics = parse(text).unwrap().lyrics;
    assert_eq!(
        shown(&lyrics),
        ["1000-2000 v1: He@1000+1000 & (ooh)@1500+400", "2000-3000 v2: She / 他", "3000-? v1:Re: no mark"]
    );
    assert_eq!(lyrics.agents.len(), 2);
    check("[00:01]M: a\n[00:02]F: b\n[00:03]D: c", &["1000-2000 M: a", "2000-3000 F: b", "3000-? D: c"]);
    assert_eq!(parse("[00:01]F: a\n[00:02]b").unwrap().lyrics.lines[0].text, "F: a");
}

#[test]
fn a_layer_from_another_file_finds_its_lines_by_time() {
    let mut lyrics = parse("[00:01]一\n[00:02]二\n[00:03]三").unwrap().lyrics;
    let translation = parse("[la:en]\n[00:01.2]one\n[00:01.9]two\n[00:09]nine").unwrap().lyrics;
    assert_eq!(lyrics.add_layer(&translation, Kind::Translation, None), 2);
    let sound = parse("[00:01]yī\n[00:02]èr\n[00:03]sān").unwrap().lyrics;
    assert_eq!(lyrics.add_layer(&sound, Kind::Romanisation, Some("zh-Latn")), 3);
    assert_eq!(shown(&lyrics), ["1000-2000 一 / one ~ yī", "2000-3000 二 / two ~ èr", "3000-? 三 ~ sān"]);
    assert_eq!(
        (lyrics.translation_language.as_deref(), lyrics.romanisation_language.as_deref()),
        (Some("en"), Some("zh-Latn"))
    );
    let mut plain = parse("a\nb").unwrap().lyrics;
    assert_eq!(plain.add_layer(&parse("甲\n乙").unwrap().lyrics, Kind::Translation, Some("zh")), 2);
    assert_eq!(plain.add_layer(&parse("甲\n乙\n丙").unwrap().lyrics, Kind::Translation, Some("zh")), 0);
}

#[test]
fn an_offset_moves_everything_and_never_before_the_start() {
    let mut lyrics = parse("[00:00.2]<00:00.2>a<00:01.0>\n[00:02]b").unwrap().lyrics;
    lyrics.apply_offset(500);
    assert_eq!(shown(&lyrics), ["0-500 a@0+500", "1500-? b"]);
    lyrics.apply_offset(-1_000);
    assert_eq!(shown(&lyrics), ["1000-1500 a@1000+500", "2500-? b"]);
    lyrics.apply_offset(i64::MIN);
    lyrics.apply_offset(i64::MAX);
}
