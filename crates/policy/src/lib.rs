//! The policy in force: its purposes, recipients and cookies as types, its documents and versions as data.
//!
//! Invariants
//! - A purpose, recipient, field or cookie that the policy does not declare has no type and cannot be named.
//! - Versions form a chain of hashes; a version that was tampered with is refused: [`versions`].

mod generated;
mod purpose;
mod version;

pub use generated::*;
pub use policy_lang::{Basis, CompiledPolicy, Language};
pub use purpose::{ConsentPurpose, Purpose, Recipient, RecipientField};
pub(crate) use version::FrozenVersion;
pub use version::{current, text_hash};
