//! Closing an account.

use db::{Sql, Value, args, sql};
use ids::{CertificateId, SubjectId};
use policy_lang::model::Erase;
use units::Timestamp;

use crate::Rights;
use crate::certificate::{Certificate, TableAction, TableOutcome};
use crate::error::Error;
use crate::statements::ItemSql;

sql! {
    static KEEP_CERTIFICATE = "INSERT INTO closures (id, subject_digest, closed_at, certificate, digest) VALUES ($1, $2, $3, $4, $5)";
    static CERTIFICATE = "SELECT certificate FROM closures WHERE id = $1";
}

impl Rights {
    /// Closes an account: erases every item in one transaction, destroys the person's key,
    /// and answers the certificate of what happened to each table.
    ///
    /// # Errors
    /// The database's; then the account is as it was. When only the key could not be destroyed at once,
    /// the account is closed and the key is destroyed as soon as that is possible (see [`Rights::finish_erasures`]),
    /// after a crash by the sweep (see [`Rights::sweep_keys`]).
    pub async fn close(&self, subject: SubjectId) -> Result<Certificate, Error> {
        let certificate = CertificateId::random(&mut rand::rng());
        self.close_under(subject, certificate).await
    }

    /// As [`Rights::close`], with a certificate under a number that the person was told beforehand.
    ///
    /// # Errors
    /// As [`Rights::close`].
    pub async fn close_under(&self, subject: SubjectId, certificate: CertificateId) -> Result<Certificate, Error> {
        let now = self.0.clock.now();
        let digest = self.digest_of(subject);
        let mut certificate = Certificate {
            id: certificate,
            closed_at: now,
            subject_digest: digest.clone(),
            tables: Vec::new(),
            keys_destroyed: 1,
            files_removed: 0,
            policy_version: policy::current().version.clone(),
            digest: String::new(),
        };
        let held = self.held_by(subject).await?;
        let erased = held.items.iter().filter(|item| !item.in_key_store && item.erase.is_some());
        let erasing: Vec<_> = erased.clone().filter_map(|item| erasing(item, subject, &digest, now)).collect();
        let mut tx = self.0.db.begin().await?;
        let rows = tx.execute_each(&erasing).await?;
        certificate.tables = erased.zip(rows).map(|(item, rows)| outcome(item, rows, now)).collect();
        // From the account outward, as the person knows it.
        certificate.tables.reverse();
        certificate.digest = certificate.computed_digest()?;
        let text = serde_json::to_string(&certificate)?;
        tx.execute(&KEEP_CERTIFICATE, &args![certificate.id, &digest, now, text, &certificate.digest]).await?;
        tx.commit().await?;
        if let Err(error) = self.0.vault.destroy_key(subject).await {
            tracing::error!(error = &error as &dyn std::error::Error, "a key waits to be destroyed");
            self.destroy_key_soon(subject);
        }
        let touched = certificate.tables.iter().filter(|table| table.rows > 0);
        self.leave_no_trace(&touched.map(|table| table.table.clone()).collect::<Vec<_>>()).await;
        Ok(certificate)
    }

    /// Takes one consent back and what was kept under it, here and in what a backup would bring back.
    ///
    /// # Errors
    /// As [`consent::Consents::withdraw`].
    pub async fn withdraw(&self, subject: SubjectId, purpose: policy::PurposeId) -> Result<u64, Error> {
        Ok(self.0.consents.withdraw(subject, purpose).await?)
    }

    /// Ends the agreement: takes every consent back and signs every device and every app out; tells which consents were live.
    ///
    /// # Errors
    /// The database's.
    pub async fn terminate(&self, subject: SubjectId) -> Result<Vec<policy::PurposeId>, Error> {
        let withdrawn = self.0.consents.terminate(subject).await?;
        let mut signing_out = Vec::new();
        for item in ["session", "api_key", "app_password"] {
            signing_out.extend(self.item(item)?.erase.map(|erase| (erase, args![subject].to_vec())));
        }
        let mut tx = self.0.db.begin().await?;
        tx.execute_each(&signing_out).await?;
        tx.commit().await?;
        Ok(withdrawn)
    }

    /// The certificate with this id.
    ///
    /// # Errors
    /// [`Error::NoItem`] when there is none, or its term has ended.
    pub async fn certificate(&self, id: CertificateId) -> Result<Certificate, Error> {
        let text: String = self
            .0
            .db
            .service()
            .query_optional(&CERTIFICATE, &args![id], |row| row.get(0))
            .await?
            .ok_or(Error::NoItem)?;
        Ok(serde_json::from_str(&text)?)
    }
}

/// What erases a person's rows of one item.
pub(crate) fn erasing(
    item: &ItemSql,
    subject: SubjectId,
    digest: &str,
    now: Timestamp,
) -> Option<(&'static Sql, Vec<Value>)> {
    let keeps = item.item.erase == Erase::RestrictUntilFloor;
    let arguments = if keeps { args![subject, digest, now].to_vec() } else { args![subject].to_vec() };
    Some((item.erase?, arguments))
}

/// What the certificate says of it.
fn outcome(item: &ItemSql, rows: u64, now: Timestamp) -> TableOutcome {
    let keeps = item.item.erase == Erase::RestrictUntilFloor;
    let term = item.retention.as_ref().map(|retention| retention.term);
    TableOutcome {
        table: item.item.table.clone(),
        item: item.item.id.clone(),
        title: String::new(),
        action: match item.item.erase {
            Erase::Delete | Erase::Crypto => TableAction::Deleted,
            Erase::Anonymise => TableAction::Anonymised,
            Erase::RestrictUntilFloor => TableAction::Kept,
        },
        rows,
        kept_until: term.filter(|_| keeps && rows > 0).map(|term| Timestamp::from_millis(term.after(now.as_millis()))),
        rule: item.item.retention.floor.clone().filter(|_| keeps),
    }
}
