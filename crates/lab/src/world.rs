//! What the lab knows while it runs: apps, what people agreed to, codes and tokens.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rand::RngExt as _;
use rand::rngs::StdRng;
use serde::Serialize;
use units::{Millis, Timestamp};

use crate::app::App;
use crate::delivery::Report;
use crate::faults::{Fault, Faults};
use crate::people::Person;
use crate::vendor::Vendor;

/// Most questions, codes and tokens that are kept; the oldest go first.
const KEPT_MAX: usize = 10_000;

/// What an app asked somebody to agree to, before they answered.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) vendor: Vendor,
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) state: Option<String>,
    pub(crate) scope: String,
    pub(crate) nonce: Option<String>,
    /// The S256 challenge of PKCE.
    pub(crate) challenge: Option<String>,
    /// Whether the answer is a form that the page posts, and not a redirection.
    pub(crate) by_form: bool,
    pub(crate) with_id_token: bool,
    /// Who signs what comes of it.
    pub(crate) issuer: String,
}

impl Ask {
    /// A question whose answer is a code and nothing else, as OAuth has it.
    pub(crate) fn for_code(
        vendor: Vendor,
        (client_id, redirect_uri): (&str, &str),
        state: Option<String>,
        scope: &str,
    ) -> Self {
        Self {
            vendor,
            client_id: client_id.to_owned(),
            redirect_uri: redirect_uri.to_owned(),
            state,
            scope: scope.to_owned(),
            nonce: None,
            challenge: None,
            by_form: false,
            with_id_token: false,
            issuer: String::new(),
        }
    }
}

/// That somebody agreed to let an app know them.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) id: u64,
    pub(crate) vendor: Vendor,
    pub(crate) client_id: String,
    pub(crate) person: &'static Person,
    pub(crate) scope: String,
    pub(crate) issuer: String,
    pub(crate) session: String,
    pub(crate) since: Timestamp,
    pub(crate) ended: Option<Timestamp>,
}

impl Grant {
    /// The person as this app knows them.
    pub(crate) fn open_id(&self) -> String {
        self.person.open_id(self.vendor, &self.client_id)
    }
}

/// A code, which buys tokens once.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) grant: u64,
    pub(crate) vendor: Vendor,
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: Option<String>,
    pub(crate) made_at: Timestamp,
    pub(crate) used: bool,
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Access,
    Refresh,
}

/// A token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) grant: u64,
    pub(crate) kind: TokenKind,
    pub(crate) made_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// Why a code buys nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeRefusal {
    Unknown,
    Used,
    Expired,
    OtherApp,
}

/// Everything that changes.
pub(crate) struct World {
    pub(crate) rng: StdRng,
    pub(crate) apps: BTreeMap<(Vendor, String), App>,
    faults: BTreeMap<(Vendor, Option<String>), BTreeSet<Fault>>,
    asks: Kept<Ask>,
    codes: Kept<Code>,
    tokens: Kept<Token>,
    pub(crate) grants: Vec<Grant>,
    /// Endpoints that have failed once, as the fault asks.
    failed: HashSet<(Vendor, String, &'static str)>,
    /// What the last event of an app bore, for the fault that repeats it.
    pub(crate) last_marks: HashMap<(Vendor, String), (i64, String)>,
    pub(crate) reports: Vec<Report>,
}

/// How much there is, for tests and the overview.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    pub(crate) vendor: Vendor,
    pub(crate) client_id: String,
    pub(crate) person: &'static str,
    pub(crate) open_id: String,
    pub(crate) scope: String,
    pub(crate) since: Timestamp,
    pub(crate) ended: Option<Timestamp>,
}

impl World {
    pub(crate) fn new(rng: StdRng) -> Self {
        Self {
            rng,
            apps: BTreeMap::new(),
            faults: BTreeMap::new(),
            asks: Kept::default(),
            codes: Kept::default(),
            tokens: Kept::default(),
            grants: Vec::new(),
            failed: HashSet::new(),
            last_marks: HashMap::new(),
            reports: Vec::new(),
        }
    }

    /// A string that nobody guesses.
    pub(crate) fn secret(&mut self, length: usize) -> String {
        const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        (0..length).map(|_| char::from(ALPHABET[self.rng.random_range(0..ALPHABET.len())])).collect()
    }

    pub(crate) fn app(&self, vendor: Vendor, client_id: &str) -> Option<&App> {
        self.apps.get(&(vendor, client_id.to_owned()))
    }

    /// What goes wrong for an app: what was set for it, and for everyone.
    pub(crate) fn faults(&self, vendor: Vendor, client_id: Option<&str>) -> Faults {
        let everyone = self.faults.get(&(vendor, None));
        let own = client_id.and_then(|client_id| self.faults.get(&(vendor, Some(client_id.to_owned()))));
        Faults::of(everyone.into_iter().chain(own).flatten().copied())
    }

    pub(crate) fn set_fault(&mut self, vendor: Vendor, client_id: Option<String>, fault: Fault) {
        self.failed.clear();
        self.faults.entry((vendor, client_id)).or_default().insert(fault);
    }

