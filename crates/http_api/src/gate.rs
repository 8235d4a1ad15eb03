//! What each operation declares: the function it belongs to and the purposes it reads or writes for.

use utoipa::openapi::{OpenApi, PathItem};

/// One operation of the API and what it declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `GET`, `PUT` and so on.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: String,
    /// The name of its handler.
    pub id: String,
    /// The function of the policy, from `x-function`.
    pub function: Option<String>,
    /// The purposes of the policy, from `x-purposes`.
    pub purposes: Option<Vec<String>>,
}

/// All operations of an API description.
#[must_use]
pub fn operations(api: &OpenApi) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in &api.paths.paths {
        for (method, operation) in methods(item) {
            let extensions = operation.extensions.as_ref();
            let get = |name: &str| extensions.and_then(|extensions| extensions.get(name)).cloned();
            found.push(Operation {
                method,
                path: path.clone(),
                id: operation.operation_id.clone().unwrap_or_default(),
                function: get("x-function").and_then(|value| value.as_str().map(str::to_owned)),
                purposes: get("x-purposes").and_then(|value| serde_json::from_value(value).ok()),
            });
        }
    }
    found
}

fn methods(item: &PathItem) -> impl Iterator<Item = (&'static str, &utoipa::openapi::path::Operation)> {
    [
        ("GET", &item.get),
        ("PUT", &item.put),
        ("POST", &item.post),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
        ("HEAD", &item.head),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}
