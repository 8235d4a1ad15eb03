//! Passkeys: what a browser sends of them, damaged in any way.

use std::sync::LazyLock;

use webauthn::{Assertion, CREDENTIAL_ID_BYTES_MAX, Refusal, Registration, RelyingParty, challenge_of};

use crate::input::Input;

/// The specification's examples, of which some are right for us as they stand.
const VECTORS: &str = include_str!("../../webauthn/tests/vectors.txt");
/// An example whose registration is signed by the credential itself.
const SELF_SIGNED: &str = "packed-self-es256";
/// An example whose assertion is right.
const RIGHT: &str = "packed-es256";
/// Where the public key begins in the attestation object of [`RIGHT`]: a map of five whose first member is the type.
const KEY_BEGINS: &[u8] = &[0xa5, 0x01, 0x02, 0x03];
const KEY_BYTES: usize = 77;

static PARTY: LazyLock<RelyingParty> =
    LazyLock::new(|| RelyingParty::of_address("https://example.org").expect("a domain"));

static REGISTERED: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    ["challenge", "clientDataJSON", "attestationObject"].map(|part| value(SELF_SIGNED, "create", part))
});

static ASSERTED: LazyLock<[Vec<u8>; 4]> = LazyLock::new(|| {
    ["challenge", "clientDataJSON", "authenticatorData", "signature"].map(|part| value(RIGHT, "get", part))
});

static KEY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let object = value(RIGHT, "create", "attestationObject");
    let from = object.windows(KEY_BEGINS.len()).position(|part| part == KEY_BEGINS).expect("a key");
    object[from..from + KEY_BYTES].to_vec()
});

fn value(name: &str, ceremony: &str, part: &str) -> Vec<u8> {
    let head = format!("{name} {ceremony} {part} ");
    let digits = VECTORS.lines().find_map(|line| line.strip_prefix(&head)).expect("a part of an example");
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("two digits");
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// A registration is refused, or gives a credential within the limits whose key can be asked.
pub(crate) fn registration(bytes: &[u8]) {
    let mut input = Input(bytes);
    let [challenge, client_data, object] = &*REGISTERED;
    let (mut client_data, mut object) = (client_data.clone(), object.clone());
    // Client data that were changed are refused before anything else is read, so they are left alone most of the time.
    if input.byte() < 16 {
        input.damage(&mut client_data, 0);
    } else {
        input.damage(&mut object, 0);
    }
    drop(challenge_of(&client_data));
    let registration = Registration { client_data_json: &client_data, attestation_object: &object };
    let Ok(credential) = registration.verify(&PARTY, challenge) else { return };
    assert!((1..=CREDENTIAL_ID_BYTES_MAX).contains(&credential.id.len()));
    let [challenge, client_data, data, signature] = &*ASSERTED;
    let assertion = Assertion { client_data_json: client_data, authenticator_data: data, signature };
    assert_eq!(assertion.verify(&PARTY, challenge, &credential.public_key, 0), Err(Refusal::Signature));
}

/// An assertion is let in as it was signed, and refused however it is changed.
pub(crate) fn assertion(bytes: &[u8]) {
    let mut input = Input(bytes);
    let [challenge, client_data, data, signature] = &*ASSERTED;
    let mut parts = [client_data.clone(), data.clone(), signature.clone(), KEY.clone()];
    let part = usize::from(input.byte() & 3);
    input.damage(&mut parts[part], 0);
    let is_changed = parts != [client_data.clone(), data.clone(), signature.clone(), KEY.clone()];
    let [client_data_json, authenticator_data, signature, key] = &parts;
    let outcome = Assertion { client_data_json, authenticator_data, signature }.verify(&PARTY, challenge, key, 0);
    assert_eq!(outcome.is_err(), is_changed);
}
