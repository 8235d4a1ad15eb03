//! Verifying an authentication assertion (§7.2).

use crate::authenticator_data::AuthenticatorData;
use crate::client_data::{self, Ceremony};
use crate::key::PublicKey;
use crate::party::RelyingParty;
use crate::refusal::Refusal;

/// What `navigator.credentials.get()` gave, as the page sent it on.
#[derive(Clone, Copy, Debug)]
pub struct Assertion<'a> {
    /// `response.clientDataJSON`.
    pub client_data_json: &'a [u8],
    /// `response.authenticatorData`.
    pub authenticator_data: &'a [u8],
    /// `response.signature`.
    pub signature: &'a [u8],
}

impl Assertion<'_> {
    /// Verifies the assertion that answers this challenge, by the key and the counter that were kept of its credential,
    /// and tells the counter to be kept from now on.
    ///
    /// The caller has found the credential and its owner (§7.2 steps 5 and 6),
    /// and sees to it that the challenge is answered once.
    ///
    /// # Errors
    /// The first step that fails, as a [`Refusal`].
    pub fn verify(
        &self,
        party: &RelyingParty,
        challenge: &[u8],
        public_key: &[u8],
        counter: u32,
    ) -> Result<u32, Refusal> {
        let digest = client_data::verify(self.client_data_json, Ceremony::Assertion, party, challenge)?;
        let data = AuthenticatorData::read(self.authenticator_data)?;
        data.verify(party)?;
        // §6.1: a credential is told of when it is made, and not again.
        if data.credential.is_some() {
            return Err(Refusal::AuthenticatorData);
        }
        let (key, length) = PublicKey::read(public_key)?;
        if length != public_key.len() {
            return Err(Refusal::Key);
        }
        // §7.2 step 21.
        let signed = [self.authenticator_data, digest.as_ref()].concat();
        key.verify(&signed, self.signature)?;
        // §7.2 step 22: where there is a counter it goes on. Passkeys that are kept on several devices have none and say 0.
        let goes_on = data.counter > counter || (data.counter == 0 && counter == 0);
        if !goes_on {
            return Err(Refusal::Counter { kept: counter, shown: data.counter });
        }
        Ok(data.counter)
    }
}
