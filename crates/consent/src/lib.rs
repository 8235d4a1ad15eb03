//! Who agreed to what: live grants, the history of choices, and the types through which personal data is touched.
//!
//! Policy: items `subject`, `grant`, `browser_signal`, `consent_event`, `minor`, `guardianship`, `guardian_event`.
//!
//! A [`Grant`] is a transaction in which consent was read. What is recorded by consent is written in that transaction,
//! and its row carries the grant's id under a foreign key, so a withdrawal that commits first makes the write fail,
//! and one that commits later takes the row with it. There is no instant between the check and the write.
//!
//! When a browser asks not to be tracked, consents given before rest ([`Consents::heed`]): there is no [`Grant`] of them,
//! until the person says otherwise by a choice of their own. What was kept before stays theirs to see and to remove ([`Kept`]).
//!
//! So does a consent that was given under an earlier version of the policy for less than the version in force asks
//! ([`Consents::ask_anew`]).
//!
//! So do all of them when somebody else takes the service over under another policy ([`Consents::take_over`]).
//!
//! A minor's consents name the living guardianship under which they were given, under another foreign key.
//!
//! Invariants
//! - Only this crate makes a [`Grant`]: `tests/ui/forged_grant.rs` must not compile.
//! - A grant of one purpose does not serve another: `tests/ui/wrong_purpose.rs` must not compile.
//! - Nothing is recorded under what was merely kept: `tests/ui/recorded_at_rest.rs` must not compile.
//! - A resting consent gives no grant until its person chooses again: `tests/signals.rs`, both engines.
//! - What a later version widened is neither recorded nor used until its person agreed to it by itself:
//!   `tests/renewal.rs`, both engines.
//! - A new holder is bound by what was agreed to, or asks everybody anew: `tests/holders.rs`, both engines.
//! - Nothing is recorded for a known minor but under a living guardianship, and a child's consents are the guardian's:
//!   `tests/guardians.rs`, both engines.
//! - A [`Personal`] value cannot be printed or serialised, and opens only for its own purpose:
//!   `tests/ui/printed.rs`, `tests/ui/other_purpose.rs`.
//! - The database agrees: `tests/grants.rs` tries dead, foreign and mismatched grants on both engines.
//! - The state is the last choice, over thousands of random histories: `tests/history.rs`.

mod anonymous;
mod consents;
mod erasures;
mod error;
mod grant;
mod guardians;
mod holders;
mod kept;
mod noise;
mod permit;
mod personal;
mod renewal;
mod signals;
mod store;

pub use anonymous::{Anonymous, Deidentified, PseudonymKey};
pub use consents::{ConsentEvent, Consents, Event, PurposeState, Shown, State};
pub use erasures::{Erased, ErasureNote, UnknownPurpose, erasure_notes, note_erasure, remove_erasure_notes};
pub use error::Error;
pub use grant::Grant;
pub use guardians::{
    AgeBand, ERASED_WITHIN, Ended, Guardianship, KnownMinor, MinorRefusal, ModeBand, NewGuardianship,
    is_kept_from_minors,
};
pub use holders::{Holder, HolderChange, HolderError, TakenOver};
pub use kept::{Holding, Kept};
pub use noise::Noise;
pub use permit::Permit;
pub use personal::Personal;
pub use policy::ServicePurpose;
pub use signals::{SignalsSeen, on_signal};
pub use store::{add_subject, remove_subject, restrict_events};

db::migrations!["0001_consent", "0002_signals", "0003_guardians", "0004_holders", "0005_erasure_notes"];

/// How far the purpose's number is shifted in a grant's id: 8 bits of purpose above 55 random bits.
pub(crate) const PURPOSE_SHIFT: u32 = 55;
