//! A permit serves its own purpose.
use ids::SubjectId;
use policy::RightsRequest;
use staff_access::StaffPermit;

fn nickname(permit: &StaffPermit<RightsRequest>) -> SubjectId {
    permit.subject()
}

fn main() {
    drop(nickname);
}
