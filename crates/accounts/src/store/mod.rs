//! All SQL of this crate, by table.

pub(crate) mod accounts;
pub(crate) mod challenges;
pub(crate) mod members;
pub(crate) mod profile;
pub(crate) mod sessions;
