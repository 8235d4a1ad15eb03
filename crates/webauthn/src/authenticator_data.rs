//! What the authenticator says and signs (§6.1).

use aws_lc_rs::digest::{SHA256, digest};
use minicbor::Decoder;

use crate::AUTHENTICATOR_BYTES_MAX;
use crate::key::PublicKey;
use crate::party::RelyingParty;
use crate::refusal::Refusal;

/// The bits of the octet of flags.
mod flag {
    pub(super) const PRESENT: u8 = 1;
    pub(super) const VERIFIED: u8 = 1 << 2;
    pub(super) const BACKUP_ELIGIBLE: u8 = 1 << 3;
    pub(super) const BACKED_UP: u8 = 1 << 4;
    pub(super) const CREDENTIAL: u8 = 1 << 6;
    pub(super) const EXTENSIONS: u8 = 1 << 7;
}

/// Authenticator data that were read.
#[derive(Debug)]
pub(crate) struct AuthenticatorData<'a> {
    party_digest: &'a [u8],
    flags: u8,
    pub(crate) counter: u32,
    pub(crate) credential: Option<AttestedCredential<'a>>,
}

/// A fresh credential (§6.5.1). Which model of authenticator made it is not read.
#[derive(Debug)]
pub(crate) struct AttestedCredential<'a> {
    pub(crate) id: &'a [u8],
    pub(crate) key: PublicKey,
    /// The key as it came.
    pub(crate) key_bytes: &'a [u8],
}

/// Takes so many bytes off the front.
fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Result<&'a [u8], Refusal> {
    let (taken, rest) = bytes.split_at_checked(count).ok_or(Refusal::AuthenticatorData)?;
    *bytes = rest;
    Ok(taken)
}

impl<'a> AuthenticatorData<'a> {
    /// Reads all of the bytes; that any are left over is an error.
    pub(crate) fn read(mut bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() > AUTHENTICATOR_BYTES_MAX {
            return Err(Refusal::AuthenticatorData);
        }
        let bytes = &mut bytes;
        let party_digest = take(bytes, 32)?;
        let flags = take(bytes, 1)?[0];
        let counter = take(bytes, 4)?.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        let credential = (flags & flag::CREDENTIAL != 0).then(|| AttestedCredential::read(bytes)).transpose()?;
        if flags & flag::EXTENSIONS != 0 {
            pass_over_extensions(bytes)?;
        }
        if !bytes.is_empty() {
            return Err(Refusal::AuthenticatorData);
        }
        Ok(Self { party_digest, flags, counter, credential })
    }

    /// Verifies for whom the authenticator spoke, and whom it saw.
    pub(crate) fn verify(&self, party: &RelyingParty) -> Result<(), Refusal> {
        let has = |flag: u8| self.flags & flag != 0;
        // §7.1 step 14, §7.2 step 15.
        if self.party_digest != digest(&SHA256, party.id().as_bytes()).as_ref() {
            return Err(Refusal::RelyingParty);
        }
        // §7.1 step 15, §7.2 step 16.
        if !has(flag::PRESENT) {
            return Err(Refusal::NotPresent);
        }
        // §7.1 step 16, §7.2 step 17: a passkey stands for password and phone at once, so its owner is always verified.
        if !has(flag::VERIFIED) {
            return Err(Refusal::NotVerified);
        }
        // §7.1 step 17, §7.2 step 18. Nothing else is made of these two (§7.1 steps 18 and 19, §7.2 step 19).
        if has(flag::BACKED_UP) && !has(flag::BACKUP_ELIGIBLE) {
            return Err(Refusal::BackupFlags);
        }
        Ok(())
    }
}

impl<'a> AttestedCredential<'a> {
    fn read(bytes: &mut &'a [u8]) -> Result<Self, Refusal> {
        const MODEL_BYTES: usize = 16;
        take(bytes, MODEL_BYTES)?;
        let length = take(bytes, 2)?.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
        let id = take(bytes, length)?;
        let (key, key_length) = PublicKey::read(bytes)?;
        let key_bytes = take(bytes, key_length)?;
        Ok(Self { id, key, key_bytes })
    }
}

/// Passes over the outputs of extensions: none was asked for, and unsolicited ones are ignored (§9).
fn pass_over_extensions(bytes: &mut &[u8]) -> Result<(), Refusal> {
    let mut decoder = Decoder::new(bytes);
    let is_map = matches!(decoder.datatype(), Ok(minicbor::data::Type::Map));
    if !is_map || decoder.skip().is_err() {
        return Err(Refusal::AuthenticatorData);
    }
    take(bytes, decoder.position())?;
    Ok(())
}
