//! Versions of the policy, embedded in the program and verified before they are used.

use std::fmt;
use std::sync::LazyLock;

use policy_lang::documents::{self, Operator, PolicyDocument};
use policy_lang::version::{chain_hash, text_hash as hash_of};
use policy_lang::{CompiledPolicy, Language};

use crate::generated::{PurposeId, VERSIONS};

/// One version as it was frozen into the program.
#[derive(Debug)]
pub(crate) struct FrozenVersion {
    pub(crate) version: &'static str,
    pub(crate) hash: &'static str,
    pub(crate) previous: Option<&'static str>,
    pub(crate) published: bool,
    /// Name below the version's folder, and content.
    pub(crate) files: &'static [(&'static str, &'static str)],
}

/// One version of the policy whose hash was verified.
#[derive(Clone, Debug)]
pub struct Version {
    /// What this version declares.
    pub policy: CompiledPolicy,
    /// SHA-256 over its content and the hash of the version before.
    pub hash: &'static str,
    /// Hash of the version before; none for the first.
    pub previous: Option<&'static str>,
    /// Whether it is published and can no longer change.
    pub published: bool,
}

/// Why the embedded versions cannot be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenChain {
    /// The content of a version does not match its hash.
    Altered(String),
    /// A version does not continue the one before it.
    Unlinked(String),
    /// A version cannot be read.
    Unreadable(String),
}

impl fmt::Display for BrokenChain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Altered(version) => write!(formatter, "policy version {version} does not match its hash"),
            Self::Unlinked(version) => {
                write!(formatter, "policy version {version} does not continue the one before it")
            }
            Self::Unreadable(version) => write!(formatter, "policy version {version} cannot be read"),
        }
    }
}

impl std::error::Error for BrokenChain {}

static CHAIN: LazyLock<Result<Vec<Version>, BrokenChain>> = LazyLock::new(|| verify(VERSIONS));

/// Every version, the oldest first, verified once against the chain of hashes.
///
/// # Errors
/// [`BrokenChain`] when content, hash and predecessor of any version disagree.
/// The server calls this before it starts, and does not start.
pub fn versions() -> Result<&'static [Version], &'static BrokenChain> {
    CHAIN.as_deref()
}

/// The version of this name, such as `"1"`.
///
/// # Errors
/// [`BrokenChain`], as [`versions`].
pub fn version(name: &str) -> Result<Option<&'static Version>, &'static BrokenChain> {
    Ok(versions()?.iter().find(|version| version.policy.version == name))
}

fn verify(frozen: &[FrozenVersion]) -> Result<Vec<Version>, BrokenChain> {
    let mut versions: Vec<Version> = Vec::new();
    for one in frozen {
        let name = || one.version.to_owned();
        if one.previous != versions.last().map(|version| version.hash) {
            return Err(BrokenChain::Unlinked(name()));
        }
        if chain_hash(one.previous, one.files) != one.hash {
            return Err(BrokenChain::Altered(name()));
        }
        let json = one.files.iter().find(|(file, _)| *file == "policy.json").map_or("", |(_, json)| *json);
        let policy: CompiledPolicy = serde_json::from_str(json).map_err(|_| BrokenChain::Unreadable(name()))?;
        versions.push(Version { policy, hash: one.hash, previous: one.previous, published: one.published });
    }
    if versions.is_empty() { Err(BrokenChain::Unreadable("1".to_owned())) } else { Ok(versions) }
}

/// The newest version, parsed and verified once.
///
/// # Panics
/// When the embedded versions were tampered with: nothing may run under a policy nobody published.
#[must_use]
pub fn current() -> &'static CompiledPolicy {
    match versions() {
        Ok([.., newest]) => &newest.policy,
        Ok([]) => unreachable!("a verified chain holds at least one version"),
        Err(broken) => panic!("{broken}"),
    }
}

/// One of the frozen documents as it was published, in Markdown with operator placeholders.
///
/// `id` is `policy`, `collection`, `permissions`, `recipients`, `sharing`, `cookies` or `storage`.
#[must_use]
pub fn document(version: &str, language: Language, id: &str) -> Option<&'static str> {
    let frozen = VERSIONS.iter().find(|frozen| frozen.version == version)?;
    let name = format!("{language}/{id}.md");
    frozen.files.iter().find(|(file, _)| *file == name).map(|(_, content)| *content)
}

