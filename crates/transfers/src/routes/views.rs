//! What is asked of transfers, and what is answered.

use http_api::Language;
use ids::{TransferHandoverId, TransferId};
use policy::PurposeId;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;

use crate::answers::{Announcement, Answer};
use crate::model::{Approval, Counts, HandedItem, Handover, NewTransfer, Standing, Transfer, transferable};

/// A kind of information.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TransferItem)]
pub(super) struct ItemView {
    /// The item's id in the policy.
    item: String,
    /// Its name.
    title: String,
}

impl ItemView {
    fn of(id: &str, language: Language) -> Self {
        let item = policy::current().item(id);
        // What an earlier version of the policy called so keeps its identifier.
        let title = item.map_or(id, |item| item.title.in_language(language.into()));
        Self { item: id.to_owned(), title: title.to_owned() }
    }
}

/// What can be chosen when a transfer is filed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TransferChoices)]
pub(super) struct ChoicesView {
    /// The kinds of information that can be handed over; there is no other.
    items: Vec<ItemView>,
    /// How many days everybody has to answer, at least.
    answer_days_min: i64,
    /// How many, at most.
    answer_days_max: i64,
}

impl ChoicesView {
    pub(super) fn now(language: Language) -> Self {
        Self {
            items: transferable().map(|item| ItemView::of(&item.id, language)).collect(),
            answer_days_min: crate::ANSWER_DAYS_MIN,
            answer_days_max: crate::ANSWER_DAYS_MAX,
        }
    }
}

/// What is to be filed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTransfer)]
pub(super) struct TransferBody {
    /// Who receives it, 1 to 120 characters.
    receiver: String,
    /// How to reach them, 1 to 120 characters.
    contact: String,
    /// What they want it for, in Chinese, 1 to 500 characters.
    reason_zh: String,
    /// The same in English, 1 to 500 characters.
    reason_en: String,
    /// Which kinds of information, as items of the policy.
    items: Vec<String>,
    /// The number of the agreement with them, 1 to 120 characters.
    agreement: String,
    /// The day it was signed, such as `2026-11-20`.
    agreement_on: String,
    /// How many days everybody has to answer, 30 to 180.
    answer_days: i64,
}

impl From<TransferBody> for NewTransfer {
    fn from(body: TransferBody) -> Self {
        let TransferBody { receiver, contact, reason_zh, reason_en, items, agreement, agreement_on, answer_days } =
            body;
        Self { receiver, contact, reason_zh, reason_en, items, agreement, agreement_on, answer_days }
    }
}

