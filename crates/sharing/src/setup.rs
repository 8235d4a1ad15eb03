//! What an operator states about a recipient, and whether that is enough.

use policy::CompiledPolicy;
use units::Timestamp;

use crate::error::Refusal;
use crate::template::RequestTemplate;

/// The country in which recipients may be; sending abroad needs an assessment and a separate consent.
const HOME: &str = "CN";

/// What the operator states about one recipient.
#[derive(Clone, Debug)]
pub struct RecipientSetup {
    /// The recipient's identifier in the policy, such as `sms_gateway`.
    pub id: String,
    /// Whether the operator switched it on.
    pub enabled: bool,
    /// The hosts that may be called, lower-case, without port.
    pub hosts: Vec<String>,
    /// Country in which the recipient handles the data, as ISO 3166-1 alpha-2.
    pub country: String,
    /// Under which name or number the signed agreement on confidentiality can be found.
    pub agreement: String,
    /// When it was signed.
    pub agreement_signed_at: Option<Timestamp>,
    /// When the recipient's security was last checked.
    pub checked_at: Option<Timestamp>,
    /// From this instant on nothing is sent any more.
    pub expires_at: Timestamp,
    /// How it is called.
    pub request: RequestTemplate,
}

impl RecipientSetup {
    /// Whether this recipient may receive something at `now`.
    ///
    /// # Errors
    /// The first condition that does not hold.
    pub(crate) fn check(
        &self,
        policy: &CompiledPolicy,
        now: Timestamp,
        allow_loopback_http: bool,
    ) -> Result<(), Refusal> {
        let declared = policy.recipient(&self.id).ok_or(Refusal::NotDeclared)?;
        if policy.purpose(&declared.purpose).is_none() {
            return Err(Refusal::PurposeGone(declared.purpose.clone()));
        }
        if !self.enabled {
            return Err(Refusal::NotEnabled);
        }
        if self.agreement.trim().is_empty() {
            return Err(Refusal::NoAgreement);
        }
        if self.agreement_signed_at.ok_or(Refusal::NoAgreement)? > now {
            return Err(Refusal::AgreementNotYet);
        }
        if self.checked_at.is_none_or(|checked_at| checked_at > now) {
            return Err(Refusal::NotChecked);
        }
        if now >= self.expires_at {
            return Err(Refusal::Expired);
        }
        for country in [&declared.country, &self.country] {
            if country != HOME {
                return Err(Refusal::Abroad(country.clone()));
            }
        }
        let fields: Vec<&str> = declared.fields.iter().map(|field| field.id.as_str()).collect();
        self.request.check(&self.hosts, &fields, allow_loopback_http)
    }
}
