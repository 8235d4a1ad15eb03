//! The official description as a judge of answers.

use std::path::{Path, PathBuf};

use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/schemas")
}

/// Every endpoint of the description.
pub fn endpoints() -> Vec<String> {
    let files = std::fs::read_dir(folder().join("endpoints")).unwrap();
    let mut names: Vec<String> =
        files.filter_map(|file| Some(file.unwrap().file_name().to_str()?.strip_suffix(".json")?.to_owned())).collect();
    names.sort();
    names
}

/// Reads a file of the description with everything it refers to in its place.
fn whole(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    resolve(serde_json::from_str(&text).unwrap(), path.parent().unwrap())
}

fn resolve(value: Value, folder: &Path) -> Value {
    match value {
        Value::Object(object) => match object.get("$ref").and_then(Value::as_str) {
            Some(reference) => whole(&folder.join(reference)),
            None => Value::Object(object.into_iter().map(|(key, value)| (key, resolve(value, folder))).collect()),
        },
        Value::Array(items) => items.into_iter().map(|item| resolve(item, folder)).collect(),
        other => other,
    }
}

/// Proves that an answer is what the description says of this endpoint.
pub fn check(endpoint: &str, answer: &Value) {
    let description = whole(&folder().join(format!("endpoints/{endpoint}.json")));
    let operation = description.get("get").or_else(|| description.get("post")).unwrap();
    let schema = match operation.pointer("/responses/200/content/application~1json/schema") {
        Some(schema) => schema.clone(),
        // Endpoints that give bytes fail in the common form.
        None => whole(&folder().join("schemas/SubsonicResponse.json")),
    };
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(answer).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{endpoint}: {faults:#?}\n{answer:#}");
}
