//! A purpose that rests on consent has no permit but through its grant.
use consent::Permit;
use ids::SubjectId;
use policy::PlayHistory;

fn main() {
    let _ = Permit::<PlayHistory>::of_service(SubjectId::from_i64(1)); //~ E0599
}
