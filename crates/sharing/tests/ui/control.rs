//! What is declared compiles.
use policy::{SmsGateway, SmsGatewayField};
use sharing::Disclosure;

fn main() {
    let fields = vec![(SmsGatewayField::Phone, "13800138000".into())];
    drop(Disclosure::<SmsGateway> { subject: None, contact_index: None, fields });
}
