//! The attestation object, and the two statements that come when none is asked for (§6.5, §8.2, §8.7).

use aws_lc_rs::digest::Digest;
use minicbor::Decoder;

use crate::AUTHENTICATOR_BYTES_MAX;
use crate::key::PublicKey;
use crate::refusal::Refusal;

/// An attestation object that was read.
#[derive(Debug)]
pub(crate) struct AttestationObject<'a> {
    format: &'a str,
    statement: &'a [u8],
    pub(crate) authenticator_data: &'a [u8],
}

impl<'a> AttestationObject<'a> {
    /// Reads all of the bytes (§7.1 step 13).
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() > AUTHENTICATOR_BYTES_MAX {
            return Err(Refusal::AttestationObject);
        }
        Self::parts(bytes).ok().flatten().ok_or(Refusal::AttestationObject)
    }

    /// The three parts, each once and in any order.
    fn parts(bytes: &'a [u8]) -> Result<Option<Self>, minicbor::decode::Error> {
        let mut decoder = Decoder::new(bytes);
        if decoder.map()? != Some(3) {
            return Ok(None);
        }
        let (mut format, mut statement, mut authenticator_data) = (None, None, None);
        for _ in 0..3 {
            match decoder.str()? {
                "fmt" => format = Some(decoder.str()?),
                "attStmt" => {
                    let from = decoder.position();
                    decoder.skip()?;
                    statement = bytes.get(from..decoder.position());
                }
                "authData" => authenticator_data = Some(decoder.bytes()?),
                _ => return Ok(None),
            }
        }
        let is_all = decoder.position() == bytes.len();
        let (Some(format), Some(statement), Some(authenticator_data), true) =
            (format, statement, authenticator_data, is_all)
        else {
            return Ok(None);
        };
        Ok(Some(Self { format, statement, authenticator_data }))
    }

    /// Verifies the statement (§7.1 steps 21 to 24).
    ///
    /// Asked for none, a browser takes every statement away but one that the credential itself has signed (§5.1.3 step 22):
    /// so these two are possible. Neither tells who made the authenticator, and no trust anchors are needed.
    pub(crate) fn verify(&self, key: &PublicKey, client_data_digest: &Digest) -> Result<(), Refusal> {
        match self.format {
            "none" => self.verify_none(),
            "packed" => self.verify_self_signed(key, client_data_digest),
            _ => Err(Refusal::Attestation),
        }
    }

    /// §8.7: an empty map.
    fn verify_none(&self) -> Result<(), Refusal> {
        const EMPTY_MAP: &[u8] = &[0xa0];
        if self.statement == EMPTY_MAP { Ok(()) } else { Err(Refusal::Attestation) }
    }

    /// §8.2, "self attestation": without a certificate, signed by the credential's own key.
    fn verify_self_signed(&self, key: &PublicKey, client_data_digest: &Digest) -> Result<(), Refusal> {
        let (algorithm, signature) = self.packed_parts().ok().flatten().ok_or(Refusal::Attestation)?;
        if algorithm != key.algorithm.number() {
            return Err(Refusal::Attestation);
        }
        let signed = [self.authenticator_data, client_data_digest.as_ref()].concat();
        key.verify(&signed, signature).map_err(|_| Refusal::Attestation)
    }

    fn packed_parts(&self) -> Result<Option<(i64, &'a [u8])>, minicbor::decode::Error> {
        let mut decoder = Decoder::new(self.statement);
        if decoder.map()? != Some(2) {
            return Ok(None);
        }
        let (mut algorithm, mut signature) = (None, None);
        for _ in 0..2 {
            match decoder.str()? {
                "alg" => algorithm = Some(decoder.i64()?),
                "sig" => signature = Some(decoder.bytes()?),
                _ => return Ok(None),
            }
        }
        Ok(algorithm.zip(signature))
    }
}
