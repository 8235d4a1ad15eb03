//! Cutting a text into parts that a gateway takes.
//!
//! What is ASCII goes as ASCII, anything else as UCS-2 in the order of the network.
//! A text that does not fit into one part bears a header in each, by which the telephone puts it together again
//! (3GPP TS 23.040, 9.2.3.24.1).

use bytes::Bytes;

/// Most bytes of one part.
pub const PART_BYTES_MAX: usize = 140;
/// Most bytes of a part beside its header.
pub const LONG_PART_BYTES_MAX: usize = PART_BYTES_MAX - HEADER_BYTES;
/// Most parts of one text: the header counts them in one byte.
pub const PARTS_MAX: usize = 255;
/// Bytes of the header: how many follow, what it is, how many follow, reference, total, number.
const HEADER_BYTES: usize = 6;

/// How the bytes of a part are to be read, `Msg_Fmt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One byte a character.
    Ascii,
    /// Two bytes a unit of UTF-16, the high one first.
    Ucs2,
}

impl Format {
    /// The field's value.
    #[must_use]
    pub const fn octet(self) -> u8 {
        match self {
            Self::Ascii => 0,
            Self::Ucs2 => 8,
        }
    }
}

/// A part of a text, header included.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// How it is to be read.
    pub format: Format,
    /// Parts of the text altogether, at least one.
    pub total: u8,
    /// Which one this is, from one.
    pub number: u8,
    /// Header and text.
    pub content: Bytes,
}

impl Part {
    /// Whether it begins with a header, `TP_udhi`.
    #[must_use]
    pub const fn has_header(&self) -> bool {
        self.total > 1
    }
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Part({:?}, {} of {}, hidden)", self.format, self.number, self.total)
    }
}

/// The text has no characters, or more than [`PARTS_MAX`] parts hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is empty or too long")]
pub struct WrongLength;

/// Cuts a text into parts; `reference` tells the parts of one long text from those of another to the same number.
///
/// A character of two units is never cut.
///
/// # Errors
/// [`WrongLength`].
pub fn split(text: &str, reference: u8) -> Result<Vec<Part>, WrongLength> {
    let format = if text.is_ascii() { Format::Ascii } else { Format::Ucs2 };
    let encoded: usize = text.chars().map(|character| bytes_of(format, character)).sum();
    if encoded == 0 {
        return Err(WrongLength);
    }
    let room = if encoded <= PART_BYTES_MAX { PART_BYTES_MAX } else { LONG_PART_BYTES_MAX };
    let mut cut: Vec<Vec<u8>> = vec![Vec::new()];
    for character in text.chars() {
        let is_full = cut.last().is_some_and(|part| part.len() + bytes_of(format, character) > room);
        if is_full {
            if cut.len() == PARTS_MAX {
                return Err(WrongLength);
            }
            cut.push(Vec::new());
        }
        if let Some(part) = cut.last_mut() {
            encode(format, character, part);
        }
    }
    let total = u8::try_from(cut.len()).map_err(|_| WrongLength)?;
    let numbered = (1..=total).zip(cut);
    Ok(numbered
        .map(|(number, body)| {
            let mut content = Vec::with_capacity(PART_BYTES_MAX);
            if total > 1 {
                content.extend([5, 0, 3, reference, total, number]);
            }
            content.extend(body);
            Part { format, total, number, content: content.into() }
        })
        .collect())
}

const fn bytes_of(format: Format, character: char) -> usize {
    match format {
        Format::Ascii => 1,
        Format::Ucs2 => character.len_utf16() * 2,
    }
}

fn encode(format: Format, character: char, into: &mut Vec<u8>) {
    match format {
        // Nothing above 0x7f is written as ASCII.
        Format::Ascii => into.push(u8::try_from(character).unwrap_or(b'?')),
        Format::Ucs2 => {
            let mut units = [0; 2];
            into.extend(character.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
}

/// Reads what a telephone sent; `None` for bytes that are no text, such as a ring tone.
pub(crate) fn read(format: u8, content: &[u8]) -> Option<String> {
    match format {
        0 | 3 => {
            Some(content.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '\u{fffd}' }).collect())
        }
        8 => {
            let units: Vec<u16> = content.as_chunks().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            Some(String::from_utf16_lossy(&units))
        }
        15 => Some(encoding_rs::GBK.decode_without_bom_handling(content).0.into_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lengths(text: &str) -> Vec<usize> {
        split(text, 7).expect("parts").iter().map(|part| part.content.len()).collect()
    }

    #[test]
    fn a_text_of_140_bytes_is_one_part_and_one_more_makes_two() {
        assert_eq!(lengths(&"a".repeat(140)), [140]);
        assert_eq!(lengths(&"a".repeat(141)), [140, 13]);
        assert_eq!(lengths(&"清".repeat(70)), [140]);
        assert_eq!(lengths(&"清".repeat(71)), [140, 14]);
    }

    #[test]
    fn parts_of_a_long_text_say_which_they_are() {
        let parts = split(&"音".repeat(135), 0xa5).expect("parts");
        let heads: Vec<&[u8]> = parts.iter().map(|part| &part.content[..6]).collect();
        assert_eq!(heads, [[5, 0, 3, 0xa5, 3, 1], [5, 0, 3, 0xa5, 3, 2], [5, 0, 3, 0xa5, 3, 3]]);
        assert!(parts.iter().all(|part| part.has_header() && part.format == Format::Ucs2));
    }

    #[test]
    fn a_character_of_two_units_is_not_cut() {
        // 66 units, then a character of two: it moves to the next part as a whole.
        let text = format!("{}🎧{}", "清".repeat(66), "音".repeat(10));
        assert_eq!(lengths(&text), [6 + 132, 6 + 4 + 20]);
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert_eq!(split("", 0), Err(WrongLength));
        assert_eq!(split(&"清".repeat(67 * 255), 0).map(|parts| parts.len()), Ok(255));
        assert_eq!(split(&"清".repeat(67 * 255 + 1), 0), Err(WrongLength));
    }

    #[test]
    fn what_telephones_send_is_read() {
        let gbk = [0xcd, 0xcb, 0xb6, 0xa9];
        assert_eq!(read(15, &gbk).as_deref(), Some("退订"));
        assert_eq!(read(8, &[0x90, 0x00, 0x8b, 0xa2]).as_deref(), Some("退订"));
        assert_eq!(read(0, b"TD\xff").as_deref(), Some("TD\u{fffd}"));
        assert_eq!(read(8, &[0xd8, 0x3c, 0x00]).as_deref(), Some("\u{fffd}"));
        assert_eq!(read(4, b"\x01\x02"), None);
    }

    proptest! {
        #[test]
        fn parts_put_together_are_the_text(text in "\\PC{1,400}", reference: u8) {
            let parts = split(&text, reference).expect("parts");
            let mut whole = String::new();
            for part in &parts {
                prop_assert!(part.content.len() <= PART_BYTES_MAX);
                let body = if part.has_header() { &part.content[HEADER_BYTES..] } else { &part.content[..] };
                // Each part is whole characters: nothing is replaced.
                whole += &read(part.format.octet(), body).expect("a text");
            }
            prop_assert_eq!(whole, text);
        }
    }
}
