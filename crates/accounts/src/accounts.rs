//! The façade: what other parts of the service ask of accounts.

use std::sync::Arc;

use connect::Connectors;
use consent::{Consents, Permit};
use db::{Db, Tx};
use http_api::{Problem, SignedIn};
use ids::SubjectId;
use staff_access::StaffAccess;
use tokio::sync::Semaphore;
use units::{Clock, Millis, Timestamp};
use vault::{BlindIndex, Place, Vault};
use webauthn::RelyingParty;

use crate::error::Error;
use crate::limiter::Limiter;
use crate::model::PolicyInForce;
use crate::one_tap::{OneTap, Taps};
use crate::password::{PasswordCost, Passwords};
use crate::phone::PhoneNumber;
use crate::remembered::Remembered;
use crate::sms_gateway::SmsGateway;
use crate::store;
use crate::texts::Texts;

/// Where a phone number is sealed.
pub(crate) const PHONE_PLACE: Place = Place("account_phones.phone_sealed");

/// What accounts are built from.
#[derive(Debug)]
pub struct Setup {
    /// The service's database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Who agreed to what.
    pub consents: Consents,
    /// Seals phone numbers.
    pub vault: Vault,
    /// How codes reach phones.
    pub sms: SmsGateway,
    /// Who tells whose number the token of an app is, where the operator offers one-tap sign-in.
    pub one_tap: Option<OneTap>,
    /// Accounts elsewhere with which one may sign in.
    pub connectors: Connectors,
    /// The policy that new members accept.
    pub policy: PolicyInForce,
    /// What hashing a password costs.
    pub password_cost: PasswordCost,
    /// The service's public address, such as `https://music.example`; behind `https` cookies are bound to it.
    pub public_url: Option<String>,
}

/// Everybody's accounts; clones share the same state.
#[derive(Clone, Debug)]
pub struct Accounts(pub(crate) Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) consents: Consents,
    pub(crate) vault: Vault,
    /// Opens members' data to operators.
    pub(crate) staff: StaffAccess,
    /// How codes leave.
    pub(crate) texts: Texts,
    /// Who tells whose number a token is.
    pub(crate) taps: Taps,
    pub(crate) connectors: Connectors,
    pub(crate) policy: PolicyInForce,
    pub(crate) passwords: Passwords,
    /// Whose tokens were just shown.
    pub(crate) remembered: Remembered,
    /// Finds phone numbers.
    pub(crate) phone_index: BlindIndex,
    /// Keys the digests of codes.
    pub(crate) code_index: BlindIndex,
    /// Keys the digests of carriers' tokens.
    pub(crate) one_tap_index: BlindIndex,
    /// Finds the names by which a reverse proxy knows members.
    pub(crate) proxy_name_index: BlindIndex,
    /// Finds accounts elsewhere, and seals what browsers keep of a sign-in there.
    pub(crate) identity_index: BlindIndex,
    /// Keys the digests of what passkeys are asked, and by which authenticators know accounts.
    pub(crate) passkey_index: BlindIndex,
    /// The service as authenticators know it, where browsers give passkeys to its address.
    pub(crate) passkey_party: Option<RelyingParty>,
    /// Whether the service is reached by https.
    pub(crate) is_secure: bool,
    /// The address by which browsers reach the service, when it is known; without a slash at the end.
    pub(crate) public_url: Option<String>,
    /// The host (and port) by which browsers reach the service, when it is known.
    pub(crate) public_host: Option<String>,
    /// Codes sent to one number.
    pub(crate) codes_of_number: Limiter,
    /// Pictures that are read at this moment.
    pub(crate) pictures: Arc<Semaphore>,
    /// Codes asked for from one address.
    pub(crate) codes_of_address: Limiter,
    /// Passwords tried for one number.
    pub(crate) passwords_of_number: Limiter,
    /// Codes and passwords tried from one address.
    pub(crate) tries_of_address: Limiter,
    /// Questions to passkeys asked for from one address.
    pub(crate) challenges_of_address: Limiter,
    /// Keys the digests of what signs in by QR code.
    pub(crate) qr_index: BlindIndex,
    /// Codes to be scanned that were asked for from one address.
    pub(crate) qr_codes_of_address: Limiter,
    /// Screens of one address that follow how their sign-in stands.
    pub(crate) qr_states_of_address: Limiter,
    /// Codes that one account scanned.
    pub(crate) qr_scans_of_account: Limiter,
    /// Failed tries of other apps from one address.
    pub(crate) failed_apps_of_address: Limiter,
}

