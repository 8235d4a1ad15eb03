//! Sending to companies that stand in a register, and telling them to erase.

use ids::{AffiliateChoiceId, AffiliateCopyId, DisclosureId};
use policy::{Basis, Purpose, Recipient, RecipientClass};

use crate::error::{Error, Refusal};
use crate::gate::{Answer, Disclosure, Gate, check_values, fields_of, values_of};
use crate::register::Asked;
use crate::store::{self, NewEntry, Outcome};
use crate::template::Filled;
use crate::value::Value;

/// The field by which a company knows somebody; it is made for one consent, and de-identified.
pub(crate) const NUMBER: &str = "number";

impl Gate {
    /// Sends what a person agreed to by one choice to the company that the choice names, and keeps the ledger.
    ///
    /// Consent, choice, registration, agreement and fields are read in the transaction that enters the sending, which is
    /// committed before a connection is opened. A purpose that is not by separate consent does not compile (PIPL 23).
    ///
    /// # Errors
    /// As [`Gate::send`].
    pub async fn send_registered<R: Recipient>(
        &self,
        disclosure: Disclosure<R>,
        choice: AffiliateChoiceId,
    ) -> Result<Answer, Error> {
        const { assert!(matches!(R::Purpose::BASIS, Basis::SeparateConsent), "it takes a consent asked for by itself") };
        let id = DisclosureId::random(&mut rand::rng());
        match self.admit::<R>(id, &disclosure, choice).await? {
            Ok(filled) => {
                let answer = self.call(filled).await;
                self.conclude::<R>(id, answer).await
            }
            Err(reason) => {
                self.enter_refusal::<R>(id, &disclosure).await?;
                Err(Error::Refused { recipient: R::ID, reason })
            }
        }
    }

    /// Asks every condition, fills the request, and enters the sending as pending, in one transaction.
    async fn admit<R: Recipient>(
        &self,
        id: DisclosureId,
        disclosure: &Disclosure<R>,
        choice: AffiliateChoiceId,
    ) -> Result<Result<Filled, Refusal>, Error> {
        let declared = match self.policy.recipient(R::ID) {
            None => return Ok(Err(Refusal::NotDeclared)),
            Some(declared) if declared.purpose != R::Purpose::ID => {
                return Ok(Err(Refusal::PurposeGone(R::Purpose::ID.to_owned())));
            }
            Some(declared) => declared,
        };
        let register = self.register.as_ref().filter(|_| declared.class == RecipientClass::Affiliate);
        let Some(register) = register else { return Ok(Err(Refusal::NotRegistered)) };
        let values = values_of(disclosure);
        if let Err(reason) = check_values(declared, &values) {
            return Ok(Err(reason));
        }
        let Some(subject) = disclosure.subject else { return Ok(Err(Refusal::NoConsent)) };
        let mut tx = self.db.begin().await?;
        if declared.minors.is_none() && store::is_minor(&mut tx, subject).await? {
            return Ok(Err(Refusal::Minor));
        }
        let Some(grant) = store::live_grant(&mut tx, subject, R::Purpose::NO).await? else {
            return Ok(Err(Refusal::NoConsent));
        };
        let named: Vec<&str> = values.iter().map(|(field, _)| *field).collect();
        let at = self.clock.now();
        let asked = Asked { choice, subject, grant, fields: &named, at };
        let registered = match register.admit(&mut tx, asked).await? {
            Ok(registered) => registered,
            Err(reason) => return Ok(Err(reason)),
        };
        let setup = &registered.setup;
        let filled = setup
            .check(self.policy, at, self.allow_loopback_http)
            .and_then(|()| setup.way.request())
            .and_then(|request| request.fill(&values, at, rand::random()));
        let filled = match filled {
            Ok(filled) => filled,
            Err(reason) => return Ok(Err(reason)),
        };
        let fields = fields_of(disclosure);
        let entry = self.entry::<R>(id, disclosure, &fields, Outcome::Pending);
        let entry = NewEntry { grant: Some(grant), recipient_name: Some(&registered.name), ..entry };
        store::add(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(Ok(filled))
    }

    /// Tells a company to erase what it got under a number. It learns nothing by that, so neither a consent nor a living
    /// agreement is asked for; the ledger has it, and nobody is named there, because nothing says any more who it was.
    ///
    /// # Errors
    /// [`Error::Refused`] when the register knows of nothing to erase or the address is none, [`Error::Failed`] when the
    /// company did not take it, and the ledger's.
    pub async fn recall<R: Recipient>(&self, copy: AffiliateCopyId) -> Result<Answer, Error> {
        let refused = |reason| Error::Refused { recipient: R::ID, reason };
        let register = self.register.as_ref().ok_or_else(|| refused(Refusal::NotRegistered))?;
        let nobody = Disclosure::<R> { subject: None, contact_index: None, fields: Vec::new() };
        let id = DisclosureId::random(&mut rand::rng());
        let mut tx = self.db.begin().await?;
        let recalled = register.recall(&mut tx, copy).await?.map_err(refused)?;
        let setup = &recalled.to.setup;
        let number = Value::Text(recalled.number);
        let filled = setup
            .way
            .check(&setup.hosts, &[NUMBER], self.allow_loopback_http)
            .and_then(|()| setup.way.request())
            .and_then(|request| request.fill(&[(NUMBER, &number)], self.clock.now(), rand::random()));
        let filled = filled.map_err(refused)?;
        let entry = self.entry::<R>(id, &nobody, NUMBER, Outcome::Pending);
        store::add(&mut tx, &NewEntry { recipient_name: Some(&recalled.to.name), ..entry }).await?;
        tx.commit().await?;
        let answer = self.call(filled).await;
        self.conclude::<R>(id, answer).await
    }
}
