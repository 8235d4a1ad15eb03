//! What is asked is asked by the function that needs it, where it needs it: promise P-029.
//!
//! `policy/forms.toml` says of each field that the API takes which item it fills. It is held against the description of
//! the API, the items of the policy and the web app, so that no form can ask for what another function keeps.

mod operations;
mod web;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;

use self::operations::Operation;
use super::files::SourceFile;
use crate::{Error, manifests};

const FORMS: &str = "policy/forms.toml";
const API: &str = "web/openapi.json";
const ITEMS: &str = "policy/items";

/// [`FORMS`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    #[serde(rename = "aid")]
    aids: Vec<Aid>,
    #[serde(rename = "step")]
    steps: Vec<Step>,
    #[serde(rename = "form")]
    forms: Vec<Form>,
}

/// A kind of field that fills nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Aid {
    key: String,
    about: String,
}

/// A function that asks for what another one keeps.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    function: String,
    asks_for: String,
    reason: String,
}

/// What one operation asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    operation: String,
    asked_in: BTreeSet<String>,
    fields: BTreeMap<String, Fills>,
}

/// What a field fills: a column or an aid, or several where it is a file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Fills {
    One(String),
    Several(Vec<String>),
}

impl Fills {
    fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Several(several) => several,
        }
    }
}

/// An item of the policy, as far as forms have to know it.
#[derive(Deserialize)]
struct Item {
    id: String,
    purpose: String,
    function: String,
    columns: BTreeMap<String, toml::Value>,
}

/// Fields that no line declares, lines that no field needs, and fields that fill another function's item.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn breaches(root: &Path, files: &[SourceFile]) -> Result<Vec<String>, Error> {
    let forms: Forms = manifests::read(&root.join(FORMS))?.try_into().map_err(|error| format!("{FORMS}: {error}"))?;
    let api = serde_json::from_str(&fs::read_to_string(root.join(API))?).map_err(|error| format!("{API}: {error}"))?;
    let calls = web::calls(files);
    let operations = operations::with_body(&api);
    Ok([calls.breaches, compare(&forms, &operations, &items(root)?, &calls.asked_in)].concat())
}

fn items(root: &Path) -> Result<BTreeMap<String, Item>, Error> {
    #[derive(Deserialize)]
    struct File {
        #[serde(rename = "item")]
        items: Vec<Item>,
    }
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root.join(ITEMS))? {
        let path = entry?.path();
        let file: File = manifests::read(&path)?.try_into().map_err(|error| format!("{}: {error}", path.display()))?;
        found.extend(file.items.into_iter().map(|item| (item.id.clone(), item)));
    }
    Ok(found)
}

fn compare(
    forms: &Forms,
    operations: &BTreeMap<String, Operation>,
    items: &BTreeMap<String, Item>,
    asked_in: &BTreeMap<(String, String), BTreeSet<String>>,
) -> Vec<String> {
    let declared: BTreeMap<&str, &Form> = forms.forms.iter().map(|form| (form.operation.as_str(), form)).collect();
    let mut found = Vec::new();
    let mut used = Used::default();
    for (id, operation) in operations {
        let Some(form) = declared.get(id.as_str()) else {
            found.push(format!("{id} takes a body and stands in no form; say in {FORMS} what it asks for, and where"));
            continue;
        };
        found.extend(differences(id, "fields", &operation.fields, &form.fields.keys().cloned().collect()));
        let calls = asked_in.get(&(operation.method.clone(), operation.path.clone())).cloned().unwrap_or_default();
        found.extend(differences(id, "asked_in", &calls, &form.asked_in));
        for (field, fills) in
            form.fields.iter().flat_map(|(field, fills)| fills.all().iter().map(move |one| (field, one)))
        {
            found.extend(used.check(forms, items, operation, fills).err().map(|why| format!("{id}.{field} {why}")));
        }
    }
    let idle = |kind: &str, what: &str| format!("{FORMS}: {kind} {what} is not needed any more; remove it");
    found.extend(declared.keys().filter(|id| !operations.contains_key(**id)).map(|id| idle("form", id)));
    found.extend(forms.aids.iter().filter(|aid| !used.aids.contains(&aid.key)).map(|aid| idle("aid", &aid.key)));
    for step in &forms.steps {
        let pair = (step.function.clone(), step.asks_for.clone());
        if !used.steps.contains(&pair) {
            found.push(idle("step", &format!("{} → {}", step.function, step.asks_for)));
        }
    }
    let unexplained = forms.steps.iter().map(|step| &step.reason).chain(forms.aids.iter().map(|aid| &aid.about));
    if unexplained.filter(|reason| reason.trim().is_empty()).count() > 0 {
        found.push(format!("{FORMS}: an aid or a step gives no reason; write one"));
    }
    found
}

/// What is there and not declared, and what is declared and not there.
fn differences(id: &str, what: &str, there: &BTreeSet<String>, declared: &BTreeSet<String>) -> Vec<String> {
    let undeclared =
        there.difference(declared).map(|one| format!("{id}: '{one}' is missing from its {what} in {FORMS}"));
    let idle = declared.difference(there).map(|one| format!("{id}: '{one}' in its {what} in {FORMS} is not there"));
    undeclared.chain(idle).collect()
}

/// The aids and steps that some field needed.
#[derive(Default)]
struct Used {
    aids: BTreeSet<String>,
    steps: BTreeSet<(String, String)>,
}

impl Used {
    /// Whether an operation may ask for what fills this.
    ///
    /// # Errors
    /// Why it may not.
    fn check(
        &mut self,
        forms: &Forms,
        items: &BTreeMap<String, Item>,
        operation: &Operation,
        fills: &str,
    ) -> Result<(), String> {
        let Some((item, column)) = fills.split_once('.') else {
            if forms.aids.iter().any(|aid| aid.key == fills) {
                self.aids.insert(fills.to_owned());
                return Ok(());
            }
            return Err(format!("is '{fills}', which is neither a column nor an aid"));
        };
        let Some(item) = items.get(item).filter(|item| item.columns.contains_key(column)) else {
            return Err(format!("fills '{fills}', which the policy does not declare"));
        };
        if !operation.purposes.contains(&item.purpose) {
            return Err(format!(
                "fills '{fills}' for the purpose '{}', which the operation does not name",
                item.purpose
            ));
        }
        if item.function == operation.function {
            return Ok(());
        }
        let is_taken = |step: &Step| step.function == operation.function && step.asks_for == item.function;
        if forms.steps.iter().any(is_taken) {
            self.steps.insert((operation.function.clone(), item.function.clone()));
            return Ok(());
        }
        Err(format!(
            "fills '{fills}' of the function '{}', and is asked for by '{}': ask where it is needed, or write a step",
            item.function, operation.function
        ))
    }
}

#[cfg(test)]
mod tests;
