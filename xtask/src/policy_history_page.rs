//! What each version of the policy changed, as a page of the documentation in each language.

use std::fs;
use std::path::Path;

use policy_lang::{CompiledPolicy, Language, history};

use crate::Error;
use crate::r#gen::freeze;

const HEAD: &str = "<!-- Made by `cargo xtask gen` from policy/versions; never edited. -->\n\n";

/// The page in each language: its path and its text.
///
/// # Errors
/// When a version cannot be read.
pub(crate) fn pages(root: &Path) -> Result<Vec<(String, String)>, Error> {
    let versions = versions(root)?;
    let page = |path: &str, language| (path.to_owned(), format!("{HEAD}{}", history::markdown(&versions, language)));
    Ok(vec![
        page("docs/src/reference/policy_changes.md", Language::En),
        page("docs/src/zh-CN/policy_changes.md", Language::ZhCn),
    ])
}

/// The versions, the oldest first.
fn versions(root: &Path) -> Result<Vec<CompiledPolicy>, Error> {
    let read = |number: u32| {
        let path = format!("policy/versions/{number}/policy.json");
        let text = fs::read_to_string(root.join(&path)).map_err(|error| format!("failed to read {path}: {error}"))?;
        serde_json::from_str(&text).map_err(|error| format!("{path}: {error}").into())
    };
    freeze::numbers(root)?.into_iter().map(read).collect()
}
