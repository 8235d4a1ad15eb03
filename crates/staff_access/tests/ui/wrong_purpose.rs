//! A permit of the privacy officer is none for running the service.
use policy::{Operation, RightsRequest};
use staff_access::StaffPermit;

fn nickname(_: &StaffPermit<Operation>) {}

fn misuse(permit: StaffPermit<RightsRequest>) {
    nickname(&permit); //~ E0308
}

fn main() {}
