//! An authenticator for tests, which can be told to misbehave.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};

/// The flags of a person who is present and verified.
const PRESENT_AND_VERIFIED: u8 = 0b101;
/// The flag of a fresh credential.
const CREDENTIAL: u8 = 1 << 6;

/// One passkey in the browser and the authenticator of one person; each field can be set to what it should not be.
#[derive(Debug)]
pub struct Authenticator {
    /// The service that the passkey is bound to.
    pub party_id: String,
    /// The page that asks.
    pub origin: String,
    /// Whether the page is shown within a page of another site.
    pub is_embedded: bool,
    /// What the authenticator says of whom it saw.
    pub flags: u8,
    /// The counter, which goes on with each assertion; 0 stays 0.
    pub counter: u32,
    /// The credential's id.
    pub id: Vec<u8>,
    key: EcdsaKeyPair,
}

/// What an assertion consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asserted {
    /// `clientDataJSON`.
    pub client_data_json: Vec<u8>,
    /// `authenticatorData`.
    pub authenticator_data: Vec<u8>,
    /// `signature`.
    pub signature: Vec<u8>,
}

impl Authenticator {
    /// A passkey that nobody has registered yet.
    ///
    /// # Panics
    /// When there is no randomness.
    #[must_use]
    pub fn new(party_id: &str, origin: &str) -> Self {
        let mut id = vec![0; 32];
        aws_lc_rs::rand::fill(&mut id).expect("randomness");
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key");
        Self {
            party_id: party_id.to_owned(),
            origin: origin.to_owned(),
            is_embedded: false,
            flags: PRESENT_AND_VERIFIED,
            counter: 0,
            id,
            key,
        }
    }

    /// Answers the challenge of a registration (base64url): `clientDataJSON` and `attestationObject`.
    #[must_use]
    pub fn register(&self, challenge: &str) -> (Vec<u8>, Vec<u8>) {
        (self.client_data("webauthn.create", challenge), self.attestation_object(&self.cose_key()))
    }

    /// An attestation object without a statement, around any key.
    #[must_use]
    pub fn attestation_object(&self, key: &[u8]) -> Vec<u8> {
        let mut data = self.authenticator_data(self.flags | CREDENTIAL);
        data.extend([0; 16]);
        let id_length = u16::try_from(self.id.len()).unwrap_or(u16::MAX);
        data.extend(id_length.to_be_bytes());
        data.extend(&self.id);
        data.extend(key);
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).unwrap_or(u16::MAX).to_be_bytes());
        object.extend(data);
        object
    }

    /// The public key as CTAP2 writes it.
    #[must_use]
    pub fn cose_key(&self) -> Vec<u8> {
        // kty: EC2, alg: ES256, crv: P-256, then the coordinates of the point.
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        let point = self.key.public_key().as_ref();
        key.extend(&point[1..33]);
        key.extend(b"\x22\x58\x20");
        key.extend(&point[33..]);
        key
    }

    /// Answers the challenge of an assertion (base64url).
    pub fn assert(&mut self, challenge: &str) -> Asserted {
        if self.counter > 0 {
            self.counter += 1;
        }
        self.assert_as("webauthn.get", challenge)
    }

    /// Answers a challenge in this ceremony, without counting.
    ///
    /// # Panics
    /// When there is no randomness.
    #[must_use]
    pub fn assert_as(&self, ceremony: &str, challenge: &str) -> Asserted {
        let client_data_json = self.client_data(ceremony, challenge);
        let authenticator_data = self.authenticator_data(self.flags);
        let signed = [&authenticator_data[..], digest(&SHA256, &client_data_json).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).expect("a signature").as_ref().to_vec();
        Asserted { client_data_json, authenticator_data, signature }
    }

    fn client_data(&self, ceremony: &str, challenge: &str) -> Vec<u8> {
        let Self { origin, is_embedded, .. } = self;
        format!(
            "{{\"type\":\"{ceremony}\",\"challenge\":\"{challenge}\",\"origin\":\"{origin}\",\"crossOrigin\":{is_embedded}}}"
        )
        .into_bytes()
    }

    fn authenticator_data(&self, flags: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, self.party_id.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }
}
