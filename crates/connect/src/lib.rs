//! Signing in with an account elsewhere: whom the listener sends their browser to, and what comes back.
//!
//! Policy: recipients `wechat`, `qq`, `weibo` and `oidc_provider`, purpose `linked_sign_in`. Nothing is kept here.
//! Apple receives nothing: it signs, and its public keys are read.
//!
//! A provider is asked for two things alone, the number by which it knows somebody and a nickname;
//! whatever else it answers is dropped as it is read, and access tokens are forgotten when the answer is there.
//! What it receives is what it has just given out itself, through the gate, and stands in the ledger before.
//!
//! Invariants
//! - An answer has room for a number and a nickname, and for nothing else: `tests/vendors.rs`.
//! - A token that is not signed, is somebody else's, or is no longer valid opens nothing: `tests/oidc.rs`,
//!   `tests/apple.rs`.
//! - Somebody who cannot sign for a provider withdraws nothing: `tests/events.rs`.

mod answer;
mod apple;
mod error;
mod events;
mod health;
mod identity;
mod oidc;
mod qq;
mod requests;
mod secret;
mod token;
mod wechat;
mod weibo;

use std::sync::{Arc, PoisonError, RwLock};

use policy::Recipient;
use serde::{Deserialize, Serialize};
use sharing::Gate;
use units::Clock;

pub use apple::AppleApp;
pub use error::{Error, codes};
pub use events::{Event, EventKind, EventRequest, Heard, MESSAGE_BYTES_MAX, WechatEvents, WeiboEvents};
pub use health::Health;
pub use identity::{Identity, Nickname};
pub use oidc::{OidcApp, issuer_host};
pub use qq::QqApp;
pub use requests::{Attempt, Places, reaching};
pub use secret::Secret;
pub use wechat::WechatApp;
pub use weibo::WeiboApp;

/// Who vouches for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// WeChat 微信.
    Wechat,
    /// QQ.
    Qq,
    /// Weibo 微博.
    Weibo,
    /// Sign in with Apple.
    Apple,
    /// The operator's own provider, by OpenID Connect.
    Oidc,
}

impl Provider {
    /// Every provider, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Wechat, Self::Qq, Self::Weibo, Self::Apple, Self::Oidc];

    /// The identifier in addresses and in the database.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::Qq => "qq",
            Self::Weibo => "weibo",
            Self::Apple => "apple",
            Self::Oidc => "oidc",
        }
    }

    /// The provider of this identifier.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.id() == id)
    }

    /// The recipient that the policy declares for it; none for one that is told nothing.
    #[must_use]
    pub fn recipient(self) -> Option<&'static str> {
        match self {
            Self::Wechat => Some(policy::Wechat::ID),
            Self::Qq => Some(policy::Qq::ID),
            Self::Weibo => Some(policy::Weibo::ID),
            Self::Apple => None,
            Self::Oidc => Some(policy::OidcProvider::ID),
        }
    }

    /// Whether the browser comes back with a posted form, to which no other site's cookies are added.
    #[must_use]
    pub fn comes_back_by_form(self) -> bool {
        self == Self::Apple
    }
}

/// The providers that the operator set up.
#[derive(Clone, Debug, Default)]
pub struct Apps {
    /// WeChat.
    pub wechat: Option<WechatApp>,
    /// QQ.
    pub qq: Option<QqApp>,
    /// Weibo.
    pub weibo: Option<WeiboApp>,
    /// Apple.
    pub apple: Option<AppleApp>,
    /// The operator's own provider.
    pub oidc: Option<OidcApp>,
}

/// What [`Connectors`] are built from.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The way out.
    pub gate: Gate,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where the providers are.
    pub places: Places,
    /// Who is set up.
    pub apps: Apps,
}

/// The ways to sign in with an account elsewhere; clones share them.
#[derive(Clone, Debug)]
pub struct Connectors(pub(crate) Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) gate: Gate,
    pub(crate) clock: Arc<dyn Clock>,
    setup: RwLock<Arc<SetUp>>,
    pub(crate) oidc: oidc::Known,
    pub(crate) apple: apple::Keys,
    pub(crate) health: health::HealthBook,
}

/// What the operator set up, as it is at one time.
#[derive(Debug)]
pub(crate) struct SetUp {
    pub(crate) places: Places,
    pub(crate) apps: Apps,
}

/// A provider that can be used now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub provider: Provider,
    /// The host that the browser goes to.
    pub host: String,
    /// Whether it is only a simulation on this machine.
    pub is_simulated: bool,
}

