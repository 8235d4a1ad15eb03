//! What the gate asks before anything goes to a company.

use std::time::Duration;

use db::Tx;
use ids::{AffiliateCopyId, AffiliateId};
use sharing::{Asked, Recalled, RecipientSetup, Refusal, Register, Registered, RequestTemplate, Told, Way};
use vault::{Sealed, ServiceSeal, Vault};

use crate::model::{Affiliate, Field, Use, host_of};
use crate::store;

/// A company that takes longer has not taken it.
const PATIENCE: Duration = Duration::from_secs(20);
/// In what form a company is told something.
const FORMAT: &str = "qingyin-affiliate-1";
/// The country in which companies are, as the policy declares it.
const COUNTRY: &str = "CN";

/// The register, as the gate asks it.
#[derive(Clone, Debug)]
pub struct AffiliateRegister {
    /// Seals the keys that let this service in.
    seal: ServiceSeal,
    /// How long a company has to answer.
    patience: Duration,
}

impl AffiliateRegister {
    /// The register whose keys are sealed with a key of this vault.
    #[must_use]
    pub fn of(vault: &Vault) -> Self {
        Self { seal: vault.service_seal("affiliates"), patience: PATIENCE }
    }

    /// As this, with another time for companies to answer; for tests of those that do not.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    pub(crate) fn seal(&self, affiliate: AffiliateId, key: &str) -> Sealed {
        self.seal.seal(&name_of(affiliate), key.as_bytes())
    }

    /// What stands in the register, in the form of what an operator states about any other recipient.
    fn setup(&self, affiliate: &Affiliate, key: Option<&Sealed>, body: String) -> Option<RecipientSetup> {
        let key = match key {
            None => None,
            Some(sealed) => Some(String::from_utf8(self.seal.open(&name_of(affiliate.id), sealed).ok()?).ok()?),
        };
        let request = RequestTemplate {
            method: "POST".to_owned(),
            url: affiliate.endpoint.clone(),
            headers: key.map(|key| ("authorization".to_owned(), format!("Bearer {key}"))).into_iter().collect(),
            body: body.into(),
            timeout: self.patience,
            signer: None,
            reads_refusals: false,
            loopback_http: true,
        };
        Some(RecipientSetup {
            id: <policy::Affiliate as policy::Recipient>::ID.to_owned(),
            enabled: true,
            hosts: vec![host_of(&affiliate.endpoint)?],
            country: COUNTRY.to_owned(),
            agreement: affiliate.agreement.clone(),
            agreement_signed_at: Some(affiliate.agreement_signed_at),
            checked_at: Some(affiliate.checked_at),
            expires_at: affiliate.expires_at,
            transfer: None,
            way: Way::from(request),
        })
    }

    async fn admitted(&self, tx: &mut Tx, asked: Asked<'_>) -> db::Result<Result<Registered, Refusal>> {
        let Some(admitted) = store::admitted(tx, asked.choice, asked.subject, asked.grant).await? else {
            return Ok(Err(Refusal::NoConsent));
        };
        let store::Admitted { text_hash, of, affiliate, key } = admitted;
        if affiliate.ended_at.is_some() || !of.stands {
            return Ok(Err(Refusal::NotRegistered));
        }
        // Whoever agreed to other words, or to what the row was before somebody changed it, agreed to something else.
        if !of.is_current(&affiliate.name, affiliate.control, &text_hash) {
            return Ok(Err(Refusal::NoConsent));
        }
        for id in asked.fields.iter().filter(|id| **id != policy::AffiliateField::Number.id()) {
            if !of.fields.iter().any(|field| field.word() == *id) {
                return Ok(Err(Refusal::NotAgreed((*id).to_owned())));
            }
        }
        if !store::begin(tx, asked.choice, asked.at).await? {
            return Ok(Err(Refusal::ValuesDoNotFit));
        }
        let Some(setup) = self.setup(&affiliate, key.as_ref(), told(&of)) else {
            return Ok(Err(Refusal::Malformed("its address or key")));
        };
        Ok(Ok(Registered { name: affiliate.name, setup }))
    }

    async fn recalled(&self, tx: &mut Tx, copy: AffiliateCopyId) -> db::Result<Result<Recalled, Refusal>> {
        let Some((number, affiliate, key)) = store::recalled(tx, copy).await? else {
            return Ok(Err(Refusal::NotRegistered));
        };
        let Some(setup) = self.setup(&affiliate, key.as_ref(), erased()) else {
            return Ok(Err(Refusal::Malformed("its address or key")));
        };
        Ok(Ok(Recalled { to: Registered { name: affiliate.name, setup }, number }))
    }
}

impl Register for AffiliateRegister {
    fn admit<'a>(&'a self, tx: &'a mut Tx, asked: Asked<'a>) -> Told<'a, Registered> {
        Box::pin(self.admitted(tx, asked))
    }

    fn recall<'a>(&'a self, tx: &'a mut Tx, copy: AffiliateCopyId) -> Told<'a, Recalled> {
        Box::pin(self.recalled(tx, copy))
    }
}

/// Under which name a company's key is sealed.
fn name_of(affiliate: AffiliateId) -> String {
    format!("key of {affiliate}")
}

/// The body that tells what was agreed to: a place for the number, and one for each field of the use.
fn told(of: &Use) -> String {
    let places: Vec<String> =
        of.fields.iter().map(|field| format!(r#""{0}":"{{{0}}}""#, Field::word(*field))).collect();
    format!(
        r#"{{"format":"{FORMAT}","act":"tell","use":"{}","number":"{{number}}","fields":{{{}}}}}"#,
        of.id,
        places.join(",")
    )
}

/// The body that tells to erase.
fn erased() -> String {
    format!(r#"{{"format":"{FORMAT}","act":"erase","number":"{{number}}"}}"#)
}
