//! There is no archive without a use: its parts are closed.
use ids::DisclosureId;
use legal::Archive;

fn forge(id: DisclosureId) -> Archive {
    Archive { id, records: 1, text: String::new() } //~ E0451
}

fn main() {}
