//! What a transfer is, how it stands, and what of it may be filed; pure.

use http_api::{Language, written_line};
use ids::{TransferHandoverId, TransferId};
use policy_lang::model::Item;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use units::{Millis, Timestamp};
use utoipa::ToSchema;

use crate::error::Error;

/// Days that everybody has to answer, at least: PIPL names none, and a month lets those answer who come by rarely.
pub const ANSWER_DAYS_MIN: i64 = 30;
/// Days to answer, at most; what is planned for later is announced later.
pub const ANSWER_DAYS_MAX: i64 = 180;
/// From the deadline to the last moment of handing over. A consent is to one transfer at its time, and not for ever.
pub const HAND_OVER_WITHIN: Millis = Millis::days(30);
/// Characters of a name, an address or an agreement's number.
pub const NAME_CHARACTERS_MAX: usize = 120;
/// Characters of a reason.
pub const WORDS_CHARACTERS_MAX: usize = 500;

/// How a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TransferStanding)]
pub enum Standing {
    /// It waits for approvals; nobody was asked.
    Waiting,
    /// It was announced, and everybody can answer.
    Open,
    /// The time to answer is over, and it can be handed over.
    Due,
    /// It was handed over.
    HandedOver,
    /// It was called off.
    CalledOff,
    /// Nobody handed it over in time; it can be no more.
    Lapsed,
}

/// What is to be filed, as somebody wrote it.
#[derive(Clone, Debug)]
pub struct NewTransfer {
    /// Who receives it: the name of a company or person.
    pub receiver: String,
    /// How to reach them.
    pub contact: String,
    /// What they want it for, in Chinese.
    pub reason_zh: String,
    /// The same in English.
    pub reason_en: String,
    /// Which kinds of information, as items of the policy.
    pub items: Vec<String>,
    /// The number of the agreement with them.
    pub agreement: String,
    /// The day it was signed, such as `2026-11-20`.
    pub agreement_on: String,
    /// How many days everybody has to answer.
    pub answer_days: i64,
}

/// What fits to be filed.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) receiver: String,
    pub(crate) contact: String,
    pub(crate) reason_zh: String,
    pub(crate) reason_en: String,
    pub(crate) items: Vec<&'static str>,
    pub(crate) agreement: String,
    pub(crate) agreement_on: String,
    pub(crate) answer_days: i64,
}

/// One of the two approvals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Whose, by their digest.
    pub by_digest: String,
    /// When.
    pub at: Timestamp,
}

/// That a transfer was called off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledOff {
    /// Why.
    pub words: String,
    /// By whom, by their digest.
    pub by_digest: String,
    /// When.
    pub at: Timestamp,
}

/// How many records of one kind were in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedItem {
    /// The kind, as an item of the policy.
    pub item: String,
    /// How many records.
    pub records: u64,
}

/// One handing over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Names it.
    pub id: TransferHandoverId,
    /// By whose hand, by their digest.
    pub by_digest: String,
    /// When it began.
    pub began_at: Timestamp,
    /// How many people were entered in the ledger for it.
    pub people: u64,
    /// When the file was whole; none where it broke off.
    pub finished_at: Option<Timestamp>,
    /// SHA-256 of the file up to its certificate.
    pub sha256: Option<Vec<u8>>,
    /// What was in it; empty where it broke off.
    pub items: Vec<HandedItem>,
}

/// A transfer with everything that is on file about it; it names nobody but by digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Names it.
    pub id: TransferId,
    /// Who receives it.
    pub receiver: String,
    /// How to reach them.
    pub contact: String,
    /// What for, in Chinese.
    pub reason_zh: String,
    /// The same in English.
    pub reason_en: String,
    /// Which kinds of information.
    pub items: Vec<String>,
    /// The agreement's number.
    pub agreement: String,
    /// The day it was signed.
    pub agreement_on: String,
    /// How many days everybody has to answer.
    pub answer_days: i64,
    /// Who filed it.
    pub filed_by_digest: String,
    /// When.
    pub filed_at: Timestamp,
    /// When it was announced, and until when it can be answered.
    pub announced: Option<(Timestamp, Timestamp)>,
    /// Who approved it.
    pub approvals: Vec<Approval>,
    /// That it was called off.
    pub called_off: Option<CalledOff>,
    /// What was handed over.
    pub handovers: Vec<Handover>,
}

