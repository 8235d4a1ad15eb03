//! `cargo xtask promises --mutations`: takes each mechanism away and expects its test to fail.
//!
//! A promise counts when its test passes and fails once the mechanism is gone.
//! The work is done on a copy of the tree below `target/mutations`; the tree itself is never touched.
//! First each test has to pass on the unchanged copy, so that a failure later means something.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::postgres::Cluster;
use crate::tree_copy::{self, Edit, TreeCopy};
use crate::{Error, manifests, promises, shell};

/// Whether each mutation still finds what it takes away, and speaks of promises that there are.
///
/// # Errors
/// Those that do not.
pub(crate) fn check(root: &Path) -> Result<(), Error> {
    read(root, &[]).map(drop)
}

/// How many mutations each promise has.
///
/// # Errors
/// When the file is wrong.
pub(crate) fn counts(root: &Path) -> Result<BTreeMap<String, usize>, Error> {
    let mut counts = BTreeMap::new();
    for promise in file(root)?.mutations.into_iter().flat_map(|mutation| mutation.promises) {
        *counts.entry(promise).or_default() += 1;
    }
    Ok(counts)
}

fn file(root: &Path) -> Result<File, Error> {
    manifests::read(&root.join(PATH))?.try_into().map_err(|error| format!("{PATH}: {error}").into())
}

const PATH: &str = "policy/mutations.toml";

/// Share of mutations that have to be detected, in percent.
const DETECTED_PERCENT_MIN: usize = 95;

/// `policy/mutations.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "mutation")]
    mutations: Vec<Mutation>,
}

/// One mechanism, and how to take it away.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutation {
    id: String,
    promises: Vec<String>,
    /// What is taken away, in words.
    mechanism: String,
    edits: Vec<Edit>,
    /// Whether generated files follow from the edits and are made anew.
    #[serde(default)]
    generate: bool,
    test: Test,
    #[serde(default)]
    expect: Expect,
}

/// The test that has to notice.
#[derive(Clone, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(untagged, deny_unknown_fields)]
enum Test {
    /// A Rust test: its package, where it lies (`tests/NAME.rs`, or inside the library), and its name.
    Rust { package: String, file: Option<String>, name: String },
    /// A unit test of the web app: its file below `web`, and its title.
    Web { web: String, name: String },
}

/// How a detected mutation shows.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Expect {
    /// Everything builds, and the test fails.
    #[default]
    TestFails,
    /// It does not build any more: the types themselves refuse.
    BuildFails,
}

/// How a test went.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Passed,
    Failed,
    NotBuilt,
    /// No test has this name.
    NoTest,
}

/// Runs all mutations, or `only` those.
///
/// # Errors
/// When the file is wrong, or fewer than 95 % are detected.
pub(crate) fn run(root: &Path, only: &[String]) -> Result<(), Error> {
    let mutations = read(root, only)?;
    let cluster = Cluster::start()?;
    let bench = Bench { root, copy: TreeCopy::new(root, "mutations")?, postgres: cluster.url() };
    let mut sound: BTreeMap<&Test, bool> = BTreeMap::new();
    for mutation in &mutations {
        if !sound.contains_key(&mutation.test) {
            let verdict = bench.verdict(&mutation.test)?;
            println!("unchanged  {:<40} {verdict:?}", mutation.test.name());
            sound.insert(&mutation.test, verdict == Verdict::Passed);
        }
    }
    let mut detected = 0;
    for mutation in &mutations {
        let told = if sound[&mutation.test] {
            let verdict = bench.mutate(mutation)?;
            let wanted = if mutation.expect == Expect::TestFails { Verdict::Failed } else { Verdict::NotBuilt };
            detected += usize::from(verdict == wanted);
            if verdict == wanted { "detected".to_owned() } else { format!("MISSED ({verdict:?})") }
        } else {
            "MISSED (its test does not pass unchanged)".to_owned()
        };
        println!("{told:<10} {:<32} {} · {}", mutation.id, mutation.promises.join(" "), mutation.mechanism);
    }
    println!("\ndetected {detected} of {}", mutations.len());
    if detected * 100 < mutations.len() * DETECTED_PERCENT_MIN {
        return Err(format!("fewer than {DETECTED_PERCENT_MIN} % of the mutations were detected").into());
    }
    Ok(())
}

