//! Writing lyrics as LRC.

use std::fmt::Write as _;

use crate::Lyrics;
use crate::stamp::format_stamp;

/// Writes lyrics as (enhanced) LRC in UTF-8, lines ending with `\n`.
///
/// Times are written with the offset already in them, so no `[offset:]` appears.
/// Where a line ends before the next begins, a stamp without text says so.
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
        if lyric.words.is_empty() {
            line(&mut out, format_args!("[{stamp}]{}", lyric.text));
        } else {
            let mut words = String::new();
            for word in &lyric.words {
                words.push_str(&format!("<{}>{}", format_stamp(word.start_ms), word.text));
            }
            let end_ms = lyric.words.last().map_or(start_ms, |word| word.end_ms);
            line(&mut out, format_args!("[{stamp}]{words}<{}>", format_stamp(end_ms)));
        }
        if let Some(translation) = &lyric.translation {
            line(&mut out, format_args!("[{stamp}]{translation}"));
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

fn line(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{arguments}");
}
