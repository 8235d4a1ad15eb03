//! Writing lyrics as LRC.

use std::fmt::Write as _;

use crate::stamp::format_stamp;
use crate::voices::is_mark;
use crate::{Lyrics, Word};

/// Writes lyrics as (enhanced) LRC in UTF-8, lines ending with `\n`.
///
/// Times are written with the offset already in them, so no `[offset:]` appears.
/// Where a line ends before the next begins, a stamp without text says so.
/// A romanisation stands before the translation; LRC cannot say which is which, TTML can.
#[must_use]
pub fn to_lrc(lyrics: &Lyrics) -> String {
    let mut out = String::new();
    if let Some(language) = &lyrics.language {
        line(&mut out, format_args!("[la:{language}]"));
    }
    for (index, lyric) in lyrics.lines.iter().enumerate() {
        let Some(start_ms) = lyric.start_ms else {
            line(&mut out, format_args!("{}", lyric.text));
            continue;
        };
        let stamp = format_stamp(start_ms);
        let voice = lyric.agent.as_deref().filter(|id| is_mark(id)).map_or(String::new(), |id| format!("{id}: "));
        line(&mut out, format_args!("[{stamp}]{voice}{}", with_stamps(&lyric.text, &lyric.words)));
        if let Some(background) = &lyric.background {
            line(&mut out, format_args!("[bg: {}]", with_stamps(&background.text, &background.words)));
        }
        for layer in lyric.romanisation.iter().chain(&lyric.translation) {
            line(&mut out, format_args!("[{stamp}]{layer}"));
        }
        let next_ms = lyrics.lines.get(index + 1).and_then(|next| next.start_ms);
        if let Some(end_ms) = lyric.end_ms
            && lyric.words.is_empty()
            && next_ms.is_none_or(|next_ms| end_ms < next_ms)
        {
            line(&mut out, format_args!("[{}]", format_stamp(end_ms)));
        }
    }
    out
}

fn with_stamps(text: &str, words: &[Word]) -> String {
    let Some(last) = words.last() else { return text.to_owned() };
    let mut out = String::new();
    for word in words {
        // Writing to a string cannot fail.
        let _ = write!(out, "<{}>{}", format_stamp(word.start_ms), word.text);
    }
    let _ = write!(out, "<{}>", format_stamp(last.end_ms));
    out
}

fn line(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = writeln!(out, "{arguments}");
}
