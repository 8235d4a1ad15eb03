//! A file is one idea: beyond 500 lines it is likely two.

use super::files::SourceFile;
use super::limits::Limits;

/// The most lines of a source file without a written reason.
const LINES_MAX: usize = 500;

pub(super) fn breaches(files: &[SourceFile], limits: &Limits) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in files {
        let lines = file.text.lines().count();
        let exception = limits.long_files.iter().find(|long| long.path == file.path);
        match exception {
            None if lines > LINES_MAX => {
                breaches.push(format!("{} has {lines} lines, and {LINES_MAX} are a lot; split it by ideas", file.path));
            }
            Some(long) if lines <= LINES_MAX => {
                breaches.push(format!("{} is short enough now; remove it from xtask/limits.toml", long.path));
            }
            Some(long) if lines > long.lines_max => {
                let most = long.lines_max;
                breaches.push(format!("{} has grown from {most} to {lines} lines; it may only shrink", file.path));
            }
            Some(long) if long.reason.trim().is_empty() => {
                breaches.push(format!("{} is long without a reason; write it in xtask/limits.toml", long.path));
            }
            _ => {}
        }
    }
    let gone = limits.long_files.iter().filter(|long| files.iter().all(|file| file.path != long.path));
    breaches.extend(gone.map(|long| format!("{} is gone; remove it from xtask/limits.toml", long.path)));
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::limits::LongFile;

    fn told(lines: usize, lines_max: Option<usize>) -> Vec<String> {
        let files = [SourceFile { path: "a.rs".into(), text: "x\n".repeat(lines) }];
        let long = lines_max.map(|lines_max| LongFile { path: "a.rs".into(), lines_max, reason: "a table".into() });
        breaches(&files, &Limits { long_files: long.into_iter().collect(), copies: Vec::new() })
    }

    #[test]
    fn a_long_file_needs_a_reason_and_may_only_shrink() {
        assert_eq!(told(500, None), Vec::<String>::new());
        assert!(told(501, None)[0].contains("split it by ideas"));
        assert_eq!(told(600, Some(600)), Vec::<String>::new());
        assert!(told(601, Some(600))[0].contains("may only shrink"));
        assert!(told(500, Some(600))[0].contains("short enough now"));
    }
}
