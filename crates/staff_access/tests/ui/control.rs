//! A permit serves its own purpose.
use ids::SubjectId;
use policy::RightsRequest;
use staff_access::StaffPermit;

fn nickname(_: &StaffPermit<RightsRequest>) -> SubjectId {
    SubjectId::from_i64(1)
}

fn main() {
    drop(nickname);
}
