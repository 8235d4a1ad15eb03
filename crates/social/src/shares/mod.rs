//! Shares: songs, albums and playlists for whoever is handed a link, until it expires or is revoked.

mod contents;
pub(crate) mod routes;
mod store;

use accounts::Limiter;
use consent::Permit;
use http_api::{Signals, Text};
use ids::{AlbumId, PlaylistId, ShareId, SubjectId, TrackId};
use library::Target;
use units::{Millis, Timestamp};
use vault::{LinkToken, Place};

use crate::Social;
use crate::error::Error;

pub use contents::Part;

/// Shares of one member at a time.
pub const SHARES_MAX: u64 = 200;
/// Items of one share.
pub const ITEMS_MAX: usize = 500;
/// Characters of what a share says about itself.
pub const DESCRIPTION_CHARACTERS_MAX: usize = 500;
/// Characters of a share's password: it may be said on the telephone, and too many tries are refused.
pub const PASSWORD_CHARACTERS: std::ops::RangeInclusive<usize> = 4..=128;
/// How long a share lives when nothing else is said.
pub const USUAL_TERM: Millis = Millis::days(30);
/// How long a share lives at most.
pub const TERM_MAX: Millis = Millis::days(365);

const SECRET_PLACE: Place = Place("shares.secret_sealed");

/// Wrong passwords of one share within ten minutes.
pub(crate) fn wrong_passwords() -> Limiter {
    Limiter::new(20, Millis::minutes(10))
}

/// One thing that is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shared {
    /// A song.
    Track(TrackId),
    /// An album.
    Album(AlbumId),
    /// A playlist of the member's own, or one that stands on the square.
    Playlist(PlaylistId),
}

impl Shared {
    /// What an id names; nothing for what cannot be shared.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        match Target::parse(id)? {
            Target::Track(id) => Some(Self::Track(id)),
            Target::Album(id) => Some(Self::Album(id)),
            Target::Playlist(id) => Some(Self::Playlist(id)),
            Target::Artist(_) => None,
        }
    }
}

impl std::fmt::Display for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Track(id) => id.fmt(f),
            Self::Album(id) => id.fmt(f),
            Self::Playlist(id) => id.fmt(f),
        }
    }
}

/// A share as its owner sees it.
#[derive(Clone, Debug)]
pub struct Share {
    /// The share.
    pub id: ShareId,
    /// What its link carries.
    pub secret: LinkToken,
    /// What is shared, in order.
    pub items: Vec<Shared>,
    /// What its owner says about it; may be empty.
    pub description: String,
    /// Whether it opens by a password.
    pub has_password: bool,
    /// How often it was opened.
    pub visit_count: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A share to be made.
#[derive(Clone, Debug, Default)]
pub struct NewShare {
    /// What is shared, in order; 1 to [`ITEMS_MAX`].
    pub items: Vec<Shared>,
    /// What to say about it.
    pub description: String,
    /// The password it opens by.
    pub password: Option<String>,
    /// When it ends; after [`USUAL_TERM`] when nothing is said.
    pub expires_at: Option<Timestamp>,
}

/// What changes of a share; what is left out stays.
#[derive(Clone, Debug, Default)]
pub struct ShareChanges {
    /// What it says about itself.
    pub description: Option<String>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// The password it opens by; an empty one takes it away.
    pub password: Option<String>,
}

/// A share as whoever opened it sees it: nothing about its owner.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What its owner says about it.
    pub description: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// What is shared.
    pub parts: Vec<Part>,
}

/// What a share says about itself, without control characters, not too long.
pub(crate) fn description(text: &str) -> Result<String, Error> {
    let text: String = text.trim().chars().filter(|character| !character.is_control() || *character == '\n').collect();
    if text.chars().count() > DESCRIPTION_CHARACTERS_MAX {
        return Err(Error::too_long("description", DESCRIPTION_CHARACTERS_MAX));
    }
    Ok(text)
}