/// The written policy of a version, with the operator's facts filled in, and its text hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// What a person reads.
    pub document: PolicyDocument,
    /// SHA-256, in hex, of exactly that text.
    pub text_hash: String,
}

/// The written policy of a version in one language, as this operator's listeners read it.
///
/// # Errors
/// [`BrokenChain`], as [`versions`].
pub fn documents(
    version_name: &str,
    language: Language,
    operator: &Operator,
) -> Result<Option<Rendered>, &'static BrokenChain> {
    Ok(version(version_name)?.map(|version| render(&version.policy, language, operator)))
}

fn render(policy: &CompiledPolicy, language: Language, operator: &Operator) -> Rendered {
    let mut document = documents::policy_document(policy, language);
    for section in &mut document.summary {
        section.body_markdown = documents::fill_operator(&section.body_markdown, operator);
    }
    for chapter in &mut document.chapters {
        chapter.body_markdown = documents::fill_operator(&chapter.body_markdown, operator);
    }
    let text_hash = hash_of(&document.to_markdown(language));
    Rendered { document, text_hash }
}

/// The minors' statement of the current policy: its chapter on minors, by itself, as guardians read and agree to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinorsStatement {
    /// The version of the policy that it is part of.
    pub version: &'static str,
    /// What it is called.
    pub title: String,
    /// The text, in Markdown.
    pub body_markdown: String,
    /// SHA-256, in hex, of title and text.
    pub text_hash: String,
}

/// The minors' statement in one language, with the operator's facts filled in.
#[must_use]
pub fn minors_statement(language: Language, operator: &Operator) -> MinorsStatement {
    let policy = current();
    let chapter = render(policy, language, operator).document.chapters.into_iter().find(|one| one.id == "minors");
    let (title, body_markdown) =
        chapter.map_or_else(Default::default, |chapter| (chapter.title, chapter.body_markdown));
    let text_hash = hash_of(&format!("# {title}\n\n{body_markdown}\n"));
    MinorsStatement { version: &policy.version, title, body_markdown, text_hash }
}

/// Whether this hash is that of the current policy's text in any of its languages, as this operator shows it.
#[must_use]
pub fn is_current_text(text_hash: &str, operator: &Operator) -> bool {
    let policy = current();
    policy.languages.iter().any(|language| render(policy, *language, operator).text_hash == text_hash)
}

/// SHA-256, in hex, of the notice that a person was shown for a purpose of the current version.
#[must_use]
pub fn text_hash(purpose: PurposeId, language: Language) -> String {
    let notice = current().purpose(purpose.id()).map_or("", |purpose| purpose.notice.in_language(language));
    hash_of(notice)
}

/// The language in which the notice of a purpose has this hash; none when it is not the current text.
#[must_use]
pub fn language_of_notice(purpose: PurposeId, hash: &str) -> Option<Language> {
    current().languages.iter().copied().find(|language| text_hash(purpose, *language) == hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frozen(
        files: &'static [(&'static str, &'static str)],
        hash: &'static str,
        previous: Option<&'static str>,
    ) -> FrozenVersion {
        FrozenVersion { version: "1", hash, previous, published: true, files }
    }

    #[test]
    fn an_altered_version_is_refused() {
        let one = &VERSIONS[0];
        assert!(verify(&[frozen(one.files, one.hash, None)]).is_ok());
        let broken = verify(&[frozen(&one.files[..1], one.hash, None)]).err();
        assert_eq!(broken, Some(BrokenChain::Altered("1".to_owned())));
    }

    #[test]
    fn a_version_has_to_continue_the_one_before() {
        let one = &VERSIONS[0];
        let broken = verify(&[frozen(one.files, one.hash, Some("0"))]).err();
        assert_eq!(broken, Some(BrokenChain::Unlinked("1".to_owned())));
    }

    #[test]
    fn an_empty_chain_is_refused() {
        assert!(verify(&[]).is_err());
    }
}
