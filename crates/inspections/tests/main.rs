//! Inspections on both engines.

mod filing;
