//! Keys and passwords with which other apps act for a member.
//!
//! Policy: items `api_key` and `app_password`, purpose `app_access`.
//!
//! The password of the account itself opens nothing here: an app keeps what it is given, often in plain text,
//! and what one app was given is taken back without touching the others.

use consent::Permit;
use http_api::Role;
use ids::{ApiKeyId, AppPasswordId, SubjectId};
use md5::{Digest as _, Md5};
use rand::{CryptoRng, RngExt as _};
use units::Timestamp;
use vault::Place;

use crate::accounts::Accounts;
use crate::error::Error;
use crate::limiter::ClientAddress;
use crate::model::TOUCH_EVERY;
use crate::store::app_access::{self, Found};
use crate::token::Token;

/// Keys and app passwords of one member at most, together.
pub const APP_ACCESSES_MAX: u64 = 50;
/// Characters of the name a member gives a key at most.
pub(crate) const NAME_CHARACTERS_MAX: usize = 60;

pub(crate) const PASSWORD_PLACE: Place = Place("app_passwords.password_sealed");

/// Letters that are not taken for one another when somebody types them: no 0, 1, i, l, o, u.
const LETTERS: &[u8; 30] = b"abcdefghjkmnpqrstvwxyz23456789";

/// What an app signed in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedInWith {
    /// An API key.
    ApiKey(ApiKeyId),
    /// An app password.
    AppPassword(AppPasswordId),
}

/// A member whom an app acts for.
#[derive(Clone, Debug)]
pub struct AppMember {
    /// The member.
    pub subject: SubjectId,
    /// The key or password that the app was given.
    pub signed_in_with: SignedInWith,
    /// What the member calls the app's key or password.
    pub app_name: String,
    /// The name under which the app signed in; it tells nothing about the member.
    pub user_name: String,
    /// What the member may do.
    pub roles: Vec<Role>,
    /// Whether a policy waits for the member's answer.
    pub review_needed: bool,
}

/// Why an app is not let in.
#[derive(Debug, thiserror::Error)]
pub enum AppRefusal {
    /// User name and password or token do not belong together.
    #[error("wrong user name or password")]
    Wrong,
    /// The key is none, or was revoked.
    #[error("no such key")]
    NoKey,
    /// The user name belongs to a key, and only the key itself opens.
    #[error("the user name belongs to an API key")]
    KeyOnly,
    /// There is no app password of this user name, so that a token cannot be checked.
    #[error("tokens are checked against app passwords only")]
    NoTokens,
    /// Too many failed tries from one address.
    #[error("too many failed tries")]
    TooMany,
    /// Something failed here.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<db::Error> for AppRefusal {
    fn from(error: db::Error) -> Self {
        Self::Failed(Error::Db(error))
    }
}

/// A new key or password with its secret, which is shown this once.
pub(crate) struct Made<Id> {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) user_name: String,
    pub(crate) secret: String,
    pub(crate) created_at: Timestamp,
}

impl Accounts {
    pub(crate) async fn make_api_key(&self, subject: SubjectId, name: String) -> Result<Made<ApiKeyId>, Error> {
        let (id, user_name, key) = {
            let mut rng = rand::rng();
            (ApiKeyId::random(&mut rng), user_name(&mut rng), Token::random(&mut rng))
        };
        let created_at = self.now();
        let mut tx = self.0.db.begin().await?;
        require_room(&mut tx, subject).await?;
        app_access::add_key(&mut tx, id, subject, (&name, &user_name), &key.hash(), created_at).await?;
        tx.commit().await?;
        Ok(Made { id, name, user_name, secret: key.expose().to_owned(), created_at })
    }

    pub(crate) async fn make_app_password(
        &self,
        subject: SubjectId,
        name: String,
    ) -> Result<Made<AppPasswordId>, Error> {
        let (id, user_name, secret) = {
            let mut rng = rand::rng();
            (AppPasswordId::random(&mut rng), user_name(&mut rng), password(&mut rng))
        };
        let created_at = self.now();
        let sealed = self.0.vault.seal(subject, PASSWORD_PLACE, secret.as_bytes()).await?;
        let mut tx = self.0.db.begin().await?;
        require_room(&mut tx, subject).await?;
        app_access::add_password(&mut tx, id, subject, (&name, &user_name), &sealed, created_at).await?;
        tx.commit().await?;
        Ok(Made { id, name, user_name, secret, created_at })
    }

    /// The member behind an API key. A key that was revoked is none from the next request on.
    ///
    /// # Errors
    /// [`AppRefusal::NoKey`], [`AppRefusal::TooMany`] after failed tries from this address, and failures of the database.
    pub async fn member_by_api_key(&self, key: &str, address: Option<ClientAddress>) -> Result<AppMember, AppRefusal> {
        self.require_tries_left(address)?;
        let reader = self.0.db.service();
        let found = match Token::shown(key) {
            Some(token) => app_access::by_key(&reader, &token.hash(), &self.0.policy.version).await?,
            None => None,
        };
        let Some((found, id)) = found else {
            self.count_failure(address);
            return Err(AppRefusal::NoKey);
        };
        if self.is_use_to_note(&found)
            && let Err(error) = app_access::touch_key(&self.0.db, id, self.now()).await
        {
            tracing::warn!(error = &error as &dyn std::error::Error, "the last use of a key was not recorded");
        }
        self.let_in(found, SignedInWith::ApiKey(id)).await
    }

