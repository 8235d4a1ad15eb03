//! Versions of the policy, embedded and verified.

use std::sync::LazyLock;

use policy_lang::{CompiledPolicy, Language};
use sha2::{Digest, Sha256};

use crate::generated::{PurposeId, VERSIONS};

/// One version as it was frozen into the program.
#[derive(Debug)]
pub(crate) struct FrozenVersion {
    pub(crate) version: &'static str,
    pub(crate) hash: &'static str,
    pub(crate) previous: Option<&'static str>,
    pub(crate) published: bool,
    pub(crate) policy_json: &'static str,
    pub(crate) documents: &'static [(&'static str, &'static str)],
}

static CURRENT: LazyLock<CompiledPolicy> = LazyLock::new(|| {
    let newest = VERSIONS.last().expect("the generator always embeds a version");
    serde_json::from_str(newest.policy_json).expect("the generator wrote this JSON from the same types")
});

/// The newest version, parsed once.
#[must_use]
pub fn current() -> &'static CompiledPolicy {
    &CURRENT
}

/// SHA-256, in hex, of the notice that a person was shown for a purpose.
#[must_use]
pub fn text_hash(purpose: PurposeId, language: Language) -> String {
    let notice = current().purpose(purpose.id()).map_or("", |purpose| purpose.notice.in_language(language));
    hex::encode(Sha256::digest(notice.as_bytes()))
}
