//! What may be done compiles.
use consent::{Grant, Permit, Personal};
use ids::SubjectId;
use policy::{PlayHistory, SignInVerification};

async fn record(mut grant: Grant<PlayHistory>) -> db::Result<()> {
    let _: &mut db::Tx = grant.tx();
    grant.commit().await
}

fn read(phone: &Personal<String, SignInVerification>) -> String {
    let permit = Permit::<SignInVerification>::of_service(SubjectId::from_i64(1));
    phone.open(&permit).clone()
}

fn main() {
    let phone = Personal::<String, SignInVerification>::new("13800138000".to_owned());
    serde_json::to_string(&read(&phone)).ok();
    drop(record);
}
