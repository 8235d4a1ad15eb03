//! Everything about a person in one machine-readable file.

use ids::SubjectId;
use serde_json::{Map, Value as Json, json};

use crate::Rights;
use crate::error::Error;
use crate::show;

/// Rows read at a time.
const BATCH: i64 = 500;

impl Rights {
    /// The person's data as one JSON document, described in `docs/src/privacy/export.md`.
    ///
    /// # Errors
    /// The database's and the vault's.
    pub async fn export(&self, subject: SubjectId) -> Result<Json, Error> {
        let policy = policy::current();
        let mut items = Map::new();
        for item in self.0.items.iter().rev().filter(|item| item.item.export) {
            let mut rows = Vec::new();
            let mut after = None;
            loop {
                let batch = self.raw_rows(subject, item, after.take(), BATCH).await?;
                let is_last = (batch.len() as i64) < BATCH;
                for values in batch {
                    after = item.row_id_at().and_then(|at| values.get(at)).cloned();
                    let mut row = Map::new();
                    for (at, value) in values.into_iter().enumerate() {
                        let name = &item.columns[at].name;
                        let value = self.opened(subject, item, at, value).await?;
                        row.insert(name.clone(), show::json(&item.item.table, name, value));
                    }
                    rows.push(Json::Object(row));
                }
                if is_last || after.is_none() {
                    break;
                }
            }
            items.insert(
                item.item.id.clone(),
                json!({
                    "title": item.item.title,
                    "purpose": item.item.purpose,
                    "rows": rows,
                }),
            );
        }
        Ok(json!({
            "format": "qingyin-export",
            "format_version": 1,
            "made_at": self.0.clock.now(),
            "subject": subject,
            "policy_version": policy.version,
            "items": items,
        }))
    }
}