fn read(root: &Path, only: &[String]) -> Result<Vec<Mutation>, Error> {
    let (path, file) = (PATH, file(root)?);
    let known = promises::ids(root)?;
    let mut faults = Vec::new();
    for mutation in &file.mutations {
        for promise in mutation.promises.iter().filter(|promise| !known.contains(promise)) {
            faults.push(format!("{path}: {} speaks of {promise}, which is no promise", mutation.id));
        }
        faults
            .extend(tree_copy::faults(root, &mutation.edits)?.map(|fault| format!("{path}: {}: {fault}", mutation.id)));
    }
    for id in only.iter().filter(|id| file.mutations.iter().all(|mutation| mutation.id != **id)) {
        faults.push(format!("{path}: there is no mutation {id}"));
    }
    if !faults.is_empty() {
        return Err(faults.join("\n").into());
    }
    let wanted = |mutation: &Mutation| only.is_empty() || only.contains(&mutation.id);
    Ok(file.mutations.into_iter().filter(wanted).collect())
}

impl Test {
    fn name(&self) -> &str {
        match self {
            Self::Rust { name, .. } | Self::Web { name, .. } => name,
        }
    }
}

/// The copy of the tree, and what tests on it need.
struct Bench<'a> {
    root: &'a Path,
    copy: TreeCopy<'a>,
    postgres: String,
}

impl Bench<'_> {
    /// Applies the edits, runs the test, and puts the copy right again.
    fn mutate(&self, mutation: &Mutation) -> Result<Verdict, Error> {
        self.copy.apply(&mutation.edits)?;
        let generated = !mutation.generate || self.generate()?;
        let verdict = if generated { self.verdict(&mutation.test) } else { Ok(Verdict::NotBuilt) };
        self.copy.refresh()?;
        verdict
    }

    fn generate(&self) -> Result<bool, Error> {
        let mut command =
            shell::command(self.copy.folder(), "cargo", &["run", "--quiet", "--locked", "-p", "xtask", "--", "gen"]);
        command.env("CARGO_TARGET_DIR", self.copy.target());
        Ok(shell::tee(command, false)?.success)
    }

    fn verdict(&self, test: &Test) -> Result<Verdict, Error> {
        match test {
            Test::Rust { package, file, name } => self.rust_verdict(package, file.as_deref(), name),
            Test::Web { web, name } => {
                let arguments = ["vitest", "run", web.as_str(), "-t", name.as_str()];
                let ended = shell::tee(shell::command(&self.copy.folder().join("web"), "npx", &arguments), false)?;
                let counted =
                    |word: &str| ended.lines.iter().any(|line| line.contains("Tests ") && line.contains(word));
                Ok(match (counted(" failed"), counted(" passed")) {
                    (true, _) => Verdict::Failed,
                    (false, true) if ended.success => Verdict::Passed,
                    (false, true) => Verdict::Failed,
                    (false, false) if ended.success => Verdict::NoTest,
                    (false, false) => Verdict::NotBuilt,
                })
            }
        }
    }

    fn rust_verdict(&self, package: &str, file: Option<&str>, name: &str) -> Result<Verdict, Error> {
        let mut arguments = vec!["test", "--locked", "--quiet", "-p", package];
        let mut name = name.to_owned();
        match file {
            // A crate with several files of tests has them in one program.
            Some(file) if self.has(package, "tests/main.rs")? => {
                arguments.extend(["--test", "tests"]);
                name = format!("{file}::{name}");
            }
            Some(file) => arguments.extend(["--test", file]),
            None if self.has(package, "src/lib.rs")? => arguments.push("--lib"),
            None => arguments.push("--bins"),
        }
        let cargo = |more: &[&str]| {
            let mut command = shell::command(self.copy.folder(), "cargo", &[&arguments, more].concat());
            command.env("CARGO_TARGET_DIR", self.copy.target());
            command.env("QINGYIN_TEST_POSTGRES", &self.postgres).env("QINGYIN_TEST_BOTH_ENGINES", "1");
            shell::tee(command, false)
        };
        if !cargo(&["--no-run"])?.success {
            return Ok(Verdict::NotBuilt);
        }
        let ended = cargo(&["--", &name])?;
        let ran = ended.lines.iter().any(|line| {
            line.starts_with("test result:") && !(line.contains(" 0 passed") && line.contains(" 0 failed"))
        });
        Ok(match (ran, ended.success) {
            (false, true) => Verdict::NoTest,
            (true, true) => Verdict::Passed,
            (_, false) => Verdict::Failed,
        })
    }
}

impl Bench<'_> {
    fn has(&self, package: &str, path: &str) -> Result<bool, Error> {
        let crates = manifests::crates(self.root)?;
        let krate = crates.get(package).ok_or_else(|| format!("there is no crate {package}"))?;
        Ok(self.root.join(&krate.folder).join(path).exists())
    }
}
