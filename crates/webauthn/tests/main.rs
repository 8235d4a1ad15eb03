//! Passkeys as a service meets them, well made and ill.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod assertion;
mod chromium;
mod registration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use testkit::Authenticator;
use webauthn::RelyingParty;

const CHALLENGE: &[u8] = &[7; 32];

fn party() -> RelyingParty {
    RelyingParty::of_address("https://music.example").unwrap()
}

fn authenticator() -> Authenticator {
    Authenticator::new("music.example", "https://music.example")
}

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(CHALLENGE)
}
