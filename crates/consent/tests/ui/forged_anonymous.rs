//! Calling something anonymous does not make it so.
use consent::{Anonymous, Deidentified};

fn publish(pseudonyms: Deidentified<String>) -> Anonymous<Deidentified<String>> {
    Anonymous(pseudonyms) //~ E0423
}

fn main() {}
