//! From bytes of unknown encoding to text.
//!
//! Chinese lyrics and tags of the last thirty years are UTF-8, UTF-16 or a member of the GB family, and seldom say which.
//! GB18030 contains GBK and GB2312, so one decoder reads all three.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{Error, MAX_SIZE_BYTES};

/// An encoding that was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB18030, which contains GBK and GB2312.
    Gb18030,
    /// Windows-1252, which contains Latin-1: the last resort.
    Windows1252,
}

/// Text and the encoding it was in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text without a byte order mark.
    pub text: String,
    /// How it was encoded.
    pub encoding: Encoding,
}

/// Decodes text by its byte order mark, else by what the bytes can be.
///
/// The order is: byte order mark; valid UTF-8; UTF-16 by the position of zero bytes; GB18030 when it decodes without loss
/// and looks like Chinese; Windows-1252.
///
/// # Errors
/// [`Error::TooLarge`] beyond [`MAX_SIZE_BYTES`]; [`Error::NotText`] for bytes with zeros or other controls that no text has.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    if bytes.len() > MAX_SIZE_BYTES {
        return Err(Error::TooLarge { size_bytes: bytes.len() });
    }
    let decoded = by_mark(bytes).or_else(|| by_content(bytes)).ok_or(Error::NotText)?;
    if decoded.text.chars().any(is_control) {
        return Err(Error::NotText);
    }
    Ok(decoded)
}

/// Text whose bytes were GB18030 and were read as Latin-1 or Windows-1252, read rightly; `None` when it is not such text.
///
/// Old taggers wrote GBK into fields that are Latin-1 by their standard, so that 茉莉花 is read as `ÜÔÀò»¨`.
/// The text is taken for such a case only when every character fits one byte, the bytes decode as GB18030 without loss,
/// and most of what comes out are common Chinese characters.
/// So `Ólafur Arnalds` and `Motörhead` stay what they are.
#[must_use]
pub fn repair_mojibake(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes = one_byte_each(text)?;
    looks_like_chinese(&bytes).then(|| lossless(GB18030, &bytes)).flatten()
}

fn one_byte_each(text: &str) -> Option<Vec<u8>> {
    let latin1: Option<Vec<u8>> = text.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect();
    latin1.or_else(|| {
        let (bytes, _, had_errors) = WINDOWS_1252.encode(text);
        (!had_errors).then(|| bytes.into_owned())
    })
}

fn by_mark(bytes: &[u8]) -> Option<Decoded> {
    let (encoding, length) = encoding_rs::Encoding::for_bom(bytes)?;
    let rest = &bytes[length..];
    // A marked file with a broken character still reads better with one replacement than as Latin-1.
    let (text, _) = encoding.decode_without_bom_handling(rest);
    let encoding = if encoding == UTF_8 {
        Encoding::Utf8
    } else if encoding == UTF_16LE {
        Encoding::Utf16Le
    } else {
        Encoding::Utf16Be
    };
    Some(Decoded { text: text.into_owned(), encoding })
}

fn by_content(bytes: &[u8]) -> Option<Decoded> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        // UTF-16 of plain English is valid UTF-8 as well: the zeros tell.
        if !text.contains('\0') {
            return Some(Decoded { text: text.to_owned(), encoding: Encoding::Utf8 });
        }
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        let (decoder, name) = match encoding {
            Encoding::Utf16Be => (UTF_16BE, Encoding::Utf16Be),
            _ => (UTF_16LE, Encoding::Utf16Le),
        };
        return lossless(decoder, bytes).map(|text| Decoded { text, encoding: name });
    }
    if looks_like_chinese(bytes)
        && let Some(text) = lossless(GB18030, bytes)
    {
        return Some(Decoded { text, encoding: Encoding::Gb18030 });
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Some(Decoded { text: text.into_owned(), encoding: Encoding::Windows1252 })
}

fn lossless(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Line ends and digits of stamps are ASCII in every lyrics file, so UTF-16 without a mark has many zeros on one side only.
fn utf16_by_zeros(bytes: &[u8]) -> Option<Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let pairs = bytes.len() / 2;
    let high_zeros = bytes.iter().step_by(2).filter(|byte| **byte == 0).count();
    let low_zeros = bytes.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
    if low_zeros * 10 >= pairs && high_zeros * 10 <= low_zeros {
        Some(Encoding::Utf16Le)
    } else if high_zeros * 10 >= pairs && low_zeros * 10 <= high_zeros {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Whether the bytes beyond ASCII come mostly in the pairs of GB2312's Chinese characters and punctuation.
///
/// Both bytes of such a pair are 0xA1 or higher, while accented letters of Western text mostly stand alone between ASCII letters.
fn looks_like_chinese(bytes: &[u8]) -> bool {
    let mut common = 0_usize;
    let mut other = 0_usize;
    let mut rest = bytes;
    while let Some((&lead, after_lead)) = rest.split_first() {
        if lead < 0x80 {
            rest = after_lead;
            continue;
        }
        match after_lead.split_first() {
            Some((&trail, after_trail)) if trail >= 0x40 => {
                // 0xA1–0xA3 punctuation and full-width forms, 0xB0–0xF7 the characters.
                let is_common = trail >= 0xA1 && (matches!(lead, 0xA1 | 0xA3) || (0xB0..=0xF7).contains(&lead));
                if is_common {
                    common += 1;
                } else {
                    other += 1;
                }
                rest = after_trail;
            }
            _ => {
                other += 2;
                rest = after_lead;
            }
        }
    }
    common > 0 && common >= other * 2
}

fn is_control(character: char) -> bool {
    character.is_control()
        && !matches!(character, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{80}'..='\u{9f}')
}
