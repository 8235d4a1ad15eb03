//! Handing over: a file that is made person by person, of whoever agreed and has not withdrawn at that moment.
//!
//! For each person in turn: their consent is looked up; each kind opens with a staff permit, which is in the log before;
//! then, in one transaction, their consent is found once more, held, and entered in the ledger; and only when that is
//! committed their line is written. Whoever withdraws in between is not in the file, and no memory is needed but for one.
//!
//! Where it breaks off, the ledger names those whose line was written and at most one more, the file has no certificate
//! and is no JSON, and the handing over stays on file as unfinished. It is then made anew.

use std::collections::VecDeque;

use consent::Grant;
use http_api::{Language, SignedIn, Text};
use ids::{DisclosureId, SubjectId, TransferHandoverId, TransferId};
use policy::Transfer as ByConsent;
use rights::ExportedItem;
use sharing::HandedOver;
use staff_access::Reason;

use crate::archive::Archive;
use crate::error::Error;
use crate::model::{Standing, Transfer, transferable};
use crate::{Transfers, desk, store};

/// A file that is being handed over, piece by piece.
///
/// There is none without an approved transfer whose deadline is past, and no piece of it without a line in the ledger.
pub struct HandingOver {
    transfers: Transfers,
    officer: SignedIn,
    transfer: Transfer,
    id: TransferHandoverId,
    hashes: [String; 2],
    reason: Reason,
    archive: Option<Archive>,
    has_begun: bool,
    waiting: VecDeque<SubjectId>,
    after: Option<SubjectId>,
    expected: u64,
}

impl std::fmt::Debug for HandingOver {
    /// Names it; what it says stands in no log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandingOver").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Transfers {
    /// Begins to hand over what people agreed to, by one of those who approved it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::NotApproved`], [`Error::TooEarly`], [`Error::Lapsed`], [`Error::CalledOff`],
    /// [`Error::NotAnApprover`], [`Error::Staff`] for who was not trained, and the database's; then nothing is handed over.
    pub async fn hand_over(&self, officer: &SignedIn, id: TransferId) -> Result<HandingOver, Error> {
        staff_access::require::<ByConsent>(officer)?;
        if self.0.staff.training_of(officer.subject).await?.is_due {
            return Err(staff_access::Error::TrainingDue.into());
        }
        let (now, by_digest) = (self.now(), self.0.staff.digest_of(officer.subject));
        let transfer = self.transfer(id).await?;
        match transfer.standing(now) {
            Standing::Due | Standing::HandedOver => {}
            Standing::Waiting => return Err(Error::NotApproved),
            Standing::Open => return Err(Error::TooEarly),
            Standing::CalledOff => return Err(Error::CalledOff),
            Standing::Lapsed => return Err(Error::Lapsed),
        }
        if !transfer.approvals.iter().any(|approval| approval.by_digest == by_digest) {
            return Err(Error::NotAnApprover);
        }
        let hashes = [Language::Chinese, Language::English].map(|one| transfer.text_hash(one).unwrap_or_default());
        let (_, ends_at) = transfer.announced.ok_or(Error::NotApproved)?;
        let expected = self.counts(id).await?.agreed;
        let handover = TransferHandoverId::random(&mut rand::rng());
        let mut tx = self.0.db.begin().await?;
        desk::standing(&mut tx, id, now).await?;
        store::begin_handover(&mut tx, handover, id, ends_at, &by_digest, now).await.map_err(too_late)?;
        tx.commit().await?;
        Ok(HandingOver {
            transfers: self.clone(),
            officer: officer.clone(),
            reason: reason(&transfer)?,
            archive: Some(Archive::of(&transfer)),
            transfer,
            id: handover,
            hashes,
            has_begun: false,
            waiting: VecDeque::new(),
            after: None,
            expected,
        })
    }
}

impl HandingOver {
    /// Names it.
    #[must_use]
    pub fn id(&self) -> TransferHandoverId {
        self.id
    }

