//! Registering a passkey.

use testkit::Authenticator;
use webauthn::{Algorithm, CREDENTIAL_ID_BYTES_MAX, Credential, Refusal, Registration, challenge_of};

use crate::{CHALLENGE, authenticator, challenge, party};

fn verify(client_data_json: &[u8], attestation_object: &[u8]) -> Result<Credential, Refusal> {
    Registration { client_data_json, attestation_object }.verify(&party(), CHALLENGE)
}

/// What becomes of the registration of an authenticator that was changed.
fn changed(change: impl FnOnce(&mut Authenticator)) -> Result<(), Refusal> {
    let mut authenticator = authenticator();
    change(&mut authenticator);
    let (client_data_json, attestation_object) = authenticator.register(&challenge());
    verify(&client_data_json, &attestation_object).map(drop)
}

/// What becomes of a registration with another key.
fn with_key(change: impl FnOnce(&mut Vec<u8>)) -> Result<(), Refusal> {
    let authenticator = authenticator();
    let mut key = authenticator.cose_key();
    change(&mut key);
    let (client_data_json, _) = authenticator.register(&challenge());
    verify(&client_data_json, &authenticator.attestation_object(&key)).map(drop)
}

#[test]
fn a_passkey_is_kept_as_it_was_made() {
    let authenticator = authenticator();
    let (client_data_json, attestation_object) = authenticator.register(&challenge());
    let credential = verify(&client_data_json, &attestation_object).unwrap();
    assert_eq!(credential.id, authenticator.id);
    assert_eq!(credential.public_key, authenticator.cose_key());
    assert_eq!((credential.algorithm, credential.counter), (Algorithm::Es256, 0));
    assert_eq!(challenge_of(&client_data_json).as_deref(), Some(CHALLENGE));
}

#[test]
fn what_the_page_says_has_to_fit() {
    assert_eq!(changed(|one| one.origin = "https://music.example:8443".to_owned()), Err(Refusal::Origin));
    assert_eq!(changed(|one| one.origin = "http://music.example".to_owned()), Err(Refusal::Origin));
    assert_eq!(changed(|one| one.origin = "https://evil.example".to_owned()), Err(Refusal::Origin));
    assert_eq!(changed(|one| one.is_embedded = true), Err(Refusal::Embedded));
    let authenticator = authenticator();
    let (client_data_json, attestation_object) = authenticator.register(&challenge());
    let other = Registration { client_data_json: &client_data_json, attestation_object: &attestation_object };
    assert_eq!(other.verify(&party(), &[8; 32]), Err(Refusal::Challenge));
    let asserted = authenticator.assert_as("webauthn.get", &challenge());
    assert_eq!(verify(&asserted.client_data_json, &attestation_object), Err(Refusal::Ceremony));
    for json in [&b""[..], b"{}", b"null", b"[]", b"\xff", &client_data_json[..client_data_json.len() - 1]] {
        assert_eq!(verify(json, &attestation_object), Err(Refusal::ClientData));
        assert_eq!(challenge_of(json), None);
    }
    let twice = String::from_utf8(client_data_json.clone()).unwrap().replacen('{', "{\"type\":\"webauthn.create\",", 1);
    assert_eq!(verify(twice.as_bytes(), &attestation_object), Err(Refusal::ClientData));
    let long = format!("{}{}", " ".repeat(5_000), String::from_utf8(client_data_json).unwrap());
    assert_eq!(verify(long.as_bytes(), &attestation_object), Err(Refusal::ClientData));
}

