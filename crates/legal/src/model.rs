//! What a demand is, how it stands, and what of it may be filed; pure.

use http_api::{LineFault, words, written_line};
use ids::{DisclosureId, LegalDemandId, SubjectId};
use policy_lang::model::Item;
use serde::Serialize;
use staff_access::TICKET_CHARACTERS_MAX;
use units::{Millis, Timestamp};
use utoipa::ToSchema;

use crate::error::Error;

/// How long a demand can be used, at most; a longer one is filed anew.
pub const VALIDITY_MAX: Millis = Millis::days(365);
/// How long the person can be left untold, at most, from the day of filing. The evidence stays for three years after each
/// use, so it is still there to be told of when the silence ends.
pub const SILENCE_MAX: Millis = Millis::days(730);
/// Characters of an addressee and of an article.
pub const NAME_CHARACTERS_MAX: usize = 120;
/// Characters of a reason for ending a demand.
pub const WORDS_CHARACTERS_MAX: usize = 500;
/// Bytes of the fingerprint of a document.
const DOCUMENT_BYTES: usize = 32;

words! {
    /// What demands it.
    #[schema(as = LegalDemandKind)]
    Kind {
        /// An authority compels us by law.
        CompulsoryOrder = "compulsory_order",
        /// A compulsory legal document demands that something be disclosed to its bearer.
        PublicDisclosure = "public_disclosure",
        /// A use without consent under one of the cases of the law.
        ExemptUse = "exempt_use",
    }
}

words! {
    /// How a demand ended before its time.
    #[schema(as = LegalDemandEnding)]
    Ending {
        /// Somebody who was to approve it found it wanting.
        Refused = "refused",
        /// It was filed wrongly, or no longer stands.
        Withdrawn = "withdrawn",
    }
}

/// How a demand stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LegalDemandStanding)]
pub enum Standing {
    /// It waits for approvals.
    Waiting,
    /// Two people approved it.
    Approved,
    /// It was refused.
    Refused,
    /// It was withdrawn.
    Withdrawn,
    /// Its time is over.
    Expired,
}

/// That a law orders silence, or says that the person need not be told (PIPL articles 18 and 35).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// Until when.
    pub until: Timestamp,
    /// The article that says so.
    pub article: String,
}

/// What is to be filed, as somebody wrote it.
#[derive(Clone, Debug)]
pub struct NewDemand {
    /// What demands it.
    pub kind: Kind,
    /// Which case of the law allows it, by its code in the policy.
    pub exemption: String,
    /// The article relied on.
    pub article: String,
    /// The number of the case, or of the document.
    pub case_number: String,
    /// Who receives it, and nobody else.
    pub addressee: String,
    /// The document's SHA-256 in hexadecimal; the document itself is not kept.
    pub document_sha256: String,
    /// Which kinds of information, as items of the policy.
    pub items: Vec<String>,
    /// About whom.
    pub member: SubjectId,
    /// Until when it can be used.
    pub valid_until: Timestamp,
    /// Whether the person must not be told for a time.
    pub silence: Option<Silence>,
}

/// What fits to be filed.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) kind: Kind,
    pub(crate) exemption: &'static str,
    pub(crate) article: String,
    pub(crate) case_number: String,
    pub(crate) addressee: String,
    pub(crate) document_sha256: [u8; DOCUMENT_BYTES],
    pub(crate) items: Vec<&'static str>,
    pub(crate) valid_until: Timestamp,
    pub(crate) silence: Option<Silence>,
}

/// One of the two approvals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Whose, by their digest.
    pub by_digest: String,
    /// When.
    pub at: Timestamp,
}

/// Who approves, and what they hold in their hands.
#[derive(Clone, Debug)]
pub struct ApprovedBy {
    /// Who.
    pub officer: SubjectId,
    /// The SHA-256 of the document that they themselves looked at.
    pub document_sha256: String,
}

/// How a demand ended before its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// How.
    pub kind: Ending,
    /// Why.
    pub words: String,
    /// By whom, by their digest.
    pub by_digest: String,
    /// When.
    pub at: Timestamp,
}

