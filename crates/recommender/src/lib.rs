//! Which music goes with which, counted from who listened to both: exact, explainable, and able to forget (REC-1 to REC-3).
//!
//! There is no trained model. [`Listening`] holds who listened to what, and an answer is computed from it when it is
//! asked: the people nearest to what somebody knows are asked what else they listen to. Whoever is taken out of it is out
//! of every answer that follows, to the last bit, since nothing was derived from them that could stay behind.
//!
//! Invariants
//! - Taking a listener out equals never having had them: `tests/forgets.rs`.
//! - Nothing is shown but as a pair with a seed that at least [`Dials::people_min`] people carry: `tests/people.rs`.
//!   What fewer carry may move what is shown up or down, and never shows it.
//! - The same rows give the same answer in whatever order they came; ties go by item: `tests/forgets.rs`.
//! - What is handed out to rank with elsewhere holds no pair of fewer people, and nothing of who they are: `tests/companions.rs`.
//! - It knows nothing of the clock, of chance, of files or of who the listeners are.

mod companions;
mod companions_format;
mod listening;
mod near;
mod popular;
mod recommend;
mod scale;
mod support;
mod voices;

pub use companions::{Companion, Companions};
pub use companions_format::{CLOSENESS_LEVELS, encode_companions};
pub use listening::{ITEMS_PER_LISTENER_MAX, Item, Listener, Listening};
pub use recommend::{Dials, PEOPLE_MIN, Recommended, Seed};
