//! Mail: an address that a member proves, notices and the monthly letter that go there, and unsubscribing from it.
//!
//! Policy: items `mail_address`, `mail_proof`, `mail` and `letter`; purposes `mail_notice` and, by consent,
//! `monthly_letter`; recipients `mail_server` and `letter_server` (PRV-14, PRV-17).
//!
//! Nobody is asked for an address. Who adds one proves it by a code that is mailed to it; then notices of incidents, word of
//! answers, and the monthly letter of whoever subscribed wait in a queue and leave through the gate, one by one.
//!
//! Invariants
//! - No address is kept but one whose owner typed the code that was mailed to it: `tests/addresses.rs`, both engines.
//! - No letter without a living consent to it, and none after it was unsubscribed from, by the database: `tests/letters.rs`,
//!   both engines.
//! - Unsubscribing needs no sign-in, works once and many times alike, and looking at it changes nothing:
//!   `tests/unsubscribing.rs`, both engines.
//! - Nothing in a mail leads or loads from elsewhere, or tells whether it was opened: `tests/sources.rs`.
//! - Nothing is said in the clear but on this very machine, and nothing to a server that cannot prove its name:
//!   `tests/lines.rs`.
//! - Each occasion is told once, whichever node does it, and what was not taken is tried again until it is given up:
//!   `tests/queue.rs`, both engines.
//! - Whoever mail reached counts as reached, and there is a public notice for whom it did not: `tests/incidents.rs`, both
//!   engines.

mod address;
mod addresses;
mod error;
mod letters;
mod message;
mod model;
mod outbox;
mod post;
mod routes;
pub mod smtp;
mod store;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use accounts::Limiter;
use catalog::Catalog;
use consent::Consents;
use db::Db;
use incidents::Incidents;
use rights::{Rights, Validator};
use sharing::Gate;
use smtp::Server;
use units::{Clock, Millis, Timestamp};
use vault::{BlindIndex, ServiceSeal, Vault};

pub use address::{MailAddress, NotAnAddress};
pub use addresses::{AddressView, Waiting};
pub use error::Error;
pub use model::{CODE_LIVES, RESEND_AFTER, Standing, wait_after};
pub use outbox::Delivered;
pub use routes::routes;

db::migrations!["0001_mail"];

/// Mail of this service; clones share the same state.
#[derive(Clone, Debug)]
pub struct Mail(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    vault: Vault,
    consents: Consents,
    rights: Rights,
    incidents: Incidents,
    catalog: Catalog,
    gate: Gate,
    /// Through whom mail leaves now, where there is mail.
    server: RwLock<Option<Arc<Server>>>,
    /// The service's address, without a slash at the end; without it links would lead nowhere, and there is no mail.
    home: Option<String>,
    /// Keys the digests of codes.
    code_index: BlindIndex,
    /// Keys what addresses are counted by.
    address_index: BlindIndex,
    /// Seals who unsubscribes by a link.
    seal: ServiceSeal,
    /// Codes that one member asked for.
    codes_of_member: Limiter,
    /// Codes that went to one address.
    codes_of_address: Limiter,
}

/// What [`Mail`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Seals addresses.
    pub vault: Vault,
    /// Who agreed to what.
    pub consents: Consents,
    /// What ends a consent, and erases.
    pub rights: Rights,
    /// What people are told of.
    pub incidents: Incidents,
    /// What is new in the library.
    pub catalog: Catalog,
    /// The one way out.
    pub gate: Gate,
    /// Through whom mail leaves, where there is mail.
    pub server: Option<Server>,
    /// The service's public address, such as `https://music.example`.
    pub public_url: Option<String>,
}

/// The checks of this crate's correctable columns, by item and column.
#[must_use]
pub fn corrections() -> BTreeMap<(&'static str, &'static str), Validator> {
    let check: Validator = model::language;
    BTreeMap::from([(("mail_address", "language"), check)])
}

impl Mail {
    /// Mail on these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts { db, clock, vault, consents, rights, incidents, catalog, gate, server, public_url } = parts;
        Self(Arc::new(Inner {
            code_index: vault.index("mail_code"),
            address_index: vault.index("mail_address"),
            seal: vault.service_seal("mail"),
            db,
            clock,
            vault,
            consents,
            rights,
            incidents,
            catalog,
            gate,
            server: RwLock::new(server.map(Arc::new)),
            home: public_url.map(|url| url.trim_end_matches('/').to_owned()),
            codes_of_member: Limiter::new(5, Millis::hours(1)),
            codes_of_address: Limiter::new(5, Millis::hours(1)),
        }))
    }

    /// Lets mail leave through another server from now on, or not at all.
    pub fn replace(&self, server: Option<Server>) {
        *self.0.server.write().unwrap_or_else(PoisonError::into_inner) = server.map(Arc::new);
    }

    /// Whether mail can leave now.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        self.way_out().is_ok()
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
}
