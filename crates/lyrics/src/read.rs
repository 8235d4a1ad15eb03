//! Telling what a file is by what is in it, and reading it so.

use crate::{Error, MAX_SIZE_BYTES, Parsed, decode, krc, lrc, qrc, srt, timed_words, ttml};

/// Reads a lyrics file of any form.
///
/// The form is told by the content: endings of names lie too often.
///
/// # Errors
/// As [`decode`] and [`parse`], and [`Error::Packing`] or [`Error::EncryptedQrc`] for packed forms that do not open.
pub fn read(bytes: &[u8]) -> Result<Parsed, Error> {
    if bytes.len() > MAX_SIZE_BYTES {
        return Err(Error::TooLarge { size_bytes: bytes.len() });
    }
    if krc::is_packed(bytes) {
        return parse(&krc::unpack(bytes)?);
    }
    if qrc::is_encrypted_file(bytes) {
        return parse(&qrc::decrypt_file(bytes)?);
    }
    parse(&decode(bytes)?.text)
}

/// Parses lyrics; text in which no line has a time is plain.
///
/// A positive `[offset:]` shows every line that much earlier, as players have agreed.
/// Lines of one time in LRC become a line and its layers; where nobody can tell what a third is, it keeps a line of its own.
/// A timed line without text ends the line before it.
///
/// # Errors
/// [`Error::TooLarge`] and [`Error::TooManyLines`]; a bad line is a [`crate::LineProblem`] instead.
pub fn parse(text: &str) -> Result<Parsed, Error> {
    // Bytes of a one-byte encoding take up to three as UTF-8.
    if text.len() > MAX_SIZE_BYTES * 3 {
        return Err(Error::TooLarge { size_bytes: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if qrc::is_encrypted_hex(text) {
        return parse_open(&qrc::decrypt_hex(text)?);
    }
    parse_open(text)
}

fn parse_open(text: &str) -> Result<Parsed, Error> {
    if ttml::is_ttml(text) {
        return ttml::parse(text);
    }
    if text.trim_start().starts_with('<')
        && let Some(content) = qrc::content_of(text)
    {
        return parse_lines(&content);
    }
    parse_lines(text)
}

fn parse_lines(text: &str) -> Result<Parsed, Error> {
    if timed_words::form_of(text).is_some() {
        return timed_words::parse(text);
    }
    if srt::is_srt(text) {
        return srt::parse(text);
    }
    lrc::parse(text)
}
