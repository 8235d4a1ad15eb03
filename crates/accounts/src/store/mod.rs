//! All SQL of this crate, by table.

pub(crate) mod accounts;
pub(crate) mod app_access;
pub(crate) mod challenges;
pub(crate) mod identities;
pub(crate) mod members;
pub(crate) mod one_tap;
pub(crate) mod passkeys;
pub(crate) mod profile;
pub(crate) mod proxy_names;
pub(crate) mod qr;
pub(crate) mod sessions;
