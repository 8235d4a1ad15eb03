//! The certificate that an account was closed.

use http_api::Language;
use ids::CertificateId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use units::Timestamp;
use utoipa::ToSchema;

/// What became of every table when an account was closed.
///
/// It holds nothing about the person; `digest` is the SHA-256 of the rest as canonical JSON,
/// so that a copy can be compared with the one on file.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Certificate {
    /// Names the certificate; it cannot be guessed.
    #[schema(value_type = String)]
    pub id: CertificateId,
    /// When the account was closed.
    #[schema(value_type = String, format = DateTime)]
    pub closed_at: Timestamp,
    /// What stands for the person in records that a law keeps.
    pub subject_digest: String,
    /// Every table that could have held something.
    pub tables: Vec<TableOutcome>,
    /// How many keys were destroyed: 1, after which sealed values open nowhere, backups included.
    pub keys_destroyed: u64,
    /// Files that were removed; pictures are rows, so there are none in this edition.
    pub files_removed: u64,
    /// The policy under which this happened.
    pub policy_version: String,
    /// SHA-256 of all of the above.
    #[serde(default)]
    #[schema(required)]
    pub digest: String,
}

/// What became of one table.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TableOutcome {
    /// The table.
    pub table: String,
    /// The item of the policy.
    pub item: String,
    /// Its name in the asker's language.
    #[serde(default)]
    #[schema(required)]
    pub title: String,
    /// What happened to its rows.
    pub action: TableAction,
    /// How many rows.
    pub rows: u64,
    /// Until when they are kept.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub kept_until: Option<Timestamp>,
    /// The legal floor that keeps them, as the policy names it.
    pub rule: Option<String>,
}

/// What happened to the rows of one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableAction {
    /// They are gone.
    Deleted,
    /// They stay, and lead to nobody.
    Anonymised,
    /// A law keeps them, with a digest in the place of the person.
    Kept,
}

impl Certificate {
    /// The digest of everything but the digest and the translated names.
    pub(crate) fn computed_digest(&self) -> Result<String, serde_json::Error> {
        let mut plain = self.clone();
        plain.digest.clear();
        for table in &mut plain.tables {
            table.title.clear();
        }
        Ok(hex::encode(Sha256::digest(serde_json::to_vec(&plain)?)))
    }

    /// With names and rules in a language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        let policy = policy::current();
        let spoken = policy::Language::from(language);
        for table in &mut self.tables {
            if let Some(item) = policy.item(&table.item) {
                table.title = item.title.in_language(spoken).to_owned();
            }
            let floor = table.rule.as_deref().and_then(|rule| policy.legal_floor(rule));
            if let Some(floor) = floor {
                table.rule = Some(floor.citation.in_language(spoken).to_owned());
            }
        }
        self
    }
}
