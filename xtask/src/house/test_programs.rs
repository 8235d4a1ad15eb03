//! The tests of a crate from outside are one program.
//!
//! Every file below `tests/` that is a program of its own holds the whole service once more: with one a file, a clean
//! build wrote eleven gigabytes of programs, and linked for minutes.

use std::collections::BTreeMap;
use std::path::Path;

use super::files::SourceFile;

/// Crates with several programs of tests, and files that their program leaves out.
pub(super) fn breaches(files: &[SourceFile]) -> Vec<String> {
    let mut crates: BTreeMap<&Path, Vec<(&str, &str)>> = BTreeMap::new();
    for file in files {
        let path = Path::new(&file.path);
        if let (Some(folder), Some(name)) = (path.parent(), path.file_stem().and_then(|name| name.to_str()))
            && folder.ends_with("tests")
            && folder.parent().is_some_and(|krate| krate.starts_with("crates"))
        {
            crates.entry(folder).or_default().push((name, &file.text));
        }
    }
    let mut found = Vec::new();
    for (folder, tests) in crates {
        let folder = folder.display();
        match tests.iter().find(|(name, _)| *name == "main") {
            None if tests.len() > 1 => found.push(format!(
                "{folder} has {} programs; make it one: {folder}/main.rs with a `mod` for each file, and in Cargo.toml \
                 `autotests = false` and `[[test]] name = \"tests\" path = \"tests/main.rs\"`",
                tests.len()
            )),
            None => {}
            Some((_, main)) => found.extend(
                tests
                    .iter()
                    .filter(|(name, _)| *name != "main" && !main.lines().any(|line| line == format!("mod {name};")))
                    .map(|(name, _)| format!("{folder}/{name}.rs is never run; add `mod {name};` to {folder}/main.rs")),
            ),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches_of(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<SourceFile> = files
            .iter()
            .map(|(path, text)| SourceFile { path: (*path).to_owned(), text: (*text).to_owned() })
            .collect();
        breaches(&files)
    }

    #[test]
    fn two_programs_of_tests_are_refused() {
        assert_eq!(breaches_of(&[("crates/x/tests/one.rs", "")]), Vec::<String>::new());
        let found = breaches_of(&[("crates/x/tests/one.rs", ""), ("crates/x/tests/two.rs", "")]);
        assert!(found.len() == 1 && found[0].contains("has 2 programs"), "{found:?}");
    }

    #[test]
    fn a_file_that_is_never_run_is_refused() {
        let main = ("crates/x/tests/main.rs", "mod one;\n");
        assert_eq!(breaches_of(&[main, ("crates/x/tests/one.rs", "")]), Vec::<String>::new());
        let found = breaches_of(&[main, ("crates/x/tests/one.rs", ""), ("crates/x/tests/two.rs", "")]);
        assert!(found.len() == 1 && found[0].contains("two.rs is never run"), "{found:?}");
    }
}
