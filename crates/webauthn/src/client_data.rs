//! What the browser says about who asked, and what for (§5.8.1).

use std::borrow::Cow;

use aws_lc_rs::digest::{Digest, SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::CLIENT_DATA_BYTES_MAX;
use crate::party::RelyingParty;
use crate::refusal::Refusal;

/// What is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ceremony {
    Registration,
    Assertion,
}

impl Ceremony {
    const fn word(self) -> &'static str {
        match self {
            Self::Registration => "webauthn.create",
            Self::Assertion => "webauthn.get",
        }
    }
}

/// The members that are read; browsers may add others, and do.
#[derive(Deserialize)]
struct Collected<'a> {
    #[serde(borrow, rename = "type")]
    ceremony: Cow<'a, str>,
    #[serde(borrow)]
    challenge: Cow<'a, str>,
    #[serde(borrow)]
    origin: Cow<'a, str>,
    #[serde(default, rename = "crossOrigin")]
    is_embedded: bool,
    #[serde(borrow, default, rename = "topOrigin")]
    embedding: Option<Cow<'a, str>>,
}

impl<'a> Collected<'a> {
    /// Reads what was collected (§7.1 steps 5 and 6, §7.2 steps 8 and 9).
    fn read(json: &'a [u8]) -> Result<Self, Refusal> {
        if json.len() > CLIENT_DATA_BYTES_MAX {
            return Err(Refusal::ClientData);
        }
        // "UTF-8 decode" passes over a byte order mark.
        let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
        serde_json::from_slice(json).map_err(|_| Refusal::ClientData)
    }
}

/// The challenge that is answered, so that whoever handed it out can look it up; nothing is verified yet.
#[must_use]
pub fn challenge_of(client_data_json: &[u8]) -> Option<Vec<u8>> {
    let collected = Collected::read(client_data_json).ok()?;
    URL_SAFE_NO_PAD.decode(collected.challenge.as_bytes()).ok()
}

/// Verifies what was collected, and gives its digest, which is what is signed.
pub(crate) fn verify(
    json: &[u8],
    ceremony: Ceremony,
    party: &RelyingParty,
    challenge: &[u8],
) -> Result<Digest, Refusal> {
    let collected = Collected::read(json)?;
    // §7.1 step 7, §7.2 step 10.
    if collected.ceremony != ceremony.word() {
        return Err(Refusal::Ceremony);
    }
    // §7.1 step 8, §7.2 step 11.
    if collected.challenge != URL_SAFE_NO_PAD.encode(challenge) {
        return Err(Refusal::Challenge);
    }
    // §7.1 step 9, §7.2 step 12.
    if collected.origin != party.origin() {
        return Err(Refusal::Origin);
    }
    // §7.1 steps 10 and 11, §7.2 steps 13 and 14: no page of ours is meant to be embedded in a page of another site.
    if collected.is_embedded || collected.embedding.is_some() {
        return Err(Refusal::Embedded);
    }
    // §7.1 step 12, §7.2 step 20.
    Ok(digest(&SHA256, json))
}
