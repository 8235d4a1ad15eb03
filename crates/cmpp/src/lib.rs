//! Text messages through China Mobile's gateways (ISMG): CMPP 2.0, 2.1 and 3.0, and a long connection that speaks it.
//!
//! [`pdu`] reads and writes messages, [`text`] cuts a text into parts, [`Link`] is one signed-in connection,
//! and [`Line`] keeps one open. The service provider's side alone is here; the gateway's is played by the lab.
//!
//! Invariants
//! - Numbers and texts are in no `Debug` output and no log line: `tests/privacy.rs`.
//! - What a gateway sends can neither panic nor make room for more than a frame: `pdu::vectors`.
//! - A text that may have been sent is never sent again by itself: [`Error::is_uncertain`], `tests/link.rs`.
//! - It reads no clock and draws no chance of its own; spans are counted in tokio's time.

mod hidden;
mod line;
mod link;
pub mod pdu;
mod sign_in;
pub mod text;

pub use hidden::{Number, Secret, Words};
pub use line::{Backoff, Line};
pub use link::{Ended, Error, Event, Incoming, Link, Outcome, PartOf, Receipt, Settings, Timing};
pub use pdu::{MsgId, Report, State, Version};
