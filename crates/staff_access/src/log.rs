//! Reading the log, going through its chain, and letting its oldest end go.

use std::collections::BTreeSet;

use http_api::Limit;
use ids::SubjectId;
use units::Timestamp;

use crate::chain::{End, Verified, Verifier};
use crate::entry::{Entry, GENESIS, Told};
use crate::error::Error;
use crate::export::Export;
use crate::{LOG, StaffAccess, store};

/// Entries read in one statement.
const STEP: i64 = 500;

/// How often going through the chain begins again when its oldest end went meanwhile.
const ATTEMPTS_MAX: usize = 3;

impl StaffAccess {
    /// Entries before a number, the latest first; one more than `limit` when there are more.
    ///
    /// # Errors
    /// The database's.
    pub async fn entries(&self, before: Option<i64>, limit: Limit) -> Result<Vec<Entry>, Error> {
        Ok(store::latest(&self.0.db.service(), before.unwrap_or(i64::MAX), limit.with_extra()).await?)
    }

    /// Entries about one person that they may read now, the latest first; one more than `limit` when there are more.
    ///
    /// # Errors
    /// The database's.
    pub async fn entries_about(
        &self,
        subject: SubjectId,
        before: Option<i64>,
        limit: Limit,
    ) -> Result<Vec<Entry>, Error> {
        let (digest, before) = (self.digest_of(subject), before.unwrap_or(i64::MAX));
        let now = self.0.clock.now();
        Ok(store::of_subject(&self.0.db.service(), &digest, before, limit.with_extra(), now).await?)
    }

    /// The digests of the people whose data was opened from one time to another, by one of the staff or by anybody.
    ///
    /// # Errors
    /// The database's.
    pub async fn people_opened(
        &self,
        staff_digest: Option<&str>,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<BTreeSet<String>, Error> {
        let entries = store::people(&self.0.db.service(), from, to).await?;
        let is_meant = |staff: &String| staff_digest.is_none_or(|wanted| wanted == staff);
        Ok(entries.into_iter().filter(|(staff, _)| is_meant(staff)).map(|(_, subject)| subject).collect())
    }

    /// Goes through the whole chain with its seals, and compares its end with what is noted beside the keys.
    ///
    /// # Errors
    /// The stores'; a broken chain is no error but what is found.
    pub async fn verify(&self) -> Result<Verified, Error> {
        let reader = self.0.db.service();
        let mut attempts = 0;
        loop {
            // The noted end is read first: what is written meanwhile only comes after it.
            let noted = self.noted_end().await?;
            let anchor = store::anchor(&reader).await?;
            let mut verifier = Verifier::new(anchor.clone(), noted, Some(&self.0.seals));
            self.each_entry(anchor.as_ref().map_or(0, |(end, _)| end.number), |entry| verifier.take(&entry)).await?;
            let found = verifier.finish();
            attempts += 1;
            let is_settled = found.broken.is_none() || store::anchor(&reader).await? == anchor;
            if is_settled || attempts == ATTEMPTS_MAX {
                return Ok(found);
            }
        }
    }

    /// The whole log for a file that anybody can verify.
    ///
    /// # Errors
    /// The stores'.
    pub async fn export(&self) -> Result<Export, Error> {
        let noted = self.noted_end().await?;
        let anchor = store::anchor(&self.0.db.service()).await?;
        let mut entries: Vec<Entry> = Vec::new();
        let begin = anchor.as_ref().map_or(0, |(end, _)| end.number);
        self.each_entry(begin, |entry| {
            entries.push(entry);
            true
        })
        .await?;
        let begins_after = anchor.as_ref().map_or(End { number: 0, hash: GENESIS.to_owned() }, |(end, _)| end.clone());
        let last = entries.last().map_or(begins_after, |entry| End { number: entry.number, hash: entry.hash.clone() });
        // A log whose end was cut off says so in the file, too.
        let end = noted.filter(|noted| noted.number > last.number).unwrap_or(last);
        let exported_at = self.0.clock.now();
        let seal = self.0.seals.export(exported_at, &end);
        Ok(Export { exported_at, anchor, end, seal, entries })
    }

    /// Lets the entries before `limit` go, from the oldest end; the last of them stays as a sealed anchor. Tells how
    /// many went.
    ///
    /// # Errors
    /// The database's; then nothing went.
    pub async fn age(&self, limit: Timestamp) -> Result<u64, Error> {
        let mut tx = self.0.db.begin().await?;
        let Some((number, hash)) = store::last_overdue(&mut tx, limit).await? else { return Ok(0) };
        let seal = self.0.seals.anchor(number, &hash);
        let ended = store::end_up_to(&mut tx, number, &hash, &seal).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// After a backup was restored: notes in the chain which entries went with it, and goes on from what is there.
    /// Tells how many went.
    ///
    /// # Errors
    /// The stores'; run it again then.
    pub async fn resume_after_restore(&self) -> Result<u64, Error> {
        let Some(noted) = self.noted_end().await? else { return Ok(0) };
        let mut tx = self.0.db.begin().await?;
        let (number, hash) = store::end(&mut tx).await?;
        tx.commit().await?;
        if number >= noted.number {
            return Ok(0);
        }
        // Only here does a noted end go back, and the entry that follows tells so for good.
        self.0.vault.move_head(LOG, number, &hash).await?;
        let told = Told {
            at: self.0.clock.now(),
            staff_digest: GENESIS.to_owned(),
            subject_digest: GENESIS.to_owned(),
            role: "service".to_owned(),
            purpose: "staff_access".to_owned(),
            item: "staff_access".to_owned(),
            ticket: "restore".to_owned(),
            words: format!("{}..{} {}", number + 1, noted.number, noted.hash),
        };
        self.append(told, None).await?;
        Ok(u64::try_from(noted.number - number).unwrap_or(0))
    }

    async fn noted_end(&self) -> Result<Option<End>, Error> {
        let head = self.0.vault.head(LOG).await?;
        Ok(head.map(|(number, hash)| End { number, hash }))
    }

    /// Hands out entries in their order, until `go_on` says to stop.
    async fn each_entry(&self, mut after: i64, mut go_on: impl FnMut(Entry) -> bool) -> Result<(), Error> {
        let reader = self.0.db.service();
        loop {
            let page = store::from(&reader, after, STEP).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.number;
            if !page.into_iter().all(&mut go_on) {
                return Ok(());
            }
        }
    }
}
