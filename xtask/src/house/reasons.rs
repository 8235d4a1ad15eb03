//! Every dependency has its reason in `docs/decisions/dependencies.md`.

use std::collections::BTreeSet;
use std::path::Path;

use toml::Value;

use crate::Error;
use crate::manifests::read;
use crate::promises::text_of;

const PAGE: &str = "docs/decisions/dependencies.md";

/// Dependencies without a reason, and reasons without a dependency.
///
/// # Errors
/// When the manifest or the page cannot be read.
pub(super) fn breaches(root: &Path) -> Result<Vec<String>, Error> {
    let manifest = read(&root.join("Cargo.toml"))?;
    let table = manifest.get("workspace").and_then(|w| w.get("dependencies")).and_then(Value::as_table);
    let ours = |value: &Value| value.get("path").is_some();
    let needed = table.into_iter().flatten().filter(|(_, value)| !ours(value)).map(|(name, _)| name.as_str()).collect();
    Ok(compare(&needed, &text_of(root, PAGE)?))
}

fn compare(needed: &BTreeSet<&str>, page: &str) -> Vec<String> {
    let told: BTreeSet<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | ")).map(|(name, _)| name).collect();
    let missing = needed.difference(&told).map(|name| format!("{name} has no reason; write it in {PAGE}"));
    let idle =
        told.difference(needed).map(|name| format!("{PAGE} gives a reason for {name}, which is not used; remove it"));
    missing.chain(idle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_and_reasons_match() {
        let page = "| crate | why |\n| --- | --- |\n| `a` | it does | MIT |\n| `b` | it did | MIT |\n";
        assert_eq!(compare(&BTreeSet::from(["a", "b"]), page), Vec::<String>::new());
        let told = compare(&BTreeSet::from(["a", "c"]), page);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("c has no reason") && told[1].contains("for b, which is not used"));
    }
}
