//! What a law demands goes by another way: it is no consent.
use consent::Grant;
use policy::LegalDemand;
use sharing::HandedOver;

async fn entered(line: HandedOver<'_>, grant: &mut Grant<LegalDemand>) -> db::Result<bool> {
    line.enter::<LegalDemand>(grant).await //~ E0277
}

fn main() {}
