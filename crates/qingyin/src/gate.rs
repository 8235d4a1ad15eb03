//! The one gate, with the recipients of this edition as the operator set them up.

use std::sync::Arc;

use affiliates::AffiliateRegister;
use config::{Config, VoiceSearch};
use db::Db;
use sharing::{Gate, RecipientSetup, Way};
use transcription::{Endpoint, Transcriber};
use units::{Clock, Millis, Timestamp};
use vault::Vault;

use crate::error::Error;

/// The gate with the recipients that the operator set up, and the register of affiliates.
///
/// # Errors
/// When this machine has no usable certificates for TLS.
pub(crate) fn gate(db: &Db, vault: &Vault, clock: Arc<dyn Clock>, config: &Config) -> Result<Gate, Error> {
    let register = Arc::new(AffiliateRegister::of(vault));
    Ok(Gate::new(db.clone(), clock, policy::current(), setups(config))?.with_register(register))
}

/// What the operator states about each recipient.
pub(crate) fn setups(config: &Config) -> Vec<RecipientSetup> {
    let mut setups = Vec::new();
    setups.extend(crate::sms::recipient(config));
    setups.extend(crate::one_tap::recipient(config));
    setups.extend(crate::mailing::recipients(config));
    if let VoiceSearch::Endpoint(endpoint) = &config.voice_search {
        setups.push(transcription_endpoint(endpoint));
    }
    setups.extend(crate::providers::recipients(config).into_iter().map(|(_, setup)| setup));
    setups
}

/// Who turns what listeners say into text.
pub(crate) fn transcriber(config: &Config, gate: &Gate) -> Transcriber {
    match &config.voice_search {
        VoiceSearch::Off => Transcriber::Off,
        VoiceSearch::Endpoint(endpoint) => Transcriber::Endpoint(Endpoint {
            gate: gate.clone(),
            provider: endpoint.provider.clone(),
            host: endpoint.host(),
        }),
    }
}

/// What the operator states about the transcription service, in the words of the policy.
pub(crate) fn transcription_endpoint(endpoint: &config::TranscriptionEndpoint) -> RecipientSetup {
    let key = endpoint.key.as_ref().map(config::Secret::expose);
    let request = transcription::request(&endpoint.url, &endpoint.model, key, endpoint.language.as_deref());
    agreed("transcription_endpoint", vec![endpoint.host()], &endpoint.agreement, request)
}

/// A recipient under this agreement.
pub(crate) fn agreed(
    id: &str,
    hosts: Vec<String>,
    agreement: &config::Agreement,
    way: impl Into<Way>,
) -> RecipientSetup {
    RecipientSetup {
        id: id.to_owned(),
        enabled: true,
        hosts,
        country: agreement.country.clone(),
        agreement: agreement.name.clone(),
        agreement_signed_at: Some(start_of(agreement.signed)),
        checked_at: Some(start_of(agreement.checked_at)),
        // The last day counts.
        expires_at: start_of(agreement.expires_at) + Millis::days(1),
        // The policy declares no recipient abroad.
        transfer: None,
        way: way.into(),
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

    fn day(text: &str) -> config::Date {
        text.parse().expect("a day")
    }

    fn agreement() -> config::Agreement {
        config::Agreement {
            country: "CN".to_owned(),
            name: "A-1".to_owned(),
            signed: day("2026-01-01"),
            checked_at: day("2026-01-02"),
            expires_at: day("2027-01-01"),
        }
    }

    async fn passes_until_its_last_day(setup: RecipientSetup) {
        let id = setup.id.clone();
        let db = testkit::databases(crate::MODULES, &[]).await.remove(0).db;
        let clock = ManualClock::at("2026-11-23T12:00:00Z".parse().expect("an instant"));
        let gate = Gate::new(db, Arc::new(clock.clone()), policy::current(), vec![setup]).expect("a gate");
        assert_eq!(gate.check(&id).err().map(|refusal| refusal.to_string()), None);
        clock.advance(Millis::days(41));
        assert!(gate.check(&id).is_err(), "after its last day nothing is sent");
    }

    #[tokio::test]
    async fn configured_providers_pass_the_gate() {
        let provider = config::SmsHttp {
            url: "https://SMS.example/send?to={phone}".to_owned(),
            method: "POST".to_owned(),
            body: r#"{"text":"{code}"}"#.to_owned(),
            headers: vec![("authorization".to_owned(), config::Secret::new("key"))],
            accepted: None,
            agreement: agreement(),
        };
        let setup = crate::sms::described(&provider);
        assert_eq!(setup.hosts, ["sms.example"]);
        passes_until_its_last_day(setup).await;
        let secret = || config::Secret::new("secret");
        let aliyun = config::SmsAliyun {
            access_key_id: "LTAI".to_owned(),
            access_key_secret: secret(),
            sign_name: "清音".to_owned(),
            template_code: "SMS_1".to_owned(),
            simulator: None,
            agreement: agreement(),
        };
        passes_until_its_last_day(crate::sms::aliyun(&aliyun)).await;
        let tencent = config::SmsTencent {
            secret_id: "AKID".to_owned(),
            secret_key: secret(),
            app_id: "1400006666".to_owned(),
            sign_name: "清音".to_owned(),
            template_id: "1".to_owned(),
            region: "ap-guangzhou".to_owned(),
            simulator: Some("http://127.0.0.1:4650".to_owned()),
            agreement: agreement(),
        };
        let setup = crate::sms::tencent(&tencent);
        assert_eq!(setup.hosts, ["127.0.0.1"]);
        passes_until_its_last_day(setup).await;
        let carrier = config::SmsCmpp {
            host: "Gateway.example".to_owned(),
            port: 7890,
            is_version_3: true,
            source_addr: "901234".to_owned(),
            secret: secret(),
            service_id: "QINGYIN".to_owned(),
            src_id: "10657012345".to_owned(),
            text: "{code}".to_owned(),
            window_max: 16,
            agreement: agreement(),
        };
        let setup = crate::sms::carrier(&carrier);
        assert_eq!(setup.hosts, ["gateway.example"]);
        passes_until_its_last_day(setup).await;
    }

    #[tokio::test]
    async fn a_configured_transcription_service_passes_the_gate() {
        let mut endpoint = config::TranscriptionEndpoint {
            url: "https://ASR.example:8443/v1".to_owned(),
            model: "m".to_owned(),
            key: Some(config::Secret::new("key")),
            language: Some("zh".to_owned()),
            provider: "某某语音".to_owned(),
            agreement: agreement(),
        };
        let setup = transcription_endpoint(&endpoint);
        assert_eq!(setup.hosts, ["asr.example"]);
        passes_until_its_last_day(setup).await;
        // On this very machine no network is crossed.
        endpoint.url = "http://[::1]:8000/v1".to_owned();
        passes_until_its_last_day(transcription_endpoint(&endpoint)).await;
    }
}
