//! Nobody but the consent crate makes a grant.
use consent::Grant;
use ids::{GrantId, SubjectId};
use policy::PlayHistory;

fn forge(tx: db::Tx) -> Grant<PlayHistory> {
    Grant::new(tx, GrantId::from_i64(1), SubjectId::from_i64(1)) //~ E0624
}

fn main() {}
