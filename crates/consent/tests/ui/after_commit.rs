//! After commit the grant is gone.
use consent::Grant;
use policy::PlayHistory;

async fn misuse(mut grant: Grant<PlayHistory>) {
    grant.commit().await.ok();
    grant.tx(); //~ E0382
}

fn main() {}
