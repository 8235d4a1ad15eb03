//! Signing in with an account elsewhere.
//!
//! Policy: item `linked_identity`, purpose `linked_sign_in`.
//!
//! Between going there and coming back, and until a link is decided, nothing is kept but in the browser itself:
//! two cookies hold it, sealed with a key of the service, so that no other browser and nobody's script can make one.
//! A provider's word makes no account, because an account begins with a phone that was proved.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use connect::{Attempt, Event, EventKind, EventRequest, Identity, Nickname, Provider};
use consent::Permit;
use http_api::SignedIn;
use ids::{LinkedIdentityId, SessionId, SubjectId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use units::{Millis, Timestamp};
use vault::Place;

use crate::accounts::Accounts;
use crate::device::Device;
use crate::error::Error;
use crate::limiter::ClientAddress;
use crate::model::State;
use crate::sign_in::Opened;
use crate::store;
use crate::store::identities::{Indexes, Linked, NewLink};

/// Going there and coming back may take this long.
pub(crate) const ATTEMPT_LIVES: Millis = Millis::minutes(10);
/// A link has to be decided in this time.
pub(crate) const IDENTITY_LIVES: Millis = Millis::minutes(15);
/// Where a nickname is sealed.
const NICKNAME_PLACE: Place = Place("linked_identities.nickname_sealed");

/// What a browser keeps while it is at a provider's page.
#[derive(Serialize, Deserialize)]
pub(crate) struct Under {
    provider: Provider,
    attempt: Attempt,
    /// Where the page goes on, a path of this service.
    pub(crate) return_to: String,
    /// Who links, on which device; nobody when somebody signs in.
    member: Option<(SubjectId, SessionId)>,
    expires_at: Timestamp,
}

impl Under {
    /// Whether a member is linking an account, rather than signing in.
    pub(crate) fn is_linking(&self) -> bool {
        self.member.is_some()
    }
}

/// Who came back and is not linked yet, as their own browser keeps it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Waiting {
    pub(crate) provider: Provider,
    union_id: Option<String>,
    open_id: String,
    nickname: Option<String>,
    entered_as: String,
    pub(crate) return_to: String,
    pub(crate) expires_at: Timestamp,
}

impl Waiting {
    pub(crate) fn nickname(&self) -> Option<&str> {
        self.nickname.as_deref()
    }
}

/// Coming back from a provider's page.
#[derive(Clone, Copy)]
pub(crate) struct Back<'a> {
    pub(crate) provider: Provider,
    /// The attempt of this browser.
    pub(crate) under: &'a Under,
    /// The state that the provider sent back.
    pub(crate) state: &'a str,
    /// The code or the signed token that it sent; none from somebody who did not agree.
    pub(crate) proof: Option<&'a str>,
}

/// What became of coming back.
pub(crate) enum CameTo {
    /// The account that is linked is open.
    Opened(Opened),
    /// Nobody has linked it: the browser keeps this until its owner has decided.
    Waits(String),
    /// A member has linked it.
    Linked,
}

/// What a link looks like to its owner.
pub(crate) struct Link {
    pub(crate) provider: Provider,
    pub(crate) nickname: Option<String>,
    pub(crate) linked_at: Timestamp,
    pub(crate) last_used_at: Option<Timestamp>,
}

impl Accounts {
    /// Where the browser goes, and what it keeps meanwhile.
    pub(crate) async fn go_elsewhere(
        &self,
        provider: Provider,
        return_to: String,
        member: Option<&SignedIn>,
        is_in_app: bool,
        address: Option<ClientAddress>,
    ) -> Result<(String, String), Error> {
        let inner = &self.0;
        let now = self.now();
        self.admit(&inner.challenges_of_address, address)?;
        if let Some(member) = member
            && store::identities::has(&inner.db.service(), member.subject, provider.id()).await?
        {
            return Err(Error::IdentitySecond);
        }
        let attempt = Attempt::random(&mut rand::rng(), is_in_app);
        let callback = self.callback(provider).ok_or(connect::Error::Off(provider))?;
        let address = inner.connectors.address(provider, &attempt, &callback).await?;
        let under = Under {
            provider,
            attempt,
            return_to,
            member: member.map(|member| (member.subject, member.session)),
            expires_at: now + ATTEMPT_LIVES,
        };
        Ok((address, self.seal_for_browser("attempt", &under)))
    }

    /// The attempt that a browser's cookie holds, whatever became of it.
    pub(crate) fn under(&self, cookie: Option<&str>) -> Option<Under> {
        self.open_of_browser("attempt", cookie?)
    }

