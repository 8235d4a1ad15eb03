//! What we do unasked when a term ends.

use std::collections::BTreeSet;

use db::{Db, Row, Value, args};
use ids::SubjectId;
use units::{Millis, Timestamp};

use crate::Rights;
use crate::error::Error;
use crate::statements::RetentionSql;
use crate::versions::End;

/// Rows ended in one transaction.
const BATCH: i64 = 500;

/// A key without a person is older than any sign-up in progress after this long.
const SWEEP_AFTER: Millis = Millis::hours(1);

/// How many rows of one item reached the end of their term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aged {
    /// The item.
    pub item: String,
    /// How many rows were ended.
    pub rows: u64,
}

impl Rights {
    /// Ends every row whose term is over; safe to run twice, and to stop in the middle.
    ///
    /// # Errors
    /// The database's; what was ended before stays ended.
    pub async fn age(&self) -> Result<Vec<Aged>, Error> {
        let now = self.0.clock.now();
        let (mut aged, mut tables) = (Vec::new(), Vec::new());
        for (end, _) in self.overdue_at(now).await? {
            let rows = if end.table == staff_access::LOG {
                // A chain loses its oldest end only, and says where it begins from then on.
                let before = Timestamp::from_millis(end.retention.term.before(now.as_millis()));
                self.0.staff.age(before).await?
            } else {
                let rows = end_rows(self.store(end.in_key_store), &end.retention, now.as_millis()).await?;
                tables.extend((rows > 0 && !end.in_key_store).then(|| end.table.clone()));
                rows
            };
            aged.extend((rows > 0).then(|| Aged { item: end.item.clone(), rows }));
        }
        if !tables.is_empty() {
            self.leave_no_trace(&tables).await;
        }
        Ok(aged)
    }

    /// How many rows are held past the end of their term; 0 after each run of [`Rights::age`].
    ///
    /// # Errors
    /// The database's.
    pub async fn overdue(&self) -> Result<u64, Error> {
        self.overdue_for(Millis(0)).await
    }

    /// How many rows are held `longer` than the end of their term.
    ///
    /// # Errors
    /// The database's.
    pub async fn overdue_for(&self, longer: Millis) -> Result<u64, Error> {
        Ok(self.overdue_at(self.0.clock.now() - longer).await?.into_iter().map(|(_, rows)| rows).sum())
    }

    /// What is past its term at an instant, and how many rows of it.
    async fn overdue_at(&self, now: Timestamp) -> db::Result<Vec<(&End, u64)>> {
        let versions = &self.0.versions;
        let mut overdue = Vec::new();
        for (in_key_store, statement) in [false, true].into_iter().zip(versions.overdue) {
            let Some(statement) = statement else { continue };
            let of_store = versions.ends.iter().filter(|end| end.in_key_store == in_key_store);
            let before: Vec<Value> = of_store.map(|end| end.retention.term.before(now.as_millis()).into()).collect();
            let read = |row: &Row<'_>| Ok((row.get::<u64>(0)?, row.get::<u64>(1)?));
            for (at, rows) in self.store(in_key_store).service().query(statement, &before, read).await? {
                let end = usize::try_from(at).ok().and_then(|at| versions.ends.get(at));
                overdue.extend(end.filter(|_| rows > 0).map(|end| (end, rows)));
            }
        }
        Ok(overdue)
    }

    /// Destroys keys that belong to nobody, which a crash between the steps of closing or of signing up leaves behind;
    /// tells how many.
    ///
    /// # Errors
    /// [`Error::OtherDatabase`] when the keys were not made for this database, and the stores'.
    pub async fn sweep_keys(&self) -> Result<u64, Error> {
        self.require_own_keys().await?;
        let mut destroyed = 0;
        for subject in self.keys_without_people(SWEEP_AFTER).await? {
            destroyed += u64::from(self.0.vault.destroy_key(subject).await?);
        }
        Ok(destroyed)
    }

    /// Keys older than `age` that belong to nobody.
    ///
    /// # Errors
    /// The stores'.
    pub async fn keys_without_people(&self, age: Millis) -> Result<Vec<SubjectId>, Error> {
        let before = self.0.clock.now() - age;
        let keys = self.0.vault.subjects().await?;
        let living: BTreeSet<SubjectId> = self.living().await?.into_iter().collect();
        let is_left = |(subject, made_at): &(SubjectId, Timestamp)| *made_at < before && !living.contains(subject);
        Ok(keys.into_iter().filter(is_left).map(|(subject, _)| subject).collect())
    }

    /// People of whom something is held although their key is destroyed, as after a backup was restored without what
    /// was erased since being erased again.
    ///
    /// # Errors
    /// The stores'.
    pub async fn people_without_keys(&self) -> Result<Vec<SubjectId>, Error> {
        let held = self.living().await?;
        let keys: BTreeSet<SubjectId> =
            self.0.vault.subjects().await?.into_iter().map(|(subject, _)| subject).collect();
        let mut without: Vec<SubjectId> = held.into_iter().filter(|subject| !keys.contains(subject)).collect();
        if !without.is_empty() {
            // Who closed their account between the two looks is gone at the third.
            let held: BTreeSet<SubjectId> = self.living().await?.into_iter().collect();
            without.retain(|subject| held.contains(subject));
        }
        Ok(without)
    }
}

/// Ends the rows whose term is over, a batch at a time; tells how many.
async fn end_rows(store: &Db, retention: &RetentionSql, now_ms: i64) -> db::Result<u64> {
    let mut rows = 0;
    loop {
        let mut tx = store.begin().await?;
        let ended = tx.execute(retention.end_batch, &args![retention.term.before(now_ms), BATCH]).await?;
        tx.commit().await?;
        rows += ended;
        if ended < BATCH.unsigned_abs() {
            return Ok(rows);
        }
    }
}
