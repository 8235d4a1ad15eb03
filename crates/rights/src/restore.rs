//! After a backup was restored: what was erased since stays erased.

use std::collections::BTreeSet;

use consent::Erased;
use db::{args, sql};
use ids::SubjectId;
use units::{Millis, Timestamp};

use crate::Rights;
use crate::closing::erasing;
use crate::error::Error;

sql! {
    static LIVING = "SELECT id FROM subjects ORDER BY id";
}

/// What was erased so shortly before the backup may have been committed after it, or told by another node's clock.
const BEFORE: Millis = Millis::minutes(1);

impl Rights {
    /// Erases again what people erased after the backup was taken: whoever has no key any more is closed,
    /// and single kinds are erased by the log beside the keys. Tells how many accounts and how many kinds.
    ///
    /// # Errors
    /// [`Error::OtherDatabase`] when the keys were not made for this database, and the stores'. What could not be erased
    /// again does not keep the rest from it; run it again then, it changes nothing twice.
    pub async fn replay(&self, backup_taken_at: Timestamp) -> Result<(u64, u64), Error> {
        self.require_own_keys().await?;
        let with_key: BTreeSet<SubjectId> =
            self.0.vault.subjects().await?.into_iter().map(|(subject, _)| subject).collect();
        let mut failed = None;
        let mut closed = 0;
        for subject in self.living().await? {
            if !with_key.contains(&subject) {
                match self.close(subject).await {
                    Ok(_) => closed += 1,
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
        }
        let (mut erased, mut tables) = (0, BTreeSet::new());
        for (subject, what) in self.0.vault.erasures_since(backup_taken_at - BEFORE).await? {
            match self.erase_again(subject, &what, &mut tables).await {
                Ok(is_erased) => erased += u64::from(is_erased),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        // What the backup held of it may still lie in the engine's copies.
        self.leave_no_trace(&tables.into_iter().collect::<Vec<_>>()).await;
        self.finish_erasures().await?;
        failed.map_or(Ok((closed, erased)), Err)
    }

    /// Erases what one entry of the log says; tells whether the policy in force still knows it.
    async fn erase_again(&self, subject: SubjectId, what: &str, tables: &mut BTreeSet<String>) -> Result<bool, Error> {
        let item = match what.parse() {
            Ok(Erased::Item(item)) => item,
            // What the backup still calls a consent ended since.
            Ok(Erased::Consent(purpose)) => {
                return match self.withdraw(subject, purpose).await {
                    Ok(_) => Ok(true),
                    // Nobody is asked for it any more.
                    Err(Error::Consent(consent::Error::NotByConsent(_))) => Ok(false),
                    Err(error) => Err(error),
                };
            }
            Err(consent::UnknownPurpose) => return Ok(false),
        };
        let Ok(item) = self.item(&item) else { return Ok(false) };
        let digest = self.digest_of(subject);
        let Some((erase, arguments)) = erasing(item, subject, &digest, self.0.clock.now()) else { return Ok(false) };
        let mut tx = self.store_of(item).begin().await?;
        tx.execute(erase, &arguments).await?;
        tx.commit().await?;
        tables.extend((!item.in_key_store).then(|| item.item.table.clone()));
        Ok(true)
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
