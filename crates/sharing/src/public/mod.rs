//! Reading what anyone may read, such as a podcast's feed, without saying anything about anybody.
//!
//! A [`PublicReader`] asks with GET, one fixed name and no cookie, so a request has no place for personal data.
//! It reads only from hosts that an operator has allowed, and enters each request before it opens a connection.
//! Hosts in networks of one's own are refused unless the settings name them: a feed must not make the service
//! knock at doors behind the firewall.

mod address;
mod hosts;
mod network;
mod reader;
mod routes;

pub use address::{NotAnAddress, PublicAddress};
pub use hosts::PublicHost;
pub use reader::{Fetched, PublicError, PublicOptions, PublicReader, Saved, Seen, Unreached};
pub use routes::routes;
