//! Sending codes on, by whatever way the operator has set up, and how that has been doing.

use std::sync::{Mutex, PoisonError, RwLock};

use connect::Health;
use ids::SubjectId;
use sharing::Refusal;

use crate::accounts::Accounts;
use crate::error::Error;
use crate::phone::PhoneNumber;
use crate::sms_gateway::SmsGateway;
use crate::token;

/// How codes leave now, and how that has been doing since the service started.
#[derive(Debug)]
pub(crate) struct Texts {
    gateway: RwLock<SmsGateway>,
    health: Mutex<Health>,
}

impl Texts {
    pub(crate) fn by(gateway: SmsGateway) -> Self {
        Self { gateway: RwLock::new(gateway), health: Mutex::default() }
    }

    /// The way in use now; whoever sends holds on to it.
    pub(crate) fn gateway(&self) -> SmsGateway {
        self.gateway.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn health(&self) -> Health {
        self.health.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Accounts {
    /// Lets codes leave by another way from now on. A carrier's line is closed once the last code on it was answered.
    pub fn replace_sms(&self, gateway: SmsGateway) {
        *self.0.texts.gateway.write().unwrap_or_else(PoisonError::into_inner) = gateway;
    }

    /// Why nothing is sent now, though a way is set up.
    pub(crate) fn sms_closed(&self) -> Option<Refusal> {
        self.0.texts.gateway().check().err()
    }

    pub(crate) async fn send_text(
        &self,
        phone: &PhoneNumber,
        phone_index: &str,
        subject: Option<SubjectId>,
        code: &str,
    ) -> Result<(), Error> {
        let sent = self.0.texts.gateway().send(phone, phone_index, subject, code).await;
        let now = self.now();
        let mut health = self.0.texts.health.lock().unwrap_or_else(PoisonError::into_inner);
        match &sent {
            Ok(()) => health.note_success(now),
            // That a number takes no more messages says nothing about the provider.
            Err(Error::SmsRefused(kind)) if kind.is_of_number() => {}
            Err(Error::Sms(error)) => health.note_failure(error.to_string(), now),
            Err(error) => health.note_failure(error.to_string(), now),
        }
        sent
    }

    /// Sends an operator's own phone a text like a code, which opens nothing because it is kept nowhere.
    pub(crate) async fn try_sms(&self, operator: SubjectId) -> Result<(), Error> {
        let phone = self.phone_of(operator).await?.ok_or(Error::NotFound)?;
        let phone_index = self.0.phone_index.of(phone.as_str());
        let admitted = self.0.codes_of_number.admit(&phone_index, self.now());
        admitted.map_err(|retry_after| Error::TooMany { retry_after })?;
        let code = token::sms_code(&mut rand::rng());
        self.send_text(&phone, &phone_index, Some(operator), &code).await
    }
}
