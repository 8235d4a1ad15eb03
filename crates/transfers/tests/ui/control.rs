//! What was handed over is entered under the consent of whom it is about.
use consent::Grant;
use policy::Transfer;
use sharing::HandedOver;
use transfers::HandingOver;

async fn entered(line: HandedOver<'_>, grant: &mut Grant<Transfer>) -> db::Result<bool> {
    line.enter(grant).await
}

async fn read(file: &mut HandingOver) -> Result<Option<String>, transfers::Error> {
    file.next().await
}

fn main() {
    drop(entered);
    drop(read);
}
