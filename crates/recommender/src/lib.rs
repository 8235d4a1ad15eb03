//! Which music goes with which, counted from who listened to both: exact, explainable, and able to forget (REC-1 to REC-3).
//!
//! There is no trained model. [`Listening`] holds who listened to what, and an answer counts from it, when it is asked,
//! how many people listened to both of two items. Whoever is taken out of it is out of every answer that follows,
//! to the last bit, since nothing was derived from them that could stay behind.
//!
//! Invariants
//! - Taking a listener out equals never having had them: `tests/forgets.rs`.
//! - A pair carried by fewer people than [`Dials::people_min`] changes no answer: `tests/people.rs`.
//! - The same rows give the same answer in whatever order they came; ties go by item: `tests/forgets.rs`.
//! - It knows nothing of the clock, of chance, of files or of who the listeners are.

mod listening;
mod neighbours;
mod popular;

pub use listening::{ITEMS_PER_LISTENER_MAX, Item, Listener, Listening};
pub use neighbours::{Dials, PEOPLE_MIN, Recommended, Seed};
