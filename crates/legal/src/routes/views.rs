//! What is asked of the desk, and what it answers.

use http_api::Language;
use ids::{DisclosureId, LegalDemandId, SubjectId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;

use crate::model::{Demand, Disclosed, Ending, Kind, NewDemand, Silence, Standing, Use, UseCount, Uses, demandable};

/// A kind of information.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalItem)]
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

/// A case in which the law allows a use without consent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalExemption)]
pub(super) struct ExemptionView {
    /// Its code in the policy.
    code: String,
    /// What it says.
    title: String,
    /// Where it stands in the law.
    citation: String,
}

impl ExemptionView {
    fn of(exemption: &policy_lang::model::Exemption, language: Language) -> Self {
        let spoken = |text: &policy::LocalText| text.in_language(language.into()).to_owned();
        Self { code: exemption.code.clone(), title: spoken(&exemption.title), citation: spoken(&exemption.citation) }
    }
}

/// What can be chosen when a demand is filed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalChoices)]
pub(super) struct ChoicesView {
    /// The cases of the law; there is no other.
    exemptions: Vec<ExemptionView>,
    /// The kinds of information that can be demanded; there is no other.
    items: Vec<ItemView>,
    /// How many days a demand can be used, at most.
    valid_days_max: i64,
    /// How many days the person can be left untold, at most.
    silent_days_max: i64,
}

impl ChoicesView {
    pub(super) fn now(language: Language) -> Self {
        let days = |span: units::Millis| span.0 / units::Millis::days(1).0;
        Self {
            exemptions: policy::current().exemptions.iter().map(|one| ExemptionView::of(one, language)).collect(),
            items: demandable().map(|item| ItemView::of(&item.id, language)).collect(),
            valid_days_max: days(crate::VALIDITY_MAX),
            silent_days_max: days(crate::SILENCE_MAX),
        }
    }
}

/// That a law orders silence for a time.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LegalSilence)]
pub(super) struct SilenceView {
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    silent_until: Timestamp,
    /// The article that says so, 1 to 120 characters.
    silence_article: String,
}

/// What is to be filed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLegalDemand)]
pub(super) struct DemandBody {
    /// What demands it.
    kind: Kind,
    /// Which case of the law, by its code.
    exemption: String,
    /// The article relied on, 1 to 120 characters.
    article: String,
    /// The number of the case or document, 1 to 80 characters.
    case_number: String,
    /// Who receives it, 1 to 120 characters.
    addressee: String,
    /// The document's SHA-256, 64 hexadecimal digits; the document itself is not sent.
    document_sha256: String,
    /// Which kinds of information, as items of the policy.
    items: Vec<String>,
    /// About whom.
    #[schema(value_type = String)]
    member: SubjectId,
    /// Until when it can be used.
    #[schema(value_type = String, format = DateTime)]
    valid_until: Timestamp,
    /// Whether a law orders silence for a time.
    #[serde(default)]
    silence: Option<SilenceView>,
}

impl From<DemandBody> for NewDemand {
    fn from(body: DemandBody) -> Self {
        let DemandBody {
            kind,
            exemption,
            article,
            case_number,
            addressee,
            document_sha256,
            items,
            member,
            valid_until,
            silence,
        } = body;
        let silence = silence.map(|silence| Silence { until: silence.silent_until, article: silence.silence_article });
        Self { kind, exemption, article, case_number, addressee, document_sha256, items, member, valid_until, silence }
    }
}

/// One of the two approvals.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalApproval)]
pub(super) struct ApprovalView {
    /// Whose, by their keyed digest.
    by_digest: String,
    /// Whether that is the asker.
    is_own: bool,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// How a demand ended before its time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalDemandEnd)]
pub(super) struct EndedView {
    /// How.
    kind: Ending,
    /// Why.
    words: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// That something was handed out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalDisclosure)]
pub(super) struct DisclosedView {
    /// Names it.
    #[schema(value_type = String)]
    id: DisclosureId,
    /// By whose hand, by their keyed digest.
    by_digest: String,
    /// How many records.
    records: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Since when its person can read of it; absent while a law orders silence.
    #[schema(value_type = Option<String>, format = DateTime)]
    told_at: Option<Timestamp>,
}

impl From<Disclosed> for DisclosedView {
    fn from(disclosed: Disclosed) -> Self {
        let Disclosed { id, by_digest, records, at, told_at } = disclosed;
        Self { id, by_digest, records, at, told_at }
    }
}

/// A demand; it names nobody but by keyed digests.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalDemand)]
pub(super) struct DemandView {
    /// Names it.
    #[schema(value_type = String)]
    id: LegalDemandId,
    /// How it stands.
    standing: Standing,
    /// What demands it.
    kind: Kind,
    /// Which case of the law.
    exemption: String,
    /// The article relied on.
    article: String,
    /// The case number.
    case_number: String,
    /// Who receives it.
    addressee: String,
    /// The document's SHA-256.
    document_sha256: String,
    /// Which kinds of information.
    items: Vec<ItemView>,
    /// The keyed digest of whom it is about.
    subject_digest: String,
    /// The keyed digest of who filed it.
    filed_by_digest: String,
    /// Whether that is the asker.
    is_own: bool,
    /// When it was filed.
    #[schema(value_type = String, format = DateTime)]
    filed_at: Timestamp,
    /// Until when it can be used.
    #[schema(value_type = String, format = DateTime)]
    valid_until: Timestamp,
    /// Whether a law orders silence.
    silence: Option<SilenceView>,
    /// Who approved it.
    approvals: Vec<ApprovalView>,
    /// How it ended before its time.
    ended: Option<EndedView>,
    /// What was handed out.
    disclosures: Vec<DisclosedView>,
}

impl DemandView {
    /// A demand as `asker`, a digest, sees it.
    pub(super) fn of(demand: Demand, asker: &str, language: Language, now: Timestamp) -> Self {
        let standing = demand.standing(now);
        let approvals = demand.approvals.into_iter().map(|approval| ApprovalView {
            is_own: approval.by_digest == asker,
            by_digest: approval.by_digest,
            at: approval.at,
        });
        Self {
            id: demand.id,
            standing,
            kind: demand.kind,
            exemption: demand.exemption,
            article: demand.article,
            case_number: demand.case_number,
            addressee: demand.addressee,
            document_sha256: hex::encode(demand.document_sha256),
            items: demand.items.iter().map(|item| ItemView::of(item, language)).collect(),
            subject_digest: demand.subject_digest,
            is_own: demand.filed_by_digest == asker,
            filed_by_digest: demand.filed_by_digest,
            filed_at: demand.filed_at,
            valid_until: demand.valid_until,
            silence: demand
                .silence
                .map(|silence| SilenceView { silent_until: silence.until, silence_article: silence.article }),
            approvals: approvals.collect(),
            ended: demand.ended.map(|ended| EndedView { kind: ended.kind, words: ended.words, at: ended.at }),
            disclosures: demand.disclosures.into_iter().map(DisclosedView::from).collect(),
        }
    }
}

/// How often one case of the law was used.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExemptUseCount)]
pub(super) struct CountView {
    /// The case.
    exemption: ExemptionView,
    /// How often.
    uses: u64,
    /// How many records in all.
    records: u64,
}

/// One use without consent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExemptUse)]
pub(super) struct UseView {
    /// The demand it rests on.
    #[schema(value_type = String)]
    demand: LegalDemandId,
    /// What demanded it.
    kind: Kind,
    /// Which case of the law.
    exemption: String,
    /// The article relied on.
    article: String,
    /// The case number.
    case_number: String,
    /// Who received it.
    addressee: String,
    /// The evidence.
    disclosure: DisclosedView,
}

impl From<Use> for UseView {
    fn from(used: Use) -> Self {
        let Use { demand, exemption, kind, article, case_number, addressee, disclosed } = used;
        Self { demand, kind, exemption, article, case_number, addressee, disclosure: disclosed.into() }
    }
}

/// All uses without consent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExemptUses)]
pub(super) struct UsesView {
    /// By case of the law, also those never used.
    counts: Vec<CountView>,
    /// The latest, at most 200.
    latest: Vec<UseView>,
}

impl UsesView {
    pub(super) fn of(uses: Uses, language: Language) -> Self {
        let counts = uses.counts.into_iter().filter_map(|UseCount { exemption, uses, records }| {
            let exemption = ExemptionView::of(policy::current().exemption(&exemption)?, language);
            Some(CountView { exemption, uses, records })
        });
        Self { counts: counts.collect(), latest: uses.latest.into_iter().map(UseView::from).collect() }
    }
}
