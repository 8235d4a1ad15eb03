//! A use tells by which case of the law it is, under which number, by whose hand and for whom.
use ids::DisclosureId;
use legal::{Archive, ExemptUse};

fn told<'a>(used: &'a ExemptUse<'_>) -> [&'a str; 4] {
    [used.code(), used.case_number(), used.actor_digest(), used.addressee()]
}

fn content(archive: &Archive) -> (DisclosureId, &str) {
    (archive.id(), archive.text())
}

fn main() {
    drop(told);
    drop(content);
}