fn expiry(wanted: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Error> {
    let at = wanted.unwrap_or(now + USUAL_TERM);
    if at > now && at <= now + TERM_MAX {
        return Ok(at);
    }
    let message = Text::new("有效期从现在起最长 365 天", "a share ends in the future, within 365 days");
    Err(Error::Field { name: "expires_at", code: "expires_at.out_of_range", message })
}

impl Social {
    async fn password_hash(&self, password: Option<String>) -> Result<Option<String>, Error> {
        let Some(password) = password.filter(|password| !password.is_empty()) else { return Ok(None) };
        if !PASSWORD_CHARACTERS.contains(&password.chars().count()) {
            let message = Text::new("密码需要 4 到 128 个字符", "a password has 4 to 128 characters");
            return Err(Error::Field { name: "password", code: "password.length", message });
        }
        Ok(Some(self.parts().accounts.hash_password(password).await?))
    }

    /// Makes a share.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is not there, [`Error::NotShareable`] for what is not the member's to share,
    /// [`Error::Full`], [`Error::Field`].
    pub async fn share(&self, owner: SubjectId, new: NewShare) -> Result<Share, Error> {
        let now = self.now();
        let (description, expires_at) = (description(&new.description)?, expiry(new.expires_at, now)?);
        if !(1..=ITEMS_MAX).contains(&new.items.len()) {
            let message = Text::made(format!("请选择 1 到 {ITEMS_MAX} 项"), format!("choose 1 to {ITEMS_MAX} things"));
            return Err(Error::Field { name: "items", code: "items.count", message });
        }
        self.require_shareable(owner, &new.items).await?;
        let password_hash = self.password_hash(new.password).await?;
        let (id, secret, numbers) = {
            let mut rng = rand::rng();
            let numbers: Vec<i64> = new.items.iter().map(|_| (rand::random::<u64>() >> 1).cast_signed()).collect();
            (ShareId::random(&mut rng), LinkToken::random(&mut rng), numbers)
        };
        let sealed = self.parts().vault.seal(owner, SECRET_PLACE, secret.expose().as_bytes()).await?;
        let items: Vec<(i64, Shared)> = numbers.into_iter().zip(new.items.iter().copied()).collect();
        let mut tx = self.parts().db.begin().await?;
        if store::count(&mut tx, owner).await? >= SHARES_MAX {
            return Err(Error::Full { max: SHARES_MAX });
        }
        let row = store::New {
            id,
            owner,
            secret_hash: &secret.digest(),
            secret: &sealed,
            password_hash: password_hash.as_deref(),
            description: &description,
            created_at: now,
            expires_at,
        };
        store::add(&mut tx, &row, &items).await?;
        tx.commit().await?;
        Ok(Share {
            id,
            secret,
            items: new.items,
            description,
            has_password: password_hash.is_some(),
            visit_count: 0,
            created_at: now,
            expires_at,
        })
    }

    /// The member's shares that have not ended, the latest first; at most [`SHARES_MAX`].
    ///
    /// # Errors
    /// The vault's and the database's.
    pub async fn shares(&self, owner: SubjectId) -> Result<Vec<Share>, Error> {
        let rows = store::of_member(&self.parts().db.service(), owner, self.now()).await?;
        let permit = Permit::<policy::Shares>::of_service(owner);
        let mut shares = Vec::with_capacity(rows.len());
        for (row, items) in rows {
            let secret = self.parts().vault.open(&permit, SECRET_PLACE, &row.secret).await?;
            let secret = std::str::from_utf8(&secret).ok().and_then(LinkToken::shown);
            shares.push(Share {
                id: row.id,
                secret: secret.ok_or(vault::Error::Refused)?,
                items,
                description: row.description,
                has_password: row.password_hash.is_some(),
                visit_count: row.visit_count,
                created_at: row.created_at,
                expires_at: row.expires_at,
            });
        }
        Ok(shares)
    }

    /// Changes a share of the member's own.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Field`].
    pub async fn change_share(&self, owner: SubjectId, id: ShareId, changes: ShareChanges) -> Result<(), Error> {
        let now = self.now();
        let text = changes.description.as_deref().map(description).transpose()?;
        let expires_at = changes.expires_at.map(|at| expiry(Some(at), now)).transpose()?;
        let has_new_password = changes.password.is_some();
        let password_hash = self.password_hash(changes.password).await?;
        let mut tx = self.parts().db.begin().await?;
        if !store::is_there(&mut tx, id, owner, now).await? {
            return Err(Error::NotFound);
        }
        if let Some(text) = text {
            store::set_description(&mut tx, id, owner, &text).await?;
        }
        if let Some(at) = expires_at {
            store::set_expiry(&mut tx, id, owner, at).await?;
        }
        if has_new_password {
            store::set_password(&mut tx, id, owner, password_hash.as_deref()).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Revokes a share: its link opens nothing from now on.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn revoke_share(&self, owner: SubjectId, id: ShareId) -> Result<(), Error> {
        let mut tx = self.parts().db.begin().await?;
        if !store::remove(&mut tx, id, owner).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Opens a share for whoever was handed its link, and counts the visit of a browser that does not ask to be left alone.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a share that is none, was revoked or has ended; [`Error::PasswordRequired`],
    /// [`Error::PasswordWrong`], [`Error::TooMany`] after twenty wrong ones within ten minutes.
    pub async fn open_share(
        &self,
        secret: &LinkToken,
        password: Option<String>,
        signals: Signals,
    ) -> Result<Opened, Error> {
        let now = self.now();
        let found = store::by_secret(&self.parts().db.service(), &secret.digest(), now).await?;
        let (row, items) = found.ok_or(Error::NotFound)?;
        if let Some(hash) = row.password_hash {
            let password = password.filter(|password| !password.is_empty()).ok_or(Error::PasswordRequired)?;
            let (key, wrong) = (row.id.to_string(), &self.0.wrong_passwords);
            // A try counts before it is checked, so that many at once are not all admitted.
            wrong.admit(&key, now).map_err(|retry_after| Error::TooMany { retry_after })?;
            if !self.parts().accounts.verify_password(password, hash).await? {
                return Err(Error::PasswordWrong);
            }
            wrong.forget(&key);
        }
        let parts = self.contents(row.owner, &items).await?;
        if !signals.any() {
            let mut tx = self.parts().db.begin().await?;
            store::count_visit(&mut tx, row.id).await?;
            tx.commit().await?;
        }
        Ok(Opened { description: row.description, expires_at: row.expires_at, parts })
    }
}