    /// Takes faults back: all, those of a vendor, or those of an app.
    pub(crate) fn clear_faults(&mut self, vendor: Option<Vendor>, client_id: Option<&str>) {
        self.failed.clear();
        self.faults.retain(|(of, app), _| {
            let named = vendor.is_none_or(|vendor| vendor == *of)
                && client_id.is_none_or(|client_id| app.as_deref() == Some(client_id));
            !named
        });
    }

    /// Whether this is the first call of an endpoint since the fault was set.
    pub(crate) fn fails_now(&mut self, vendor: Vendor, client_id: Option<&str>, endpoint: &'static str) -> bool {
        self.failed.insert((vendor, client_id.unwrap_or_default().to_owned(), endpoint))
    }

    pub(crate) fn keep_ask(&mut self, ask: Ask) -> String {
        let id = self.secret(24);
        self.asks.keep(id.clone(), ask);
        id
    }

    pub(crate) fn ask(&self, id: &str) -> Option<&Ask> {
        self.asks.by_name.get(id)
    }

    pub(crate) fn take_ask(&mut self, id: &str) -> Option<Ask> {
        self.asks.by_name.remove(id)
    }

    /// Notes that somebody agreed; tells whether it is the first time, or the first since it ended.
    pub(crate) fn agree(&mut self, ask: &Ask, person: &'static Person, now: Timestamp) -> (u64, bool) {
        let known = self.grants.iter_mut().find(|grant| {
            grant.vendor == ask.vendor
                && grant.client_id == ask.client_id
                && grant.person == person
                && grant.ended.is_none()
        });
        if let Some(grant) = known {
            grant.scope.clone_from(&ask.scope);
            return (grant.id, false);
        }
        let session = self.secret(16);
        let id = self.grants.len() as u64 + 1;
        self.grants.push(Grant {
            id,
            vendor: ask.vendor,
            client_id: ask.client_id.clone(),
            person,
            scope: ask.scope.clone(),
            issuer: ask.issuer.clone(),
            session,
            since: now,
            ended: None,
        });
        (id, true)
    }

    pub(crate) fn grant(&self, id: u64) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.id == id)
    }

    /// Ends it, and all that came of it with it.
    pub(crate) fn end(&mut self, id: u64, now: Timestamp) {
        if let Some(grant) = self.grants.iter_mut().find(|grant| grant.id == id) {
            grant.ended.get_or_insert(now);
        }
        self.tokens.by_name.retain(|_, token| token.grant != id);
        self.codes.by_name.retain(|_, code| code.grant != id);
    }

    pub(crate) fn keep_code(&mut self, code: Code) -> String {
        let id = self.secret(32);
        self.codes.keep(id.clone(), code);
        id
    }

    /// Takes the code, if this app may have what it buys.
    pub(crate) fn use_code(
        &mut self,
        vendor: Vendor,
        client_id: &str,
        code: &str,
        (now, lasts): (Timestamp, Millis),
    ) -> Result<Code, CodeRefusal> {
        let code = self.codes.by_name.get_mut(code).filter(|code| code.vendor == vendor).ok_or(CodeRefusal::Unknown)?;
        if code.client_id != client_id {
            return Err(CodeRefusal::OtherApp);
        }
        if code.used {
            return Err(CodeRefusal::Used);
        }
        if now.since(code.made_at) > lasts {
            return Err(CodeRefusal::Expired);
        }
        code.used = true;
        Ok(code.clone())
    }

    pub(crate) fn keep_token(&mut self, grant: u64, kind: TokenKind, length: usize, span: [Timestamp; 2]) -> String {
        let id = self.secret(length);
        let [made_at, expires_at] = span;
        self.tokens.keep(id.clone(), Token { grant, kind, made_at, expires_at });
        id
    }

    /// A token of this vendor with the grant it came of, whether or not its time is over.
    pub(crate) fn token(&self, vendor: Vendor, token: &str, kind: TokenKind) -> Option<(Token, Grant)> {
        let token = self.tokens.by_name.get(token).filter(|token| token.kind == kind)?;
        let grant = self.grant(token.grant).filter(|grant| grant.vendor == vendor && grant.ended.is_none())?;
        Some((token.clone(), grant.clone()))
    }

    pub(crate) fn listed(&self) -> Vec<Listed> {
        let listed = |grant: &Grant| Listed {
            vendor: grant.vendor,
            client_id: grant.client_id.clone(),
            person: grant.person.id,
            open_id: grant.open_id(),
            scope: grant.scope.clone(),
            since: grant.since,
            ended: grant.ended,
        };
        self.grants.iter().map(listed).collect()
    }
}

/// Things by name, of which only so many are kept.
struct Kept<T> {
    by_name: HashMap<String, T>,
    order: std::collections::VecDeque<String>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { by_name: HashMap::new(), order: std::collections::VecDeque::new() }
    }
}

impl<T> Kept<T> {
    fn keep(&mut self, name: String, value: T) {
        if self.order.len() == KEPT_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_name.remove(&oldest);
        }
        self.order.push_back(name.clone());
        self.by_name.insert(name, value);
    }
}
