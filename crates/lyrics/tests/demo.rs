//! The demo library's song with everything is read with everything.

use lyrics::{Form, read};

#[test]
fn a_song_with_words_sound_and_meaning() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/music/清音室内乐/送别/01 送别 Farewell.lrc");
    let parsed = read(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!((parsed.lyrics.form, parsed.lyrics.lines.len(), parsed.problems), (Form::EnhancedLrc, 8, vec![]));
    let second = &parsed.lyrics.lines[1];
    assert_eq!((second.text.as_str(), second.words.len()), ("芳草碧连天。", 5));
    assert_eq!(second.romanisation.as_deref(), Some("fāng cǎo bì lián tiān"));
    assert_eq!(second.translation.as_deref(), Some("the fragrant grass runs green to meet the sky."));
    assert!(parsed.lyrics.lines.iter().all(|line| line.romanisation.is_some() && line.translation.is_some()));
}
