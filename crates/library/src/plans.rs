//! The statements of every list, for the test that each walks an index.

use db::{Sql, Value, args};

use crate::favourites;
use crate::playlists::store;

/// A list and arguments for its plan.
#[doc(hidden)]
#[derive(Debug)]
pub struct Plan {
    pub statement: &'static Sql,
    pub arguments: Vec<Value>,
}

/// Every list of this domain.
#[doc(hidden)]
#[must_use]
pub fn plans() -> Vec<Plan> {
    let by_time = favourites::LISTS
        .iter()
        .chain(store::LISTS)
        .map(|statement| Plan { statement, arguments: args![1, i64::MAX, i64::MAX, 20].to_vec() });
    let tag = None::<&str>;
    let square = Plan { statement: store::SQUARE_LIST, arguments: args![1, i64::MAX, i64::MAX, 20, tag].to_vec() };
    let entries = Plan { statement: store::ENTRY_LIST, arguments: args![1, 0, 20].to_vec() };
    by_time.chain([square, entries]).collect()
}
