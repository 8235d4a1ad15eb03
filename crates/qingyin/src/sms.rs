//! How sign-in codes leave, as the operator set it up.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use accounts::{Console, SmsGateway, SmsVendor};
use axum::http::Uri;
use cmpp::{Backoff, Event, Line, Number, Settings, State, Version, Words};
use config::{Config, Sms, SmsAliyun, SmsCmpp, SmsHttp, SmsTencent};
use sharing::{Carried, Courier, Gate, RecipientSetup, RequestTemplate, Signed, Signer, Unsigned, Value, Way};
use sms::requests::{ALIYUN, AliyunSms, FixedRequest, Success, TENCENT, TencentSms};
use sms::{Call, Credential, Header, Unsignable, acs3, tc3};
use tokio::sync::mpsc;
use units::{Clock, Timestamp};

use crate::gate::agreed;

/// A provider of short messages that takes longer has failed.
const TIMEOUT: Duration = Duration::from_secs(10);
/// What a gateway tells that waits to be looked at.
const EVENTS_MAX: usize = 256;

/// What the operator states about who delivers codes; nothing while they are printed in the terminal.
pub(crate) fn recipient(config: &Config) -> Option<RecipientSetup> {
    Some(match &config.sms {
        Sms::Console => return None,
        Sms::Http(provider) => described(provider),
        Sms::Aliyun(app) => aliyun(app),
        Sms::Tencent(app) => tencent(app),
        Sms::Cmpp(account) => carrier(account),
    })
}

/// The way for codes; a carrier's line is opened by this, and stays open as long as its gateway does.
pub(crate) fn gateway(config: &Config, gate: &Gate, clock: &Arc<dyn Clock>, console: Console) -> SmsGateway {
    let provider = |vendor: SmsVendor| SmsGateway::Provider(gate.clone(), vendor);
    match &config.sms {
        Sms::Console => SmsGateway::Console(console),
        Sms::Http(http) => provider(SmsVendor::Other(http.accepted.as_deref().map(success))),
        Sms::Aliyun(_) => provider(SmsVendor::Aliyun),
        Sms::Tencent(_) => provider(SmsVendor::Tencent),
        Sms::Cmpp(account) => {
            SmsGateway::Carrier(gate.clone(), Arc::new(Carrier::open(account, gate.clone(), Arc::clone(clock))))
        }
    }
}

/// `/pointer=value`, or a text that occurs in the answer.
fn success(accepted: &str) -> Success {
    match accepted.split_once('=') {
        Some((pointer, equals)) if pointer.starts_with('/') => {
            Success::Pointer { pointer: pointer.trim().to_owned(), equals: equals.trim().to_owned() }
        }
        _ => Success::Contains(accepted.to_owned()),
    }
}

pub(crate) fn described(provider: &SmsHttp) -> RecipientSetup {
    // The settings say `{code}` for what the policy calls the sign-in code.
    let places = |text: &str| text.replace("{code}", "{sign_in_code}");
    // Places of the address come after its host, and are no part of an address yet.
    let plain = provider.url.replace(['{', '}'], "");
    let request = RequestTemplate {
        method: provider.method.clone(),
        url: places(&provider.url),
        headers: provider.headers.iter().map(|(name, value)| (name.clone(), value.expose().to_owned())).collect(),
        body: places(&provider.body).into(),
        timeout: TIMEOUT,
        signer: None,
        // What an unknown provider says to errors is not known either.
        reads_refusals: false,
        loopback_http: false,
    };
    agreed("sms_gateway", hosts(&plain), &provider.agreement, request)
}

/// The host of an address.
pub(crate) fn hosts(address: &str) -> Vec<String> {
    let host = address.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_ascii_lowercase));
    host.into_iter().collect()
}

/// Where a vendor is: at its own address, or behind the simulation.
pub(crate) fn base(address: &str, simulator: Option<&str>) -> String {
    let host = address.trim_start_matches("https://");
    simulator.map_or_else(|| address.to_owned(), |simulator| format!("{}/{host}", simulator.trim_end_matches('/')))
}

pub(crate) fn aliyun(app: &SmsAliyun) -> RecipientSetup {
    let base = base(ALIYUN, app.simulator.as_deref());
    let message = AliyunSms {
        base: base.clone(),
        sign_name: app.sign_name.clone(),
        template_code: app.template_code.clone(),
        code_parameter: "code".to_owned(),
        other_parameters: Vec::new(),
    };
    let signer = by_acs3(&app.access_key_id, &app.access_key_secret);
    let request = template(message.request(None), Some(signer), app.simulator.is_some());
    agreed("sms_gateway", hosts(&base), &app.agreement, request)
}

pub(crate) fn tencent(app: &SmsTencent) -> RecipientSetup {
    let base = base(TENCENT, app.simulator.as_deref());
    let message = TencentSms {
        base: base.clone(),
        region: app.region.clone(),
        app_id: app.app_id.clone(),
        sign_name: app.sign_name.clone(),
        template_id: app.template_id.clone(),
        parameters: vec!["{code}".to_owned()],
    };
    let signer = Arc::new(Signs { by: By::Tc3, credential: credential(&app.secret_id, &app.secret_key) });
    let request = template(message.request(None), Some(signer), app.simulator.is_some());
    agreed("sms_gateway", hosts(&base), &app.agreement, request)
}

