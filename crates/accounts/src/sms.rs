//! How a code reaches a phone.

use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use policy::SmsGatewayField;
use sharing::{Disclosure, Gate};

use crate::error::Error;
use crate::phone::PhoneNumber;

/// How a code reaches a phone.
#[derive(Clone, Debug)]
pub enum SmsGateway {
    /// Codes are written where the operator sees them; nothing leaves the machine.
    Console(Console),
    /// Codes are handed to the policy's recipient `sms_gateway`, through the gate.
    Http(Gate),
}

/// Where the operator reads codes: standard output, or a buffer in tests.
#[derive(Clone)]
pub struct Console(Arc<Mutex<dyn Write + Send>>);

impl Console {
    /// Codes go to this writer.
    pub fn new(writer: impl Write + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(writer)))
    }
}

impl fmt::Debug for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Console")
    }
}

impl SmsGateway {
    /// Sends a code. The ledger knows the person by the number's digest until there is an account.
    pub(crate) async fn send(
        &self,
        phone: &PhoneNumber,
        phone_index: &str,
        subject: Option<ids::SubjectId>,
        code: &str,
    ) -> Result<(), Error> {
        match self {
            Self::Console(console) => {
                let mut writer = console.0.lock().unwrap_or_else(PoisonError::into_inner);
                writeln!(writer, "sms: code for {} is {code}", phone.masked())
                    .and_then(|()| writer.flush())
                    .map_err(Error::Console)
            }
            Self::Http(gate) => {
                let disclosure = Disclosure::<policy::SmsGateway> {
                    subject,
                    contact_index: Some(phone_index.to_owned()),
                    fields: vec![
                        (SmsGatewayField::Phone, phone.as_str().into()),
                        (SmsGatewayField::SignInCode, code.into()),
                    ],
                };
                gate.send(disclosure).await.map(|_| ()).map_err(Error::Sms)
            }
        }
    }
}
