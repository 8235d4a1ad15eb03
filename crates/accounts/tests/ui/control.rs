//! What may be done compiles.
use accounts::{Nod, OneTap};

fn read(sent: &str) -> Option<Nod> {
    serde_json::from_str(sent).ok()
}

fn main() {
    assert!(read("true").is_some());
    assert!(read("false").is_none());
    drop(OneTap::is_open);
}