/// One of the two approvals.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TransferApproval)]
pub(super) struct ApprovalView {
    /// Whose, by their keyed digest.
    by_digest: String,
    /// Whether that is the asker.
    is_own: bool,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// That a transfer was called off.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TransferCalledOff)]
pub(super) struct CalledOffView {
    /// Why.
    words: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// How people answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TransferCounts)]
pub(super) struct CountsView {
    /// How many are asked; minors are not.
    asked: u64,
    /// How many agreed.
    agreed: u64,
    /// How many said no.
    refused: u64,
    /// How many have not answered, and so have not agreed.
    unanswered: u64,
}

impl From<Counts> for CountsView {
    fn from(counts: Counts) -> Self {
        let Counts { asked, agreed, refused } = counts;
        Self { asked, agreed, refused, unanswered: counts.unanswered() }
    }
}

/// How many records of one kind were in a file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TransferHandedItem)]
pub(super) struct HandedItemView {
    /// The kind.
    item: ItemView,
    /// How many records.
    records: u64,
}

/// One handing over, and the certificate of what was in it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TransferHandover)]
pub(super) struct HandoverView {
    /// Names it.
    #[schema(value_type = String)]
    id: TransferHandoverId,
    /// By whose hand, by their keyed digest.
    by_digest: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    began_at: Timestamp,
    /// How many people were entered in the ledger for it.
    people: u64,
    /// When the file was whole; null where it broke off.
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Timestamp>,
    /// SHA-256 of the file up to its certificate, in hexadecimal.
    sha256: Option<String>,
    /// What was in it.
    items: Vec<HandedItemView>,
}

impl HandoverView {
    fn of(handover: Handover, language: Language) -> Self {
        let Handover { id, by_digest, began_at, people, finished_at, sha256, items } = handover;
        let items = items
            .into_iter()
            .map(|HandedItem { item, records }| HandedItemView { item: ItemView::of(&item, language), records });
        Self { id, by_digest, began_at, people, finished_at, sha256: sha256.map(hex::encode), items: items.collect() }
    }
}

/// A transfer; it names nobody but by keyed digests.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Transfer)]
pub(super) struct TransferView {
    /// Names it.
    #[schema(value_type = String)]
    id: TransferId,
    /// How it stands.
    standing: Standing,
    /// Who receives it.
    receiver: String,
    /// How to reach them.
    contact: String,
    /// What for, in Chinese.
    reason_zh: String,
    /// The same in English.
    reason_en: String,
    /// Which kinds of information.
    items: Vec<ItemView>,
    /// The agreement's number.
    agreement: String,
    /// The day it was signed.
    agreement_on: String,
    /// How many days everybody has to answer.
    answer_days: i64,
    /// The keyed digest of who filed it.
    filed_by_digest: String,
    /// Whether that is the asker.
    is_own: bool,
    /// When it was filed.
    #[schema(value_type = String, format = DateTime)]
    filed_at: Timestamp,
    /// When it was announced.
    #[schema(value_type = Option<String>, format = DateTime)]
    announced_at: Option<Timestamp>,
    /// Until when it can be answered.
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    /// Until when it can be handed over.
    #[schema(value_type = Option<String>, format = DateTime)]
    lapses_at: Option<Timestamp>,
    /// Who approved it.
    approvals: Vec<ApprovalView>,
    /// That it was called off.
    called_off: Option<CalledOffView>,
    /// How people answered.
    counts: CountsView,
    /// What was handed over.
    handovers: Vec<HandoverView>,
}

impl TransferView {
    /// A transfer as `asker`, a digest, sees it.
    pub(super) fn of(transfer: Transfer, counts: Counts, asker: &str, language: Language, now: Timestamp) -> Self {
        let standing = transfer.standing(now);
        let approvals = transfer.approvals.into_iter().map(|Approval { by_digest, at }| ApprovalView {
            is_own: by_digest == asker,
            by_digest,
            at,
        });
        let ends_at = transfer.announced.map(|(_, ends_at)| ends_at);
        Self {
            id: transfer.id,
            standing,
            receiver: transfer.receiver,
            contact: transfer.contact,
            reason_zh: transfer.reason_zh,
            reason_en: transfer.reason_en,
            items: transfer.items.iter().map(|item| ItemView::of(item, language)).collect(),
            agreement: transfer.agreement,
            agreement_on: transfer.agreement_on,
            answer_days: transfer.answer_days,
            is_own: transfer.filed_by_digest == asker,
            filed_by_digest: transfer.filed_by_digest,
            filed_at: transfer.filed_at,
            announced_at: transfer.announced.map(|(announced_at, _)| announced_at),
            ends_at,
            lapses_at: ends_at.map(|ends_at| ends_at + crate::HAND_OVER_WITHIN),
            approvals: approvals.collect(),
            called_off: transfer.called_off.map(|one| CalledOffView { words: one.words, at: one.at }),
            counts: counts.into(),
            handovers: transfer.handovers.into_iter().map(|one| HandoverView::of(one, language)).collect(),
        }
    }
}

/// A transfer as one member sees it: who wants what, and why, and what they said to it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnTransfer)]
pub(super) struct OwnView {
    /// Names it.
    #[schema(value_type = String)]
    id: TransferId,
    /// How it stands.
    standing: Standing,
    /// Who receives it.
    receiver: String,
    /// How to reach them.
    contact: String,
    /// What for.
    reason: String,
    /// Which kinds of information.
    items: Vec<ItemView>,
    /// When it was announced.
    #[schema(value_type = String, format = DateTime)]
    announced_at: Timestamp,
    /// Until when it can be answered.
    #[schema(value_type = String, format = DateTime)]
    ends_at: Timestamp,
    /// What the policy says of every transfer.
    notice: String,
    /// SHA-256 of what is said here of this one, to be sent back with a yes.
    text_hash: String,
    /// What the member said.
    answer: Answer,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    answered_at: Option<Timestamp>,
    /// When the member's information was last handed over.
    #[schema(value_type = Option<String>, format = DateTime)]
    handed_over_at: Option<Timestamp>,
}

impl OwnView {
    pub(super) fn of(announcement: Announcement, language: Language, now: Timestamp) -> Self {
        let Announcement { transfer, answer, answered_at, handed_over_at } = announcement;
        let purpose = policy::current().purpose(PurposeId::Transfer.id());
        let (announced_at, ends_at) = transfer.announced.unwrap_or((transfer.filed_at, transfer.filed_at));
        Self {
            id: transfer.id,
            standing: transfer.standing(now),
            reason: transfer.reason(language).to_owned(),
            items: transfer.items.iter().map(|item| ItemView::of(item, language)).collect(),
            announced_at,
            ends_at,
            notice: purpose.map_or("", |purpose| purpose.notice.in_language(language.into())).to_owned(),
            text_hash: transfer.text_hash(language).unwrap_or_default(),
            receiver: transfer.receiver,
            contact: transfer.contact,
            answer,
            answered_at,
            handed_over_at,
        }
    }
}
