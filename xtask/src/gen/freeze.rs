//! Versions of the policy: each has a folder that never changes once it is published.
//!
//! `policy/versions/N/policy.json` is the compiled policy; beside it stand the documents as people read them.
//! `hash` covers both and the hash of the version before, so that versions form a chain.
//! `meta.toml` says whether the version is published: before that day the newest version follows its sources,
//! afterwards a change of the sources needs a new version.

use std::path::Path;

use policy_lang::version::chain_hash;
use policy_lang::{CompiledPolicy, documents};

use super::{Error, Outputs};

/// One version as the generated code embeds it.
pub(crate) struct Version {
    pub(crate) version: String,
    pub(crate) hash: String,
    pub(crate) previous: Option<String>,
    pub(crate) published: bool,
    /// Files below `policy/versions/N/`: name and content, sorted by name.
    pub(crate) files: Vec<(String, String)>,
}

const META: &str =
    "# Set to true on the day of publication. From then on this version never changes.\npublished = false\n";

/// The versions before the one that the sources describe, oldest first, each checked against its hash.
///
/// # Errors
/// A version that is missing, unpublished or was changed after publication.
pub(crate) fn past(root: &Path, current: &str) -> Result<Vec<Version>, Error> {
    let number: u32 = current
        .parse()
        .map_err(|_| format!("policy/policy.toml: version '{current}' is a whole number such as \"2\""))?;
    if number == 0 {
        return Err("policy/policy.toml: versions are counted from \"1\"".into());
    }
    if let Some(newer) = numbers(root)?.last().filter(|newest| **newest > number) {
        return Err(
            format!("policy/policy.toml: version {newer} exists already; set version = \"{newer}\" or higher").into()
        );
    }
    let mut versions: Vec<Version> = Vec::new();
    for number in 1..number {
        let previous = versions.last().map(|version| version.hash.clone());
        let version = read(root, number, previous)?;
        if !version.published {
            return Err(format!("policy/versions/{number}/meta.toml: version {number} was never published; publish it or go on changing it").into());
        }
        versions.push(version);
    }
    Ok(versions)
}

/// The numbers of the versions that have a folder, the oldest first.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn numbers(root: &Path) -> Result<Vec<u32>, Error> {
    let Ok(folder) = std::fs::read_dir(root.join("policy/versions")) else { return Ok(Vec::new()) };
    let mut numbers = Vec::new();
    for entry in folder {
        numbers.extend(entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

fn read(root: &Path, number: u32, previous: Option<String>) -> Result<Version, Error> {
    let folder = format!("policy/versions/{number}");
    let full = root.join(&folder);
    let text = |name: &str| {
        std::fs::read_to_string(full.join(name)).map_err(|error| format!("failed to read {folder}/{name}: {error}"))
    };
    let mut files = Vec::new();
    collect(&full, "", &mut files)?;
    files.retain(|(name, _)| name == "policy.json" || name.ends_with(".md"));
    let hash = text("hash")?.trim().to_owned();
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    if chain_hash(previous.as_deref(), &borrowed) != hash {
        return Err(format!(
            "{folder}: the content does not match its hash; a published version is never edited, restore it"
        )
        .into());
    }
    Ok(Version { version: number.to_string(), hash, previous, published: is_published(root, number)?, files })
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<(), Error> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = format!("{prefix}{}", name.to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, std::fs::read_to_string(entry.path())?));
        }
    }
    Ok(())
}

fn is_published(root: &Path, number: u32) -> Result<bool, Error> {
    let path = format!("policy/versions/{number}/meta.toml");
    let Ok(text) = std::fs::read_to_string(root.join(&path)) else { return Ok(false) };
    let meta: toml::Table = text.parse().map_err(|error| format!("{path}: {error}"))?;
    meta.get("published")
        .and_then(toml::Value::as_bool)
        .ok_or_else(|| format!("{path}: say published = true or published = false").into())
}

/// The version that the sources describe, after the ones before it; adds its files to the outputs.
///
/// # Errors
/// When the version is published and the sources say something else.
pub(crate) fn current(
    root: &Path,
    policy: &CompiledPolicy,
    past: &[Version],
    outputs: &mut Outputs,
) -> Result<Version, Error> {
    let previous = past.last().map(|version| version.hash.clone());
    let mut files = vec![("policy.json".to_owned(), policy.to_canonical_json()?)];
    for document in documents::all(policy) {
        files.push((format!("{}/{}.md", document.language, document.id), document.markdown));
    }
    files.sort();
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    let hash = chain_hash(previous.as_deref(), &borrowed);
    let number: u32 = policy.version.parse()?;
    let published = is_published(root, number)?;
    if published {
        let frozen = read(root, number, previous.clone())?;
        if frozen.hash != hash {
            let changed: Vec<&str> =
                files.iter().filter(|file| !frozen.files.contains(file)).map(|(name, _)| name.as_str()).collect();
            return Err(format!(
                "version {number} is published, and the sources now give another {}; set version = \"{}\" in policy/policy.toml",
                changed.join(", "),
                number + 1
            )
            .into());
        }
    }
    let folder = format!("policy/versions/{number}");
    for (name, content) in &files {
        outputs.insert(format!("{folder}/{name}"), content.clone());
    }
    outputs.insert(format!("{folder}/hash"), hash.clone() + "\n");
    outputs.insert(format!("{folder}/previous"), previous.clone().unwrap_or_default() + "\n");
    if !root.join(&folder).join("meta.toml").exists() {
        outputs.insert(format!("{folder}/meta.toml"), META.to_owned());
    }
    Ok(Version { version: policy.version.clone(), hash, previous, published, files })
}