#[test]
fn what_the_authenticator_says_has_to_fit() {
    assert_eq!(changed(|one| one.party_id = "evil.example".to_owned()), Err(Refusal::RelyingParty));
    assert_eq!(changed(|one| one.flags = 0b100), Err(Refusal::NotPresent));
    assert_eq!(changed(|one| one.flags = 0b001), Err(Refusal::NotVerified));
    assert_eq!(changed(|one| one.flags |= 1 << 4), Err(Refusal::BackupFlags));
    assert_eq!(changed(|one| one.flags |= 0b11 << 3), Ok(()), "backed up, and able to be");
    assert_eq!(changed(|one| one.flags |= 1 << 7), Err(Refusal::AuthenticatorData), "extensions that are not there");
    assert_eq!(changed(|one| one.id = Vec::new()), Err(Refusal::CredentialId));
    assert_eq!(changed(|one| one.id = vec![1; CREDENTIAL_ID_BYTES_MAX]), Ok(()));
    assert_eq!(changed(|one| one.id = vec![1; CREDENTIAL_ID_BYTES_MAX + 1]), Err(Refusal::CredentialId));
}

#[test]
fn a_key_is_of_an_algorithm_that_was_offered() {
    assert_eq!(with_key(|_| ()), Ok(()));
    // -38 stands where -7 stood, and 2 where the curve's number 1 stood.
    assert_eq!(
        with_key(|key| {
            key.splice(4..5, [0x38, 0x25]);
        }),
        Err(Refusal::Algorithm)
    );
    assert_eq!(with_key(|key| key[6] = 2), Err(Refusal::Algorithm));
    assert_eq!(with_key(|key| key[4] = 0x27), Err(Refusal::Algorithm), "EdDSA with a point of P-256");
    assert_eq!(with_key(|key| key[2] = 1), Err(Refusal::Algorithm), "another type of key");
    assert_eq!(with_key(|key| key[20] ^= 1), Err(Refusal::Key), "no point of the curve");
    assert_eq!(with_key(|key| key[1] = 3), Err(Refusal::Key), "one label twice");
    assert_eq!(with_key(|key| key[0] = 0xbf), Err(Refusal::Key), "a map without its length");
    assert_eq!(with_key(|key| key.truncate(50)), Err(Refusal::Key));
    assert_eq!(with_key(|key| key.push(0)), Err(Refusal::AuthenticatorData), "something left over");
    assert_eq!(with_key(Vec::clear), Err(Refusal::Key));
}

#[test]
fn an_attestation_object_that_is_cut_off_or_goes_on_is_refused() {
    let authenticator = authenticator();
    let (client_data_json, whole) = authenticator.register(&challenge());
    for length in 0..whole.len() {
        assert_eq!(verify(&client_data_json, &whole[..length]), Err(Refusal::AttestationObject), "{length} bytes");
    }
    let more = [&whole[..], &[0]].concat();
    assert_eq!(verify(&client_data_json, &more), Err(Refusal::AttestationObject));
    assert_eq!(verify(&client_data_json, &vec![0; 9_000]), Err(Refusal::AttestationObject));
}

#[test]
fn no_statement_is_taken_that_was_not_asked_for() {
    let authenticator = authenticator();
    let (client_data_json, none) = authenticator.register(&challenge());
    let with = |statement: &[u8]| {
        let data = none.windows(9).position(|part| part == b"\x68authData").unwrap();
        verify(&client_data_json, &[b"\xa3", statement, &none[data..]].concat()).map(drop)
    };
    assert_eq!(with(b"\x63fmt\x64none\x67attStmt\xa0"), Ok(()));
    assert_eq!(with(b"\x67attStmt\xa0\x63fmt\x64none"), Ok(()), "in any order");
    assert_eq!(with(b"\x63fmt\x64none\x67attStmt\xa1\x61a\x01"), Err(Refusal::Attestation));
    assert_eq!(with(b"\x63fmt\x64None\x67attStmt\xa0"), Err(Refusal::Attestation));
    assert_eq!(with(b"\x63fmt\x66packed\x67attStmt\xa0"), Err(Refusal::Attestation));
    assert_eq!(with(b"\x63fmt\x66packed\x67attStmt\xa2\x63alg\x26\x63sig\x41\x00"), Err(Refusal::Attestation));
    assert_eq!(with(b"\x63fmt\x63tpm\x67attStmt\xa0"), Err(Refusal::Attestation));
    assert_eq!(with(b"\x63fmt\x64none\x63fmt\x64none"), Err(Refusal::AttestationObject), "one part twice");
}