/// That something was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosed {
    /// Names it, here and in the person's record of disclosures.
    pub id: DisclosureId,
    /// By whose hand, by their digest.
    pub by_digest: String,
    /// How many records.
    pub records: u64,
    /// When.
    pub at: Timestamp,
    /// Since when the person can read of it.
    pub told_at: Option<Timestamp>,
}

/// A demand with everything that is on file about it; it names nobody but by digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Names it.
    pub id: LegalDemandId,
    /// What demands it.
    pub kind: Kind,
    /// Which case of the law, by its code.
    pub exemption: String,
    /// The article relied on.
    pub article: String,
    /// The case number.
    pub case_number: String,
    /// Who receives it.
    pub addressee: String,
    /// The document's SHA-256.
    pub document_sha256: Vec<u8>,
    /// Which kinds of information.
    pub items: Vec<String>,
    /// About whom.
    pub subject_digest: String,
    /// Who filed it.
    pub filed_by_digest: String,
    /// When.
    pub filed_at: Timestamp,
    /// Until when it can be used.
    pub valid_until: Timestamp,
    /// Whether the person must not be told for a time.
    pub silence: Option<Silence>,
    /// How it ended before its time.
    pub ended: Option<Ended>,
    /// Who approved it.
    pub approvals: Vec<Approval>,
    /// What was handed out.
    pub disclosures: Vec<Disclosed>,
}

/// One use, in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The demand it rests on.
    pub demand: LegalDemandId,
    /// Which case of the law.
    pub exemption: String,
    /// What demanded it.
    pub kind: Kind,
    /// The article relied on.
    pub article: String,
    /// The case number.
    pub case_number: String,
    /// Who received it.
    pub addressee: String,
    /// The evidence itself.
    pub disclosed: Disclosed,
}

/// How often one case of the law was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseCount {
    /// The case, by its code.
    pub exemption: String,
    /// How often.
    pub uses: u64,
    /// How many records in all.
    pub records: u64,
}

/// All uses without consent: how often by case of the law, and the latest of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uses {
    /// By code; every case of the policy is there, also those never used.
    pub counts: Vec<UseCount>,
    /// The latest, at most 200.
    pub latest: Vec<Use>,
}

impl Demand {
    /// How it stands at `now`.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        match &self.ended {
            Some(Ended { kind: Ending::Refused, .. }) => Standing::Refused,
            Some(Ended { kind: Ending::Withdrawn, .. }) => Standing::Withdrawn,
            None if now >= self.valid_until => Standing::Expired,
            None if self.approvals.len() >= 2 => Standing::Approved,
            None => Standing::Waiting,
        }
    }
}

/// The kinds of information that can be demanded: those that the policy lets this purpose read.
pub fn demandable() -> impl Iterator<Item = &'static Item> {
    let policy = policy::current();
    let reads = policy.purpose("legal_demand").map(|purpose| purpose.reads.as_slice()).unwrap_or_default();
    reads.iter().filter_map(|id| policy.item(id))
}

impl NewDemand {
    /// What fits to be filed at `now`; the person is looked for elsewhere.
    pub(crate) fn checked(self, now: Timestamp) -> Result<Facts, Error> {
        let exemption = policy::current().exemption(self.exemption.trim()).ok_or_else(|| {
            Error::field(
                "exemption",
                "legal.exemption",
                "请从政策列出的法定情形里选一种；此外的不能不经同意使用",
                "choose one of the cases of the law that the policy lists; there is no use without consent beyond them",
            )
        })?;
        let facts = Facts {
            kind: self.kind,
            exemption: exemption.code.as_str(),
            article: written("article", &self.article, NAME_CHARACTERS_MAX)?,
            case_number: written("case_number", &self.case_number, TICKET_CHARACTERS_MAX)?,
            addressee: written("addressee", &self.addressee, NAME_CHARACTERS_MAX)?,
            document_sha256: document(&self.document_sha256)?,
            items: items(&self.items)?,
            valid_until: self.valid_until,
            silence: self.silence.map(|silence| silence.checked(now)).transpose()?,
        };
        if facts.valid_until <= now || facts.valid_until > now + VALIDITY_MAX {
            return Err(Error::field(
                "valid_until",
                "legal.valid_until",
                "有效期应在将来，最长一年；更久的到期后重新登记",
                "choose a day to come, a year ahead at most; what stands longer is filed anew then",
            ));
        }
        Ok(facts)
    }
}

