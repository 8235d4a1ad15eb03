//! One mail's way out: written down, entered in the ledger, and handed to the server over the gate's line.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use ids::SubjectId;
use policy::Recipient;
use rand::Rng as _;
use sharing::{Carried, Courier, Disclosure, Gate, Value};

use crate::Mail;
use crate::address::MailAddress;
use crate::error::Error;
use crate::message::{Envelope, Letter};
use crate::smtp::{Server, Setback};

/// Under which of a recipient's fields the address stands, and under which the mail.
pub(crate) trait Postal: Recipient {
    const ADDRESS: Self::Field;
}

impl Postal for policy::MailServer {
    const ADDRESS: Self::Field = policy::MailServerField::Address;
}

impl Postal for policy::LetterServer {
    const ADDRESS: Self::Field = policy::LetterServerField::Address;
}

/// Takes one mail to the server, and remembers why it was not taken.
struct Errand<'a, R> {
    gate: &'a Gate,
    server: &'a Server,
    setback: Mutex<Option<Setback>>,
    recipient: PhantomData<fn() -> R>,
}

impl<R: Postal> Courier for Errand<'_, R> {
    fn carry<'a>(&'a self, values: &'a [(&'a str, &'a Value)]) -> Carried<'a> {
        Box::pin(async move {
            let [(_, Value::Text(address)), (_, Value::Text(message))] = values else {
                return Err("there is no mail".to_owned());
            };
            let line = self.gate.dial::<R>().await.map_err(|error| error.to_string())?;
            self.server.deliver(line, address, message.as_bytes()).await.map_err(|setback| {
                let told = setback.to_string();
                *self.setback.lock().unwrap_or_else(PoisonError::into_inner) = Some(setback);
                told
            })?;
            Ok(Vec::new())
        })
    }
}

impl Mail {
    /// The server, and the service's address, where mail can leave now.
    ///
    /// # Errors
    /// [`Error::Off`].
    pub(crate) fn way_out(&self) -> Result<(Arc<Server>, &str), Error> {
        let server = self.0.server.read().unwrap_or_else(PoisonError::into_inner).clone();
        let (Some(server), Some(home)) = (server, &self.0.home) else { return Err(Error::Off) };
        self.0.gate.check(policy::MailServer::ID).map_err(|_| Error::Off)?;
        Ok((server, home))
    }

    /// Sends one mail about one person, whose words stand in the ledger as `field`.
    ///
    /// # Errors
    /// [`Error::Off`], [`Error::Setback`] when the server did not take it, and the gate's.
    pub(crate) async fn post<R: Postal>(
        &self,
        subject: SubjectId,
        to: &MailAddress,
        field: R::Field,
        letter: &Letter,
    ) -> Result<(), Error> {
        let (server, home) = self.way_out()?;
        let number = rand::rng().next_u64();
        let envelope = Envelope { from: &server.from, to, home, now: self.now(), number };
        let message = letter.written(&envelope)?;
        let disclosure = Disclosure::<R> {
            subject: Some(subject),
            contact_index: None,
            fields: vec![(R::ADDRESS, to.as_str().into()), (field, message.into())],
        };
        let errand =
            Errand::<R> { gate: &self.0.gate, server: &server, setback: Mutex::new(None), recipient: PhantomData };
        let sent = self.0.gate.send_over_line(disclosure, &errand).await;
        let setback = errand.setback.into_inner().unwrap_or_else(PoisonError::into_inner);
        match (sent, setback) {
            (Ok(_), _) => Ok(()),
            (Err(_), Some(setback)) => Err(Error::Setback(setback)),
            (Err(error), None) => Err(error.into()),
        }
    }
}
