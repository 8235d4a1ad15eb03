//! Exceptions to the rules, each with its reason; the lists may only shrink.

use std::path::Path;

use serde::Deserialize;

use crate::Error;
use crate::manifests::read;

/// The exceptions in `xtask/limits.toml`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    #[serde(default, rename = "long_file")]
    pub(crate) long_files: Vec<LongFile>,
    #[serde(default, rename = "copy")]
    pub(crate) copies: Vec<Copy>,
}

/// A file that is longer than the rule allows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LongFile {
    pub(crate) path: String,
    pub(crate) lines_max: usize,
    pub(crate) reason: String,
}

/// Two files that say the same at some length.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Copy {
    pub(crate) files: [String; 2],
    pub(crate) reason: String,
}

impl Limits {
    pub(crate) fn read(root: &Path) -> Result<Self, Error> {
        let path = "xtask/limits.toml";
        read(&root.join(path))?.try_into().map_err(|error| format!("{path}: {error}").into())
    }
}