impl Accounts {
    /// Accounts kept in this database.
    ///
    /// # Errors
    /// [`Error::Hash`] for a password cost outside what Argon2 allows.
    pub fn new(setup: Setup) -> Result<Self, Error> {
        let passwords = Passwords::new(setup.password_cost)?;
        let (is_secure, public_host) = match &setup.public_url {
            Some(url) => {
                let uri: Option<axum::http::Uri> = url.parse().ok();
                let host = uri.as_ref().and_then(|uri| uri.authority()).map(|host| host.as_str().to_ascii_lowercase());
                (url.starts_with("https://"), host)
            }
            None => (false, None),
        };
        let staff = StaffAccess::new(setup.db.clone(), setup.vault.clone(), Arc::clone(&setup.clock));
        Ok(Self(Arc::new(Inner {
            staff,
            phone_index: setup.vault.index("phone"),
            code_index: setup.vault.index("sms_code"),
            one_tap_index: setup.vault.index("one_tap"),
            proxy_name_index: setup.vault.index("proxy_name"),
            identity_index: setup.vault.index("linked_identity"),
            passkey_index: setup.vault.index("passkey"),
            qr_index: setup.vault.index("qr"),
            passkey_party: setup.public_url.as_deref().and_then(RelyingParty::of_address),
            db: setup.db,
            clock: setup.clock,
            consents: setup.consents,
            vault: setup.vault,
            texts: Texts::by(setup.sms),
            taps: Taps::by(setup.one_tap),
            connectors: setup.connectors,
            policy: setup.policy,
            passwords,
            remembered: Remembered::default(),
            is_secure,
            public_url: setup.public_url.map(|url| url.trim_end_matches('/').to_owned()),
            public_host,
            codes_of_number: Limiter::new(5, Millis::hours(1)),
            pictures: Arc::new(Semaphore::new(1)),
            codes_of_address: Limiter::new(30, Millis::hours(1)),
            passwords_of_number: Limiter::new(10, Millis::minutes(15)),
            tries_of_address: Limiter::new(60, Millis::minutes(10)),
            challenges_of_address: Limiter::new(120, Millis::minutes(10)),
            qr_codes_of_address: Limiter::new(60, Millis::minutes(10)),
            qr_states_of_address: Limiter::new(240, Millis::minutes(10)),
            qr_scans_of_account: Limiter::new(30, Millis::minutes(10)),
            failed_apps_of_address: Limiter::new(30, Millis::minutes(10)),
        })))
    }

    /// How many accounts there are.
    ///
    /// # Errors
    /// The database's.
    pub async fn count(&self) -> Result<u64, Error> {
        Ok(store::members::count(&self.0.db.service()).await?)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub(crate) async fn phone_of(&self, subject: SubjectId) -> Result<Option<PhoneNumber>, Error> {
        let Some(sealed) = store::accounts::phone_sealed(&self.0.db.service(), subject).await? else {
            return Ok(None);
        };
        self.open_phone(subject, &sealed).await.map(Some)
    }

    pub(crate) async fn open_phone(&self, subject: SubjectId, sealed: &vault::Sealed) -> Result<PhoneNumber, Error> {
        let bytes = self.0.vault.open(&Permit::<policy::Account>::of_service(subject), PHONE_PLACE, sealed).await?;
        let text = String::from_utf8(bytes).map_err(|_| vault::Error::Refused)?;
        PhoneNumber::parse(&text).map_err(|_| Error::Vault(vault::Error::Refused))
    }
}

/// Signs a person out everywhere, as part of a larger change such as closing the account.
///
/// # Errors
/// The database's.
pub async fn sign_out_all(tx: &mut Tx, subject: SubjectId) -> db::Result<u64> {
    store::sessions::remove_all(tx, subject).await
}

/// Lets only those through who signed in within the last 15 minutes: for acts that cannot be undone.
///
/// # Errors
/// The problem `recent_sign_in.required`.
pub fn verify_recent(member: &SignedIn, now: Timestamp) -> Result<(), Problem> {
    member.require_recent(now)
}
