//! Signing in by a name that the operator's reverse proxy vouches for.
//!
//! The name opens an account only after the account's owner has linked the two, signed in and behind the proxy:
//! so both sides are proved at one moment, and nobody else decides who is who. It is kept as a keyed digest.
//! A name that is not linked makes no account, because an account begins with a phone that was proved.

use std::fmt;

use axum::http::HeaderValue;
use ids::SubjectId;
use units::Timestamp;

use crate::accounts::Accounts;
use crate::device::Device;
use crate::error::Error;
use crate::limiter::ClientAddress;
use crate::model::State;
use crate::sign_in::{Acceptance, Opened};
use crate::store::proxy_names as store;

/// Bytes that a name may have.
pub const PROXY_NAME_BYTES_MAX: usize = 200;

/// A name that a trusted proxy vouches for.
///
/// The server puts it among the extensions of requests that came from such a proxy, and of no others.
#[derive(Clone, PartialEq, Eq)]
pub struct ProxyName(String);

impl fmt::Debug for ProxyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProxyName(hidden)")
    }
}

impl ProxyName {
    /// Reads the one name in the values of a header; letters of any language as UTF-8.
    ///
    /// Several values are none, because nobody can say which of them the proxy set; nor is what is empty,
    /// longer than [`PROXY_NAME_BYTES_MAX`], or holds what is no text.
    pub fn parse<'a>(values: impl IntoIterator<Item = &'a HeaderValue>) -> Option<Self> {
        let mut values = values.into_iter();
        let (Some(value), None) = (values.next(), values.next()) else { return None };
        let name = std::str::from_utf8(value.as_bytes()).ok()?.trim();
        let is_fine = !name.is_empty() && name.len() <= PROXY_NAME_BYTES_MAX && !name.chars().any(char::is_control);
        is_fine.then(|| Self(name.to_owned()))
    }
}

impl Accounts {
    /// Signs in whoever is linked with this name.
    ///
    /// # Errors
    /// [`Error::ProxyNameUnknown`] for a name that is not linked.
    pub(crate) async fn sign_in_by_proxy(
        &self,
        name: &ProxyName,
        acceptance: Option<Acceptance>,
        device: &Device,
        address: Option<ClientAddress>,
    ) -> Result<Opened, Error> {
        self.check_acceptance(acceptance.as_ref())?;
        self.admit_try(address)?;
        let index = self.0.proxy_name_index.of(&name.0);
        let found = store::by_name(&self.0.db.service(), &index).await?.ok_or(Error::ProxyNameUnknown)?;
        if found.state == State::Suspended {
            return Err(Error::Suspended);
        }
        self.open(found.subject, None, acceptance, device).await
    }

    /// Since when a name is linked with this account.
    pub(crate) async fn proxy_linked_at(&self, subject: SubjectId) -> Result<Option<Timestamp>, Error> {
        Ok(store::linked_at(&self.0.db.service(), subject).await?)
    }

    /// Links a name with this account, in the place of another one.
    ///
    /// # Errors
    /// [`Error::ProxyNameTaken`] when it is linked with another account.
    pub(crate) async fn link_proxy_name(&self, subject: SubjectId, name: &ProxyName) -> Result<Timestamp, Error> {
        let now = self.now();
        let index = self.0.proxy_name_index.of(&name.0);
        let mut tx = self.0.db.begin().await?;
        store::remove(&mut tx, subject).await?;
        if !store::add(&mut tx, subject, &index, now).await? {
            return Err(Error::ProxyNameTaken);
        }
        tx.commit().await?;
        Ok(now)
    }

    /// Forgets the name that is linked with this account.
    ///
    /// # Errors
    /// [`Error::NotFound`] when none is.
    pub(crate) async fn unlink_proxy_name(&self, subject: SubjectId) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if store::remove(&mut tx, subject).await? == 0 {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_read_and_nothing_else() {
        let parse = |values: &[&[u8]]| {
            let values: Vec<HeaderValue> =
                values.iter().map(|value| HeaderValue::from_bytes(value).expect("a header's value")).collect();
            ProxyName::parse(&values)
        };
        let name = |text: &str| Some(ProxyName(text.to_owned()));
        assert_eq!(parse(&[b" alice "]), name("alice"));
        assert_eq!(parse(&["林清".as_bytes()]), name("林清"));
        assert_eq!(parse(&["a".repeat(PROXY_NAME_BYTES_MAX).as_bytes()]), name(&"a".repeat(PROXY_NAME_BYTES_MAX)));
        let refused: [&[&[u8]]; 7] =
            [&[], &[b""], &[b"  "], &[b"alice", b"bob"], &[b"alice", b"alice"], &[b"\xff\xfe"], &[b"a\tb"]];
        for refused in refused {
            assert_eq!(parse(refused), None, "{refused:?}");
        }
        assert_eq!(parse(&["a".repeat(PROXY_NAME_BYTES_MAX + 1).as_bytes()]), None);
    }
}
