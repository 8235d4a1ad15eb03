//! Public keys of passkeys, in the form of COSE (RFC 9053).

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
};
use minicbor::Decoder;

use crate::refusal::Refusal;

/// What passkeys sign with. Others are not offered, so no browser has a reason to come with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// Ed25519.
    EdDsa,
    /// ECDSA on P-256 with SHA-256: nearly every phone and key.
    Es256,
    /// RSA PKCS #1 1.5 with SHA-256: the TPMs of Windows.
    Rs256,
}

impl Algorithm {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::EdDsa, Self::Es256, Self::Rs256];

    /// The number in the registry "COSE Algorithms".
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::EdDsa => -8,
            Self::Es256 => -7,
            Self::Rs256 => -257,
        }
    }

    fn of_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.number() == number)
    }
}

/// A public key that was read.
#[derive(Debug)]
pub(crate) struct PublicKey {
    pub(crate) algorithm: Algorithm,
    key: ParsedPublicKey,
}

/// The parameters of a `COSE_Key` (RFC 9052 §7, RFC 9053 §7, RFC 8230 §4), by their labels.
#[derive(Default)]
struct Parameters<'a> {
    key_type: Option<i64>,
    algorithm: Option<i64>,
    /// Label -1: the curve, or the modulus of an RSA key.
    first: Option<Value<'a>>,
    /// Label -2: the x-coordinate, or the exponent of an RSA key.
    second: Option<&'a [u8]>,
    /// Label -3: the y-coordinate.
    third: Option<&'a [u8]>,
}

#[derive(Clone, Copy)]
enum Value<'a> {
    Number(i64),
    Bytes(&'a [u8]),
}

impl PublicKey {
    /// Reads the one key at the beginning of `bytes`, and tells how many bytes it has.
    pub(crate) fn read(bytes: &[u8]) -> Result<(Self, usize), Refusal> {
        let mut decoder = Decoder::new(bytes);
        let parameters = Parameters::read(&mut decoder).map_err(|_| Refusal::Key)?.ok_or(Refusal::Key)?;
        Ok((parameters.key()?, decoder.position()))
    }

    /// Verifies a signature over a message.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Refusal> {
        self.key.verify_sig(message, signature).map_err(|_| Refusal::Signature)
    }
}

impl<'a> Parameters<'a> {
    /// The parameters that a key of a passkey has and no others (§6.5.1); nothing, when there are others or one twice.
    fn read(decoder: &mut Decoder<'a>) -> Result<Option<Self>, minicbor::decode::Error> {
        let mut found = Self::default();
        // Keys of passkeys are in CTAP2's canonical form, which tells all lengths in advance.
        let Some(count) = decoder.map()? else { return Ok(None) };
        for _ in 0..count {
            let is_first_of_its_label = match decoder.i64()? {
                1 => found.key_type.replace(decoder.i64()?).is_none(),
                3 => found.algorithm.replace(decoder.i64()?).is_none(),
                -1 => {
                    let value = match decoder.datatype()? {
                        minicbor::data::Type::Bytes => Value::Bytes(decoder.bytes()?),
                        _ => Value::Number(decoder.i64()?),
                    };
                    found.first.replace(value).is_none()
                }
                -2 => found.second.replace(decoder.bytes()?).is_none(),
                -3 => found.third.replace(decoder.bytes()?).is_none(),
                _ => false,
            };
            if !is_first_of_its_label {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }

    /// The key, once its algorithm is one of ours and each of its parts belongs to it.
    fn key(&self) -> Result<PublicKey, Refusal> {
        const OCTET_KEY_PAIR: i64 = 1;
        const ELLIPTIC_CURVE: i64 = 2;
        const RSA: i64 = 3;
        const P256: i64 = 1;
        const CURVE_ED25519: i64 = 6;
        let algorithm = self.algorithm.ok_or(Refusal::Key)?;
        // §7.1 step 20.
        let algorithm = Algorithm::of_number(algorithm).ok_or(Refusal::Algorithm)?;
        let key = match (algorithm, self.key_type, self.first, self.second, self.third) {
            (Algorithm::Es256, Some(ELLIPTIC_CURVE), Some(Value::Number(P256)), Some(x), Some(y))
                if x.len() == 32 && y.len() == 32 =>
            {
                // SEC 1 §2.3.3, without compression; whether it lies on the curve is asked below.
                let point = [&[4], x, y].concat();
                ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &point)
            }
            (Algorithm::EdDsa, Some(OCTET_KEY_PAIR), Some(Value::Number(CURVE_ED25519)), Some(x), None) => {
                ParsedPublicKey::new(&ED25519, x)
            }
            (Algorithm::Rs256, Some(RSA), Some(Value::Bytes(n)), Some(e), None) if (256..=1_024).contains(&n.len()) => {
                RsaPublicKeyComponents { n, e }.to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
            }
            _ => return Err(Refusal::Algorithm),
        };
        Ok(PublicKey { algorithm, key: key.map_err(|_| Refusal::Key)? })
    }
}