fn credential(id: &str, secret: &config::Secret) -> Credential {
    Credential { id: id.to_owned(), secret: sms::Secret::new(secret.expose()) }
}

/// Signs as Aliyun wants it.
pub(crate) fn by_acs3(id: &str, secret: &config::Secret) -> Arc<dyn Signer> {
    Arc::new(Signs { by: By::Acs3, credential: credential(id, secret) })
}

/// A vendor's request, whose refusals say what can be done.
pub(crate) fn template(request: FixedRequest, signer: Option<Arc<dyn Signer>>, is_simulated: bool) -> RequestTemplate {
    let FixedRequest { method, url, headers, body } = request;
    RequestTemplate {
        method,
        url,
        headers,
        body: body.into(),
        timeout: TIMEOUT,
        signer,
        reads_refusals: true,
        loopback_http: is_simulated,
    }
}

/// By which of the vendors' rules a request is signed.
#[derive(Clone, Copy, Debug)]
enum By {
    Acs3,
    Tc3,
}

#[derive(Debug)]
struct Signs {
    by: By,
    credential: Credential,
}

impl Signs {
    fn headers(&self, request: &Unsigned<'_>, now: Timestamp, random: u128) -> Result<Vec<Header>, Unsignable> {
        let mut headers = Vec::new();
        for (name, value) in request.headers {
            headers.push((name.as_str().to_owned(), value.to_str().map_err(|_| Unsignable::Header)?.to_owned()));
        }
        let call = Call { method: request.method.as_str(), url: request.url, headers: &headers, body: request.body };
        match self.by {
            By::Acs3 => acs3::sign(&call, &self.credential, now, &format!("{random:032x}")),
            By::Tc3 => tc3::sign(&call, &self.credential, now, "sms"),
        }
    }
}

impl Signer for Signs {
    fn sign(&self, request: &Unsigned<'_>, now: Timestamp, random: u128) -> Signed {
        let headers = self.headers(request, now, random).unwrap_or_else(|error| {
            // Unsigned it is refused over there, which the listener is told of.
            tracing::error!(%error, "the request to the provider cannot be signed");
            Vec::new()
        });
        Signed { headers, body: None }
    }
}

pub(crate) fn carrier(account: &SmsCmpp) -> RecipientSetup {
    let host = account.host.to_ascii_lowercase();
    let line = Way::Line { host: host.clone(), port: account.port };
    agreed("sms_carrier", vec![host], &account.agreement, line)
}

/// A carrier's gateway.
struct Carrier {
    line: Line,
    /// The message, with `{code}` in place of the code.
    text: String,
}

impl Carrier {
    fn open(account: &SmsCmpp, gate: Gate, clock: Arc<dyn Clock>) -> Self {
        let version = if account.is_version_3 { Version::V30 } else { Version::V20 };
        let settings = Settings {
            from: account.src_id.clone(),
            service_id: account.service_id.clone(),
            window: usize::from(account.window_max),
            ..Settings::new(account.source_addr.clone(), cmpp::Secret::new(account.secret.expose()), version)
        };
        let (events, told) = mpsc::channel(EVENTS_MAX);
        tokio::spawn(hear(told));
        let dial = move || {
            let gate = gate.clone();
            async move { gate.dial::<policy::SmsCarrier>().await.map_err(io::Error::other) }
        };
        let line =
            Line::open(dial, (settings, Backoff::default()), clock, rand::make_rng::<rand::rngs::StdRng>(), events);
        Self { line, text: account.text.clone() }
    }
}

/// Looks at what the gateway tells: what did not arrive is the operator's to know, without whose it was.
async fn hear(mut told: mpsc::Receiver<Event>) {
    while let Some(event) = told.recv().await {
        match event {
            Event::Report(report) if report.state != State::Delivered => {
                tracing::warn!(code = ?report.state, "a code did not arrive");
            }
            Event::Report(_) => {}
            Event::Text(_) => tracing::info!("somebody answered a code; what they wrote is not kept"),
        }
    }
}

impl Courier for Carrier {
    fn carry<'a>(&'a self, values: &'a [(&'a str, &'a Value)]) -> Carried<'a> {
        Box::pin(async move {
            let get = |name: &str| match values.iter().find(|(field, _)| *field == name) {
                Some((_, Value::Text(text))) => Ok(text),
                _ => Err(format!("there is no {name}")),
            };
            let (phone, code) = (get("phone")?, get("sign_in_code")?);
            let text = Words::new(self.text.replace("{code}", code));
            let receipts = self.line.submit(&Number::new(phone.as_str()), &text).await;
            let receipts = receipts.map_err(|error| error.to_string())?;
            match receipts.iter().find(|receipt| !receipt.result.is_accepted()) {
                Some(refused) => Err(format!("the gateway answered: {}", refused.result.reason())),
                None => Ok(Vec::new()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_answer_has_to_say_is_a_pointer_or_a_text() {
        assert_eq!(success("/code=0"), Success::Pointer { pointer: "/code".to_owned(), equals: "0".to_owned() });
        assert_eq!(success("result=ok"), Success::Contains("result=ok".to_owned()));
    }

    #[test]
    fn a_vendor_is_at_its_own_address_or_behind_the_simulation() {
        assert_eq!(base(ALIYUN, None), "https://dysmsapi.aliyuncs.com");
        assert_eq!(base(ALIYUN, Some("http://127.0.0.1:9/")), "http://127.0.0.1:9/dysmsapi.aliyuncs.com");
    }
}
