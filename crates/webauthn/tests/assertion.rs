//! Signing in with a passkey.

use testkit::{Asserted, Authenticator};
use webauthn::{Assertion, Refusal};

use crate::{CHALLENGE, authenticator, challenge, party};

fn verify(asserted: &Asserted, key: &[u8], counter: u32) -> Result<u32, Refusal> {
    let assertion = Assertion {
        client_data_json: &asserted.client_data_json,
        authenticator_data: &asserted.authenticator_data,
        signature: &asserted.signature,
    };
    assertion.verify(&party(), CHALLENGE, key, counter)
}

/// What becomes of the assertion of an authenticator that was changed.
fn changed(change: impl FnOnce(&mut Authenticator)) -> Result<u32, Refusal> {
    let mut authenticator = authenticator();
    change(&mut authenticator);
    let asserted = authenticator.assert(&challenge());
    verify(&asserted, &authenticator.cose_key(), 0)
}

#[test]
fn the_owner_is_let_in_and_nobody_else() {
    assert_eq!(changed(|_| ()), Ok(0));
    assert_eq!(changed(|one| one.origin = "https://evil.example".to_owned()), Err(Refusal::Origin));
    assert_eq!(changed(|one| one.is_embedded = true), Err(Refusal::Embedded));
    assert_eq!(changed(|one| one.party_id = "evil.example".to_owned()), Err(Refusal::RelyingParty));
    assert_eq!(changed(|one| one.flags = 0b100), Err(Refusal::NotPresent));
    assert_eq!(changed(|one| one.flags = 0b001), Err(Refusal::NotVerified));
    assert_eq!(changed(|one| one.flags |= 1 << 4), Err(Refusal::BackupFlags));
    assert_eq!(changed(|one| one.flags |= 1 << 6), Err(Refusal::AuthenticatorData));

    let mut one = authenticator();
    let asserted = one.assert(&challenge());
    assert_eq!(verify(&asserted, &authenticator().cose_key(), 0), Err(Refusal::Signature), "another's key");
    assert_eq!(verify(&asserted, b"", 0), Err(Refusal::Key));
    let other = one.assert("AAAA");
    assert_eq!(verify(&other, &one.cose_key(), 0), Err(Refusal::Challenge));
    let registered = one.assert_as("webauthn.create", &challenge());
    assert_eq!(verify(&registered, &one.cose_key(), 0), Err(Refusal::Ceremony));
}

#[test]
fn a_counter_goes_on_or_there_is_none() {
    let check = |kept: u32, shown: u32, expected: Result<u32, Refusal>| {
        let mut one = authenticator();
        one.counter = shown;
        assert_eq!(verify(&one.assert_as("webauthn.get", &challenge()), &one.cose_key(), kept), expected);
    };
    check(0, 0, Ok(0));
    check(0, 1, Ok(1));
    check(5, 6, Ok(6));
    check(5, u32::MAX, Ok(u32::MAX));
    for shown in [0, 4, 5] {
        check(5, shown, Err(Refusal::Counter { kept: 5, shown }));
    }
}

#[test]
fn any_bit_that_is_changed_is_noticed() {
    let mut one = authenticator();
    one.counter = 3;
    let key = one.cose_key();
    let right = one.assert(&challenge());
    assert_eq!(verify(&right, &key, 0), Ok(4));
    let parts: [fn(&mut Asserted) -> &mut Vec<u8>; 3] =
        [|one| &mut one.client_data_json, |one| &mut one.authenticator_data, |one| &mut one.signature];
    for part in parts {
        for at in 0..part(&mut right.clone()).len() {
            for bit in 0..8 {
                let mut wrong = right.clone();
                part(&mut wrong)[at] ^= 1 << bit;
                assert!(verify(&wrong, &key, 0).is_err(), "byte {at}, bit {bit}");
            }
            let mut short = right.clone();
            part(&mut short).truncate(at);
            assert!(verify(&short, &key, 0).is_err(), "{at} bytes");
        }
    }
}