    /// Finds out who came back, and opens their account, links it, or lets it wait.
    pub(crate) async fn come_back(
        &self,
        back: Back<'_>,
        member: Option<&SignedIn>,
        device: &Device,
        address: Option<ClientAddress>,
    ) -> Result<CameTo, Error> {
        self.admit_try(address)?;
        let Back { provider, under, state, proof } = back;
        let inner = &self.0;
        let now = self.now();
        let is_same = under.provider == provider && is_equal(&under.attempt.state, state);
        // Whoever links has to be the same member on the same device still.
        let is_theirs = under.member.is_none_or(|who| member.map(|now| (now.subject, now.session)) == Some(who));
        if !is_same || !is_theirs || under.expires_at <= now {
            return Err(Error::AttemptExpired);
        }
        let callback = self.callback(provider).ok_or(connect::Error::Off(provider))?;
        let entered_as = inner.identity_index.of(&format!("attempt {state}"));
        let identity = inner.connectors.identify(provider, proof, &under.attempt, &callback, &entered_as).await?;
        if let Some(member) = member.filter(|_| under.is_linking()) {
            self.link(member.subject, &identity, &entered_as).await?;
            return Ok(CameTo::Linked);
        }
        let found = store::identities::by_index(&inner.db.service(), &self.indexes(&identity)).await?;
        let Some(Linked { id, found, .. }) = found else {
            let waiting = Waiting {
                provider,
                union_id: identity.union_id,
                open_id: identity.open_id,
                nickname: identity.nickname.map(|nickname| nickname.expose().to_owned()),
                entered_as,
                return_to: under.return_to.clone(),
                expires_at: now + IDENTITY_LIVES,
            };
            return Ok(CameTo::Waits(self.seal_for_browser("identity", &waiting)));
        };
        if found.state == State::Suspended {
            return Err(Error::Suspended);
        }
        let device = Device { provider: Some(provider.id()), ..device.clone() };
        let mut tx = inner.db.begin().await?;
        // A withdrawal that came in between goes before: what is not there any more opens nothing.
        if !store::identities::touch(&mut tx, id, now).await? {
            return Err(Error::AttemptExpired);
        }
        sharing::adopt(&mut tx, &entered_as, found.subject).await?;
        let opened = self.open_in(&mut tx, found.subject, None, &device).await?;
        tx.commit().await?;
        Ok(CameTo::Opened(opened))
    }

    /// What waits in a browser to be linked.
    ///
    /// # Errors
    /// [`Error::AttemptExpired`] when there is nothing, or it waited too long.
    pub(crate) fn waiting(&self, cookie: Option<&str>) -> Result<Waiting, Error> {
        let waiting: Option<Waiting> = cookie.and_then(|cookie| self.open_of_browser("identity", cookie));
        waiting.filter(|waiting| waiting.expires_at > self.now()).ok_or(Error::AttemptExpired)
    }

    /// Links what waits with a member's account.
    pub(crate) async fn link_waiting(&self, subject: SubjectId, waiting: &Waiting) -> Result<(), Error> {
        let identity = Identity {
            provider: waiting.provider,
            union_id: waiting.union_id.clone(),
            open_id: waiting.open_id.clone(),
            nickname: waiting.nickname.as_deref().and_then(Nickname::of),
        };
        self.link(subject, &identity, &waiting.entered_as).await
    }

    async fn link(&self, subject: SubjectId, identity: &Identity, entered_as: &str) -> Result<(), Error> {
        let inner = &self.0;
        let indexes = self.indexes(identity);
        let reader = inner.db.service();
        match store::identities::by_index(&reader, &indexes).await? {
            Some(linked) if linked.found.subject == subject => return Ok(()),
            Some(_) => return Err(Error::IdentityTaken),
            None => {}
        }
        let nickname = match &identity.nickname {
            Some(nickname) => Some(inner.vault.seal(subject, NICKNAME_PLACE, nickname.expose().as_bytes()).await?),
            None => None,
        };
        let mut tx = inner.db.begin().await?;
        let link = NewLink {
            id: LinkedIdentityId::random(&mut rand::rng()),
            subject,
            provider: identity.provider.id(),
            indexes: &indexes,
            nickname: nickname.as_ref(),
            policy_version: &inner.policy.version,
            now: self.now(),
        };
        store::identities::add(&mut tx, &link).await.map_err(refused)?;
        sharing::adopt(&mut tx, entered_as, subject).await?;
        Ok(tx.commit().await?)
    }