    /// The member behind an app password, given as it is.
    ///
    /// # Errors
    /// [`AppRefusal::Wrong`], [`AppRefusal::KeyOnly`], [`AppRefusal::TooMany`], and failures of the database and the vault.
    pub async fn member_by_app_password(
        &self,
        user_name: &str,
        password: &str,
        address: Option<ClientAddress>,
    ) -> Result<AppMember, AppRefusal> {
        let check = |known: &str| is_same(known.as_bytes(), password.as_bytes());
        self.member_by_user_name(user_name, check, AppRefusal::Wrong, AppRefusal::KeyOnly, address).await
    }

    /// The member behind an app password, of which `token` is the MD5 digest in hexadecimal with `salt` behind it.
    ///
    /// # Errors
    /// [`AppRefusal::Wrong`], [`AppRefusal::NoTokens`] for a user name that has no app password,
    /// [`AppRefusal::TooMany`], and failures of the database and the vault.
    pub async fn member_by_token(
        &self,
        user_name: &str,
        token: &str,
        salt: &str,
        address: Option<ClientAddress>,
    ) -> Result<AppMember, AppRefusal> {
        let check = |known: &str| {
            let digest = hex::encode(Md5::new().chain_update(known).chain_update(salt).finalize());
            is_same(digest.as_bytes(), token.to_ascii_lowercase().as_bytes())
        };
        self.member_by_user_name(user_name, check, AppRefusal::NoTokens, AppRefusal::NoTokens, address).await
    }

    async fn member_by_user_name(
        &self,
        user_name: &str,
        check: impl Fn(&str) -> bool,
        unknown: AppRefusal,
        key_only: AppRefusal,
        address: Option<ClientAddress>,
    ) -> Result<AppMember, AppRefusal> {
        self.require_tries_left(address)?;
        let reader = self.0.db.service();
        let Some((found, id, sealed)) = app_access::by_user_name(&reader, user_name, &self.0.policy.version).await?
        else {
            self.count_failure(address);
            return Err(if app_access::is_of_key(&reader, user_name).await? { key_only } else { unknown });
        };
        let permit = Permit::<policy::AppAccess>::of_service(found.subject);
        let known = self.0.vault.open(&permit, PASSWORD_PLACE, &sealed).await.map_err(Error::Vault)?;
        if !std::str::from_utf8(&known).is_ok_and(check) {
            self.count_failure(address);
            return Err(AppRefusal::Wrong);
        }
        if self.is_use_to_note(&found)
            && let Err(error) = app_access::touch_password(&self.0.db, id, self.now()).await
        {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the last use of an app password was not recorded"
            );
        }
        self.let_in(found, SignedInWith::AppPassword(id)).await
    }

    /// Other apps are for those whose guardian agreed, where one has to; music is open to guests in the web app.
    async fn let_in(&self, found: Found, with: SignedInWith) -> Result<AppMember, AppRefusal> {
        if self.0.consents.lacks_guardian(found.subject).await? {
            return Err(Error::Consent(consent::MinorRefusal::GuardianNeeded.into()).into());
        }
        Ok(member(found, with))
    }

    fn is_use_to_note(&self, found: &Found) -> bool {
        found.last_used_at.is_none_or(|last| self.now().since(last) >= TOUCH_EVERY)
    }

    /// Failures alone count: an app that is let in asks a hundred times a minute.
    fn require_tries_left(&self, address: Option<ClientAddress>) -> Result<(), AppRefusal> {
        let is_full = address.is_some_and(|address| self.0.failed_apps_of_address.is_full(&address.key(), self.now()));
        if is_full { Err(AppRefusal::TooMany) } else { Ok(()) }
    }

    fn count_failure(&self, address: Option<ClientAddress>) {
        if let Some(address) = address {
            // A full window stays full; `require_tries_left` answers for it.
            let _ = self.0.failed_apps_of_address.admit(&address.key(), self.now());
        }
    }
}

fn member(found: Found, signed_in_with: SignedInWith) -> AppMember {
    AppMember {
        subject: found.subject,
        signed_in_with,
        app_name: found.name,
        user_name: found.user_name,
        roles: found.roles,
        review_needed: !found.accepted,
    }
}

async fn require_room(tx: &mut db::Tx, subject: SubjectId) -> Result<(), Error> {
    let count = app_access::count(tx, subject).await?;
    if count < APP_ACCESSES_MAX { Ok(()) } else { Err(Error::TooManyApps) }
}

fn letters(rng: &mut impl CryptoRng, count: usize) -> String {
    (0..count).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
}

/// A name to sign an app in with; random, so that it tells nothing about its owner.
fn user_name(rng: &mut impl CryptoRng) -> String {
    format!("app-{}", letters(rng, 8))
}

/// A password of 117 random bits in groups that can be typed on a television.
fn password(rng: &mut impl CryptoRng) -> String {
    (0..4).map(|_| letters(rng, 6)).collect::<Vec<_>>().join("-")
}

/// Compares in a time that does not depend on where two values differ.
fn is_same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_have_the_form_they_are_shown_in() {
        let mut rng = rand::rng();
        assert_eq!(password(&mut rng).len(), 27);
        assert_ne!(password(&mut rng), password(&mut rng));
        assert!(user_name(&mut rng).starts_with("app-"));
        assert!(is_same(b"abc", b"abc") && !is_same(b"abc", b"abd") && !is_same(b"abc", b"ab"));
    }
}
