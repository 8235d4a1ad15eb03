//! A recipient cannot be sent a field of another one.
use policy::{RecipientField, SmsGateway};
use sharing::Disclosure;

#[derive(Clone, Copy, PartialEq, Eq)]
enum PartnerField {
    Mood,
}

impl RecipientField for PartnerField {
    fn id(self) -> &'static str {
        "mood"
    }
}

fn misuse() -> Disclosure<SmsGateway> {
    Disclosure { subject: None, contact_index: None, fields: vec![(PartnerField::Mood, "wistful".into())] } //~ E0308
}

fn main() {}