    /// The accounts elsewhere that a member has linked.
    pub(crate) async fn links(&self, subject: SubjectId) -> Result<Vec<Link>, Error> {
        let mut links = Vec::new();
        let permit = Permit::<policy::LinkedSignIn>::of_service(subject);
        for shown in store::identities::identities_of(&self.0.db.service(), subject).await? {
            let Some(provider) = Provider::of(&shown.provider) else { continue };
            let nickname = match &shown.nickname {
                Some(sealed) => String::from_utf8(self.0.vault.open(&permit, NICKNAME_PLACE, sealed).await?).ok(),
                None => None,
            };
            let store::identities::Shown { linked_at, last_used_at, .. } = shown;
            links.push(Link { provider, nickname, linked_at, last_used_at });
        }
        Ok(links)
    }

    /// Forgets an account elsewhere. Devices that came in by it stay signed in: their owner is at this one.
    pub(crate) async fn unlink(&self, subject: SubjectId, provider: Provider) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if store::identities::remove(&mut tx, subject, provider.id()).await? == 0 {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Does what a provider's message asks for, and tells what it waits for as an answer.
    pub(crate) async fn hear_provider(
        &self,
        provider: Provider,
        secret: &str,
        request: &EventRequest,
        address: Option<ClientAddress>,
    ) -> Result<String, Error> {
        let heard = match self.0.connectors.hear(provider, secret, request).await {
            Ok(heard) => heard,
            Err(error) => {
                // Whoever guesses is slowed down; a provider that signs never is.
                self.admit_try(address)?;
                return Err(error.into());
            }
        };
        if let Some(event) = heard.event {
            self.heed(&event).await?;
        }
        Ok(heard.answer)
    }

    /// Twice the same is once: what is gone cannot go again.
    async fn heed(&self, event: &Event) -> Result<(), Error> {
        let identity =
            Identity { provider: event.provider, union_id: None, open_id: event.open_id.clone(), nickname: None };
        let found = store::identities::by_index(&self.0.db.service(), &self.indexes(&identity)).await?;
        let Some(Linked { id, linked_at, found }) = found else { return Ok(()) };
        // What was taken back before is not the link of today, however late it is told.
        if event.at.is_some_and(|at| at < linked_at) {
            return Ok(());
        }
        let mut tx = self.0.db.begin().await?;
        let provider = event.provider.id();
        match event.kind {
            EventKind::Changed => drop(store::identities::forget_nickname(&mut tx, id).await?),
            EventKind::SignedOut => drop(store::sessions::remove_through(&mut tx, found.subject, provider).await?),
            EventKind::Revoked => {
                store::identities::remove(&mut tx, found.subject, provider).await?;
                store::sessions::remove_through(&mut tx, found.subject, provider).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// Where a provider sends the browser back to.
    pub(crate) fn callback(&self, provider: Provider) -> Option<String> {
        let base = self.0.public_url.as_deref()?;
        Some(format!("{base}/api/v1/sign_in/providers/{}/callback", provider.id()))
    }

    fn indexes(&self, identity: &Identity) -> Indexes {
        let of = |number: &str| self.0.identity_index.of(&format!("{} {number}", identity.provider.id()));
        match &identity.union_id {
            Some(union_id) => Indexes { identity: of(union_id), open: Some(of(&identity.open_id)) },
            None => Indexes { identity: of(&identity.open_id), open: None },
        }
    }

    /// A value for a cookie that nobody else can make or change.
    fn seal_for_browser(&self, kind: &str, value: &impl Serialize) -> String {
        // Structs of texts and numbers always have a form in JSON.
        let text = serde_json::to_vec(value).map(|json| URL_SAFE_NO_PAD.encode(json)).unwrap_or_default();
        let seal = self.0.identity_index.of(&format!("{kind} cookie {text}"));
        format!("{text}.{seal}")
    }

    fn open_of_browser<T: DeserializeOwned>(&self, kind: &str, cookie: &str) -> Option<T> {
        let (text, seal) = cookie.split_once('.')?;
        if !is_equal(&self.0.identity_index.of(&format!("{kind} cookie {text}")), seal) {
            return None;
        }
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
    }
}

/// What a rule of the table means to whoever wants to link.
fn refused(error: db::Error) -> Error {
    match &error {
        db::Error::Constraint { kind: db::Constraint::ForeignKey, .. } => Error::NotAccepted,
        db::Error::Constraint { kind: db::Constraint::Unique, detail, .. } if detail.contains("provider") => {
            Error::IdentitySecond
        }
        db::Error::Constraint { kind: db::Constraint::Unique, .. } => Error::IdentityTaken,
        _ => Error::Db(error),
    }
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn is_equal(a: &str, b: &str) -> bool {
    verify_slices_are_equal(a.as_bytes(), b.as_bytes()).is_ok()
}
