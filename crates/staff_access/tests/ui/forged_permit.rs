//! Nobody but staff access makes a permit: what is not in the log does not open.
use ids::SubjectId;
use policy::RightsRequest;
use staff_access::StaffPermit;

fn forge() -> StaffPermit<RightsRequest> {
    StaffPermit::new(SubjectId::from_i64(1), "account", 1) //~ E0624
}

fn main() {}
