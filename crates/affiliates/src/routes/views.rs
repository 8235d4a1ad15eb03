//! What is asked and answered.

use http_api::Language;
use ids::{AffiliateId, AffiliateUseId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;

use crate::choices::{OwnAffiliate, OwnUse};
use crate::model::{Affiliate, Control, Field, NewAffiliate, NewUse, Use};
use crate::roll::Registration;

/// A kind of information.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AffiliateFieldTitle)]
pub(super) struct FieldView {
    /// Which.
    field: Field,
    /// What the policy calls it.
    title: String,
}

impl FieldView {
    fn of(field: Field, language: Language) -> Self {
        Self { field, title: field.title(language).to_owned() }
    }
}

/// What a company asks for, and what for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AffiliateUse)]
pub(super) struct UseView {
    /// Names it.
    #[schema(value_type = String)]
    id: AffiliateUseId,
    /// What for.
    purpose: String,
    /// What.
    fields: Vec<FieldView>,
    /// Since when it can be agreed to.
    #[schema(value_type = String, format = DateTime)]
    added_at: Timestamp,
}

impl UseView {
    pub(super) fn of(of: &Use, language: Language) -> Self {
        Self {
            id: of.id,
            purpose: of.purpose(language).to_owned(),
            fields: of.fields.iter().map(|field| FieldView::of(*field, language)).collect(),
            added_at: of.added_at,
        }
    }
}

/// What everybody reads of a company.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AffiliateCompany)]
pub(super) struct CompanyView {
    /// Names it.
    #[schema(value_type = String)]
    id: AffiliateId,
    /// The company's name.
    name: String,
    /// How it is under one control with the operator.
    control: Control,
    /// What proves that.
    proof_title: String,
    /// The proof's SHA-256, by which it is recognised.
    proof_sha256: String,
    /// Of which day the proof is.
    #[schema(value_type = String, format = DateTime)]
    proof_dated_at: Timestamp,
    /// From then on nothing is sent.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// When it was registered.
    #[schema(value_type = String, format = DateTime)]
    registered_at: Timestamp,
}

impl From<&Affiliate> for CompanyView {
    fn from(affiliate: &Affiliate) -> Self {
        Self {
            id: affiliate.id,
            name: affiliate.name.clone(),
            control: affiliate.control,
            proof_title: affiliate.proof_title.clone(),
            proof_sha256: hex::encode(&affiliate.proof_sha256),
            proof_dated_at: affiliate.proof_dated_at,
            expires_at: affiliate.expires_at,
            registered_at: affiliate.registered_at,
        }
    }
}

/// A company on the roll.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AffiliateOnRoll)]
pub(super) struct RollView {
    /// The company.
    company: CompanyView,
    /// What it asks for.
    uses: Vec<UseView>,
}

impl RollView {
    pub(super) fn of(affiliate: Affiliate, uses: Vec<Use>, language: Language) -> Self {
        Self { company: CompanyView::from(&affiliate), uses: uses.iter().map(|of| UseView::of(of, language)).collect() }
    }
}

/// What would be sent under one field.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AffiliateValue)]
pub(super) struct ValueView {
    /// Which.
    field: Field,
    /// What the policy calls it.
    title: String,
    /// The text exactly as it would be sent, empty where there is nothing; a picture is sent as JPEG in Base64.
    value: String,
}

/// What a company asks of the member.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnAffiliateUse)]
pub(super) struct OwnUseView {
    /// Names it.
    #[schema(value_type = String)]
    id: AffiliateUseId,
    /// What for.
    purpose: String,
    /// What would be sent, as it is now.
    values: Vec<ValueView>,
    /// The sentence that is agreed to.
    text: String,
    /// Its SHA-256, to be sent along with the agreement.
    text_hash: String,
    /// Since when the member agrees; absent while they do not.
    #[schema(value_type = Option<String>, format = DateTime)]
    agreed_at: Option<Timestamp>,
    /// When the company was last told something.
    #[schema(value_type = Option<String>, format = DateTime)]
    told_at: Option<Timestamp>,
}

/// A company as the member sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnAffiliate)]
pub(super) struct OwnView {
    /// The company.
    company: CompanyView,
    /// What it asks of the member.
    uses: Vec<OwnUseView>,
}

impl OwnView {
    pub(super) fn of(own: OwnAffiliate, language: Language) -> Self {
        let OwnAffiliate { affiliate, uses } = own;
        let view = |one: OwnUse| {
            let OwnUse { of, values, choice } = one;
            let value = |value: &crate::Value| ValueView {
                field: value.field(),
                title: value.field().title(language).to_owned(),
                value: value.text().to_owned(),
            };
            OwnUseView {
                id: of.id,
                purpose: of.purpose(language).to_owned(),
                values: values.iter().map(value).collect(),
                text: of.text(&affiliate.name, affiliate.control, language),
                text_hash: of.text_hash(&affiliate.name, affiliate.control, language),
                agreed_at: choice.map(|choice| choice.agreed_at),
                told_at: choice.and_then(|choice| choice.told_at),
            }
        };
        Self { company: CompanyView::from(&affiliate), uses: uses.into_iter().map(view).collect() }
    }
}

/// How a registration stands.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AffiliateStanding)]
pub(super) enum Standing {
    /// It stands.
    Living,
    /// Its time is over; nothing is sent.
    Expired,
    /// It was taken out.
    Ended,
}

/// A use as staff see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisteredUse)]
pub(super) struct RegisteredUseView {
    /// What is asked, and what for.
    #[serde(rename = "use")]
    of: UseView,
    /// Whether it can be agreed to.
    stands: bool,
    /// How many people agreed to it.
    people: u64,
}

/// A company as staff see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AffiliateRegistration)]
pub(super) struct RegistrationView {
    /// The company.
    company: CompanyView,
    /// How it stands.
    standing: Standing,
    /// Where what is agreed to goes.
    endpoint: String,
    /// Under which name the agreement can be found.
    agreement: String,
    /// When it was signed.
    #[schema(value_type = String, format = DateTime)]
    agreement_signed_at: Timestamp,
    /// Under which name the look at its security can be found.
    security_check: String,
    /// When that was.
    #[schema(value_type = String, format = DateTime)]
    checked_at: Timestamp,
    /// When it was taken out.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    /// What it asks for, and asked for.
    uses: Vec<RegisteredUseView>,
    /// Of how many people it has to erase something and has not confirmed that it did.
    to_erase: u64,
}

impl RegistrationView {
    pub(super) fn of(one: Registration, language: Language, now: Timestamp) -> Self {
        let Registration { affiliate, uses, to_erase } = one;
        let standing = match affiliate.ended_at {
            Some(_) => Standing::Ended,
            None if affiliate.is_living(now) => Standing::Living,
            None => Standing::Expired,
        };
        let uses = uses.iter().map(|(of, people)| RegisteredUseView {
            of: UseView::of(of, language),
            stands: of.stands,
            people: *people,
        });
        Self {
            company: CompanyView::from(&affiliate),
            standing,
            uses: uses.collect(),
            to_erase,
            endpoint: affiliate.endpoint,
            agreement: affiliate.agreement,
            agreement_signed_at: affiliate.agreement_signed_at,
            security_check: affiliate.security_check,
            checked_at: affiliate.checked_at,
            ended_at: affiliate.ended_at,
        }
    }
}

/// A company that is to be registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAffiliate)]
pub(super) struct AffiliateBody {
    /// The company's name, 1 to 120 characters.
    name: String,
    /// How it is under one control with the operator.
    control: Control,
    /// What proves that, 1 to 120 characters.
    proof_title: String,
    /// The proof's SHA-256, 64 hexadecimal digits; the proof itself is not sent.
    proof_sha256: String,
    /// Of which day the proof is.
    #[schema(value_type = String, format = DateTime)]
    proof_dated_at: Timestamp,
    /// Where what is agreed to goes: an address of https.
    endpoint: String,
    /// What this service shows the company to be let in, 16 to 200 characters; kept sealed.
    #[serde(default)]
    key: Option<String>,
    /// Under which name the agreement can be found, 1 to 120 characters.
    agreement: String,
    /// When it was signed.
    #[schema(value_type = String, format = DateTime)]
    agreement_signed_at: Timestamp,
    /// Under which name the look at its security can be found, 1 to 120 characters.
    security_check: String,
    /// When that was.
    #[schema(value_type = String, format = DateTime)]
    checked_at: Timestamp,
    /// From then on nothing is sent; a year ahead at most.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl From<AffiliateBody> for NewAffiliate {
    fn from(body: AffiliateBody) -> Self {
        let AffiliateBody {
            name,
            control,
            proof_title,
            proof_sha256,
            proof_dated_at,
            endpoint,
            key,
            agreement,
            agreement_signed_at,
            security_check,
            checked_at,
            expires_at,
        } = body;
        Self {
            name,
            control,
            proof_title,
            proof_sha256,
            proof_dated_at,
            endpoint,
            key,
            agreement,
            agreement_signed_at,
            security_check,
            checked_at,
            expires_at,
        }
    }
}

/// A use that is to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAffiliateUse)]
pub(super) struct UseBody {
    /// What for, in Chinese, 1 to 200 characters.
    purpose_zh: String,
    /// What for, in English, 1 to 200 characters.
    purpose_en: String,
    /// What; there is nothing but these.
    fields: Vec<Field>,
}

impl From<UseBody> for NewUse {
    fn from(body: UseBody) -> Self {
        let UseBody { purpose_zh, purpose_en, fields } = body;
        Self { purpose_zh, purpose_en, fields }
    }
}
