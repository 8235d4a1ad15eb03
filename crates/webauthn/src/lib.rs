//! Verifies passkeys: registrations and assertions as Web Authentication Level 3 lays them down (ACC-7).
//!
//! Pure functions over bytes: the challenge, the key and the counter are arguments, and whoever calls keeps them.
//! Comments such as "§7.2 step 12" name the step of the specification that the line below carries out
//! (<https://www.w3.org/TR/webauthn-3/>, steps counted in the editors' draft of July 2026).
//!
//! What a service asks for is fixed here, because it is the same for every passkey: the person is present *and* verified,
//! the key is of one of three [`Algorithm`]s, and no statement about the make of the authenticator is taken.
//!
//! Invariants
//! - Whatever is changed in what an authenticator signed, it is refused: `tests/assertion.rs`, fuzz target `webauthn_assertion`.
//! - Nothing here panics on bytes of strangers: fuzz targets `webauthn_assertion` and `webauthn_registration`.
//! - What Chromium makes is taken, in each algorithm: `tests/chromium.rs`.
//! - The specification's own test vectors are accepted, or refused for the reason they show: `src/vectors.rs`.

mod assertion;
mod attestation;
mod authenticator_data;
mod client_data;
mod key;
mod party;
mod refusal;
mod registration;
#[cfg(test)]
mod vectors;

pub use assertion::Assertion;
pub use client_data::challenge_of;
pub use key::Algorithm;
pub use party::RelyingParty;
pub use refusal::Refusal;
pub use registration::{Credential, Registration};

/// Bytes of a credential id at most (§7.1 step 25).
pub const CREDENTIAL_ID_BYTES_MAX: usize = 1_023;
/// Bytes at most that are read of what a client collected; real ones have some 150.
pub const CLIENT_DATA_BYTES_MAX: usize = 4_096;
/// Bytes at most that are read of an attestation object or of authenticator data; real ones have some 300.
pub const AUTHENTICATOR_BYTES_MAX: usize = 8_192;
