//! How a code reaches a phone.

use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use policy::{Recipient as _, SmsCarrierField, SmsGatewayField};
use sharing::{Courier, Disclosure, Gate, Refusal};
use sms::answers::{self, Answer};
use sms::requests::{AliyunSms, Success};

use crate::error::Error;
use crate::phone::PhoneNumber;

/// How a code reaches a phone.
#[derive(Clone)]
pub enum SmsGateway {
    /// Codes are written where the operator sees them; nothing leaves the machine.
    Console(Console),
    /// Codes are handed to the policy's recipient `sms_gateway`, through the gate.
    Provider(Gate, SmsVendor),
    /// Codes are handed to the policy's recipient `sms_carrier`, over its line.
    Carrier(Gate, Arc<dyn Courier>),
}

/// Who the provider is, by which its answers are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SmsVendor {
    /// Aliyun.
    Aliyun,
    /// Tencent Cloud.
    Tencent,
    /// Any other; where nothing is said about its answers, a status of success is enough.
    Other(Option<Success>),
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

impl fmt::Debug for SmsGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Console(_) => f.write_str("Console"),
            Self::Provider(_, vendor) => f.debug_tuple("Provider").field(vendor).finish(),
            Self::Carrier(..) => f.write_str("Carrier"),
        }
    }
}

impl SmsVendor {
    /// The number as they want it.
    fn number<'a>(&self, phone: &'a PhoneNumber) -> &'a str {
        match self {
            Self::Aliyun => AliyunSms::phone(phone.as_str()),
            Self::Tencent | Self::Other(_) => phone.as_str(),
        }
    }

    /// Whether an answer says that the message was taken on.
    fn read(&self, answer: &[u8]) -> Result<(), Error> {
        let answer = match self {
            Self::Aliyun => answers::aliyun(answer),
            Self::Tencent => answers::tencent(answer),
            Self::Other(Some(success)) => answers::generic(answer, success),
            Self::Other(None) => return Ok(()),
        };
        match answer {
            Answer::Accepted { .. } => Ok(()),
            Answer::Refused { kind, code } => {
                // What the listener can do nothing about is the operator's to see.
                if !kind.is_of_number() {
                    let code = format!("{kind:?} {}", code.as_str());
                    tracing::error!(code, "the provider of short messages took nothing");
                }
                Err(Error::SmsRefused(kind))
            }
        }
    }
}

impl SmsGateway {
    /// The word that the settings have for it.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Console(_) => "console",
            Self::Provider(_, SmsVendor::Aliyun) => "aliyun",
            Self::Provider(_, SmsVendor::Tencent) => "tencent",
            Self::Provider(_, SmsVendor::Other(_)) => "http",
            Self::Carrier(..) => "cmpp",
        }
    }

    /// Whether codes can leave now.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::Console(_) => Ok(()),
            Self::Provider(gate, _) => gate.check(policy::SmsGateway::ID),
            Self::Carrier(gate, _) => gate.check(policy::SmsCarrier::ID),
        }
    }

    /// Sends a code. The ledger knows the person by the number's digest until there is an account.
    pub(crate) async fn send(
        &self,
        phone: &PhoneNumber,
        phone_index: &str,
        subject: Option<ids::SubjectId>,
        code: &str,
    ) -> Result<(), Error> {
        let contact_index = Some(phone_index.to_owned());
        match self {
            Self::Console(console) => {
                let mut writer = console.0.lock().unwrap_or_else(PoisonError::into_inner);
                writeln!(writer, "sms: code for {} is {code}", phone.masked())
                    .and_then(|()| writer.flush())
                    .map_err(Error::Console)
            }
            Self::Provider(gate, vendor) => {
                let fields = vec![
                    (SmsGatewayField::Phone, vendor.number(phone).into()),
                    (SmsGatewayField::SignInCode, code.into()),
                ];
                let disclosure = Disclosure::<policy::SmsGateway> { subject, contact_index, fields };
                vendor.read(&gate.send(disclosure).await.map_err(Error::Sms)?.body)
            }
            Self::Carrier(gate, courier) => {
                let fields =
                    vec![(SmsCarrierField::Phone, phone.national().into()), (SmsCarrierField::SignInCode, code.into())];
                let disclosure = Disclosure::<policy::SmsCarrier> { subject, contact_index, fields };
                gate.send_over_line(disclosure, &**courier).await.map(drop).map_err(Error::Sms)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sms::answers::Kind;

    use super::*;

    #[test]
    fn an_answer_of_success_may_say_that_nothing_was_taken_on() {
        let refused = |vendor: &SmsVendor, answer: &str| match vendor.read(answer.as_bytes()) {
            Ok(()) => None,
            Err(Error::SmsRefused(kind)) => Some(kind),
            Err(other) => panic!("{other}"),
        };
        let aliyun = SmsVendor::Aliyun;
        assert_eq!(refused(&aliyun, r#"{"Code":"OK","Message":"OK","BizId":"9^0","RequestId":"R"}"#), None);
        let limited = r#"{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"13800138000","RequestId":"R"}"#;
        assert_eq!(refused(&aliyun, limited), Some(Kind::TooMany));
        assert_eq!(refused(&SmsVendor::Tencent, "<html>"), Some(Kind::Nonsense));
        let success = Success::Pointer { pointer: "/code".to_owned(), equals: "0".to_owned() };
        let other = SmsVendor::Other(Some(success));
        assert_eq!(refused(&other, r#"{"code":0}"#), None);
        assert!(refused(&other, r#"{"code":17}"#).is_some());
        assert_eq!(refused(&SmsVendor::Other(None), "anything"), None);
    }

    #[test]
    fn each_vendor_is_told_the_number_as_it_wants_it() {
        let phone = PhoneNumber::parse("13800138000").expect("a number");
        assert_eq!(SmsVendor::Aliyun.number(&phone), "13800138000");
        assert_eq!(SmsVendor::Tencent.number(&phone), "+8613800138000");
    }
}
