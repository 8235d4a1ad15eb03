//! Nobody but the owner of a number says that it may be fetched.
use accounts::Nod;

fn main() {
    drop(Nod(())); //~ E0423
}
