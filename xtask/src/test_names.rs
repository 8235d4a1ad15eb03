//! Which tests the tree has, by name.
//!
//! A name is written in one of three ways:
//! - `topic::what_holds`: a Rust test, with as many parts of its path before it as make it clear;
//! - `consent/tests/ui/no_grant.rs`: the end of the path of a file that must not compile;
//! - `e2e/privacy.test.ts > what holds`: the end of the path of a web test, and its title.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Error;

/// Folders without tests of ours.
const FOLDERS_LEFT_OUT: &[&str] = &["target", "node_modules", ".git", ".svelte-kit", "build", "data"];

/// Every test of the tree.
#[derive(Default)]
pub(crate) struct TestNames {
    /// Names of the test functions of each Rust file.
    rust: BTreeMap<String, Vec<String>>,
    /// Titles of the tests of each web test file.
    web: BTreeMap<String, Vec<String>>,
    /// Files that must not compile.
    refused: Vec<String>,
}

impl TestNames {
    /// # Errors
    /// When a folder cannot be read.
    pub(crate) fn read(root: &Path) -> Result<Self, Error> {
        let mut names = Self::default();
        names.walk(root, root)?;
        Ok(names)
    }

    /// The tests of these files: path and text.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let mut names = Self::default();
        for (path, text) in files {
            names.add(path, text);
        }
        names
    }

    fn walk(&mut self, root: &Path, folder: &Path) -> Result<(), Error> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            let left_out = entry.file_name().to_str().is_some_and(|name| FOLDERS_LEFT_OUT.contains(&name));
            if entry.file_type()?.is_dir() {
                if !left_out {
                    self.walk(root, &path)?;
                }
            } else if path.extension().is_some_and(|end| end == "rs" || end == "ts")
                && let Ok(text) = fs::read_to_string(&path)
            {
                self.add(&path.strip_prefix(root).unwrap_or(&path).to_string_lossy(), &text);
            }
        }
        Ok(())
    }

    fn add(&mut self, path: &str, text: &str) {
        if path.contains("/tests/ui/") {
            self.refused.push(path.to_owned());
        } else if path.ends_with(".test.ts") {
            self.web.insert(path.to_owned(), web_titles(text));
        } else if path.ends_with(".rs") {
            self.rust.insert(path.to_owned(), rust_tests(text));
        }
    }

    /// Whether the tree has the test.
    pub(crate) fn has(&self, name: &str) -> bool {
        if let Some((file, title)) = name.split_once(" > ") {
            let ends = |path: &str| path == file || path.ends_with(&format!("/{file}"));
            return self.web.iter().any(|(path, titles)| ends(path) && titles.iter().any(|found| found == title));
        }
        if name.ends_with(".rs") {
            return self.refused.iter().any(|path| path == name || path.ends_with(&format!("/{name}")));
        }
        let (around, test) = name.rsplit_once("::").unwrap_or(("", name));
        let belongs = |path: &str| {
            let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
            around.split("::").filter(|part| !part.is_empty() && *part != "tests").all(|part| parts.contains(&part))
        };
        self.rust.iter().any(|(path, tests)| belongs(path) && tests.iter().any(|found| found == test))
    }
}

/// Functions under an attribute that makes them tests, also inside `proptest!`.
fn rust_tests(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[") {
            marked |= line.contains("test]") || line.contains("test(") || line.contains("rstest");
        } else if let Some(name) = function_name(line) {
            if marked {
                found.push(name.to_owned());
            }
            marked = false;
        }
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches("pub ").trim_start_matches("async ").strip_prefix("fn ")?;
    rest.split(['(', '<']).next()
}

/// Titles of `test('…')`, `it('…')` and their kin.
fn web_titles(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        let Some(rest) = ["test(", "it(", "test.each", "it.each"].iter().find_map(|start| line.strip_prefix(start))
        else {
            continue;
        };
        let Some(start) = rest.find(['\'', '"', '`']) else { continue };
        let quote = &rest[start..=start];
        if let Some(title) = rest[start + 1..].split(quote).next() {
            found.push(title.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> TestNames {
        TestNames::of(&[
            (
                "crates/consent/tests/withdrawal.rs",
                "#[tokio::test]\nasync fn it_stops_recording() {}\nfn helper() {}\n",
            ),
            ("crates/consent/tests/ui/no_grant.rs", "fn main() {}\n"),
            ("web/e2e/privacy.test.ts", "describe('x', () => {\n  it('closes in three taps', async () => {});\n});\n"),
        ])
    }

    #[test]
    fn tests_are_found_by_function_path_and_title() {
        for name in [
            "it_stops_recording",
            "withdrawal::it_stops_recording",
            "consent::withdrawal::it_stops_recording",
            "consent/tests/ui/no_grant.rs",
            "e2e/privacy.test.ts > closes in three taps",
        ] {
            assert!(names().has(name), "{name}");
        }
    }

    #[test]
    fn what_is_no_test_is_not_found() {
        for name in [
            "helper",
            "other::it_stops_recording",
            "tests/ui/no_grant_at_all.rs",
            "e2e/privacy.test.ts > closes in four taps",
            "e2e/other.test.ts > closes in three taps",
        ] {
            assert!(!names().has(name), "{name}");
        }
    }
}
