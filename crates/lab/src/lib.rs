//! The closed-world lab: the third parties that members sign in with or get texts through, played on one's own machine.
//! With them come those who confirm telephone numbers.
//!
//! Connectors are tried against it without a contract, and tests make it hostile.
//! It shares no code with the connectors, so that a mistake in reading cannot hide behind the same mistake in writing;
//! what it signs, it signs with other libraries than they verify with.
//!
//! Invariants
//! - Clients that others have written, for the real vendors, sign in here unchanged: `cargo xtask lab`.
//! - It depends on no other crate of ours but the clock: `crates/strata.toml`.
//! - Every page says that it is a simulation, and loads nothing from elsewhere: `tests/pages.rs`.
//! - It listens on loopback and nowhere else.

mod affiliates;
mod answer;
mod app;
mod apple;
mod asking;
mod control;
mod delivery;
mod dispatch;
mod events;
mod faults;
mod ismg;
mod jws;
mod keys;
mod oidc;
mod pages;
mod parameters;
mod people;
mod phones;
mod qq;
mod smtp;
mod tls;
mod vendor;
mod wechat;
mod wechat_events;
mod weibo;
mod world;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::response::Response;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use units::{Clock, Timestamp};

use answer::Answer;
use keys::KeyRing;
use world::World;

pub use affiliates::AffiliateFault;
pub use app::{Algorithm, App, EventFormat};
pub use control::demo_apps;
pub use dispatch::router;
pub use faults::Fault;
pub use ismg::{GatewayAccount, GatewayFault, GatewayVersion, serve as serve_gateway};
pub use people::{PEOPLE, Person};
pub use smtp::{MailCertificates, MailFault, MailSecurity, TakenMail, serve as serve_mail};
pub use tls::{TlsListener, make_authority};
pub use vendor::{Vendor, hosts};

use crate::faults::Faults;

/// One lab, with everything that was registered and agreed to in it.
pub struct Lab {
    clock: Arc<dyn Clock>,
    world: Mutex<World>,
    keys: Mutex<HashMap<Vendor, KeyRing>>,
    phones: Mutex<phones::Phones>,
    gateway: Mutex<ismg::Gateway>,
    post_office: Mutex<smtp::PostOffice>,
    companies: Mutex<BTreeMap<String, affiliates::Company>>,
}

impl Lab {
    /// An empty lab; time and chance are the caller's.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, rng: StdRng) -> Arc<Self> {
        Arc::new(Self {
            clock,
            world: Mutex::new(World::new(rng)),
            keys: Mutex::default(),
            phones: Mutex::default(),
            gateway: Mutex::default(),
            post_office: Mutex::default(),
            companies: Mutex::default(),
        })
    }

    /// Registers an app, or changes one that was registered before.
    ///
    /// # Errors
    /// One sentence about what could not work.
    pub fn register(&self, app: App) -> Result<(), String> {
        app.check()?;
        self.world().apps.insert((app.vendor, app.client_id.clone()), app);
        Ok(())
    }

    /// From now on this goes wrong for an app, or for every app of the vendor.
    pub fn set_fault(&self, vendor: Vendor, client_id: Option<&str>, fault: Fault) {
        self.world().set_fault(vendor, client_id.map(str::to_owned), fault);
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn seconds(&self) -> i64 {
        self.now().as_millis().div_euclid(1_000)
    }

    /// What changes; held for moments only, and never while something is awaited.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        // What a panic left behind is as good as anything in a lab.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What changes about telephones; held as [`Self::world`] is, and never while that one is taken.
    pub(crate) fn phones(&self) -> MutexGuard<'_, phones::Phones> {
        self.phones.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the gateway for texts knows; held for moments only, and never while something is awaited.
    pub(crate) fn gateway(&self) -> MutexGuard<'_, ismg::Gateway> {
        self.gateway.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the server for mail knows; held for moments only, and never while something is awaited.
    pub(crate) fn post_office(&self) -> MutexGuard<'_, smtp::PostOffice> {
        self.post_office.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What companies know; held for moments only, and never while something is awaited.
    pub(crate) fn companies(&self) -> MutexGuard<'_, BTreeMap<String, affiliates::Company>> {
        self.companies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The keys of a provider, made when they are first asked for.
    pub(crate) fn with_keys<T>(&self, vendor: Vendor, act: impl FnOnce(&mut KeyRing) -> T) -> T {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let ring = keys.entry(vendor).or_insert_with(|| {
            let rng = StdRng::from_seed(self.world().rng.random());
            if vendor == Vendor::Apple { KeyRing::apple(rng) } else { KeyRing::oidc(rng) }
        });
        act(ring)
    }

    /// Makes the keys that take their time, so that nobody waits for them.
    pub fn make_keys(&self) {
        for vendor in [Vendor::Apple, Vendor::Oidc] {
            self.with_keys(vendor, |_| ());
        }
    }

    /// Answers one call of an interface, unless it is to fail; what fails has done nothing.
    pub(crate) fn answer(
        &self,
        vendor: Vendor,
        client_id: Option<&str>,
        endpoint: &'static str,
        act: impl FnOnce(&Faults) -> Answer,
    ) -> Response {
        let faults = self.world().faults(vendor, client_id);
        if faults.has(Fault::FailsOnce) && self.world().fails_now(vendor, client_id, endpoint) {
            return answer::broken();
        }
        act(&faults).respond(&faults)
    }
}
