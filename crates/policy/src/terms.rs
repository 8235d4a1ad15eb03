//! What holds for whom: the version in force, and what those keep who agreed to an earlier one.

use std::sync::LazyLock;

use policy_lang::CompiledPolicy;
use policy_lang::terms::{as_held, widened_purposes};

use crate::generated::PurposeId;
use crate::version::versions;

/// The version in force and the ones before it.
///
/// It is an argument to whatever depends on who agreed to what, so that a test can publish a version of its own.
#[derive(Debug)]
pub struct Terms {
    current: &'static CompiledPolicy,
    earlier: Vec<Earlier>,
}

/// A version before the one in force, and what becomes of those who agreed to it and to nothing since.
#[derive(Debug)]
pub struct Earlier {
    /// The version.
    pub version: &'static str,
    /// The versions after it; whoever agreed to one of them has left this one.
    pub later: Vec<&'static str>,
    /// The version in force with the rights and the terms that they keep.
    pub held: &'static CompiledPolicy,
    /// The purposes by consent that ask for more than they agreed to, so that their consents rest.
    pub asked_anew: Vec<PurposeId>,
}

static IN_FORCE: LazyLock<Terms> = LazyLock::new(|| match versions() {
    Ok(versions) => Terms::of(&versions.iter().map(|version| &version.policy).collect::<Vec<_>>()),
    Err(broken) => panic!("{broken}"),
});

impl Terms {
    /// The terms of these versions, the oldest first, of which the last is in force; they live as long as the program.
    ///
    /// # Panics
    /// Without any version.
    #[must_use]
    pub fn of(versions: &[&'static CompiledPolicy]) -> Self {
        let [earlier @ .., current] = versions else { panic!("there is a version in force") };
        let earlier = earlier.iter().enumerate().map(|(at, before)| {
            let widened = widened_purposes(before, current);
            let is_asked_anew = |purpose: &PurposeId| {
                widened.contains(purpose.id())
                    && current.purpose(purpose.id()).is_some_and(|purpose| purpose.basis.needs_grant())
            };
            Earlier {
                version: &before.version,
                later: versions[at + 1..].iter().map(|later| later.version.as_str()).collect(),
                held: Box::leak(Box::new(as_held(before, current))),
                asked_anew: PurposeId::ALL.iter().copied().filter(is_asked_anew).collect(),
            }
        });
        Self { current, earlier: earlier.collect() }
    }

    /// The terms of the versions in the program.
    ///
    /// # Panics
    /// As [`crate::current`].
    #[must_use]
    pub fn in_force() -> &'static Self {
        &IN_FORCE
    }

    /// The version in force.
    #[must_use]
    pub fn current(&self) -> &'static CompiledPolicy {
        self.current
    }

    /// The versions before it, the oldest first.
    #[must_use]
    pub fn earlier(&self) -> &[Earlier] {
        &self.earlier
    }

    /// Whether a consent that was given under this version asks for more today than was agreed to.
    #[must_use]
    pub fn is_asked_anew(&self, purpose: PurposeId, given_under: &str) -> bool {
        self.earlier.iter().any(|earlier| earlier.version == given_under && earlier.asked_anew.contains(&purpose))
    }
}
