//! Nor of rows that somebody read for themselves.
use analytics::{Kept, Research};

fn publish(rows: &Vec<Kept>) -> Research {
    Research::of(rows) //~ E0308
}

fn main() {}
