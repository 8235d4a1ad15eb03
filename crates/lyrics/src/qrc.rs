//! QRC, of QQ Music: text in an attribute of an XML document, which may be encrypted under a key that all players know.

use quick_xml::escape::unescape;

use crate::krc::inflate;
use crate::{Error, qrc_cipher};

/// What comes before the text.
const BEFORE: &str = "LyricContent=\"";

/// The largest encrypted song that is opened, in bytes: undoing the cipher takes longer than reading, and songs are short.
const MAX_ENCRYPTED_BYTES: usize = 256 * 1024;

/// How a file on a disk begins, under its mask; `[offset:0]` and a line feed lie beneath.
const MASKED_MAGIC: [u8; 11] = [0x98, 0x25, 0xb0, 0xac, 0xe3, 0x02, 0x83, 0x68, 0xe8, 0xfc, 0x6c];

/// Whether bytes are an encrypted file as it lies on a disk.
pub(crate) fn is_encrypted_file(bytes: &[u8]) -> bool {
    bytes.starts_with(&MASKED_MAGIC)
}

/// Opens an encrypted file as it lies on a disk.
pub(crate) fn decrypt_file(bytes: &[u8]) -> Result<String, Error> {
    let mut bytes = bytes.to_vec();
    qrc_cipher::unmask(&mut bytes);
    let encrypted = bytes.get(MASKED_MAGIC.len()..).ok_or(Error::EncryptedQrc)?;
    decrypt(encrypted)
}

/// Whether a text is encrypted lyrics as hexadecimal digits, as they travel.
pub(crate) fn is_encrypted_hex(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 32 && text.len().is_multiple_of(16) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Opens encrypted lyrics written as hexadecimal digits.
pub(crate) fn decrypt_hex(text: &str) -> Result<String, Error> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.trim().as_bytes().chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?));
    let bytes: Option<Vec<u8>> = pairs.collect();
    decrypt(&bytes.ok_or(Error::EncryptedQrc)?)
}

fn decrypt(bytes: &[u8]) -> Result<String, Error> {
    if bytes.len() > MAX_ENCRYPTED_BYTES {
        return Err(Error::TooLarge { size_bytes: bytes.len() });
    }
    let packed = qrc_cipher::decrypt(bytes);
    inflate(&packed).map_err(|_| Error::EncryptedQrc)
}

/// The text inside of the document; none when it is no such document.
///
/// The attribute is cut out by hand: its text has line feeds that must stay, and often quotation marks that nobody escaped.
pub(crate) fn content_of(text: &str) -> Option<String> {
    let after = &text[text.find(BEFORE)? + BEFORE.len()..];
    let is_end = |at: usize| after[at + 1..].trim_start().starts_with("/>");
    let end = after.match_indices('"').map(|(at, _)| at).find(|at| is_end(*at)).or_else(|| after.rfind('"'))?;
    let raw = &after[..end];
    Some(unescape(raw).map_or_else(|_| raw.to_owned(), |text| text.into_owned()))
}