impl Connectors {
    /// The providers of these.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts { gate, clock, places, apps } = parts;
        Self(Arc::new(Inner {
            gate,
            clock,
            setup: RwLock::new(Arc::new(SetUp { places, apps })),
            oidc: oidc::Known::default(),
            apple: apple::Keys::default(),
            health: health::HealthBook::default(),
        }))
    }

    /// Lets these take the place of the providers set up so far; how each has been doing is remembered.
    ///
    /// Who is at a provider's page just now finds it closed, or set up anew, when they come back.
    pub fn replace(&self, places: Places, apps: Apps) {
        *self.0.setup.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(SetUp { places, apps });
    }

    /// What is set up now; whoever works with it holds on to it, so that half of one is never used with half of another.
    pub(crate) fn setup(&self) -> Arc<SetUp> {
        Arc::clone(&self.0.setup.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The providers that can be used now: set up, and with a living agreement.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        Provider::ALL.into_iter().filter(|provider| self.is_open(*provider)).filter_map(|it| self.offer(it)).collect()
    }

    /// Whether a provider can be used now.
    #[must_use]
    pub fn is_open(&self, provider: Provider) -> bool {
        self.is_set_up(provider) && provider.recipient().is_none_or(|recipient| self.0.gate.check(recipient).is_ok())
    }

    /// Whether the operator has set a provider up, whatever its agreement says.
    #[must_use]
    pub fn is_set_up(&self, provider: Provider) -> bool {
        let setup = self.setup();
        let apps = &setup.apps;
        match provider {
            Provider::Wechat => apps.wechat.is_some(),
            Provider::Qq => apps.qq.is_some(),
            Provider::Weibo => apps.weibo.is_some(),
            Provider::Apple => apps.apple.is_some(),
            Provider::Oidc => apps.oidc.is_some(),
        }
    }

    fn offer(&self, provider: Provider) -> Option<Offer> {
        let setup = self.setup();
        let host = match provider {
            Provider::Wechat => wechat::PAGE_HOST.to_owned(),
            Provider::Qq => qq::HOST.to_owned(),
            Provider::Weibo => weibo::HOST.to_owned(),
            Provider::Apple => apple::HOST.to_owned(),
            Provider::Oidc => issuer_host(&setup.apps.oidc.as_ref()?.issuer),
        };
        Some(Offer { provider, host, is_simulated: setup.places.is_simulated(provider) })
    }

    /// What the operator calls their own provider.
    #[must_use]
    pub fn oidc_name(&self) -> Option<String> {
        self.setup().apps.oidc.as_ref().map(|app| app.name.clone())
    }

    /// The address that the browser goes to, from which it comes back to `callback`.
    ///
    /// # Errors
    /// [`Error::Off`] for a provider that cannot be used now, and those of OpenID Connect's discovery.
    pub async fn address(&self, provider: Provider, attempt: &Attempt, callback: &str) -> Result<String, Error> {
        if !self.is_open(provider) {
            return Err(Error::Off(provider));
        }
        let setup = self.setup();
        let places = &setup.places;
        match (provider, &setup.apps) {
            (Provider::Wechat, Apps { wechat: Some(app), .. }) => Ok(app.address(places, attempt, callback)),
            (Provider::Qq, Apps { qq: Some(app), .. }) => Ok(app.address(places, attempt, callback)),
            (Provider::Weibo, Apps { weibo: Some(app), .. }) => Ok(app.address(places, attempt, callback)),
            (Provider::Apple, Apps { apple: Some(app), .. }) => Ok(app.address(places, attempt, callback)),
            (Provider::Oidc, Apps { oidc: Some(app), .. }) => self.oidc_address(app, attempt, callback).await,
            _ => Err(Error::Off(provider)),
        }
    }

    /// Who came back, by what they brought from there: a code, after asking the provider, or a token that it has
    /// signed, without. `entered_as` is the ledger's word for them until there is an account.
    ///
    /// # Errors
    /// [`Error::Declined`] when they did not agree over there, [`Error::Gate`] when the provider did not confirm it,
    /// and [`Error::Nonsense`] for an answer that is none.
    pub async fn identify(
        &self,
        provider: Provider,
        proof: Option<&str>,
        attempt: &Attempt,
        callback: &str,
        entered_as: &str,
    ) -> Result<Identity, Error> {
        let Some(code) = proof.filter(|proof| requests::is_code(proof)) else {
            return Err(Error::Declined(provider));
        };
        let asked = requests::Asked { code, attempt, callback, entered_as };
        let setup = self.setup();
        let places = &setup.places;
        let result = match (provider, &setup.apps) {
            (Provider::Wechat, Apps { wechat: Some(app), .. }) => self.wechat(app, places, asked).await,
            (Provider::Qq, Apps { qq: Some(app), .. }) => self.qq(app, places, asked).await,
            (Provider::Weibo, Apps { weibo: Some(app), .. }) => self.weibo(app, places, asked).await,
            (Provider::Apple, Apps { apple: Some(app), .. }) => self.apple(app, places, code, attempt).await,
            (Provider::Oidc, Apps { oidc: Some(app), .. }) => self.oidc(app, asked).await,
            _ => Err(Error::Off(provider)),
        };
        self.0.health.note(provider, &result, self.0.clock.now());
        result
    }
}
