//! What an inspection found, as the text that is signed.

use http_api::{Language, Text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use units::Timestamp;

use crate::store::Last;
use crate::{FAULTS_TOLD_MAX, Finding};

/// What a report calls itself.
pub const FORMAT: &str = "qingyin-inspection-1";
/// The name of the check of earlier reports.
pub(crate) const REPORTS: &str = "reports";

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Told {
    pub(crate) fn into_language(self, language: Language) -> String {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

impl From<Text> for Told {
    fn from(text: Text) -> Self {
        Self { zh: text.zh.into_owned(), en: text.en.into_owned() }
    }
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckReport {
    /// Its name, which stays the same.
    pub name: String,
    /// What it asks.
    pub title: Told,
    /// How many things it looked at.
    pub looked_at: u64,
    /// How many faults it found.
    pub fault_count: u64,
    /// The faults, at most [`crate::FAULTS_TOLD_MAX`] of them.
    pub faults: Vec<Told>,
}

impl CheckReport {
    pub(crate) fn of(name: &str, title: Text, found: Finding) -> Self {
        Self {
            name: name.to_owned(),
            title: title.into(),
            looked_at: found.looked_at,
            fault_count: found.faults.len() as u64,
            faults: found.faults.into_iter().take(FAULTS_TOLD_MAX).map(Into::into).collect(),
        }
    }
}

/// The report of one inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// [`FORMAT`].
    pub format: String,
    /// Reports are counted from 1.
    pub number: i64,
    /// SHA-256 of the text of the report before this one, as hexadecimal digits; absent in the first.
    pub previous_hash: Option<String>,
    /// The version of the program that looked.
    pub program: String,
    /// The version of the policy that was in force.
    pub policy_version: String,
    /// When it began, in milliseconds since 1970.
    pub begun_at_ms: i64,
    /// When everything had been looked at, in milliseconds since 1970.
    pub ended_at_ms: i64,
    /// What each check found.
    pub checks: Vec<CheckReport>,
}

impl Report {
    pub(crate) fn following(
        last: Option<&Last>,
        begun_at: Timestamp,
        ended_at: Timestamp,
        checks: Vec<CheckReport>,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            number: last.map_or(1, |last| last.number + 1),
            previous_hash: last.map(|last| last.hash.clone()),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            policy_version: policy::current().version.to_string(),
            begun_at_ms: begun_at.as_millis(),
            // A clock that was set back meanwhile makes no report that ends before it begins.
            ended_at_ms: ended_at.max(begun_at).as_millis(),
            checks,
        }
    }

    /// The text that is signed: JSON with the fields in their order.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("a report has no value that JSON lacks")
    }

    /// Whether it says that something is wrong with the reports before it.
    pub(crate) fn tells_of_a_cut(&self) -> bool {
        self.checks.iter().any(|check| check.name == REPORTS && check.fault_count > 0)
    }

    /// How many checks found a fault.
    #[must_use]
    pub fn failed_count(&self) -> usize {
        self.checks.iter().filter(|check| check.fault_count > 0).count()
    }
}

/// SHA-256 of a report's text, as hexadecimal digits.
pub(crate) fn hash_of(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}
