//! All SQL of the catalogue; the only files that name its tables.

pub(crate) mod covers;
pub(crate) mod facets;
pub(crate) mod identities;
pub(crate) mod lines;
pub(crate) mod lists;
pub(crate) mod lyrics;
pub(crate) mod merge;
pub(crate) mod problems;
pub(crate) mod refresh;
pub(crate) mod rows;
pub(crate) mod scan;
pub(crate) mod search;
