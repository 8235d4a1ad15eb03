//! Telling people what was handed out about them, once the silence that a law ordered is over.

use std::collections::BTreeMap;

use ids::SubjectId;
use sharing::HandedOut;

use crate::error::Error;
use crate::{Legal, store};

impl Legal {
    /// Enters what was handed out in silence into the record of disclosures, where its person reads of it; safe to run
    /// twice. Tells how many there were. Of a closed account nobody is left to tell.
    ///
    /// # Errors
    /// The database's; what was entered before stays, and the rest waits for the next run.
    pub async fn watch(&self) -> Result<u64, Error> {
        let now = self.now();
        let due = store::to_tell(&self.0.db.service(), now).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let living = self.0.rights.living().await?;
        let living: BTreeMap<String, SubjectId> =
            living.into_iter().map(|subject| (self.0.staff.digest_of(subject), subject)).collect();
        let mut told = 0;
        for untold in due {
            let mut tx = self.0.db.begin().await?;
            if !store::tell(&mut tx, untold.id, now).await? {
                continue;
            }
            if let Some(&subject) = living.get(&untold.subject_digest) {
                let items: Vec<&str> = untold.items.iter().map(String::as_str).collect();
                let store::Untold { id, addressee: recipient, article: legal_basis, at, .. } = &untold;
                let line = HandedOut { id: *id, subject, recipient, items: &items, legal_basis, at: *at };
                line.enter::<policy::LegalDemand>(&mut tx).await?;
            }
            tx.commit().await?;
            told += 1;
        }
        Ok(told)
    }
}
