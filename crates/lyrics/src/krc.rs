//! KRC, of Kugou: packed text, with its layers in one of its tags.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

use crate::layers::Kind;
use crate::model::Lyrics;
use crate::ttml_head::collapsed;
use crate::{Error, MAX_SIZE_BYTES};

/// What a packed file begins with.
const MAGIC: &[u8] = b"krc1";

/// What each byte is combined with, over and over.
const MASK: [u8; 16] = [0x40, 0x47, 0x61, 0x77, 0x5e, 0x32, 0x74, 0x47, 0x51, 0x36, 0x31, 0x2d, 0xce, 0xd2, 0x6e, 0x69];

/// Whether bytes are a packed file.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Unpacks a file to its text.
///
/// # Errors
/// [`Error::Packing`] when it is damaged or unfolds beyond [`MAX_SIZE_BYTES`]; [`Error::NotText`].
pub(crate) fn unpack(bytes: &[u8]) -> Result<String, Error> {
    let masked = bytes.strip_prefix(MAGIC).ok_or(Error::Packing)?;
    let packed: Vec<u8> = masked.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect();
    inflate(&packed)
}

/// Inflates zlib data to UTF-8 text, and no further than [`MAX_SIZE_BYTES`].
pub(crate) fn inflate(packed: &[u8]) -> Result<String, Error> {
    let text =
        miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, MAX_SIZE_BYTES).map_err(|_| Error::Packing)?;
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    std::str::from_utf8(text).map(str::to_owned).map_err(|_| Error::NotText)
}

/// Puts the layers of a `[language:]` tag on the lines; false when it cannot be read.
///
/// The value is base64 of `{"content":[{"type":1,"lyricContent":[["…"],…]}]}`: type 0 romanises each word, type 1 translates.
/// `numbers` tells for each line the how manieth timed line of the file it is.
pub(crate) fn put_layers(lyrics: &mut Lyrics, numbers: &[Option<usize>], value: &str) -> bool {
    let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let engine = GeneralPurpose::new(&base64::alphabet::STANDARD, lenient);
    let Some(json) = engine.decode(value.trim()).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
    else {
        return false;
    };
    let Some(layers) = json.get("content").and_then(Value::as_array) else { return false };
    for layer in layers {
        let kind = match layer.get("type").and_then(Value::as_u64) {
            Some(0) => Kind::Romanisation,
            Some(1) => Kind::Translation,
            _ => continue,
        };
        let Some(texts) = layer.get("lyricContent").and_then(Value::as_array) else { continue };
        for (line, number) in lyrics.lines.iter_mut().zip(numbers) {
            let parts = number.and_then(|number| texts.get(number)).and_then(Value::as_array);
            let text: String = parts.into_iter().flatten().filter_map(Value::as_str).collect();
            let text = collapsed(&text);
            if !text.is_empty() && text != line.text {
                match kind {
                    Kind::Translation => line.translation = Some(text),
                    Kind::Romanisation => line.romanisation = Some(text),
                }
            }
        }
    }
    true
}
