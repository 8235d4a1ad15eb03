//! Saying nothing is no yes.
use accounts::Nod;

fn main() {
    drop(Nod::default()); //~ E0599
}
