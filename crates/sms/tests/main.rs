//! The words of vendors, seen from outside.

mod acs3;
mod answers;
mod any_bytes;
mod hidden;
mod onetap;
mod recorded;
mod reports;
mod requests;
mod tc3;
