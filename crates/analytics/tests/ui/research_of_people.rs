//! Research is made of what is anonymous: rows with pseudonyms are not.
use analytics::{Kept, Research};
use consent::Deidentified;

fn publish(rows: &Deidentified<Vec<Kept>>) -> Research {
    Research::of(rows) //~ E0308
}

fn main() {}
