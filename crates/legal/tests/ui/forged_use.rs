//! Nobody makes a use but the desk, from an approved demand.
use legal::ExemptUse;

fn main() {
    drop(ExemptUse::of_demand); //~ E0624
}
