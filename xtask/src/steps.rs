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
        let result = step();
        let seconds = start.elapsed().as_secs_f64();
        let (outcome, note) = match result {
            Ok(()) => (Outcome::Passed, String::new()),
            Err(error) => {
                println!("{error}");
                let first = error.to_string().lines().next().unwrap_or_default().to_owned();
                (Outcome::Failed, first)
            }
        };
        self.taken.push(Step { name, outcome, seconds, note });
        outcome == Outcome::Passed
    }

    /// Notes that a step was not taken, and why.
    pub(crate) fn skip(&mut self, name: &'static str, reason: &str) {
        self.taken.push(Step { name, outcome: Outcome::Skipped, seconds: 0.0, note: reason.to_owned() });
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
        println!("\n{:<44} {:>9}  outcome", "step", "seconds");
        for step in &self.taken {
            let outcome = match step.outcome {
                Outcome::Passed => "passed",
                Outcome::Failed => "FAILED",
                Outcome::Skipped => "skipped",
            };
            let note = if step.note.is_empty() { String::new() } else { format!(": {}", step.note) };
            println!("{:<44} {:>9.1}  {outcome}{note}", step.name, step.seconds);
        }
        println!("{:<44} {:>9.1}\n", "all", self.taken.iter().map(|step| step.seconds).sum::<f64>());
        let failed: Vec<&str> = self.taken.iter().filter(|s| s.outcome == Outcome::Failed).map(|s| s.name).collect();
        for line in &self.closing {
            println!("{line}");
        }
        if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", ")).into()) }
    }
}
