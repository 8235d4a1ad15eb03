//! What was kept while a consent rests can be shown and removed; nothing can be recorded by it.
use consent::{Grant, Kept};
use policy::PlayHistory;

fn record(_grant: &mut Grant<PlayHistory>) {}

fn misuse(mut kept: Kept<PlayHistory>) {
    record(&mut kept); //~ E0308
}

fn main() {}
