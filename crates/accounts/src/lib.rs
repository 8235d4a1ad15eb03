//! Accounts: signing in, signed-in devices, the profile, and what a member may do.
//!
//! Policy: items `linked_identity`, `qr_sign_in`, `account`, `account_phone`, `account_password`, `account_avatar`,
//! `sms_challenge`, `session`, `passkey`, `policy_acceptance` and the four `profile_*`; functions `sign_in`, `sessions`,
//! `profile`, `operate`.
//!
//! A guest is nobody: no row, no cookie. An account is a number, a verified phone number (sealed with its owner's key)
//! and the policy version its owner accepted; everything else a person adds by choice.
//!
//! Invariants
//! - No account without a code that its phone received, and a code opens once: `tests/sign_in.rs`.
//! - Whether a number has an account is told to nobody who has not proved it: `tests/sign_in.rs`.
//! - A page of another site cannot act for a member: `tests/sessions.rs`.
//! - A reverse proxy's word opens an account only after its owner has linked the two: `tests/proxy.rs`.
//! - A member hears of each new device on the others, and no device vouches for itself: `tests/devices.rs`.
//! - A passkey opens the account that made it, once for each challenge: `tests/passkeys.rs`.
//! - An account elsewhere opens one here only after its owner proved a phone and linked the two: `tests/identities.rs`.
//! - A screen is let in by the number that stands on it, for the browser that asked, once: `tests/qr.rs`.
//! - A carrier's token opens an account once, after its owner's yes: `tests/one_tap.rs` in crate `qingyin`.
//! - A detail of the profile is kept under its own live consent, and goes with it: `tests/profile.rs`.
//! - There is always an operator, once there has been one; and operators never see a phone number: `tests/operators.rs`.

mod accounts;
mod app_access;
mod app_users;
mod avatar;
mod cookies;
mod corrections;
mod device;
mod error;
mod identify;
mod identities;
mod limiter;
mod minors_mode;
mod model;
mod one_tap;
mod operators;
mod passkeys;
mod password;
mod phone;
mod profile;
mod proxy;
mod qr;
mod remembered;
mod routes;
mod secrets;
mod sign_in;
mod sms_gateway;
mod store;
mod texts;
mod token;

pub use accounts::{Accounts, Setup, sign_out_all, verify_recent};
pub use app_access::{APP_ACCESSES_MAX, AppMember, AppRefusal, SignedInWith};
pub use app_users::Picture;
pub use corrections::{Correction, corrections};
pub use device::DeviceName;
pub use error::Error;
pub use identify::{CurrentDevice, identify};
pub use limiter::{ClientAddress, Limiter};
pub use model::{PolicyInForce, State};
pub use one_tap::{Nod, OneTap, OneTapVendor};
pub use passkeys::PASSKEYS_MAX;
pub use password::{PasswordCost, Passwords, Weakness};
pub use phone::{NotAPhoneNumber, PhoneNumber};
pub use proxy::{PROXY_NAME_BYTES_MAX, ProxyName};
pub use qr::QrRefusal;
pub use routes::routes;
pub use sms_gateway::{Console, SmsGateway, SmsVendor};
pub use store::members::Member as MemberAccount;

db::migrations![
    "0001_accounts",
    "0002_app_access",
    "0003_proxy_names",
    "0004_passkeys",
    "0005_devices",
    "0006_linked_identities",
    "0007_qr",
    "0008_apple",
    "0009_one_tap"
];
