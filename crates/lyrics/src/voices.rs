//! Marks of voices at the head of a line: `v1:` as players of enhanced LRC write it, `M:`, `F:` and `D:` of Walaoke.

use std::collections::BTreeSet;

use crate::collect::lines_of;
use crate::lrc::is_stamped;
use crate::model::{Agent, AgentKind};

/// The marks that one file uses.
pub(crate) struct Voices {
    used: Vec<&'static str>,
}

const NUMBERED: [&str; 9] = ["v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9"];
/// Man, woman and both.
const WALAOKE: [&str; 3] = ["M", "F", "D"];

impl Voices {
    /// Looks for marks in the whole file; `F:` alone may be a note or a name, so one kind of letter is not believed.
    pub(crate) fn of(text: &str) -> Self {
        let mut used: Vec<&'static str> = Vec::new();
        let mut seen = BTreeSet::new();
        for line in lines_of(text).map(str::trim).filter(|line| is_stamped(line)) {
            let text = line.rsplit_once(']').map_or("", |(_, text)| text);
            let head = line.split(']').find(|part| !part.trim_start().starts_with('[')).unwrap_or(text);
            if let Some((mark, _)) = mark_of(head)
                && seen.insert(mark)
            {
                used.push(mark);
            }
        }
        if used.iter().filter(|mark| WALAOKE.contains(mark)).count() == 1 {
            used.retain(|mark| !WALAOKE.contains(mark));
        }
        Self { used }
    }

    /// The voice of a line, and the line without its mark.
    pub(crate) fn split<'a>(&self, line: &'a str) -> (Option<String>, &'a str) {
        match mark_of(line) {
            Some((mark, rest)) if self.used.contains(&mark) => (Some(mark.to_owned()), rest),
            _ => (None, line),
        }
    }

    /// The voices in the order in which they begin.
    pub(crate) fn agents(&self) -> Vec<Agent> {
        let kind = |mark| if mark == "D" { AgentKind::Group } else { AgentKind::Person };
        self.used.iter().map(|mark| Agent { id: (*mark).to_owned(), kind: kind(*mark), name: None }).collect()
    }
}

/// Whether a voice's id can be written as a mark.
pub(crate) fn is_mark(id: &str) -> bool {
    NUMBERED.contains(&id) || WALAOKE.contains(&id)
}

fn mark_of(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start();
    // A mark has two letters at most: what comes later is text.
    let at = line.bytes().take(3).position(|byte| byte == b':')?;
    let mark = NUMBERED.iter().chain(&WALAOKE).find(|mark| **mark == &line[..at])?;
    let rest = &line[at + 1..];
    (rest.is_empty() || rest.starts_with([' ', '<', '['])).then(|| (*mark, rest.trim_start()))
}
