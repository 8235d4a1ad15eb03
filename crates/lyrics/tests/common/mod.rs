//! How lyrics are written down in these tests.

use lyrics::{Lyrics, Word};

/// One line each: `start-end agent: text / translation ~ romanisation (background)`, with `|` between words.
pub fn shown(lyrics: &Lyrics) -> Vec<String> {
    let time = |time_ms: Option<u64>| time_ms.map_or("?".to_owned(), |time_ms| time_ms.to_string());
    let words = |text: &str, words: &[Word]| {
        if words.is_empty() {
            return text.to_owned();
        }
        let joined: String = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(joined, text);
        words
            .iter()
            .map(|word| format!("{}@{}+{}", word.text, word.start_ms, word.end_ms - word.start_ms))
            .collect::<Vec<_>>()
            .join("|")
    };
    lyrics
        .lines
        .iter()
        .map(|line| {
            let mut out = format!("{}-{} ", time(line.start_ms), time(line.end_ms));
            if let Some(agent) = &line.agent {
                out.push_str(&format!("{agent}: "));
            }
            out.push_str(&words(&line.text, &line.words));
            if let Some(translation) = &line.translation {
                out.push_str(&format!(" / {translation}"));
            }
            if let Some(romanisation) = &line.romanisation {
                out.push_str(&format!(" ~ {romanisation}"));
            }
            if let Some(background) = &line.background {
                out.push_str(&format!(" & {}", words(&background.text, &background.words)));
                if let Some(translation) = &background.translation {
                    out.push_str(&format!(" / {translation}"));
                }
            }
            out
        })
        .collect()
}
