//! What an operator states about a recipient, and whether that is enough.

use policy::{Basis, CompiledPolicy};
use units::Timestamp;

use crate::error::Refusal;
use crate::way::Way;

/// The country in which recipients are; beyond it two records are needed, and a separate consent.
pub(crate) const HOME: &str = "CN";

/// Why data may go abroad to a recipient: the two records of PIPL articles 38 and 55.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferBasis {
    /// Under which name or number the assessment can be found: of the authority, or of the impact on people.
    pub assessment: String,
    /// When it was made.
    pub assessed_at: Option<Timestamp>,
    /// Under which name or number the standard contract or the certificate can be found, which binds the recipient to
    /// the protection that the law demands.
    pub contract: String,
    /// When it was signed.
    pub contract_signed_at: Option<Timestamp>,
}

impl TransferBasis {
    /// Both records in one line, as the ledger keeps them.
    pub(crate) fn line(&self) -> String {
        format!("{} / {}", self.assessment.trim(), self.contract.trim())
    }

    fn check(&self, now: Timestamp) -> Result<(), Refusal> {
        let is_there = |name: &str, at: Option<Timestamp>| !name.trim().is_empty() && at.is_some_and(|at| at <= now);
        if !is_there(&self.assessment, self.assessed_at) {
            return Err(Refusal::NoTransferBasis("assessment"));
        }
        if !is_there(&self.contract, self.contract_signed_at) {
            return Err(Refusal::NoTransferBasis("contract"));
        }
        Ok(())
    }
}

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
    /// Why data may go abroad, for a recipient that the policy declares to be there.
    pub transfer: Option<TransferBasis>,
    /// How it is reached.
    pub way: Way,
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
        let Some(purpose) = policy.purpose(&declared.purpose) else {
            return Err(Refusal::PurposeGone(declared.purpose.clone()));
        };
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
        if self.country != declared.country {
            return Err(Refusal::Abroad(self.country.clone()));
        }
        if declared.country != HOME {
            if purpose.basis != Basis::SeparateConsent {
                return Err(Refusal::Abroad(declared.country.clone()));
            }
            self.transfer.as_ref().ok_or(Refusal::NoTransferBasis("assessment"))?.check(now)?;
        }
        let fields: Vec<&str> = declared.fields.iter().map(|field| field.id.as_str()).collect();
        self.way.check(&self.hosts, &fields, allow_loopback_http)
    }
}
