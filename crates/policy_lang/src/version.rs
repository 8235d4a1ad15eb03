//! The hash that binds a version to its content and to the version before it.

use sha2::{Digest, Sha256};

/// SHA-256, in hex, over the previous version's hash and every file of this version.
///
/// `files` are names and contents; their order does not matter.
/// Names and contents are preceded by their lengths, so that no two sets of files share an input.
#[must_use]
pub fn chain_hash(previous: Option<&str>, files: &[(&str, &str)]) -> String {
    let mut files = files.to_vec();
    files.sort_unstable();
    let mut hasher = Sha256::new();
    let mut add = |part: &str| {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part.as_bytes());
    };
    add(previous.unwrap_or_default());
    for (name, content) in files {
        add(name);
        add(content);
    }
    hex::encode(hasher.finalize())
}

/// SHA-256, in hex, of a text that a person was shown.
#[must_use]
pub fn text_hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_changes_the_hash() {
        let files = [("a", "one"), ("b", "two")];
        let hash = chain_hash(None, &files);
        assert_eq!(hash, chain_hash(None, &[files[1], files[0]]));
        for other in [
            chain_hash(Some("0"), &files),
            chain_hash(None, &files[..1]),
            chain_hash(None, &[("a", "one"), ("b", "twO")]),
            chain_hash(None, &[("a", "oneb"), ("", "two")]),
        ] {
            assert_ne!(hash, other);
        }
    }
}
