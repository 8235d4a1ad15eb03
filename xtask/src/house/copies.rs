//! Saying a thing once: long runs of equal lines in two places.

use std::collections::{BTreeMap, HashMap};

use super::files::SourceFile;
use super::limits::Limits;

/// Lines that mean something, in a row and equal, that count as a copy.
const LINES_MIN: usize = 14;

pub(super) fn breaches(files: &[SourceFile], limits: &Limits) -> Vec<String> {
    let copies = find(files);
    let known = |(left, right): &(&str, &str)| {
        limits.copies.iter().any(|copy| copy.files == [*left, *right] || copy.files == [*right, *left])
    };
    let mut breaches: Vec<String> = copies
        .iter()
        .filter(|(pair, _)| !known(pair))
        .map(|((left, right), (at, other))| {
            format!("{left}:{at} and {right}:{other} say the same over {LINES_MIN} lines or more; say it once")
        })
        .collect();
    for copy in &limits.copies {
        let [left, right] = &copy.files;
        let found = copies.keys().any(|pair| *pair == (left, right) || *pair == (right, left));
        if !found {
            breaches.push(format!("{left} and {right} are no copies any more; remove them from xtask/limits.toml"));
        } else if copy.reason.trim().is_empty() {
            breaches.push(format!("{left} and {right} are copies without a reason; write it in xtask/limits.toml"));
        }
    }
    breaches
}

/// For each pair of files with a copy between them, the line where it starts in each.
fn find(files: &[SourceFile]) -> BTreeMap<(&str, &str), (usize, usize)> {
    let mut seen: HashMap<Vec<&str>, (usize, usize)> = HashMap::new();
    let mut copies = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        let lines = meaningful(&file.text);
        for window in lines.windows(LINES_MIN) {
            let text: Vec<&str> = window.iter().map(|(_, line)| *line).collect();
            let here = window[0].0;
            match seen.get(&text) {
                // A run inside one file overlaps itself; only what lies apart is a copy.
                Some(&(other, line)) if other != at || here >= line + LINES_MIN => {
                    copies.entry((files[other].path.as_str(), file.path.as_str())).or_insert((line, here));
                }
                Some(_) => {}
                None => drop(seen.insert(text, (at, here))),
            }
        }
    }
    copies
}

/// Lines with their numbers, without those that repeat by nature: imports, comments, attributes, brackets.
fn meaningful(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    let repeats = |line: &str| {
        let starts = ["use ", "pub use ", "import ", "//", "#[", "/*", "*", "mod ", "pub mod "];
        line.len() < 4 || starts.iter().any(|start| line.starts_with(start))
    };
    lines.filter(|(_, line)| !repeats(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, from: usize, to: usize) -> SourceFile {
        let text = (from..to).map(|number| format!("    let value_{number} = {number};\n\n")).collect();
        SourceFile { path: path.into(), text }
    }

    #[test]
    fn a_long_equal_run_is_a_copy_and_a_short_one_is_not() {
        let told = breaches(&[file("a.rs", 0, 20), file("b.rs", 5, 30)], &Limits::default());
        assert_eq!(told, ["a.rs:11 and b.rs:1 say the same over 14 lines or more; say it once"]);
        let told = breaches(&[file("a.rs", 0, 20), file("b.rs", 7, 30)], &Limits::default());
        assert_eq!(told, Vec::<String>::new());
    }

    #[test]
    fn a_file_is_not_a_copy_of_itself() {
        assert_eq!(breaches(&[file("a.rs", 0, 100)], &Limits::default()), Vec::<String>::new());
    }
}
