//! What members show to others: shares by link (MUS-13), and the chat of this server.
//!
//! Policy: items `share` and `share_item` (purpose `shares`: a member asks for a link, and it goes when it expires),
//! and `chat_message` (purpose `chat`, by consent alone).
//!
//! Invariants
//! - A share opens by its secret alone, and by its password where it has one; then it is not found any more
//!   once it was revoked or has expired: `tests/shares.rs` in crate `subsonic`.
//! - Of visits a number is kept, and nothing about who came.
//! - A smart playlist, whose rules tell what its owner hears, and another member's playlist cannot be shared.
//! - Nobody writes in the chat without a live grant, and withdrawing takes all messages along: `tests/chat.rs` in
//!   crate `subsonic`.

pub mod chat;
mod corrections;
mod error;
mod replaced;
pub mod shares;

use std::sync::Arc;

use accounts::Accounts;
use catalog::Catalog;
use consent::Consents;
use db::Db;
use library::Library;
use units::{Clock, Timestamp};
use utoipa_axum::router::OpenApiRouter;
use vault::Vault;

pub use chat::{ChatMessage, MESSAGE_CHARACTERS_MAX, MESSAGES_MAX};
pub use corrections::{Correction, corrections};
pub use error::{Error, codes};
pub use replaced::REPLACEMENTS;
pub use shares::{NewShare, Part, Share, ShareChanges, Shared};

db::migrations!["0001_shares", "0002_chat"];

/// What [`Social`] is built from.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// Who agreed to what.
    pub consents: Consents,
    /// Seals the links of shares.
    pub vault: Vault,
    /// Hashes the passwords of shares.
    pub accounts: Accounts,
    /// The music.
    pub catalog: Catalog,
    /// The playlists.
    pub library: Library,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// Everybody's shares, and the chat; clones share the database.
#[derive(Clone, Debug)]
pub struct Social(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    parts: Parts,
    /// Wrong passwords of one share.
    wrong_passwords: accounts::Limiter,
}

impl Social {
    /// Shares and chat kept in this database.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner { parts, wrong_passwords: shares::wrong_passwords() }))
    }

    fn parts(&self) -> &Parts {
        &self.0.parts
    }

    fn now(&self) -> Timestamp {
        self.0.parts.clock.now()
    }
}

/// The routes of this domain, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(social: Social) -> OpenApiRouter<S> {
    OpenApiRouter::new().merge(shares::routes::routes()).merge(chat::routes::routes()).with_state(social)
}