impl Silence {
    fn checked(self, now: Timestamp) -> Result<Self, Error> {
        if self.until <= now || self.until > now + SILENCE_MAX {
            return Err(Error::field(
                "silent_until",
                "legal.silent_until",
                "暂不告知的期限应在将来，最长两年",
                "choose a day to come, two years ahead at most",
            ));
        }
        Ok(Self { until: self.until, article: written("silence_article", &self.article, NAME_CHARACTERS_MAX)? })
    }
}

/// The fingerprint that these 64 hexadecimal digits write.
pub(crate) fn document(text: &str) -> Result<[u8; DOCUMENT_BYTES], Error> {
    let mut bytes = [0; DOCUMENT_BYTES];
    hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| {
        Error::field(
            "document_sha256",
            "legal.document_sha256",
            "请选择文书文件；页面在本机算出它的 SHA-256，应为 64 位十六进制",
            "choose the document's file; the page computes its SHA-256 on this machine, 64 hexadecimal digits",
        )
    })?;
    Ok(bytes)
}

fn items(named: &[String]) -> Result<Vec<&'static str>, Error> {
    let mut items = Vec::new();
    for name in named {
        let known = demandable().find(|item| item.id == *name).ok_or_else(|| {
            Error::field(
                "items",
                "legal.items",
                "其中有不能依法提供的种类，请只从列出的种类里选",
                "one of these kinds cannot be handed out; choose from those listed",
            )
        })?;
        items.push(known.id.as_str());
    }
    items.sort_unstable();
    items.dedup();
    if items.is_empty() {
        return Err(Error::field(
            "items",
            "legal.items_missing",
            "请选择文书要求的信息种类，至少一类",
            "choose the kinds of information that the document demands, one at least",
        ));
    }
    Ok(items)
}

/// One line that somebody wrote.
pub(crate) fn written(name: &'static str, text: &str, most: usize) -> Result<String, Error> {
    written_line(text, most).map_err(|fault| match (fault, name) {
        (LineFault::Missing, "case_number") => Error::field(
            name,
            "legal.case_number_missing",
            "请填写案号或文号；没有它就不能不经同意使用",
            "give the number of the case or document; without it there is no use without consent",
        ),
        _ => Error::Field { name, code: fault.code(), message: fault.message() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_can_be_demanded_is_in_exports_and_about_a_person() {
        assert!(demandable().count() >= 20);
        for item in demandable() {
            assert!(item.export && item.subject != policy::SubjectLink::None, "{}", item.id);
        }
    }

    #[test]
    fn a_fingerprint_has_64_digits() {
        assert_eq!(document(&"aB".repeat(32)).expect("a fingerprint"), [0xab; 32]);
        for wrong in ["", "ab", &"ab".repeat(31), &"ab".repeat(33), &"xy".repeat(32)] {
            assert!(matches!(document(wrong), Err(Error::Field { name: "document_sha256", .. })), "{wrong}");
        }
    }

    /// The list in the table is that of the policy: a case added to one and not to the other is seen here.
    #[test]
    fn the_table_knows_the_cases_of_the_policy() {
        let table = crate::MIGRATIONS.migrations[0].text;
        let codes: Vec<String> =
            policy::current().exemptions.iter().map(|exemption| format!("'{}'", exemption.code)).collect();
        assert!(table.contains(&format!("CHECK (exemption IN ({}))", codes.join(", "))), "{codes:?}");
    }
}
