//! Holds every answer of every test against the description of the API, so that the description says the truth.

use std::collections::BTreeSet;

use axum::http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Map, Value};

/// The description of the API as clients read it.
pub struct Contract(Value);

impl Contract {
    pub fn of(app: &qingyin::App) -> Self {
        Self(serde_json::from_str(&qingyin::description(app.api()).unwrap()).unwrap())
    }

    /// Fails the test when an answer is not as described; what is asked at an address nobody described is let be.
    pub fn check(&self, method: &Method, path: &str, status: StatusCode, headers: &HeaderMap, bytes: &[u8]) {
        let Some(responses) = self.responses(method, path) else { return };
        let fallback = responses.get("default").filter(|_| !status.is_success() && !status.is_redirection());
        let response = responses.get(status.as_str()).or(fallback);
        let Some(response) = response else { panic!("{method} {path} answered {status}, which is not described") };
        if bytes.is_empty() {
            return;
        }
        let media = headers.get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
        let media = media.split(';').next().unwrap_or_default();
        let content = self.resolved(response)["content"].as_object();
        let described = content.into_iter().flatten().find(|(name, _)| is_media(name, media));
        let Some((_, described)) = described else { panic!("{method} {path} {status}: {media} is not described") };
        if media.ends_with("json") && described.get("schema").is_some() {
            let mut faults = Vec::new();
            self.hold(&described["schema"], &serde_json::from_slice(bytes).unwrap(), "", &mut faults);
            assert!(faults.is_empty(), "{method} {path} {status} is not as described: {}", faults.join("; "));
        }
    }

    fn responses(&self, method: &Method, path: &str) -> Option<&Map<String, Value>> {
        let paths = self.0["paths"].as_object()?;
        // A path in so many words goes before one with parameters.
        let described = paths.get(path).or_else(|| {
            paths.iter().find(|(described, _)| is_path(described, path)).map(|(_, operations)| operations)
        })?;
        described[method.as_str().to_lowercase()]["responses"].as_object()
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => self.resolved(self.0.pointer(reference.trim_start_matches('#')).unwrap()),
            None => schema,
        }
    }

    /// The properties of an object, through all its parts.
    fn properties<'a>(&'a self, schema: &'a Value) -> BTreeSet<&'a str> {
        let schema = self.resolved(schema);
        let own = schema["properties"].as_object().into_iter().flat_map(Map::keys).map(String::as_str);
        let parts = schema["allOf"].as_array().into_iter().flatten();
        own.chain(parts.flat_map(|part| self.properties(part))).collect()
    }

    fn hold(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let known = self.properties(schema);
        if let Some(object) = value.as_object().filter(|_| !known.is_empty()) {
            let stray = object.keys().filter(|name| !known.contains(name.as_str()));
            faults.extend(stray.map(|name| format!("{at}.{name} is not described")));
        }
        self.hold_within(schema, value, at, faults);
    }

    fn hold_within(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let schema = self.resolved(schema);
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.hold_within(part, value, at, faults);
        }
        let choices = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
        if let Some(choices) = choices {
            let fits = |choice: &Value| {
                let mut inner = Vec::new();
                self.hold(choice, value, at, &mut inner);
                inner.is_empty()
            };
            if !choices.iter().any(fits) {
                faults.push(format!("{at} is none of its choices: {value}"));
            }
        }
        let kinds = &schema["type"];
        let is_one = kinds.as_array().is_some_and(|kinds| kinds.iter().any(|kind| is_kind(kind, value)));
        if !kinds.is_null() && !is_one && !is_kind(kinds, value) {
            faults.push(format!("{at} is no {kinds}: {value}"));
        }
        if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
            faults.push(format!("{at} is none of its words: {value}"));
        }
        if let Some(object) = value.as_object() {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            faults.extend(
                required.filter(|name| !object.contains_key(*name)).map(|name| format!("{at}.{name} is missing")),
            );
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                if let Some(value) = object.get(name) {
                    self.hold(property, value, &format!("{at}.{name}"), faults);
                }
            }
        }
        if let (Some(list), Some(items)) = (value.as_array(), schema.get("items")) {
            list.iter().for_each(|value| self.hold(items, value, &format!("{at}[]"), faults));
        }
    }
}

fn is_kind(kind: &Value, value: &Value) -> bool {
    match kind.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => false,
    }
}

fn is_media(described: &str, media: &str) -> bool {
    described == media || described.strip_suffix('*').is_some_and(|family| media.starts_with(family))
}

fn is_path(described: &str, path: &str) -> bool {
    let mut parts = described.split('/').zip(path.split('/'));
    described.split('/').count() == path.split('/').count()
        && parts.all(|(described, part)| described == part || described.starts_with('{') && !part.is_empty())
}
