//! Everything about a person in one machine-readable file.

use std::fmt;

use ids::SubjectId;
use policy::Purpose;
use serde_json::{Map, Value as Json, json};
use staff_access::StaffPermit;

use crate::Rights;
use crate::error::Error;
use crate::music;
use crate::show;
use crate::statements::ItemSql;

/// Rows read at a time.
const BATCH: i64 = 500;

/// All rows that a person has of one item, in the form of an export.
pub struct ExportedItem {
    /// How many rows.
    pub records: u64,
    /// The item as it stands in an export.
    pub json: Json,
}

impl fmt::Debug for ExportedItem {
    /// Tells how much there is; what it says stands in no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExportedItem").field("records", &self.records).finish_non_exhaustive()
    }
}

impl Rights {
    /// The person's data as one JSON document, described in `docs/src/privacy/export.md`.
    ///
    /// # Errors
    /// The database's and the vault's.
    pub async fn export(&self, subject: SubjectId) -> Result<Json, Error> {
        let held = self.held_by(subject).await?;
        let mut items = Map::new();
        // Of most kinds there is nothing, and that is asked of all of them at once.
        let counted = self.counted(held, subject).await?;
        for item in held.items.iter().rev().filter(|item| item.item.export) {
            let is_held = counted.get(item.item.id.as_str()).is_some_and(|counted| counted.rows > 0);
            let exported = if is_held { self.exported(subject, item).await? } else { exported(item, Vec::new()) };
            items.insert(item.item.id.clone(), exported.json);
        }
        let music = music::of_items(&*self.0.music, &items).await?;
        Ok(json!({
            "format": "qingyin-export",
            "format_version": 1,
            "made_at": self.0.clock.now(),
            "subject": subject,
            "policy_version": held.policy.version,
            "items": items,
            "music": music,
        }))
    }

    /// The one item that a permit of staff opens, in the form of an export.
    ///
    /// # Errors
    /// [`Error::NoItem`] for an item that no export has, and the database's and the vault's.
    pub async fn export_item<P: Purpose>(&self, permit: &StaffPermit<P>) -> Result<ExportedItem, Error> {
        let item = self.item_of(permit.subject(), permit.item()).await?;
        if !item.item.export {
            return Err(Error::NoItem);
        }
        self.exported(permit.subject(), item).await
    }

    async fn exported(&self, subject: SubjectId, item: &ItemSql) -> Result<ExportedItem, Error> {
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
        Ok(exported(item, rows))
    }
}

fn exported(item: &ItemSql, rows: Vec<Json>) -> ExportedItem {
    let records = rows.len() as u64;
    let json = json!({ "title": item.item.title, "purpose": item.item.purpose, "rows": rows });
    ExportedItem { records, json }
}
