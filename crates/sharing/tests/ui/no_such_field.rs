//! A field that the policy does not declare has no name.
use policy::{SmsGateway, SmsGatewayField};
use sharing::Disclosure;

fn misuse() -> Disclosure<SmsGateway> {
    Disclosure { subject: None, contact_index: None, fields: vec![(SmsGatewayField::Nickname, "A".into())] } //~ E0599
}

fn main() {}
