//! How providers have been doing, for the operator's page: counts and times, and nothing about anyone.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use policy::{OidcProvider, Qq, Wechat, Weibo};
use sharing::Refusal;
use units::{Millis, Timestamp};

use crate::error::Error;
use crate::requests::get;
use crate::{Connectors, Provider, QqApp, WechatApp, WeiboApp};

/// How a provider has been doing since the service started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// How often it did what was asked: said who somebody is, or took a message on.
    pub confirmed: u64,
    /// When it last did.
    pub confirmed_at: Option<Timestamp>,
    /// How often it did not, without anybody else's doing.
    pub failed: u64,
    /// When it did not, and why: the latest first, a few of them.
    pub failures: VecDeque<(Timestamp, String)>,
}

/// Failures that are remembered of each.
const FAILURES_MAX: usize = 5;

impl Health {
    /// Notes that it was done.
    pub fn note_success(&mut self, now: Timestamp) {
        self.confirmed += 1;
        self.confirmed_at = Some(now);
    }

    /// Notes that it was not done, and why, in a sentence with nothing about anyone.
    pub fn note_failure(&mut self, why: String, now: Timestamp) {
        self.failed += 1;
        self.failures.truncate(FAILURES_MAX - 1);
        self.failures.push_front((now, why));
    }
}

#[derive(Debug, Default)]
pub(crate) struct HealthBook(Mutex<BTreeMap<Provider, Health>>);

impl HealthBook {
    pub(crate) fn note<T>(&self, provider: Provider, result: &Result<T, Error>, now: Timestamp) {
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let health = book.entry(provider).or_default();
        match result {
            Ok(_) => health.note_success(now),
            // That somebody changed their mind says nothing about the provider.
            Err(Error::Declined(_)) => {}
            Err(error) => health.note_failure(error.told(), now),
        }
    }
}

impl Connectors {
    /// How a provider has been doing since the service started.
    #[must_use]
    pub fn health(&self, provider: Provider) -> Health {
        let book = self.0.health.0.lock().unwrap_or_else(PoisonError::into_inner);
        book.get(&provider).cloned().unwrap_or_default()
    }

    /// Why a provider is closed now; nothing while it is open.
    #[must_use]
    pub fn closed_because(&self, provider: Provider) -> Option<Refusal> {
        self.0.gate.check(provider.recipient()?).err()
    }

    /// Asks a provider whether it is there, with a request that says nothing about anyone.
    ///
    /// # Errors
    /// As when somebody signs in; an answer of any kind shows that it is there.
    pub async fn check(&self, provider: Provider) -> Result<(), Error> {
        let setup = self.setup();
        let (gate, places, apps) = (&self.0.gate, &setup.places, &setup.apps);
        if provider == Provider::Apple {
            let app = apps.apple.as_ref().ok_or(Error::Off(provider))?;
            let result = self.apple_keys(app, places, Millis(0)).await.map(drop);
            self.note_failure(provider, &result);
            return result;
        }
        let looked = match (provider, &apps.oidc) {
            (Provider::Wechat, _) => gate.look::<Wechat>(&get(WechatApp::probe(places))).await,
            (Provider::Qq, _) => gate.look::<Qq>(&get(QqApp::probe(places))).await,
            (Provider::Weibo, _) => gate.look::<Weibo>(&get(WeiboApp::probe(places))).await,
            (Provider::Oidc, Some(app)) => gate.look::<OidcProvider>(&get(app.discovery_address())).await,
            (Provider::Apple | Provider::Oidc, _) => return Err(Error::Off(provider)),
        };
        let result = match looked {
            Err(sharing::Error::Failed { detail, .. })
                if provider != Provider::Oidc && detail.starts_with("it answered 4") =>
            {
                Ok(())
            }
            Err(error) => Err(Error::from(error)),
            Ok(_) => Ok(()),
        };
        self.note_failure(provider, &result);
        result
    }

    fn note_failure(&self, provider: Provider, result: &Result<(), Error>) {
        if result.is_err() {
            self.0.health.note(provider, result, self.0.clock.now());
        }
    }
}
