//! Everything that is generated: what follows from the policy, the reference of settings, the promises, the crate map.

use std::fs;
use std::path::Path;

use policy_lang::Language;

use crate::house::strata::Strata;
use crate::manifests::{self, Crate};
use crate::{Error, r#gen, policy_history_page, promises_page};

const MAP_START: &str = "<!-- crate map, made by `cargo xtask gen` -->";
const MAP_END: &str = "<!-- end of the crate map -->";

/// Makes everything anew; with `check` only compares.
///
/// # Errors
/// What cannot be generated or written.
pub(crate) fn make(root: &Path, check: bool) -> Result<r#gen::Report, Error> {
    let mut report = r#gen::generate(root, check)?;
    for (path, content) in outputs(root)? {
        report.files += 1;
        let full = root.join(&path);
        if fs::read_to_string(&full).is_ok_and(|present| present == content) {
            continue;
        }
        if !check {
            fs::create_dir_all(full.parent().unwrap_or(root))
                .and_then(|()| fs::write(&full, content))
                .map_err(|error| format!("failed to write {path}: {error}"))?;
        }
        report.changed.push(path);
    }
    Ok(report)
}

/// # Errors
/// The generated files that are stale.
pub(crate) fn check(root: &Path) -> Result<(), Error> {
    let report = make(root, true)?;
    println!("{report}");
    if report.is_stale() { Err("generated files are stale; run `cargo xtask gen`".into()) } else { Ok(()) }
}

fn outputs(root: &Path) -> Result<Vec<(String, String)>, Error> {
    let mut outputs = Vec::new();
    for (language, path) in
        [(Language::En, "docs/src/reference/configuration.md"), (Language::ZhCn, "docs/src/zh-CN/configuration.md")]
    {
        let head = "<!-- Made by `cargo xtask gen` from crates/config/src/keys.rs; never edited. -->\n\n";
        outputs.push((path.to_owned(), format!("{head}{}", config::reference_markdown(language))));
    }
    outputs.extend(promises_page::pages(root)?);
    outputs.extend(policy_history_page::pages(root)?);
    let path = "ARCHITECTURE.md";
    let text = fs::read_to_string(root.join(path)).map_err(|error| format!("failed to read {path}: {error}"))?;
    outputs.push((path.to_owned(), with_map(&text, &crate_map(root)?)?));
    Ok(outputs)
}

/// `text` with the map between its two marks.
fn with_map(text: &str, map: &str) -> Result<String, Error> {
    let parts = text.split_once(MAP_START).and_then(|(head, rest)| Some((head, rest.split_once(MAP_END)?.1)));
    let (head, tail) = parts.ok_or_else(|| format!("ARCHITECTURE.md needs the lines {MAP_START} and {MAP_END}"))?;
    Ok(format!("{head}{MAP_START}\n\n{map}\n{MAP_END}{tail}"))
}

/// The crates by floor, the highest first, with what each is and which of ours it needs.
fn crate_map(root: &Path) -> Result<String, Error> {
    let strata = Strata::read(root)?;
    let crates = manifests::crates(root)?;
    let mut map = "| crate | what it is | needs |\n| --- | --- | --- |\n".to_owned();
    let floors = strata.strata.iter().rev().map(|stratum| (stratum.name.as_str(), &stratum.about, &stratum.crates));
    for (name, about, members) in floors.chain([("tools", &strata.tools.about, &strata.tools.crates)]) {
        map += &format!("| **{name}** | *{about}* | |\n");
        for krate in members.iter().filter_map(|member| crates.get(member)) {
            map += &row(krate, &crates);
        }
    }
    Ok(map)
}

fn row(krate: &Crate, crates: &std::collections::BTreeMap<String, Crate>) -> String {
    let mut needs: Vec<&str> =
        krate.dependencies.iter().map(String::as_str).filter(|name| crates.contains_key(*name)).collect();
    needs.sort_unstable();
    let description = krate.description.trim_end_matches('.');
    format!("| [`{}`]({}) | {description} | {} |\n", krate.name, krate.folder.display(), needs.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_generated_is_fresh() {
        check(&crate::root()).unwrap_or_else(|stale| panic!("{stale}"));
    }

    #[test]
    fn the_map_replaces_only_what_stands_between_its_marks() {
        let text = format!("before\n{MAP_START}\nold\n{MAP_END}\nafter\n");
        let made = with_map(&text, "new").unwrap();
        assert_eq!(made, format!("before\n{MAP_START}\n\nnew\n{MAP_END}\nafter\n"));
        assert_eq!(with_map(&made, "new").unwrap(), made);
        assert!(with_map("no marks", "new").is_err());
    }
}
