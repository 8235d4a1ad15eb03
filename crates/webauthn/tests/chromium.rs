//! What a browser made, whose authors are none of us.

use webauthn::{Algorithm, Assertion, Refusal, Registration};

use crate::{CHALLENGE, party};

#[test]
fn each_algorithm_is_taken_as_chromium_makes_it() {
    let mut taken = Vec::new();
    for line in include_str!("chromium.txt").lines().filter(|line| !line.starts_with(';')) {
        let (algorithm, parts) = line.split_once(' ').unwrap();
        let parts: Vec<Vec<u8>> = parts.split(' ').map(|part| hex::decode(part).unwrap()).collect();
        let [created, attestation_object, got, authenticator_data, signature] = &parts[..] else { panic!("{line}") };
        let registration = Registration { client_data_json: created, attestation_object };
        let credential = registration.verify(&party(), CHALLENGE).unwrap();
        assert_eq!(credential.algorithm.number().to_string(), algorithm);
        let assertion = Assertion { client_data_json: got, authenticator_data, signature };
        let verify = |key: &[u8], counter: u32| assertion.verify(&party(), CHALLENGE, key, counter);
        let counter = verify(&credential.public_key, credential.counter).unwrap();
        assert!(counter > credential.counter, "{algorithm}");
        let copied = Refusal::Counter { kept: counter, shown: counter };
        assert_eq!(verify(&credential.public_key, counter), Err(copied), "{algorithm}");
        taken.push((credential.algorithm, credential.public_key));
    }
    assert_eq!(taken.iter().map(|(algorithm, _)| *algorithm).collect::<Vec<_>>(), Algorithm::ALL);
}
