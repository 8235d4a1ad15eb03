//! Telling companies what changed, and to erase what nobody agrees to any more.

use ids::AffiliateChoiceId;
use policy::{AffiliateField, AffiliateSharing};
use sharing::Disclosure;
use units::Millis;

use crate::Affiliates;
use crate::error::Error;
use crate::store::{self, Due, Gone};
use crate::values::{Value, values};

/// How often a company is told, at most.
const EVERY: Millis = Millis::days(1);
/// How long a node has for one before another may take it on; longer than any company is waited for.
const CLAIMED: Millis = Millis::minutes(15);
/// After how long a number is noted as living because its choice does. What is told of is noted every day anyway; this is
/// for the others, so it is longer, and no row is written twice a day.
const LIVES_AFTER: Millis = Millis::days(2);
/// Looks at what is due that one run takes, of a hundred each; the next run goes on.
const LOOKS_MAX: usize = 100;

/// What one run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// People about whom a company was told something.
    pub told: u64,
    /// People whose data a company said that it erased.
    pub erased: u64,
    /// What was not taken, and is tried again.
    pub postponed: u64,
}

/// How long the next try waits after this many that failed: an hour, then twice as long each time, a day at most.
#[must_use]
pub fn wait_after(attempts: u32) -> Millis {
    let hours = 1_i64.checked_shl(attempts.saturating_sub(1)).unwrap_or(24).clamp(1, 24);
    Millis::hours(hours)
}

impl Affiliates {
    /// Ends what is over by itself, tells companies to erase what nobody agrees to any more, and then tells what changed of
    /// what people agree to; safe to run twice, and on several nodes at once.
    ///
    /// # Errors
    /// The database's; what was sent stays sent, and what was not waits.
    pub async fn deliver(&self) -> Result<Delivered, Error> {
        let mut delivered = Delivered::default();
        self.look_after_choices().await?;
        for _ in 0..LOOKS_MAX {
            let gone = store::gone(&self.0.db.service(), self.now()).await?;
            if gone.is_empty() {
                break;
            }
            for one in gone {
                self.recall(&one, &mut delivered).await?;
            }
        }
        let mut behind = i64::MIN;
        for _ in 0..LOOKS_MAX {
            let due = store::due(&self.0.db.service(), behind, self.now()).await?;
            let Some(last) = due.last() else { break };
            behind = last.choice.as_i64();
            for one in due {
                self.tell(&one, &mut delivered).await?;
            }
        }
        Ok(delivered)
    }

    /// Ends what counts as not agreed to any more, and notes of the rest that it lives: no number is forgotten while the
    /// choice is there by which a company has it.
    async fn look_after_choices(&self) -> Result<(), Error> {
        let mut current = Vec::new();
        for (company, uses) in self.roll().await? {
            current.extend(uses.iter().map(|of| (of.id, of.text_hashes(&company.name, company.control))));
        }
        let now = self.now();
        Ok(store::look_after_choices(&self.0.db, &current, now, now - LIVES_AFTER).await?)
    }

    async fn recall(&self, gone: &Gone, delivered: &mut Delivered) -> Result<(), Error> {
        let now = self.now();
        if !store::take_gone(&self.0.db, gone, now + CLAIMED).await? {
            return Ok(());
        }
        if !gone.was_begun {
            return Ok(store::forget(&self.0.db, gone.copy).await?);
        }
        match self.0.gate.recall::<policy::Affiliate>(gone.copy).await {
            Ok(_) => {
                store::forget(&self.0.db, gone.copy).await?;
                delivered.erased += 1;
            }
            Err(sharing::Error::Db(error)) => return Err(error.into()),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "an affiliate did not take that it has to erase, and is told again"
                );
                store::postpone_gone(&self.0.db, gone.copy, now + wait_after(gone.attempts + 1)).await?;
                delivered.postponed += 1;
            }
        }
        Ok(())
    }

    async fn tell(&self, due: &Due, delivered: &mut Delivered) -> Result<(), Error> {
        let (db, now) = (&self.0.db, self.now());
        let Some(mut grant) = self.0.consents.grant::<AffiliateSharing>(due.subject).await? else { return Ok(()) };
        // Two companies, two uses and two consents never share a number.
        let recipient = format!("{} {}", due.affiliate, due.choice);
        let number = self.0.numbers.pseudonym_for(&grant, &recipient);
        if !store::take(&mut grant, due, number.get(), now, now + CLAIMED).await? {
            return Ok(());
        }
        let permit = grant.into_permit().await?;
        let Some(of) = store::use_of(&db.service(), due.of).await? else { return Ok(()) };
        let values = match values(&db.service(), &self.0.vault, &permit, &of.fields, now).await {
            Ok(values) => values,
            Err(Error::Vault(vault::Error::NoKey | vault::Error::Refused)) => {
                tracing::warn!("what a member agreed to does not open, and is tried again");
                delivered.postponed += 1;
                return Ok(store::settle(db, due.choice, EVERY, due.attempts + 1, now).await?);
            }
            Err(error) => return Err(error),
        };
        let digest = self.digest(&values);
        if due.told_digest.as_ref() == Some(&digest) {
            return Ok(store::settle(db, due.choice, EVERY, 0, now).await?);
        }
        let mut fields = vec![(AffiliateField::Number, number.into())];
        fields.extend(values.iter().map(|value| (value.field().declared(), value.text().into())));
        let disclosure = Disclosure::<policy::Affiliate> { subject: Some(due.subject), contact_index: None, fields };
        match self.0.gate.send_registered(disclosure, due.choice).await {
            Ok(_) => {
                store::told(db, due.choice, &digest, EVERY, self.now()).await?;
                delivered.told += 1;
            }
            Err(error) => self.leave(due.choice, due.attempts + 1, error, delivered).await?,
        }
        Ok(())
    }

    /// Lets go of what was not taken, until its time comes again.
    async fn leave(
        &self,
        choice: AffiliateChoiceId,
        attempts: u32,
        error: sharing::Error,
        delivered: &mut Delivered,
    ) -> Result<(), Error> {
        let wait = match error {
            sharing::Error::Db(error) => return Err(error.into()),
            // Somebody withdrew a moment ago, or the registration ended: the next run sees it.
            sharing::Error::Refused { .. } => EVERY,
            sharing::Error::Failed { .. } => wait_after(attempts),
        };
        tracing::warn!(error = &error as &dyn std::error::Error, "an affiliate was not told, and is tried again");
        store::settle(&self.0.db, choice, wait, attempts, self.now()).await?;
        delivered.postponed += 1;
        Ok(())
    }

    /// By which it is told later whether something changed.
    fn digest(&self, values: &[Value]) -> String {
        let texts: Vec<String> = values.iter().map(|one| format!("{} {}", one.field().word(), one.text())).collect();
        self.0.told_index.of(&texts.join("\0"))
    }
}
