//! Steps one after the other, each with its time, and a table at the end.

use std::time::Instant;

use crate::Error;

/// How a step ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

struct Step {
    name: &'static str,
    outcome: Outcome,
    seconds: f64,
    /// What it computed, where the system tells; on a machine that others share it says more than the time.
    computed_s: Option<f64>,
    note: String,
}

/// The steps taken so far.
#[derive(Default)]
pub(crate) struct Steps {
    taken: Vec<Step>,
    /// Closing lines of the test runners, shown again at the very end.
    closing: Vec<String>,
}

impl Steps {
    /// Takes a step; its failure is told at once and does not stop the ones that do not need it.
    pub(crate) fn take(&mut self, name: &'static str, step: impl FnOnce() -> Result<(), Error>) -> bool {
        println!("\n━━ {name}");
        let start = Instant::now();
        let before_s = computed_s();
        let result = step();
        let seconds = start.elapsed().as_secs_f64();
        let computed_s = computed_s().zip(before_s).map(|(after_s, before_s)| after_s - before_s);
        let (outcome, note) = match result {
            Ok(()) => (Outcome::Passed, String::new()),
            Err(error) => {
                println!("{error}");
                let first = error.to_string().lines().next().unwrap_or_default().to_owned();
                (Outcome::Failed, first)
            }
        };
        self.taken.push(Step { name, outcome, seconds, computed_s, note });
        outcome == Outcome::Passed
    }

    /// Notes that a step was not taken, and why.
    pub(crate) fn skip(&mut self, name: &'static str, reason: &str) {
        self.taken.push(Step {
            name,
            outcome: Outcome::Skipped,
            seconds: 0.0,
            computed_s: None,
            note: reason.to_owned(),
        });
    }

    /// Keeps the lines in which a test runner sums up.
    pub(crate) fn keep_closing(&mut self, lines: &[String]) {
        let marks = ["test result:", "Summary [", "Test Files ", "Tests "];
        self.closing.extend(lines.iter().filter(|line| marks.iter().any(|mark| line.contains(mark))).cloned());
    }

    /// Prints the table, and below it the runners' own closing lines.
    ///
    /// # Errors
    /// When a step failed.
    pub(crate) fn finish(self) -> Result<(), Error> {
        println!("\n{:<44} {:>9} {:>9}  outcome", "step", "seconds", "computed");
        for step in &self.taken {
            let outcome = match step.outcome {
                Outcome::Passed => "passed",
                Outcome::Failed => "FAILED",
                Outcome::Skipped => "skipped",
            };
            let note = if step.note.is_empty() { String::new() } else { format!(": {}", step.note) };
            let computed = step.computed_s.map_or_else(String::new, |seconds| format!("{seconds:.1}"));
            println!("{:<44} {:>9.1} {computed:>9}  {outcome}{note}", step.name, step.seconds);
        }
        println!("{:<44} {:>9.1}\n", "all", self.taken.iter().map(|step| step.seconds).sum::<f64>());
        let failed: Vec<&str> = self.taken.iter().filter(|s| s.outcome == Outcome::Failed).map(|s| s.name).collect();
        for line in &self.closing {
            println!("{line}");
        }
        if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", ")).into()) }
    }
}

/// Seconds of processor time of every program that was started and has ended, where Linux tells.
fn computed_s() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in brackets, may hold anything; `cutime` and `cstime` are the 16th and 17th field of all (proc(5)).
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(13);
    let ticks = fields.next()?.parse::<u32>().ok()?.checked_add(fields.next()?.parse().ok()?)?;
    // Of the kernel's clock a second has 100 ticks on every platform that Rust knows.
    Some(f64::from(ticks) / 100.0)
}
