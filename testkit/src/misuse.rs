//! Programs that must not compile, against the libraries that the tests themselves were linked with.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use serde_json::Value;

/// The program that has to compile, so that the others do not fail for want of a library.
const CONTROL: &str = "control.rs";
/// What stands behind a line that the compiler has to refuse, before the code of its error.
const MARK: &str = "//~ ";
/// Builds of the libraries that are tried, where several lie side by side.
const COMBINATIONS_MAX: usize = 200;

/// Compiles each program of `tests/ui` in a crate's folder against these of its libraries, and holds what the compiler
/// says against the marks: a line that ends in `//~ E0308` has to be refused with that error, and no other line at all.
///
/// The libraries are those beside the test, so nothing is built; where several builds of one lie there, those are taken
/// with which `control.rs` compiles.
///
/// # Panics
/// When a program compiles that must not, or is refused elsewhere or for another reason; when the control is refused.
pub fn misuse_is_refused(crate_folder: &str, libraries: &[&str]) {
    let folder = Path::new(crate_folder).join("tests/ui");
    let mut programs: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("a folder of programs")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    programs.sort();
    let control = folder.join(CONTROL);
    let built = built(libraries);
    let mut refusals = BTreeSet::new();
    let chosen = combinations(&built).into_iter().find(|chosen| {
        refusals = refused(&control, libraries, chosen);
        refusals.is_empty()
    });
    let chosen = chosen.unwrap_or_else(|| panic!("{CONTROL} has to compile and is refused: {refusals:?}"));
    programs.retain(|path| *path != control);
    assert!(!programs.is_empty(), "there is nothing to refuse in {}", folder.display());
    for program in programs {
        let expected = marks(&program);
        assert!(!expected.is_empty(), "{} marks no line", program.display());
        assert_eq!(refused(&program, libraries, &chosen), expected, "{}", program.display());
    }
}

/// Lines and the codes of the errors that they are marked with.
fn marks(program: &Path) -> BTreeSet<(u64, String)> {
    let text = fs::read_to_string(program).expect("a program");
    let marked = (1..).zip(text.lines()).filter_map(|(number, line)| Some((number, line.split_once(MARK)?.1)));
    marked.map(|(number, code)| (number, code.trim().to_owned())).collect()
}

/// Lines that the compiler refuses, and the codes of its errors.
fn refused(program: &Path, libraries: &[&str], chosen: &[PathBuf]) -> BTreeSet<(u64, String)> {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc")));
    command.args(["--edition", "2024", "--crate-type", "bin", "--emit", "metadata", "--error-format", "json"]);
    command.arg("--out-dir").arg(scratch.path()).arg("-L").arg(dependency(&beside()));
    for (library, path) in libraries.iter().zip(chosen) {
        command.arg("--extern").arg(format!("{library}={}", path.display()));
    }
    let output = command.arg(program).output().expect("the compiler runs");
    let told = String::from_utf8_lossy(&output.stderr);
    let messages = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let errors = messages.filter(|message| message["level"] == "error" && message["spans"][0].is_object());
    let found: BTreeSet<(u64, String)> = errors
        .map(|message| {
            let spans = message["spans"].as_array().into_iter().flatten();
            let line =
                spans.clone().find(|span| span["is_primary"] == true).and_then(|span| span["line_start"].as_u64());
            (line.unwrap_or_default(), message["code"]["code"].as_str().unwrap_or("no code").to_owned())
        })
        .collect();
    if !output.status.success() && found.is_empty() {
        return BTreeSet::from([(0, told.into_owned())]);
    }
    found
}

fn dependency(folder: &Path) -> OsString {
    let mut argument = OsString::from("dependency=");
    argument.push(folder);
    argument
}

/// The folder of what was built: where this very program lies.
fn beside() -> PathBuf {
    let program = std::env::current_exe().expect("a program of our own");
    program.parent().expect("a folder").to_owned()
}

/// The builds of each library, the newest first.
fn built(libraries: &[&str]) -> Vec<Vec<PathBuf>> {
    let files: Vec<PathBuf> =
        fs::read_dir(beside()).expect("a folder of builds").map(|entry| entry.expect("an entry").path()).collect();
    let of = |library: &&str| {
        let mut found: Vec<PathBuf> = files.iter().filter(|path| is_build_of(path, library)).cloned().collect();
        let age =
            |path: &PathBuf| fs::metadata(path).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        found.sort_by_key(|path| std::cmp::Reverse(age(path)));
        assert!(!found.is_empty(), "no build of {library} lies beside the test");
        found
    };
    libraries.iter().map(of).collect()
}

fn is_build_of(path: &Path, library: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let hash = name.strip_prefix(&format!("lib{library}-")).and_then(|rest| rest.strip_suffix(".rlib"));
    hash.is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// One build of each library, in every way, those of the newest first.
fn combinations(built: &[Vec<PathBuf>]) -> Vec<Vec<PathBuf>> {
    let mut all: Vec<Vec<PathBuf>> = vec![Vec::new()];
    for builds in built {
        let longer = builds.iter().flat_map(|build| {
            let with = |shorter: &Vec<PathBuf>| shorter.iter().chain([build]).cloned().collect();
            all.iter().map(with).collect::<Vec<Vec<PathBuf>>>()
        });
        all = longer.take(COMBINATIONS_MAX).collect();
    }
    all
}
