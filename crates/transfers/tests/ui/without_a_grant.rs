//! Without a living consent nobody is entered, whatever else is at hand.
use db::Tx;
use policy::Transfer;
use sharing::HandedOver;

async fn entered(line: HandedOver<'_>, tx: &mut Tx) -> db::Result<bool> {
    line.enter::<Transfer>(tx).await //~ E0308
}

fn main() {}
