//! Quantities that carry their unit, and the clock that tells the time.
//!
//! A bare `i64` says nothing about what it counts, so instants, spans and sizes are types here:
//! adding a size to an instant does not compile.
//!
//! Invariants
//! - Nothing in the workspace reads the system's clock but [`SystemClock`]; `clippy.toml` refuses the call elsewhere.
//! - Arithmetic saturates: a hostile number can produce a far-away instant, never a panic or a wrapped one.

mod age;
mod clock;
mod day;
mod time;

pub use clock::{Clock, ManualClock, SystemClock};
pub use time::{Millis, ParseTimestampError, Timestamp};

/// A number of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Bytes(pub u64);

impl Bytes {
    /// `n` kibibytes.
    #[must_use]
    pub const fn kib(n: u64) -> Self {
        Self(n.saturating_mul(1 << 10))
    }

    /// `n` mebibytes.
    #[must_use]
    pub const fn mib(n: u64) -> Self {
        Self(n.saturating_mul(1 << 20))
    }

    /// `n` gibibytes.
    #[must_use]
    pub const fn gib(n: u64) -> Self {
        Self(n.saturating_mul(1 << 30))
    }
}
