//! Why a passkey is not taken.

/// Why a registration or an assertion is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What the client collected is no JSON of the form that is laid down, or too long.
    #[error("the client data cannot be read")]
    ClientData,
    /// The client data belong to the other ceremony.
    #[error("the client data belong to another ceremony")]
    Ceremony,
    /// Another challenge was answered.
    #[error("another challenge was answered")]
    Challenge,
    /// The page that asked is not ours.
    #[error("the page that asked is of another origin")]
    Origin,
    /// The page that asked was shown within a page of another site.
    #[error("the page that asked was embedded elsewhere")]
    Embedded,
    /// The attestation object is not of the form that is laid down, or too long.
    #[error("the attestation object cannot be read")]
    AttestationObject,
    /// The authenticator data are not of the form that is laid down.
    #[error("the authenticator data cannot be read")]
    AuthenticatorData,
    /// The authenticator answered for another service.
    #[error("the authenticator answered for another relying party")]
    RelyingParty,
    /// Nobody was there.
    #[error("the authenticator saw nobody")]
    NotPresent,
    /// Somebody was there, and the authenticator does not know whether it was the owner.
    #[error("the authenticator did not verify who was there")]
    NotVerified,
    /// The passkey claims to be backed up and that it cannot be.
    #[error("the backup flags contradict each other")]
    BackupFlags,
    /// The key is of an algorithm that was not offered, or its parts do not belong to its algorithm.
    #[error("the key is of an algorithm that was not offered")]
    Algorithm,
    /// The key is none.
    #[error("the key cannot be read")]
    Key,
    /// The statement about the authenticator is of a kind that was not asked for, or its signature is wrong.
    #[error("the attestation statement was not asked for or is wrong")]
    Attestation,
    /// The credential's id is empty or longer than allowed.
    #[error("the credential id is empty or too long")]
    CredentialId,
    /// The signature is not by this key over these data.
    #[error("the signature is wrong")]
    Signature,
    /// The counter did not go on: there may be two copies of the key.
    #[error("the counter went from {kept} to {shown}")]
    Counter {
        /// The counter of the last use.
        kept: u32,
        /// The counter of this one.
        shown: u32,
    },
}
