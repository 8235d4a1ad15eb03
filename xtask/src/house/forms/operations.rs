//! The operations that take a body, out of the description of the API.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// An operation that takes a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Operation {
    /// In small letters.
    pub(super) method: String,
    pub(super) path: String,
    pub(super) function: String,
    pub(super) purposes: BTreeSet<String>,
    /// The fields of its body, those of objects within it with dots between; `body` where it has none.
    pub(super) fields: BTreeSet<String>,
}

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

/// Each operation with a body, by its identifier.
pub(super) fn with_body(api: &Value) -> BTreeMap<String, Operation> {
    let paths = api["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, operations)| {
        operations.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
    });
    let with_body = operations
        .filter(|(_, method, operation)| METHODS.contains(&method.as_str()) && operation.get("requestBody").is_some());
    let read = with_body.map(|(path, method, operation)| {
        let text = |key: &str| operation[key].as_str().unwrap_or_default().to_owned();
        let purposes = operation["x-purposes"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let read = Operation {
            method: method.clone(),
            path: path.clone(),
            function: text("x-function"),
            purposes: purposes.map(str::to_owned).collect(),
            fields: fields(api, &operation["requestBody"]),
        };
        (text("operationId"), read)
    });
    read.collect()
}

fn fields(api: &Value, body: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, content) in body["content"].as_object().into_iter().flatten() {
        let before = found.len();
        collect(api, &content["schema"], "", &mut found);
        if found.len() == before {
            found.insert("body".to_owned());
        }
    }
    found
}

/// Adds the fields of a schema; tells whether it has any.
fn collect(api: &Value, schema: &Value, before: &str, found: &mut BTreeSet<String>) -> bool {
    let schema = match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
        Some(pointer) => api.pointer(pointer).unwrap_or(&Value::Null),
        None => schema,
    };
    let mut has_fields = false;
    for key in ["allOf", "oneOf", "anyOf"] {
        for part in schema[key].as_array().into_iter().flatten() {
            has_fields |= collect(api, part, before, found);
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        has_fields = true;
        let name = format!("{before}{name}");
        if !collect(api, property, &format!("{name}."), found) {
            found.insert(name);
        }
    }
    has_fields
}
