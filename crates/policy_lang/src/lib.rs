//! The language of the executable policy.
//!
//! The `policy/` directory says what may be kept about a person, why, for how long and who may receive it.
//! This crate reads it ([`load`]), checks it against the promises ([`lint`]), compares two versions ([`diff`])
//! and renders what people read and machines enforce ([`documents`], [`sql`], [`constraints`]).
//!
//! Invariants
//! - Pure: apart from [`load::read`] nothing here touches a file, a clock or a network.
//! - It knows the shape of a policy and nothing of this service: no purpose, item or recipient is named here, and of tables only those that hold
//!   who agreed to what.
//! - Every fault of the sources names file, line and remedy: `tests/diagnostics.rs`.

pub mod constraints;
pub mod diagnostic;
pub mod diff;
pub mod documents;
pub mod history;
mod kinds;
pub mod lint;
pub mod lists;
pub mod load;
mod logs;
pub mod model;
mod period;
mod source;
pub mod sql;
pub mod terms;
mod text;
pub mod version;
pub mod words;

pub use diagnostic::{Diagnostic, Diagnostics};
pub use load::{Loaded, Sources};
pub use logs::{LogField, LogKind};
pub use model::*;
pub use source::Places;
