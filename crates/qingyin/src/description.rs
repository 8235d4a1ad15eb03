//! The description of the API as text.

use serde_json::{Map, Value};
use utoipa::openapi::OpenApi;

/// The description as JSON with the keys of every object in order,
/// so that the same API is always the same text and a change of it can be seen.
///
/// # Errors
/// Never for a description that was made by its crate; the error is serde's own.
pub fn description(api: &OpenApi) -> Result<String, serde_json::Error> {
    let value = sorted(serde_json::to_value(api)?);
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut entries: Vec<(String, Value)> = object.into_iter().collect();
            entries.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(entries.into_iter().map(|(key, value)| (key, sorted(value))).collect::<Map<_, _>>())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(sorted).collect()),
        plain => plain,
    }
}
