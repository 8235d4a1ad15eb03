//! The description of the API: what the routes say of themselves, and what holds for all of them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

/// What the routes are added to: the name of the API, and what every one of them may answer.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Qingyin", description = "A self-hosted music service whose privacy policy is its code."),
    components(schemas(http_api::ProblemBody<'static>))
)]
pub(crate) struct Outline;

/// The description as JSON with the keys of every object in order,
/// so that the same API is always the same text and a change of it can be seen.
///
/// It adds what holds for every route and would otherwise have to be written at each:
/// failures are problems, the language of an answer may be asked for,
/// and a property of an answer that may be null is written out all the same.
///
/// # Errors
/// Never for a description that was made by its crate; the error is serde's own.
pub fn description(api: &OpenApi) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(api)?;
    for operation in operations(&mut value) {
        add_problems(operation);
        add_language(operation);
    }
    value["components"]["responses"] = json!({
        "Problem": { "description": "What went wrong, and what helps", "content": problem() },
    });
    value["components"]["parameters"] = json!({
        "Language": {
            "name": "language",
            "in": "query",
            "required": false,
            "description": "The language of the answer; by default what `Accept-Language` asks for.",
            "schema": { "type": "string", "enum": ["zh-CN", "en"] },
        },
    });
    require_nullable(&mut value);
    name_parts(&mut value);
    Ok(serde_json::to_string_pretty(&sorted(value))? + "\n")
}

fn operations(api: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let paths = api.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(|paths| paths.values_mut()).filter_map(Value::as_object_mut);
    items.flat_map(|item| item.values_mut()).filter_map(Value::as_object_mut)
}

/// Every failed answer is a problem: the invariant of crate `http_api`.
fn add_problems(operation: &mut Map<String, Value>) {
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    for (status, response) in responses.iter_mut() {
        if let Some(response) = response.as_object_mut().filter(|_| status.starts_with(['4', '5'])) {
            response.entry("content").or_insert_with(problem);
        }
    }
    responses.entry("default").or_insert_with(|| json!({ "$ref": "#/components/responses/Problem" }));
}

fn problem() -> Value {
    json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } })
}

/// The extractor of parameters lets `language` through on every route; some use the name for a filter of their own.
fn add_language(operation: &mut Map<String, Value>) {
    let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
    let Some(parameters) = parameters.as_array_mut() else { return };
    if parameters.iter().all(|parameter| parameter["name"] != "language") {
        parameters.push(json!({ "$ref": "#/components/parameters/Language" }));
    }
}

/// An optional field of an answer is written as null, and so is always there;
/// one that is left out instead declares `#[schema(nullable = false)]` beside `skip_serializing_if`.
/// In a request both stand for nothing, so its schemas stay as they are.
fn require_nullable(api: &mut Value) {
    let asked = schemas_of_requests(api);
    let Some(schemas) = api.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    for (_, schema) in schemas.iter_mut().filter(|(name, _)| !asked.contains(*name)) {
        require_nullable_within(schema);
    }
}

fn require_nullable_within(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        let properties = object.get("properties").and_then(Value::as_object);
        let nullable = properties.into_iter().flatten().filter(|(_, property)| is_nullable(property));
        let nullable: Vec<String> = nullable.map(|(name, _)| name.clone()).collect();
        if !nullable.is_empty()
            && let Some(required) = object.entry("required").or_insert_with(|| json!([])).as_array_mut()
        {
            let missing = nullable.into_iter().filter(|name| !required.iter().any(|known| known == name.as_str()));
            let missing: Vec<Value> = missing.map(Value::String).collect();
            required.extend(missing);
        }
        object.values_mut().for_each(require_nullable_within);
    } else if let Some(list) = schema.as_array_mut() {
        list.iter_mut().for_each(require_nullable_within);
    }
}

fn is_nullable(schema: &Value) -> bool {
    let is_null = |kind: &Value| kind == "null";
    let of = |word: &str| schema[word].as_array().is_some_and(|choices| choices.iter().any(is_nullable));
    is_null(&schema["type"]) || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(is_null)) || {
        of("oneOf") || of("anyOf")
    }
}

/// A list of a kind of thing carries the thing's whole schema; here it refers to it by name.
fn name_parts(api: &mut Value) {
    let Some(schemas) = api.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    let named = schemas.clone();
    for schema in schemas.values_mut() {
        let Some(items) = schema.pointer_mut("/properties/items/items") else { continue };
        if let Some((name, _)) = named.iter().find(|(_, whole)| *whole == items) {
            *items = json!({ "$ref": format!("#/components/schemas/{name}") });
        }
    }
}

/// The names of the schemas that bodies of requests are made of.
fn schemas_of_requests(api: &Value) -> BTreeSet<String> {
    let paths = api["paths"].as_object().into_iter().flat_map(Map::values);
    let bodies = paths.filter_map(Value::as_object).flat_map(Map::values).map(|operation| &operation["requestBody"]);
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&Value> = bodies.collect();
    while let Some(part) = waiting.pop() {
        match part {
            Value::Object(object) => waiting.extend(object.values()),
            Value::Array(list) => waiting.extend(list),
            Value::String(text) => {
                if let Some(name) = text.strip_prefix("#/components/schemas/")
                    && found.insert(name.to_owned())
                {
                    waiting.push(&api["components"]["schemas"][name]);
                }
            }
            _ => {}
        }
    }
    found
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
