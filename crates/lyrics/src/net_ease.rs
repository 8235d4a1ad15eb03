//! The credit lines of NetEase Cloud Music: a JSON object a line, in YRC and in LRC alike.

use serde_json::Value;

/// The time in milliseconds and the text of `{"t":0,"c":[{"tx":"作词: "},{"tx":"李叔同"}]}`; none for anything else.
pub(crate) fn credit_of(line: &str) -> Option<(u64, String)> {
    if !line.starts_with("{\"") || !line.ends_with('}') {
        return None;
    }
    let value: Value = serde_json::from_str(line).ok()?;
    let parts = value.get("c")?.as_array()?;
    let text: String = parts.iter().filter_map(|part| part.get("tx")?.as_str()).collect();
    Some((value.get("t")?.as_u64()?, text.split_whitespace().collect::<Vec<_>>().join(" ")))
}
