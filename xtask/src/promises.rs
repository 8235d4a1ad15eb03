//! `cargo xtask promises`: how many of the suite's promises hold, each with the test that proves it.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::Error;
use crate::manifests;
use crate::test_names::TestNames;

/// The conformance suite, `policy/promises.toml`.
#[derive(Deserialize)]
pub(crate) struct Suite {
    pub(crate) chapter: Vec<Chapter>,
    pub(crate) promise: Vec<Promise>,
}

#[derive(Deserialize)]
pub(crate) struct Chapter {
    pub(crate) key: String,
    pub(crate) title_zh: String,
    pub(crate) title_en: String,
}

#[derive(Deserialize)]
pub(crate) struct Promise {
    pub(crate) id: String,
    pub(crate) chapter: String,
    pub(crate) statement_zh: String,
    pub(crate) statement_en: String,
    #[serde(default)]
    pub(crate) mechanisms: Vec<String>,
    #[serde(default)]
    pub(crate) tests: Vec<String>,
    pub(crate) pending: Option<String>,
}

/// How a promise stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    /// Every test it names is in the tree.
    Held,
    /// Its function does not exist yet.
    Pending(String),
    /// Its function exists, and no test proves it.
    Unproven,
    /// It names tests that are not in the tree.
    Broken(Vec<String>),
}

impl Promise {
    fn standing(&self, names: &TestNames) -> Standing {
        let missing: Vec<String> = self.tests.iter().filter(|test| !names.has(test)).cloned().collect();
        match (&self.pending, self.tests.is_empty()) {
            _ if !missing.is_empty() => Standing::Broken(missing),
            (Some(function), _) => Standing::Pending(function.clone()),
            (None, true) => Standing::Unproven,
            (None, false) => Standing::Held,
        }
    }
}

/// What a person may ask of the promises.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Takes each mechanism away and expects its test to fail
    #[arg(long)]
    mutations: bool,
    /// With --mutations: only the one with this id; repeat it for several
    #[arg(long, value_name = "ID", requires = "mutations")]
    only: Vec<String>,
    /// Names every promise with its tests, also those that wait
    #[arg(long)]
    all: bool,
}

/// Prints the table, or runs the mutations.
///
/// # Errors
/// When a promise names a test that is not there, or too few mutations are detected.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Error> {
    if options.mutations {
        return crate::mutations::run(root, &options.only);
    }
    let suite = read(root)?;
    let names = TestNames::read(root)?;
    print(&suite, &names, options.all);
    refuse_broken(&suite, &names)
}

/// # Errors
/// When a promise names a test that is not there, or a mutation no longer finds its place.
pub(crate) fn check(root: &Path) -> Result<(), Error> {
    let suite = read(root)?;
    let names = TestNames::read(root)?;
    let (held, pending, unproven, _) = count(&suite, &names);
    println!("{held} held, {unproven} unproven, {pending} pending of {}", suite.promise.len());
    refuse_broken(&suite, &names)?;
    crate::mutations::check(root)
}

/// The ids of all promises, for the mutations that speak of them.
pub(crate) fn ids(root: &Path) -> Result<Vec<String>, Error> {
    Ok(read(root)?.promise.into_iter().map(|promise| promise.id).collect())
}

/// # Errors
/// When the file is wrong.
pub(crate) fn read(root: &Path) -> Result<Suite, Error> {
    let path = "policy/promises.toml";
    manifests::read(&root.join(path))?.try_into().map_err(|error| format!("{path}: {error}").into())
}

fn refuse_broken(suite: &Suite, names: &TestNames) -> Result<(), Error> {
    let broken: Vec<String> = suite
        .promise
        .iter()
        .filter_map(|promise| match promise.standing(names) {
            Standing::Broken(missing) => {
                Some(format!("{} names {}, which is not there", promise.id, missing.join(", ")))
            }
            _ => None,
        })
        .collect();
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n").into()) }
}

/// Promises held, pending, unproven and broken.
fn count(suite: &Suite, names: &TestNames) -> (usize, usize, usize, usize) {
    let mut counts = (0, 0, 0, 0);
    for promise in &suite.promise {
        match promise.standing(names) {
            Standing::Held => counts.0 += 1,
            Standing::Pending(_) => counts.1 += 1,
            Standing::Unproven => counts.2 += 1,
            Standing::Broken(_) => counts.3 += 1,
        }
    }
    counts
}

fn print(suite: &Suite, names: &TestNames, all: bool) {
    for chapter in &suite.chapter {
        let mut lines = Vec::new();
        for promise in suite.promise.iter().filter(|promise| promise.chapter == chapter.key) {
            let line = match promise.standing(names) {
                Standing::Held => format!("  {}  held      {}", promise.id, promise.tests.join(", ")),
                Standing::Pending(function) if all => format!("  {}  pending   waits for {function}", promise.id),
                Standing::Pending(_) => continue,
                Standing::Unproven => format!("  {}  unproven  {}", promise.id, promise.statement_en),
                Standing::Broken(missing) => format!("  {}  broken    not there: {}", promise.id, missing.join(", ")),
            };
            lines.push(line);
        }
        if !lines.is_empty() {
            println!("{}\n{}", chapter.title_en, lines.join("\n"));
        }
    }
    let (held, pending, unproven, broken) = count(suite, names);
    println!("\nheld {held}   unproven {unproven}   broken {broken}   pending {pending}   of {}", suite.promise.len());
}

/// Reads a file of the project, for the modules beside this one.
pub(crate) fn text_of(root: &Path, path: &str) -> Result<String, Error> {
    fs::read_to_string(root.join(path)).map_err(|error| format!("failed to read {path}: {error}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(tests: &[&str], pending: Option<&str>) -> Standing {
        let promise = Promise {
            id: "P-001".into(),
            chapter: "versions".into(),
            statement_zh: String::new(),
            statement_en: String::new(),
            mechanisms: Vec::new(),
            tests: tests.iter().map(|&test| test.to_owned()).collect(),
            pending: pending.map(str::to_owned),
        };
        promise.standing(&TestNames::of(&[("crates/x/tests/topic.rs", "#[test]\nfn it_holds() {}\n")]))
    }

    #[test]
    fn a_promise_is_held_only_by_tests_that_exist() {
        assert_eq!(standing(&["topic::it_holds"], None), Standing::Held);
        assert_eq!(standing(&[], None), Standing::Unproven);
        assert_eq!(standing(&[], Some("karaoke")), Standing::Pending("karaoke".into()));
        assert_eq!(standing(&["topic::it_holds", "topic::gone"], None), Standing::Broken(vec!["topic::gone".into()]));
    }
}
