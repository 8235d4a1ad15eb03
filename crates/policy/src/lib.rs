//! The policy in force: its purposes, recipients and cookies as types, its documents and versions as data.
//!
//! Invariants
//! - A purpose, recipient, field or cookie that the policy does not declare has no type and cannot be named.
//! - Versions form a chain of hashes; a version that was tampered with is refused: [`versions`].
//! - A later version takes nothing from whoever agreed to an earlier one alone: [`Terms`].
//! - What a person agreed to is known by its hash, so evidence names the very words: [`text_hash`], [`documents`].

mod generated;
mod purpose;
mod terms;
mod version;

pub use generated::*;
pub use policy_lang::documents::{Chapter, Operator, PolicyDocument, SummarySection};
pub use policy_lang::model::{Recipient as DeclaredRecipient, RecipientClass};
pub use policy_lang::{Basis, CompiledPolicy, Language, LocalText, OnSignal, SubjectLink, diff, lists, sql, words};
pub use purpose::{ConsentPurpose, Purpose, Recipient, RecipientField, ServicePurpose};
pub use terms::{Earlier, Terms};
pub(crate) use version::FrozenVersion;
pub use version::{
    BrokenChain, MinorsStatement, Rendered, Version, current, document, documents, is_current_text, language_of_notice,
    minors_statement, text_hash, version, versions,
};
