//! Handing out what an approved demand names: an archive that the bearer takes along.

use std::fmt;

use http_api::{Language, SignedIn, Text};
use ids::{DisclosureId, LegalDemandId};
use serde_json::{Map, Value as Json, json};
use staff_access::Reason;

use crate::Legal;
use crate::error::Error;
use crate::exempt_use::{ExemptUse, usable};
use crate::model::{Demand, demandable};

/// What one person has of the kinds that a demand names, as a file to be handed to its bearer.
///
/// There is none without an [`ExemptUse`] whose evidence is committed.
pub struct Archive {
    id: DisclosureId,
    records: u64,
    text: String,
}

impl Archive {
    /// The evidence under which it went out.
    #[must_use]
    pub fn id(&self) -> DisclosureId {
        self.id
    }

    /// How many records are in it.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.records
    }

    /// The file's content: JSON, in the form of an export.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Archive {
    /// Names it; what it says stands in no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("id", &self.id).field("records", &self.records).finish_non_exhaustive()
    }
}

impl Legal {
    /// Hands out what an approved demand names, by one of those who approved it and to its addressee.
    ///
    /// Each kind opens with a staff permit of its own, so the log of staff access has a line for each, with the case
    /// number as the ticket. The evidence is committed before the archive is there.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::NotApproved`], [`Error::Ended`], [`Error::Expired`], [`Error::NotAnApprover`],
    /// [`Error::OtherAddressee`], [`Error::MemberGone`], [`Error::Staff`] for who may not open it, and the stores'; then
    /// nothing is handed out.
    pub async fn hand_out(&self, officer: &SignedIn, id: LegalDemandId, addressee: &str) -> Result<Archive, Error> {
        let actor = self.0.staff.digest_of(officer.subject);
        let demand = self.demand(id).await?;
        usable(&demand, &actor, addressee, self.now())?;
        let subject = self.living_of(&demand.subject_digest).await?.ok_or(Error::MemberGone)?;
        let reason = reason(&demand)?;
        let silent_until = demand.silence.as_ref().map(|silence| silence.until);
        let (mut items, mut records) = (Map::new(), Vec::new());
        for item in demandable().filter(|item| demand.items.contains(&item.id)) {
            let (staff, reason) = (&self.0.staff, reason.clone());
            let permit = staff.open_until_told::<policy::LegalDemand>(officer, subject, &item.id, reason, silent_until);
            let exported = self.0.rights.export_item(&permit.await?).await?;
            records.push((item.id.as_str(), exported.records));
            items.insert(item.id.clone(), exported.json);
        }
        let mut tx = self.0.db.begin().await?;
        let exempt_use = ExemptUse::of_demand(&mut tx, id, &actor, addressee, self.now()).await?;
        let head = json!({
            "format": "qingyin-legal-disclosure",
            "format_version": 1,
            "made_at": exempt_use.at(),
            "demand": id,
            "exemption": exempt_use.code(),
            "article": demand.article,
            "case_number": exempt_use.case_number(),
            "addressee": exempt_use.addressee(),
            "document_sha256": hex::encode(&demand.document_sha256),
            "subject": subject,
            "policy_version": policy::current().version,
        });
        let disclosure = exempt_use.record(subject, &records).await?;
        tx.commit().await?;
        let text = written(head, disclosure, items);
        Ok(Archive { id: disclosure, records: records.iter().map(|(_, records)| records).sum(), text })
    }
}

/// Why staff look, as the person reads it: the case number, and the article that demands it.
fn reason(demand: &Demand) -> Result<Reason, Error> {
    let article = &demand.article;
    let words = Text::made(format!("依法提供：{article}"), format!("demanded by law: {article}"));
    Ok(Reason::parse(&demand.case_number, words.get(Language::Chinese))?)
}

/// The file: what it is, under which number the evidence stands, and the items.
fn written(mut head: Json, disclosure: DisclosureId, items: Map<String, Json>) -> String {
    if let Json::Object(head) = &mut head {
        head.insert("disclosure".to_owned(), json!(disclosure));
        head.insert("items".to_owned(), Json::Object(items));
    }
    format!("{head:#}\n")
}
