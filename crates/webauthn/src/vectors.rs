//! The specification's own examples, written by its authors and by nobody of us.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};

use crate::attestation::AttestationObject;
use crate::authenticator_data::AuthenticatorData;
use crate::{Algorithm, Assertion, Refusal, Registration, RelyingParty};

type Example = BTreeMap<(&'static str, &'static str), Vec<u8>>;

fn examples() -> BTreeMap<&'static str, Example> {
    let mut examples: BTreeMap<&str, Example> = BTreeMap::new();
    for line in include_str!("../tests/vectors.txt").lines().filter(|line| !line.starts_with(';')) {
        let words: Vec<&str> = line.split(' ').collect();
        let [name, ceremony, part, value] = words[..] else { panic!("{line}") };
        examples.entry(name).or_default().insert((ceremony, part), hex::decode(value).expect("digits"));
    }
    examples
}

fn registration(example: &Example) -> Registration<'_> {
    Registration {
        client_data_json: &example[&("create", "clientDataJSON")],
        attestation_object: &example[&("create", "attestationObject")],
    }
}

fn assertion(example: &Example) -> Assertion<'_> {
    Assertion {
        client_data_json: &example[&("get", "clientDataJSON")],
        authenticator_data: &example[&("get", "authenticatorData")],
        signature: &example[&("get", "signature")],
    }
}

/// An example's name, and what its registration and its assertion come to.
type Outcome = (&'static str, Result<(), Refusal>, Result<(), Refusal>);

/// What becomes of each example here, and why.
///
/// Some of them are of a person who was not verified, were made in a page of another site, tell who made the authenticator,
/// or sign with what we do not offer: these have to be refused for exactly that.
const EXPECTED: [Outcome; 15] = [
    ("none-es256", Err(Refusal::NotVerified), Err(Refusal::NotVerified)),
    ("packed-self-es256", Ok(()), Err(Refusal::NotVerified)),
    ("none-es256-crossOrigin", Err(Refusal::Embedded), Err(Refusal::Embedded)),
    ("none-es256-topOrigin", Err(Refusal::Embedded), Err(Refusal::Embedded)),
    ("none-es256-long-credential-id", Err(Refusal::NotVerified), Ok(())),
    ("packed-es256", Err(Refusal::Attestation), Ok(())),
    ("packed-es384", Err(Refusal::Algorithm), Err(Refusal::Key)),
    ("packed-es512", Err(Refusal::Algorithm), Err(Refusal::Key)),
    ("packed-rs256", Err(Refusal::Attestation), Err(Refusal::NotVerified)),
    ("packed-eddsa", Err(Refusal::NotVerified), Err(Refusal::NotVerified)),
    ("packed-ed448", Err(Refusal::Algorithm), Err(Refusal::Key)),
    ("tpm-es256", Err(Refusal::Attestation), Ok(())),
    ("android-key-es256", Err(Refusal::Attestation), Err(Refusal::NotVerified)),
    ("apple-es256", Err(Refusal::NotVerified), Err(Refusal::NotVerified)),
    ("fido-u2f-es256", Err(Refusal::NotVerified), Err(Refusal::NotVerified)),
];

#[test]
fn each_example_is_taken_or_refused_for_what_it_shows() {
    let party = RelyingParty::of_address("https://example.org").expect("a domain");
    let examples = examples();
    assert_eq!(examples.len(), EXPECTED.len());
    for (name, created, got) in EXPECTED {
        let example = &examples[name];
        let object = AttestationObject::read(&example[&("create", "attestationObject")]).expect(name);
        let data = AuthenticatorData::read(object.authenticator_data);
        let outcome = registration(example).verify(&party, &example[&("create", "challenge")]);
        assert_eq!(outcome.clone().map(drop), created, "{name}");
        if let Ok(credential) = outcome {
            assert_eq!((credential.algorithm, credential.counter), (Algorithm::Es256, 0), "{name}");
        }
        // A key that we do not take is nobody's; anything else would be refused for the key first.
        let Ok(data) = data else {
            assert_eq!(got, Err(Refusal::Key), "{name}");
            continue;
        };
        let key = data.credential.expect(name).key_bytes;
        let outcome = assertion(example).verify(&party, &example[&("get", "challenge")], key, 0);
        assert_eq!(outcome.map(drop), got, "{name}");
    }
}

#[test]
fn each_signature_of_the_examples_is_right() {
    let mut verified = Vec::new();
    for (name, example) in examples() {
        let object = AttestationObject::read(&example[&("create", "attestationObject")]).expect(name);
        let Ok(data) = AuthenticatorData::read(object.authenticator_data) else { continue };
        let key = data.credential.expect(name).key;
        let client_data = digest(&SHA256, &example[&("get", "clientDataJSON")]);
        let mut signed = [&example[&("get", "authenticatorData")], client_data.as_ref()].concat();
        assert_eq!(key.verify(&signed, &example[&("get", "signature")]), Ok(()), "{name}");
        signed[40] ^= 1;
        assert_eq!(key.verify(&signed, &example[&("get", "signature")]), Err(Refusal::Signature), "{name}");
        verified.push(key.algorithm);
    }
    assert_eq!(verified.len(), 12);
    for algorithm in Algorithm::ALL {
        assert!(verified.contains(&algorithm), "{algorithm:?}");
    }
}
