//! Whose number a token is, nobody outside can ask, with a yes or without.
use accounts::{Nod, OneTap};

async fn ask(one_tap: OneTap, nod: Nod) {
    drop(one_tap.exchange(nod, "token", "digest").await); //~ E0624
}

fn main() {
    drop(ask);
}
