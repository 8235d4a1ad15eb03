//! Registering a new credential (§7.1).

use crate::CREDENTIAL_ID_BYTES_MAX;
use crate::attestation::AttestationObject;
use crate::authenticator_data::AuthenticatorData;
use crate::client_data::{self, Ceremony};
use crate::key::Algorithm;
use crate::party::RelyingParty;
use crate::refusal::Refusal;

/// What `navigator.credentials.create()` gave, as the page sent it on.
#[derive(Clone, Copy, Debug)]
pub struct Registration<'a> {
    /// `response.clientDataJSON`.
    pub client_data_json: &'a [u8],
    /// `response.attestationObject`.
    pub attestation_object: &'a [u8],
}

/// A credential to be kept (§4, "credential record"): no more of it than signing in needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// By which it is found; up to [`CREDENTIAL_ID_BYTES_MAX`].
    pub id: Vec<u8>,
    /// The public key as a `COSE_Key`.
    pub public_key: Vec<u8>,
    /// What it signs with.
    pub algorithm: Algorithm,
    /// The counter of its signatures; 0 where it has none.
    pub counter: u32,
}

impl Registration<'_> {
    /// Verifies the registration that answers this challenge.
    ///
    /// The caller sees to it that the challenge is answered once, and that no two accounts have one credential (§7.1 step 26).
    ///
    /// # Errors
    /// The first step that fails, as a [`Refusal`].
    pub fn verify(&self, party: &RelyingParty, challenge: &[u8]) -> Result<Credential, Refusal> {
        let digest = client_data::verify(self.client_data_json, Ceremony::Registration, party, challenge)?;
        let object = AttestationObject::read(self.attestation_object)?;
        let data = AuthenticatorData::read(object.authenticator_data)?;
        data.verify(party)?;
        let credential = data.credential.ok_or(Refusal::AuthenticatorData)?;
        object.verify(&credential.key, &digest)?;
        // §7.1 step 25.
        if credential.id.is_empty() || credential.id.len() > CREDENTIAL_ID_BYTES_MAX {
            return Err(Refusal::CredentialId);
        }
        Ok(Credential {
            id: credential.id.to_vec(),
            public_key: credential.key_bytes.to_vec(),
            algorithm: credential.key.algorithm,
            counter: data.counter,
        })
    }
}
