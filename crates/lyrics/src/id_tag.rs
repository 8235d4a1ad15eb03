//! Id tags: `[ti:…]`, `[offset:…]` and the like, which LRC and its descendants share.

use crate::LineReason;
use crate::collect::Collector;

/// The longest offset that is believed: one day.
const MAX_OFFSET_MS: i64 = 24 * 60 * 60 * 1000;

/// Splits `[key:value]`; none when the line is something else.
pub(crate) fn parse(line: &str) -> Option<(&str, &str)> {
    let inside = line.strip_prefix('[')?.strip_suffix(']')?;
    let (key, value) = inside.split_once(':')?;
    let key = key.trim();
    let is_key = !key.is_empty()
        && key.len() <= 16
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'#');
    is_key.then(|| (key, value.trim()))
}

/// Takes what a tag says about the lyrics; tags about the song belong to the catalogue.
pub(crate) fn apply(collector: &mut Collector, line_number: usize, key: &str, value: &str) {
    if key.eq_ignore_ascii_case("offset") {
        match value.parse::<i64>() {
            Ok(offset_ms) if offset_ms.abs() <= MAX_OFFSET_MS => collector.lyrics.offset_ms = offset_ms,
            _ if value.is_empty() => {}
            _ => collector.problem(line_number, LineReason::BadOffset),
        }
    } else if ["la", "lang"].iter().any(|name| key.eq_ignore_ascii_case(name)) && !value.is_empty() {
        collector.lyrics.language = Some(value.to_owned());
    } else if key.eq_ignore_ascii_case("language") && (2..=35).contains(&value.len()) {
        // In KRC the same key carries a layer, which is longer than any language tag.
        collector.lyrics.language = Some(value.to_owned());
    }
}