/// How people answered. Minors are not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many are asked: everybody who has an account and is of age, as far as is known.
    pub asked: u64,
    /// How many agreed.
    pub agreed: u64,
    /// How many said no.
    pub refused: u64,
}

impl Counts {
    /// How many have not answered; they have not agreed either.
    #[must_use]
    pub fn unanswered(self) -> u64 {
        self.asked.saturating_sub(self.agreed).saturating_sub(self.refused)
    }
}

impl Transfer {
    /// How it stands at `now`.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        if self.called_off.is_some() {
            return Standing::CalledOff;
        }
        let Some((_, ends_at)) = self.announced else { return Standing::Waiting };
        if now < ends_at {
            Standing::Open
        } else if self.handovers.iter().any(|one| one.finished_at.is_some()) {
            Standing::HandedOver
        } else if now - HAND_OVER_WITHIN < ends_at {
            Standing::Due
        } else {
            Standing::Lapsed
        }
    }

    /// What it is for, in one language.
    #[must_use]
    pub fn reason(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.reason_zh,
            Language::English => &self.reason_en,
        }
    }

    /// SHA-256, in hexadecimal, of what a person is shown of it in one language: who, why, which kinds, until when. None
    /// before it is announced. Were anything of it changed afterwards, no consent that was given would fit any more.
    #[must_use]
    pub fn text_hash(&self, language: Language) -> Option<String> {
        let (_, ends_at) = self.announced?;
        let id = self.id.to_string();
        let ends_at = ends_at.to_string();
        let head = [id.as_str(), &self.receiver, &self.contact, self.reason(language), &ends_at];
        let mut hash = Sha256::new();
        for part in head.into_iter().chain(self.items.iter().map(String::as_str)) {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        Some(hex::encode(hash.finalize()))
    }

    /// The language in which somebody was shown the text with this hash.
    #[must_use]
    pub fn shown_in(&self, text_hash: &str) -> Option<Language> {
        let languages = [Language::Chinese, Language::English];
        languages.into_iter().find(|language| self.text_hash(*language).as_deref() == Some(text_hash))
    }
}

/// The kinds of information that can be handed to another holder: those that the policy lets this purpose read.
pub fn transferable() -> impl Iterator<Item = &'static Item> {
    let policy = policy::current();
    let reads = policy.purpose("transfer").map(|purpose| purpose.reads.as_slice()).unwrap_or_default();
    reads.iter().filter_map(|id| policy.item(id))
}

impl NewTransfer {
    /// What fits to be filed at `now`.
    pub(crate) fn checked(&self, now: Timestamp) -> Result<Facts, Error> {
        let facts = Facts {
            receiver: written("receiver", &self.receiver, NAME_CHARACTERS_MAX)?,
            contact: written("contact", &self.contact, NAME_CHARACTERS_MAX)?,
            reason_zh: written("reason_zh", &self.reason_zh, WORDS_CHARACTERS_MAX)?,
            reason_en: written("reason_en", &self.reason_en, WORDS_CHARACTERS_MAX)?,
            items: items(&self.items)?,
            agreement: written("agreement", &self.agreement, NAME_CHARACTERS_MAX)?,
            agreement_on: signed_on(&self.agreement_on, now)?,
            answer_days: self.answer_days,
        };
        if !(ANSWER_DAYS_MIN..=ANSWER_DAYS_MAX).contains(&facts.answer_days) {
            return Err(Error::field(
                "answer_days",
                "transfers.answer_days",
                "答复期限请填 30 到 180 天；少于 30 天的，成员来不及看到",
                "give 30 to 180 days to answer; in less than 30 not everybody sees it",
            ));
        }
        Ok(facts)
    }
}

