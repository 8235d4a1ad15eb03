//! After a backup was restored: what was erased since stays erased.

use std::collections::BTreeSet;

use consent::Erased;
use db::{args, sql};
use ids::SubjectId;
use units::Timestamp;

use crate::Rights;
use crate::error::Error;

sql! {
    static LIVING = "SELECT id FROM subjects ORDER BY id";
}

impl Rights {
    /// Erases again what people erased after the backup was taken: whoever has no key any more is closed,
    /// and single kinds are erased by the log beside the keys. Tells how many accounts and how many kinds.
    ///
    /// # Errors
    /// The stores'; run it again then, it changes nothing twice.
    pub async fn replay(&self, backup_taken_at: Timestamp) -> Result<(u64, u64), Error> {
        let with_key: BTreeSet<SubjectId> =
            self.0.vault.subjects().await?.into_iter().map(|(subject, _)| subject).collect();
        let mut closed = 0;
        for subject in self.living().await? {
            if !with_key.contains(&subject) {
                self.close(subject).await?;
                closed += 1;
            }
        }
        let (mut erased, mut tables) = (0, BTreeSet::new());
        for (subject, what) in self.0.vault.erasures_since(backup_taken_at).await? {
            let item = match what.parse() {
                Ok(Erased::Item(item)) => item,
                // What the backup still calls a consent ended since.
                Ok(Erased::Consent(purpose)) => {
                    self.withdraw(subject, purpose).await?;
                    erased += 1;
                    continue;
                }
                Err(consent::UnknownPurpose) => continue,
            };
            let Ok(item) = self.item(&item) else { continue };
            let Some(erase) = item.erase else { continue };
            let mut tx = self.store_of(item).begin().await?;
            tx.execute(erase, &args![subject]).await?;
            tx.commit().await?;
            tables.extend((!item.in_key_store).then(|| item.item.table.clone()));
            erased += 1;
        }
        // What the backup held of it may still lie in the engine's copies.
        self.leave_no_trace(&tables.into_iter().collect::<Vec<_>>()).await;
        self.finish_erasures().await?;
        Ok((closed, erased))
    }

    /// Everyone who has rows of an item that were made from one time to another; rows that carry no time count, too.
    /// What is in the rows is not read.
    ///
    /// # Errors
    /// [`Error::NoItem`] when there is no such item or it names nobody, and the database's.
    pub async fn people_of(&self, item: &str, from: Timestamp, to: Timestamp) -> Result<Vec<SubjectId>, Error> {
        let item = self.item(item)?;
        let people = item.people.ok_or(Error::NoItem)?;
        Ok(self.store_of(item).service().query(people, &args![from, to], |row| row.get(0)).await?)
    }

    /// Everyone about whom something is held.
    ///
    /// # Errors
    /// The database's.
    pub async fn living(&self) -> Result<Vec<SubjectId>, Error> {
        Ok(self.0.db.service().query(&LIVING, &[], |row| row.get(0)).await?)
    }
}
