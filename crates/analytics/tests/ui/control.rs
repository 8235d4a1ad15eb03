//! Research is made of numbers that are anonymous.
use analytics::{Kept, Research};
use consent::Anonymous;

fn publish(rows: &Anonymous<Vec<Kept>>) -> Research {
    Research::of(rows)
}

fn main() {
    drop(publish);
}
