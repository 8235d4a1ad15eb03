//! Why something did not leave.

/// Why the gate did not deliver; none of the messages holds a value that was to be sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The gate is closed for this recipient, and nothing was sent.
    #[error("nothing may be sent to recipient '{recipient}': {reason}")]
    Refused {
        /// The recipient's identifier in the policy.
        recipient: &'static str,
        /// Which condition does not hold.
        reason: Refusal,
    },
    /// The recipient could not be reached, or answered with a failure; what was sent may have arrived.
    #[error("recipient '{recipient}' did not accept: {detail}")]
    Failed {
        /// The recipient's identifier in the policy.
        recipient: &'static str,
        /// What happened, without address or values.
        detail: String,
    },
    /// The ledger could not be written; then nothing was sent.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// A condition that does not hold, so that the gate stays closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The policy in force does not declare the recipient.
    #[error("the policy in force does not declare it")]
    NotDeclared,
    /// The policy in force no longer has the purpose for which it received anything.
    #[error("the policy in force has no purpose '{0}'")]
    PurposeGone(String),
    /// The operator has not set it up, or has switched it off.
    #[error("the operator has not enabled it")]
    NotEnabled,
    /// No signed agreement is named.
    #[error("no signed agreement on confidentiality is named")]
    NoAgreement,
    /// The agreement's date lies in the future.
    #[error("its agreement is not signed yet")]
    AgreementNotYet,
    /// There was no security check, or it lies in the future.
    #[error("no security check has been made")]
    NotChecked,
    /// The agreement or the check has run out.
    #[error("its agreement or security check has expired")]
    Expired,
    /// It handles the data in another country than the policy says, or abroad for a purpose that does not ask separately.
    #[error("it is in {0}, and nothing goes abroad but as the policy declares and by separate consent")]
    Abroad(String),
    /// Sending abroad needs the record of an assessment and that of a contract, and one of them is missing.
    #[error("it is abroad, and the record of the {0} is missing or lies in the future")]
    NoTransferBasis(&'static str),
    /// The address is not https.
    #[error("its address is not https")]
    PlainHttp,
    /// The address is not that of a declared host.
    #[error("host '{0}' is not among its declared hosts")]
    UndeclaredHost(String),
    /// It handles the data together with this service, and something that is not de-identified was to be sent.
    #[error("'{0}' is not de-identified, and it receives nothing else")]
    NotDeidentified(String),
    /// The request has a place for something the recipient may not receive.
    #[error("its request asks for '{0}', which the policy does not let it receive")]
    UndeclaredField(String),
    /// The address, method or a header cannot be used.
    #[error("its request is malformed: {0}")]
    Malformed(&'static str),
    /// The person is a minor, and the policy gives no reason why this recipient may receive something about minors.
    #[error("the person is a minor, about whom it receives nothing")]
    Minor,
    /// It stands in no register, or not any more.
    #[error("it stands in no register of its class, or not any more")]
    NotRegistered,
    /// The person agreed to something else than what was to be sent.
    #[error("the person did not agree to its receiving '{0}'")]
    NotAgreed(String),
    /// The person's consent for the purpose does not live.
    #[error("the person has not consented, or has withdrawn")]
    NoConsent,
    /// What is being sent lacks a value that the request needs, or has a value twice.
    #[error("the values do not fit its request")]
    ValuesDoNotFit,
    /// What would be sent is too large.
    #[error("the request is larger than {0} bytes")]
    TooLarge(usize),
}
