//! Names of files as every system takes them, and as headers carry them.

use std::collections::HashSet;
use std::fmt::Write as _;

use axum::http::HeaderValue;

/// A name's length in bytes; file systems take 255, and an ending and a number have to fit as well.
const NAME_BYTES_MAX: usize = 200;

/// A name without what some file system forbids; `fallback` when nothing is left of it.
pub(super) fn file_name(name: &str, fallback: &str) -> String {
    let safe: String = name
        .chars()
        .map(|character| match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            // Marks that turn the direction of writing can make one ending look like another.
            character
                if character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                '_'
            }
            character => character,
        })
        .collect();
    // Windows drops them, and a leading full stop hides a file elsewhere.
    let safe = safe.trim_matches(|character: char| character == '.' || character.is_whitespace());
    let mut end = safe.len().min(NAME_BYTES_MAX);
    while !safe.is_char_boundary(end) {
        end -= 1;
    }
    let safe = safe[..end].trim_end_matches(|character: char| character == '.' || character.is_whitespace());
    if safe.is_empty() { fallback.to_owned() } else { safe.to_owned() }
}

/// Gives each entry of an archive a name of its own, where letters' case does not count.
#[derive(Debug, Default)]
pub(super) struct Distinct(HashSet<String>);

impl Distinct {
    /// `stem.ending`, or with a number when there is one of that name.
    pub(super) fn name(&mut self, stem: &str, ending: &str) -> String {
        let mut name = format!("{stem}.{ending}");
        let mut number = 2;
        while !self.0.insert(name.to_lowercase()) {
            name = format!("{stem} ({number}).{ending}");
            number += 1;
        }
        name
    }
}

/// `Content-Disposition` of a file to be kept: the name as RFC 8187 writes it, and in ASCII for those who do not read that (RFC 6266).
pub(super) fn attachment(name: &str) -> HeaderValue {
    let plain: String =
        name.chars().map(|c| if matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%') { c } else { '_' }).collect();
    let mut text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    // Printable ASCII alone, which is a header value whatever the name was.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::{Distinct, attachment, file_name};

    #[test]
    fn names_hold_nothing_that_a_system_forbids() {
        for (given, expected) in [
            ("茉莉花", "茉莉花"),
            ("AC/DC: \"Live\"?", "AC_DC_ _Live__"),
            ("../../etc/passwd", "_.._etc_passwd"),
            (" . ", "track"),
            ("", "track"),
            ("song\u{202e}3pm.exe", "song_3pm.exe"),
            ("a\nb\0c", "a_b_c"),
        ] {
            assert_eq!(file_name(given, "track"), expected);
        }
        let long = file_name(&"音".repeat(500), "track");
        assert!(long.len() <= 200 && long.chars().all(|c| c == '音'));
    }

    #[test]
    fn equal_names_are_told_apart() {
        let mut names = Distinct::default();
        assert_eq!(names.name("Song", "flac"), "Song.flac");
        assert_eq!(names.name("song", "flac"), "song (2).flac");
        assert_eq!(names.name("Song", "mp3"), "Song.mp3");
    }

    #[test]
    fn a_header_carries_any_name() {
        let header = attachment("音 \"a\" 100%.flac");
        assert_eq!(
            header.to_str().expect("ASCII"),
            "attachment; filename=\"_ _a_ 100_.flac\"; filename*=UTF-8''%E9%9F%B3%20%22a%22%20100%25.flac"
        );
    }
}
