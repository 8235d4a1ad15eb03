//! Adding an address, proving it, changing it, taking it away.

use consent::Permit;
use http_api::Language;
use ids::SubjectId;
use policy::MailNotice;
use rand::RngExt as _;
use units::Timestamp;
use vault::{Place, Sealed};

use crate::Mail;
use crate::address::MailAddress;
use crate::error::Error;
use crate::model::Standing;
use crate::smtp::Setback;
use crate::{store, words};

/// Where a proved address is sealed.
const ADDRESS_PLACE: Place = Place("mail_addresses.address_sealed");
/// Where an address is sealed that waits for its code.
const PROOF_PLACE: Place = Place("mail_proofs.address_sealed");

/// A member's own address, as they are shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressView {
    /// The address with most of its name hidden.
    pub masked: String,
    /// How it stands.
    pub standing: Standing,
}

/// An address that waits for its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The address with most of its name hidden.
    pub masked: String,
    /// Until when the code can be used.
    pub expires_at: Timestamp,
}

impl Mail {
    /// A member's own address, and the one that waits for its code.
    ///
    /// # Errors
    /// The vault's and the database's.
    pub async fn address_of(&self, subject: SubjectId) -> Result<(Option<AddressView>, Option<Waiting>), Error> {
        let reader = self.0.db.service();
        let proved = match store::address(&reader, subject).await? {
            Some((sealed, standing)) => {
                let masked = self.open(subject, ADDRESS_PLACE, &sealed).await?.masked();
                Some(AddressView { masked, standing })
            }
            None => None,
        };
        let waiting = match store::proof(&reader, subject, self.now()).await? {
            Some(proof) => {
                let masked = self.open(subject, PROOF_PLACE, &proof.address).await?.masked();
                Some(Waiting { masked, expires_at: proof.expires_at })
            }
            None => None,
        };
        Ok((proved, waiting))
    }

    /// Mails a code to an address that a member wants to use; an address that was proved stays until this one is.
    ///
    /// # Errors
    /// [`Error::Off`], [`Error::NoAddress`], [`Error::TooMany`], and [`Error::Setback`] when the mail was not taken; then
    /// no code waits.
    pub async fn begin_proof(&self, subject: SubjectId, address: &str, language: Language) -> Result<(), Error> {
        self.way_out()?;
        let address = MailAddress::parse(address).map_err(|_| Error::NoAddress)?;
        let now = self.now();
        let admit = |limiter: &accounts::Limiter, key: &str| {
            limiter.admit(key, now).map_err(|retry_after| Error::TooMany { retry_after })
        };
        admit(&self.0.codes_of_member, &subject.to_string())?;
        admit(&self.0.codes_of_address, &self.0.address_index.of(&address.as_str().to_ascii_lowercase()))?;
        let code = format!("{:06}", rand::rng().random_range(0..1_000_000_u32));
        let sealed = self.0.vault.seal(subject, PROOF_PLACE, address.as_str().as_bytes()).await?;
        let hash = self.hash_of(subject, &code);
        store::put_proof(&self.0.db, subject, &sealed, &hash, now).await?;
        let letter = words::proof(language, &code);
        let field = policy::MailServerField::ProofCode;
        let sent = self.post::<policy::MailServer>(subject, &address, field, &letter).await;
        if sent.is_err() {
            // A code that never left is not waited for.
            let mut tx = self.0.db.begin().await?;
            store::take_proof(&mut tx, subject, &hash).await?;
            tx.commit().await?;
        }
        sent
    }

    /// Lets a member use the address to which this code was mailed; mail there is in `language`.
    ///
    /// # Errors
    /// [`Error::CodeWrong`], [`Error::CodeExpired`].
    pub async fn prove(&self, subject: SubjectId, code: &str, language: Language) -> Result<(), Error> {
        let (now, hash) = (self.now(), self.hash_of(subject, code.trim()));
        let sealed = store::try_proof(&self.0.db, subject, &hash, now).await?;
        let address = self.open(subject, PROOF_PLACE, &sealed).await?;
        let sealed = self.0.vault.seal(subject, ADDRESS_PLACE, address.as_str().as_bytes()).await?;
        let mut tx = self.0.db.begin().await?;
        if !store::take_proof(&mut tx, subject, &hash).await? {
            return Err(Error::CodeExpired);
        }
        store::put_address(&mut tx, subject, &sealed, language, now).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a member's address away, with what waited to go there, here and in what a backup would bring back.
    ///
    /// # Errors
    /// The database's.
    pub async fn take_away(&self, subject: SubjectId) -> Result<(), Error> {
        self.0.rights.erase(subject, "mail_proof").await?;
        self.0.rights.erase(subject, "mail_address").await?;
        Ok(())
    }

    /// The proved address to which something goes.
    pub(crate) async fn address(&self, to: &store::To) -> Result<MailAddress, Error> {
        self.open(to.subject, ADDRESS_PLACE, &to.address).await
    }

    /// Whether a failure says that nothing is taken under the address.
    pub(crate) fn is_of_address(error: &Error) -> bool {
        matches!(error, Error::Setback(Setback::Address(_)))
    }

    async fn open(&self, subject: SubjectId, place: Place, sealed: &Sealed) -> Result<MailAddress, Error> {
        let bytes = self.0.vault.open(&Permit::<MailNotice>::of_service(subject), place, sealed).await?;
        let text = String::from_utf8(bytes).map_err(|_| vault::Error::Refused)?;
        MailAddress::parse(&text).map_err(|_| Error::Vault(vault::Error::Refused))
    }

    /// The digest of a code; it is of one member alone.
    fn hash_of(&self, subject: SubjectId, code: &str) -> String {
        self.0.code_index.of(&format!("{subject} {code}"))
    }
}
