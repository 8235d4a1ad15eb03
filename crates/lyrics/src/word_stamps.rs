//! The times inside a line of enhanced LRC: `<mm:ss.xx>` or `[mm:ss.xx]` before each word.

use crate::stamp::parse_stamp;

/// The stamp at the head of a text, between the two marks, and what follows.
pub(crate) fn stamp_at(text: &str, open: char, close: char) -> Option<(u64, &str)> {
    let inside = text.strip_prefix(open)?;
    // The longest stamp has 12 characters: a search for the end may not cross the whole file.
    let end = inside.char_indices().take(16).find(|(_, character)| *character == close)?.0;
    Some((parse_stamp(&inside[..end])?, &inside[end + close.len_utf8()..]))
}

/// Splits a line at its inner stamps; the text before the first one begins with the line.
pub(crate) fn split(line_start_ms: u64, rest: &str) -> (String, Vec<(u64, String)>) {
    let mut text = String::with_capacity(rest.len());
    let mut words: Vec<(u64, String)> = Vec::new();
    let mut pending = String::new();
    let mut pending_ms = line_start_ms;
    let mut any = false;
    let mut remaining = rest;
    while let Some(character) = remaining.chars().next() {
        let stamp = match character {
            '<' => stamp_at(remaining, '<', '>'),
            '[' => stamp_at(remaining, '[', ']'),
            _ => None,
        };
        if let Some((time_ms, after)) = stamp {
            any = true;
            if !pending.is_empty() {
                words.push((pending_ms, std::mem::take(&mut pending)));
            }
            pending_ms = time_ms;
            remaining = after;
        } else {
            pending.push(character);
            text.push(character);
            remaining = &remaining[character.len_utf8()..];
        }
    }
    if !any {
        return (text.trim().to_owned(), Vec::new());
    }
    // Pushed even when empty: a stamp after the last word tells when the line ends.
    words.push((pending_ms, pending));
    tidy(text, words)
}

/// `<t> word <t> word`: the space after a stamp belongs to the word before it.
fn tidy(text: String, words: Vec<(u64, String)>) -> (String, Vec<(u64, String)>) {
    let mut tidied: Vec<(u64, String)> = Vec::with_capacity(words.len());
    let last = words.len().saturating_sub(1);
    for (index, (start_ms, word)) in words.into_iter().enumerate() {
        let trimmed = word.trim_start();
        let had_space = trimmed.len() != word.len();
        if let Some((_, before)) = tidied.last_mut()
            && had_space
            && !before.ends_with(char::is_whitespace)
        {
            before.push(' ');
        }
        if trimmed.is_empty() && index != last {
            continue;
        }
        tidied.push((start_ms, trimmed.to_owned()));
    }
    let joined: String = if tidied.iter().all(|(_, word)| word.is_empty()) {
        text
    } else {
        tidied.iter().map(|(_, word)| word.as_str()).collect()
    };
    (joined.trim().to_owned(), tidied)
}
