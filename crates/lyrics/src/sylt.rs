//! SYLT: synchronised text in an ID3v2 tag (ID3v2.4.0 frames, section 4.9).

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use crate::collect::{Collector, joined};
use crate::model::{Form, Line, Word};
use crate::{Error, MAX_LINES, MAX_SIZE_BYTES, Parsed, repair_mojibake};

/// The most pieces of text of one frame: words, not lines.
const MAX_PIECES: usize = 200_000;

/// Reads the body of a frame SYLT, that is what follows the frame's header.
///
/// `mpeg_frame_duration_us` is how long one MPEG frame of the track lasts, in microseconds;
/// it is needed only by frames that count in them.
/// A piece of text that begins or ends with a line feed begins or ends a line; without any, each piece is a line.
///
/// # Errors
/// [`Error::Frame`], [`Error::NotLyrics`], [`Error::UnknownFrameDuration`], [`Error::TooLarge`], [`Error::TooManyLines`].
pub fn read_sylt(frame: &[u8], mpeg_frame_duration_us: Option<u32>) -> Result<Parsed, Error> {
    if frame.len() > MAX_SIZE_BYTES {
        return Err(Error::TooLarge { size_bytes: frame.len() });
    }
    let [encoding, language @ .., time_format, content] = *frame.first_chunk::<6>().ok_or(Error::Frame)?;
    if encoding > 3 {
        return Err(Error::Frame);
    }
    // Words and transcriptions are sung; movements, events, chords and links are not.
    if !matches!(content, 1 | 2) {
        return Err(Error::NotLyrics);
    }
    let unit_us = match time_format {
        1 => u64::from(mpeg_frame_duration_us.ok_or(Error::UnknownFrameDuration)?),
        2 => 1_000,
        _ => return Err(Error::Frame),
    };
    let mut strings = Strings { encoding, high_first: false };
    let (_description, mut rest) = strings.next(&frame[6..]).ok_or(Error::Frame)?;
    let mut collector = Collector::new(Form::Sylt);
    collector.lyrics.language = language_of(language);
    let mut pieces: Vec<(u64, String)> = Vec::new();
    while let Some((text, after)) = strings.next(rest) {
        let Some((time, after)) = after.split_first_chunk::<4>() else { break };
        rest = after;
        if pieces.len() >= MAX_PIECES {
            return Err(Error::TooManyLines { line_number: pieces.len() });
        }
        pieces.push((u64::from(u32::from_be_bytes(*time)) * unit_us / 1_000, text));
    }
    if pieces.is_empty() {
        return Err(Error::Frame);
    }
    for (index, line) in lines_of(&pieces).into_iter().enumerate() {
        if index >= MAX_LINES {
            return Err(Error::TooManyLines { line_number: index + 1 });
        }
        collector.push(index + 1, line)?;
    }
    Ok(collector.finish())
}

fn lines_of(pieces: &[(u64, String)]) -> Vec<Line> {
    let has_marks = pieces.iter().any(|(_, text)| text.contains('\n'));
    let mut lines: Vec<Vec<(u64, &str)>> = Vec::new();
    let mut is_closed = true;
    for (start_ms, text) in pieces {
        let begins = text.starts_with('\n');
        if begins || is_closed || !has_marks {
            lines.push(Vec::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push((*start_ms, text));
        }
        is_closed = text.ends_with('\n') && text.trim() != "";
    }
    let next_starts: Vec<Option<u64>> =
        lines.iter().skip(1).map(|line| line.first().map(|(start_ms, _)| *start_ms)).chain([None]).collect();
    lines.into_iter().zip(next_starts).map(|(pieces, next_ms)| line_of(&pieces, next_ms)).collect()
}

fn line_of(pieces: &[(u64, &str)], next_ms: Option<u64>) -> Line {
    let start_ms = pieces.first().map(|(start_ms, _)| *start_ms);
    let words: Vec<Word> = pieces
        .iter()
        .enumerate()
        .map(|(index, (start_ms, text))| {
            let following_ms = pieces.get(index + 1).map(|(start_ms, _)| *start_ms).or(next_ms).unwrap_or(*start_ms);
            Word { start_ms: *start_ms, end_ms: following_ms, text: text.replace(['\n', '\r'], "") }
        })
        .collect();
    let (text, words) = joined(words);
    let words = if words.len() > 1 { words } else { Vec::new() };
    Line { start_ms, end_ms: None, text, words, ..Line::default() }
}

/// Three letters of ISO 639-2; `XXX` and zeros say nothing.
fn language_of(bytes: [u8; 3]) -> Option<String> {
    let text = std::str::from_utf8(&bytes).ok()?.to_ascii_lowercase();
    (text != "xxx" && text.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(text)
}

/// Terminated strings in the encoding of the frame.
struct Strings {
    encoding: u8,
    /// The byte order of the newest mark: later strings of a frame often have none.
    high_first: bool,
}

impl Strings {
    fn next<'a>(&mut self, bytes: &'a [u8]) -> Option<(String, &'a [u8])> {
        let is_wide = matches!(self.encoding, 1 | 2);
        let (text, after) = if is_wide {
            let end = bytes.chunks_exact(2).position(|pair| pair == [0, 0])? * 2;
            (&bytes[..end], &bytes[end + 2..])
        } else {
            let end = bytes.iter().position(|byte| *byte == 0)?;
            (&bytes[..end], &bytes[end + 1..])
        };
        let text = match self.encoding {
            0 => {
                let text: String = text.iter().map(|byte| char::from(*byte)).collect();
                repair_mojibake(&text).unwrap_or(text)
            }
            3 => UTF_8.decode_without_bom_handling(text).0.into_owned(),
            encoding => {
                let text = match text {
                    [0xfe, 0xff, text @ ..] => {
                        self.high_first = true;
                        text
                    }
                    [0xff, 0xfe, text @ ..] => {
                        self.high_first = false;
                        text
                    }
                    text => text,
                };
                let decoder = if encoding == 2 || self.high_first { UTF_16BE } else { UTF_16LE };
                decoder.decode_without_bom_handling(text).0.into_owned()
            }
        };
        Some((text.chars().filter(|one| !one.is_control() || *one == '\n').collect(), after))
    }
}