    /// The next piece of the file; nothing once it is whole.
    ///
    /// # Errors
    /// [`Error::CalledOff`], [`Error::Staff`], and the stores'. Then the file breaks off: there is no further piece.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        let Some(mut archive) = self.archive.take() else { return Ok(None) };
        if !self.has_begun {
            self.has_begun = true;
            let piece = archive.begin(&self.transfer, self.id, self.expected, self.transfers.now());
            self.archive = Some(archive);
            return Ok(Some(piece));
        }
        while let Some(subject) = self.next_person().await? {
            let Some(exported) = self.open(subject).await? else { continue };
            if self.enter(subject).await? {
                let piece = archive.person(subject, exported, self.transfers.now());
                self.archive = Some(archive);
                return Ok(Some(piece));
            }
        }
        let items = archive.items().to_vec();
        let (piece, sha256) = archive.end();
        let mut tx = self.transfers.0.db.begin().await?;
        let (transfer, now) = (self.transfer.id, self.transfers.now());
        desk::standing(&mut tx, transfer, now).await?;
        store::finish_handover(&mut tx, self.id, transfer, &sha256, &items, now).await?;
        tx.commit().await?;
        Ok(Some(piece))
    }

    async fn next_person(&mut self) -> Result<Option<SubjectId>, Error> {
        if self.waiting.is_empty() {
            let reader = self.transfers.0.db.service();
            self.waiting = store::agreed_after(&reader, self.transfer.id, self.after).await?.into();
        }
        let next = self.waiting.pop_front();
        self.after = next.or(self.after);
        Ok(next)
    }

    /// Reads one person's kinds under their own live consent, each noted in the log of staff access before it opens.
    /// Nothing for whoever withdrew, left, or is a minor by their birthday.
    async fn open(&self, subject: SubjectId) -> Result<Option<Vec<(String, ExportedItem)>>, Error> {
        let parts = &self.transfers.0;
        if parts.consents.is_minor(subject).await? {
            return Ok(None);
        }
        let Some(grant) = parts.consents.grant::<ByConsent>(subject).await? else { return Ok(None) };
        let mut permit = grant.into_permit().await?;
        let mut exported = Vec::new();
        for item in transferable().filter(|item| self.transfer.items.contains(&item.id)) {
            let opened = parts.staff.open_agreed(&self.officer, permit, &item.id, self.reason.clone()).await?;
            exported.push((item.id.clone(), parts.rights.export_item(&opened).await?));
            permit = opened.into_permit();
        }
        Ok(Some(exported))
    }

    /// Enters one person in the ledger, in the transaction that finds their consent; tells whether it was found.
    async fn enter(&self, subject: SubjectId) -> Result<bool, Error> {
        let (id, now) = (self.transfer.id, self.transfers.now());
        let grant = self.transfers.0.consents.grant::<ByConsent>(subject).await?;
        let Some(mut grant): Option<Grant<ByConsent>> = grant else { return Ok(false) };
        desk::standing(grant.tx(), id, now).await?;
        let [chinese, english] = &self.hashes;
        if !store::take_along(&mut grant, id, [chinese, english], now).await? {
            return Ok(false);
        }
        let items: Vec<&str> = self.transfer.items.iter().map(String::as_str).collect();
        let disclosure = DisclosureId::random(&mut rand::rng());
        let line = HandedOver { id: disclosure, recipient: &self.transfer.receiver, items: &items, at: now };
        if !line.enter(&mut grant).await? {
            return Ok(false);
        }
        store::count_person(grant.tx(), self.id).await?;
        grant.commit().await?;
        Ok(true)
    }
}

/// Why staff look, as each person reads it: the agreement, and who receives it.
fn reason(transfer: &Transfer) -> Result<Reason, Error> {
    let receiver = &transfer.receiver;
    let words = Text::made(
        format!("经您单独同意，转让给：{receiver}"),
        format!("handed over with your separate consent to: {receiver}"),
    );
    let ticket: String = transfer.agreement.chars().take(staff_access::TICKET_CHARACTERS_MAX).collect();
    Ok(Reason::parse(&ticket, words.get(Language::Chinese))?)
}

/// The database knows the last moment too.
fn too_late(error: db::Error) -> Error {
    if error.is_constraint(db::Constraint::Check) { Error::Lapsed } else { error.into() }
}