/// The day an agreement was signed: a day of the calendar that is not in the future.
fn signed_on(text: &str, now: Timestamp) -> Result<String, Error> {
    let day = text.trim();
    // Days begin eight hours earlier in China.
    let begins = format!("{day}T00:00:00+08:00").parse::<Timestamp>().ok();
    if day.len() == 10 && begins.is_some_and(|begins| begins <= now) {
        return Ok(day.to_owned());
    }
    Err(Error::field(
        "agreement_on",
        "transfers.agreement_on",
        "请填写协议已经签订的日期，例如 2026-11-20；没有签订协议的不能登记",
        "give the day on which the agreement was signed, such as 2026-11-20; without an agreement there is no transfer",
    ))
}

fn items(named: &[String]) -> Result<Vec<&'static str>, Error> {
    let mut items = Vec::new();
    for name in named {
        let known = transferable().find(|item| item.id == *name).ok_or_else(|| {
            Error::field(
                "items",
                "transfers.items",
                "其中有不能转让的种类，请只从列出的种类里选",
                "one of these kinds cannot be handed over; choose from those listed",
            )
        })?;
        items.push(known.id.as_str());
    }
    items.sort_unstable();
    items.dedup();
    if items.is_empty() {
        return Err(Error::field(
            "items",
            "transfers.items_missing",
            "请选择要转让的信息种类，至少一类",
            "choose the kinds of information to hand over, one at least",
        ));
    }
    Ok(items)
}

/// One line that somebody wrote.
pub(crate) fn written(name: &'static str, text: &str, most: usize) -> Result<String, Error> {
    written_line(text, most).map_err(|fault| Error::Field { name, code: fault.code(), message: fault.message() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_can_be_handed_over_is_in_exports_and_about_a_person() {
        assert!(transferable().count() >= 10);
        for item in transferable() {
            assert!(item.export && item.subject != policy::SubjectLink::None, "{}", item.id);
        }
    }

    #[test]
    fn an_agreement_was_signed_on_a_day_that_has_come() {
        let now = Timestamp::from_millis(1_795_435_200_000);
        assert_eq!(signed_on(" 2026-11-23 ", now).expect("today"), "2026-11-23");
        for wrong in ["", "2026-11-24", "2026-13-01", "2026-11-2", "20261123", "2026-11-23T10:00:00Z"] {
            assert!(matches!(signed_on(wrong, now), Err(Error::Field { name: "agreement_on", .. })), "{wrong}");
        }
    }

    #[test]
    fn the_words_that_are_shown_have_a_hash_for_each_language_and_every_change_has_another() {
        let at = Timestamp::from_millis;
        let transfer = Transfer {
            id: TransferId::from_i64(1),
            receiver: "甲".to_owned(),
            contact: "乙".to_owned(),
            reason_zh: "丙".to_owned(),
            reason_en: "c".to_owned(),
            items: vec!["account".to_owned()],
            agreement: String::new(),
            agreement_on: String::new(),
            answer_days: 30,
            filed_by_digest: String::new(),
            filed_at: at(0),
            announced: Some((at(1), at(2))),
            approvals: Vec::new(),
            called_off: None,
            handovers: Vec::new(),
        };
        let [chinese, english] = [Language::Chinese, Language::English].map(|one| transfer.text_hash(one));
        assert_ne!(chinese, english);
        assert_eq!(transfer.shown_in(&english.expect("a hash")), Some(Language::English));
        let changes: [fn(&mut Transfer); 6] = [
            |one| one.receiver.push('公'),
            |one| one.contact.push('公'),
            |one| one.reason_zh.push('公'),
            |one| one.items.push("listen".to_owned()),
            |one| one.announced = Some((Timestamp::from_millis(1), Timestamp::from_millis(3))),
            |one| one.id = TransferId::from_i64(2),
        ];
        for change in changes {
            let mut other = transfer.clone();
            change(&mut other);
            assert_eq!(other.shown_in(chinese.as_deref().expect("a hash")), None);
        }
        assert_eq!(Transfer { announced: None, ..transfer }.text_hash(Language::Chinese), None);
    }
}
