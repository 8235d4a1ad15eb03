//! The keys that the lab's providers sign with, made anew in each run.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::elliptic_curve::Generate as _;
use rand::rngs::StdRng;
use rsa::pkcs1v15;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::app::Algorithm;

const RSA_BITS: usize = 2048;
/// How many RSA keys are published at most; the oldest goes when a new one comes.
const RSA_KEYS_MAX: usize = 3;

/// A key with the name under which it is published.
pub(crate) struct Key {
    pub(crate) kid: String,
    secret: Secret,
}

enum Secret {
    Rsa(Box<pkcs1v15::SigningKey<Sha256>>),
    Ec(p256::ecdsa::SigningKey),
}

impl Key {
    fn rsa(kid: String, rng: &mut StdRng) -> Self {
        let secret = pkcs1v15::SigningKey::random(rng, RSA_BITS).expect("2048 bits make a key");
        Self { kid, secret: Secret::Rsa(Box::new(secret)) }
    }

    fn ec(kid: String, rng: &mut StdRng) -> Self {
        Self { kid, secret: Secret::Ec(p256::ecdsa::SigningKey::generate_from_rng(rng)) }
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        match self.secret {
            Secret::Rsa(_) => Algorithm::RS256,
            Secret::Ec(_) => Algorithm::ES256,
        }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Rsa(key) => key.sign(message).to_vec(),
            Secret::Ec(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
        }
    }

    /// The public half as a JWK.
    pub(crate) fn published(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        match &self.secret {
            Secret::Rsa(key) => {
                let key: &rsa::PrivateKey = (**key).as_ref();
                json!({ "kty": "RSA", "kid": self.kid, "use": "sig", "alg": "RS256",
                    "n": text(&key.n_bytes()), "e": text(&key.e_bytes()) })
            }
            Secret::Ec(key) => {
                // 4, then both coordinates.
                let point = key.verifying_key().to_sec1_point(false);
                let (x, y) = point.as_bytes()[1..].split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "kid": self.kid, "use": "sig", "alg": "ES256",
                    "x": text(x), "y": text(y) })
            }
        }
    }
}

/// What a provider signs with, and has signed with lately.
pub(crate) struct KeyRing {
    /// The newest first.
    rsa: Vec<Key>,
    ec: Key,
    publishes_ec: bool,
    made: usize,
    rng: StdRng,
}

impl KeyRing {
    /// Apple publishes several RSA keys and no other.
    pub(crate) fn apple(mut rng: StdRng) -> Self {
        let rsa = vec![Key::rsa("LAB2APPLE".to_owned(), &mut rng), Key::rsa("LAB1APPLE".to_owned(), &mut rng)];
        let ec = Key::ec("LABEC".to_owned(), &mut rng);
        Self { rsa, ec, publishes_ec: false, made: 2, rng }
    }

    /// An OpenID provider with a key for each algorithm.
    pub(crate) fn oidc(mut rng: StdRng) -> Self {
        let rsa = vec![Key::rsa("lab-rs256-1".to_owned(), &mut rng)];
        let ec = Key::ec("lab-es256-1".to_owned(), &mut rng);
        Self { rsa, ec, publishes_ec: true, made: 1, rng }
    }

    pub(crate) fn current(&self, algorithm: Algorithm) -> &Key {
        match algorithm {
            Algorithm::RS256 => &self.rsa[0],
            Algorithm::ES256 => &self.ec,
        }
    }

    /// Signs with a new key from now on; the ones before stay published for a while.
    pub(crate) fn rotate(&mut self) -> &str {
        self.made += 1;
        let kid = if self.publishes_ec { format!("lab-rs256-{}", self.made) } else { format!("LAB{}APPLE", self.made) };
        let key = Key::rsa(kid, &mut self.rng);
        self.rsa.insert(0, key);
        self.rsa.truncate(RSA_KEYS_MAX);
        &self.rsa[0].kid
    }

    /// The set as it is published.
    pub(crate) fn published(&self) -> Value {
        let ec = self.publishes_ec.then_some(&self.ec);
        let keys: Vec<Value> = self.rsa.iter().chain(ec).map(Key::published).collect();
        json!(keys)
    }
}
