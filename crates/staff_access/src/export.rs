//! The log as a file that anybody can verify: one JSON object a line.

use serde::{Deserialize, Serialize};
use units::Timestamp;

use crate::chain::{Break, End, Verified, Verifier};
use crate::entry::Entry;
use crate::error::Error;
use crate::seals::Seals;

/// What the first line of the file calls itself.
pub const FORMAT: &str = "qingyin-staff-log-1";

/// The whole log: where it begins, where it ends, and every entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// When it was written.
    pub exported_at: Timestamp,
    /// The last entry that went at its term, with its seal.
    pub anchor: Option<(End, String)>,
    /// The newest entry, as it is noted beside the keys or stands in the log, whichever is later.
    pub end: End,
    /// The seal of time and end, so that nobody shortens the file without being found out.
    pub seal: String,
    /// The entries, in their order.
    pub entries: Vec<Entry>,
}

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    #[serde(rename = "exported_at_ms")]
    exported_at: i64,
    anchor: Option<HeadAnchor>,
    end: HeadEnd,
    seal: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadEnd {
    number: i64,
    hash: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadAnchor {
    number: i64,
    hash: String,
    seal: String,
}

impl Export {
    /// The file's text.
    ///
    /// # Errors
    /// Never for a log; the error is serde's own.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        let anchor = self.anchor.clone().map(|(End { number, hash }, seal)| HeadAnchor { number, hash, seal });
        let head = Head {
            format: FORMAT.to_owned(),
            exported_at: self.exported_at.as_millis(),
            anchor,
            end: HeadEnd { number: self.end.number, hash: self.end.hash.clone() },
            seal: self.seal.clone(),
        };
        let mut text = serde_json::to_string(&head)? + "\n";
        for entry in &self.entries {
            text.push_str(&serde_json::to_string(entry)?);
            text.push('\n');
        }
        Ok(text)
    }

    /// Reads a file back.
    ///
    /// # Errors
    /// [`Error::Export`] with the first line that does not fit.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
        let fault = |line: usize, detail: String| Error::Export { line, detail };
        let (_, first) = lines.next().ok_or_else(|| fault(1, "the file is empty".to_owned()))?;
        let head: Head = serde_json::from_str(first).map_err(|error| fault(1, error.to_string()))?;
        if head.format != FORMAT {
            return Err(fault(1, format!("format '{}' is not known; this program reads {FORMAT}", head.format)));
        }
        let entries = lines
            .map(|(at, line)| serde_json::from_str(line).map_err(|error| fault(at, error.to_string())))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            exported_at: Timestamp::from_millis(head.exported_at),
            anchor: head.anchor.map(|HeadAnchor { number, hash, seal }| (End { number, hash }, seal)),
            end: End { number: head.end.number, hash: head.end.hash },
            seal: head.seal,
            entries,
        })
    }

    /// Goes through the file; without the master key's seals only hashes, their links, and the end that the file names.
    #[must_use]
    pub fn verify(&self, seals: Option<&Seals>) -> Verified {
        let mut verifier = Verifier::new(self.anchor.clone(), Some(self.end.clone()), seals);
        if seals.is_some_and(|seals| !seals.is_of_export(self.exported_at, &self.end, &self.seal)) {
            verifier.refuse(Break::Head);
        }
        for entry in &self.entries {
            if !verifier.take(entry) {
                break;
            }
        }
        // Only a sealed end says more than the file says of itself.
        let found = verifier.finish();
        Verified { end_checked: seals.is_some(), ..found }
    }
}
