//! The one gate, with the recipients of this edition as the operator set them up.

use std::sync::Arc;

use db::Db;
use sharing::{Gate, RecipientSetup, RequestTemplate};
use units::{Clock, Millis, Timestamp};

use crate::error::Error;

/// The gate with the one recipient of this edition, as the operator set it up.
///
/// # Errors
/// When what the operator states does not fit the policy.
pub(crate) fn gate(db: &Db, clock: Arc<dyn Clock>, provider: &config::SmsHttp) -> Result<Gate, Error> {
    Ok(Gate::new(db.clone(), clock, policy::current(), vec![sms_gateway(provider)])?)
}

/// What the operator states about the provider of short messages, in the words of the policy.
fn sms_gateway(provider: &config::SmsHttp) -> RecipientSetup {
    // The settings say `{code}` for what the policy calls the sign-in code.
    let places = |text: &str| text.replace("{code}", "{sign_in_code}");
    // Places of the address come after its host, and are no part of an address yet.
    let plain = provider.url.replace(['{', '}'], "");
    let host = plain.parse::<axum::http::Uri>().ok().and_then(|uri| uri.host().map(str::to_ascii_lowercase));
    RecipientSetup {
        id: "sms_gateway".to_owned(),
        enabled: true,
        hosts: host.into_iter().collect(),
        country: provider.country.clone(),
        agreement: provider.agreement.clone(),
        agreement_signed_at: Some(start_of(provider.agreement_signed)),
        checked_at: Some(start_of(provider.checked_at)),
        // The last day counts.
        expires_at: start_of(provider.expires_at) + Millis::days(1),
        // The policy declares no recipient abroad.
        transfer: None,
        request: RequestTemplate {
            method: provider.method.clone(),
            url: places(&provider.url),
            headers: provider.headers.iter().map(|(name, value)| (name.clone(), value.expose().to_owned())).collect(),
            body: places(&provider.body),
        },
    }
}

/// The first instant of a day, in UTC.
fn start_of(day: config::Date) -> Timestamp {
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use units::ManualClock;

    use super::*;

    #[tokio::test]
    async fn a_configured_provider_passes_the_gate() {
        let day = |text: &str| text.parse::<config::Date>().expect("a day");
        let provider = config::SmsHttp {
            url: "https://SMS.example/send?to={phone}".to_owned(),
            method: "POST".to_owned(),
            body: r#"{"text":"{code}"}"#.to_owned(),
            headers: vec![("authorization".to_owned(), config::Secret::new("key"))],
            country: "CN".to_owned(),
            agreement: "A-1".to_owned(),
            agreement_signed: day("2026-01-01"),
            checked_at: day("2026-01-02"),
            expires_at: day("2027-01-01"),
        };
        let setup = sms_gateway(&provider);
        assert_eq!(setup.hosts, ["sms.example"]);
        let db = testkit::databases(crate::MODULES, &[]).await.remove(0).db;
        let clock = ManualClock::at("2026-11-23T12:00:00Z".parse().expect("an instant"));
        let gate = Gate::new(db, Arc::new(clock.clone()), policy::current(), vec![setup]).expect("a gate");
        assert_eq!(gate.check("sms_gateway").err().map(|refusal| refusal.to_string()), None);
        clock.advance(Millis::days(41));
        assert!(gate.check("sms_gateway").is_err(), "after its last day nothing is sent");
    }
}
